//! `baton test`: the tests of a workspace are told, and what didn't come about is shown.

mod json;

use std::io::{self, Write};

use baton_compiler::{With, Workspace};
use baton_engine::{Engine, Waiting};
use baton_host::story::{self, Failure, Verdict};
use baton_program::{Place, Program, Story, wire};
use clap::{Args, ValueEnum};
use owo_colors::OwoColorize as _;

use super::In;
use crate::{error::Error, exit::Exit, workspace::Loaded};

/// Tell the tests of a workspace
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Test {
    #[command(flatten)]
    workspace: In,
    /// Only tests whose package or title contains this text
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// How to show what came of them
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// The forms of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each test, and what there is to say about a failure, for people
    Human,
    /// JSON, for programs
    Json,
}

const EXAMPLES: &str = "\
Examples:
  baton test                         all tests of the workspace around this folder
  baton test acme --filter renewal   those that speak of renewal
  baton test acme --format json      for other programs

Exit codes: 0 all passed, 1 one failed or the workspace has errors, 2 wrong use, a filter that no test
has, or an unreadable file";

impl Test {
    pub fn run(&self) -> Result<Exit, Error> {
        let loaded = Loaded::read(&self.workspace.folder)?;
        let Some(program) = loaded.program(With::Tests)? else { return Ok(Exit::Faults) };
        let engine = Engine::new(program.clone());
        let wanted: Vec<&Story> = program.stories.iter().filter(|story| self.wants(story)).collect();
        if let (Some(filter), []) = (&self.filter, wanted.as_slice()) {
            return Err(Error::NoTest(filter.clone()));
        }
        let told = wanted.into_iter().map(|story| (story, story::tell(&engine, story)));
        let failed = match self.format {
            Format::Human => show(&program, &loaded.workspace, told)?,
            Format::Json => {
                let told: Vec<_> = told.collect();
                anstream::stdout().lock().write_all(json::text(&program, &told).as_bytes())?;
                told.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_))).count()
            }
        };
        Ok(if failed == 0 { Exit::Fine } else { Exit::Faults })
    }

    fn wants(&self, story: &Story) -> bool {
        self.filter.as_ref().is_none_or(|text| named(story).contains(text.as_str()))
    }
}

/// Shows each test as soon as it is told, and says how many failed.
fn show<'a>(
    program: &Program,
    workspace: &Workspace,
    told: impl Iterator<Item = (&'a Story, Verdict)>,
) -> io::Result<usize> {
    let mut out = anstream::stdout().lock();
    let (mut passed, mut failed) = (0, 0);
    for (story, verdict) in told {
        match verdict {
            Verdict::Passed => {
                passed += 1;
                writeln!(out, "{} {}", "passed".green(), named(story))?;
            }
            Verdict::Failed(failure) => {
                failed += 1;
                writeln!(out, "{} {}", "failed".red().bold(), named(story))?;
                Report { program, workspace, failure: &failure }.write(&mut out)?;
            }
        }
    }
    writeln!(out, "{passed} passed, {failed} failed")?;
    out.flush()?;
    Ok(failed)
}

/// The package and the title: `sales: a renewal offer waits`.
fn named(story: &Story) -> String {
    if story.package.is_empty() { story.title.to_string() } else { format!("{}: {}", story.package, story.title) }
}

/// What there is to say about a failure.
struct Report<'a> {
    program: &'a Program,
    workspace: &'a Workspace,
    failure: &'a Failure,
}

impl Report<'_> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let failure = self.failure;
        self.line(out, failure.place)?;
        writeln!(out, "  expected {}", failure.expected)?;
        let (customer, at) = (&failure.customer, wire::iso(failure.at));
        if failure.happened.is_empty() && failure.signals.is_empty() {
            writeln!(out, "  in this time nothing happened with customer `{customer}`; it is {at}")?;
        } else {
            writeln!(out, "  in this time, with customer `{customer}`; it is {at}:")?;
        }
        for record in &failure.happened {
            writeln!(out, "    {}", serde_json::to_string(record)?)?;
        }
        for (at, signal) in &failure.signals {
            writeln!(out, "    `{signal}` happened at {}", wire::iso(*at))?;
        }
        if !failure.docket.is_empty() {
            writeln!(out, "  waiting for clearance:")?;
        }
        for waiting in &failure.docket {
            writeln!(out, "    {}", self.waiting(waiting))?;
        }
        writeln!(out)
    }

    /// The line as written, with its place.
    fn line(&self, out: &mut impl Write, place: Place) -> io::Result<()> {
        let file = self.program.files.get(place.file as usize).map_or("", |file| file);
        writeln!(out, "  {} {file}:{}:{}", "-->".blue(), place.line, place.column)?;
        let line = self.workspace.text(file).and_then(|text| text.lines().nth((place.line as usize).saturating_sub(1)));
        let Some(line) = line else { return Ok(()) };
        writeln!(out, "  {} {}", format!("{:>4} |", place.line).blue(), line.trim_end())
    }

    fn waiting(&self, waiting: &Waiting) -> String {
        let message = self.program.messages.get(waiting.message.index()).map_or("", |message| &message.name);
        let mut rules: Vec<_> = waiting.because.iter().map(|because| format!("`{}`", because.rule)).collect();
        rules.dedup();
        format!("`{message}` because {}", rules.join(", "))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use baton_compiler::Files;
    use baton_program::Record;

    use super::*;

    #[test]
    fn a_failure_shows_the_line_what_was_expected_and_what_happened() {
        let text = "test \"x\" {\n  expect sent hello   \n}\n".to_owned();
        let sources = vec![("welcome/a.journey".into(), text)];
        let workspace = Workspace::new(Files { manifest: None, sources });
        let program = Program { files: vec!["welcome/a.journey".into()], ..Program::default() };
        let failure = Failure {
            place: Place { file: 0, line: 2, column: 3 },
            expected: "`welcome.hello` to be sent".into(),
            customer: "customer".into(),
            at: 60_000,
            happened: vec![Record { customer: "customer".into(), moment: 1, ..Record::default() }],
            signals: vec![(60_000, "welcome.silence".into())],
            docket: vec![],
        };
        let mut shown = vec![];
        Report { program: &program, workspace: &workspace, failure: &failure }.write(&mut shown).unwrap();
        let expected = "  --> welcome/a.journey:2:3
     2 |   expect sent hello
  expected `welcome.hello` to be sent
  in this time, with customer `customer`; it is 1970-01-01T00:01:00.000Z:
    {\"at\":\"1970-01-01T00:00:00.000Z\",\"customer\":\"customer\",\"moment\":1,\"kind\":\"entered\"}
    `welcome.silence` happened at 1970-01-01T00:01:00.000Z

";
        assert_eq!(anstream::adapter::strip_str(&String::from_utf8(shown).unwrap()).to_string(), expected);
    }
}
