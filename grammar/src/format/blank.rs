//! Empty lines: one at most, none at the edges of a block or below documentation.

use super::doc::{Comment, CommentKind, Token};

/// Whether an empty line can stand before what begins a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// None, and none between the comments before it.
    No,
    /// None before the first thing, because it is the first of a block.
    First,
    /// One, if there was one.
    Kept,
    /// One, at least before the comments before it.
    Needed,
}

/// Before which of the comments, and last of all the token, an empty line stands.
pub(super) fn blanks(blank: Blank, token: &Token, comments: &[Comment]) -> Vec<bool> {
    if comments.is_empty() {
        return vec![!token.closes() && (blank == Blank::Needed || blank == Blank::Kept && token.blank)];
    }
    let (mut first, mut documented) = (true, false);
    let mut allowed = |kind: CommentKind, wanted: bool| {
        let allowed = match blank {
            Blank::No => false,
            Blank::First => !first,
            Blank::Kept | Blank::Needed => true,
        };
        let stands = wanted && allowed && !documented && kind != CommentKind::Trailing;
        first &= kind == CommentKind::Trailing;
        documented = kind == CommentKind::Doc;
        stands
    };
    let mut blanks: Vec<bool> = comments.iter().map(|comment| allowed(comment.kind, comment.blank)).collect();
    blanks.push(allowed(CommentKind::Line, token.blank && !token.closes()));
    if blank == Blank::Needed && !blanks.contains(&true) {
        let own = comments.iter().position(|comment| comment.kind != CommentKind::Trailing).unwrap_or(comments.len());
        if let Some(slot) = blanks.get_mut(own) {
            *slot = true;
        }
    }
    blanks
}
