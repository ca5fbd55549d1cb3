//! An edited workspace tells what a fresh one does, whatever was edited and in whatever order.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_compiler::{With, Workspace};
use baton_tests::{
    edits::{Edit, workspace},
    world,
};
use proptest::prelude::*;

const FILES: usize = 6;

fn fresh(files: &[(String, String)]) -> Workspace {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    world::workspace(&files)
}

/// What is done to a file.
#[derive(Clone, Debug)]
enum Done {
    /// What people do.
    Edit(Edit),
    /// A piece is cut out, and put back with the next one of the file.
    Cut(prop::sample::Index, usize),
    /// It is taken away, and comes back with the next edit of it.
    Removed,
}

fn done() -> impl Strategy<Value = Done> {
    prop_oneof![
        8 => prop::sample::select(Edit::ALL.to_vec()).prop_map(Done::Edit),
        2 => (any::<prop::sample::Index>(), 1usize..200).prop_map(|(at, length)| Done::Cut(at, length)),
        1 => Just(Done::Removed),
    ]
}

#[test]
fn the_workspace_of_the_edits_is_right() {
    let found = fresh(&workspace(FILES)).diagnostics();
    assert!(found.iter().all(|one| !one.code.severity.refuses()), "{found:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// After each edit everything that is told is what a fresh workspace of the same files tells, and so is the program.
    #[test]
    fn edited_is_as_fresh(doings in prop::collection::vec((done(), 0..=FILES), 1..12)) {
        let mut right = workspace(FILES);
        let mut files = right.clone();
        let mut edited = fresh(&files);
        for (number, (done, at)) in doings.into_iter().enumerate() {
            let (path, text) = right[at].clone();
            let now = match done {
                Done::Edit(edit) => {
                    right[at].1 = edit.apply(&text, number);
                    Some(right[at].1.clone())
                }
                Done::Cut(from, length) => {
                    let from = from.index(text.len());
                    let to = (from + length).min(text.len());
                    Some(format!("{}{}", &text[..from], &text[to..]))
                }
                Done::Removed => None,
            };
            files.retain(|(other, _)| *other != path);
            match now {
                Some(text) => {
                    edited.set_text(&path, text.clone());
                    files.push((path, text));
                }
                None => edited.remove(&path),
            }
            let fresh = fresh(&files);
            prop_assert_eq!(edited.diagnostics(), fresh.diagnostics());
            for (path, _) in &files {
                prop_assert_eq!(edited.file_diagnostics(path), fresh.file_diagnostics(path));
            }
            let programs = [edited.program(With::Tests), fresh.program(With::Tests)].map(|one| one.map(|one| one.to_bytes()));
            prop_assert_eq!(&programs[0], &programs[1]);
        }
    }
}
