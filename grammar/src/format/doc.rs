//! What the formatter makes of a text: its words and signs, and where its lines may break.
//!
//! Invariant: the tokens of a layout are all words and signs of the text in their order, without the commas that part
//! the lines of a block; the comments before each are all comments of the text.

use std::ops::Range;

use super::blank::{Blank, blanks};
use crate::parse::Rule;

/// How many columns a line may have.
pub(super) const WIDTH: usize = 120;
/// How many columns a line may have that holds a block of more than fields.
pub(super) const BLOCK_WIDTH: usize = 100;
/// By how much each level is indented.
pub(super) const INDENT: usize = 2;

/// A word, a sign, or a declaration that stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    /// Its bytes in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// How many spaces stand before it on one line.
    pub space: usize,
    /// How many columns it takes.
    pub width: usize,
    /// Which bracket it is, if it is one that matters for how deep lines are.
    pub bracket: Option<Bracket>,
    /// Whether a line may begin with it.
    pub may_begin: bool,
    /// Whether an empty line stood before it.
    pub blank: bool,
    /// The first of the comments before it, and the one after the last.
    pub comments: (usize, usize),
}

/// Brackets that matter for how deep lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    /// `{`.
    Opening,
    /// `}`.
    Closing,
    /// `)` or `]`.
    ClosingRound,
}

impl Token {
    /// Whether it closes a bracket: comments before it stand as deep as what the bracket holds.
    pub fn closes(&self) -> bool {
        matches!(self.bracket, Some(Bracket::Closing | Bracket::ClosingRound))
    }
}

/// A comment, or a line of documentation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment {
    /// Its bytes in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// What it is.
    pub kind: CommentKind,
    /// Whether an empty line stood before it.
    pub blank: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CommentKind {
    /// It stands behind something.
    Trailing,
    /// It has a line of its own.
    Line,
    /// It documents what comes next.
    Doc,
}

/// A piece of a layout. Places are indices of tokens.
#[derive(Debug)]
pub(super) enum Doc {
    /// Tokens in a row.
    Row(Range<usize>),
    /// The next token may begin a line, and does if the group around this doesn't fit on one.
    Line,
    /// The token begins a column: it is aligned with that of the items around.
    Column(usize),
    /// What is broken into lines together, or not at all.
    Group(Range<usize>, Vec<Doc>),
    /// Lines that begin here are indented deeper.
    Indent(Vec<Doc>),
    /// `{ … }`.
    Block(Block),
}

/// Braces and what is between them.
#[derive(Debug)]
pub(super) struct Block {
    /// The token `{`.
    pub open: usize,
    /// What it holds.
    pub items: Vec<Item>,
    /// The token `}`.
    pub close: usize,
    /// How it was written.
    pub written: Written,
    /// How many columns the line may have on which all of it stands.
    pub width: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// On one line, or there is nothing in it.
    OneLine,
    /// On several.
    Lines,
}

/// What has a line of its own in a block or a file, if it isn't too long: a field, a statement, a declaration.
#[derive(Debug)]
pub(super) struct Item {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its layout.
    pub docs: Vec<Doc>,
    /// Items of one kind can stand in columns. What stays as it is has none.
    pub kind: Option<Rule>,
}

/// All of a text, made ready for printing.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Its tokens; the last is empty, and stands at the end of the text.
    pub tokens: Vec<Token>,
    /// Its comments, but for those in declarations that stay as they are.
    pub comments: Vec<Comment>,
    /// Its declarations.
    pub items: Vec<Item>,
    /// For each token the columns of all before it on one line.
    before: Vec<usize>,
    /// For each token the columns that stand with it on its line, whatever is broken.
    bound: Vec<usize>,
}

impl Layout {
    /// Measures the tokens, once there are all of them.
    pub fn measure(&mut self) {
        let mut sum = 0;
        self.before = vec![0];
        for token in &self.tokens {
            sum += token.space + token.width;
            self.before.push(sum);
        }
        self.bound = vec![0; self.tokens.len()];
        let mut behind = 0;
        for (bound, token) in self.bound.iter_mut().zip(&self.tokens).rev() {
            behind = if token.may_begin { 0 } else { token.space + token.width + behind };
            *bound = behind;
        }
    }

    /// A token.
    pub fn token(&self, index: usize) -> Token {
        self.tokens.get(index).copied().unwrap_or_default()
    }

    /// The comments before a token.
    pub fn comments(&self, token: &Token) -> &[Comment] {
        self.comments.get(token.comments.0..token.comments.1).unwrap_or_default()
    }

    /// How many columns tokens take on one line, without the space before them.
    pub fn columns(&self, tokens: &Range<usize>) -> usize {
        let at = |index: usize| self.before.get(index).copied().unwrap_or_default();
        (at(tokens.end) - at(tokens.start)).saturating_sub(self.token(tokens.start).space)
    }

    /// How many columns must follow on the line on which the token before this one ends.
    pub fn bound(&self, index: usize) -> usize {
        self.bound.get(index).copied().unwrap_or_default()
    }

    /// Whether a comment stands between some tokens.
    pub fn has_comments(&self, tokens: &Range<usize>) -> bool {
        let last = self.token(tokens.end.saturating_sub(1));
        tokens.len() > 1 && self.token(tokens.start).comments.1 < last.comments.1
    }

    /// Whether an empty line stands before an item or between the comments before it.
    pub fn is_apart(&self, item: &Item) -> bool {
        let token = self.token(item.tokens.start);
        blanks(Blank::Kept, &token, self.comments(&token)).contains(&true)
    }

    /// Whether an item stands on one line at this indentation.
    pub fn is_single(&self, item: &Item, indent: usize) -> bool {
        let blocks = || item.docs.iter().filter_map(|doc| if let Doc::Block(block) = doc { Some(block) } else { None });
        let width = blocks().map(|block| block.width).min().unwrap_or(WIDTH);
        item.kind.is_some()
            && indent + self.columns(&item.tokens) <= width
            && blocks().all(|block| block.written == Written::OneLine)
            && !self.has_comments(&item.tokens)
    }
}
