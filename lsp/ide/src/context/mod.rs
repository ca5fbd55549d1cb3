//! Where in a declaration a place is, however half-written the text is: which brackets are open there, what each is, and
//! with which word the sentence begins in which it stands.
//!
//! It is read from the words before the place alone. A tree says more, but of a broken sentence nothing.

mod scope;
mod token;

use baton_compiler::Workspace;
use baton_grammar::tree::Span;

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
pub(crate) const FUNCTIONS: [&str; 12] = [
    "seen", "count", "sum", "average", "lowest", "highest", "distinct", "latest", "first", "share", "since", "until",
];

/// The words that start declarations.
pub(crate) const DECLARATIONS: [&str; 19] = [
    "customer", "event", "type", "trait", "signal", "channel", "priorities", "message", "action", "policy", "journey",
    "decision", "placement", "audience", "switch", "measure", "invariant", "source", "test",
];

/// Words after which a sentence isn't over.
const CONNECTING: [&str; 52] = [
    "and", "or", "not", "if", "then", "else", "in", "is", "where", "via", "as", "when", "while", "within", "on", "enter",
    "exit", "goal", "from", "at", "of", "to", "after", "until", "because", "for", "each", "by", "with", "send", "offer",
    "do", "emit", "ask", "best", "expect", "requires", "purpose", "channels", "per", "worth", "chance", "suppress", "cap",
    "gather", "weigh", "quiet", "except", "no", "paused", "wait", "step",
];

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
        if first {
            reader.line(&before);
        }
        let mut whole = Reader::default();
        all.iter().enumerate().for_each(|(at, token)| whole.take(&all, at, token));
        let keyword = before.get(reader.keyword).map_or("", |token| token.text);
        let is_own = |at: &usize| *at > reader.keyword;
        let begun = whole.begun.iter().filter(|at| is_own(at)).filter_map(|at| all.get(*at)).map(|token| token.text).collect();
        let name = reader.keyword + 1;
        Some(Self { frames: reader.frames, tokens: before, all, word, written, keyword, name, inside, begun })
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
    text.get(..offset as usize).is_some_and(|before| before.rsplit('\n').next().is_none_or(|line| line.trim().is_empty()))
}

/// Goes through tokens, and keeps account of what is open.
struct Reader {
    frames: Vec<Frame>,
    /// The index of the keyword of the declaration.
    keyword: usize,
    /// Where items begin in the declaration's own braces.
    begun: Vec<usize>,
}

impl Default for Reader {
    fn default() -> Self {
        Self { frames: vec![OUTSIDE], keyword: 0, begun: Vec::new() }
    }
}

