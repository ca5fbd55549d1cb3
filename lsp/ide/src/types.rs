//! The types of what stands at a place: of symbols, and of expressions.

use baton_compiler::{
    Declaration, Workspace,
    hir::{Body, Expr, ExprKind, Field, Type},
    lookup::{Lookup, Space},
};
use baton_grammar::tree::{Part, StatementKind, walk};

use crate::{Owner, Symbol, occurrence::holds};

/// The type of what a symbol stands for, if it has a value.
pub(crate) fn of_symbol(workspace: &Workspace, symbol: &Symbol) -> Option<Type> {
    let names = workspace.lookup(workspace.paths().next()?)?;
    match symbol {
        Symbol::Attribute(name) => names.attribute(name).map(|attribute| attribute.ty),
        Symbol::Member(owner, name) => of_member(workspace, &names, owner, name),
        Symbol::Key(journey, _) => match workspace.declared(Space::Journey, journey)?.body {
            Body::Journey(journey) => journey.key.as_ref().map(|key| key.ty.clone()),
            _ => None,
        },
        Symbol::Local(path, start, name) => {
            let declarations = workspace.declarations(path);
            of_local(declarations.iter().find(|one| one.start == *start)?, name)
        }
        Symbol::Value(values, _) => Some(Type::Enumeration(values.clone())),
        Symbol::Declaration(Space::Trait, name) => match workspace.declared(Space::Trait, name)?.body {
            Body::Switch(_) => Some(Type::Bool),
            _ => Some(names.trait_type(name)),
        },
        Symbol::Declaration(..)
        | Symbol::BuiltIn(_)
        | Symbol::Package(_)
        | Symbol::Step(..)
        | Symbol::Arm(..)
        | Symbol::Rule(..) => None,
    }
}

fn of_member(workspace: &Workspace, names: &impl Lookup, owner: &Owner, name: &str) -> Option<Type> {
    let typed = |fields: &[Field]| fields.iter().find(|field| field.name == name).map(|field| field.ty.clone());
    match owner {
        Owner::Of(Space::Happening, event) => match names.event(event) {
            Some(signature) => typed(&signature.fields),
            None => typed(&names.message(event)?.params),
        },
        Owner::Of(Space::Action, action) => typed(&names.action(action)?.params),
        Owner::Of(Space::Decision, decision) => typed(&names.decision(decision)?.params),
        Owner::Of(..) => None,
        Owner::Answer(Space::Action, action) => typed(names.action(action)?.answers.as_deref()?),
        Owner::Answer(_, decision) => typed(&names.decision(decision)?.answers),
        Owner::Content(message) => {
            let Body::Message(message) = workspace.declared(Space::Happening, message)?.body else { return None };
            let (_, values) = message.content.as_ref()?;
            values.iter().find(|(key, _)| key == name).map(|(_, value)| value.ty.clone())
        }
    }
}

/// The event of an `as` name, or the action whose answer it is.
fn of_local(declaration: &Declaration<'_>, name: &str) -> Option<Type> {
    let mut bound = None;
    walk(&declaration.decl, &mut |part| {
        let path = match part {
            Part::Happening(one) if one.bind.as_ref().is_some_and(|bind| bind.text == name) => &one.event,
            Part::Statement(statement) => match &statement.kind {
                StatementKind::Do { call, answer: Some(answer) } if answer.bind.text == name => &call.path,
                _ => return,
            },
            _ => return,
        };
        bound = bound.take().or_else(|| declaration.named(path));
    });
    bound.map(|found| Type::Event(found.name.clone()))
}

/// The smallest expression at a byte of a file that has a type.
pub(crate) fn expr_at<'w>(declaration: &Declaration<'w>, offset: u32) -> Option<&'w Expr> {
    let here = declaration.exprs().into_iter().filter(|expr| holds(expr.span.shifted(declaration.start), offset));
    here.filter(|expr| !matches!(expr.kind, ExprKind::Broken | ExprKind::Widen(_)))
        .min_by_key(|expr| expr.span.end - expr.span.start)
}
