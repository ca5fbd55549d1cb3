//! What was rejected: all of it to a file, or the first of it to people.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use baton_host::input::{RejectedLines, Row};
use owo_colors::OwoColorize as _;

use crate::error::Error;

/// How many people want to see.
const SHOWN: u64 = 10;

/// Takes what is rejected as it comes.
pub struct Rejected {
    count: u64,
    file: Option<(PathBuf, RejectedLines<BufWriter<File>>)>,
}

impl Rejected {
    /// Writes to a file, one JSON object a line, or else shows the first ten on standard error.
    pub fn new(path: Option<&Path>) -> Result<Self, Error> {
        let open = |path: &Path| -> Result<_, Error> {
            let file = File::create(path).map_err(Error::unwritable(path))?;
            Ok((path.to_owned(), RejectedLines::new(BufWriter::new(file))))
        };
        Ok(Self { count: 0, file: path.map(open).transpose()? })
    }

    /// A row was rejected.
    pub fn tell(&mut self, row: &Row) -> Result<(), Error> {
        let Err(reason) = &row.result else { return Ok(()) };
        self.count += 1;
        if let Some((path, lines)) = &mut self.file {
            return lines.write(row).map_err(Error::unwritable(path));
        }
        if self.count <= SHOWN {
            let (file, line) = (&row.position.file, row.position.line);
            writeln!(anstream::stderr(), "{} {file}:{line}: {reason}", "rejected:".yellow())?;
        }
        Ok(())
    }

    /// That was all: how many were rejected.
    pub fn finish(self) -> Result<u64, Error> {
        match self.file {
            Some((path, lines)) => {
                lines.finish().map_err(Error::unwritable(&path))?;
            }
            None if self.count > SHOWN => {
                let more = self.count - SHOWN;
                writeln!(anstream::stderr(), "… and {more} more; `--rejected FILE` writes all of them to a file")?;
            }
            None => {}
        }
        Ok(self.count)
    }
}
