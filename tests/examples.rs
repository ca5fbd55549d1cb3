//! The examples: without a warning, and tested. What they find in real data is checked by `cli/tests/real_data.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use baton_compiler::{Colour, Renderer, With};
use baton_tests::world;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate has a parent").to_owned()
}

/// The files of an example: path relative to it, and text.
fn files(example: &str) -> Vec<(String, String)> {
    let top = root().join("examples").join(example);
    let mut files = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the example can be read") {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "journey" || end == "toml") {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn workspace(example: &str) -> baton_compiler::Workspace {
    let files = files(example);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    world::workspace(&files)
}

#[test]
fn every_example_is_clean_and_passes_its_tests() {
    let mut seen = 0;
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let entry = entry.unwrap();
        if !entry.path().is_dir() {
            continue;
        }
        let name = entry.file_name().into_string().unwrap();
        let workspace = workspace(&name);
        let found = workspace.diagnostics();
        assert!(
            found.is_empty(),
            "{name}\n{}",
            workspace.render(&found, Renderer::Human { colour: Colour::Never, width: 100 })
        );
        let program = workspace.program(With::Tests).expect("a clean workspace has a program");
        program.verify().unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert!(program.stories.len() >= 8, "{name} has only {} tests", program.stories.len());
        seen += 1;
    }
    assert!(seen >= 3);
}
