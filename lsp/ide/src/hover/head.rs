//! The head of a declaration, as it is written.

use baton_compiler::Declaration;
use baton_grammar::tree::{DeclKind, JourneyItem, JourneyItemKind, Span};

use crate::text::written;

/// How many lines of a declaration are shown at most.
const LINES: usize = 10;

/// The head of a declaration, without its documentation: all of it, where it is short.
pub(super) fn head(text: &str, declaration: &Declaration<'_>) -> String {
    let decl = &declaration.decl;
    let begin = decl.private.unwrap_or(decl.keyword.span).start;
    let until = |end: u32| written(text, Span::new(begin, end).shifted(declaration.start)).trim_end().to_owned();
    match &decl.kind {
        DeclKind::Journey(journey) => {
            let end = journey.each.as_ref().map(|each| each.span.end).or(decl.name.as_ref().map(|name| name.span.end));
            let items = journey
                .items
                .iter()
                .filter(|item| is_head(item))
                .map(|item| format!("  {}\n", undocumented(written(text, item.span.shifted(declaration.start)))));
            format!("{} {{\n{}  …\n}}", until(end.unwrap_or(decl.keyword.span.end)), items.collect::<String>())
        }
        DeclKind::Policy(rules) => {
            let end = decl.name.as_ref().map_or(decl.keyword.span.end, |name| name.span.end);
            let count = if rules.len() == 1 { "1 rule".to_owned() } else { format!("{} rules", rules.len()) };
            format!("{} {{ … {count} }}", until(end))
        }
        DeclKind::Test(test) => until(test.title.as_ref().map_or(decl.keyword.span.end, |title| title.span.end)),
        _ => first_lines(&until(decl.span.end)),
    }
}

/// What says how a journey begins and ends.
const fn is_head(item: &JourneyItem) -> bool {
    !matches!(
        item.kind,
        JourneyItemKind::Step { .. } | JourneyItemKind::On(..) | JourneyItemKind::From { .. } | JourneyItemKind::Broken
    )
}

/// Something inside a declaration, without the documentation above it, from its first column on.
pub(super) fn undocumented(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("///"));
    lines.collect::<Vec<_>>().join("\n  ")
}

fn first_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    match lines.get(..LINES) {
        Some(first) if lines.len() > LINES => format!("{}\n  …", first.join("\n")),
        _ => text.to_owned(),
    }
}
