//! Keys that are personal (W0336): a key stands in every record of its instance, and in the ids of its sends.

use baton_grammar::tree::{DeclKind, Each};
use baton_program::Privacy;

use super::declared::Declared;
use crate::{
    diagnostic::{Finding, codes::lints::PERSONAL_KEY},
    hir::{Body, Pattern, Selector, Trigger},
    lookup::Space,
};

/// The key of a journey or signal whose field is personal in an event that begins one.
pub(super) fn keys(declared: Declared) -> Vec<Finding> {
    let workspace = declared.workspace();
    let is_personal = |selector: &&Selector| {
        let event = selector.key.as_ref().and_then(|_| workspace.declared(Space::Happening, &selector.event));
        let fields = match event.map(|event| event.body()) {
            Some(Body::Event(fields)) => fields.as_slice(),
            _ => &[],
        };
        fields.iter().any(|field| Some(&field.name) == selector.key.as_ref() && field.privacy == Privacy::Personal)
    };
    let Some(key) = each(declared).map(|each| &each.key) else { return Vec::new() };
    let Some(selector) = beginnings(declared).into_iter().find(is_personal) else { return Vec::new() };
    let message = format!("the key `{}` is personal in `{}`, and stands in every record", key.text, selector.event);
    let help = "take a key that tells nothing about the person, such as an `id`";
    vec![Finding::new(PERSONAL_KEY, key.span, message).help(help)]
}

/// What begins an instance, or a match.
fn beginnings<'a>(declared: Declared<'a>) -> Vec<&'a Selector> {
    match declared.body() {
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

fn each<'db>(declared: Declared<'db>) -> Option<&'db Each> {
    match &declared.decl().kind {
        DeclKind::Journey(journey) => journey.each.as_ref(),
        DeclKind::Signal(signal) => signal.each.as_ref(),
        _ => None,
    }
}
