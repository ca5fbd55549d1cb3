//! Names that hide others (W0332): a declaration that is called like one of the root package, which is seen everywhere
//! else; an `as` name or parameter that is called like a trait. (Fields in a `where` are told where they stand: W0100.)

use baton_grammar::tree::{DeclKind, Span};
use smol_str::SmolStr;

use super::declared::{Declared, Of, Workspace, each_statement};
use crate::{
    db::full_name,
    diagnostic::{Finding, codes::lints::SHADOWED_NAME},
    hir::{ArmTrigger, Body, Bound, Expr, Pattern, StatementKind, Trigger},
    lookup::Space,
};

/// The names in a declaration, its own among them, that hide others.
pub(super) fn shadows(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let mut found = Vec::new();
    if let (Some(space), Some(name), false) = (declared.space(), &declared.decl().name, declared.package().is_empty())
        && let Some(hidden) = workspace.declared(space, &name.text)
    {
        found.push(hides(declared.name_span(), &name.text, hidden));
    }
    for (name, span) in names(declared) {
        found.extend(a_trait(workspace, declared, name).map(|hidden| hides(span, name, hidden.declared)));
    }
    found
}

fn hides(span: Span, name: &str, hidden: Declared) -> Finding {
    let what = match hidden.space() {
        Some(Space::Trait) => "the trait",
        _ => "the company's",
    };
    Finding::new(SHADOWED_NAME, span, format!("`{name}` hides {what} `{}` here", hidden.name()))
        .other(hidden.place(hidden.name_span()), "hidden")
        .help("give one of them another name")
}

/// The trait of this name that a declaration would see.
fn a_trait<'db>(workspace: Workspace<'db>, declared: Declared<'db>, name: &str) -> Option<Of<'db, Expr>> {
    let own = full_name(&declared.package(), name);
    workspace.a_trait(&own).or_else(|| workspace.a_trait(name))
}

/// The parameters and `as` names of a declaration, and where they stand.
fn names<'a>(declared: Declared<'a>) -> Vec<(&'a SmolStr, Span)> {
    let bound = |bound: &'a Bound| bound.bind.as_ref().map(|name| (name, bound.span));
    let of_trigger = |trigger: &'a Trigger| match trigger {
        Trigger::On(on) => bound(on),
        Trigger::When(_) => None,
    };
    let mut names = Vec::new();
    match &declared.decl().kind {
        DeclKind::Message(message) => {
            names.extend(message.params.iter().map(|param| (&param.name.text, param.name.span)))
        }
        DeclKind::Action(_) | DeclKind::Event(_) => return names,
        _ => {}
    }
    match declared.body() {
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
