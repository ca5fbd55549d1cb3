//! `textDocument/semanticTokens`: full, as a difference to the answer before, and of a range.

use std::sync::LazyLock;

use baton_ide::{Kind, Role, TokenKind};
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
};

use super::Answer;
use crate::snapshot::{Open, Snapshot};

/// The types, in the order of their numbers.
const TYPES: [SemanticTokenType; 17] = [
    SemanticTokenType::KEYWORD,
    SemanticTokenType::COMMENT,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::CLASS,
    SemanticTokenType::ENUM,
    SemanticTokenType::INTERFACE,
    SemanticTokenType::STRUCT,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::EVENT,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::METHOD,
];

/// The modifiers, in the order of their bits.
const MODIFIERS: [SemanticTokenModifier; 3] =
    [SemanticTokenModifier::DECLARATION, SemanticTokenModifier::DOCUMENTATION, SemanticTokenModifier::DEFAULT_LIBRARY];
const DECLARATION: u32 = 1;
const DOCUMENTATION: u32 = 2;
const DEFAULT_LIBRARY: u32 = 4;

/// What the numbers mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.into(), token_modifiers: MODIFIERS.into() }
}

pub fn full(snapshot: &Snapshot, params: SemanticTokensParams) -> Answer<Option<SemanticTokensResult>> {
    let uri = params.text_document.uri;
    let Some(file) = snapshot.open(&uri) else { return Ok(None) };
    let data = of_file(&file)?;
    let (id, _) = snapshot.memory.remember_tokens(&uri, file.version(), data.clone());
    Ok(Some(SemanticTokens { result_id: Some(id.to_string()), data }.into()))
}

pub fn delta(snapshot: &Snapshot, params: SemanticTokensDeltaParams) -> Answer<Option<SemanticTokensFullDeltaResult>> {
    let uri = params.text_document.uri;
    let Some(file) = snapshot.open(&uri) else { return Ok(None) };
    let data = of_file(&file)?;
    let (id, last) = snapshot.memory.remember_tokens(&uri, file.version(), data.clone());
    let result_id = Some(id.to_string());
    let known = last.filter(|last| last.id.to_string() == params.previous_result_id);
    Ok(Some(match known {
        Some(last) => SemanticTokensDelta { result_id, edits: difference(&last.tokens, &data) }.into(),
        None => SemanticTokens { result_id, data }.into(),
    }))
}

pub fn range(snapshot: &Snapshot, params: SemanticTokensRangeParams) -> Answer<Option<SemanticTokensRangeResult>> {
    let Some(file) = snapshot.open(&params.text_document.uri) else { return Ok(None) };
    let wanted = file.span(params.range);
    let mut tokens = file.workspace.attempt(|workspace| baton_ide::tokens(workspace, &file.path))?;
    tokens.retain(|one| one.span.start < wanted.end && wanted.start < one.span.end);
    Ok(Some(SemanticTokens { result_id: None, data: encoded(&file, &tokens) }.into()))
}

/// The tokens of a document.
pub fn of_file(file: &Open<'_>) -> Answer<Vec<SemanticToken>> {
    let tokens = file.workspace.attempt(|workspace| baton_ide::tokens(workspace, &file.path))?;
    Ok(encoded(file, &tokens))
}

/// Tokens as the protocol has them: each counts from the one before.
fn encoded(file: &Open<'_>, tokens: &[baton_ide::Token]) -> Vec<SemanticToken> {
    let (mut line, mut column) = (0, 0);
    let encode = |token: &baton_ide::Token| {
        let (start, end) = (file.position(token.span.start), file.position(token.span.end));
        let delta_line = start.line - line;
        let delta_start = if delta_line == 0 { start.character - column } else { start.character };
        (line, column) = (start.line, start.character);
        let (token_type, modifiers) = number(token.kind);
        let declared = if token.role == Role::Definition { DECLARATION } else { 0 };
        SemanticToken {
            delta_line,
            delta_start,
            length: end.character.saturating_sub(start.character),
            token_type,
            token_modifiers_bitset: modifiers | declared,
        }
    };
    tokens.iter().map(encode).collect()
}

