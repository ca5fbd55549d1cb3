//! What is wrong with declarations taken together, and with files: doubles, `priorities`, packages and `use`s.

use std::collections::{BTreeMap, BTreeSet};

use baton_grammar::{
    RESERVED,
    tree::{DeclKind, Path, Span},
};
use smol_str::SmolStr;

use super::{
    nearest, priorities, resolve,
    scope::{Slot, Use, Word, dotted, of_keyword, package_items, scope, uses},
    suggest::suggested,
};
use crate::{
    db::{Item, SourceFile, Visibility, full_name, package_of, packages, parsed},
    diagnostic::{
        Diagnostic, Edit, Finding, Fix, Mend, Place, Safety, Site,
        codes::{files, names as codes},
    },
    locate::{located, name_span, other},
};

/// What is wrong with the declarations of the workspace, taken together.
#[salsa::tracked(returns(deref))]
pub(crate) fn workspace_findings(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for package in packages(db).keys() {
        declared_twice(db, package, &mut diagnostics);
    }
    attributes_twice(db, &mut diagnostics);
    priorities_findings(db, &mut diagnostics);
    diagnostics
}

fn declared_twice(db: &dyn salsa::Database, package: &SmolStr, diagnostics: &mut Vec<Diagnostic>) {
    for (Slot { space, name }, items) in scope(db, Word::new(db, package.clone())) {
        let full = full_name(package, name);
        for item in items.iter().skip(1) {
            let finding =
                Finding::new(codes::DECLARED_TWICE, name_span(db, *item), format!("`{name}` is declared twice"))
                    .other(Site::Declaration(*space, full.clone()), "first declared here");
            diagnostics.push(located(db, *item, &finding));
        }
        if let (true, Some(item)) = (packages(db).contains_key(&full), items.first()) {
            let finding =
                Finding::new(codes::PACKAGE_NAME, name_span(db, *item), format!("`{full}` is also a package"))
                    .help("what is written after it could be either: give one of them another name");
            diagnostics.push(located(db, *item, &finding));
        }
    }
}

fn attributes_twice(db: &dyn salsa::Database, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<SmolStr, (Item, Span)> = BTreeMap::new();
    for item in every(db, "customer") {
        let DeclKind::Customer(attributes) = &item.decl(db).kind else { continue };
        for attribute in attributes {
            let name = &attribute.name;
            let Some((before, span)) = first.get(&name.text) else {
                first.insert(name.text.clone(), (item, name.span));
                continue;
            };
            let message = format!("the customer has the attribute `{}` already", name.text);
            let mut diagnostic = located(db, item, &Finding::new(codes::ATTRIBUTE_TWICE, name.span, message));
            diagnostic.others.push(other(db, *before, *span, "first declared here".into()));
            diagnostics.push(diagnostic);
        }
    }
}

fn priorities_findings(db: &dyn salsa::Database, diagnostics: &mut Vec<Diagnostic>) {
    let first = priorities(db).next();
    for item in priorities(db).skip(1) {
        let mut diagnostic = located(
            db,
            item,
            &Finding::new(codes::PRIORITIES_TWICE, name_span(db, item), "`priorities` stands twice")
                .help("there is one order of purposes: put them all into one"),
        );
        diagnostic.others.extend(first.map(|first| other(db, first, name_span(db, first), "first here".into())));
        diagnostics.push(diagnostic);
    }
    for item in every(db, "priorities").filter(|item| !item.package(db).is_empty()) {
        let message = "`priorities` can only stand in the root package";
        let finding = Finding::new(codes::PRIORITIES_IN_PACKAGE, name_span(db, item), message)
            .help("the company puts its purposes in order: move it to a file beside `journey.toml`");
        diagnostics.push(located(db, item, &finding));
    }
    if let (None, Some(message)) = (first, every(db, "message").next()) {
        let finding =
            Finding::new(codes::NO_PRIORITIES, name_span(db, message), "there is a message, but no `priorities`")
                .help("write `priorities service > marketing`, or what your purposes are, in the root package");
        diagnostics.push(located(db, message, &finding));
    }
}

/// The declarations that a keyword starts.
fn every<'db>(db: &'db dyn salsa::Database, keyword: &'static str) -> impl Iterator<Item = Item<'db>> {
    of_keyword(db, Word::new(db, SmolStr::new_static(keyword))).iter().copied()
}

