//! `baton fmt` as people and pipelines use it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

mod common;

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

use self::common::{err, exits, folder, out};

const BEFORE: &str = "event a{x:int}\n";
const AFTER: &str = "event a { x: int }\n";

fn baton(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = common::command(&["fmt"]);
    command.current_dir(folder).args(arguments);
    command
}

fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn a_folder_is_formatted_with_all_that_is_below() {
    let folder = folder(&[("b.journey", AFTER), ("care/a.journey", BEFORE), ("care/notes.txt", BEFORE)]);
    let fmt = baton(folder.path(), &[]);
    exits(&fmt, 0);
    assert_eq!(out(&fmt), "formatted care/a.journey\n1 file formatted, 1 file unchanged\n");
    assert_eq!((text(&folder, "care/a.journey").as_str(), text(&folder, "care/notes.txt").as_str()), (AFTER, BEFORE));
    let again = baton(folder.path(), &[]);
    exits(&again, 0);
    assert_eq!(out(&again), "2 files unchanged\n");
}

#[test]
fn check_lists_what_would_change_and_writes_nothing() {
    let folder = folder(&[("a.journey", BEFORE), ("b.journey", AFTER)]);
    let check = baton(folder.path(), &["--check"]);
    exits(&check, 1);
    assert_eq!(out(&check), "would change a.journey\n1 file would change, 1 file unchanged\n");
    assert_eq!(text(&folder, "a.journey"), BEFORE);
    exits(&baton(folder.path(), &["--check", "b.journey"]), 0);
}

#[test]
fn what_is_copied_is_in_the_style() {
    for copied in ["../examples", "src/template"] {
        let check = baton(Path::new(env!("CARGO_MANIFEST_DIR")), &["--check", copied]);
        exits(&check, 0);
    }
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder(&[("a.journey", BEFORE)]);
    let with_input = |arguments: &[&str], text: &[u8]| {
        let mut child = command(folder.path(), arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text).unwrap();
        child.wait_with_output().unwrap()
    };
    let fmt = with_input(&["-"], BEFORE.as_bytes());
    exits(&fmt, 0);
    assert_eq!((out(&fmt).as_str(), err(&fmt).as_str()), (AFTER, ""));
    let check = with_input(&["--check", "-"], BEFORE.as_bytes());
    exits(&check, 1);
    assert_eq!(out(&check), "would change standard input\n1 file would change\n");
    exits(&with_input(&["--check", "-"], AFTER.as_bytes()), 0);
    let garbled = with_input(&["-"], b"event \xff");
    exits(&garbled, 2);
    assert!(err(&garbled).contains("is not in UTF-8: byte 7"), "{}", err(&garbled));
    assert_eq!(text(&folder, "a.journey"), BEFORE);
}

#[test]
fn what_is_half_written_stays_and_is_told() {
    let folder = folder(&[("a.journey", "event   b {  x: }\n\n\n\nevent a{x:int}\n")]);
    let fmt = baton(folder.path(), &[]);
    exits(&fmt, 0);
    assert_eq!(text(&folder, "a.journey"), "event   b {  x: }\n\nevent a { x: int }\n");
    let told = "a.journey: 1 declaration with mistakes stays as written; `baton check` tells them\n";
    assert_eq!(err(&fmt), told);
}

#[test]
fn what_cannot_be_read_keeps_no_other_file_from_being_formatted() {
    let folder = folder(&[("b.journey", BEFORE)]);
    fs::write(folder.path().join("a.journey"), b"event \xff").unwrap();
    let fmt = baton(folder.path(), &[".", "c.journey"]);
    exits(&fmt, 2);
    assert!(err(&fmt).contains("`a.journey` is not in UTF-8"), "{}", err(&fmt));
    assert!(err(&fmt).contains("`c.journey` can't be read: there is no such file"), "{}", err(&fmt));
    assert_eq!(out(&fmt), "formatted b.journey\n1 file formatted, 2 files failed\n");
    assert_eq!(text(&folder, "b.journey"), AFTER);
}

#[test]
fn programs_get_json() {
    let folder = folder(&[("a.journey", BEFORE), ("b.journey", AFTER), ("c.journey", "event   b {  x: }\n")]);
    let check = baton(folder.path(), &["--check", "--format", "json"]);
    exits(&check, 1);
    let json: serde_json::Value = serde_json::from_str(&out(&check)).unwrap();
    let file = |path: &str, outcome: &str, left_alone: usize| serde_json::json!({ "path": path, "outcome": outcome, "left_alone": left_alone });
    let files =
        [file("a.journey", "would_change", 0), file("b.journey", "unchanged", 0), file("c.journey", "unchanged", 1)];
    assert_eq!(json, serde_json::json!({ "files": files }));
    assert_eq!(err(&check), "");
}

#[test]
fn an_empty_folder_has_nothing_to_format() {
    let folder = folder(&[]);
    let fmt = baton(folder.path(), &[]);
    exits(&fmt, 0);
    assert_eq!(out(&fmt), "no `.journey` files here\n");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = folder(&[("real/a.journey", BEFORE)]);
    let real = folder.path().join("real/a.journey");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, folder.path().join("link.journey")).unwrap();
    exits(&baton(folder.path(), &["link.journey"]), 0);
    assert_eq!(fs::read_to_string(&real).unwrap(), AFTER);
    assert!(folder.path().join("link.journey").is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}
