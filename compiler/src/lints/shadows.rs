//! Names that hide others (W0332): a declaration that is called like one of the root package, which is seen everywhere
//! else; an `as` name or parameter that is called like a trait. (Fields in a `where` are told where they stand: W0100.)

use std::collections::BTreeMap;

use baton_grammar::tree::{DeclKind, Span};
use smol_str::SmolStr;

use super::declared::{Declared, Of, Workspace, each_statement};
use crate::{
    db::{full_name, what_of},
    diagnostic::{Diagnostic, codes::lints::SHADOWED_NAME},
    hir::{ArmTrigger, Body, Bound, Expr, Pattern, StatementKind, Trigger},
    lookup::Space,
};

/// The names that hide others.
pub(super) fn shadows(workspace: &Workspace) -> Vec<Diagnostic> {
    let space = |declared: &Declared| what_of(&declared.decl.keyword.text).map(|(space, _)| space);
    let mut root: BTreeMap<(u8, &str), &Declared> = BTreeMap::new();
    for declared in workspace.all.iter().filter(|declared| declared.package.is_empty()) {
        if let Some(space) = space(declared) {
            root.insert((space as u8, declared.name.as_str()), declared);
        }
    }
    let mut found = Vec::new();
    for declared in workspace.all {
        let name = declared.decl.name.as_ref().map(|name| &name.text);
        if let (Some(space), Some(name), false) = (space(declared), name, declared.package.is_empty())
            && let Some(hidden) = root.get(&(space as u8, name.as_str()))
        {
            found.push(hides(declared, declared.name_span(), name, hidden));
        }
        for (name, span) in names(declared) {
            found.extend(a_trait(workspace, declared, name).map(|hidden| hides(declared, span, name, hidden.declared)));
        }
    }
    found
}

fn hides(declared: &Declared, span: Span, name: &str, hidden: &Declared) -> Diagnostic {
    let what = match space_of(hidden) {
        Some(Space::Trait) => "the trait",
        _ => "the company's",
    };
    declared
        .tell(SHADOWED_NAME, span, format!("`{name}` hides {what} `{}` here", hidden.name))
        .other(hidden.place(hidden.name_span(), "hidden"))
        .help("give one of them another name")
}

fn space_of(declared: &Declared) -> Option<Space> {
    what_of(&declared.decl.keyword.text).map(|(space, _)| space)
}

/// The trait of this name that a declaration would see.
fn a_trait<'a>(workspace: &Workspace<'a>, declared: &Declared, name: &str) -> Option<Of<'a, Expr>> {
    let own = full_name(&declared.package, name);
    workspace.traits.get(own.as_str()).or_else(|| workspace.traits.get(name)).copied()
}

/// The parameters and `as` names of a declaration, and where they stand.
fn names<'a>(declared: &'a Declared) -> Vec<(&'a SmolStr, Span)> {
    let bound = |bound: &'a Bound| bound.bind.as_ref().map(|name| (name, bound.span));
    let of_trigger = |trigger: &'a Trigger| match trigger {
        Trigger::On(on) => bound(on),
        Trigger::When(_) => None,
    };
    let mut names = Vec::new();
    match &declared.decl.kind {
        DeclKind::Message(message) => {
            names.extend(message.params.iter().map(|param| (&param.name.text, param.name.span)))
        }
        DeclKind::Action(_) | DeclKind::Event(_) => return names,
        _ => {}
    }
    match declared.body {
        Body::Signal(signal) => {
            if let Pattern::Sequence { links, .. } = &signal.pattern {
                names.extend(links.iter().filter_map(|(link, _)| bound(link)));
            }
        }
        Body::Journey(journey) => {
            names.extend(journey.entries.iter().filter_map(of_trigger));
            names.extend(journey.handlers.iter().filter_map(|handler| bound(&handler.on)));
            each_statement(journey, &mut |statement| match &statement.kind {
                StatementKind::Wait(arms) | StatementKind::Send { arms, .. } => {
                    names.extend(arms.iter().filter_map(|arm| match &arm.trigger {
                        ArmTrigger::On(on) => bound(on),
                        _ => None,
                    }));
                }
                StatementKind::Do { answer: Some(answer), .. } => names.push((&answer.bind, statement.span)),
                _ => {}
            });
        }
        _ => {}
    }
    names
}
