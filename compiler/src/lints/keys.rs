//! Keys that are personal (W0336): a key stands in every record of its instance, and in the ids of its sends.

use std::collections::BTreeMap;

use baton_grammar::tree::{DeclKind, Each};
use baton_program::Privacy;

use super::declared::{Declared, Workspace};
use crate::{
    diagnostic::{Diagnostic, codes::lints::PERSONAL_KEY},
    hir::{Body, Field, Pattern, Selector, Trigger},
};

/// The keys of journeys and signals whose field is personal in an event that begins one.
pub(super) fn keys(workspace: &Workspace) -> Vec<Diagnostic> {
    let fields = |declared: &Declared<'_>| match declared.body {
        Body::Event(fields) => Some((declared.name.clone(), fields.clone())),
        _ => None,
    };
    let events: BTreeMap<_, Vec<Field>> = workspace.all.iter().filter_map(fields).collect();
    let is_personal = |selector: &&Selector| {
        let fields = events.get(&selector.event).map(Vec::as_slice).unwrap_or_default();
        fields.iter().any(|field| Some(&field.name) == selector.key.as_ref() && field.privacy == Privacy::Personal)
    };
    let told = |declared: &Declared<'_>| {
        let key = &each(declared)?.key;
        let selector = beginnings(declared).into_iter().find(is_personal)?;
        let message = format!("the key `{}` is personal in `{}`, and stands in every record", key.text, selector.event);
        let help = "take a key that tells nothing about the person, such as an `id`";
        Some(declared.tell(PERSONAL_KEY, key.span, message).help(help))
    };
    workspace.all.iter().filter_map(told).collect()
}

/// What begins an instance, or a match.
fn beginnings<'a>(declared: &Declared<'a>) -> Vec<&'a Selector> {
    match declared.body {
        Body::Journey(journey) => {
            let on = journey.entries.iter().filter_map(|entry| match entry {
                Trigger::On(on) => Some(&on.alternatives),
                Trigger::When(_) => None,
            });
            on.flatten().collect()
        }
        Body::Signal(signal) => match &signal.pattern {
            Pattern::Sequence { links, .. } => links.iter().take(1).flat_map(|(link, _)| &link.alternatives).collect(),
            Pattern::Becomes(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn each<'d>(declared: &'d Declared<'_>) -> Option<&'d Each> {
    match &declared.decl.kind {
        DeclKind::Journey(journey) => journey.each.as_ref(),
        DeclKind::Signal(signal) => signal.each.as_ref(),
        _ => None,
    }
}
