//! The pages that people read: their links lead somewhere, indexes are whole, and tables name what the code has.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "pages are files")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use baton_compiler::diagnostic::codes;
use baton_program::{Because, Kind, Objection, Record};

/// Folders of what others wrote, or what was built.
const NOT_OURS: [&str; 3] = ["target", "node_modules", ".git"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder whose names end like this.
fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !NOT_OURS.iter().any(|not_ours| path.ends_with(not_ours)) {
            found.extend(files(&path, end));
        } else if path.is_file() && path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found
}

/// The lines of a page that are text, without what stands in blocks.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut in_block = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_block ^= fence;
        !in_block && !fence
    })
}

/// Where the links of a line lead, but for those in code and those to other places of the web.
fn links(line: &str) -> Vec<&str> {
    let out_of_code = line.split('`').step_by(2);
    let after = out_of_code.flat_map(|text| text.split("](").skip(1));
    let targets = after.filter_map(|rest| rest.split([')', ' ']).next());
    targets.filter(|target| !target.contains("://") && !target.starts_with("mailto:")).collect()
}

/// How a heading is called in links.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|char| char.is_alphanumeric() || " -_".contains(*char));
    kept.collect::<String>().trim().replace(' ', "-")
}

fn has_heading(page: &Path, wanted: &str) -> bool {
    prose(&read(page)).any(|line| line.starts_with('#') && anchor(line.trim_start_matches('#')) == wanted)
}

#[test]
fn links_lead_somewhere() {
    for page in files(&root(), ".md") {
        let text = read(&page);
        for target in prose(&text).flat_map(links) {
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let to = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            assert!(to.exists(), "{}: nothing is at `{target}`", page.display());
            assert!(heading.is_empty() || has_heading(&to, heading), "{}: no heading `{target}`", page.display());
        }
    }
}

#[test]
fn links_are_found() {
    assert_eq!(links("see [a](a.md#b) or `[c](d)`, [e](https://e.example) and ![f](f.svg \"F\")"), ["a.md#b", "f.svg"]);
    assert_eq!(anchor(" What is `new`, and not-so new?"), "what-is-new-and-not-so-new");
}

#[test]
fn the_reference_lists_its_pages() {
    let folder = root().join("docs/reference");
    let index = read(&folder.join("README.md"));
    for page in files(&folder, ".md") {
        let name = page.file_name().unwrap().to_str().unwrap();
        assert!(name == "README.md" || index.contains(&format!("]({name})")), "`{name}` is not listed");
    }
}

#[test]
fn the_readme_names_every_command_and_page() {
    let readme = read(&root().join("README.md"));
    for page in files(&root().join("docs"), ".md") {
        let within = page.strip_prefix(root()).unwrap();
        if within.components().count() == 2 {
            assert!(readme.contains(&format!("]({})", within.display())), "{} is not in the README", within.display());
        }
    }
    for command in files(&root().join("cli/src/commands"), ".rs") {
        let own = command.strip_prefix(root().join("cli/src/commands")).unwrap();
        let name = own.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        assert!(name == "mod" || readme.contains(&format!("`baton {name}")), "`baton {name}` is not in the README");
    }
}

/// A record in which nothing is left out.
fn whole() -> Record {
    let text = || Some("x".into());
    let because = Because {
        rule: "x".into(),
        kind: Some(Objection::Cap),
        message: text(),
        send: text(),
        channel: text(),
        place: text(),
        until: Some(0),
        values: vec![("x".into(), 0.into())],
    };
    Record {
        at: 0,
        customer: "x".into(),
        moment: 1,
        kind: Kind::Held,
        journey: text(),
        key: text(),
        step: text(),
        event: text(),
        message: text(),
        channel: text(),
        send: text(),
        action: text(),
        to: text(),
        command: text(),
        order: text(),
        switch: text(),
        audience: text(),
        decision: text(),
        placement: text(),
        request: text(),
        measure: text(),
        content: text(),
        with: vec![("x".into(), 0.into())],
        reason: text(),
        because: vec![because],
    }
}

/// The members of an object, in the order in which they are written.
fn members(json: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    names.sort_by_key(|name| json.find(&format!("\"{name}\":")));
    names
}

/// The words in code of a table's first column.
fn first_column<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let rows = lines.filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|line| line.split(" | ").next());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn the_table_of_records_has_every_key_in_its_order() {
    let page = read(&root().join("docs/reference/inputs.md"));
    let records = page.split("\n## Records\n").nth(1).expect("a part about records");
    let written = serde_json::to_string(&whole()).unwrap();
    assert_eq!(first_column(records.lines()), members(&written));
    let because = page.lines().find(|line| line.starts_with("| `because`")).unwrap();
    for key in members(&serde_json::to_string(&whole().because[0]).unwrap()) {
        assert!(key == "rule" || because.contains(&format!("`{key}`")), "`because` has a `{key}`");
    }
}

#[test]
fn the_table_of_records_has_every_kind() {
    let page = read(&root().join("docs/reference/inputs.md"));
    let row = page.lines().find(|line| line.starts_with("| `kind`")).expect("a row for `kind`");
    let words: Vec<&str> = row.split(" | ").nth(1).unwrap().split('`').skip(1).step_by(2).collect();
    for word in &words {
        let kind: Result<Kind, _> = serde_json::from_value((*word).into());
        assert!(kind.is_ok(), "there is no kind `{word}`");
    }
    // The kinds stand for themselves: serde lists them where it is given something else.
    let all = serde_json::from_value::<Kind>("none of them".into()).unwrap_err().to_string();
    for kind in all.split('`').skip(1).step_by(2).filter(|kind| *kind != "none of them") {
        assert!(words.contains(&kind), "`{kind}` is not listed");
    }
}

#[test]
fn every_code_is_told_by_something() {
    let compiler = root().join("compiler/src");
    let of_codes = compiler.join("diagnostic/codes");
    let (names, others): (Vec<_>, Vec<_>) =
        files(&compiler, ".rs").into_iter().partition(|file| file.starts_with(&of_codes));
    let others: String = others.iter().map(|file| read(file)).collect();
    let mut seen = 0;
    for line in names.iter().flat_map(|file| read(file).lines().map(str::to_owned).collect::<Vec<_>>()) {
        let Some((code, name)) = line.trim().trim_end_matches(',').split_once(' ') else { continue };
        if codes::all().any(|known| known.to_string() == code) {
            seen += 1;
            assert!(others.contains(name), "nothing tells {code}, `{name}`");
        }
    }
    assert_eq!(seen, codes::all().count());
}
