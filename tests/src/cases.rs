//! The literate cases of the reference: Markdown whose `journey` blocks are compiled and whose `run` blocks are run.
//!
//! A block ```` ```journey prelude ```` is part of every later case of its page. A case is the `journey` blocks (each
//! with the file's name behind the word, if it has more than one) up to a `run` block, or to the next prose where there
//! is none. A line that ends in `//! E0123` expects that diagnostic on that line. In a `run` block the lines that begin
//! with a time are inputs, and the indented lines behind each are the records of its customer from then on (behind one
//! for `everybody` those of all, with their customers; behind a last line `measures`, or `measures until date time`,
//! the figures of measures); in a `run json` block the records stand as they come out. In a `rows` block, or `rows s`
//! of a source `s`, the lines are those of a file, and what is indented behind each is what was taken from it, or why
//! nothing was. The tests of a case are told: each must pass, or fail at a line that ends in `//! fails`.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use baton_engine::Engine;
use baton_host::{
    input::{Taken, Whom},
    story::{Verdict, tell},
};
use baton_program::{InputKind, Program, Record, wire};

use crate::{rows, world};

/// A page, cut into what is run and what is prose.
pub struct Page<'a> {
    /// The page's own text.
    pub text: &'a str,
    /// Its cases.
    pub cases: Vec<Case<'a>>,
}

/// One case.
#[derive(Default)]
pub struct Case<'a> {
    /// The line of the page at which it begins, from 1.
    pub line: usize,
    /// File name and text, the prelude first.
    pub files: Vec<(String, &'a str)>,
    /// The block that is run: its text within the page.
    pub run: Option<&'a str>,
    /// What its lines are.
    pub lines: Lines<'a>,
}

/// What the lines of a block that is run are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines<'a> {
    /// Inputs, with their records in brief.
    #[default]
    Inputs,
    /// Inputs, with their records as they come out.
    InputsWithJson,
    /// A file's: of CloudEvents, or of this source.
    Rows(Option<&'a str>),
}

/// The cases of a page.
pub fn page(text: &str) -> Page<'_> {
    let mut page = Page { text, cases: Vec::new() };
    let mut prelude: Vec<(String, &str)> = Vec::new();
    let mut case: Option<Case<'_>> = None;
    for block in blocks(text) {
        let mut words = block.info.split_whitespace();
        let language = words.next();
        if !matches!(language, Some("run" | "rows")) && !block.follows {
            page.cases.extend(case.take());
        }
        match (language, words.next()) {
            (Some("journey"), Some("prelude")) => {
                prelude.push((format!("prelude{}.journey", prelude.len()), block.body))
            }
            (Some("journey" | "toml"), name) => {
                if name.is_none()
                    && case.as_ref().is_some_and(|case| case.files.iter().any(|(name, _)| name == "case.journey"))
                {
                    page.cases.extend(case.take());
                }
                let case = case.get_or_insert_with(|| new(&block, &prelude));
                let name = name.unwrap_or(if language == Some("toml") { "journey.toml" } else { "case.journey" });
                case.files.push((name.to_owned(), block.body));
            }
            (Some(language @ ("run" | "rows")), word) => {
                let mut case = case.take().unwrap_or_else(|| new(&block, &prelude));
                case.run = Some(block.body);
                case.lines = match (language, word) {
                    ("rows", source) => Lines::Rows(source),
                    (_, Some("json")) => Lines::InputsWithJson,
                    _ => Lines::Inputs,
                };
                page.cases.push(case);
            }
            _ => {}
        }
    }
    page.cases.extend(case);
    page
}

