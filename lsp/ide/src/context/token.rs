//! The words and signs of a text that may be half-written, up to a place.

use baton_grammar::tree::Span;

/// A word, number, text or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    pub kind: TokenKind,
    pub text: &'t str,
    /// Where in the file.
    pub span: Span,
    /// Whether it is the first one of its line.
    pub first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A word, or a currency's code.
    Word,
    /// A number, percentage, duration, date, time or instant.
    Number,
    /// A text, or the piece of one before a hole.
    Text,
    /// A sign.
    Sign,
    /// `{` and `}` of a hole in a text.
    HoleOpen,
    HoleClose,
}

/// What the place after the last token is inside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Code,
    Text,
    Comment,
}

/// The tokens of a text, which begins at a byte of its file, and what its end is inside of.
pub(crate) fn tokens(text: &str, start: u32) -> (Vec<Token<'_>>, Inside) {
    let mut lexer = Lexer { text, start, at: 0, tokens: Vec::new(), holes: Vec::new(), first: true };
    let inside = lexer.run();
    (lexer.tokens, inside)
}

struct Lexer<'t> {
    text: &'t str,
    start: u32,
    at: usize,
    tokens: Vec<Token<'t>>,
    /// Of each hole that is open, how many braces are open in it.
    holes: Vec<usize>,
    first: bool,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let (start, end) = (self.at, self.at + length);
        let span = Span::new(self.start + start as u32, self.start + end as u32);
        self.tokens.push(Token { kind, text: self.text.get(start..end).unwrap_or_default(), span, first: self.first });
        self.at = end;
        self.first = false;
    }

    fn run(&mut self) -> Inside {
        while let Some(letter) = self.rest().chars().next() {
            let rest = self.rest();
            match letter {
                '\n' => {
                    self.at += 1;
                    self.first = true;
                    // A text ends with its line, and so do its holes.
                    self.holes.clear();
                }
                _ if letter.is_whitespace() => self.at += letter.len_utf8(),
                '/' if rest.starts_with("//") => {
                    let Some(end) = rest.find('\n') else { return Inside::Comment };
                    self.at += end;
                }
                '"' => {
                    if self.letters(1) == Inside::Text {
                        return Inside::Text;
                    }
                }
                '}' if self.holes.last() == Some(&0) => {
                    self.holes.pop();
                    self.push(TokenKind::HoleClose, 1);
                    if self.letters(0) == Inside::Text {
                        return Inside::Text;
                    }
                }
                'a'..='z' | 'A'..='Z' | '_' => self.push(TokenKind::Word, word_length(rest)),
                '0'..='9' => self.push(TokenKind::Number, number_length(rest)),
                _ => self.sign(letter),
            }
        }
        Inside::Code
    }

    fn sign(&mut self, letter: char) {
        match (letter, self.holes.last_mut()) {
            ('{', Some(open)) => *open += 1,
            ('}', Some(open)) => *open = open.saturating_sub(1),
            _ => {}
        }
        let rest = self.rest();
        let two = ["->", "==", "!=", "<=", ">=", "..", "??"].into_iter().any(|sign| rest.starts_with(sign));
        self.push(TokenKind::Sign, if two { 2 } else { letter.len_utf8() });
    }

    /// The letters of a text, from after `skip` bytes to its end or next hole.
    fn letters(&mut self, skip: usize) -> Inside {
        let rest = self.rest();
        let mut letters = rest.char_indices().skip(skip);
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => {
                    letters.next();
                }
                '"' => {
                    self.push(TokenKind::Text, at + 1);
                    return Inside::Code;
                }
                '{' => {
                    self.push(TokenKind::Text, at);
                    self.push(TokenKind::HoleOpen, 1);
                    self.holes.push(0);
                    return Inside::Code;
                }
                '\n' => {
                    self.push(TokenKind::Text, at);
                    return Inside::Code;
                }
                _ => {}
            }
        }
        self.push(TokenKind::Text, rest.len());
        Inside::Text
    }
}

fn word_length(text: &str) -> usize {
    text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').unwrap_or(text.len())
}

/// How long a number is, with its unit or sign; of dates, times and instants all of it.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let goes_on = match byte {
            b'.' | b':' => digit(at + 1),
            b'-' => {
                (at == 4 || at == 7)
                    && digit(at + 1)
                    && bytes.iter().take(at).all(|byte| *byte == b'-' || byte.is_ascii_digit())
            }
            _ => byte.is_ascii_alphanumeric() || *byte == b'_',
        };
        if !goes_on {
            break;
        }
        at += 1;
    }
    if bytes.get(at) == Some(&b'%') { at + 1 } else { at }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;

    fn words(text: &str) -> (Vec<&str>, Inside) {
        let (tokens, inside) = tokens(text, 0);
        (tokens.into_iter().map(|token| token.text).collect(), inside)
    }

    #[test]
    fn literals_are_one_token() {
        let text = "5% 1h 30m 12.50 GBP 2026-03-15T10:00:00Z 21:00..08:00 3-1";
        let all = ["5%", "1h", "30m", "12.50", "GBP", "2026-03-15T10:00:00Z", "21:00", "..", "08:00", "3", "-", "1"];
        assert_eq!(words(text), (all.to_vec(), Inside::Code));
    }

    #[test]
    fn holes_are_code_and_the_rest_of_a_text_is_not() {
        assert_eq!(words("\"a {b.c} d\" e"), (vec!["\"a ", "{", "b", ".", "c", "}", " d\"", "e"], Inside::Code));
        assert_eq!(words("x: \"a {b").1, Inside::Code);
        assert_eq!(words("x: \"a {b} c").1, Inside::Text);
        assert_eq!(words("x // say").1, Inside::Comment);
        assert_eq!(words("x \"say\n y"), (vec!["x", "\"say", "y"], Inside::Code));
    }
}