impl Reader {
    fn take(&mut self, tokens: &[Token<'_>], at: usize, token: &Token<'_>) {
        match (token.kind, token.text) {
            (TokenKind::HoleOpen, _) => self.open(FrameKind::Hole, at),
            (TokenKind::Sign, "{") => self.open(self.brace(tokens, at), at),
            (TokenKind::Sign, "(") => self.open(self.parenthesis(tokens, at), at),
            (TokenKind::Sign, "[") => self.open(FrameKind::List, at),
            (TokenKind::HoleClose, _) | (TokenKind::Sign, ")" | "}" | "]") => self.close(token.text),
            _ => self.word(tokens, at, token),
        }
    }

    fn open(&mut self, kind: FrameKind, at: usize) {
        self.frames.push(Frame { kind, open: at, start: at + 1 });
    }

    /// A brace closes what was left open inside its block.
    fn close(&mut self, sign: &str) {
        let fits = |frame: &Frame| match frame.kind {
            FrameKind::Head => false,
            FrameKind::Params
            | FrameKind::Call
            | FrameKind::Asked
            | FrameKind::Of
            | FrameKind::Key
            | FrameKind::Values
            | FrameKind::Group => sign == ")",
            FrameKind::List => sign == "]",
            _ => sign == "}",
        };
        if let Some(at) = self.frames.iter().rposition(fits)
            && (sign == "}" || at + 1 == self.frames.len())
        {
            self.frames.truncate(at);
        }
    }

    fn word(&mut self, tokens: &[Token<'_>], at: usize, token: &Token<'_>) {
        let Some(frame) = self.frames.last().copied() else { return };
        let begins = match frame.kind {
            FrameKind::Head => {
                let declares = DECLARATIONS.contains(&token.text) || matches!(token.text, "use" | "private");
                if (at == 0 || token.first) && declares {
                    self.keyword = at;
                    true
                } else if at == self.keyword + 1 && tokens.get(self.keyword).is_some_and(|token| token.text == "private") {
                    self.keyword = at;
                    true
                } else {
                    false
                }
            }
            _ => begins(frame, tokens, at),
        };
        if begins && let Some(frame) = self.frames.last_mut() {
            frame.start = at;
            if self.frames.len() == 2 {
                self.begun.push(at);
            }
        }
    }

    /// A word that is about to be written begins a line: what is whole before it is over.
    fn line(&mut self, tokens: &[Token<'_>]) {
        let Some(frame) = self.frames.last_mut() else { return };
        let is_lines = matches!(
            frame.kind,
            FrameKind::Fields
                | FrameKind::Channel
                | FrameKind::Message
                | FrameKind::Policy
                | FrameKind::Journey
                | FrameKind::Source
                | FrameKind::Test
                | FrameKind::Choices
                | FrameKind::Block
                | FrameKind::Arms
                | FrameKind::Shares
                | FrameKind::Record
        );
        if is_lines && is_whole(tokens, tokens.len()) {
            frame.start = tokens.len();
        }
    }

    /// What a `{` opens.
    fn brace(&self, tokens: &[Token<'_>], at: usize) -> FrameKind {
        let Some(frame) = self.frames.last() else { return FrameKind::Record };
        let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
        let before = at.checked_sub(1).map_or("", text);
        let head = text(frame.start);
        match frame.kind {
            FrameKind::Head => match text(self.keyword) {
                _ if before == "answers" => FrameKind::Fields,
                "channel" => FrameKind::Channel,
                "message" => FrameKind::Message,
                "policy" => FrameKind::Policy,
                "journey" => FrameKind::Journey,
                "source" => FrameKind::Source,
                "test" => FrameKind::Test,
                "decision" => FrameKind::Choices,
                _ => FrameKind::Fields,
            },
            FrameKind::Journey | FrameKind::Arms | FrameKind::Shares => FrameKind::Block,
            FrameKind::Block => match head {
                _ if before == "else" => FrameKind::Block,
                "wait" => FrameKind::Arms,
                "send" => FrameKind::Arms,
                "split" => FrameKind::Shares,
                "emit" => FrameKind::Record,
                _ => FrameKind::Block,
            },
            FrameKind::Choices if head == "answer" => FrameKind::Record,
            FrameKind::Choices => FrameKind::Choices,
            _ => FrameKind::Record,
        }
    }

    /// What a `(` opens.
    fn parenthesis(&self, tokens: &[Token<'_>], at: usize) -> FrameKind {
        let Some(frame) = self.frames.last() else { return FrameKind::Group };
        let token = |at: usize| tokens.get(at).map_or("", |token| token.text);
        let Some(last) = at.checked_sub(1).filter(|last| *last >= frame.start) else { return FrameKind::Group };
        if frame.kind == FrameKind::Head && at == self.keyword + 2 {
            return FrameKind::Params;
        }
        match token(last) {
            "in" => return FrameKind::Values,
            word if FUNCTIONS.contains(&word) => return FrameKind::Asked,
            word if CONNECTING.contains(&word) || tokens.get(last).is_none_or(|token| token.kind != TokenKind::Word) => {
                return FrameKind::Group;
            }
            _ => {}
        }
        let mut start = last;
        while start >= 2 && token(start - 1) == "." {
            start -= 2;
        }
        let before = if start > 0 { token(start - 1) } else { "" };
        let head = token(frame.start);
        match before {
            "send" | "offer" | "do" | "ask" => FrameKind::Call,
            "of" | "," if head == "send" => FrameKind::Call,
            "in" => FrameKind::Key,
            _ => FrameKind::Of,
        }
    }
}

/// Whether what is before a token can be the end of a sentence.
fn is_whole(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(last) = at.checked_sub(1).and_then(|at| tokens.get(at)) else { return true };
    match last.kind {
        TokenKind::Word => !CONNECTING.contains(&last.text),
        TokenKind::Sign => matches!(last.text, ")" | "}" | "]" | "{" | ","| "?"),
        TokenKind::Number | TokenKind::Text => true,
        TokenKind::HoleOpen | TokenKind::HoleClose => false,
    }
}

/// Whether a token begins a sentence in its frame.
fn begins(frame: Frame, tokens: &[Token<'_>], at: usize) -> bool {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let (word, before) = (text(at), at.checked_sub(1).map_or("", text));
    if at == frame.open + 1 {
        return true;
    }
    let is_time = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number && token.text.contains(':'));
    let is_key = || text(at + 1) == ":";
    let behind_block = before == "}";
    match frame.kind {
        FrameKind::Call | FrameKind::Params | FrameKind::Asked | FrameKind::Values | FrameKind::List => before == ",",
        FrameKind::Fields | FrameKind::Record => (is_key() || word == "personal") && before != "personal",
        FrameKind::Policy => is_key(),
        _ if !is_whole(tokens, at) => false,
        FrameKind::Channel => matches!(word, "requires" | "inbound" | "capacity"),
        FrameKind::Message => {
            matches!(word, "purpose" | "channels" | "hold" | "worth" | "chance" | "only" | "content")
        }
        FrameKind::Journey => {
            let starts = matches!(
                word,
                "stage" | "owner" | "enter" | "again" | "goal" | "exit" | "limit" | "paused" | "on" | "step" | "from"
            );
            behind_block || (starts && !(word == "on" && at > 0 && is_time(at - 1)))
        }
        FrameKind::Block | FrameKind::Choices => {
            let starts = matches!(
                word,
                "send" | "offer" | "do" | "emit" | "wait" | "if" | "split" | "->" | "leave" | "done" | "stay" | "answer"
            );
            (behind_block || starts) && word != "else"
        }
        FrameKind::Arms => {
            behind_block || (matches!(word, "on" | "when" | "after" | "until" | "else") && !is_time(at.saturating_sub(1)))
        }
        FrameKind::Shares => behind_block || tokens.get(at).is_some_and(|token| token.text.ends_with('%')),
        FrameKind::Source => behind_block || tokens.get(at).is_some_and(|token| token.first),
        FrameKind::Test => {
            tokens.get(at).is_some_and(|token| token.first)
                || (matches!(word, "customer" | "expect" | "turn" | "ask") && before != "on" && before != "off")
        }
        _ => false,
    }
}