fn new<'a>(block: &Block<'a>, prelude: &[(String, &'a str)]) -> Case<'a> {
    Case { line: block.line, files: prelude.to_vec(), ..Case::default() }
}

struct Block<'a> {
    info: &'a str,
    body: &'a str,
    line: usize,
    /// Whether nothing but white space stands between it and the block before.
    follows: bool,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut end = 0;
    while let Some(open) = find_line(text, end, "```") {
        let info_end = text[open..].find('\n').map_or(text.len(), |at| open + at);
        let Some(close) = find_line(text, info_end, "```") else { break };
        blocks.push(Block {
            info: text[open + 3..info_end].trim(),
            body: &text[(info_end + 1).min(close)..close],
            line: text[..open].matches('\n').count() + 1,
            follows: text[end..open].trim().is_empty(),
        });
        end = text[close..].find('\n').map_or(text.len(), |at| close + at);
    }
    blocks
}

/// The offset of the next line at or behind `from` that starts with `what`.
fn find_line(text: &str, from: usize, what: &str) -> Option<usize> {
    if from == 0 && text.starts_with(what) {
        return Some(0);
    }
    text[from..].find(&format!("\n{what}")).map(|at| from + at + 1)
}

/// What comes of a case.
pub enum Outcome {
    /// Its diagnostics are those it expects, and its run gives this text.
    Ran(String),
    /// Its diagnostics are those it expects; it has no run.
    Compiled,
    /// What is wrong.
    Wrong(String),
}

/// Compiles and runs a case.
pub fn outcome(case: &Case<'_>) -> Outcome {
    let files: Vec<(&str, &str)> = case.files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let workspace = world::workspace(&files);
    if let Err(wrong) = diagnostics_as_expected(&workspace, &files) {
        return Outcome::Wrong(wrong);
    }
    if workspace.program(baton_compiler::With::Tests).is_none() && case.run.is_none() {
        return Outcome::Compiled;
    }
    let program = match world::compiled(&workspace) {
        Ok(program) => program,
        Err(wrong) => return Outcome::Wrong(wrong),
    };
    if let Err(wrong) = stories_as_expected(&program, &files) {
        return Outcome::Wrong(wrong);
    }
    let Some(run) = case.run else { return Outcome::Compiled };
    let text = match case.lines {
        Lines::Inputs => ran(program, run, brief),
        Lines::InputsWithJson => ran(program, run, |record| serde_json::to_string(record).unwrap_or_default()),
        Lines::Rows(source) => rows::read(&program, source, run),
    };
    text.map_or_else(Outcome::Wrong, Outcome::Ran)
}

/// A file, a line of it, and what is expected of that line.
type Mark = (String, usize, String);

/// What stands behind `//!` at the ends of lines.
fn marks(files: &[(&str, &str)]) -> Vec<Mark> {
    let of_file = |(name, text): &(&str, &str)| {
        let of_line = |(number, line): (usize, &str)| {
            let words = line.split_once("//! ").map_or("", |(_, words)| words).split_whitespace();
            words.map(|word| ((*name).to_owned(), number + 1, word.to_owned())).collect::<Vec<_>>()
        };
        text.lines().enumerate().flat_map(of_line).collect::<Vec<_>>()
    };
    files.iter().flat_map(of_file).collect()
}

/// Whether the tests pass, but for those that are to fail at their line.
fn stories_as_expected(program: &Arc<Program>, files: &[(&str, &str)]) -> Result<(), String> {
    let expected: Vec<Mark> = marks(files).into_iter().filter(|(.., word)| word == "fails").collect();
    let engine = Engine::new(program.clone());
    let mut found = Vec::new();
    let mut told = String::new();
    for story in &program.stories {
        if let Verdict::Failed(failure) = tell(&engine, story) {
            let file = program.files.get(failure.place.file as usize).map_or("", |file| file);
            found.push((file.to_owned(), failure.place.line as usize, "fails".to_owned()));
            told += &format!("`{}` expects {}; there were {:?}\n", story.title, failure.expected, failure.happened);
        }
    }
    if found == expected { Ok(()) } else { Err(format!("expected {expected:?}\nfound    {found:?}\n{told}")) }
}

/// The expected codes stand as `//! E0123` at the ends of lines; warnings that are not expected are let pass.
fn diagnostics_as_expected(workspace: &baton_compiler::Workspace, files: &[(&str, &str)]) -> Result<(), String> {
    let mut expected: Vec<Mark> = marks(files).into_iter().filter(|(.., word)| word != "fails").collect();
    let mut found: Vec<Mark> = Vec::new();
    for diagnostic in workspace.diagnostics() {
        let code = diagnostic.code.to_string();
        let text = files.iter().find(|(name, _)| *name == diagnostic.file).map_or("", |(_, text)| *text);
        let line = text[..diagnostic.span.start as usize].matches('\n').count() + 1;
        let place = (diagnostic.file.to_string(), line, code.clone());
        if code.starts_with('E') || expected.contains(&place) {
            found.push(place);
        }
    }
    expected.sort();
    found.sort();
    if expected == found {
        return Ok(());
    }
    let renderer = baton_compiler::Renderer::Human { colour: baton_compiler::Colour::Never, width: 100 };
    let shown = workspace.render(&workspace.diagnostics(), renderer);
    Err(format!("expected {expected:?}\nfound    {found:?}\n{shown}"))
}

/// The text of a `run` block as it should be: the inputs as they stand, each with the records behind it.
fn ran(program: Arc<Program>, run: &str, shown: impl Fn(&Record) -> String) -> Result<String, String> {
    let lines: Vec<&str> = run.lines().filter(|line| !line.starts_with(' ') && !line.trim().is_empty()).collect();
    let (lines, measured) = measured(lines)?;
    let inputs = inputs(&program, &lines)?;
    let last = inputs.iter().map(|taken| taken.input.at).max().unwrap_or(0);
    // A week on, so that what is due shows.
    let until = measured.and_then(|(_, until)| until).unwrap_or(last + 7 * 86_400_000);
    let records = world::records(program, inputs.clone(), Some(until)).map_err(|error| error.to_string())?;
    let whose = whose(&inputs);
    let places: Vec<_> = records.iter().map(|record| place(&inputs, &whose, record)).collect();
    let mut text = String::new();
    for (index, (line, input)) in lines.iter().zip(&inputs).enumerate() {
        writeln!(text, "{line}").map_err(|error| error.to_string())?;
        for (record, _) in records.iter().zip(&places).filter(|(_, place)| **place == Some(index)) {
            // Behind what is for everybody stand the records of many.
            let whose = match &input.whom {
                Whom::Everybody if !record.customer.is_empty() => format!("{} ", record.customer),
                _ => String::new(),
            };
            writeln!(text, "  {whose}{}", shown(record)).map_err(|error| error.to_string())?;
        }
    }
    if let Some((line, _)) = measured {
        writeln!(text, "{line}").map_err(|error| error.to_string())?;
        for record in records.iter().filter(|record| record.measure.is_some()) {
            writeln!(text, "  {}", shown(record)).map_err(|error| error.to_string())?;
        }
    }
    Ok(text)
}

/// A last line `measures`, behind which stand the figures, and how far it says that the run goes.
type Measured<'a> = (&'a str, Option<i64>);

