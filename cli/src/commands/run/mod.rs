//! `baton run`: events are run through a workspace, and the records come out.

mod events;
mod rejected;
mod summary;
mod watch;

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

use baton_compiler::With;
use baton_engine::Engine;
use baton_host::run::Summary;
use baton_program::{Program, wire};
use clap::Args;

use self::{
    rejected::Rejected,
    summary::Style,
    watch::{Terminal, Watch},
};
use super::In;
use crate::{error::Error, exit::Exit, source, workspace::Loaded};

/// The file that is run where none is named.
const EVENTS: &str = "events.jsonl";

/// Run events through a workspace
///
/// Events are taken in order of time, whatever file they stand in, and timers between them fire when they are due.
/// What comes out are records, one JSON object a line: what was sent, held or dropped, and why. At the end a summary
/// is shown on standard error. A line that can't be taken is told with its reason, and never stops the run.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Run {
    #[command(flatten)]
    workspace: In,
    /// A file of events, or `-` for standard input; may be given several times [default: `events.jsonl` of the workspace]
    ///
    /// A file has one CloudEvent in JSON a line, or the rows of a source. What is packed with gzip is unpacked.
    /// `SOURCE=FILE` names the source of this file alone.
    #[arg(long, value_name = "[SOURCE=]FILE")]
    events: Vec<String>,
    /// The files have rows of this source, named in full or by its last word
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Go on until this instant, like `2026-04-01T00:00:00Z`; later events are not taken [default: the last event's time]
    #[arg(long, value_name = "INSTANT", value_parser = instant)]
    until: Option<i64>,
    /// Write the records to this file [default: standard output]
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Write what was rejected to this file, one JSON object a line [default: the first ten on standard error]
    #[arg(long, value_name = "FILE")]
    rejected: Option<PathBuf>,
    /// Show only the summary, on standard output; records go nowhere, or to the file of `--records`
    #[arg(long)]
    summary: bool,
}

const EXAMPLES: &str = "\
Examples:
  baton run acme                                          the workspace's own events.jsonl
  baton run acme --summary                                only what came of it
  baton run acme --events may.jsonl --events june.jsonl.gz --until 2026-07-01T00:00:00Z
  baton run bank --source applications --events log.csv --rejected rejected.jsonl
  baton run bank --events applications=log.csv --events live.jsonl
  zcat log.jsonl.gz | baton run acme --events - > records.jsonl

Exit codes: 0 the events were run, 1 the workspace has errors, 2 wrong use or an unreadable file";

/// An instant of the command line.
fn instant(text: &str) -> Result<i64, String> {
    wire::instant(text).map_err(|_| "an instant is written like `2026-04-01T00:00:00Z`".into())
}

impl Run {
    pub fn run(&self) -> Result<Exit, Error> {
        let loaded = Loaded::read(&self.workspace.folder)?;
        let Some(program) = loaded.program(With::Nothing)? else { return Ok(Exit::Faults) };
        let engine = Engine::new(program.clone());
        let mut rejected = Rejected::new(self.rejected.as_deref())?;
        let taken = self.read(&engine, &program, &loaded.root, &mut rejected)?;
        let rejected = rejected.finish()?;

        let bar = watch::bar(taken.len() as u64, self.terminal());
        let summary = match (&self.records, self.summary) {
            (Some(path), _) => {
                let file = File::create(path).map_err(Error::unwritable(path))?;
                let watch = Watch::new(Some(BufWriter::new(file)), bar);
                self.go(&engine, taken, watch).map_err(Error::unwritable(path))?
            }
            (None, true) => self.go(&engine, taken, Watch::new(None::<io::Sink>, bar))?,
            (None, false) => {
                let records = BufWriter::new(io::stdout().lock());
                self.go(&engine, taken, Watch::new(Some(records), bar))?
            }
        };
        self.show(&summary, rejected)?;
        Ok(Exit::Fine)
    }

    fn read(
        &self,
        engine: &Engine,
        program: &Program,
        root: &Path,
        rejected: &mut Rejected,
    ) -> Result<Vec<wire::Taken>, Error> {
        let for_all = self.source.as_deref().map(|name| source::named(program, name)).transpose()?;
        if self.events.is_empty() {
            let file = root.join(EVENTS);
            if !file.exists() {
                return Err(Error::NoEvents(file));
            }
            return events::read(engine, &[(for_all, &file.to_string_lossy())], rejected);
        }
        let files: Vec<_> = self.events.iter().map(|entry| source::of_entry(program, entry, for_all)).collect();
        events::read(engine, &files, rejected)
    }

    fn go<W: Write>(&self, engine: &Engine, taken: Vec<wire::Taken>, mut watch: Watch<W>) -> io::Result<Summary> {
        let summary = baton_host::run::run(engine, taken, self.until, &mut watch);
        watch.finish()?;
        summary
    }

    /// A bar would be torn apart by records on the same terminal.
    fn terminal(&self) -> Terminal {
        let records = !self.summary && self.records.is_none() && io::stdout().is_terminal();
        if io::stderr().is_terminal() && !records { Terminal::Yes } else { Terminal::No }
    }

    fn show(&self, summary: &Summary, rejected: u64) -> io::Result<()> {
        let style = |terminal| if terminal { Style::Framed } else { Style::Plain };
        if self.summary {
            let mut out = io::stdout().lock();
            let tables = summary::tables(summary, rejected, style(out.is_terminal()));
            out.write_all(tables.as_bytes())?;
            out.flush()
        } else {
            let mut out = io::stderr().lock();
            let tables = summary::tables(summary, rejected, style(out.is_terminal()));
            out.write_all(tables.as_bytes())
        }
    }
}
