//! `baton completions`: what a shell needs to complete commands.

use std::io::Write as _;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Baton;
use crate::{error::Error, exit::Exit};

/// Print what a shell needs to complete commands
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  baton completions bash > ~/.local/share/bash-completion/completions/baton
  baton completions fish > ~/.config/fish/completions/baton.fish";

impl Completions {
    pub fn run(&self) -> Result<Exit, Error> {
        // The generator panics where it can't write; what it writes to memory is written out here.
        let mut script = vec![];
        clap_complete::generate(self.shell, &mut Baton::command(), "baton", &mut script);
        std::io::stdout().lock().write_all(&script)?;
        Ok(Exit::Fine)
    }
}
