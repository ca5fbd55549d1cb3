//! `baton check`: what the compiler says.

use std::io::Write as _;

use baton_compiler::{
    Renderer,
    diagnostic::{Diagnostic, Severity},
};
use clap::{Args, ValueEnum};

use super::In;
use crate::{error::Error, exit::Exit, terminal, workspace::Loaded};

/// Find the mistakes in a workspace
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    workspace: In,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  baton check                          the workspace around this folder
  baton check acme --format json       for other programs

Exit codes: 0 no errors (there may be warnings), 1 errors, 2 wrong use or an unreadable file";

/// The forms of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Labelled source, for people
    Human,
    /// JSON, for programs
    Json,
}

impl Check {
    pub fn run(&self) -> Result<Exit, Error> {
        let loaded = Loaded::read(&self.workspace.folder)?;
        let found = loaded.workspace.diagnostics();
        let renderer = match self.format {
            Format::Human => terminal::renderer(&std::io::stdout()),
            Format::Json => Renderer::Json,
        };
        let mut out = anstream::stdout().lock();
        out.write_all(loaded.workspace.render(&found, renderer).as_bytes())?;
        let errors = count(&found, Severity::Error);
        if self.format == Format::Human {
            writeln!(out, "{}", closing(loaded.files, errors, count(&found, Severity::Warning)))?;
        }
        out.flush()?;
        Ok(if errors == 0 { Exit::Fine } else { Exit::Faults })
    }
}

fn count(found: &[Diagnostic], severity: Severity) -> usize {
    found.iter().filter(|diagnostic| diagnostic.code.severity == severity).count()
}

/// The last line for people.
fn closing(files: usize, errors: usize, warnings: usize) -> String {
    let many = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
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
