//! The stages behind the trees, as queries: each declaration checked on its own, then everything together.
//!
//! Invariant: a stage has a result whatever the one before found; only lowering waits until there is no error left.

use std::{collections::BTreeSet, sync::Arc};

use baton_grammar::{Certainty, LineIndex, Mend, SyntaxError, mend, tree::Span};
use baton_program::{Program, layout::Layout};
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
        levels::{Checks, Commented, levelled},
        lints,
    },
    locate::located,
    lookup::Reference,
    lower::{self, LoweredItem, Lowering},
    manifest::{PATH, manifest, manifest_diagnostics},
    names::{Ambiguity, Names, Word, declaration_findings, file_diagnostics, of_keyword, workspace_findings},
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
    let (body, of_body) = check::check(item.decl(db), &names);
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

/// Everything that is wrong with the workspace, in the order of files and places.
#[salsa::tracked(returns(deref))]
pub(crate) fn diagnostics(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let of_manifest = together(db).iter().filter(|one| one.file == PATH).cloned().collect();
    let mut of_manifest = levelled(of_manifest, &manifest(db).levels, None, checks(db));
    in_order(&mut of_manifest);
    let mut diagnostics = Vec::new();
    for file in Files::get(db).sources(db) {
        if file.path(db).as_str() > PATH {
            diagnostics.append(&mut of_manifest);
        }
        diagnostics.extend_from_slice(told(db, *file));
    }
    diagnostics.append(&mut of_manifest);
    diagnostics
}

/// What is wrong in a file, as this workspace wants it told.
#[salsa::tracked(returns(deref))]
pub(crate) fn told(db: &dyn salsa::Database, file: SourceFile) -> Vec<Diagnostic> {
    let (text, path) = (file.text(db), file.path(db));
    let mut diagnostics = checked_file(db, file).to_vec();
    diagnostics.extend(together(db).iter().filter(|one| one.file == *path).cloned());
    if checks(db) == Checks::All {
        for item in items(db, file) {
            diagnostics.extend(lints(db, *item).map(|finding| located(db, *item, finding)));
        }
    }
    let comments = Commented { file: path, text, comments: &parsed(db, file).file.comments };
    let mut diagnostics = levelled(diagnostics, &manifest(db).levels, Some(&comments), checks(db));
    in_order(&mut diagnostics);
    diagnostics
}

/// Puts the diagnostics of a file in the order of places; one mistake is told once.
fn in_order(diagnostics: &mut Vec<Diagnostic>) {
    let key = |one: &Diagnostic| (one.span, one.code, one.message.clone());
    diagnostics.sort_by_cached_key(key);
    diagnostics.dedup_by_key(|one| key(one));
}

/// What is wrong with the manifest, and with declarations taken together.
#[salsa::tracked(returns(deref))]
fn together(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let mut diagnostics = manifest_diagnostics(db);
    diagnostics.extend_from_slice(workspace_findings(db));
    diagnostics.extend_from_slice(worths(db));
    diagnostics.extend(versions::findings(db));
    if !refused(&diagnostics) && !Files::get(db).sources(db).iter().any(|file| is_refused(db, *file)) {
        diagnostics.extend(causes::causes(db));
    }
    diagnostics
}

/// Whether a file is wrong by itself.
#[salsa::tracked(returns(copy))]
fn is_refused(db: &dyn salsa::Database, file: SourceFile) -> bool {
    refused(checked_file(db, file))
}

/// Whether the workspace is asked what surely isn't meant: only what is otherwise right is.
#[salsa::tracked(returns(copy))]
fn checks(db: &dyn salsa::Database) -> Checks {
    let wrong = refused(together(db)) || Files::get(db).sources(db).iter().any(|file| is_refused(db, *file));
    if wrong { Checks::Some } else { Checks::All }
}

/// Messages whose worth can't be compared with that of another one of their purpose.
#[salsa::tracked(returns(deref))]
fn worths(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let messages = of_keyword(db, Word::new(db, SmolStr::new_static("message")));
    let messages = messages.iter().filter_map(|item| match &checked(db, *item).body {
        Body::Message(message) => Some((*item, message)),
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

/// What the program, without its tests, keeps of a customer; none as long as the workspace has errors.
#[salsa::tracked(returns(clone))]
pub(crate) fn layout(db: &dyn salsa::Database, files: Files) -> Option<Arc<Layout>> {
    program(db, files, With::Nothing).map(|program| Arc::new(program.layout()))
}
