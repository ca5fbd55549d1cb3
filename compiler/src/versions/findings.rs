//! What is wrong with `was` and `from step` by themselves, whatever the version before was.

use std::collections::BTreeMap;

use baton_grammar::tree::{self, DeclKind, Gone, JourneyItemKind, Path, Span};
use smol_str::SmolStr;

use super::{was_name, written};
use crate::{
    db::{Files, Item, SourceFile, items},
    diagnostic::{
        Diagnostic, Finding, Site,
        codes::{bodies::UNKNOWN_STEP, versions as codes},
    },
    locate::{located, other},
    names::item_of,
};

/// What is wrong with what the workspace says of the version before.
pub(crate) fn findings(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let files = Files::get(db).sources(db).iter();
    files.flat_map(|file| of_file(db, *file)).chain(doubles(db)).cloned().collect()
}

/// What is wrong with what each declaration of a file says.
#[salsa::tracked(returns(deref))]
fn of_file(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for item in items(db, file) {
        let decl = item.decl(db);
        let mut found = Vec::new();
        if let (Some(was), Some((space, _))) = (&decl.was, item.what(db)) {
            let old = was_name(&item.package(db), was);
            if item_of(db, space, &old).is_some() {
                found.push(still_there(was, &old).other(Site::Declaration(space, old.clone()), "this one"));
            }
        }
        match &decl.kind {
            DeclKind::Policy(rules) => of_rules(rules, &mut found),
            DeclKind::Journey(journey) => of_steps(journey, &mut found),
            _ => {}
        }
        diagnostics.extend(found.iter().map(|finding| located(db, *item, finding)));
    }
    diagnostics
}

/// Of two declarations that say that they were the same, the later.
#[salsa::tracked(returns(deref))]
fn doubles(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut before: BTreeMap<(SmolStr, SmolStr), (Item<'_>, Span)> = BTreeMap::new();
    for item in Files::get(db).sources(db).iter().flat_map(|file| renamed(db, *file)) {
        let decl = item.decl(db);
        let Some(was) = &decl.was else { continue };
        let old = was_name(&item.package(db), was);
        let key = (decl.keyword.text.clone(), old.clone());
        if let Some((first, span)) = before.get(&key) {
            let mut twice = located(db, *item, &taken_twice(was, &old));
            twice.others.push(other(db, *first, *span, "here already".into()));
            diagnostics.push(twice);
        } else {
            before.insert(key, (*item, was.span));
        }
    }
    diagnostics
}

/// The declarations of a file that had another name.
#[salsa::tracked(returns(deref))]
fn renamed(db: &dyn salsa::Database, file: SourceFile) -> Vec<Item<'_>> {
    let has_was = |item: &Item| item.what(db).is_some() && item.decl(db).was.is_some();
    items(db, file).iter().copied().filter(has_was).collect()
}

fn still_there(was: &Path, old: &str) -> Finding {
    Finding::new(codes::WAS_STILL_THERE, was.span, format!("`{old}` is still there"))
        .help("`was` says what this one was called in the version before: what was renamed is not there any more")
}

fn taken_twice(was: &Path, old: &str) -> Finding {
    Finding::new(codes::WAS_TWICE, was.span, format!("two say that they were `{old}`"))
        .help("its state can go to one of them only")
}

fn of_rules(rules: &[tree::Rule], found: &mut Vec<Finding>) {
    let mut before: BTreeMap<SmolStr, Span> = BTreeMap::new();
    for (was, old) in rules.iter().filter_map(|rule| rule.was.as_ref()).map(|was| (was, written(was))) {
        if rules.iter().any(|rule| rule.name.text == old) {
            found.push(still_there(was, &old));
        }
        if let Some(first) = before.insert(old.clone(), was.span) {
            found.push(taken_twice(was, &old).other(Site::Here(first), "here already"));
        }
    }
}

fn of_steps(journey: &tree::Journey, found: &mut Vec<Finding>) {
    let steps = || {
        journey.items.iter().filter_map(|item| match &item.kind {
            JourneyItemKind::Step { name: Some(name), was, .. } => Some((name, was.as_ref())),
            _ => None,
        })
    };
    let is_step = |name: &str| steps().any(|(step, _)| step.text == name);
    let mut before: BTreeMap<SmolStr, Span> = BTreeMap::new();
    for was in steps().filter_map(|(_, was)| was) {
        let old = written(was);
        if was.words.len() > 1 {
            let message = format!("`{old}` is no name of a step");
            let finding = Finding::new(codes::WAS_PATH, was.span, message);
            found.push(finding.help("a step stays in its journey: write its old name alone"));
        } else if is_step(&old) {
            found.push(still_there(was, &old));
        }
        if let Some(first) = before.insert(old.clone(), was.span) {
            found.push(taken_twice(was, &old).other(Site::Here(first), "here already"));
        }
    }
    let mut left: BTreeMap<SmolStr, Span> = BTreeMap::new();
    for item in &journey.items {
        let JourneyItemKind::From { step, to } = &item.kind else { continue };
        let old = &step.text;
        if is_step(old) {
            let finding = Finding::new(codes::STEP_STILL_THERE, step.span, format!("the step `{old}` is still there"));
            found.push(finding.help("`from step` speaks of a step of the version before that is gone"));
        } else if let Some(renamed) = before.get(old) {
            let finding = Finding::new(codes::WAS_TWICE, step.span, format!("`{old}` is both renamed and gone"));
            found.push(finding.other(Site::Here(*renamed), "renamed here"));
        }
        if let Some(first) = left.insert(old.clone(), step.span) {
            let message = format!("`from step {old}` stands twice");
            let finding = Finding::new(codes::FROM_STEP_TWICE, step.span, message);
            found.push(finding.other(Site::Here(first), "first here"));
        }
        if let Gone::Step(to) = to
            && !is_step(&to.text)
        {
            let message = format!("there is no step `{}`", to.text);
            found.push(Finding::new(UNKNOWN_STEP, to.span, message));
        }
    }
}
