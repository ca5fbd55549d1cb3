//! The pages of `docs/errors`: every code has one, whose first examples are refused with that code and no other, and
//! whose mended ones aren't.
//!
//! The examples stand in a workspace with the declarations of `docs/errors/README.md`, as its `company.journey`; an example
//! with a file of that name stands alone, and so does one whose `text` block lists the files of a workspace. Files below `before` are the version before. What is expected
//! of a line stands at its end: `//! E0123`, in `journey.toml` `#! E0123`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use baton_compiler::{
    Colour, Renderer, With, Workspace,
    diagnostic::{Diagnostic, Safety, Severity, codes, edited},
};
use baton_tests::{
    cases::{Case, page},
    world,
};

const COMPANY: &str = "company.journey";
/// The folder of the version before.
const BEFORE: &str = "before/";
/// What a page has below its first words, in this order.
const PARTS: [&str; 3] = ["## Not like this", "## But like this", "## Why"];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/errors")
}

fn prelude() -> String {
    let readme = fs::read_to_string(folder().join("README.md")).expect("the pages have a first one");
    let block = readme.split("```journey\n").nth(1).expect("it shows what the examples share");
    block.split("```").next().unwrap_or_default().to_owned()
}

/// The files of an example.
fn files(case: &Case, prelude: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = case.files.iter().map(|(name, text)| (name.clone(), (*text).to_owned())).collect();
    if files.iter().all(|(name, _)| name != COMPANY) {
        files.push((COMPANY.to_owned(), prelude.to_owned()));
    }
    files
}

fn workspace(files: &[(String, String)]) -> Workspace {
    let files = files.iter().filter(|(name, _)| !name.starts_with(BEFORE));
    let files: Vec<(&str, &str)> = files.map(|(name, text)| (name.as_str(), text.as_str())).collect();
    world::workspace(&files)
}

/// What a build says against the version before, where an example has one.
fn against(files: &[(String, String)], new: &Workspace) -> Vec<Diagnostic> {
    let before = files.iter().filter_map(|(name, text)| Some((name.strip_prefix(BEFORE)?, text.as_str())));
    let mut before: Vec<(&str, &str)> = before.collect();
    if before.is_empty() {
        return Vec::new();
    }
    before.extend(files.iter().filter(|(name, _)| name == COMPANY).map(|(name, text)| (name.as_str(), text.as_str())));
    let old = world::compiled(&world::workspace(&before)).unwrap_or_else(|told| panic!("{told}"));
    new.against(&old).map(|against| against.diagnostics).unwrap_or_default()
}

/// What a part of a page is about: files of each example, or the names of files.
fn examples(part: &str, prelude: &str) -> Vec<Vec<(String, String)>> {
    let mut examples: Vec<_> = page(part).cases.iter().map(|case| files(case, prelude)).collect();
    for listing in part.split("```text\n").skip(1) {
        let lines = listing.split("```").next().unwrap_or_default().lines();
        let names = lines.map(|line| line.split_once("//! ").map_or(line, |(name, _)| name).trim());
        examples.push(names.map(|name| (name.to_owned(), String::new())).collect());
    }
    examples
}

/// Where diagnostics are, as `file:line`, with their codes. Warnings of other codes are another page's.
fn found(files: &[(String, String)], workspace: &Workspace, code: &str) -> Vec<(String, usize, String)> {
    let place = |one: &Diagnostic| {
        let text = workspace.text(&one.file).unwrap_or_default();
        let line = text[..one.span.start as usize].matches('\n').count() + 1;
        (one.file.to_string(), line, one.code.to_string())
    };
    let mut found: Vec<_> = (workspace.diagnostics().iter())
        .chain(&against(files, workspace))
        .filter(|one| one.code.severity == Severity::Error || one.code.to_string() == code)
        .map(place)
        .collect();
    found.sort();
    found
}

fn expected(files: &[(String, String)]) -> Vec<(String, usize, String)> {
    let mut expected = Vec::new();
    for (name, text) in files {
        for (index, line) in text.lines().enumerate() {
            let mark = line.split_once("//! ").or_else(|| line.split_once("#! "));
            for code in mark.map_or("", |(_, codes)| codes).split_whitespace() {
                expected.push((name.clone(), index + 1, code.to_owned()));
            }
        }
    }
    expected.sort();
    expected
}

fn shown(workspace: &Workspace) -> String {
    workspace.render(&workspace.diagnostics(), Renderer::Human { colour: Colour::Never, width: 100 })
}

