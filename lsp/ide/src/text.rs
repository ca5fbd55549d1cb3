//! Pieces of a file's text, and the words in it.

use baton_grammar::tree::Span;

/// What is written at a place; empty where there is nothing.
pub(crate) fn written(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

/// What is written at a place, on one line.
pub(crate) fn on_one_line(text: &str, span: Span) -> String {
    written(text, span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The word at a byte; at the end of a word it is still that one.
pub(crate) fn word_at(text: &str, offset: u32) -> Option<(Span, &str)> {
    let (before, behind) = text.split_at_checked(offset as usize)?;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let start = before.len() - before.chars().rev().take_while(|letter| is_letter(*letter)).count();
    let end = offset as usize + behind.chars().take_while(|letter| is_letter(*letter)).count();
    let span = Span::new(start as u32, end as u32);
    let word = written(text, span);
    (!word.is_empty()).then_some((span, word))
}

/// The line in which a byte stands.
pub(crate) fn line_at(text: &str, offset: u32) -> &str {
    let Some((before, behind)) = text.split_at_checked(offset as usize) else { return "" };
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = before.len() + behind.find('\n').unwrap_or(behind.len());
    text.get(start..end).unwrap_or_default()
}
