//! A test from a journey: the lines that lead into it, and where the customer is then.

use std::collections::{BTreeMap, BTreeSet};

use baton_compiler::{
    Declaration, Workspace,
    hir::{Body, Expr, ExprKind, FullName, Pattern, Selector, Trigger, each},
    lookup::{Lookup, Space},
};
use baton_program::{BuiltIn, Comparison, Family, wire::duration_text};

use super::{Action, ActionKind, insert};
use crate::{
    occurrence::{declaration_at, holds},
    sample::{sample, written as named},
    text::written,
};

/// When the story begins.
const BEGIN: &str = "2026-03-10 10:00";

/// Writes a test behind the journey at whose name the place is; none for one that nothing told from outside begins.
pub(super) fn story(workspace: &Workspace, path: &str, offset: u32) -> Option<Action> {
    let here = declaration_at(workspace, path, offset)?;
    let head = here.decl.keyword.span.shifted(here.start).to(here.name_span());
    let text = holds(head, offset).then(|| test_of(workspace, &here)).flatten()?;
    let edit = insert(path, here.span().end, format!("\n\n{text}"));
    let name = here.decl.name.as_ref()?;
    Some(Action::new(ActionKind::Write, format!("write a test of `{}`", name.text), vec![edit]))
}

/// The test.
fn test_of(workspace: &Workspace, here: &Declaration<'_>) -> Option<String> {
    let Body::Journey(journey) = here.body else { return None };
    let name = &here.decl.name.as_ref()?.text;
    let step = &journey.steps.first()?.name;
    let names = workspace.lookup(here.path)?;
    let teller = Teller { workspace, names: &names };
    let entries = journey.entries.iter().filter_map(|entry| match entry {
        Trigger::On(bound) => bound.alternatives.first(),
        Trigger::When(_) => None,
    });
    let told = entries.filter_map(|selector| teller.told(here, selector)).next()?;
    let mut lines = Vec::new();
    lines.extend(teller.customer(&here.name));
    let mut moment = format!("at {BEGIN}");
    for one in told {
        match one {
            Told::Event(event) => lines.push(format!("{moment}  {event}")),
            Told::Nothing(time) => {
                lines.push(format!("after {}", duration_text(time)));
                continue;
            }
        }
        moment = "after 1m".into();
    }
    lines.push(format!("expect in {name} at {step}"));
    Some(format!("test \"{name} begins at {step}\" {{\n  {}\n}}\n", lines.join("\n  ")))
}

/// Something that a story tells.
enum Told {
    /// An event with its fields.
    Event(String),
    /// That nothing happens for so many milliseconds.
    Nothing(i64),
}

struct Teller<'w> {
    workspace: &'w Workspace,
    names: &'w dyn Lookup,
}

impl Teller<'_> {
    /// What leads to an event: itself, or of a signal the events of its pattern.
    fn told(&self, of: &Declaration<'_>, selector: &Selector) -> Option<Vec<Told>> {
        let event = &selector.event;
        if let Some(built_in) = BuiltIn::named(event) {
            return self.reported(built_in, selector).map(|event| vec![Told::Event(event)]);
        }
        let declared = self.workspace.declared(Space::Happening, event)?;
        let signal = match declared.body {
            Body::Event(_) => return self.event(of, selector).map(|event| vec![Told::Event(event)]),
            Body::Signal(signal) => signal,
            _ => return None,
        };
        let Pattern::Sequence { links, no, .. } = &signal.pattern else { return None };
        let mut told = Vec::new();
        for (bound, _) in links {
            let link = bound.alternatives.first()?;
            let declared_event = self.workspace.declared(Space::Happening, &link.event)?;
            // A signal of signals is told by hand.
            matches!(declared_event.body, Body::Event(_)).then_some(())?;
            told.push(Told::Event(self.event(&declared, link)?));
        }
        told.extend(no.as_ref().map(|(_, time)| Told::Nothing(*time)));
        Some(told)
    }

    /// What delivery reports, or what changes.
    fn reported(&self, event: BuiltIn, selector: &Selector) -> Option<String> {
        let of = selector.of.as_ref();
        match event.family() {
            Family::Delivery => Some(format!("{}({}) {{}}", event.name(), named(self.names, Space::Happening, of?))),
            _ => None,
        }
    }

    /// An event with all fields that it must have, as its condition wants them.
    fn event(&self, of: &Declaration<'_>, selector: &Selector) -> Option<String> {
        let wanted = self.wanted(of, selector);
        let signature = self.names.event(&selector.event)?;
        let mut fields = Vec::new();
        for field in &signature.fields {
            let optional = field.ty.known() != &field.ty;
            let value = match wanted.get(field.name.as_str()) {
                Some(value) => value.clone(),
                None if optional => continue,
                None => sample(&field.ty, self.names)?,
            };
            fields.push(format!("{}: {value}", field.name));
        }
        let record = if fields.is_empty() { "{}".into() } else { format!("{{ {} }}", fields.join("  ")) };
        let via = selector.via.first().map(|channel| format!(" via {}", named(self.names, Space::Channel, channel)));
        Some(format!("{}{} {record}", named(self.names, Space::Happening, &selector.event), via.unwrap_or_default()))
    }

    /// The constants with which a condition compares fields.
    fn wanted(&self, of: &Declaration<'_>, selector: &Selector) -> BTreeMap<String, String> {
        let text = self.workspace.text(of.path).unwrap_or_default();
        let mut wanted = BTreeMap::new();
        let mut compared = |part: &Expr| {
            if let ExprKind::Compare(Comparison::Equal, a, b) = &part.kind
                && let (ExprKind::Here(field), ExprKind::Constant(_)) = (&a.kind, &b.kind)
            {
                wanted.insert(field.to_string(), written(text, b.span.shifted(of.start)).to_owned());
            }
        };
        selector.condition.iter().for_each(|condition| each(condition, &mut |part| compared(part)));
        wanted
    }

    /// The customer, with what the channels of the journey's messages need.
    fn customer(&self, journey: &FullName) -> Option<String> {
        let mut needed = BTreeSet::new();
        for message in &self.names.journey(journey)?.sends {
            let Some(message) = self.names.message(message) else { continue };
            for channel in &message.channels {
                let Some(declared) = self.workspace.declared(Space::Channel, channel) else { continue };
                let Body::Channel(channel) = declared.body else { continue };
                let Some(condition) = &channel.requires else { continue };
                each(condition, &mut |part| {
                    if let ExprKind::Attribute(name) = &part.kind {
                        needed.insert(name.clone());
                    }
                });
            }
        }
        let given = needed.iter().filter_map(|name| {
            let value = sample(self.names.attribute(name)?.ty.known(), self.names)?;
            Some(format!("{name}: {value}"))
        });
        let given: Vec<String> = given.collect();
        (!given.is_empty()).then(|| format!("customer {{ {} }}", given.join("  ")))
    }
}
