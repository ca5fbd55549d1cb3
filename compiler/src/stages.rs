//! The stages behind the trees, as queries: each declaration checked on its own, then everything together.
//!
//! Invariant: a stage has a result whatever the one before found; only lowering waits until there is no error left.

use std::collections::BTreeSet;

use baton_grammar::{LineIndex, tree::Span};
use baton_program::Program;
use smol_str::SmolStr;

use crate::{
    causes, check,
    db::{Files, Item, SourceFile, all_items, items, parsed},
    diagnostic::{
        Diagnostic, Finding, Severity,
        codes::{files, names as codes},
    },
    hir::Body,
    locate::located,
    lower::{self, LoweredItem, Lowering},
    manifest::{manifest, manifest_diagnostics},
    names::{Ambiguity, Names, declaration_findings, file_diagnostics, workspace_findings},
};

/// A declaration, checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checked {
    /// What it means.
    pub body: Body,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The `use`s of its file that it needs, as written.
    pub uses: BTreeSet<SmolStr>,
}

/// Whether tests are part of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum With {
    /// They are.
    Tests,
    /// They aren't.
    Nothing,
}

/// A declaration, checked on its own.
#[salsa::tracked]
pub(crate) fn checked<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Checked {
    let names = Names::new(db, item.file(db));
    let mut findings = declaration_findings(&names, item);
    let (body, of_body) = check::check(&item.decl(db), &names);
    findings.extend(of_body);
    let seen = names.seen();
    for ambiguity in &seen.ambiguous {
        let finding = ambiguous(ambiguity);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    Checked { body, findings, uses: seen.uses }
}

fn ambiguous(ambiguity: &Ambiguity) -> Finding {
    let [first, second] = &ambiguity.between;
    let word = ambiguity.path.words.first().map(|word| word.text.as_str()).unwrap_or_default();
    let message = format!("`{word}` may be `{first}` or `{second}`");
    Finding::new(codes::AMBIGUOUS, ambiguity.path.span, message)
        .help("write it with its package, or `use` only one of them")
}

/// What is wrong in a file as far as its declarations can be checked one by one.
#[salsa::tracked(returns(deref))]
fn checked_file(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut uses = BTreeSet::new();
    for item in items(db, file) {
        let checked = checked(db, *item);
        diagnostics.extend(checked.findings.iter().map(|finding| located(db, *item, finding)));
        uses.extend(checked.uses.iter().cloned());
    }
    diagnostics.extend(file_diagnostics(db, file, &uses));
    with_syntax(db, file, diagnostics)
}

/// The diagnostics of a file, with those of its text. Of a line that couldn't be understood nothing else is told: it would
/// follow from the same mistake.
fn with_syntax(db: &dyn salsa::Database, file: SourceFile, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let errors = &parsed(db, file).errors;
    if errors.is_empty() {
        return diagnostics;
    }
    let text = file.text(db);
    let lines = LineIndex::new(text);
    let line = |span: Span| lines.position(text, span.start).line;
    let unclear: BTreeSet<u32> = errors.iter().map(|error| line(error.span)).collect();
    diagnostics.retain(|diagnostic| !unclear.contains(&line(diagnostic.span)));
    diagnostics.extend(errors.iter().map(|error| Diagnostic {
        code: files::SYNTAX,
        message: error.message.clone(),
        file: file.path(db).clone(),
        span: error.span,
        label: None,
        others: Vec::new(),
        help: error.help.clone(),
    }));
    diagnostics
}

/// Everything that is wrong with the workspace, in the order of files and places; one mistake is told once.
#[salsa::tracked(returns(deref))]
pub(crate) fn diagnostics(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let mut diagnostics = manifest_diagnostics(db);
    for file in Files::get(db).sources(db) {
        diagnostics.extend_from_slice(checked_file(db, *file));
    }
    diagnostics.extend(workspace_findings(db));
    if !refused(&diagnostics) {
        diagnostics.extend(endless(db));
    }
    let key = |one: &Diagnostic| (one.file.clone(), one.span, one.code, one.message.clone());
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup_by_key(|one| key(one));
    diagnostics
}

/// Whether one of the diagnostics is an error.
fn refused(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.code.severity == Severity::Error)
}

/// Moments that never end; only what is otherwise right is asked for them.
fn endless(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let found = causes::causes(&lowered_items(db, With::Nothing));
    let place = |(name, finding): (SmolStr, Finding)| {
        let may_go_round = |item: &Item| matches!(checked(db, *item).body, Body::Journey(_) | Body::Signal(_));
        let item = all_items(db).find(|item| item.full_name(db) == name && may_go_round(item))?;
        Some(located(db, item, &finding))
    };
    found.into_iter().filter_map(place).collect()
}

fn lowered_items(db: &dyn salsa::Database, with: With) -> Vec<LoweredItem<'_>> {
    let wanted = move |item: &Item| with == With::Tests || item.keyword(db) != "test";
    all_items(db)
        .filter(wanted)
        .map(|item| LoweredItem {
            package: item.package(db),
            name: item.what(db).map(|_| item.full_name(db)).unwrap_or_default(),
            body: &checked(db, item).body,
            file: item.file(db).path(db),
            text: item.file(db).text(db),
            start: item.start(db),
        })
        .collect()
}

/// The workspace as a program; none as long as it has errors.
pub(crate) fn program(db: &dyn salsa::Database, with: With) -> Option<Program> {
    if refused(diagnostics(db)) {
        return None;
    }
    let manifest = manifest(db);
    let items = lowered_items(db, with);
    Some(lower::lower(&Lowering { workspace: &manifest.name, zone: &manifest.zone, items }))
}
