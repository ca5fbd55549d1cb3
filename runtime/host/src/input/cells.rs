//! Rows of a source's file, and what its columns hold.

use std::{borrow::Cow, io, sync::Arc};

use baton_program::wire::{Object, Rejection, Unreadable, plain_text};
use csv::{ByteRecord, ReaderBuilder};

use super::{
    ReadError,
    bytes::Bytes,
    lines::{Lines, Numbered},
    rejected,
    source::Mapping,
    starts::LineStarts,
};

/// What the columns that a source names hold, in the order of [`Mapping::columns`]; empty is unknown.
pub(super) type Cells<'r> = Vec<Cow<'r, str>>;

/// The rows of a file.
pub(super) enum Rows {
    Separated(Box<Separated>),
    Json(Lines),
}

impl Rows {
    pub(super) fn separated(
        bytes: Bytes,
        separator: u8,
        mapping: &Mapping<'_>,
        file: &Arc<str>,
    ) -> Result<Self, ReadError> {
        Ok(Self::Separated(Box::new(Separated::new(bytes, separator, mapping, file)?)))
    }

    pub(super) fn json(bytes: Bytes) -> Self {
        Self::Json(Lines::new(bytes))
    }

    pub(super) fn next(&mut self, mapping: &Mapping<'_>) -> io::Result<Option<Numbered<Cells<'_>>>> {
        match self {
            Self::Separated(rows) => rows.next(),
            Self::Json(lines) => {
                let Some((number, line)) = lines.next()? else { return Ok(None) };
                Ok(Some((number, line.and_then(|line| members(line, mapping)))))
            }
        }
    }

    /// The row that came last, as far as it is kept.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Separated(rows) => rows.text(),
            Self::Json(lines) => rejected::excerpt(lines.current()),
        }
    }
}

fn members<'r>(line: &'r [u8], mapping: &Mapping<'_>) -> Result<Cells<'r>, Rejection> {
    let object = Object::of_line(line)?;
    let cells = mapping.columns().iter().map(|column| Ok(member(&object, column)?.unwrap_or_default()));
    cells.collect::<Result<_, Unreadable>>().map_err(Rejection::Unreadable)
}

/// The member of that name, or, where it is `a.b`, the member b of the member a.
fn member<'r>(object: &Object<'r>, path: &str) -> Result<Option<Cow<'r, str>>, Unreadable> {
    if let Some(json) = object.get(path)? {
        return Ok(Some(plain_text(json)));
    }
    for (dot, _) in path.match_indices('.') {
        let (first, rest) = (path.get(..dot).unwrap_or_default(), path.get(dot + 1..).unwrap_or_default());
        let inner = object.get(first)?.map(serde_json::value::RawValue::get).filter(|raw| raw.starts_with('{'));
        if let Some(raw) = inner
            && let Some(text) = member(&Object::of_text(raw)?, rest)?
        {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// Columns with a header.
pub(super) struct Separated {
    reader: csv::Reader<LineStarts<Bytes>>,
    separator: u8,
    /// Of each column that the source names, its place.
    places: Vec<usize>,
    width: usize,
    record: ByteRecord,
}

impl Separated {
    fn new(bytes: Bytes, separator: u8, mapping: &Mapping<'_>, file: &Arc<str>) -> Result<Self, ReadError> {
        let mut reader = ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(LineStarts::new(bytes));
        let header = reader.byte_headers().map_err(|error| ReadError::of_file(file, as_io(error)))?.clone();
        // A file without any bytes has no rows that could lack a column.
        let columns = if header.is_empty() { &[] } else { mapping.columns() };
        let places = columns.iter().map(|column| place(&header, column, mapping, file)).collect::<Result<_, _>>()?;
        Ok(Self { reader, separator, places, width: header.len(), record: ByteRecord::new() })
    }

    fn next(&mut self) -> io::Result<Option<Numbered<Cells<'_>>>> {
        let from = self.reader.position().byte();
        if !self.reader.read_byte_record(&mut self.record).map_err(as_io)? {
            return Ok(None);
        }
        let to = self.reader.position().byte();
        let line = self.reader.get_mut().line_of(from, to);
        Ok(Some((line, self.cells())))
    }

    fn cells(&self) -> Result<Cells<'_>, Rejection> {
        if self.record.len() != self.width {
            let (found, header) = (self.record.len() as u64, self.width as u64);
            return Err(Rejection::Width { found, header });
        }
        let cell = |place: &usize| {
            let text = std::str::from_utf8(self.record.get(*place).unwrap_or_default());
            text.map(Cow::Borrowed).map_err(|error| Rejection::Unreadable(Unreadable::NotUtf8(error.valid_up_to() + 1)))
        };
        self.places.iter().map(cell).collect()
    }

    /// The row with its columns parted and quoted anew: how they were quoted is not kept.
    fn text(&self) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(self.separator).from_writer(Vec::new());
        // Writing to memory can't fail.
        let _ = writer.write_byte_record(&self.record);
        rejected::excerpt(writer.into_inner().unwrap_or_default().trim_ascii_end())
    }
}

fn place(header: &ByteRecord, column: &Arc<str>, mapping: &Mapping<'_>, file: &Arc<str>) -> Result<usize, ReadError> {
    let mut places = header.iter().enumerate().filter(|(_, name)| *name == column.as_bytes());
    let (file, column, source_name) = (file.clone(), column.clone(), mapping.source().name.clone());
    match (places.next(), places.next()) {
        (Some((place, _)), None) => Ok(place),
        (Some(_), Some(_)) => Err(ReadError::ColumnTwice { file, column, source_name }),
        (None, _) => Err(ReadError::NoColumn { file, column, source_name }),
    }
}

/// The only errors of records that need be neither text nor of one width.
fn as_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}
