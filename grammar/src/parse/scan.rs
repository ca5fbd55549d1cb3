//! What can be seen of a text without a grammar: brackets, comments, documentation, texts that are not closed, and
//! where lines begin.

use smol_str::SmolStr;

use super::words::{DECLARATIONS, RESERVED};
use crate::tree::Span;

/// What was seen, each in order of place.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Brackets and beginnings of lines.
    pub marks: Vec<Mark>,
    /// `//` comments.
    pub comments: Vec<Span>,
    /// `///` lines.
    pub docs: Vec<Doc>,
}

/// Something that matters for where a declaration ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    /// The byte at which it stands.
    pub at: usize,
    /// What it is.
    pub kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// `{`, `(` or `[`.
    Open(u8),
    /// `}`, `)` or `]`.
    Close(u8),
    /// The first word or sign of a line, `indent` bytes into it.
    Line { indent: usize, head: Head },
    /// A text that is not closed, or of which a hole is not, and where it is taken to end.
    TornText { end: usize },
}

/// Whether a line starts a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// It does not.
    No,
    /// It does where one can stand: it starts with the word of one.
    Word,
    /// It does, even where a bracket is still open: it can be nothing else.
    Full,
    /// `customer {`, which is a line of a test too.
    Customer,
}

/// A `///` line.
#[derive(Clone, Debug)]
pub(crate) struct Doc {
    /// All of it, without the line's end.
    pub span: Span,
    /// What it says: without the slashes and one leading space.
    pub text: SmolStr,
    /// The place of the next word or sign, which it documents.
    pub before: u32,
}

/// How deep the holes of texts can hold texts with holes.
const TEXT_DEPTH: usize = 4;

/// Looks at all of a text once.
pub(super) fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    let bytes = text.as_bytes();
    let (mut at, mut line_start, mut fresh_line, mut torn_line, mut documented) = (0, 0, true, false, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' => {
                at += 1;
                (line_start, fresh_line, torn_line) = (at, true, false);
                continue;
            }
            b' ' | b'\t' | b'\r' => {
                at += 1;
                continue;
            }
            _ if text.get(at..).is_some_and(|rest| rest.starts_with('\u{feff}')) => {
                at += '\u{feff}'.len_utf8();
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                let end = line_end(bytes, at);
                let span = Span::new(at as u32, trimmed_end(bytes, at, end) as u32);
                if bytes.get(at + 2) == Some(&b'/') && bytes.get(at + 3) != Some(&b'/') {
                    let said = text.get(at + 3..span.end as usize).unwrap_or_default();
                    let said = said.strip_prefix(' ').unwrap_or(said).into();
                    scan.docs.push(Doc { span, text: said, before: u32::MAX });
                } else {
                    scan.comments.push(span);
                }
                at = end;
                continue;
            }
            _ => {}
        }
        scan.docs.iter_mut().skip(documented).for_each(|doc| doc.before = at as u32);
        documented = scan.docs.len();
        if fresh_line {
            let rest = text.get(at..).unwrap_or_default();
            scan.marks.push(Mark { at, kind: MarkKind::Line { indent: at - line_start, head: head(rest) } });
            fresh_line = false;
        }
        match byte {
            b'{' | b'(' | b'[' => scan.marks.push(Mark { at, kind: MarkKind::Open(byte) }),
            b'}' | b')' | b']' => scan.marks.push(Mark { at, kind: MarkKind::Close(byte) }),
            b'"' => {
                let whole = if torn_line { None } else { whole_text(bytes, at, TEXT_DEPTH) };
                let end = whole.unwrap_or_else(|| torn_text(bytes, at));
                if whole.is_none() {
                    torn_line = true;
                    scan.marks.push(Mark { at, kind: MarkKind::TornText { end } });
                }
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    scan
}

/// The end of the line in which `at` is.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
}

/// `end` without white space before it.
fn trimmed_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let line = bytes.get(start..end).unwrap_or_default();
    start + line.trim_ascii_end().len()
}

/// The end of a text that is closed, and its holes are; `rule quoted_full` says the same.
fn whole_text(bytes: &[u8], start: usize, depth: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\n' => return None,
            b'\\' if bytes.get(at + 1) == Some(&b'\n') => return None,
            b'\\' => at += 2,
            b'{' => at = hole(bytes, at, depth)?,
            _ => at += 1,
        }
    }
}

/// The end of a hole that is closed.
fn hole(bytes: &[u8], start: usize, depth: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match bytes.get(at)? {
            b'}' => return Some(at + 1),
            b'\n' | b'{' => return None,
            b'"' => at = whole_text(bytes, at, depth.checked_sub(1)?)?,
            _ => at += 1,
        }
    }
}

/// The end of a text that is closed but has a torn hole, or else of the line; `rule torn` says the same.
fn torn_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return at + 1,
            None | Some(b'\n') => return open_text(bytes, start),
            Some(b'\\') if bytes.get(at + 1) != Some(&b'\n') => at += 2,
            Some(_) => at += 1,
        }
    }
}

/// The end of a text that is not closed: before the brackets at the end of its line, or with it. `rule open_text` says the
/// same.
fn open_text(bytes: &[u8], start: usize) -> usize {
    let end = line_end(bytes, start);
    let line = bytes.get(start..end).unwrap_or_default();
    let (mut brackets, mut text_end) = (0, end);
    for (at, byte) in line.iter().enumerate().rev() {
        match byte {
            b' ' | b'\t' | b'\r' if brackets > 0 => text_end = start + at,
            b' ' | b'\t' | b'\r' => {}
            b'{' | b'}' | b')' | b']' if brackets < 8 => brackets += 1,
            _ => break,
        }
    }
    text_end
}

/// Whether a line that begins so starts a declaration.
fn head(rest: &str) -> Head {
    let line = rest.split('\n').next().unwrap_or_default();
    let (first, after) = word(line);
    match first {
        "private" if DECLARATIONS.contains(&word(after.trim_start()).0) => Head::Full,
        _ if first != "use" && !DECLARATIONS.contains(&first) => Head::No,
        "customer" if after.trim_start().starts_with('{') => Head::Customer,
        "test" if after.trim_start().starts_with('"') => Head::Full,
        _ => named_head(after),
    }
}

/// Of what follows the word of a declaration: does a name follow, or at least no sign that goes on with an expression?
fn named_head(after: &str) -> Head {
    let spaced = after.starts_with([' ', '\t']);
    let after = after.trim();
    let (name, behind) = word(after);
    if spaced && !name.is_empty() && !RESERVED.contains(&name) {
        let full = behind.is_empty() || behind.starts_with([' ', '\t', '{', '(', '=', ':', '.', '>']);
        return if full { Head::Full } else { Head::Word };
    }
    let goes_on =
        RESERVED.contains(&name) && !matches!(behind.trim_start().as_bytes().first(), Some(b'{' | b'=' | b'('));
    let signs = ['.', ':', ',', ')', ']', '?', '+', '-', '*', '/', '<', '>', '!', '|'];
    if goes_on || after.starts_with("==") || after.starts_with(signs) && !after.starts_with("//") {
        Head::No
    } else {
        Head::Word
    }
}

/// The word at the start, and what follows it.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    text.split_at(end)
}
