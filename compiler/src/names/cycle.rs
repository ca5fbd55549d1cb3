//! Traits and signals that depend on themselves (§6, §9).
//!
//! What a trait asks for is collected without its answers, so the graph is known before any answer is needed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use baton_grammar::tree::{DeclKind, Occurrence, Pattern, PatternEnd};
use baton_program::Privacy;

use super::{Names, scope::item_of};
use crate::{
    check::{self, TraitFacts},
    db::Item,
    diagnostic::{Code, Finding, Site, codes::names as codes},
    hir::{FullName, Type},
    lookup::{Lookup, Space, What},
};

/// What others may know of a trait; of one that depends on itself, nothing.
#[salsa::tracked(cycle_result = nothing_known)]
pub(super) fn trait_facts<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> TraitFacts {
    let decl = item.decl(db);
    match &decl.kind {
        DeclKind::Trait(one) if of_trait(db, item).is_none() => check::trait_facts(one, &Names::new(db, item.file(db))),
        _ => nothing(),
    }
}

/// Types can lead inference to traits that it doesn't ask for without them.
fn nothing_known<'db>(_db: &'db dyn salsa::Database, _id: salsa::Id, _item: Item<'db>) -> TraitFacts {
    nothing()
}

fn nothing() -> TraitFacts {
    TraitFacts { ty: Type::Any, unwatchable: None, privacy: Privacy::Open }
}

/// The traits that a trait asks for.
#[salsa::tracked]
fn trait_uses<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> BTreeSet<FullName> {
    let decl = item.decl(db);
    let DeclKind::Trait(one) = &decl.kind else { return BTreeSet::new() };
    let names = Names::noting_traits(db, item.file(db));
    check::trait_facts(one, &names);
    names.seen().traits
}

/// The signals of which a signal's pattern is made.
#[salsa::tracked]
fn signal_uses<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> BTreeSet<FullName> {
    let decl = item.decl(db);
    let DeclKind::Signal(signal) = &decl.kind else { return BTreeSet::new() };
    let Some(Pattern::Sequence { first, links, end }) = &signal.pattern else { return BTreeSet::new() };
    let names = Names::new(db, item.file(db));
    let mut uses = BTreeSet::new();
    signals_of(&names, first, &mut uses);
    links.iter().for_each(|link| signals_of(&names, &link.event, &mut uses));
    if let Some(PatternEnd::No(occurrence, _)) = end {
        signals_of(&names, occurrence, &mut uses);
    }
    uses
}

fn signals_of(names: &Names, occurrence: &Occurrence, uses: &mut BTreeSet<FullName>) {
    match occurrence {
        Occurrence::Either(alternatives, _) => alternatives.iter().for_each(|one| signals_of(names, one, uses)),
        Occurrence::One(one) => match names.find(Space::Happening, &one.event) {
            Some(found) if found.what == What::Signal => {
                uses.insert(found.name);
            }
            _ => {}
        },
    }
}

/// The way from a trait back to itself, itself first.
fn of_trait<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Vec<FullName>> {
    way_back(item.full_name(db), |name| item_of(db, Space::Trait, name).map(|item| trait_uses(db, item)))
}

/// The way from a signal back to itself, itself first.
pub(super) fn of_signal<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Vec<FullName>> {
    way_back(item.full_name(db), |name| item_of(db, Space::Happening, name).map(|item| signal_uses(db, item)))
}

/// The shortest way from a name back to itself.
fn way_back<'u>(start: FullName, uses: impl Fn(&FullName) -> Option<&'u BTreeSet<FullName>>) -> Option<Vec<FullName>> {
    let mut before: BTreeMap<FullName, FullName> = BTreeMap::new();
    let mut queue = VecDeque::from([start.clone()]);
    while let Some(name) = queue.pop_front() {
        for used in uses(&name).into_iter().flatten() {
            if *used == start {
                let mut way = vec![name.clone()];
                while let Some(earlier) = way.last().and_then(|name| before.get(name)) {
                    way.push(earlier.clone());
                }
                way.reverse();
                return Some(way);
            }
            if !before.contains_key(used) {
                before.insert(used.clone(), name.clone());
                queue.push_back(used.clone());
            }
        }
    }
    None
}

/// The cycle of which a declaration is a part, told at the first by name of those in it.
pub(super) fn findings<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Finding> {
    let decl = item.decl(db);
    let (way, space, code, noun): (_, _, Code, _) = match &decl.kind {
        DeclKind::Trait(_) => (of_trait(db, item)?, Space::Trait, codes::TRAIT_CYCLE, "trait"),
        DeclKind::Signal(_) => (of_signal(db, item)?, Space::Happening, codes::SIGNAL_CYCLE, "signal"),
        _ => return None,
    };
    let (first, others) = way.split_first()?;
    if others.iter().any(|other| other < first) {
        return None;
    }
    let span = decl.name.as_ref().map_or(decl.keyword.span, |name| name.span);
    let mut finding = Finding::new(code, span, format!("{noun} `{first}` depends on itself"));
    for other in others {
        finding = finding.other(Site::Declaration(space, other.clone()), format!("by way of `{other}`"));
    }
    Some(finding.help(format!("a {noun} can only be made of what is known without it")))
}
