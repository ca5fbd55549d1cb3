//! Where in a declaration a place is, however half-written the text is: which brackets are open there, what each is, and
//! with which word the sentence begins in which it stands.
//!
//! It is read from the words before the place alone. A tree says more, but of a broken sentence nothing.

mod reader;
mod scope;
pub(crate) mod token;

use baton_compiler::Workspace;
use baton_grammar::tree::Span;

use reader::Reader;

pub(crate) use scope::{Bound, Scope, field, path};
pub(crate) use token::{Inside, Token, TokenKind};

/// A place, and what is before it.
#[derive(Clone, Debug)]
pub(crate) struct Context<'t> {
    /// The tokens of the declaration before the word at the place.
    pub tokens: Vec<Token<'t>>,
    /// All tokens of the declaration.
    pub all: Vec<Token<'t>>,
    /// What is open, from the outside in; never empty.
    pub frames: Vec<Frame>,
    /// The word at the place, as far as it is before it.
    pub word: Span,
    /// What is written of that word.
    pub written: &'t str,
    /// The keyword of the declaration; empty where there is none.
    pub keyword: &'t str,
    /// The index of the token that is its name, where it may have one.
    pub name: usize,
    /// Whether that word is the first one of its line.
    pub first: bool,
    /// What it is inside of.
    pub inside: Inside,
    /// The items that begin in the declaration's own braces, after the place too.
    pub begun: Vec<&'t str>,
}

/// Something that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// What it is.
    pub kind: FrameKind,
    /// The index of its bracket; of the first, that of its first token.
    pub open: usize,
    /// The index of the token with which the sentence begins.
    pub start: usize,
}

/// What can be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameKind {
    /// No bracket: the head of a declaration, or nothing.
    Head,
    /// The fields of an event, the customer, or an answer.
    Fields,
    /// The items of a channel.
    Channel,
    /// The items of a message.
    Message,
    /// The rules of a policy.
    Policy,
    /// The items of a journey.
    Journey,
    /// The lines of a source.
    Source,
    /// The lines of a test.
    Test,
    /// The statements of a decision.
    Choices,
    /// Statements.
    Block,
    /// The arms of a wait or send.
    Arms,
    /// The arms of a split.
    Shares,
    /// The entries of a record.
    Record,
    /// Parameters, where they are declared.
    Params,
    /// Arguments.
    Call,
    /// What a function of history asks.
    Asked,
    /// The name in parentheses of an event.
    Of,
    /// The key of an instance.
    Key,
    /// The values of `in (…)`.
    Values,
    /// Other parentheses.
    Group,
    /// `[…]`.
    List,
    /// A hole in a text.
    Hole,
}

/// The functions of history, and `until`.
pub(crate) const FUNCTIONS: [&str; 12] =
    ["seen", "count", "sum", "average", "lowest", "highest", "distinct", "latest", "first", "share", "since", "until"];

impl<'t> Context<'t> {
    /// The context of a byte of a file.
    pub fn new(workspace: &'t Workspace, path: &str, offset: u32) -> Option<Self> {
        let text = workspace.text(path)?;
        text.get(..offset as usize)?;
        let items = workspace.parse(path).map(|parse| parse.file.items.as_slice()).unwrap_or_default();
        let here = items.partition_point(|item| item.start < offset);
        let start = here.checked_sub(1).and_then(|at| items.get(at)).map_or(0, |item| item.start);
        let end = items.get(here).map_or(text.len(), |item| (item.start as usize).max(offset as usize));
        let (mut before, inside) = token::tokens(text.get(start as usize..offset as usize)?, start);
        let (all, _) = token::tokens(text.get(start as usize..end)?, start);
        let is_word = |token: &Token<'_>| matches!(token.kind, TokenKind::Word | TokenKind::Number);
        let last = before.pop_if(|token| token.span.end == offset && is_word(token) && inside == Inside::Code);
        let word = last.map_or(Span::new(offset, offset), |token| token.span);
        let written = last.map_or("", |token| token.text);
        let first = last.map_or_else(|| begins_line(text, offset), |token| token.first);
        let mut reader = Reader::default();
        before.iter().enumerate().for_each(|(at, token)| reader.take(&before, at, token));
        reader.pause(&before, first);
        let mut whole = Reader::default();
        all.iter().enumerate().for_each(|(at, token)| whole.take(&all, at, token));
        let keyword = before.get(reader.keyword).map_or("", |token| token.text);
        let is_own = |at: &usize| *at > reader.keyword;
        let begun =
            whole.begun.iter().filter(|at| is_own(at)).filter_map(|at| all.get(*at)).map(|token| token.text).collect();
        let name = reader.keyword + 1;
        Some(Self { frames: reader.frames, tokens: before, all, word, written, first, keyword, name, inside, begun })
    }

    /// What is open innermost.
    pub fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or(OUTSIDE)
    }

    /// A token's text; empty where there is none.
    pub fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// Whether a token is a word.
    pub fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// The name of the declaration.
    pub fn own_name(&self) -> Option<&'t str> {
        self.is_word(self.name).then(|| self.text(self.name))
    }

    /// Where the path begins whose last word is at `end`.
    pub fn path_start(&self, end: usize) -> usize {
        let mut at = end;
        while at >= 2 && self.text(at - 1) == "." && self.is_word(at - 2) {
            at -= 2;
        }
        at
    }

    /// The words of a path from a token to before another one.
    pub fn words(&self, from: usize, to: usize) -> Vec<&'t str> {
        (from..to).filter(|at| self.is_word(*at)).map(|at| self.text(at)).collect()
    }

    /// The bracket that a closing one belongs to.
    pub fn opener(&self, close: usize) -> Option<usize> {
        opener(&self.tokens, close)
    }
}

/// The bracket that a closing one belongs to.
pub(crate) fn opener(tokens: &[Token<'_>], close: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().take(close + 1).rev() {
        match (token.kind, token.text) {
            (TokenKind::HoleClose, _) | (TokenKind::Sign, ")" | "}" | "]") => depth += 1,
            (TokenKind::HoleOpen, _) | (TokenKind::Sign, "(" | "{" | "[") => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

const OUTSIDE: Frame = Frame { kind: FrameKind::Head, open: 0, start: 0 };

fn begins_line(text: &str, offset: u32) -> bool {
    text.get(..offset as usize)
        .is_some_and(|before| before.rsplit('\n').next().is_none_or(|line| line.trim().is_empty()))
}