/// What is wrong with a file and its `use`s; `needed` are those that a declaration of the file made use of.
pub(crate) fn file_diagnostics(
    db: &dyn salsa::Database,
    file: SourceFile,
    needed: &BTreeSet<SmolStr>,
) -> Vec<Diagnostic> {
    let path = file.path(db);
    let mut findings = Vec::new();
    folder_findings(db, file, &mut findings);
    let mut before = BTreeSet::new();
    for (written, meant) in parsed(db, file).file.uses.iter().zip(uses(db, file)) {
        let finding = if before.insert(meant.path()) {
            use_finding(db, &package_of(path), written, meant)
                .or_else(|| (!needed.contains(&meant.path())).then(|| unused(db, file, written)).flatten())
        } else {
            Some(Finding::new(codes::NEEDLESS_USE, written.span, format!("`use {}` stands twice", dotted(written))))
        };
        let is_needless = |finding: &Finding| matches!(finding.code, codes::NEEDLESS_USE | codes::UNUSED_USE);
        findings.extend(finding.map(|finding| {
            let fix = is_needless(&finding).then(|| without_use(db, file, written)).flatten();
            finding.fix(fix)
        }));
    }
    let diagnostic = |finding: Finding| Diagnostic {
        code: finding.code,
        message: finding.message,
        file: path.clone(),
        span: finding.span,
        label: finding.label,
        others: Vec::new(),
        help: finding.help,
        fixes: finding.fix.into_iter().map(|mend| in_file(path, *mend)).collect(),
    };
    findings.into_iter().map(diagnostic).collect()
}

/// A fix whose places count from the start of a file.
fn in_file(path: &SmolStr, mend: Mend) -> Fix {
    let edit = |(place, text)| match place {
        Place::Here(span) => Some(Edit { file: path.clone(), span, text }),
        Place::BehindItems(_) => None,
    };
    Fix { title: mend.title, edits: mend.edits.into_iter().filter_map(edit).collect(), safety: mend.safety }
}

/// The fix that takes a `use` away, with its line if nothing else stands there.
fn without_use(db: &dyn salsa::Database, file: SourceFile, written: &Path) -> Option<Mend> {
    let text = file.text(db);
    let (start, end) = (written.span.start as usize, written.span.end as usize);
    let start = text.get(..start)?.trim_end().strip_suffix("use")?.len();
    let starts_line = text.get(..start)?.chars().next_back().is_none_or(|before| before == '\n');
    let ends_line = text.get(end..)?.starts_with('\n');
    let end = if starts_line && ends_line { end + 1 } else { end };
    let span = Span::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?);
    Some(Mend::remove(Safety::Safe, span, format!("leave `use {}` out", dotted(written))))
}

/// A folder whose name can't be a package's is told of in its first file.
fn folder_findings(db: &dyn salsa::Database, file: SourceFile, findings: &mut Vec<Finding>) {
    let package = package_of(file.path(db));
    let first = packages(db).get(&package).and_then(|files| files.first()) == Some(&file);
    let folders = file.path(db).rsplit_once('/').map(|(folder, _)| folder.split('/')).into_iter().flatten();
    for (depth, folder) in folders.enumerate().filter(|_| first) {
        let word = folder.starts_with(|first: char| first.is_ascii_lowercase())
            && folder.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !word || (depth == 0 && RESERVED.contains(&folder)) {
            let message = format!("the folder `{folder}` can't be a package");
            let help = "a package's name is made of small letters, digits and `_`, begins with a letter, and isn't a reserved word";
            findings.push(Finding::new(files::FOLDER_NAME, Span::default(), message).help(help));
        }
    }
}

fn use_finding(db: &dyn salsa::Database, own: &str, written: &Path, meant: &Use) -> Option<Finding> {
    let needless = |why: &str| {
        let message = format!("`use {}` is not needed: {why}", dotted(written));
        Some(Finding::new(codes::NEEDLESS_USE, written.span, message))
    };
    let (package, name) = match meant {
        Use::Package(package) if package == own => return needless("it is this package"),
        Use::Package(_) => return None,
        Use::Name { package, name } => (package, name),
    };
    match resolve::declares(db, package, name) {
        None => Some(nothing_found(db, written)),
        Some(_) if package == own => needless("it is of this package"),
        Some(_) if package.is_empty() => needless("what the root package declares can be seen everywhere"),
        Some(Visibility::Private) => {
            let message = format!("`{name}` is private to the package `{package}`");
            Some(Finding::new(codes::USE_OF_PRIVATE, written.span, message))
        }
        Some(Visibility::Public) => None,
    }
}

fn nothing_found(db: &dyn salsa::Database, written: &Path) -> Finding {
    let text = dotted(written);
    let finding = Finding::new(codes::USE_OF_NOTHING, written.span, format!("there is nothing called `{text}`"));
    // A package in front of a word that it doesn't declare is right as it is.
    let meant = |package: &SmolStr| text.strip_prefix(package.as_str()).is_some_and(|rest| rest.starts_with('.'));
    let mut candidates: Vec<SmolStr> =
        packages(db).keys().filter(|name| !name.is_empty() && !meant(name)).cloned().collect();
    for package in packages(db).keys() {
        let public = package_items(db, package).filter(|item| item.visibility(db) == Visibility::Public);
        candidates.extend(public.filter(|item| item.what(db).is_some()).map(|item| item.full_name(db)));
    }
    suggested(finding, written.span, &nearest(&text, candidates))
}

/// A `use` that nothing needed; what couldn't be understood may have needed it.
fn unused(db: &dyn salsa::Database, file: SourceFile, written: &Path) -> Option<Finding> {
    let understood = parsed(db, file).errors.is_empty();
    let message = format!("nothing here needs `use {}`", dotted(written));
    understood.then(|| Finding::new(codes::UNUSED_USE, written.span, message))
}
