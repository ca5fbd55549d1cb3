//! The syntax tree: what a file says, before any name is looked up (§18 of the language).
//!
//! Invariants: every span below an [`Item`] is relative to the item's start, so an edit above a declaration does not
//! change its tree. What the grammar makes optional so that half-written text has a tree is an `Option` here; the
//! compiler says what is missing. Numbers stay as they were written.

mod decl;
mod expr;
mod journey;
mod part;
mod policy;
mod story;
mod walk;

pub use decl::*;
pub use expr::*;
pub use journey::*;
pub use part::Part;
pub use policy::*;
pub use story::*;
pub use walk::walk;

use std::sync::Arc;

use smol_str::SmolStr;

/// A half-open range of bytes: relative to the item's start inside an item, to the file's start outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span from `start` to before `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, `offset` bytes later: from an item's coordinates to its file's.
    pub fn shifted(self, offset: u32) -> Self {
        Self { start: self.start + offset, end: self.end + offset }
    }
}

/// A word with its place: a `NAME`, `WORD`, `CODE` or `DAY` of the grammar.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// As written.
    pub text: SmolStr,
    /// Where.
    pub span: Span,
}

/// `care.support`: one or more words joined by dots.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// The words; never empty.
    pub words: Vec<Name>,
    /// All of it.
    pub span: Span,
}

/// Text without holes (`PLAIN`), its escapes resolved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Plain {
    /// The text that is meant.
    pub text: SmolStr,
    /// With its quotes.
    pub span: Span,
}

/// A whole number as written (`INT`); it may be larger than any integer type.
pub type Digits = Name;

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// `use care.support`, in order; spans are the file's.
    pub uses: Vec<Path>,
    /// The declarations, in order.
    pub items: Vec<Item>,
    /// `//` comments (not `///`), in order; spans are the file's. Kept for the formatter and for allowances.
    pub comments: Vec<Span>,
}

/// A declaration and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Byte offset of the declaration in its file (its first doc line, if it has one).
    pub start: u32,
    /// What is declared; its spans count from `start`.
    pub decl: Arc<Decl>,
}
