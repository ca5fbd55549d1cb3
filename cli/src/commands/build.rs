//! `baton build`: a workspace's program as a file, and what it means for the customers of the version before.

use std::{io::Write as _, path::PathBuf, sync::Arc};

use baton_compiler::{Against, Renderer, With};
use baton_program::{
    Program,
    change::{Fate, Note},
};
use clap::{Args, ValueEnum};
use owo_colors::OwoColorize as _;

use super::In;
use crate::{error::Error, exit::Exit, files, terminal, workspace::Loaded};

/// Write the program of a workspace to a file
///
/// The file has all that is needed to run the workspace: `baton run --program FILE` does. It is checksummed, and verified
/// when it is loaded.
///
/// With `--against`, what the version means for the customers of the one before is shown: what is taken over, what has
/// another name, what starts afresh, and what will look back on too little for a while. A version that would strand
/// customers is refused, and no file is written.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Build {
    #[command(flatten)]
    workspace: In,
    /// The file to write; with `--against` it may be left out
    #[arg(short, long, value_name = "FILE", required_unless_present = "against")]
    output: Option<PathBuf>,
    /// The program of the version before, which `baton build` wrote
    #[arg(long, value_name = "OLD")]
    against: Option<PathBuf>,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  baton build acme -o acme.baton                     to be run by `baton run --program acme.baton`
  baton build acme --against live.baton              may this version follow the one that is live?
  baton build acme -o next.baton --against live.baton --format json

Exit codes: 0 all is well, 1 the workspace has errors or would strand customers, 2 wrong use or an unreadable file";

/// The forms of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// JSON, for programs
    Json,
}

impl Build {
    pub fn run(&self) -> Result<Exit, Error> {
        let old = self.against.as_deref().map(files::program).transpose()?;
        let loaded = Loaded::read(&self.workspace.folder)?;
        let Some(program) = loaded.program(With::Nothing)? else { return Ok(Exit::Faults) };
        if let Some(against) = old.and_then(|old| loaded.workspace.against(&old)) {
            self.show(&loaded, &against)?;
            if !against.diagnostics.is_empty() {
                return Ok(Exit::Faults);
            }
        }
        self.write(&program)?;
        Ok(Exit::Fine)
    }

    fn write(&self, program: &Arc<Program>) -> Result<(), Error> {
        let Some(path) = &self.output else { return Ok(()) };
        let bytes = program.to_bytes();
        files::write_whole(path, &bytes)?;
        if self.format == Format::Human {
            let mut out = anstream::stdout().lock();
            writeln!(out, "built `{}`: {}", path.display(), contents(program, bytes.len()))?;
            out.flush()?;
        }
        Ok(())
    }

    fn show(&self, loaded: &Loaded, against: &Against) -> Result<(), Error> {
        let mut out = anstream::stdout().lock();
        match self.format {
            Format::Json => {
                // What `baton check` writes of diagnostics; beside it stand the notes.
                let shown = loaded.workspace.render(&against.diagnostics, Renderer::Json);
                let mut all: serde_json::Value = serde_json::from_str(&shown).unwrap_or_default();
                let notes = against.notes.iter().map(as_json).collect();
                all.as_object_mut().map(|all| all.insert("notes".to_owned(), notes));
                writeln!(out, "{all:#}")?;
            }
            Format::Human => {
                let renderer = terminal::renderer(&std::io::stdout());
                out.write_all(loaded.workspace.render(&against.diagnostics, renderer).as_bytes())?;
                write!(out, "{}", listed(&against.notes))?;
                if !against.diagnostics.is_empty() {
                    let errors = many(against.diagnostics.len(), "error");
                    writeln!(out, "{errors}: this version can't follow, and nothing is written")?;
                }
            }
        }
        Ok(out.flush()?)
    }
}

/// The key of a fate in JSON, and its heading for people.
const fn fate(fate: Fate) -> (&'static str, &'static str) {
    match fate {
        Fate::TakenOver => ("taken_over", "taken over"),
        Fate::Renamed => ("renamed", "renamed"),
        Fate::Moved => ("moved", "customers move"),
        Fate::Afresh => ("afresh", "starts afresh"),
        Fate::Short => ("short", "looks back on too little for a while"),
        Fate::New => ("new", "new"),
        Fate::Gone => ("gone", "gone"),
    }
}

fn as_json(note: &Note) -> serde_json::Value {
    let mut json = serde_json::json!({
        "fate": fate(note.fate).0,
        "kind": note.thing.word(),
        "name": &*note.name,
    });
    if let (false, Some(object)) = (note.detail.is_empty(), json.as_object_mut()) {
        object.insert("detail".into(), note.detail.as_str().into());
    }
    json
}

/// The notes under headings; what needs no words stands in one line for each kind.
fn listed(notes: &[Note]) -> String {
    let mut text = String::new();
    for group in notes.chunk_by(|a, b| a.fate == b.fate) {
        let Some(first) = group.first() else { continue };
        text += &format!("{}\n", fate(first.fate).1.bold());
        for kind in group.chunk_by(|a, b| a.thing == b.thing) {
            let word = kind.first().map_or("", |note| note.thing.word());
            let names: Vec<_> = kind.iter().filter(|note| note.detail.is_empty()).map(|note| &*note.name).collect();
            if !names.is_empty() {
                text += &format!("  {word:<10}{}\n", names.join(", "));
            }
            for note in kind.iter().filter(|note| !note.detail.is_empty()) {
                text += &format!("  {word:<10}{}: {}\n", note.name, note.detail);
            }
        }
    }
    text
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What a program has in it, for people.
fn contents(program: &Program, bytes: usize) -> String {
    let parts = [
        many(program.journeys.len(), "journey"),
        many(program.messages.len(), "message"),
        many(program.rules.len(), "rule"),
        many(bytes, "byte"),
    ];
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use baton_program::change::Thing;

    use super::*;

    #[test]
    fn notes_stand_under_headings() {
        let note =
            |fate, thing, name: &str, detail: &str| Note { fate, thing, name: name.into(), detail: detail.into() };
        let notes = [
            note(Fate::TakenOver, Thing::Journey, "care.support", ""),
            note(Fate::TakenOver, Thing::Journey, "sales.renew", ""),
            note(Fate::Renamed, Thing::Step, "sales.renew.ask", "was `offer`"),
            note(Fate::Short, Thing::History, "count(care.call_ended, 14d)", "asked for the first time: short for 14d"),
        ];
        let expected = "\
taken over
  journey   care.support, sales.renew
renamed
  step      sales.renew.ask: was `offer`
looks back on too little for a while
  history   count(care.call_ended, 14d): asked for the first time: short for 14d
";
        assert_eq!(anstream::adapter::strip_str(&listed(&notes)).to_string(), expected);
    }
}
