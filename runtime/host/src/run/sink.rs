//! Where the records of a run go, as they come.

use std::io::{self, Write};

use baton_program::Record;

/// What a run tells while it goes on.
pub trait Sink {
    /// A record came out.
    ///
    /// # Errors
    ///
    /// One ends the run.
    fn record(&mut self, record: &Record) -> io::Result<()>;

    /// So many events were taken; told now and then, and at the end.
    fn progress(&mut self, _events: u64) {}
}

/// Keeps nothing.
pub struct Silent;

impl Sink for Silent {
    fn record(&mut self, _: &Record) -> io::Result<()> {
        Ok(())
    }
}

/// Writes one JSON object a line (§16). The writer is best a buffered one, and flushed afterwards.
pub struct JsonLines<W>(pub W);

impl<W: Write> Sink for JsonLines<W> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, record)?;
        self.0.write_all(b"\n")
    }
}

impl Sink for Vec<Record> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.push(record.clone());
        Ok(())
    }
}
