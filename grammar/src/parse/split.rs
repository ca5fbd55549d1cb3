//! Cuts a file into chunks, each from where a line starts a declaration to where the next one does.
//!
//! A line that can only be a declaration, and stands no deeper than the one before, starts a chunk even where a bracket
//! is open: a forgotten brace costs one declaration, not the file. Unless the block is closed behind it, where the next
//! declaration would have closed nothing: then somebody has just begun to write in the block.

use super::scan::{Head, Mark, MarkKind, Scan};

/// How deep brackets can be nested. It bounds the stack that pest and the builder need.
const DEPTH: usize = 64;
/// How many torn texts a chunk can have and still be parsed. Each costs a look at the rest of its line.
const TORN_TEXTS: usize = 16;

/// A stretch of a file.
#[derive(Debug)]
pub(crate) struct Chunk<'s> {
    /// Its first byte, documentation included.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The marks in it.
    pub marks: &'s [Mark],
    /// Why it cannot be parsed: where, and what.
    pub refused: Option<(usize, Refused)>,
}

/// Why a chunk is not parsed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refused {
    /// Its brackets are nested too deeply.
    Depth,
    /// Too many of its texts are not closed.
    Texts,
}

/// What is known of the chunk while walking over its marks.
#[derive(Default)]
struct Open {
    brackets: Vec<u8>,
    braces: usize,
    torn: usize,
    indent: usize,
    in_test: bool,
    refused: Option<(usize, Refused)>,
}

/// The chunks of a text, which together are all of it.
pub(super) fn split<'s>(text: &str, scan: &'s Scan) -> Vec<Chunk<'s>> {
    let mut chunks = Vec::new();
    let (mut start, mut first_mark) = (0, 0);
    let mut open = Open { indent: usize::MAX, ..Open::default() };
    for (index, mark) in scan.marks.iter().enumerate() {
        if let MarkKind::Line { indent, head } = mark.kind {
            let behind = scan.marks.get(index + 1..).unwrap_or_default();
            if !open.cut_by(head, indent) || open.braces > 0 && is_closed(behind, open.indent) {
                continue;
            }
            let end = documented_start(scan, mark.at);
            let marks = scan.marks.get(first_mark..index).unwrap_or_default();
            if end > start {
                chunks.push(Chunk { start, end, marks, refused: open.refused });
            }
            (start, first_mark) = (end, index);
            let in_test = text.get(mark.at..).is_some_and(|rest| rest.starts_with("test"));
            open = Open { indent, in_test, ..Open::default() };
        } else {
            open.take(mark);
        }
    }
    let marks = scan.marks.get(first_mark..).unwrap_or_default();
    chunks.push(Chunk { start, end: text.len(), marks, refused: open.refused });
    chunks
}

impl Open {
    /// Whether such a line ends the chunk.
    fn cut_by(&self, head: Head, indent: usize) -> bool {
        match head {
            Head::No => false,
            Head::Full if self.brackets.is_empty() => true,
            // Deeper in, it may be a line of a test or source that lacks its brace. Pest takes it where it is none.
            Head::Word | Head::Customer if self.brackets.is_empty() => indent <= self.indent,
            Head::Word => false,
            Head::Full => indent <= self.indent,
            Head::Customer => indent <= self.indent && !self.in_test,
        }
    }

    fn take(&mut self, mark: &Mark) {
        match mark.kind {
            MarkKind::Open(bracket) => {
                self.brackets.push(bracket);
                self.braces += usize::from(bracket == b'{');
                if self.brackets.len() > DEPTH {
                    self.refused.get_or_insert((mark.at, Refused::Depth));
                }
            }
            // A brace closes what was left open inside its block.
            MarkKind::Close(b'}') if self.braces > 0 => {
                while self.brackets.pop().is_some_and(|bracket| bracket != b'{') {}
                self.braces -= 1;
            }
            MarkKind::Close(bracket) => {
                let opener = if bracket == b')' { b'(' } else { b'[' };
                if self.brackets.last() == Some(&opener) {
                    self.brackets.pop();
                }
            }
            MarkKind::TornText { .. } => {
                self.torn += 1;
                if self.torn > TORN_TEXTS {
                    self.refused.get_or_insert((mark.at, Refused::Texts));
                }
            }
            MarkKind::Line { .. } => {}
        }
    }
}

/// Whether a block that is open before a line which seems to start a declaration is closed behind that line, at the block's own
/// indentation and before the next such line. A line that opens a block itself does start a declaration.
fn is_closed(behind: &[Mark], indent: usize) -> bool {
    let (mut depth, mut line) = (0usize, None);
    for mark in behind {
        match mark.kind {
            MarkKind::Line { indent: deep, head: Head::Full | Head::Customer } if deep <= indent => return false,
            MarkKind::Line { indent: deep, .. } => line = Some((mark.at, deep)),
            MarkKind::Open(b'{') if line.is_none() => return false,
            MarkKind::Open(b'{') => depth += 1,
            MarkKind::Close(b'}') if depth == 0 => return line == Some((mark.at, indent)),
            MarkKind::Close(b'}') => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Where the documentation of what stands at `at` begins.
fn documented_start(scan: &Scan, at: usize) -> usize {
    let first = scan.docs.partition_point(|doc| (doc.before as usize) < at);
    scan.docs.get(first).filter(|doc| doc.before as usize == at).map_or(at, |doc| doc.span.start as usize)
}
