//! Programs as bytes: magic, format, hash, and the program in postcard.

use crate::{Program, Refusal};

const MAGIC: &[u8; 6] = b"BATON\0";

/// The format of the bytes; it changes with every change to what a program is.
pub const FORMAT: u16 = 2;

/// Why bytes are no program that may run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unloadable {
    /// They are something else.
    #[error("not a compiled program")]
    NotAProgram,
    /// They are of another format.
    #[error("a compiled program of format {0}, where this build reads format {FORMAT}: compile it again")]
    OtherFormat(u16),
    /// They were changed on the way, or cut.
    #[error("the compiled program is damaged")]
    Damaged,
    /// What they say can't run.
    #[error("the compiled program is refused: {0}")]
    Refused(#[from] Refusal),
}

impl Program {
    /// The program as bytes, for [`Program::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        // Only sequences of unknown length can't be written, and a program has none; no bytes at all wouldn't load.
        let body = postcard::to_stdvec(self).unwrap_or_default();
        let hash = xxhash_rust::xxh3::xxh3_64(&body);
        [MAGIC.as_slice(), &FORMAT.to_le_bytes(), &hash.to_le_bytes(), &body].concat()
    }

    /// The program of these bytes, verified.
    ///
    /// # Errors
    /// Where they are none, or none that may run.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unloadable> {
        let bytes = bytes.strip_prefix(MAGIC).ok_or(Unloadable::NotAProgram)?;
        let (format, bytes) = bytes.split_first_chunk().ok_or(Unloadable::Damaged)?;
        let format = u16::from_le_bytes(*format);
        if format != FORMAT {
            return Err(Unloadable::OtherFormat(format));
        }
        let (hash, body) = bytes.split_first_chunk().ok_or(Unloadable::Damaged)?;
        if u64::from_le_bytes(*hash) != xxhash_rust::xxh3::xxh3_64(body) {
            return Err(Unloadable::Damaged);
        }
        Self::from_body(body)
    }

    /// The program of the bytes behind the hash, which says nothing about who made them.
    pub(crate) fn from_body(body: &[u8]) -> Result<Self, Unloadable> {
        let (program, rest) = postcard::take_from_bytes::<Self>(body).map_err(|_| Unloadable::Damaged)?;
        if !rest.is_empty() {
            return Err(Unloadable::Damaged);
        }
        program.verify()?;
        Ok(program)
    }

    /// What this program is, and no other: XXH3-64 of its bytes.
    pub fn identity(&self) -> u64 {
        xxhash_rust::xxh3::xxh3_64(&self.to_bytes())
    }
}
