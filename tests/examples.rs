//! The examples: without a warning, and tested. What they find in real data is checked by `cli/tests/real_data.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{collections::BTreeSet, sync::Arc};

use baton_compiler::{Colour, Renderer, With};
use baton_engine::Engine;
use baton_host::{
    input::{Form, Reader, Taken},
    story::{Verdict, tell},
};
use baton_program::Program;
use baton_tests::{examples, world};

/// The examples from which a team of an industry could start.
const INDUSTRIES: [&str; 4] = ["banking", "healthcare", "retail", "telecom"];

fn program(name: &str) -> Arc<Program> {
    world::compiled(&examples::workspace(name)).unwrap_or_else(|why| panic!("{name}\n{why}"))
}

#[test]
fn every_example_is_clean() {
    let names = examples::names();
    for name in &names {
        let workspace = examples::workspace(name);
        let found = workspace.diagnostics();
        let human = Renderer::Human { colour: Colour::Never, width: 100 };
        assert!(found.is_empty(), "{name}\n{}", workspace.render(&found, human));
        assert!(workspace.program(With::Tests).is_some(), "a clean workspace has a program");
    }
    assert!(names.len() >= 3);
}

#[test]
fn every_example_passes_its_tests() {
    for name in examples::names() {
        let program = program(&name);
        let enough = if INDUSTRIES.contains(&&*name) { 25 } else { 8 };
        assert!(program.stories.len() >= enough, "{name} has only {} tests", program.stories.len());
        let engine = Engine::new(program.clone());
        for story in &program.stories {
            let verdict = tell(&engine, story);
            assert!(matches!(verdict, Verdict::Passed), "{name}: {}\n{verdict:?}", story.title);
        }
    }
}

/// The events of an example tell of all its journeys, and every line of them is taken.
#[test]
fn the_events_of_an_industry_lead_through_all_its_journeys() {
    for name in INDUSTRIES {
        let file = examples::folder().join(name).join("events.jsonl");
        let program = program(name);
        let reader = Reader::open(file.to_str().unwrap(), &program, Form::CloudEvents).unwrap();
        let mut events: Vec<Taken> = Vec::new();
        for row in reader {
            events.extend(row.unwrap().result.unwrap_or_else(|why| panic!("{name}: {why:?}")));
        }
        let records = world::records(program.clone(), events, None).unwrap();
        let entered: BTreeSet<&str> = records.iter().filter_map(|record| record.journey.as_deref()).collect();
        for journey in &program.journeys {
            assert!(entered.contains(&*journey.name), "{name}: nobody enters {}", journey.name);
        }
    }
}
