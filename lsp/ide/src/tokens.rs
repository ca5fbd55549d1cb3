//! What each word and sign of a text is, for its colours.

use std::collections::BTreeMap;

use baton_compiler::{Workspace, lookup::Space};
use baton_grammar::tree::Span;

use crate::{
    Kind, Occurrence, Role, Symbol,
    context::token::{Token as Piece, TokenKind as PieceKind, tokens as pieces},
    occurrences, words,
};

/// A word, literal, sign or comment; it lies within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where in the file.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What it does there.
    pub role: Role,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word of the language.
    Keyword,
    /// A comment.
    Comment,
    /// Documentation.
    Documentation,
    /// A text, or the piece of one around its holes.
    Text,
    /// A number, with its unit; a date, a time.
    Number,
    /// A sign that does something with what stands around it.
    Operator,
    /// The name of something.
    Name(Kind),
    /// The name of an event that is built in.
    BuiltIn,
    /// The name of a package.
    Package,
}

/// The tokens of a file, in the order of places.
pub fn tokens(workspace: &Workspace, path: &str) -> Vec<Token> {
    let text = workspace.text(path).unwrap_or_default();
    let named: BTreeMap<u32, Occurrence> =
        occurrences(workspace, path).into_iter().map(|one| (one.span.start, one)).collect();
    let (found, _) = pieces(text, 0);
    let mut tokens = Vec::with_capacity(found.len());
    let (mut end, mut number) = (0, 0);
    for piece in found {
        comments(text, Span::new(end, piece.span.start), &mut tokens);
        end = piece.span.end;
        tokens.extend(token(workspace, &named, piece, number));
        number = if piece.kind == PieceKind::Number { end } else { 0 };
    }
    comments(text, Span::new(end, text.len() as u32), &mut tokens);
    tokens
}

/// What a piece is, if it has a colour; `number` is the end of the number before it, if there is one.
fn token(workspace: &Workspace, named: &BTreeMap<u32, Occurrence>, piece: Piece<'_>, number: u32) -> Option<Token> {
    let (mut kind, mut role) = (None, Role::Use);
    match piece.kind {
        PieceKind::Number => kind = Some(TokenKind::Number),
        PieceKind::Text => kind = (!piece.text.is_empty()).then_some(TokenKind::Text),
        PieceKind::Sign => kind = OPERATORS.contains(&piece.text).then_some(TokenKind::Operator),
        PieceKind::HoleOpen | PieceKind::HoleClose => {}
        PieceKind::Word => {
            let found = named.get(&piece.span.start).filter(|one| one.span == piece.span);
            if let Some(found) = found {
                (kind, role) = (of_symbol(workspace, &found.symbol), found.role);
            } else if words::meaning(piece.text).is_some() {
                kind = Some(TokenKind::Keyword);
            } else if piece.text.bytes().all(|letter| letter.is_ascii_uppercase()) {
                // A currency: that of an amount, or the type of all of them.
                let of_amount = number + 1 == piece.span.start;
                kind = Some(if of_amount { TokenKind::Number } else { TokenKind::Name(Kind::Type) });
            }
        }
    }
    Some(Token { span: piece.span, kind: kind?, role })
}

const OPERATORS: [&str; 16] = ["->", "==", "!=", "<=", ">=", "<", ">", "..", "??", "+", "-", "*", "/", "%", "=", "|"];

fn of_symbol(workspace: &Workspace, symbol: &Symbol) -> Option<TokenKind> {
    Some(TokenKind::Name(match symbol {
        // A purpose is declared within `priorities`.
        Symbol::Declaration(Space::Purpose, _) => Kind::Purpose,
        Symbol::Declaration(space, name) => Kind::of(&workspace.declared(*space, name)?.decl.kind),
        Symbol::BuiltIn(_) => return Some(TokenKind::BuiltIn),
        Symbol::Package(_) => return Some(TokenKind::Package),
        Symbol::Attribute(_) => Kind::Attribute,
        Symbol::Member(..) => Kind::Field,
        Symbol::Step(..) => Kind::Step,
        Symbol::Rule(..) => Kind::Rule,
        Symbol::Local(..) | Symbol::Key(..) => Kind::Parameter,
        Symbol::Arm(..) | Symbol::Value(..) => Kind::Value,
    }))
}

/// The comments between two tokens.
fn comments(text: &str, between: Span, tokens: &mut Vec<Token>) {
    let mut start = between.start;
    let between = text.get(between.start as usize..between.end as usize).unwrap_or_default();
    for line in between.split_inclusive('\n') {
        if let Some(at) = line.find("//") {
            let comment = line.get(at..).unwrap_or_default().trim_end();
            let kind = if comment.starts_with("///") { TokenKind::Documentation } else { TokenKind::Comment };
            let first = start + at as u32;
            tokens.push(Token { span: Span::new(first, first + comment.len() as u32), kind, role: Role::Use });
        }
        start += line.len() as u32;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{EXAMPLE, fixture};

    fn shown(text: &str) -> String {
        let fixture = fixture(text);
        let text = fixture.workspace.text(&fixture.path).unwrap();
        let all = tokens(&fixture.workspace, &fixture.path);
        assert!(all.is_sorted_by(|a, b| a.span.end <= b.span.start));
        let line = |one: &Token| {
            let role = if one.role == Role::Definition { "=" } else { " " };
            format!("{role} {:?} {}\n", one.kind, &text[one.span.start as usize..one.span.end as usize])
        };
        all.iter().map(line).collect()
    }

    #[test]
    fn every_word_has_its_kind() {
        insta::assert_snapshot!(shown(EXAMPLE));
    }

    #[test]
    fn comments_amounts_and_what_is_half_written() {
        let text = "// Why.\r\n/// Said of it.\nevent paid { amount: GBP } // last 🙂\ntrait rich = latest(paid.amount) > 12.50 GBP\njourney j { enter on nothing_known ste";
        insta::assert_snapshot!(shown(text));
    }
}
