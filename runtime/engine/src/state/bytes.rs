//! The state as one relocatable blob, with the program's identity in front.

use super::State;
use crate::Engine;

/// Why bytes are no state of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateError {
    /// They belong to another program.
    OtherProgram,
    /// They are cut off, or no state at all.
    Malformed,
}

impl std::fmt::Display for StateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherProgram => "the state belongs to another program",
            Self::Malformed => "the bytes are no state",
        })
    }
}

impl std::error::Error for StateError {}

impl State {
    /// The state in bytes; the same state always has the same.
    pub fn to_bytes(&self, engine: &Engine) -> Vec<u8> {
        let bytes = engine.identity().to_le_bytes().to_vec();
        // Writing to memory doesn't fail; bytes without a state would be refused when they are read.
        postcard::to_extend(self, bytes).unwrap_or_default()
    }

    /// The state of bytes that [`State::to_bytes`] made for the same program.
    ///
    /// # Errors
    ///
    /// If they belong to another program or are no state.
    pub fn from_bytes(engine: &Engine, bytes: &[u8]) -> Result<Self, StateError> {
        let (identity, rest) = bytes.split_first_chunk::<8>().ok_or(StateError::Malformed)?;
        if u64::from_le_bytes(*identity) != engine.identity() {
            return Err(StateError::OtherProgram);
        }
        match postcard::take_from_bytes(rest) {
            Ok((state, [])) => Ok(state),
            _ => Err(StateError::Malformed),
        }
    }
}
