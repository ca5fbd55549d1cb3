//! Edits that mend a mistake in the text: each is tried, and is one only if the text can then be understood better.

use super::{Parse, SyntaxError, diagnose, parse};
use crate::tree::Span;

/// An edit that mends a mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What goes, in the file's bytes.
    pub span: Span,
    /// What comes.
    pub text: String,
    /// Whether something else can have been meant.
    pub certainty: Certainty,
}

/// Whether something else can have been meant than what an edit makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It can't: only a sign is written differently.
    Certain,
    /// It can.
    Likely,
}

/// Signs that other languages have, and how they are written here.
const SIGNS: [(&str, &str); 4] = [("=", "=="), ("&&", "and"), ("||", "or"), (";", "")];

/// What mends a mistake that was found in this text, if something does. Each try parses the text once more.
pub fn mend(text: &str, before: &Parse, error: &SyntaxError) -> Option<Mend> {
    let is_better = |mend: &Mend| {
        let (start, end) = (mend.span.start as usize, mend.span.end as usize);
        let (Some(head), Some(tail)) = (text.get(..start), text.get(end..)) else { return false };
        parse(&[head, mend.text.as_str(), tail].concat()).errors.len() < before.errors.len()
    };
    candidate(text, error).filter(is_better)
}

/// What might mend a mistake.
fn candidate(text: &str, error: &SyntaxError) -> Option<Mend> {
    let (start, end) = (error.span.start as usize, error.span.end as usize);
    let token = text.get(start..end)?;
    let whole = |text: &str, certainty: Certainty| Mend { span: error.span, text: text.to_owned(), certainty };
    if let Some((_, ours)) = SIGNS.iter().find(|(sign, _)| *sign == token) {
        return Some(whole(ours, Certainty::Certain));
    }
    if let Some(meant) = error.help.as_deref().and_then(diagnose::meant) {
        return Some(whole(meant, Certainty::Likely));
    }
    // A key begins where a comma should end what is before: it is the token, or follows it.
    let begins_entry = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let word = diagnose::token_at(rest, 0);
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && rest.get(word.len()..).is_some_and(|behind| behind.trim_start().starts_with(':'))
    };
    let follows = || diagnose::skip_blank(text, end);
    let at = if begins_entry(start) {
        text.get(..start)?.trim_end().len()
    } else if begins_entry(follows()) {
        end
    } else {
        return None;
    };
    let at = u32::try_from(at).ok()?;
    Some(Mend { span: Span::new(at, at), text: ",".to_owned(), certainty: Certainty::Certain })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn mended(text: &str) -> Option<(String, Certainty)> {
        let found = parse(text);
        let mend = mend(text, &found, found.errors.first().unwrap())?;
        let (start, end) = (mend.span.start as usize, mend.span.end as usize);
        Some((format!("{}{}{}", &text[..start], mend.text, &text[end..]), mend.certainty))
    }

    #[track_caller]
    fn mends(text: &str, to: &str, certainty: Certainty) {
        assert_eq!(mended(text), Some((to.to_owned(), certainty)));
    }

    #[test]
    fn signs_of_other_languages() {
        mends("trait t = customer.visits = 1", "trait t = customer.visits == 1", Certainty::Certain);
        mends("trait t = a && b", "trait t = a and b", Certainty::Certain);
        mends("trait t = a || b", "trait t = a or b", Certainty::Certain);
    }

    #[test]
    fn a_missing_comma() {
        let step = |args: &str| format!("journey j {{ enter on e  limit 1d  step s {{ do a({args}) }} }}");
        mends(&step("x: 1 y: 2"), &step("x: 1, y: 2"), Certainty::Certain);
        mends(&step("x: 1\n  y: 2"), &step("x: 1,\n  y: 2"), Certainty::Certain);
    }

    #[test]
    fn a_misspelt_keyword() {
        mends("jorney j { enter on e  limit 1d }", "journey j { enter on e  limit 1d }", Certainty::Likely);
    }

    #[test]
    fn what_can_mean_much_is_left() {
        assert_eq!(mended("trait t = "), None);
        assert_eq!(mended("trait t = customer.visits = = 1"), None);
    }
}