fn measured<'a>(mut lines: Vec<&'a str>) -> Result<(Vec<&'a str>, Option<Measured<'a>>), String> {
    let Some(line) = lines.pop_if(|line| line.starts_with("measures")) else { return Ok((lines, None)) };
    let until = line.strip_prefix("measures until ").map(|until| {
        let seconds = if until.len() == "2026-03-02 00:00".len() { ":00" } else { "" };
        wire::instant(&format!("{}{seconds}Z", until.replace(' ', "T")))
    });
    let until = until.transpose().map_err(|_| format!("`{line}`: expected `measures until date time`"))?;
    Ok((lines, Some((line, until))))
}

/// Behind which input a record stands: the last one before it, of its customer or for everybody; one that is about an
/// input, and about nobody alone, stands behind that.
fn place(inputs: &[Taken], whose: &[Option<Arc<str>>], record: &Record) -> Option<usize> {
    let mut own = inputs.iter().enumerate().filter(|(at, taken)| match whose.get(*at).and_then(Option::as_ref) {
        Some(id) => *id == record.customer || (record.customer.is_empty() && id_of(taken) == record.request.as_ref()),
        None => true,
    });
    let mut before = own.clone().filter(|(_, taken)| taken.input.at <= record.at);
    before.next_back().or_else(|| own.next()).map(|(index, _)| index)
}

/// Whose each input is by then: who was identified is known by the new id from then on.
fn whose(inputs: &[Taken]) -> Vec<Option<Arc<str>>> {
    let mut known: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    let mut in_order: Vec<_> = inputs.iter().enumerate().collect();
    in_order.sort_by_key(|(_, taken)| taken.input.at);
    let mut whose = vec![None; inputs.len()];
    for (at, taken) in in_order {
        let Some(id) = taken.whom.customer() else { continue };
        let id = known.get(id).unwrap_or(id).clone();
        if let Some(was) = taken.input.kind.was_known_as().filter(|was| !known.contains_key(*was) && **was != id) {
            known.values_mut().filter(|one| *one == was).for_each(|one| *one = id.clone());
            known.insert(was.clone(), id.clone());
        }
        whose[at] = Some(id);
    }
    whose
}

