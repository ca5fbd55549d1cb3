//! The one style of journey files (`baton fmt`).
//!
//! Architecture invariants: every comment stays between the words that it stood between; what a text says is the same
//! before and after; formatting what is formatted changes nothing; a declaration with a mistake in it stays as it is.
//! This holds for any text, and [`checked`] looks once more.
//!
//! A text is made into a layout (`lower`, in the style of `rules` and `expr`), and a layout is printed (`print`).

mod blank;
mod columns;
mod doc;
mod expr;
mod lower;
mod print;
mod rules;

use lower::Lower;

use crate::parse::{Parse, Places, read};
use crate::tree::{File, Span};

/// What comes in the place of a stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in the file's bytes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Formatting would change what a text says: a mistake of the formatter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfaithful;

/// A text in the one style, and what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// How many stretches have mistakes in them, and stayed as they are.
    pub left_alone: usize,
}

/// A text in the one style.
pub fn format(text: &str) -> String {
    printed(text).text
}

/// A text in the one style, if it says the same as before.
pub fn checked(text: &str) -> Result<Formatted, Unfaithful> {
    let printed = printed(text);
    if printed.text == text || said(&printed.text) == printed.said {
        Ok(Formatted { text: printed.text, left_alone: printed.left_alone })
    } else {
        Err(Unfaithful)
    }
}

/// What formatting a text changes: an edit for each declaration with what is before it, if something changes there. They
/// are in order and apart; any of them can be made without the others.
pub fn edits(text: &str) -> Vec<Edit> {
    let printed = printed(text);
    let (mut from, mut after_from) = (0, 0);
    let mut edits = Vec::new();
    for (to, after_to) in &printed.ends {
        let before = text.get(from..*to).unwrap_or_default();
        let after = printed.text.get(after_from..*after_to).unwrap_or_default();
        edits.extend(change(from, before, after));
        (from, after_from) = (*to, *after_to);
    }
    edits
}

/// The edit from a stretch to what comes in its place, without what both begin or end with.
fn change(start: usize, before: &str, after: &str) -> Option<Edit> {
    if before == after {
        return None;
    }
    let head = shared(before.chars().zip(after.chars()));
    let (before, after) = (before.get(head..)?, after.get(head..)?);
    let tail = shared(before.chars().rev().zip(after.chars().rev()));
    let span = Span::new((start + head) as u32, (start + head + before.len() - tail) as u32);
    Some(Edit { span, text: after.get(..after.len() - tail)?.to_owned() })
}

/// How many bytes the first characters take that are the same.
fn shared(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(before, after)| before == after).map(|(c, _)| c.len_utf8()).sum()
}

/// A text, printed.
struct Printed {
    text: String,
    /// Where each declaration ends, before and after; last of all the end.
    ends: Vec<(usize, usize)>,
    left_alone: usize,
    said: Said,
}

/// What a text says: its tree and the messages about it, without places.
type Said = (File, Vec<String>);

fn printed(text: &str) -> Printed {
    let mut lower = None;
    let mut left_alone = 0;
    let parse = read(text, Places::LeftOut, |scan, chunk, parsed| {
        let lower = lower.get_or_insert_with(|| Lower::new(text, scan));
        match parsed {
            Some(parsed) => lower.understood(chunk, parsed),
            None => {
                lower.left_alone(chunk);
                left_alone += 1;
            }
        }
    });
    let layout = lower.map(Lower::finish).unwrap_or_default();
    let (text, ends) = print::print(text, &layout);
    Printed { text, ends, left_alone, said: without_places(parse) }
}

fn said(text: &str) -> Said {
    without_places(read(text, Places::LeftOut, |_, _, _| {}))
}

fn without_places(parse: Parse) -> Said {
    (parse.file, parse.errors.into_iter().map(|error| error.message).collect())
}