/// What is wrong with a page.
fn wrong(code: &str, text: &str, prelude: &str) -> String {
    let mut wrong = String::new();
    let title = text.lines().next().unwrap_or_default();
    if title.strip_prefix(&format!("# {code}: ")).is_none_or(str::is_empty) {
        let _ = writeln!(wrong, "{code}: the page begins with `{title}`");
    }
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
    if heads != PARTS {
        let _ = writeln!(wrong, "{code}: the parts are {heads:?}");
        return wrong;
    }
    let part = |index: usize| text.split("\n## ").nth(index + 1).unwrap_or_default();
    let refused = examples(part(0), prelude);
    let mended = examples(part(1), prelude);
    // That `journey.toml` is missing shows in no file.
    let nowhere = part(0).contains("```text\n");
    if refused.is_empty() || mended.is_empty() {
        let _ = writeln!(wrong, "{code}: an example is missing");
    }
    for files in refused {
        let files: Vec<_> = files.into_iter().filter(|(name, _)| !name.is_empty()).collect();
        let workspace = if nowhere { listed(&files) } else { workspace(&files) };
        let (expected, found) = (expected(&files), found(&files, &workspace, code));
        let of_this = found.iter().all(|(.., one)| one == code) && !found.is_empty();
        if !of_this || !nowhere && expected != found {
            let _ = writeln!(wrong, "{code}: expected {expected:?}\nfound    {found:?}\n{}", shown(&workspace));
        }
    }
    for files in mended {
        let workspace = if nowhere { listed(&files) } else { workspace(&files) };
        if !found(&files, &workspace, code).is_empty() {
            let _ = writeln!(wrong, "{code}: mended, but\n{}", shown(&workspace));
        }
    }
    wrong
}

/// A workspace of empty files; with a manifest only if it is among them.
fn listed(files: &[(String, String)]) -> Workspace {
    let has_manifest = files.iter().any(|(name, _)| name == "journey.toml");
    let sources = files.iter().filter(|(name, _)| name.ends_with(".journey")).cloned().collect();
    Workspace::new(baton_compiler::Files { manifest: has_manifest.then(|| world::MANIFEST.to_owned()), sources })
}

#[test]
fn every_code_has_a_page_that_is_right() {
    let prelude = prelude();
    let mut told = String::new();
    for code in codes::all() {
        let code = code.to_string();
        match fs::read_to_string(folder().join(format!("{code}.md"))) {
            Ok(text) => told += &wrong(&code, &text, &prelude),
            Err(_) => told += &format!("{code}: there is no page\n"),
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn every_page_has_a_code_and_is_listed() {
    let codes: BTreeSet<String> = codes::all().map(|code| format!("{code}.md")).collect();
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages: BTreeSet<String> = names.filter(|name| name != "README.md").collect();
    assert_eq!(pages, codes);
    let line = |page: &String| {
        let text = fs::read_to_string(folder().join(page)).unwrap();
        let (code, title) = text.lines().next().unwrap()[2..].split_once(": ").unwrap();
        format!("| [{code}]({page}) | {title} |\n")
    };
    let path = folder().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let head = "| --- | --- |\n";
    let start = readme.find(head).expect("the first page has a table") + head.len();
    let end = start + readme[start..].find("\n\n").expect("the table ends") + 1;
    let table: String = pages.iter().map(line).collect();
    if std::env::var("BATON_CASES").is_ok_and(|mode| mode == "write") {
        fs::write(&path, format!("{}{table}{}", &readme[..start], &readme[end..])).unwrap();
    } else {
        assert!(readme[start..end] == table, "the table is of other pages: `BATON_CASES=write` writes it");
    }
}

#[test]
fn what_the_examples_share_is_right() {
    let workspace = world::workspace(&[(COMPANY, &prelude())]);
    // The examples use what is declared; that nothing does is no mistake of theirs.
    assert!(workspace.program(With::Tests).is_some(), "{}", shown(&workspace));
}

/// No fix leaves a file that is understood worse, and a safe one does away with what it mends.
#[test]
fn fixes_mend() {
    let prelude = prelude();
    let mut told = String::new();
    let mut safe = BTreeSet::new();
    for code in codes::all() {
        let text = fs::read_to_string(folder().join(format!("{code}.md"))).unwrap_or_default();
        let part = text.split("\n## ").nth(1).unwrap_or_default();
        for files in examples(part, &prelude) {
            let before = workspace(&files);
            for fix in before.diagnostics().iter().flat_map(|one| &one.fixes) {
                let mut after = workspace(&files);
                for file in fix.edits.iter().map(|edit| &edit.file).collect::<BTreeSet<_>>() {
                    let edits = fix.edits.iter().filter(|edit| edit.file == *file);
                    after.set_text(file, edited(before.text(file).unwrap(), edits));
                }
                let count = |workspace: &Workspace, code: &str| {
                    workspace.diagnostics().iter().filter(|one| one.code.to_string() == code).count()
                };
                let (was, is) = (count(&before, &code.to_string()), count(&after, &code.to_string()));
                let torn = count(&after, "E0001") > count(&before, "E0001");
                if torn || is >= was {
                    told += &format!("{code}: `{}` mends nothing\n{}\n", fix.title, shown(&after));
                }
                if fix.safety == Safety::Safe {
                    safe.insert(code.to_string());
                }
            }
        }
    }
    assert!(told.is_empty(), "{told}");
    assert!(safe.contains("E0001") && safe.contains("W0101"), "{safe:?}");
}
