//! Where the lines of a text begin, as it is read: so that a record of columns can be told by its line.

use std::{
    collections::VecDeque,
    io::{self, Read},
};

/// Reads on, and remembers where the lines begin that aren't blank.
pub(super) struct LineStarts<R> {
    inner: R,
    /// How many bytes have gone by.
    offset: u64,
    /// The line that is being read, from 1.
    line: u64,
    /// Whether nothing of it has been read.
    fresh: bool,
    /// Offset and number of the lines that began and weren't asked for.
    starts: VecDeque<(u64, u64)>,
    /// The line of the record that was asked for last.
    last: u64,
}

impl<R> LineStarts<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, offset: 0, line: 1, fresh: true, starts: VecDeque::new(), last: 1 }
    }

    /// The line of the record that stands somewhere in these bytes, with line ends and blank lines in front of it. Records
    /// are asked for in order.
    pub(super) fn line_of(&mut self, from: u64, to: u64) -> u64 {
        while let Some((offset, line)) = self.starts.front().copied() {
            if offset >= to {
                break;
            }
            self.starts.pop_front();
            if offset >= from {
                self.last = line;
                break;
            }
        }
        self.last
    }

    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.fresh = true;
                }
                b'\r' => {}
                _ if self.fresh => {
                    self.starts.push_back((self.offset, self.line));
                    self.fresh = false;
                }
                _ => {}
            }
            self.offset += 1;
        }
    }
}

impl<R: Read> Read for LineStarts<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.pass(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}
