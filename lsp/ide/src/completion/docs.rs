//! What `///` says of what belongs to declarations: attributes, fields, steps, rules.

use std::collections::BTreeMap;

use baton_compiler::{Workspace, hir::FullName, lookup::Space};
use baton_grammar::tree::{DeclKind, Field, JourneyItemKind};
use smol_str::SmolStr;

/// Documentation by name.
pub(super) type Docs = BTreeMap<SmolStr, String>;

/// Of the attributes of the customer.
pub(super) fn attributes(workspace: &Workspace) -> Docs {
    let items = workspace.paths().filter_map(|path| workspace.parse(path)).flat_map(|parse| &parse.file.items);
    items
        .flat_map(|item| match &item.decl.kind {
            DeclKind::Customer(fields) => of_fields(fields),
            _ => Docs::new(),
        })
        .collect()
}

/// Of the fields of an event.
pub(super) fn fields(workspace: &Workspace, event: &FullName) -> Docs {
    let Some(declared) = workspace.declared(Space::Happening, event) else { return Docs::new() };
    match &declared.decl.kind {
        DeclKind::Event(fields) => of_fields(fields),
        _ => Docs::new(),
    }
}

/// Of the steps of a journey.
pub(super) fn steps(workspace: &Workspace, journey: &FullName) -> Docs {
    let Some(declared) = workspace.declared(Space::Journey, journey) else { return Docs::new() };
    let DeclKind::Journey(journey) = &declared.decl.kind else { return Docs::new() };
    let step = |item: &baton_grammar::tree::JourneyItem| match &item.kind {
        JourneyItemKind::Step { name: Some(name), .. } => Some((name.text.clone(), item.docs.join("\n"))),
        _ => None,
    };
    journey.items.iter().filter_map(step).collect()
}

/// Of the rules of a policy.
pub(super) fn rules(workspace: &Workspace, policy: &FullName) -> Docs {
    let Some(declared) = workspace.declared(Space::Policy, policy) else { return Docs::new() };
    let DeclKind::Policy(rules) = &declared.decl.kind else { return Docs::new() };
    rules.iter().map(|rule| (rule.name.text.clone(), rule.docs.join("\n"))).collect()
}

fn of_fields(fields: &[Field]) -> Docs {
    fields.iter().map(|field| (field.name.text.clone(), field.docs.join("\n"))).collect()
}
