//! What editors get from the project, installed as its pages say: `editors/test`.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the tests of editors are programs of their own"
)]
#![allow(clippy::expect_used, missing_docs)]

use std::process::Command;

#[test]
fn editors_can_be_installed_and_know_the_language() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../editors/test");
    let output = Command::new("bash").arg(script).output().expect("bash runs");
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{wrong}");
}
