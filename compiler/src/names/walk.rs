//! Going through a journey's statements, whatever they are nested in.

use baton_grammar::tree::{
    Block, Else, If, Journey, JourneyItemKind, Path, Reaction, Share, Statement, StatementKind, Wait,
};

/// Calls `visit` for every statement of a journey, in the order of the text.
pub(super) fn journey<'t>(journey: &'t Journey, visit: &mut dyn FnMut(&'t Statement)) {
    for item in &journey.items {
        match &item.kind {
            JourneyItemKind::Step { body, .. } => block(body, visit),
            JourneyItemKind::On(_, Some(body)) => reaction(body, visit),
            _ => {}
        }
    }
}

/// Calls `visit` for every statement of a block, in the order of the text.
pub(super) fn block<'t>(body: &'t Block, visit: &mut dyn FnMut(&'t Statement)) {
    for one in &body.statements {
        statement(one, visit);
    }
}

fn reaction<'t>(body: &'t Reaction, visit: &mut dyn FnMut(&'t Statement)) {
    if let Reaction::Block(body) = body {
        block(body, visit);
    }
}

fn statement<'t>(one: &'t Statement, visit: &mut dyn FnMut(&'t Statement)) {
    visit(one);
    match &one.kind {
        StatementKind::Send(send) => {
            let arms = send.arms.iter().filter_map(|arm| arm.reaction.as_ref());
            arms.chain(&send.otherwise).for_each(|body| reaction(body, visit));
        }
        StatementKind::Do { answer: Some(answer), .. } => {
            answer.otherwise.iter().for_each(|body| reaction(body, visit));
        }
        StatementKind::Wait(Wait::Arms(arms)) => {
            arms.iter().filter_map(|arm| arm.reaction.as_ref()).for_each(|body| reaction(body, visit));
        }
        StatementKind::If(If { then, otherwise, .. }) => {
            block(then, visit);
            match otherwise {
                Some(Else::If(nested)) => statement(nested, visit),
                Some(Else::Block(body)) => block(body, visit),
                None => {}
            }
        }
        StatementKind::Split(_, shares) => {
            shares.iter().filter_map(|share| share.reaction.as_ref()).for_each(|body| reaction(body, visit));
        }
        _ => {}
    }
}

/// The arms of the first `split` of a block that has no salt of its own.
pub(super) fn first_split(body: &Block) -> &[Share] {
    let mut first: &[Share] = &[];
    block(body, &mut |one| {
        if let (StatementKind::Split(None, shares), true) = (&one.kind, first.is_empty()) {
            first = shares;
        }
    });
    first
}

/// The messages that a journey sends or offers, as written.
pub(super) fn sends(tree: &Journey) -> Vec<&Path> {
    let mut paths = Vec::new();
    journey(tree, &mut |one| match &one.kind {
        StatementKind::Send(send) => paths.extend(send.calls.iter().map(|call| &call.path)),
        StatementKind::Offer { call, .. } => paths.push(&call.path),
        _ => {}
    });
    paths
}
