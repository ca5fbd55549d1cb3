//! `baton run`: events are run through a workspace, and the records come out.

mod events;
mod json;
mod measures;
mod rejected;
mod summary;
mod watch;

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use baton_compiler::With;
use baton_engine::Engine;
use baton_host::run::{Sink, Snapshot, Summary};
use baton_program::{Program, wire};
use clap::{Args, ValueEnum};

use self::{
    events::EventFile,
    rejected::Rejected,
    watch::{Terminal, Watch},
};
use super::In;
use crate::{error::Error, exit::Exit, files, source, table::Style, workspace::Loaded};

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
    /// A file has one CloudEvent in JSON a line (events, questions of touchpoints, operators' commands), or the rows of a
    /// source. What is packed with gzip is unpacked.
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
    /// Run this program, which `baton build` wrote, instead of the workspace's
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Write the states of all customers at the end to this file, to go on with later
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// Write who is in which audience at the end to this file, one JSON object a line
    #[arg(long, value_name = "FILE")]
    audiences: Option<PathBuf>,
    /// Go on with the states of this snapshot; events that are not later than it are not taken again
    ///
    /// Under another version than the snapshot's, customers are taken over at the time of the snapshot: what became of
    /// those in the middle of a journey stands in the records.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Show only the summary, on standard output; records go nowhere, or to the file of `--records`
    #[arg(long)]
    summary: bool,
    /// How to show the summary
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// The forms of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables, for people
    Human,
    /// JSON, for programs
    Json,
}

/// The files that are written at the end, and what stands in them.
type Kept<'a> = Vec<(&'a Path, Vec<u8>)>;

const EXAMPLES: &str = "\
Examples:
  baton run acme                                        the workspace's own events.jsonl
  baton run acme --summary                              only what came of it
  baton run acme --summary --format json                the same, for other programs
  baton run acme --events may.jsonl --events june.jsonl.gz --until 2026-07-01T00:00:00Z
  baton run bank --source applications --events log.csv --rejected rejected.jsonl
  baton run bank --events applications=log.csv --events live.jsonl
  zcat log.jsonl.gz | baton run acme --events - > records.jsonl
  baton run acme --program acme.baton                   a built program
  baton run acme --events may.jsonl --snapshot may.state
  baton run acme --events june.jsonl --from may.state   goes on, under this version or a new one
  baton run acme --summary --audiences members.jsonl    who is in which audience at the end

Exit codes: 0 the events were run, 1 the workspace has errors, 2 wrong use or an unreadable file";

/// An instant of the command line.
fn instant(text: &str) -> Result<i64, String> {
    wire::instant(text).map_err(|_| "an instant is written like `2026-04-01T00:00:00Z`".into())
}

/// A snapshot of an earlier run.
fn snapshot(path: &Path) -> Result<Snapshot, Error> {
    Snapshot::from_bytes(&files::read_whole(path)?).map_err(|cause| Error::Unusable(path.to_owned(), cause))
}

impl Run {
    pub fn run(&self) -> Result<Exit, Error> {
        let Some((program, root)) = self.program()? else { return Ok(Exit::Faults) };
        let engine = Engine::new(program.clone());
        let files = self.event_files(&program, &root)?;
        self.keeps_what_is_read(&files)?;
        let mut rejected = Rejected::new(self.rejected.as_deref())?;
        let taken = events::read(&engine, &files, &mut rejected)?;
        let rejected = rejected.finish()?;
        let from = self.from.as_deref().map(snapshot).transpose()?;

        let bar = watch::bar(taken.len() as u64, self.terminal());
        let (summary, kept) = match (&self.records, self.summary) {
            (Some(path), _) => {
                let file = File::create(path).map_err(Error::unwritable(path))?;
                let watch = Watch::new(Some(BufWriter::new(file)), bar);
                self.go(&engine, from, taken, watch).map_err(Error::unwritable(path))?
            }
            (None, true) => self.go(&engine, from, taken, Watch::new(None::<io::Sink>, bar))?,
            (None, false) => {
                let records = BufWriter::new(io::stdout().lock());
                self.go(&engine, from, taken, Watch::new(Some(records), bar))?
            }
        };
        for (path, bytes) in kept {
            files::write_whole(path, &bytes)?;
        }
        self.show(&summary, rejected)?;
        Ok(Exit::Fine)
    }

