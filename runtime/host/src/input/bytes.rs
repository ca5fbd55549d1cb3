//! The bytes of a file: plain or in gzip, without a byte order mark.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
};

use flate2::read::MultiGzDecoder;

/// How much is read at once.
const CHUNK: usize = 256 * 1024;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// The bytes of a file.
pub(crate) type Bytes = Box<dyn BufRead>;

/// Opens a file, and reads its beginning, so that what can't be read fails here; `-` is standard input.
pub(crate) fn open(path: &str) -> io::Result<Bytes> {
    let mut file: Box<dyn Read> = match path {
        "-" => Box::new(io::stdin()),
        path => Box::new(File::open(path)?),
    };
    let head = beginning(&mut file, GZIP.len())?;
    let packed = head == GZIP;
    if !packed && !head.is_empty() && path.ends_with(".gz") {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no gzip"));
    }
    let file = Cursor::new(head).chain(file);
    if packed { without_mark(MultiGzDecoder::new(BufReader::with_capacity(CHUNK, file))) } else { without_mark(file) }
}

fn without_mark(mut text: impl Read + 'static) -> io::Result<Bytes> {
    let mut head = beginning(&mut text, BYTE_ORDER_MARK.len())?;
    if head == BYTE_ORDER_MARK {
        head.clear();
    }
    Ok(Box::new(BufReader::with_capacity(CHUNK, Cursor::new(head).chain(text))))
}

/// The first bytes; fewer only where there are no more.
fn beginning(from: &mut impl Read, bytes: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(bytes);
    from.take(bytes as u64).read_to_end(&mut head)?;
    Ok(head)
}
