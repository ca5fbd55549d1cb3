//! `baton check`: what the compiler says.

use std::{collections::BTreeMap, io::Write as _};

use baton_compiler::{Invariant, Renderer, Verdict};
use clap::{Args, ValueEnum};

use super::In;
use crate::{error::Error, exit::Exit, fix, terminal, workspace::Loaded};

/// Find the mistakes in a workspace
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    workspace: In,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Make the fixes that are safe, and show the others
    #[arg(long)]
    fix: bool,
}

const EXAMPLES: &str = "\
Examples:
  baton check                          the workspace around this folder
  baton check --fix                    mend what can't have been meant otherwise
  baton check acme --format json       for other programs
  baton check --format sarif           for code hosts and editors
  baton check --format github          beside the lines of a pull request, in a GitHub workflow

Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong use or an unreadable file";

/// The forms of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Labelled source, for people
    Human,
    /// JSON, for programs
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Workflow commands, for GitHub
    #[value(name = "github")]
    GitHub,
}

impl Check {
    pub fn run(&self) -> Result<Exit, Error> {
        let mut loaded = Loaded::read(&self.workspace.folder)?;
        if self.fix {
            let mut err = anstream::stderr().lock();
            for made in fix::make_safe(&mut loaded)? {
                writeln!(err, "fixed {made}")?;
            }
        }
        let found = loaded.workspace.diagnostics();
        let invariants = loaded.workspace.invariants();
        let rendered = |renderer| loaded.workspace.render(&found, renderer);
        let shown = match self.format {
            Format::Human => rendered(terminal::renderer(&std::io::stdout())),
            Format::Json => loaded.workspace.report(&found, &invariants),
            Format::Sarif => rendered(Renderer::Sarif),
            Format::GitHub => rendered(Renderer::GitHub),
        };
        let mut out = anstream::stdout().lock();
        out.write_all(shown.as_bytes())?;
        let errors = found.iter().filter(|diagnostic| diagnostic.code.severity.refuses()).count();
        if self.format == Format::Human && self.fix {
            out.write_all(fix::shown(&loaded.workspace).as_bytes())?;
        }
        if self.format == Format::Human {
            out.write_all(claimed(&invariants).as_bytes())?;
            writeln!(out, "{}", closing(loaded.files, errors, found.len() - errors))?;
        }
        out.flush()?;
        Ok(if errors == 0 { Exit::Fine } else { Exit::Faults })
    }
}

/// What is known of the invariants, a line for each verdict.
fn claimed(invariants: &[Invariant]) -> String {
    let mut by_verdict: BTreeMap<Verdict, Vec<String>> = BTreeMap::new();
    for invariant in invariants {
        by_verdict.entry(invariant.verdict).or_default().push(format!("`{}`", invariant.name));
    }
    let line = |(verdict, names): (Verdict, Vec<String>)| {
        format!("{} {}: {}\n", many(names.len(), "invariant"), verdict.words(), names.join(", "))
    };
    by_verdict.into_iter().map(line).collect()
}

fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// The last line for people.
fn closing(files: usize, errors: usize, warnings: usize) -> String {
    format!("{} in {}", [many(errors, "error"), many(warnings, "warning")].join(", "), many(files, "file"))
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn closing_lines() {
        assert_eq!(closing(3, 0, 0), "0 errors, 0 warnings in 3 files");
        assert_eq!(closing(1, 1, 2), "1 error, 2 warnings in 1 file");
    }
}
