//! The examples: without a warning, and tested. What they find in real data is checked by `cli/tests/real_data.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_compiler::{Colour, Renderer, With};
use baton_tests::examples;

#[test]
fn every_example_is_clean_and_passes_its_tests() {
    let names = examples::names();
    for name in &names {
        let workspace = examples::workspace(name);
        let found = workspace.diagnostics();
        assert!(
            found.is_empty(),
            "{name}\n{}",
            workspace.render(&found, Renderer::Human { colour: Colour::Never, width: 100 })
        );
        let program = workspace.program(With::Tests).expect("a clean workspace has a program");
        program.verify().unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert!(program.stories.len() >= 8, "{name} has only {} tests", program.stories.len());
    }
    assert!(names.len() >= 3);
}