/// The number of a kind, and its modifiers.
fn number(kind: TokenKind) -> (u32, u32) {
    static NUMBERS: LazyLock<Vec<SemanticTokenType>> = LazyLock::new(|| TYPES.into());
    let (of, modifiers) = match kind {
        TokenKind::Keyword => (SemanticTokenType::KEYWORD, 0),
        TokenKind::Comment => (SemanticTokenType::COMMENT, 0),
        TokenKind::Documentation => (SemanticTokenType::COMMENT, DOCUMENTATION),
        TokenKind::Text => (SemanticTokenType::STRING, 0),
        TokenKind::Number => (SemanticTokenType::NUMBER, 0),
        TokenKind::Operator => (SemanticTokenType::OPERATOR, 0),
        TokenKind::Package => (SemanticTokenType::NAMESPACE, 0),
        TokenKind::BuiltIn => (SemanticTokenType::EVENT, DEFAULT_LIBRARY),
        TokenKind::Name(kind) => (of_name(kind), 0),
    };
    (NUMBERS.iter().position(|one| *one == of).unwrap_or_default() as u32, modifiers)
}

const fn of_name(kind: Kind) -> SemanticTokenType {
    match kind {
        Kind::Customer | Kind::Journey | Kind::Test | Kind::Broken => SemanticTokenType::CLASS,
        Kind::Event | Kind::Signal => SemanticTokenType::EVENT,
        Kind::Type => SemanticTokenType::ENUM,
        Kind::Channel | Kind::Source => SemanticTokenType::INTERFACE,
        Kind::Placement | Kind::Audience => SemanticTokenType::STRUCT,
        Kind::Message | Kind::Action | Kind::Decision => SemanticTokenType::FUNCTION,
        Kind::Policy | Kind::Priorities => SemanticTokenType::NAMESPACE,
        Kind::Step | Kind::Rule => SemanticTokenType::METHOD,
        Kind::Trait | Kind::Attribute | Kind::Field => SemanticTokenType::PROPERTY,
        Kind::Switch | Kind::Measure | Kind::Invariant => SemanticTokenType::VARIABLE,
        Kind::Parameter => SemanticTokenType::PARAMETER,
        Kind::Value | Kind::Purpose => SemanticTokenType::ENUM_MEMBER,
    }
}

/// What makes the new answer of the last one: one stretch, between what both begin and end with.
fn difference(last: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    let head = last.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (last, new) = (last.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = last.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (gone, come) = (last.len() - tail, new.get(..new.len() - tail).unwrap_or_default());
    if gone == 0 && come.is_empty() {
        return Vec::new();
    }
    // The protocol counts numbers, of which a token has five.
    let data = (!come.is_empty()).then(|| come.to_vec());
    vec![SemanticTokensEdit { start: head as u32 * 5, delete_count: gone as u32 * 5, data }]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    #[test]
    fn a_difference_is_one_stretch() {
        let token =
            |length| SemanticToken { delta_line: 0, delta_start: 1, length, token_type: 0, token_modifiers_bitset: 0 };
        let of = |lengths: &[u32]| lengths.iter().copied().map(token).collect::<Vec<_>>();
        let edits = difference(&of(&[1, 2, 3, 4]), &of(&[1, 9, 8, 3, 4]));
        assert_eq!((edits[0].start, edits[0].delete_count), (5, 5));
        assert_eq!(edits[0].data.as_deref(), Some(&*of(&[9, 8])));
        assert_eq!(difference(&of(&[1, 1]), &of(&[1, 1])), []);
        let shorter = difference(&of(&[1, 1, 1]), &of(&[1, 1]));
        assert_eq!((shorter[0].start, shorter[0].delete_count, shorter[0].data.as_deref()), (10, 5, None));
    }
}
