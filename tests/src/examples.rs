//! The example workspaces of the project.
#![allow(clippy::expect_used, reason = "a test that can't read the project's own files fails, as it should")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "examples are files")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use baton_compiler::Workspace;

use crate::world;

/// The folder of the examples.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate has a parent").join("examples")
}

/// The examples' names, in order.
pub fn names() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the examples can be read");
    let folders = entries.map(|entry| entry.expect("the examples can be read").path()).filter(|path| path.is_dir());
    let mut names: Vec<String> = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
    names.sort();
    names
}

/// The workspace of an example.
pub fn workspace(example: &str) -> Workspace {
    let files = files(example);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    world::workspace(&files)
}

/// The files of an example: path relative to it, and text.
fn files(example: &str) -> Vec<(String, String)> {
    let top = folder().join(example);
    let mut files = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the example can be read") {
            let path = entry.expect("the example can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "journey" || end == "toml") {
                let name = path.strip_prefix(&top).expect("the file lies in the example").to_string_lossy();
                files.push((name.replace('\\', "/"), fs::read_to_string(&path).expect("the example can be read")));
            }
        }
    }
    files.sort();
    files
}
