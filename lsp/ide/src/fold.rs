//! What can be folded away.

use std::collections::BTreeMap;

use baton_compiler::Workspace;
use baton_grammar::{
    LineIndex,
    tree::{Part, Span, StatementKind, Wait, walk},
};

use crate::text::written;

/// Something that can be folded away: its lines but the first, and but a last one that only closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The line that stays, from 0.
    pub first: u32,
    /// The last line that goes, from 0.
    pub last: u32,
    /// What it is.
    pub kind: FoldKind,
}

/// What can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// Code.
    Code,
    /// Lines of comments or documentation.
    Comment,
    /// `use` lines.
    Uses,
}

/// What of a file can be folded away, in the order of places.
pub fn folds(workspace: &Workspace, path: &str) -> Vec<Fold> {
    let (Some(text), Some(parse)) = (workspace.text(path), workspace.parse(path)) else { return Vec::new() };
    let mut folder = Folder { text, lines: LineIndex::new(text), found: BTreeMap::new() };
    if let (Some(first), Some(last)) = (parse.file.uses.first(), parse.file.uses.last()) {
        folder.add(first.span.to(last.span), FoldKind::Uses);
    }
    folder.comments();
    for item in &parse.file.items {
        let head = item.decl.private.unwrap_or(item.decl.keyword.span);
        folder.add(Span::new(head.start, item.decl.span.end).shifted(item.start), FoldKind::Code);
        walk(&item.decl, &mut |part| {
            let foldable = match part {
                Part::Block(_) | Part::Record(..) | Part::Arm(_) | Part::Rule(_) | Part::MessageItem(_) => true,
                Part::Statement(one) => {
                    matches!(
                        one.kind,
                        StatementKind::Wait(Wait::Arms(_)) | StatementKind::Send(_) | StatementKind::Split(..)
                    )
                }
                _ => false,
            };
            if foldable {
                folder.add(part.span().shifted(item.start), FoldKind::Code);
            }
        });
    }
    folder.found.into_values().collect()
}

struct Folder<'t> {
    text: &'t str,
    lines: LineIndex,
    /// By the line that stays; of two that begin in one line the larger counts.
    found: BTreeMap<u32, Fold>,
}

impl Folder<'_> {
    fn line(&self, offset: u32) -> u32 {
        self.lines.position(self.text, offset).line - 1
    }

    fn add(&mut self, span: Span, kind: FoldKind) {
        let (first, end) = (self.line(span.start), self.line(span.end));
        let closes = written(self.text, span).ends_with(['}', ')', ']']);
        let last = if closes { end.saturating_sub(1) } else { end };
        self.insert(Fold { first, last, kind });
    }

    fn insert(&mut self, fold: Fold) {
        if fold.last > fold.first && self.found.get(&fold.first).is_none_or(|other| other.last < fold.last) {
            self.found.insert(fold.first, fold);
        }
    }

    /// Lines that are nothing but comments, where several stand together.
    fn comments(&mut self) {
        let lines = self.text.lines().map(|line| line.trim_start().starts_with("//"));
        let mut begin: Option<u32> = None;
        for (at, is_comment) in (0..).zip(lines.chain([false]).collect::<Vec<bool>>()) {
            match (begin, is_comment) {
                (None, true) => begin = Some(at),
                (Some(first), false) => {
                    self.insert(Fold { first, last: at - 1, kind: FoldKind::Comment });
                    begin = None;
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::fixture;

    #[test]
    fn what_spans_lines_can_be_folded() {
        let text = "use care\nuse sales\n\n// One.\n// Two.\n\n/// Says\n/// much.\njourney j {\n  enter on e\n  step s {\n    wait {\n      after 1d -> s\n    }\n  }\n}\nevent e {}\n";
        let fixture = fixture(text);
        let marked = text.lines().enumerate().map(|(at, line)| {
            let folds = folds(&fixture.workspace, &fixture.path);
            let fold = folds.iter().find(|fold| fold.first == at as u32);
            let mark = fold.map_or(String::new(), |fold| format!(" ▾ {:?} to {}", fold.kind, fold.last));
            format!("{at:2} {line}{mark}")
        });
        insta::assert_snapshot!(marked.collect::<Vec<_>>().join("\n"));
    }
}
