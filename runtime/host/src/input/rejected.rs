//! Rejected records, one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::Row;

/// How much of a rejected record is kept.
const KEPT: usize = 4096;

/// Writes rejected records as JSON, one a line: `file`, `line`, `reason`, `text`.
pub struct RejectedLines<W> {
    out: W,
    written: u64,
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: u64,
    reason: String,
    text: &'a str,
}

impl<W: Write> RejectedLines<W> {
    /// Writes there.
    pub fn new(out: W) -> Self {
        Self { out, written: 0 }
    }

    /// Writes a row, if it was rejected.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn write(&mut self, row: &Row) -> io::Result<()> {
        let Err(reason) = &row.result else { return Ok(()) };
        let position = &row.position;
        let line = Line { file: &position.file, line: position.line, reason: reason.to_string(), text: &row.text };
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")?;
        self.written += 1;
        Ok(())
    }

    /// How many were written.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// Ends the writing.
    ///
    /// # Errors
    ///
    /// Where what is still on its way can't be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// The beginning of a record, as far as it is kept; what isn't UTF-8 is replaced.
pub(super) fn excerpt(record: &[u8]) -> String {
    match record.get(..KEPT) {
        Some(start) if record.len() > KEPT => format!("{}…", String::from_utf8_lossy(start)),
        _ => String::from_utf8_lossy(record).into_owned(),
    }
}
