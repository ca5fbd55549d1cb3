//! Reading inputs: files of CloudEvents, or of other records through a source (§16).
//!
//! What can be read is given back row by row, taken or rejected with its place and reason: nothing disappears, and a bad
//! row stops nothing. What can't be read at all is an error at once.

mod bytes;
mod cells;
mod error;
mod lines;
mod rejected;
mod source;
mod starts;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use baton_program::wire::{Rejection, Taken, Whom};
use baton_program::{ExprId, Format, Program, Source, Value, wire::cloud_event};

pub(crate) use self::{bytes::open, lines::Lines};
use self::{cells::Rows, source::Mapping};
pub use self::{error::ReadError, rejected::RejectedLines};

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The file, as it was named; `-` is standard input.
    pub file: Arc<str>,
    /// The line at which the record begins, from 1.
    pub line: u64,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub position: Position,
    /// The inputs that were taken from it, at least one, or why there are none.
    pub result: Result<Vec<Taken>, Rejection>,
    /// The record as it is written, cut where it is long; empty unless it was rejected.
    pub text: String,
}

/// How an expression of a source is asked of a row, given what its columns hold: `Engine::evaluate_row`.
pub type Evaluate<'a> = dyn Fn(ExprId, &dyn Fn(&str) -> Value) -> Value + 'a;

/// What the records of a file are.
#[derive(Clone, Copy)]
pub enum Form<'a> {
    /// CloudEvents in JSON, one a line.
    CloudEvents,
    /// Whatever this source takes.
    Source(&'a Source, &'a Evaluate<'a>),
}

/// Reads the inputs of one file. After an error it ends.
pub struct Reader<'a> {
    program: &'a Program,
    file: Arc<str>,
    records: Records<'a>,
}

enum Records<'a> {
    CloudEvents(Lines),
    Mapped(Rows, Mapping<'a>),
    Ended,
}

impl<'a> Reader<'a> {
    /// Opens a file, plain or in gzip; `-` is standard input.
    ///
    /// # Errors
    ///
    /// Where it can't be read, or doesn't have a column that the source names.
    pub fn open(path: &str, program: &'a Program, form: Form<'a>) -> Result<Self, ReadError> {
        let file: Arc<str> = path.into();
        let bytes = open(path).map_err(|cause| ReadError::of_file(&file, cause))?;
        let records = match form {
            Form::CloudEvents => Records::CloudEvents(Lines::new(bytes)),
            Form::Source(source, evaluate) => {
                let mapping = Mapping::new(program, source, evaluate);
                let rows = match source.format {
                    Format::Separated(separator) => Rows::separated(bytes, separator, &mapping, &file)?,
                    Format::JsonLines => Rows::json(bytes),
                };
                Records::Mapped(rows, mapping)
            }
        };
        Ok(Self { program, file, records })
    }

    fn read(&mut self) -> Result<Option<Row>, std::io::Error> {
        let at = |line| Position { file: self.file.clone(), line };
        match &mut self.records {
            Records::CloudEvents(lines) => {
                let program = self.program;
                let Some((line, record)) = lines.next()? else { return Ok(None) };
                let result = record.and_then(|bytes| cloud_event(program, bytes)).map(|taken| vec![taken]);
                Ok(Some(row(at(line), result, || rejected::excerpt(lines.current()))))
            }
            Records::Mapped(rows, mapping) => {
                let Some((line, cells)) = rows.next(mapping)? else { return Ok(None) };
                let result = cells.and_then(|cells| mapping.take(&cells));
                Ok(Some(row(at(line), result, || rows.text())))
            }
            Records::Ended => Ok(None),
        }
    }
}

fn row(position: Position, result: Result<Vec<Taken>, Rejection>, text: impl FnOnce() -> String) -> Row {
    let text = if result.is_err() { text() } else { String::new() };
    Row { position, result, text }
}

impl Iterator for Reader<'_> {
    type Item = Result<Row, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.read().map_err(|cause| ReadError::of_file(&self.file, cause));
        if !matches!(row, Ok(Some(_))) {
            self.records = Records::Ended;
        }
        row.transpose()
    }
}
