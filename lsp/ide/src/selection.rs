//! What is selected when a selection grows: the word, the expression, the statement, the declaration, the file.

use baton_compiler::Workspace;
use baton_grammar::tree::{Part, Span, walk};

use crate::{
    occurrence::{declaration_at, holds},
    text::word_at,
};

/// The places around a byte of a file, the smallest first; each holds the one before it and is larger.
pub fn selections(workspace: &Workspace, path: &str, offset: u32) -> Vec<Span> {
    let text = workspace.text(path).unwrap_or_default();
    let mut spans: Vec<Span> = word_at(text, offset).map(|(span, _)| span).into_iter().collect();
    if let Some(declaration) = declaration_at(workspace, path, offset) {
        walk(&declaration.decl, &mut |part: Part<'_>| spans.push(part.span().shifted(declaration.start)));
        let head = declaration.decl.private.unwrap_or(declaration.decl.keyword.span);
        spans.push(Span::new(head.start, declaration.decl.span.end).shifted(declaration.start));
        spans.push(declaration.span());
    }
    let parse = workspace.parse(path);
    spans.extend(parse.iter().flat_map(|parse| &parse.file.uses).map(|used| used.span));
    spans.extend(parse.iter().flat_map(|parse| &parse.file.comments).copied());
    spans.push(Span::new(0, text.len() as u32));
    spans.retain(|span| holds(*span, offset));
    spans.sort_by_key(|span| (span.end - span.start, span.start));
    let mut nested: Vec<Span> = Vec::new();
    for span in spans {
        let grows = |last: &Span| span.start <= last.start && last.end <= span.end && span != *last;
        if nested.last().is_none_or(grows) {
            nested.push(span);
        }
    }
    nested
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::fixture;

    #[test]
    fn a_selection_grows_from_the_word_to_the_file() {
        let text = "event paid { total: int }\ntrait rich = sum(paid.to$0tal, 7d) > 3 and seen(paid)\n";
        let fixture = fixture(text);
        let text = fixture.workspace.text(&fixture.path).unwrap();
        let grown = selections(&fixture.workspace, &fixture.path, fixture.offset).into_iter();
        let shown = grown.map(|span| format!("{:?}", &text[span.start as usize..span.end as usize]));
        insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"));
    }
}
