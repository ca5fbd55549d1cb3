//! `baton lsp`: the language server for an editor.

use std::path::Path;

use baton_lsp::{Found, Left};
use clap::Args;

use crate::{error::Error, exit::Exit, workspace};

/// Serve an editor: the language server, over standard input and output
///
/// Editors start it by themselves; see `editors/` for how to set them up.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Lsp {
    /// Spoken over standard input and output, as it always is: some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

const EXAMPLES: &str = "\
Examples:
  baton lsp    what an editor is told to start for `.journey` files";

impl Lsp {
    pub fn run(self) -> Result<Exit, Error> {
        Ok(match baton_lsp::run(find)? {
            Left::Announced => Exit::Fine,
            Left::Suddenly => Exit::Faults,
        })
    }
}

fn find(folder: &Path) -> Result<Found, String> {
    let root = workspace::root(folder).map_err(|error| error.to_string())?;
    let below = workspace::below(&root);
    Ok(Found { root, sources: below.files, closed: below.closed })
}
