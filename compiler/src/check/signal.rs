//! Signals (§9): patterns of events over time.

use baton_grammar::tree::{self, Decl, Occurrence, PatternEnd};
use baton_program::{DEEPEST_EVENT, MOST_EVENTS};
use smol_str::SmolStr;

use super::{bound, full_name};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Bound, FullName, Key, Pattern, Signal, Type},
    infer::{Infer, Origin, Role},
    names::{did_you_mean, nearest},
};

/// How many keys there are at most, unless it is written (§9, §10).
const KEYS: u16 = 16;
/// How many keys may be written at most.
const MOST_KEYS: u32 = 10_000;

/// A signal; none if its pattern could not be understood.
pub(super) fn signal(infer: &mut Infer, decl: &Decl, signal: &tree::Signal) -> Option<Signal> {
    let pattern = signal.pattern.as_ref()?;
    let (first, links, end) = match pattern {
        tree::Pattern::Becomes(condition) => return Some(becomes(infer, signal, condition)),
        tree::Pattern::Sequence { first, links, end } => (first, links, end),
    };
    let full = decl.name.as_ref().map(|name| full_name(infer.names, &name.text));
    let ty = full.zip(signal.each.as_ref()).and_then(|(full, each)| infer.names.field(&full, &each.key.text));
    let ty = ty.map(|field| field.ty);
    let key = signal.each.as_ref().map(|each| key(infer, each, ty));
    infer.scope.key = key.clone();
    let mut locals = Vec::new();
    let mut bounds = vec![(link(infer, first, &mut locals, Role::Entry), None)];
    require_key(infer, first);
    for one in links {
        let on = link(infer, &one.event, &mut locals, Role::History);
        bounds.push((on, one.within.as_ref().and_then(|within| infer.positive_duration(within))));
    }
    let (mut no, mut all_within) = (None, None);
    match end {
        Some(PatternEnd::No(occurrence, within)) => {
            let selectors = infer.selectors(occurrence, Role::History);
            let within = within.as_ref().and_then(|within| infer.positive_duration(within));
            no = within.map(|within| (selectors, within));
        }
        Some(PatternEnd::AllWithin(within)) => all_within = infer.positive_duration(within),
        None => {}
    }
    refuse_too_many_events(infer, &locals, pattern_span(first, links));
    Some(Signal { key, locals, pattern: Pattern::Sequence { links: bounds, no, all_within } })
}

/// Signals that carry signals that carry signals are kept whole with their customer: that must stay small.
fn refuse_too_many_events(infer: &mut Infer, locals: &[(SmolStr, FullName)], span: tree::Span) {
    let mut left = MOST_EVENTS;
    let mut way = Vec::new();
    let carried = locals.iter().try_for_each(|(_, event)| count_events(infer, event, &mut way, &mut left));
    if carried == Err(Carried::TooMany) {
        let message =
            format!("this carries more than {MOST_EVENTS} events, or events nested deeper than {DEEPEST_EVENT}");
        let finding = Finding::new(codes::TOO_MANY_EVENTS, span, message);
        infer.report(finding.help("a signal carries what it names with `as`, and all that this carries: name less"));
    }
}

/// Why the events that a signal carries are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carried {
    TooMany,
    /// The signals are made of one another, which is told elsewhere.
    Endless,
}

fn count_events(infer: &Infer, event: &FullName, way: &mut Vec<FullName>, left: &mut usize) -> Result<(), Carried> {
    if way.contains(event) {
        return Err(Carried::Endless);
    }
    *left = left.checked_sub(1).ok_or(Carried::TooMany)?;
    if way.len() >= DEEPEST_EVENT {
        return Err(Carried::TooMany);
    }
    way.push(event.clone());
    let signature = infer.names.event(event);
    for field in signature.iter().flat_map(|signature| &signature.fields) {
        if let Type::Event(carried) = &field.ty {
            count_events(infer, carried, way, left)?;
        }
    }
    way.pop();
    Ok(())
}

fn pattern_span(first: &Occurrence, links: &[tree::Link]) -> tree::Span {
    let last = links.last().map_or(first, |link| &link.event);
    span_of(first).to(span_of(last))
}

const fn span_of(occurrence: &Occurrence) -> tree::Span {
    match occurrence {
        Occurrence::One(one) => one.span,
        Occurrence::Either(_, span) => *span,
    }
}

fn becomes(infer: &mut Infer, signal: &tree::Signal, condition: &tree::Expr) -> Signal {
    if let Some(each) = &signal.each {
        let finding = Finding::new(codes::BECOMES_KEY, each.span, "`becomes` has no key");
        infer.report(finding.help("`for each` is for patterns of events: leave it out"));
    }
    Signal { key: None, locals: Vec::new(), pattern: Pattern::Becomes(infer.watched(condition)) }
}

/// One event of a sequence; its name can be read from then on.
fn link(infer: &mut Infer, occurrence: &Occurrence, locals: &mut Vec<(SmolStr, FullName)>, role: Role) -> Bound {
    let awaited = bound::awaited(infer, occurrence, role);
    if let Some((name, local)) = awaited.local {
        if locals.iter().any(|(known, _)| *known == name) {
            infer.error(codes::NAME_IN_USE, awaited.bound.span, format!("the name `{name}` is given twice"));
        }
        if let (Type::Event(event), Origin::Event) = (&local.ty, local.origin) {
            locals.push((name.clone(), event.clone()));
        }
        infer.facts = infer.facts.with(&awaited.facts);
        infer.scope.locals.insert(name, local);
    }
    awaited.bound
}

/// `for each key, up to N`, with the type that the key's field has in the first event.
pub(super) fn key(infer: &mut Infer, each: &tree::Each, ty: Option<Type>) -> Key {
    let ty = ty.map_or(Type::Any, |ty| ty.known().clone());
    if !matches!(ty, Type::Int | Type::Id | Type::Text(_) | Type::Enumeration(_) | Type::Any) {
        let message = format!("the key `{}` can't be `{}`", each.key.text, crate::infer::in_words(&ty));
        let finding = Finding::new(codes::KEY_KIND, each.key.span, message);
        infer.report(finding.help("a key is an `int`, an `id`, a `text` or an enumeration"));
    }
    let up_to = each.up_to.as_ref().and_then(|digits| infer.count(digits, 1, MOST_KEYS));
    let up_to = up_to.and_then(|count| u16::try_from(count).ok()).unwrap_or(KEYS);
    Key { name: each.key.text.clone(), ty, up_to }
}

/// What begins something that has a key must have the key's field.
pub(super) fn require_key(infer: &mut Infer, occurrence: &Occurrence) {
    let Some(key) = infer.scope.key.clone() else { return };
    for one in crate::infer::alternatives(occurrence) {
        let Some(found) = infer.names.find(crate::lookup::Space::Happening, &one.event) else { continue };
        if infer.names.field(&found.name, &key.name).is_none() {
            let Some(signature) = infer.names.event(&found.name) else { continue };
            let message = format!("`{}` has no field `{}`, which is the key", found.name, key.name);
            let near = nearest(&key.name, signature.fields.iter().map(|field| field.name.clone()));
            let finding = Finding::new(codes::NO_KEY_FIELD, one.event.span, message);
            infer.report(match did_you_mean(&near) {
                Some(help) => finding.help(help),
                None => finding,
            });
        }
    }
}
