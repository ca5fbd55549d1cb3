//! `baton cost`: what a workspace keeps of each customer, and how much a moment can ask.

mod human;
mod json;
mod words;

use std::io::Write as _;

use baton_compiler::With;
use clap::{Args, ValueEnum};

use super::In;
use crate::{error::Error, exit::Exit, table::Style, workspace::Loaded};

/// Show what a workspace costs: memory for each customer, timers, and the work of a moment
///
/// A customer's memory is bounded by the text of the workspace. What each declaration takes is shown, the largest first:
/// at rest (nothing is known of the customer), once (everything is there once, with short texts), and at most (all keys,
/// all events of all windows, every text as long as its type allows).
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Cost {
    #[command(flatten)]
    workspace: In,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  baton cost                           the workspace around this folder
  baton cost acme --format json        in bytes, for other programs

Exit codes: 0 it was shown, 1 the workspace has errors, 2 wrong use or an unreadable file";

/// The forms of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables, for people
    Human,
    /// JSON, for programs
    Json,
}

impl Cost {
    pub fn run(&self) -> Result<Exit, Error> {
        let loaded = Loaded::read(&self.workspace.folder)?;
        let Some(program) = loaded.program(With::Nothing)? else { return Ok(Exit::Faults) };
        let layout = program.layout();
        let mut out = std::io::stdout().lock();
        let shown = match self.format {
            Format::Human => human::tables(&program, &layout, Style::of(&out)),
            Format::Json => json::text(&program, &layout),
        };
        out.write_all(shown.as_bytes())?;
        out.flush()?;
        Ok(Exit::Fine)
    }
}
