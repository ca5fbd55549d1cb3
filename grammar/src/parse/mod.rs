//! The seam behind which pest stands.
//!
//! A file is scanned for brackets, comments and lines ([`scan`]), cut into chunks of one declaration each ([`split`]),
//! a chunk's braces are balanced ([`repair`]), pest parses it, and a [`builder`] makes the tree and tells what is wrong.

mod actions;
mod builder;
mod decl;
mod diagnose;
mod expr;
mod journey;
mod mend;
mod occurrence;
mod policy;
mod repair;
mod scan;
mod source;
mod split;
mod statement;
mod story;
mod text;
mod types;
mod words;

use crate::tree::{File, Span};
pub use mend::{Certainty, Mend, mend};
pub(crate) use scan::Scan;
pub(crate) use split::Chunk;
pub use words::{DECLARATIONS, RESERVED};

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

/// The parser that pest makes of the grammar.
#[derive(pest_derive::Parser)]
#[grammar = "../journey.pest"]
struct Grammar;

/// One node of what pest parsed.
pub(crate) type Pair<'t> = pest::iterators::Pair<'t, Rule>;

/// Whether a tree says where its parts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Places {
    /// It does.
    Kept,
    /// It doesn't: two texts that say the same have the same tree.
    LeftOut,
}

/// The tree of any text, in time bounded by the text's length.
pub fn parse(text: &str) -> Parse {
    read(text, Places::Kept, |_, _, _| {})
}

/// The tree of any text. Each chunk is shown in turn, with what pest made of it if nothing is wrong with it.
pub(crate) fn read(text: &str, places: Places, mut show: impl FnMut(&Scan, &Chunk, Option<Pair<'_>>)) -> Parse {
    let scan = scan::scan(text);
    let mut result = Parse::default();
    for chunk in split::split(text, &scan) {
        let source = builder::Source { file: text, scan: &scan, chunk: &chunk, places };
        builder::build_chunk(&source, &mut result, |parsed| show(&scan, &chunk, parsed));
    }
    if places == Places::Kept {
        result.file.comments = scan.comments;
    }
    result.errors.sort_by_key(|error| error.span);
    result
}
