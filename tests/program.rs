//! What the compiler makes of a workspace: listings of programs, read by people.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_program::Program;
use baton_tests::{workload, world};

fn listing(files: &[(&str, &str)]) -> String {
    let program = world::compiled(&world::workspace(files)).unwrap_or_else(|why| panic!("{why}"));
    let bytes = program.to_bytes();
    assert_eq!(Program::from_bytes(&bytes).expect("what was written can be read"), *program);
    baton_compiler::listing(&program)
}

#[test]
fn the_workload() {
    insta::assert_snapshot!(listing(&[("w.journey", workload::WORKSPACE)]));
}

#[test]
fn much_at_once() {
    insta::assert_snapshot!(listing(&[("busy.journey", include_str!("busy.journey"))]));
}
