//! What a code means: its page, for a terminal.

use baton_compiler::diagnostic::{Code, codes};
use owo_colors::OwoColorize as _;
use serde_json::{Value, json};

use crate::error::Error;

/// All codes, and what they are called.
pub(super) fn list() -> String {
    codes::all().map(|code| format!("{}  {}\n", code.bold(), code.title())).collect()
}

/// All codes, for programs.
pub(super) fn list_json() -> String {
    let codes: Value = codes::all().map(|code| json!({ "code": code.to_string(), "title": code.title() })).collect();
    format!("{codes:#}\n")
}

/// Whether something is written like a code, and not like a name: a letter, and a digit behind it.
pub(super) fn looks_like_one(written: &str) -> bool {
    let mut letters = written.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.next().is_some_and(|second| second.is_ascii_digit())
}

/// The page of a code in lines of at most this width.
pub(super) fn page(code: Code, width: usize) -> String {
    shown(code.page(), width)
}

/// The page of a code for programs, in Markdown as it is kept.
pub(super) fn page_json(code: Code) -> String {
    format!("{:#}\n", json!({ "code": code.to_string(), "title": code.title(), "page": code.page() }))
}

/// The code that is written, in small letters or capitals.
pub(super) fn named(written: &str) -> Result<Code, Error> {
    let capital = written.to_uppercase();
    codes::all().find(|code| code.to_string() == capital).ok_or_else(|| {
        let mut near: Vec<(usize, String)> = codes::all()
            .map(|code| (strsim::damerau_levenshtein(&code.to_string(), &capital), code.to_string()))
            .filter(|(distance, _)| *distance <= 1)
            .collect();
        near.sort();
        Error::NoCode { written: written.to_owned(), near: near.into_iter().map(|(_, code)| code).take(3).collect() }
    })
}

/// A page for a terminal: headings stand out, code is indented, and text is broken into lines.
fn shown(page: &str, width: usize) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in page.lines() {
        if let Some(info) = line.strip_prefix("```") {
            in_code = !in_code;
            // A block for a certain file says so.
            if let Some((_, file)) = info.split_once(' ') {
                out.push_str(&format!("    {}\n", format!("in {file}").dimmed()));
            }
        } else if in_code {
            out.push_str(format!("    {}", line.dimmed()).trim_end());
            out.push('\n');
        } else if line.starts_with('#') {
            out.push_str(&format!("{}\n", line.trim_start_matches('#').trim_start().bold()));
        } else {
            out.push_str(&broken(line, width));
            out.push('\n');
        }
    }
    out
}

/// A paragraph in lines of at most this width.
fn broken(text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push('\n');
            used = 0;
        } else if used > 0 {
            lines.push(' ');
            used += 1;
        }
        lines.push_str(word);
        used += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_code_in_any_case() {
        assert_eq!(named("e0151").unwrap().to_string(), "E0151");
        assert!(matches!(named("E0152x"), Err(Error::NoCode { near, .. }) if near == ["E0152"]));
        assert!(matches!(named("nothing"), Err(Error::NoCode { near, .. }) if near.is_empty()));
    }

    #[test]
    fn paragraphs_are_broken_between_words() {
        assert_eq!(broken("one two three", 7), "one two\nthree");
        assert_eq!(broken("enormously", 3), "enormously");
        assert_eq!(broken("", 3), "");
    }
}
