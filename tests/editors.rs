//! What editors get from the project, installed as its pages say (`editors/test`), and what their clients and
//! the server say to each other (`tests/editor/run`).
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests of editors are programs of their own"
)]
#![allow(clippy::expect_used, missing_docs)]

use std::{
    process::Command,
    sync::{Mutex, PoisonError},
};

/// The scripts install what is missing, which can't be done twice at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

#[test]
fn editors_can_be_installed_and_know_the_language() {
    passes("../editors/test");
}

#[test]
fn clients_of_editors_work_with_the_server() {
    passes("editor/run");
}

/// Runs a script, whose path counts from this folder.
fn passes(script: &str) {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let script = format!("{}/{script}", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("bash").arg(script).output().expect("bash runs");
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{wrong}");
}
