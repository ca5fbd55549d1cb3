//! Why a file can't be read, in the user's words.

use std::{fmt, io, sync::Arc};

/// Why a file can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Its bytes can't be had.
    #[error("`{file}` can't be read: {}", Cause(cause))]
    Unreadable {
        /// The file, as it was named.
        file: Arc<str>,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The source speaks of a column that it doesn't have.
    #[error("`{file}` has no column `{column}`, which source `{source_name}` names")]
    NoColumn {
        /// The file, as it was named.
        file: Arc<str>,
        /// The column.
        column: Arc<str>,
        /// The source.
        source_name: Arc<str>,
    },
    /// The source speaks of a column that it has twice.
    #[error("`{file}` has the column `{column}` twice, and source `{source_name}` names it")]
    ColumnTwice {
        /// The file, as it was named.
        file: Arc<str>,
        /// The column.
        column: Arc<str>,
        /// The source.
        source_name: Arc<str>,
    },
}

impl ReadError {
    pub(crate) fn of_file(file: &Arc<str>, cause: io::Error) -> Self {
        Self::Unreadable { file: file.clone(), cause }
    }
}

struct Cause<'a>(&'a io::Error);

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.kind() {
            io::ErrorKind::NotFound => f.write_str("there is no such file"),
            io::ErrorKind::PermissionDenied => f.write_str("its permissions forbid it"),
            io::ErrorKind::IsADirectory => f.write_str("it is a folder"),
            // These are the decompressor's: a plain file has no data that could be wrong.
            io::ErrorKind::UnexpectedEof => f.write_str("its gzip breaks off"),
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => f.write_str("its gzip is damaged"),
            _ => write!(f, "{}", self.0),
        }
    }
}
