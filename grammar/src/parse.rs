//! The seam behind which pest stands.
use crate::tree::{File, Span};

/// A tree, and what was wrong with the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parse {
    /// The tree: of any text.
    pub file: File,
    /// One for each mistake, in order of place.
    pub errors: Vec<SyntaxError>,
}

/// A mistake in the text, in the words of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where, in the file's bytes.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do, if that can be said.
    pub help: Option<String>,
}

/// The tree of any text, in time bounded by the text's length.
pub fn parse(_text: &str) -> Parse {
    Parse::default()
}
