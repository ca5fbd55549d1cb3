//! `baton explain`: what a code means, and what a declaration uses.

mod code;
mod declaration;

use std::{io::Write as _, path::PathBuf};

use clap::{Args, ValueEnum};

use crate::{error::Error, exit::Exit, table::Style, terminal, workspace::Loaded};

/// Tell what a code of `baton check` means, or what a declaration uses; without either list all codes
///
/// Of a declaration, or a rule of a policy, it shows what it reads, itself and through traits: attributes with their types,
/// and which of them are personal; history as it is written; switches, audiences and journeys.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// The code, or the full name of a declaration or rule
    #[arg(value_name = "CODE|NAME")]
    what: Option<String>,
    /// Of a declaration the workspace: the folder with its `journey.toml`, or one within it
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  baton explain                         all codes, and what they are called
  baton explain E0151                   what it means, an example, the example mended, and why
  baton explain care.route_chat acme    what a decision reads, and where
  baton explain contact_rules.nights    the same of a rule
  baton explain --format json           all codes, for other programs

Exit codes: 0 all is well, 2 there is no such code or declaration, or an unreadable file";

/// The forms of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Pages and tables, for people
    Human,
    /// JSON, for programs
    Json,
}

impl Explain {
    pub fn run(&self) -> Result<Exit, Error> {
        let out = std::io::stdout();
        let shown = match &self.what {
            None => match self.format {
                Format::Human => code::list(),
                Format::Json => code::list_json(),
            },
            Some(what) if code::looks_like_one(what) => {
                let code = code::named(what)?;
                match self.format {
                    Format::Human => code::page(code, terminal::width(&out)),
                    Format::Json => code::page_json(code),
                }
            }
            Some(name) => {
                let loaded = Loaded::read(&self.folder)?;
                let found = declaration::find(&loaded.workspace, name)?;
                match self.format {
                    Format::Human => declaration::human(&found, Style::of(&out)),
                    Format::Json => declaration::json(&found),
                }
            }
        };
        let mut out = anstream::stdout().lock();
        out.write_all(shown.as_bytes())?;
        out.flush()?;
        Ok(Exit::Fine)
    }
}
