//! From a layout to text.
//!
//! White space is written only before what follows it: no line ends with any, and where two lines would begin, one does.

use std::ops::Range;

use super::blank::{Blank, blanks};
use super::columns::{Padding, padding};
use super::doc::{Block, Bracket, CommentKind, Doc, INDENT, Item, Layout, WIDTH, Written};

/// The text, and where each declaration ends in the text before and after.
pub(super) fn print(text: &str, layout: &Layout) -> (String, Vec<(usize, usize)>) {
    let mut printer = Printer {
        text,
        layout,
        out: String::with_capacity(text.len()),
        column: 0,
        indent: 0,
        begins: None,
        next: 0,
        padding: Padding::new(),
        ends: Vec::new(),
    };
    printer.file();
    (printer.out, printer.ends)
}

struct Printer<'t> {
    text: &'t str,
    layout: &'t Layout,
    out: String,
    /// How many columns the last line has.
    column: usize,
    /// How deep lines are that begin now.
    indent: usize,
    /// What the next token begins: a line with this indentation, if any.
    begins: Option<(usize, Blank)>,
    /// Which token comes next.
    next: usize,
    /// How many spaces stand before some of the item's tokens beyond their own.
    padding: Padding,
    ends: Vec<(usize, usize)>,
}

impl Printer<'_> {
    fn file(&mut self) {
        let items = &self.layout.items;
        let padding = padding(self.layout, items, 0);
        let mut before: Option<&Item> = None;
        for (item, padding) in items.iter().zip(padding) {
            let blank = before.map_or(Blank::First, |before| self.between(before, item));
            self.item(item, padding, 0, blank);
            self.ends.push((self.layout.token(item.tokens.end - 1).end, self.out.len()));
            before = Some(item);
        }
        self.begins = Some((0, Blank::Kept));
        self.token(items.last().map_or(0, |item| item.tokens.end));
        self.out.truncate(self.out.trim_end_matches('\n').len());
        // What is half-written at the very end is not taken to be finished.
        let open = items
            .last()
            .is_some_and(|item| item.kind.is_none() && self.layout.token(item.tokens.start).end == self.text.len());
        if !self.out.is_empty() && !open {
            self.out.push('\n');
        }
        self.ends.push((self.text.len(), self.out.len()));
    }

    /// What parts two declarations.
    fn between(&self, before: &Item, item: &Item) -> Blank {
        let (Some(kind), Some(other)) = (item.kind, before.kind) else { return Blank::Kept };
        let single = |item: &Item| self.layout.is_single(item, 0);
        if kind == other && single(before) && single(item) { Blank::Kept } else { Blank::Needed }
    }

    fn item(&mut self, item: &Item, padding: Padding, indent: usize, blank: Blank) {
        self.begins = Some((indent, blank));
        self.indent = indent;
        // A block's items have their own; but columns begin before the blocks of their item.
        self.padding = padding;
        if self.layout.is_single(item, indent) || item.kind.is_none() {
            item.tokens.clone().for_each(|token| self.token(token));
        } else {
            self.docs(&item.docs, Fit::OneLine);
        }
    }

    fn docs(&mut self, docs: &[Doc], fit: Fit) {
        for doc in docs {
            match doc {
                Doc::Row(tokens) => tokens.clone().for_each(|token| self.token(token)),
                Doc::Line if fit == Fit::Lines || self.has_comments() => self.begins = Some((self.indent, Blank::No)),
                Doc::Line | Doc::Column(_) => {}
                Doc::Group(tokens, docs) => {
                    let fit = self.fit(tokens);
                    self.docs(docs, fit);
                }
                Doc::Indent(docs) => {
                    self.indent += INDENT;
                    self.docs(docs, fit);
                    self.indent -= INDENT;
                }
                Doc::Block(block) => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let tokens = block.open..block.close + 1;
        let comments = self.layout.has_comments(&tokens);
        if block.written == Written::OneLine && !comments && self.ends_at(&tokens) <= block.width {
            tokens.for_each(|token| self.token(token));
            return;
        }
        let indent = self.indent;
        self.token(block.open);
        let padding = padding(self.layout, &block.items, indent + INDENT);
        let mut blank = Blank::First;
        for (item, padding) in block.items.iter().zip(padding) {
            self.item(item, padding, indent + INDENT, blank);
            blank = Blank::Kept;
        }
        self.indent = indent;
        self.begins = Some((indent, blank));
        self.token(block.close);
    }

    /// Whether tokens stay on the line.
    fn fit(&self, tokens: &Range<usize>) -> Fit {
        if self.ends_at(tokens) <= WIDTH && !self.layout.has_comments(tokens) { Fit::OneLine } else { Fit::Lines }
    }

    /// Whether comments stand before the next token.
    fn has_comments(&self) -> bool {
        !self.layout.comments(&self.layout.token(self.next)).is_empty()
    }

    /// The column where a line ends that these tokens are put on.
    fn ends_at(&self, tokens: &Range<usize>) -> usize {
        let start = match self.begins {
            Some((indent, _)) => indent,
            None => self.column + self.layout.token(tokens.start).space,
        };
        start + self.layout.columns(tokens) + self.layout.bound(tokens.end)
    }

    /// Writes a token and the comments before it.
    fn token(&mut self, index: usize) {
        let token = self.layout.token(index);
        let comments = self.layout.comments(&token);
        let begins = self.begins.take();
        let (indent, blank) = begins.unwrap_or((self.broken(index), Blank::No));
        let blanks = blanks(blank, &token, comments);
        let deeper = if token.closes() { indent + INDENT } else { indent };
        for (comment, blank) in comments.iter().zip(&blanks) {
            match comment.kind {
                CommentKind::Trailing => self.out.push_str("  "),
                CommentKind::Line | CommentKind::Doc => self.line(deeper, *blank),
            }
            self.write(comment.start, comment.end);
        }
        if begins.is_some() || !comments.is_empty() {
            self.line(indent, blanks.last().is_some_and(|blank| *blank));
        } else {
            let padding = self.padding.iter().find(|(padded, _)| *padded == index);
            self.space(token.space + padding.map_or(0, |(_, spaces)| *spaces));
        }
        self.write(token.start, token.end);
        self.column += token.width;
        self.next = index + 1;
    }

    /// How deep a line is that begins only because a comment ended the one before.
    fn broken(&self, index: usize) -> usize {
        let opens = self.layout.token(index).bracket == Some(Bracket::Opening);
        let behind_block = index > 0 && self.layout.token(index - 1).bracket == Some(Bracket::Closing);
        if opens || behind_block { self.indent } else { self.indent + INDENT }
    }

    fn line(&mut self, indent: usize, blank: bool) {
        if !self.out.is_empty() {
            self.out.push_str(if blank { "\n\n" } else { "\n" });
        }
        self.column = 0;
        self.space(indent);
    }

    fn space(&mut self, spaces: usize) {
        self.out.extend(std::iter::repeat_n(' ', spaces));
        self.column += spaces;
    }

    fn write(&mut self, start: usize, end: usize) {
        self.out.push_str(self.text.get(start..end).unwrap_or_default());
    }
}

/// Whether a group stays on the line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    OneLine,
    Lines,
}
