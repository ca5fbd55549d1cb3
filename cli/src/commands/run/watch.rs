//! What is seen of a run while it goes on: its records, and how far it is.

use std::io::{self, Write};

use baton_host::run::{JsonLines, Sink};
use baton_program::Record;
use indicatif::{ProgressBar, ProgressStyle};

/// Where the records of a run go, and the bar that shows how far it is.
pub struct Watch<W> {
    /// None: nobody wants them.
    records: Option<JsonLines<W>>,
    bar: ProgressBar,
}

impl<W: Write> Watch<W> {
    /// The bar is for so many events.
    pub fn new(records: Option<W>, bar: ProgressBar) -> Self {
        Self { records: records.map(JsonLines), bar }
    }

    /// All is over: the bar disappears, the records are complete.
    pub fn finish(self) -> io::Result<()> {
        self.bar.finish_and_clear();
        self.records.map_or(Ok(()), |mut records| records.0.flush())
    }
}

impl<W: Write> Sink for Watch<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.records.as_mut().map_or(Ok(()), |records| records.record(record))
    }

    fn progress(&mut self, events: u64) {
        self.bar.set_position(events);
    }
}

/// A bar on standard error; none where `terminal` says that nobody sees it.
pub fn bar(events: u64, terminal: Terminal) -> ProgressBar {
    match terminal {
        Terminal::No => ProgressBar::hidden(),
        Terminal::Yes => {
            let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} events, {eta} to go");
            ProgressBar::new(events).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }
    }
}

/// Whether somebody looks on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminal {
    /// Somebody does.
    Yes,
    /// Nobody does, or records are in the way.
    No,
}
