//! Every question has an answer anywhere: at places all over the examples, and of texts that end in the middle.
#![allow(missing_docs, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use baton_compiler::{Files, Workspace};
use baton_grammar::tree::Span;
use baton_ide::{
    Definitions, Role, Symbol, cause_at, definitions, folds, highlights, hover, implementations, incoming, linked,
    links, occurrences, outgoing, outline, references, rename, renamed, search, selections, type_definitions,
};

/// The example workspaces.
fn examples() -> Vec<Files> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut roots: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    roots.sort();
    roots.iter().filter(|root| root.join("journey.toml").is_file()).map(|root| read(root)).collect()
}

fn read(root: &Path) -> Files {
    let mut sources = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "journey") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    Files { manifest: std::fs::read_to_string(root.join("journey.toml")).ok(), sources }
}

/// Asks what concerns a whole file; every place in the answers lies in the file's text.
fn ask_of_file(workspace: &Workspace, path: &str) {
    let text = workspace.text(path).unwrap();
    let inside = |span: Span| assert!(text.get(span.start as usize..span.end as usize).is_some(), "{path}: {span:?}");
    let mut last = 0;
    for one in occurrences(workspace, path) {
        inside(one.span);
        assert!(one.span.start >= last, "{path}: {one:?} is out of order");
        last = one.span.end;
    }
    for one in outline(workspace, path) {
        assert!(one.span.start <= one.name_span.start && one.name_span.end <= one.span.end, "{path}: {one:?}");
        inside(one.span);
    }
    folds(workspace, path).iter().for_each(|fold| assert!(fold.first < fold.last));
    links(workspace, path).iter().for_each(|link| inside(link.span));
}

/// Asks what is asked most, at a place.
fn ask_quickly(workspace: &Workspace, path: &str, offset: u32) {
    let text = workspace.text(path).unwrap();
    let inside = |span: Span| assert!(text.get(span.start as usize..span.end as usize).is_some(), "{path}: {span:?}");
    if let Some(hover) = hover(workspace, path, offset) {
        inside(hover.span);
        assert!(!hover.markdown.trim().is_empty());
    }
    let mut inner = None;
    for span in selections(workspace, path, offset) {
        inside(span);
        let grows = inner.is_none_or(|inner: Span| span.start <= inner.start && inner.end <= span.end && span != inner);
        assert!(grows, "{path}: {span:?} around {inner:?}");
        inner = Some(span);
    }
}

/// Asks everything else, at a place.
fn ask_everything(workspace: &Workspace, path: &str, offset: u32) {
    ask_quickly(workspace, path, offset);
    let places = [
        definitions(workspace, path, offset),
        type_definitions(workspace, path, offset),
        implementations(workspace, path, offset),
        references(workspace, path, offset, Definitions::Included),
    ];
    for place in places.iter().flatten() {
        let text = workspace.text(&place.path).unwrap();
        assert!(text.get(place.span.start as usize..place.span.end as usize).is_some(), "{place:?}");
    }
    let all = references(workspace, path, offset, Definitions::Included);
    assert!(all.len() >= references(workspace, path, offset, Definitions::LeftOut).len());
    let _ = renamed(workspace, path, offset);
    assert!(highlights(workspace, path, offset).len() <= all.len());
    linked(workspace, path, offset);
    if cause_at(workspace, path, offset).is_some() {
        incoming(workspace, path, offset);
        outgoing(workspace, path, offset);
    }
}

/// How far apart the places are at which every file is asked: so few that a test has time for them, and in no step with how
/// lines are laid out.
const APART: usize = 7;

#[test]
fn at_places_all_over_the_examples() {
    for files in examples() {
        let workspace = Workspace::new(files);
        for path in workspace.paths() {
            ask_of_file(&workspace, path);
            let length = workspace.text(path).unwrap().len() as u32;
            (0..=length + 1).step_by(APART).for_each(|offset| ask_quickly(&workspace, path, offset));
        }
    }
}

#[test]
fn of_every_symbol_of_the_examples() {
    for files in examples() {
        let workspace = Workspace::new(files);
        let mut asked = Vec::new();
        for path in workspace.paths() {
            for one in occurrences(&workspace, path) {
                // The same is answered of a symbol wherever it stands.
                if !asked.contains(&one.symbol) {
                    ask_everything(&workspace, path, one.span.start);
                    asked.push(one.symbol);
                }
            }
        }
        assert!(!search(&workspace, "").is_empty());
    }
}

#[test]
fn each_kind_of_name_can_be_changed_in_the_examples() {
    for files in examples() {
        let workspace = Workspace::new(files);
        let mut kinds = Vec::new();
        for path in workspace.paths() {
            for one in occurrences(&workspace, path).into_iter().filter(|one| one.role == Role::Definition) {
                let space = if let Symbol::Declaration(space, _) = &one.symbol { Some(*space) } else { None };
                let kind = (std::mem::discriminant(&one.symbol), space);
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                    let edits = rename(&workspace, path, one.span.start, "another_name");
                    assert!(edits.is_ok_and(|edits| !edits.is_empty()), "{path}: {:?}", one.symbol);
                }
            }
        }
    }
}

#[test]
fn where_the_text_ends_in_the_middle() {
    for files in examples() {
        let mut workspace = Workspace::new(files.clone());
        for (path, text) in &files.sources {
            for end in (0..text.len()).step_by(50).filter(|end| text.is_char_boundary(*end)) {
                workspace.set_text(path, text[..end].to_owned());
                ask_of_file(&workspace, path);
                ask_quickly(&workspace, path, end.saturating_sub(30) as u32);
                ask_everything(&workspace, path, end as u32);
                // A new name is tried on the whole workspace, so it is asked for less often.
                if end % 1_000 == 0 {
                    let _ = rename(&workspace, path, end as u32, "another_name");
                }
            }
            workspace.set_text(path, text.clone());
        }
    }
}

#[test]
fn where_there_is_nothing() {
    let workspace = Workspace::new(Files::default());
    ask_quickly_nowhere(&workspace);
    let odd = "\u{feff}journey 日本 { ← }\r\nevent é { x: \"🙂\r\n";
    let workspace = Workspace::new(Files { manifest: None, sources: vec![("odd.journey".into(), odd.into())] });
    ask_of_file(&workspace, "odd.journey");
    (0..=odd.len() as u32 + 3).for_each(|offset| ask_everything(&workspace, "odd.journey", offset));
}

fn ask_quickly_nowhere(workspace: &Workspace) {
    assert_eq!(hover(workspace, "none.journey", 3), None);
    assert_eq!(definitions(workspace, "none.journey", 3), []);
    assert_eq!(outline(workspace, "none.journey"), []);
    assert_eq!(folds(workspace, "none.journey"), []);
    assert_eq!(search(workspace, "x"), []);
    assert!(rename(workspace, "none.journey", 3, "x").is_err());
}
