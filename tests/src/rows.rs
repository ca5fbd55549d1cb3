//! The `rows` blocks of the reference: the lines of a file, and what is taken from each.

use std::{collections::BTreeMap, fmt::Write as _, io::Write as _, sync::Arc};

use baton_engine::Engine;
use baton_host::input::{Form, Reader, Row, Taken};
use baton_program::{AT_A_GLANCE, Asked, ExprId, InputKind, Program, Question, Value, wire};

/// The text of a block as it should be: each line, and behind it what came of it.
///
/// # Errors
///
/// Where the file can't be read at all, or there is no such source.
pub fn read(program: &Arc<Program>, source: Option<&str>, block: &str) -> Result<String, String> {
    let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with(' ')).collect();
    let rows = rows(program, source, &lines)?;
    let mut text = String::new();
    for (number, line) in (1..).zip(lines) {
        let _ = writeln!(text, "{line}");
        match rows.get(&number) {
            Some(Row { result: Ok(taken), .. }) => {
                for one in taken {
                    let _ = writeln!(text, "  {}", brief(program, one));
                }
            }
            Some(Row { result: Err(rejection), .. }) => {
                let _ = writeln!(text, "  rejected: {rejection}");
            }
            None => {}
        }
    }
    Ok(text)
}

/// The rows of a file of these lines, by the lines at which they begin.
fn rows(program: &Arc<Program>, source: Option<&str>, lines: &[&str]) -> Result<BTreeMap<u64, Row>, String> {
    let mut file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    file.write_all(lines.join("\n").as_bytes()).map_err(|error| error.to_string())?;
    let path = file.path().to_str().unwrap_or_default();
    let engine = Engine::new(program.clone());
    let evaluate = |expr: ExprId, columns: &dyn Fn(&str) -> Value| engine.evaluate_row(expr, columns);
    let form = match source {
        None => Form::CloudEvents,
        Some(name) => {
            let source = program.sources.iter().find(|source| &*source.name == name);
            Form::Source(source.ok_or_else(|| format!("there is no source `{name}`"))?, &evaluate)
        }
    };
    let reader = Reader::open(path, program, form).map_err(|error| error.to_string().replace(path, "FILE"))?;
    reader.map(|row| row.map(|row| (row.position.line, row)).map_err(|error| error.to_string())).collect()
}

fn brief(program: &Program, taken: &Taken) -> String {
    let at = wire::iso(taken.input.at);
    let mut line = match &taken.input.kind {
        InputKind::Event { id, event, .. } => {
            let mut json = program.json_of(&Value::Event(Arc::new(event.clone())));
            if let Some(object) = json.as_object_mut() {
                object.retain(|key, value| !["event", "at"].contains(&key.as_str()) && !value.is_null());
            }
            let name = program.events.get(event.event.index()).map_or("", |event| &event.name);
            let id = id.as_ref().map(|id| format!(" id {id}")).unwrap_or_default();
            format!("taken: {at} {} {name} {json}{id}", taken.whom)
        }
        InputKind::Answered(command, _) => format!("taken: {at} {} answer of {command}", taken.whom),
        InputKind::CommandFailed(command) => format!("taken: {at} {} failure of {command}", taken.whom),
        InputKind::Command(command) => {
            let record = program.record_of_command(command);
            let about = [&record.switch, &record.journey, &record.audience].into_iter().flatten().next();
            let about = about.map(|name| format!(" {name}")).unwrap_or_default();
            format!("taken: {at} {} {}{about} by {}", taken.whom, command.order.word(), command.who)
        }
        InputKind::Ask(question) => format!("taken: {at} {} asks {}", taken.whom, asked(program, question)),
        other => format!("taken: {at} {} {other:?}", taken.whom),
    };
    if taken.ignored_fields > 0 {
        let _ = write!(line, ", {} field ignored", taken.ignored_fields);
    }
    line
}

/// What is asked, with its arguments, and the question's id.
fn asked(program: &Program, question: &Question) -> String {
    let what = match &question.what {
        Asked::Decision(id, args) => {
            let decision = &program.decisions[id.index()];
            let args =
                decision.params.iter().zip(args).map(|(param, arg)| (param.name.to_string(), program.json_of(arg)));
            format!("{} {}", decision.name, serde_json::Value::Object(args.collect()))
        }
        Asked::Glance => AT_A_GLANCE.to_owned(),
        Asked::Placement(id) => program.placements[id.index()].name.to_string(),
    };
    let id = question.id.as_ref().map(|id| format!(" id {id}")).unwrap_or_default();
    format!("{what}{id}")
}
