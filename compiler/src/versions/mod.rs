//! From one version to the next (§17): `was`, `from step`, and what a new version means for the customers of the one
//! before.

mod against;
mod findings;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use baton_grammar::tree::{self, Decl, DeclKind, JourneyItemKind, Name, Path, Span};
use baton_program::{Gone, GoneStep, JourneyId, Program, Rename, Renamed, StepId, Versions};
use smol_str::SmolStr;

pub use against::Against;
pub(crate) use against::against;
pub(crate) use findings::findings;

use crate::{
    db::{Item, all_items, full_name},
    hir::Body,
    lower::LoweredItem,
};

/// What the declarations say of the version before, for the program made of them.
pub(crate) fn versions(db: &dyn salsa::Database, items: &[LoweredItem<'_>], program: &Program) -> Versions {
    let mut versions = Versions { locals: locals(items, program), ..Versions::default() };
    for item in all_items(db) {
        let decl = item.decl(db);
        let full = item.full_name(db);
        if let (Some(what), Some(was)) = (renamed(&decl.kind), &decl.was) {
            versions.renames.push(rename(what, &full, &was_name(&item.package(db), was)));
        }
        match &decl.kind {
            DeclKind::Policy(rules) => {
                for rule in rules {
                    if let Some(was) = &rule.was {
                        let is = format!("{full}.{}", rule.name.text);
                        versions.renames.push(rename(Renamed::Rule, &is, &was_name(&full, was)));
                    }
                }
            }
            DeclKind::Journey(journey) => {
                let at = program.journeys.iter().position(|one| *one.name == *full);
                if let Some(at) = at.and_then(|at| u16::try_from(at).ok()) {
                    of_steps(JourneyId(at), journey, program, &mut versions);
                }
            }
            _ => {}
        }
    }
    versions.renames.sort();
    versions.gone.sort_by_key(|gone| gone.journey);
    versions
}

fn of_steps(id: JourneyId, journey: &tree::Journey, program: &Program, versions: &mut Versions) {
    let steps = program.journeys.get(id.index()).map(|journey| journey.steps.as_slice()).unwrap_or_default();
    for item in &journey.items {
        match &item.kind {
            JourneyItemKind::Step { name: Some(name), was: Some(was), .. } => {
                versions.renames.push(rename(Renamed::Step(id), &name.text, &written(was)));
            }
            JourneyItemKind::From { step, to } => {
                let to = match to {
                    tree::Gone::Leave(reason) => Some(Gone::Leave(reason.text.as_str().into())),
                    tree::Gone::Step(to) => {
                        let at = steps.iter().position(|step| *step.name == *to.text);
                        at.and_then(|at| u16::try_from(at).ok()).map(|at| Gone::To(StepId(at)))
                    }
                };
                let gone = to.map(|to| GoneStep { journey: id, step: step.text.as_str().into(), to });
                versions.gone.extend(gone);
            }
            _ => {}
        }
    }
}

fn rename(what: Renamed, is: &str, was: &str) -> Rename {
    Rename { what, is: is.into(), was: was.into() }
}

/// The names of each journey's slots.
fn locals(items: &[LoweredItem<'_>], program: &Program) -> Vec<Vec<Arc<str>>> {
    let of = |journey: &baton_program::Journey| {
        let body = items.iter().find_map(|item| match item.body {
            Body::Journey(body) if *item.name == *journey.name => Some(body),
            _ => None,
        });
        body.into_iter().flat_map(|body| &body.locals).map(|name| Arc::from(name.as_str())).collect()
    };
    program.journeys.iter().map(of).collect()
}

/// What of a declaration is known by its name from one version to the next.
const fn renamed(kind: &DeclKind) -> Option<Renamed> {
    Some(match kind {
        DeclKind::Event(..) => Renamed::Event,
        DeclKind::Enumeration(..) => Renamed::Type,
        DeclKind::Trait(..) => Renamed::Trait,
        DeclKind::Signal(..) => Renamed::Signal,
        DeclKind::Channel(..) => Renamed::Channel,
        DeclKind::Message(..) => Renamed::Message,
        DeclKind::Action(..) => Renamed::Action,
        DeclKind::Policy(..) => Renamed::Policy,
        DeclKind::Journey(..) => Renamed::Journey,
        DeclKind::Source(..) => Renamed::Source,
        DeclKind::Audience(..) => Renamed::Audience,
        DeclKind::Switch(..) => Renamed::Switch,
        DeclKind::Measure(..) => Renamed::Measure,
        _ => return None,
    })
}

/// The full name that a `was` means: a plain name was one of the same package (of a rule: of the same policy).
pub fn was_name(within: &str, was: &Path) -> SmolStr {
    if was.words.len() > 1 { written(was) } else { full_name(within, &written(was)) }
}

/// A path as written.
fn written(path: &Path) -> SmolStr {
    path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".").into()
}

/// Where the `was` of a rename stands.
fn was_span(decl: &Decl, rename: &Rename) -> Option<Span> {
    let own = |name: &Name| rename.is.rsplit('.').next() == Some(&*name.text);
    match (&decl.kind, rename.what) {
        (DeclKind::Policy(rules), Renamed::Rule) => {
            rules.iter().find(|rule| own(&rule.name))?.was.as_ref().map(|was| was.span)
        }
        (DeclKind::Journey(journey), Renamed::Step(_)) => journey.items.iter().find_map(|item| match &item.kind {
            JourneyItemKind::Step { name: Some(name), was: Some(was), .. } if own(name) => Some(was.span),
            _ => None,
        }),
        (_, Renamed::Rule | Renamed::Step(_)) => None,
        _ => decl.was.as_ref().map(|was| was.span),
    }
}

/// The declaration in which a rename stands.
fn item_of_rename<'db>(db: &'db dyn salsa::Database, program: &Program, of: &Rename) -> Option<Item<'db>> {
    let (what, name) = match of.what {
        Renamed::Step(journey) => (Renamed::Journey, &*program.journeys.get(journey.index())?.name),
        Renamed::Rule => (Renamed::Policy, of.is.rsplit_once('.')?.0),
        what => (what, &*of.is),
    };
    all_items(db).find(|item| *item.full_name(db) == *name && renamed(&item.decl(db).kind) == Some(what))
}