    /// The program that is run, and the folder of its events; none if the workspace has errors.
    fn program(&self) -> Result<Option<(Arc<Program>, PathBuf)>, Error> {
        if let Some(path) = &self.program {
            let program = Arc::new(files::program(path)?);
            return Ok(Some((program, self.workspace.folder.clone())));
        }
        let loaded = Loaded::read(&self.workspace.folder)?;
        Ok(loaded.program(With::Nothing)?.map(|program| (program, loaded.root)))
    }

    /// The files of events; the workspace's own where none is named.
    fn event_files<'a>(&'a self, program: &'a Program, root: &Path) -> Result<Vec<EventFile<'a>>, Error> {
        let for_all = self.source.as_deref().map(|name| source::named(program, name)).transpose()?;
        if self.events.is_empty() {
            let file = root.join(EVENTS);
            if !file.exists() {
                // Time alone may pass.
                return if self.from.is_some() { Ok(vec![]) } else { Err(Error::NoEvents(file)) };
            }
            return Ok(vec![(for_all, file.to_string_lossy().into_owned().into())]);
        }
        let files = self.events.iter().map(|entry| source::of_entry(program, entry, for_all));
        files.map(|file| file.map(|(source, path)| (source, path.into()))).collect()
    }

    /// Nothing is written over the events that are read. (Going on from a snapshot may replace it: it is written whole.)
    fn keeps_what_is_read(&self, events: &[EventFile<'_>]) -> Result<(), Error> {
        let read: Vec<PathBuf> = events.iter().filter_map(|(_, path)| Path::new(&**path).canonicalize().ok()).collect();
        let written = [&self.records, &self.rejected, &self.snapshot, &self.audiences];
        let mut written = written.into_iter().flatten();
        match written.find(|path| path.canonicalize().is_ok_and(|path| read.contains(&path))) {
            Some(path) => Err(Error::ReadAndWritten(path.clone())),
            None => Ok(()),
        }
    }

    /// What the run came to, and what is to be written of its end.
    fn go<W: Write>(
        &self,
        engine: &Engine,
        from: Option<Snapshot>,
        taken: Vec<wire::Taken>,
        mut watch: Watch<W>,
    ) -> io::Result<(Summary, Kept<'_>)> {
        let came_to = self.go_on(engine, from, taken, &mut watch);
        watch.finish()?;
        came_to
    }

    fn go_on(
        &self,
        engine: &Engine,
        from: Option<Snapshot>,
        taken: Vec<wire::Taken>,
        sink: &mut impl Sink,
    ) -> io::Result<(Summary, Kept<'_>)> {
        let mut run = match from {
            Some(snapshot) => baton_host::run::Run::go_on_from(engine, snapshot, sink)?,
            None => baton_host::run::Run::new(engine),
        };
        run.go_on(taken, self.until, sink)?;
        let snapshot = self.snapshot.as_deref().map(|path| (path, run.to_bytes()));
        let audiences = self.audiences.as_deref().map(|path| (path, run.members().into_bytes()));
        Ok((run.summary(), snapshot.into_iter().chain(audiences).collect()))
    }

    /// A bar would be torn apart by records on the same terminal.
    fn terminal(&self) -> Terminal {
        let records = !self.summary && self.records.is_none() && io::stdout().is_terminal();
        if io::stderr().is_terminal() && !records { Terminal::Yes } else { Terminal::No }
    }

    fn show(&self, summary: &Summary, rejected: u64) -> io::Result<()> {
        if self.summary {
            let mut out = io::stdout().lock();
            out.write_all(self.shown(summary, rejected, Style::of(&out)).as_bytes())?;
            out.flush()
        } else {
            let mut out = io::stderr().lock();
            out.write_all(self.shown(summary, rejected, Style::of(&out)).as_bytes())
        }
    }

    fn shown(&self, summary: &Summary, rejected: u64, style: Style) -> String {
        match self.format {
            Format::Human => summary::tables(summary, rejected, style),
            Format::Json => json::text(summary, rejected),
        }
    }
}
