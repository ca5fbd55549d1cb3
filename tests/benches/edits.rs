//! How long it takes from an edit to what is wrong, in a workspace of 50,000 lines in 300 files: `cargo bench -p baton-tests
//! --bench edits`; `docs/performance.md` has the figures of one run, with the method. A word behind `--` measures the kinds of edits
//! that have it in their names alone.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it reads the clock, that is what it is for")]
#![allow(clippy::print_stdout, reason = "it prints a table")]

use std::time::{Duration, Instant};

use baton_compiler::Workspace;
use baton_tests::{
    edits::{Dice, Edit, percentile, workspace},
    world,
};

/// The one of the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FILES: usize = 300;
const COLD: usize = 3;
const EDITS: usize = 100;
/// How often people edit the file that they have edited before.
const STAYS: usize = 4;

fn main() {
    let mut files = workspace(FILES);
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    println!("{} files, {lines} lines", files.len());
    cold(&files);
    let mut workspace = opened(&files);
    let found = workspace.diagnostics();
    println!("{} diagnostics", found.len());
    println!("\n| edit | the file: median | 95 % | everything: median | 95 % |\n| --- | ---: | ---: | ---: | ---: |");
    let mut dice = Dice(1);
    let word = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    for edit in Edit::ALL.into_iter().filter(|edit| edit.words().contains(&word)) {
        measure(&mut workspace, &mut files, edit, &mut dice);
    }
}

fn opened(files: &[(String, String)]) -> Workspace {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    world::workspace(&files)
}

/// From nothing: to what is wrong in one file, and in all.
fn cold(files: &[(String, String)]) {
    let mut times: [Vec<Duration>; 2] = Default::default();
    for round in 0..COLD {
        let begun = Instant::now();
        let workspace = opened(files);
        workspace.parse_all();
        workspace.file_diagnostics(&files[1 + round].0);
        times[0].push(begun.elapsed());
        workspace.diagnostics();
        times[1].push(begun.elapsed());
    }
    let [one, all] = times.map(|times| percentile(&times, 50));
    println!("opened: {one} ms until one file's diagnostics, {all} ms until all\n");
}

/// Makes an edit again and again, mostly in the file that was edited before.
fn measure(workspace: &mut Workspace, files: &mut [(String, String)], edit: Edit, dice: &mut Dice) {
    let (mut of_file, mut of_all) = (Vec::new(), Vec::new());
    let mut at = 0;
    for number in 0..EDITS {
        // What was broken is mended before another file is edited.
        if number % (2 * STAYS) == 0 {
            at = if edit.is_shared() { 0 } else { 1 + dice.below(FILES) };
        }
        let (path, text) = &mut files[at];
        let new = edit.apply(text, number);
        assert_ne!(*text, new, "{edit:?} changes something");
        text.clone_from(&new);
        let begun = Instant::now();
        workspace.set_text(path, new);
        workspace.file_diagnostics(path);
        of_file.push(begun.elapsed());
        workspace.diagnostics();
        of_all.push(begun.elapsed());
    }
    let figures = [(&of_file, 50), (&of_file, 95), (&of_all, 50), (&of_all, 95)];
    let [a, b, c, d] = figures.map(|(times, at)| percentile(times, at));
    println!("| {} | {a} | {b} | {c} | {d} |", edit.words());
}
