//! The stages behind the trees, as queries: each declaration checked on its own, then everything together.
//!
//! Invariant: a stage has a result whatever the one before found; only lowering waits until there is no error left.

use std::{collections::BTreeSet, sync::Arc};

use baton_grammar::{Certainty, LineIndex, Mend, SyntaxError, mend, tree::Span};
use baton_program::Program;
use smol_str::SmolStr;

use crate::{
    causes, check,
    db::{Files, Item, SourceFile, all_items, items, parsed},
    diagnostic::{
        Diagnostic, Edit, Finding, Fix, Safety,
        codes::{files, names as codes},
    },
    hir::Body,
    lints::{
        self, Declared,
        levels::{self, Checks, Commented},
    },
    locate::located,
    lookup::{Reference, Space},
    lower::{self, LoweredItem, Lowering},
    manifest::{manifest, manifest_diagnostics},
    names::{Ambiguity, Names, declaration_findings, file_diagnostics, item_of, workspace_findings},
    versions,
};

/// Of how many mistakes in a file's text it is asked what mends them: each time the text is parsed once more.
const SYNTAX_FIXES: usize = 16;

/// A declaration, checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checked {
    /// What it means.
    pub body: Body,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The `use`s of its file that it needs, as written.
    pub uses: BTreeSet<SmolStr>,
    /// What it names, in the order of places; one place names one thing.
    pub references: Vec<Reference>,
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
    let mut seen = names.seen();
    seen.references.sort_by_key(|one| (one.span.start, std::cmp::Reverse(one.span.end)));
    seen.references.dedup_by_key(|one| one.span);
    for ambiguity in &seen.ambiguous {
        let finding = ambiguous(ambiguity);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    Checked { body, findings, uses: seen.uses, references: seen.references }
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
pub(crate) fn checked_file(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
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
    let parse = parsed(db, file);
    let errors = &parse.errors;
    if errors.is_empty() {
        return diagnostics;
    }
    let text = file.text(db);
    let lines = LineIndex::new(text);
    let line = |span: Span| lines.position(text, span.start).line;
    let unclear: BTreeSet<u32> = errors.iter().map(|error| line(error.span)).collect();
    diagnostics.retain(|diagnostic| !unclear.contains(&line(diagnostic.span)));
    let fix = |(at, error): (usize, &SyntaxError)| {
        let mend = (at < SYNTAX_FIXES).then(|| mend(text, parse, error)).flatten()?;
        Some(syntax_fix(file.path(db), mend))
    };
    diagnostics.extend(errors.iter().enumerate().map(|(at, error)| Diagnostic {
        code: files::SYNTAX,
        message: error.message.clone(),
        file: file.path(db).clone(),
        span: error.span,
        label: None,
        others: Vec::new(),
        help: error.help.clone(),
        fixes: fix((at, error)).into_iter().collect(),
    }));
    diagnostics
}

fn syntax_fix(path: &SmolStr, mend: Mend) -> Fix {
    let title = match mend.text.as_str() {
        "" => "leave it out".into(),
        text => format!("write `{text}`"),
    };
    let safety = match mend.certainty {
        Certainty::Certain => Safety::Safe,
        Certainty::Likely => Safety::Shown,
    };
    Fix { title, edits: vec![Edit { file: path.clone(), span: mend.span, text: mend.text }], safety }
}

/// Everything that is wrong with the workspace, in the order of files and places; one mistake is told once.
#[salsa::tracked(returns(deref))]
pub(crate) fn diagnostics(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let mut diagnostics = manifest_diagnostics(db);
    for file in Files::get(db).sources(db) {
        diagnostics.extend_from_slice(checked_file(db, *file));
    }
    diagnostics.extend(workspace_findings(db));
    diagnostics.extend(worths(db));
    diagnostics.extend(versions::findings(db));
    if !refused(&diagnostics) {
        diagnostics.extend(endless(db));
    }
    let mut checks = Checks::Some;
    if !refused(&diagnostics) {
        diagnostics.extend(linted(db));
        checks = Checks::All;
    }
    diagnostics = levelled(db, diagnostics, checks);
    let key = |one: &Diagnostic| (one.file.clone(), one.span, one.code, one.message.clone());
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup_by_key(|one| key(one));
    diagnostics
}

/// Messages whose worth can't be compared with that of another one of their purpose.
fn worths(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let messages = all_items(db).filter_map(|item| match &checked(db, item).body {
        Body::Message(message) => Some((item, message)),
        _ => None,
    });
    let mut worths = check::Worths::default();
    let told = |(item, message): (Item, &_)| {
        let finding = worths.finding(&item.full_name(db), message)?;
        Some(located(db, item, &finding))
    };
    messages.filter_map(told).collect()
}

/// Whether one of the diagnostics is an error.
fn refused(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.code.severity.refuses())
}

/// What surely isn't meant; only what is otherwise right is asked for it.
fn linted(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let declared: Vec<Declared> = all_items(db)
        .map(|item| Declared {
            package: item.package(db),
            name: item.what(db).map(|_| item.full_name(db)).unwrap_or_default(),
            body: &checked(db, item).body,
            decl: item.decl(db),
            file: item.file(db).path(db),
            text: item.file(db).text(db),
            start: item.start(db),
        })
        .collect();
    lints::lints(&declared)
}

/// The diagnostics as this workspace wants them told.
fn levelled(db: &dyn salsa::Database, diagnostics: Vec<Diagnostic>, checks: Checks) -> Vec<Diagnostic> {
    let files = Files::get(db).sources(db).iter().map(|file| Commented {
        file: file.path(db),
        text: file.text(db),
        comments: &parsed(db, *file).file.comments,
    });
    levels::levelled(diagnostics, &manifest(db).levels, &files.collect::<Vec<_>>(), checks)
}

/// Moments that never end; only what is otherwise right is asked for them.
fn endless(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let found = causes::causes(&lowered_items(db, With::Nothing));
    let place =
        |(space, name, finding): (Space, SmolStr, Finding)| Some(located(db, item_of(db, space, &name)?, &finding));
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
#[salsa::tracked(returns(clone))]
pub(crate) fn program(db: &dyn salsa::Database, _: Files, with: With) -> Option<Arc<Program>> {
    if refused(diagnostics(db)) {
        return None;
    }
    let manifest = manifest(db);
    let items = lowered_items(db, with);
    let lowering = Lowering { workspace: &manifest.name, zone: &manifest.zone, items };
    let mut program = lower::lower(&lowering);
    program.versions = versions::versions(db, &lowering.items, &program);
    Some(Arc::new(program))
}
