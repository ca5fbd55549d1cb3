//! Where a body leads, as far as its text says: whether every way moves the instance, or none does.

use baton_grammar::tree::{Block, Else, If, Reaction, Statement, StatementKind, Wait};

/// Whether every way through these statements moves the instance or ends it.
pub(super) fn moves(statements: &[Statement]) -> bool {
    statements.iter().any(statement_moves)
}

/// Whether a reaction moves the instance on every way. One that is half-written is not held against anyone.
pub(super) fn reaction_moves(reaction: Option<&Reaction>) -> bool {
    match reaction {
        Some(Reaction::Block(block)) => moves(&block.statements),
        Some(Reaction::Go(_)) | None => true,
    }
}

/// Whether nothing goes on behind a statement.
pub(super) fn statement_moves(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Go(_) | StatementKind::Leave(_) | StatementKind::Done | StatementKind::Stay => true,
        StatementKind::If(one) => choice_moves(one),
        StatementKind::Split(_, shares) => shares.iter().all(|share| reaction_moves(share.reaction.as_ref())),
        StatementKind::Wait(Wait::Arms(arms)) => arms.iter().all(|arm| reaction_moves(arm.reaction.as_ref())),
        StatementKind::Send(_)
        | StatementKind::Offer { .. }
        | StatementKind::Do { .. }
        | StatementKind::Emit(..)
        | StatementKind::Wait(_)
        | StatementKind::Broken => false,
    }
}

fn choice_moves(one: &If) -> bool {
    moves(&one.then.statements)
        && match &one.otherwise {
            None => false,
            Some(Else::If(statement)) => statement_moves(statement),
            Some(Else::Block(block)) => moves(&block.statements),
        }
}

/// The first statement that an `on` block which stays can't have: all but `do`, `emit` and `if`.
pub(super) fn first_rest_or_move(block: &Block) -> Option<&Statement> {
    block.statements.iter().find_map(rest_or_move)
}

fn rest_or_move(statement: &Statement) -> Option<&Statement> {
    match &statement.kind {
        StatementKind::Do { answer: None, .. } | StatementKind::Emit(..) | StatementKind::Broken => None,
        StatementKind::If(one) => first_rest_or_move(&one.then).or_else(|| match &one.otherwise {
            None => None,
            Some(Else::If(statement)) => rest_or_move(statement),
            Some(Else::Block(block)) => first_rest_or_move(block),
        }),
        _ => Some(statement),
    }
}
