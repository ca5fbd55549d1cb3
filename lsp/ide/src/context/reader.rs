//! Goes through the tokens of a declaration: what opens and closes, and where sentences begin.

use baton_grammar::DECLARATIONS;

use super::{FUNCTIONS, Frame, FrameKind, OUTSIDE, Token, TokenKind};

/// Words after which a sentence isn't over.
const CONNECTING: [&str; 52] = [
    "and", "or", "not", "if", "then", "else", "in", "is", "where", "via", "as", "when", "while", "within", "on",
    "enter", "exit", "goal", "from", "at", "of", "to", "after", "until", "because", "for", "each", "by", "with",
    "send", "offer", "do", "emit", "ask", "best", "expect", "requires", "purpose", "channels", "per", "worth",
    "chance", "suppress", "cap", "gather", "weigh", "quiet", "except", "no", "paused", "wait", "step",
];

/// Goes through tokens, and keeps account of what is open.
pub(super) struct Reader {
    pub frames: Vec<Frame>,
    /// The index of the keyword of the declaration.
    pub keyword: usize,
    /// Where items begin in the declaration's own braces.
    pub begun: Vec<usize>,
}

impl Default for Reader {
    fn default() -> Self {
        Self { frames: vec![OUTSIDE], keyword: 0, begun: Vec::new() }
    }
}

impl Reader {
    /// Takes the next token.
    pub fn take(&mut self, tokens: &[Token<'_>], at: usize, token: &Token<'_>) {
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
                let before = tokens.get(self.keyword).map_or("", |token| token.text);
                let is_private = at == self.keyword + 1 && before == "private";
                let begins = ((at == 0 || token.first) && declares) || is_private;
                if begins {
                    self.keyword = at;
                }
                begins
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

    /// A word is about to be written: behind a comma it begins anew, and on a line of its own where what is before is whole.
    pub fn pause(&mut self, tokens: &[Token<'_>], is_first: bool) {
        let Some(frame) = self.frames.last_mut() else { return };
        let is_list = matches!(
            frame.kind,
            FrameKind::Call | FrameKind::Params | FrameKind::Asked | FrameKind::Values | FrameKind::List
        );
        if is_list && tokens.last().is_some_and(|token| token.text == ",") {
            frame.start = tokens.len();
        }
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
        if is_first && is_lines && is_whole(tokens, tokens.len()) {
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
            word if CONNECTING.contains(&word)
                || tokens.get(last).is_none_or(|token| token.kind != TokenKind::Word) =>
            {
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
    let before = at.checked_sub(2).and_then(|at| tokens.get(at)).map_or("", |token| token.text);
    match last.kind {
        // A name may be such a word, too.
        TokenKind::Word => !CONNECTING.contains(&last.text) || matches!(before, "->" | "." | "at" | "because" | "step"),
        TokenKind::Sign => matches!(last.text, ")" | "}" | "]" | "{" | "," | "?"),
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
    let is_time =
        |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number && token.text.contains(':'));
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
                "send"
                    | "offer"
                    | "do"
                    | "emit"
                    | "wait"
                    | "if"
                    | "split"
                    | "->"
                    | "leave"
                    | "done"
                    | "stay"
                    | "answer"
            );
            (behind_block || starts) && word != "else"
        }
        FrameKind::Arms => {
            behind_block
                || (matches!(word, "on" | "when" | "after" | "until" | "else") && !is_time(at.saturating_sub(1)))
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
