//! `baton fmt`: files in the one style.

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use baton_grammar::format::{Formatted, checked};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::{error::Error, exit::Exit, files, workspace};

/// Put files into the one style
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Fmt {
    /// Files, or folders with all `.journey` files below them; `-` is standard input
    #[arg(value_name = "PATHS", default_value = ".")]
    paths: Vec<PathBuf>,
    /// Write nothing, and list the files that would change
    #[arg(long)]
    check: bool,
    /// How to show what was done
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  baton fmt                          all files below this folder
  baton fmt care sales/renewal.journey
  baton fmt --check                  for pipelines: list what would change, and write nothing
  baton fmt - < draft.journey        from standard input to standard output

Comments stay where they are, and what a file says stays the same: that is checked before it is
written. A declaration with a mistake in it stays as it is while the others are formatted.

Exit codes: 0 all is well, 1 files would change (with --check), 2 wrong use or an unreadable file";

/// The forms of what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line for each file that changes, for people
    Human,
    /// JSON with all files, for programs
    Json,
}

/// What came of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is in the style already.
    Unchanged,
    /// It was written.
    Formatted,
    /// It isn't in the style, and nothing was to be written.
    WouldChange,
    /// Something went wrong, and was told.
    Failed,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Formatted => "formatted",
            Self::WouldChange => "would_change",
            Self::Failed => "failed",
        }
    }
}

/// A file, what came of it, and how much of it stayed as it is because of mistakes.
struct Done {
    path: PathBuf,
    outcome: Outcome,
    left_alone: usize,
}

impl Fmt {
    pub fn run(&self) -> Result<Exit, Error> {
        let mut done = Vec::new();
        for path in &self.paths {
            if path.as_os_str() == "-" {
                done.push(self.standard_input()?);
            } else if path.is_dir() {
                done.extend(workspace::source_files(path)?.iter().map(|file| self.file(file)));
            } else {
                done.push(self.file(path));
            }
        }
        self.show(&done)?;
        let any = |outcome: Outcome| done.iter().any(|done| done.outcome == outcome);
        Ok(match () {
            () if any(Outcome::Failed) => Exit::Misuse,
            () if any(Outcome::WouldChange) => Exit::Faults,
            () => Exit::Fine,
        })
    }

    /// Formats a file. What goes wrong with it is told, and doesn't keep the others from being formatted.
    fn file(&self, path: &Path) -> Done {
        let path = path.strip_prefix(".").unwrap_or(path);
        let (outcome, left_alone) = self.formatted(path).unwrap_or_else(|error| {
            error.report();
            (Outcome::Failed, 0)
        });
        Done { path: path.to_owned(), outcome, left_alone }
    }

    fn formatted(&self, path: &Path) -> Result<(Outcome, usize), Error> {
        let text = workspace::text(path)?;
        if path.extension().is_none_or(|extension| extension != workspace::EXTENSION) {
            return Err(Error::NotASource(path.to_owned()));
        }
        let Formatted { text: after, left_alone } = checked(&text).map_err(|_| Error::Unfaithful(path.to_owned()))?;
        let outcome = self.outcome(&text, &after);
        if outcome == Outcome::Formatted {
            // What is written is the file itself, wherever a link to it stands.
            let target = path.canonicalize().map_err(Error::unwritable(path))?;
            let permissions = fs::metadata(&target).map_err(Error::unwritable(path))?.permissions();
            files::write_whole(&target, after.as_bytes())?;
            fs::set_permissions(&target, permissions).map_err(Error::unwritable(path))?;
        }
        Ok((outcome, left_alone))
    }

    fn outcome(&self, before: &str, after: &str) -> Outcome {
        match (before == after, self.check) {
            (true, _) => Outcome::Unchanged,
            (false, true) => Outcome::WouldChange,
            (false, false) => Outcome::Formatted,
        }
    }

    fn standard_input(&self) -> Result<Done, Error> {
        let path = Path::new("standard input");
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(Error::unreadable(path))?;
        let text = String::from_utf8(bytes).map_err(|error| workspace::not_utf8(path, &error))?;
        let Formatted { text: after, left_alone } = checked(&text).map_err(|_| Error::Unfaithful(path.to_owned()))?;
        let outcome = self.outcome(&text, &after);
        if !self.check {
            std::io::stdout().write_all(after.as_bytes())?;
        }
        Ok(Done { path: path.to_owned(), outcome, left_alone })
    }

    fn show(&self, done: &[Done]) -> Result<(), Error> {
        // Where standard output holds a text, what is said about it is said beside.
        let text_is_out = !self.check && self.paths.iter().any(|path| path.as_os_str() == "-");
        let mut out: Box<dyn std::io::Write> =
            if text_is_out { Box::new(anstream::stderr()) } else { Box::new(anstream::stdout()) };
        if self.format == Format::Json {
            let files = done.iter().map(|done| {
                json!({ "path": done.path.to_string_lossy(), "outcome": done.outcome.name(), "left_alone": done.left_alone })
            });
            writeln!(out, "{:#}", json!({ "files": files.collect::<Vec<_>>() }))?;
        } else if !text_is_out {
            for done in done {
                match done.outcome {
                    Outcome::Formatted => writeln!(out, "formatted {}", done.path.display())?,
                    Outcome::WouldChange => writeln!(out, "would change {}", done.path.display())?,
                    Outcome::Unchanged | Outcome::Failed => {}
                }
            }
            writeln!(out, "{}", closing(done))?;
        }
        let mistaken = done.iter().filter(|done| done.left_alone > 0);
        let mut err = anstream::stderr();
        for done in mistaken.filter(|_| self.format == Format::Human) {
            let (what, verb) = if done.left_alone == 1 { ("declaration", "stays") } else { ("declarations", "stay") };
            let path = done.path.display();
            writeln!(
                err,
                "{path}: {} {what} with mistakes {verb} as written; `baton check` tells them",
                done.left_alone
            )?;
        }
        Ok(out.flush()?)
    }
}

/// The last line for people.
fn closing(done: &[Done]) -> String {
    let count = |outcome: Outcome| done.iter().filter(|done| done.outcome == outcome).count();
    let files = |count: usize| format!("{count} file{}", if count == 1 { "" } else { "s" });
    let parts = [
        (count(Outcome::Formatted), "formatted"),
        (count(Outcome::WouldChange), "would change"),
        (count(Outcome::Unchanged), "unchanged"),
        (count(Outcome::Failed), "failed"),
    ];
    let told =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", files(count)));
    let told: Vec<String> = told.collect();
    if told.is_empty() { "no `.journey` files here".to_owned() } else { told.join(", ") }
}
