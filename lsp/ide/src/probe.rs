//! What tests ask at every place, and what comes of edits.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::path::Path;

use baton_compiler::{
    Files, Workspace,
    diagnostic::{self, Edit},
};

use crate::testing::{EXAMPLE, Fixture, fixture};

/// The workspaces in `examples`.
pub(crate) fn examples() -> Vec<Workspace> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut folders: Vec<_> = std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().filter(|folder| folder.is_dir()).map(|folder| read(&folder)).collect()
}

fn read(root: &Path) -> Workspace {
    let manifest = std::fs::read_to_string(root.join("journey.toml")).ok();
    let mut sources = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "journey") {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    Workspace::new(Files { manifest, sources })
}

/// How far apart the places are at which the examples are asked; small and even, so that all kinds of places come up.
const STRIDE: usize = 7;

/// Asks at places of the examples, at every place of [`EXAMPLE`], and at the end of text that is cut off there.
pub(crate) fn each_place(question: &dyn Fn(&Workspace, &str, u32)) {
    for workspace in examples() {
        let paths: Vec<String> = workspace.paths().map(ToString::to_string).collect();
        for path in paths {
            let length = workspace.text(&path).unwrap().len();
            (0..=length).step_by(STRIDE).for_each(|at| question(&workspace, &path, at as u32));
        }
    }
    let Fixture { mut workspace, .. } = fixture(EXAMPLE);
    let paths: Vec<String> = workspace.paths().map(ToString::to_string).collect();
    for path in paths {
        let text = workspace.text(&path).unwrap().to_owned();
        for at in 0..=text.len() + 1 {
            question(&workspace, &path, at as u32);
        }
        for at in (0..=text.len()).step_by(3).filter(|at| text.is_char_boundary(*at)) {
            workspace.set_text(&path, text[..at].to_owned());
            question(&workspace, &path, at as u32);
        }
        workspace.set_text(&path, text);
    }
}

/// The text of the fixture's file with these edits made.
pub(crate) fn edited(fixture: &Fixture, edits: &[Edit]) -> String {
    let here = edits.iter().filter(|edit| edit.file == fixture.path);
    diagnostic::edited(fixture.workspace.text(&fixture.path).unwrap(), here)
}

/// The workspace with these edits made.
pub(crate) fn applied(workspace: &Workspace, edits: &[Edit]) -> Workspace {
    let mut sources = Vec::new();
    for path in workspace.paths() {
        let here = edits.iter().filter(|edit| edit.file == *path);
        sources.push((path.to_string(), diagnostic::edited(workspace.text(path).unwrap(), here)));
    }
    Workspace::new(Files { manifest: workspace.text("journey.toml").map(str::to_owned), sources })
}
