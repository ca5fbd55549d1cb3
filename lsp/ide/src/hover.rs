//! What is to be said of the place under the cursor, as Markdown.

mod cost;
mod head;
mod literal;
mod of_symbol;

pub(crate) use cost::grouped;

use baton_compiler::{Workspace, diagnostic::codes};
use baton_grammar::tree::Span;

use crate::{
    occurrence::declaration_at,
    symbol_at,
    text::{line_at, on_one_line, word_at},
    types, words,
};

/// What is to be said of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The place.
    pub span: Span,
    /// As Markdown.
    pub markdown: String,
}

/// What is to be said of a byte of a file: of the symbol that stands there; else of the literal or word of the language,
/// and of the smallest expression around it.
pub fn hover(workspace: &Workspace, path: &str, offset: u32) -> Option<Hover> {
    let text = workspace.text(path)?;
    if let Some(found) = symbol_at(workspace, path, offset) {
        let markdown = of_symbol::describe(workspace, &found.symbol)?;
        return Some(Hover { span: found.span, markdown });
    }
    if is_comment(workspace, path, text, offset) {
        return code_of_diagnostic(text, offset);
    }
    let here = declaration_at(workspace, path, offset);
    let literal = here.as_ref().and_then(|here| literal::describe(here, text, offset));
    let word = || {
        let (span, word) = word_at(text, offset)?;
        Some((span, format!("**{word}** {}", words::meaning(word)?)))
    };
    let said = literal
        .or_else(|| if here.as_ref().is_some_and(|here| literal::in_text(here, offset)) { None } else { word() });
    let expr = here.as_ref().and_then(|here| types::expr_at(here, offset).map(|expr| (here, expr)));
    let typed = expr.map(|(here, expr)| {
        let span = expr.span.shifted(here.start);
        (span, code(&format!("{}: {}", shortened(&on_one_line(text, span)), expr.ty.in_words())))
    });
    match (said, typed) {
        (Some((span, said)), Some((_, typed))) => Some(Hover { span, markdown: format!("{said}\n\n{typed}") }),
        (Some((span, markdown)), None) | (None, Some((span, markdown))) => Some(Hover { span, markdown }),
        (None, None) => None,
    }
}

/// What a code in a comment means: `// allow W0304`.
fn code_of_diagnostic(text: &str, offset: u32) -> Option<Hover> {
    let (span, word) = word_at(text, offset)?;
    let code = codes::all().find(|code| code.to_string() == word)?;
    // What follows are examples: a page is longer than a hover.
    let meaning = code.page().split("\n## ").next().unwrap_or_default();
    let said = meaning.trim_start_matches("# ").trim();
    Some(Hover { span, markdown: format!("{said}\n\n`baton explain {code}` shows examples.") })
}

/// Whether a byte stands in a comment or in documentation.
fn is_comment(workspace: &Workspace, path: &str, text: &str, offset: u32) -> bool {
    let comments = workspace.parse(path).map(|parse| parse.file.comments.as_slice()).unwrap_or_default();
    let in_comment = comments.iter().any(|comment| comment.start < offset && offset <= comment.end);
    in_comment || line_at(text, offset).trim_start().starts_with("///")
}

/// Text in the language.
fn code(text: &str) -> String {
    format!("```journey\n{text}\n```")
}

/// A line of which there is too much.
fn shortened(line: &str) -> String {
    const MOST: usize = 100;
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{} …", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{example_at, fixture, shown};

    fn said(word: &str, nth: usize) -> String {
        let fixture = example_at(word, nth);
        let Some(hover) = hover(&fixture.workspace, &fixture.path, fixture.offset) else {
            return format!("{word}: nothing\n");
        };
        format!("{}\n{}\n", shown(&fixture.workspace, &fixture.path, hover.span), hover.markdown)
    }

    fn all(words: &[(&str, usize)]) -> String {
        words.iter().map(|(word, nth)| said(word, *nth)).collect::<Vec<_>>().join("\n────\n")
    }

    #[test]
    fn declarations() {
        let words = [
            ("ticket_opened", 0),
            ("repeat_caller", 1),
            ("given_up", 0),
            ("ticket_received", 0),
            ("call_back", 0),
            ("support for", 0),
            ("support or", 0),
            ("mail {", 0),
            ("upsell\n", 0),
            ("crisis =", 0),
            ("reachable =", 0),
            ("plan = basic |", 0),
            ("banner via", 0),
            ("own {", 0),
            ("solved {", 1),
        ];
        insta::assert_snapshot!(all(&words));
    }

    #[test]
    fn what_belongs_to_declarations() {
        let words = [
            ("email is known", 0),
            ("topic: text", 0),
            ("request)", 0),
            ("request.severity", 0),
            ("severity == high", 0),
            ("high or", 0),
            ("acknowledge\n", 0),
            ("escalate }", 0),
            ("ticket {", 0),
            ("soft {", 0),
            ("care.ticket_closed\n", 0),
            ("done_by", 0),
        ];
        insta::assert_snapshot!(all(&words));
    }

    #[test]
    fn rules_say_what_they_mean() {
        insta::assert_snapshot!(all(&[("calm", 0), ("softly", 0)]));
    }

    #[test]
    fn words_of_the_language_and_expressions() {
        let words = [
            ("clicked", 0),
            ("left(", 0),
            ("hold     12h", 0),
            ("12h", 0),
            ("limit 30d", 0),
            ("count(called, 14d) >= 2", 0),
            (">= 2", 0),
            ("== high", 0),
            ("{count(called", 0),
            ("5% of", 0),
            ("suppress upsell while", 0),
            ("billing", 0),
            ("Nobody who waits", 0),
        ];
        insta::assert_snapshot!(all(&words));
    }

    #[test]
    fn a_code_in_a_comment() {
        let fixture = fixture("// allow W0$0304: it is for later\nevent paid {}\n");
        let hover = hover(&fixture.workspace, &fixture.path, fixture.offset).unwrap();
        insta::assert_snapshot!(format!(
            "{}\n{}",
            shown(&fixture.workspace, &fixture.path, hover.span),
            hover.markdown
        ));
    }

    #[test]
    fn what_is_half_written_is_described_as_far_as_it_goes() {
        let fixture = fixture("event paid { total: int }\njourney j { enter on pa$0id wh");
        let hover = hover(&fixture.workspace, &fixture.path, fixture.offset).unwrap();
        insta::assert_snapshot!(hover.markdown);
    }
}
