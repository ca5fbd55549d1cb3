//! Declarations, and parameters of decisions, that nothing uses (W0331). An event may be declared only to be kept, so only
//! a private one is told; tests use nothing, because what only they use isn't needed.

use std::collections::BTreeSet;

use baton_grammar::tree::DeclKind;
use baton_program::Direction;

use super::{
    declared::{Declared, Workspace},
    mentions::How,
};
use crate::{
    diagnostic::{Finding, codes::lints::UNUSED},
    hir::{Body, Expr, ExprKind},
    reading::reading,
};

/// What could as well not be there.
pub(super) fn unused(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    told(workspace, declared).into_iter().chain(params(declared)).collect()
}

/// The parameters of a decision that it doesn't read: whoever asks has to give them.
fn params(declared: Declared) -> Vec<Finding> {
    let (Body::Decision(_), DeclKind::Decision(written)) = (declared.body(), &declared.decl().kind) else {
        return vec![];
    };
    let read: BTreeSet<&str> = reading(declared.body()).exprs.into_iter().filter_map(local).collect();
    let unread = written.params.iter().filter(|param| !read.contains(param.name.text.as_str()));
    let told = unread.map(|param| {
        let message = format!("the decision `{}` doesn't read its parameter `{}`", declared.name(), param.name.text);
        Finding::new(UNUSED, param.name.span, message).help("ask it, or take it out: whoever asks has to give it")
    });
    told.collect()
}

fn local(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Local(name) => Some(name),
        _ => None,
    }
}

fn told(workspace: Workspace, declared: Declared) -> Option<Finding> {
    let name = &declared.name();
    let used = |how: How| workspace.mentions(how, name);
    let is_private = declared.decl().private.is_some();
    let (what, is_used, help) = match declared.body() {
        Body::Event(_) if is_private => {
            ("event", used(How::Happens), "nothing outside of this package can use it either: take it out")
        }
        Body::Signal(_) => ("signal", used(How::Happens), "let something wait for it, or take it out"),
        Body::Trait(_) => ("trait", used(How::Trait), "ask it somewhere, or take it out"),
        Body::Switch(_) => ("switch", used(How::Switch), "ask it in a condition, or take it out"),
        Body::Message(_) => {
            ("message", used(How::Sent) || used(How::Offered), "let a journey send or offer it, or take it out")
        }
        Body::Action(_) => ("action", used(How::Done), "let a journey `do` it, or take it out"),
        Body::Channel(channel) if channel.direction == Direction::Outbound => {
            ("channel", used(How::Channel), "let a message take it, or take it out")
        }
        Body::Enumeration => {
            ("type", workspace.mentions(How::Type, declared.own_name()), "give it to a field, or take it out")
        }
        _ => return None,
    };
    let finding = || Finding::new(UNUSED, declared.name_span(), format!("nothing uses the {what} `{name}`"));
    (!is_used).then(|| finding().help(help))
}
