//! The lines of a file, of bounded length; blank ones are passed over.

use std::io::{self, BufRead, Read};

use baton_program::wire::Rejection;

use super::bytes::Bytes;

/// The longest line that is read; it is far beyond what an event can hold.
const LONGEST: usize = 1 << 20;

pub(crate) struct Lines {
    bytes: Bytes,
    current: Vec<u8>,
    number: u64,
}

/// A line and its number, from 1.
pub(crate) type Numbered<T> = (u64, Result<T, Rejection>);

impl Lines {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self { bytes, current: Vec::new(), number: 0 }
    }

    /// The next line that isn't blank, without its end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Numbered<&[u8]>>> {
        loop {
            self.current.clear();
            let most = LONGEST as u64 + 1;
            if self.bytes.by_ref().take(most).read_until(b'\n', &mut self.current)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.current.len() > LONGEST {
                if self.current.last() != Some(&b'\n') {
                    self.bytes.skip_until(b'\n')?;
                }
                return Ok(Some((self.number, Err(Rejection::TooLong(LONGEST)))));
            }
            if !self.current.trim_ascii().is_empty() {
                return Ok(Some((self.number, Ok(self.current.trim_ascii_end()))));
            }
        }
    }

    /// The line that came last, or its beginning where it is too long.
    pub(super) fn current(&self) -> &[u8] {
        self.current.trim_ascii_end()
    }
}