fn id_of(taken: &Taken) -> Option<&Arc<str>> {
    match &taken.input.kind {
        InputKind::Event { id, .. } => id.as_ref(),
        InputKind::Command(command) => command.id.as_ref(),
        InputKind::Ask(question) => question.id.as_ref(),
        _ => None,
    }
}

fn inputs(program: &Program, lines: &[&str]) -> Result<Vec<Taken>, String> {
    let mut present = i64::MIN;
    let mut inputs = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let wrong = |why: &str| format!("`{line}`: {why}");
        let (late, rest) = line.strip_prefix("late ").map_or((false, *line), |rest| (true, rest));
        let mut words = rest.splitn(4, ' ');
        let (Some(date), Some(time), Some(customer), Some(what)) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(wrong("expected `date time customer event {…}`"));
        };
        let (event, rest) = what.split_once(' ').unwrap_or((what, "{}"));
        let (data, rest) = rest.rfind('}').map_or(("{}", rest), |end| rest.split_at(end + 1));
        let mut extras = rest.split_whitespace();
        let mut id = format!("line-{index}");
        let mut channel = None;
        while let (Some(word), value) = (extras.next(), extras.next()) {
            match (word, value) {
                ("id", Some(value)) => id = value.to_owned(),
                ("via", Some(value)) => channel = Some(value),
                _ => return Err(wrong("behind the fields only `via channel` and `id x` can stand")),
            }
        }
        let seconds = if time.len() == 5 { ":00" } else { "" };
        let data: serde_json::Value = serde_json::from_str(data).map_err(|error| wrong(&error.to_string()))?;
        let mut json = serde_json::json!({
            "specversion": "1.0", "id": id, "source": "case", "type": event, "subject": customer,
            "time": format!("{date}T{time}{seconds}Z"), "data": data,
        });
        if let ("everybody", Some(object)) = (customer, json.as_object_mut()) {
            object.remove("subject");
        }
        if let (Some(channel), Some(object)) = (channel, json.as_object_mut()) {
            object.insert("channel".into(), channel.into());
        }
        let mut taken =
            wire::cloud_event(program, json.to_string().as_bytes()).map_err(|error| wrong(&error.to_string()))?;
        if late {
            taken.input.at = present;
        }
        present = taken.input.at;
        inputs.push(taken);
    }
    Ok(inputs)
}

/// A record on one line: all that it says but its ids, its moment and the places in the source.
pub fn brief(record: &Record) -> String {
    let mut json = serde_json::to_value(record).unwrap_or_default();
    // What a placement showed has ids within.
    for message in json.pointer_mut("/with/messages").and_then(|shown| shown.as_array_mut()).into_iter().flatten() {
        message.as_object_mut().and_then(|message| message.shift_remove("send"));
    }
    let mut line = wire::iso(record.at)
        .to_string()
        .replace('T', " ")
        .replace(":00.000Z", "")
        .replace(".000Z", "")
        .replace('Z', "");
    line = format!("{line} {}", json["kind"].as_str().unwrap_or_default());
    for (key, value) in json.as_object().into_iter().flatten() {
        let given_by_a_case = key == "request" && value.as_str().is_some_and(|id| id.starts_with("line-"));
        let left_out = ["at", "customer", "moment", "kind", "send", "command", "because"];
        if given_by_a_case || left_out.contains(&key.as_str()) {
            continue;
        }
        let _ = match value.as_str() {
            Some(text) if !text.contains(' ') => write!(line, " {key}={text}"),
            _ => write!(line, " {key}={value}"),
        };
    }
    for because in &record.because {
        let _ = write!(line, " because={}", because.rule);
        if let Some(message) = &because.message {
            let _ = write!(line, ":{message}");
        }
        if let Some(channel) = &because.channel {
            let _ = write!(line, "/{channel}");
        }
        if let Some(until) = because.until {
            let _ = write!(line, " until={}", wire::iso(until).to_string().replace(".000Z", "Z"));
        }
    }
    line
}
