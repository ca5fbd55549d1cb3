//! `baton man`: the manual's pages.

use std::{fs, io::Write as _, path::PathBuf};

use clap::{Args, CommandFactory as _};

use super::Baton;
use crate::{error::Error, exit::Exit};

/// Print the manual's page, or write a page for each command
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Man {
    /// Write the pages of all commands into this folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  baton man | man -l -                  read the page
  baton man ~/.local/share/man/man1     install all pages";

impl Man {
    pub fn run(&self) -> Result<Exit, Error> {
        if let Some(folder) = &self.folder {
            fs::create_dir_all(folder).map_err(Error::unwritable(folder))?;
            clap_mangen::generate_to(Baton::command(), folder).map_err(Error::unwritable(folder))?;
        } else {
            let mut page = vec![];
            clap_mangen::Man::new(Baton::command()).render(&mut page)?;
            std::io::stdout().lock().write_all(&page)?;
        }
        Ok(Exit::Fine)
    }
}
