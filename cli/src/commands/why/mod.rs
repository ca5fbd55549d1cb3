//! `baton why`: the story of a customer, or of one message, out of the records of a run.

mod shown;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use baton_host::why::{self, Read, Tale};
use clap::{Args, ValueEnum};
use owo_colors::OwoColorize as _;

use crate::{
    error::Error,
    exit::Exit,
    workspace::{Loaded, MANIFEST},
};

/// So many lines that are no records are told one by one.
const TOLD: u64 = 10;

/// Tell what happened with a customer or a message, and why
///
/// The story is made of the records that `baton run` writes, and of nothing else. Moment by moment it says what was
/// asked, in which order, what objected on which values, and what would have let a message through. A line that is no
/// record is told with its number, and never stops the story.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Why {
    /// A file of records, plain or packed with gzip, or `-` for standard input
    #[arg(value_name = "RECORDS")]
    records: String,
    /// The customer's id
    #[arg(long, value_name = "ID")]
    customer: String,
    /// Only the story of this message: the id of a send, as records have it
    #[arg(long, value_name = "ID")]
    send: Option<String>,
    /// Show the lines of this workspace beside their places [default: this folder, if it has a `journey.toml`]
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// How it is told
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  baton run acme > records.jsonl
  baton why records.jsonl --customer ann --workspace acme
  baton why records.jsonl --customer ann --send sales.renewal/3/-/3.1/ann
  baton run acme | baton why - --customer ann --format json

Exit codes: 0 the story is told, 1 there are no records of the customer or the send, 2 wrong use or an unreadable file";

/// The forms of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Words, for people
    Human,
    /// JSON, for programs
    Json,
}

impl Why {
    pub fn run(&self) -> Result<Exit, Error> {
        let loaded = self.loaded()?;
        let lines = |file: &str, line: usize| {
            let text = loaded.as_ref()?.workspace.text(file)?;
            text.lines().nth(line.checked_sub(1)?).map(|line| line.trim().to_owned())
        };
        let read = self.read()?;
        let tale = match &self.send {
            None => why::of_customer(&read.records, &lines).ok_or_else(|| self.no_customer(&read))?,
            Some(_) if read.records.is_empty() => return Err(self.no_customer(&read)),
            Some(send) => why::of_send(&read.records, send, &lines).ok_or_else(|| self.no_send(send, &read))?,
        };
        self.show(&tale)?;
        Ok(Exit::Fine)
    }

    fn loaded(&self) -> Result<Option<Loaded>, Error> {
        let here = Path::new(".");
        match &self.workspace {
            Some(folder) => Loaded::read(folder).map(Some),
            None if here.join(MANIFEST).is_file() => Loaded::read(here).map(Some),
            None => Ok(None),
        }
    }

    fn read(&self) -> Result<Read, Error> {
        let mut stream = anstream::stderr();
        let mut unread = 0;
        // Where standard error is gone there is nobody left to tell.
        let read = why::read(&self.records, &self.customer, &mut |line, reason| {
            unread += 1;
            if unread <= TOLD {
                let _ = writeln!(stream, "{} {}:{line}: {reason}", "passed over".yellow(), self.records);
            }
        })?;
        if unread > TOLD {
            let _ = writeln!(stream, "and {} lines more", unread - TOLD);
        }
        Ok(read)
    }

    fn no_customer(&self, read: &Read) -> Error {
        let known = read.customers.iter().map(|customer| &**customer);
        Error::NoCustomer {
            customer: self.customer.clone(),
            near: owned(why::near(&self.customer, known)),
            known: read.customers.len(),
        }
    }

    fn no_send(&self, send: &str, read: &Read) -> Error {
        let known: Vec<_> = why::known_sends(&read.records).into_iter().map(|known| known.send.to_string()).collect();
        let near = owned(why::near(send, known.iter().map(String::as_str)));
        Error::NoSend { send: send.into(), customer: self.customer.clone(), near, known }
    }

    fn show(&self, tale: &Tale) -> Result<(), Error> {
        let mut out = anstream::stdout().lock();
        match self.format {
            Format::Human => shown::write(&mut out, tale)?,
            Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(tale).map_err(std::io::Error::from)?)?,
        }
        Ok(out.flush()?)
    }
}

fn owned(names: Vec<&str>) -> Vec<String> {
    names.into_iter().map(str::to_owned).collect()
}
