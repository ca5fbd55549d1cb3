//! Edits that mend what was found.

use baton_grammar::tree::Span;
use smol_str::SmolStr;

use crate::hir::FullName;

/// Edits that mend it, all of them together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What they do, as an order: lower case, no full stop.
    pub title: String,
    /// The edits; no two of one file overlap.
    pub edits: Vec<Edit>,
    /// Whether they can be made unseen.
    pub safety: Safety,
}

/// A stretch of a file, and what stands there from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The file.
    pub file: SmolStr,
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Whether a fix can be made unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It can: what was written can't have meant anything else.
    Safe,
    /// Someone has to look at it: something else may be meant, or a value has to be thought about.
    Shown,
}

/// A fix in the coordinates of the declaration in which the mistake was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What it does, as an order: lower case, no full stop.
    pub title: String,
    /// What goes, and what comes.
    pub edits: Vec<(Place, String)>,
    /// Whether it can be made unseen.
    pub safety: Safety,
}

/// Where a fix changes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the same declaration, relative to its item.
    Here(Span),
    /// Behind the last item of another one's body: a message's.
    BehindItems(FullName),
}

impl Mend {
    /// That something else stands in one place.
    pub fn replace(safety: Safety, span: Span, text: impl Into<String>, title: impl Into<String>) -> Self {
        Self { title: title.into(), edits: vec![(Place::Here(span), text.into())], safety }
    }

    /// That something goes.
    pub fn remove(safety: Safety, span: Span, title: impl Into<String>) -> Self {
        Self::replace(safety, span, "", title)
    }

    /// That something comes where nothing goes: at the start of the span.
    pub fn insert(safety: Safety, at: u32, text: impl Into<String>, title: impl Into<String>) -> Self {
        Self::replace(safety, Span::new(at, at), text, title)
    }
}

/// The text with these edits made, from the first on; what overlaps an edit before it is left as it is.
#[must_use]
pub fn edited<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        let (Some(before), Some(_)) = (text.get(done..start), text.get(start..end)) else { continue };
        result.push_str(before);
        result.push_str(&edit.text);
        done = end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit { file: "a.journey".into(), span: Span::new(start, end), text: text.into() }
    }

    #[test]
    fn edits_are_made_in_the_order_of_their_places() {
        assert_eq!(edited("one two three", &[edit(8, 13, "3"), edit(0, 3, "1")]), "1 two 3");
    }

    #[test]
    fn what_overlaps_or_lies_outside_is_left() {
        assert_eq!(edited("one two", &[edit(0, 5, "x"), edit(4, 7, "y"), edit(90, 91, "z")]), "xwo");
    }
}
