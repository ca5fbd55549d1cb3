//! Random workspaces that are well typed, over random inputs: nothing panics, every moment ends, no state takes more than
//! its layout says, and the same comes of the same, whatever happens to the state between two inputs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "how many workspaces are drawn is told by the environment")]

use std::{collections::BTreeMap, sync::Arc};

use baton_compiler::With;
use baton_engine::{Chance, Customer, Engine, Output, State};
use baton_program::{Kind, Program, Record};
use baton_tests::{generator, random::Inputs, world};

/// How many workspaces are drawn; more with `BATON_SEEDS=from..to`.
const SEEDS: std::ops::Range<u64> = 0..120;
/// How many inputs each of two customers gets.
const INPUTS: usize = 80;

/// What random text can't promise to be: that moments end, that conditions aren't constant.
const REFUSED: [&str; 2] = ["E0450", "E0500"];

fn seeds() -> std::ops::Range<u64> {
    let given = std::env::var("BATON_SEEDS").ok();
    let parts = given.as_ref().and_then(|given| given.split_once(".."));
    parts.map_or(SEEDS, |(from, to)| from.parse().unwrap()..to.parse().unwrap())
}

/// The program of a random workspace; none where it is refused for what random text can't promise.
fn program(seed: u64) -> Option<Arc<Program>> {
    let text = generator::workspace(seed);
    let workspace = world::workspace(&[("random.journey", &text)]);
    let found = workspace.diagnostics();
    let mut errors = found.iter().filter(|one| one.code.severity.refuses());
    if let Some(one) = errors.find(|one| !REFUSED.contains(&one.code.to_string().as_str())) {
        let line = text[..one.span.start as usize].lines().count();
        panic!(
            "seed {seed}, line {line}: {}: {}\n{}",
            one.code,
            one.message,
            text.lines().nth(line.max(1) - 1).unwrap_or_default()
        );
    }
    let program = workspace.program(With::Nothing)?;
    program.verify().unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
    Some(program)
}

/// What came of random inputs, and the bytes of the last state.
fn run(engine: &Engine, seed: u64, keep: impl Fn(State) -> State) -> (Vec<Record>, Vec<u8>) {
    let program = engine.program();
    let most = program.layout().bytes().most;
    let mut records = Vec::new();
    let mut bytes = Vec::new();
    for customer in 0..2 {
        let customer = Customer { id: format!("c{customer}").as_str().into(), chance: Chance::Hashed };
        let mut inputs = Inputs::new(program, seed);
        let mut state = State::new(program);
        for _ in 0..INPUTS {
            let mut output = Output::default();
            engine.step(&customer, &mut state, inputs.next_input(), &mut output);
            inputs.saw(&output);
            assert!(state.bytes() as u64 <= most, "seed {seed}: a state takes {} of {most} bytes", state.bytes());
            assert_eq!(output.unfinished, 0, "seed {seed}: a moment doesn't end");
            records.append(&mut output.records);
            state = keep(state);
        }
        bytes.extend(state.to_bytes(engine));
    }
    (records, bytes)
}

#[test]
fn random_workspaces_over_random_inputs() {
    let (mut drawn, mut ran, mut kinds) = (0, 0, BTreeMap::new());
    for seed in seeds() {
        drawn += 1;
        let Some(program) = program(seed) else { continue };
        ran += 1;
        let engine = Engine::new(program);
        let (records, bytes) = run(&engine, seed, |state| state);
        for record in &records {
            *kinds.entry(record.kind).or_insert(0) += 1;
        }
        let again = run(&engine, seed, |state| State::from_bytes(&engine, &state.to_bytes(&engine)).unwrap());
        assert_eq!((records, bytes), again, "seed {seed}: kept as bytes, something else comes of it");
    }
    assert!(ran * 10 >= drawn * 9, "only {ran} of {drawn} workspaces are accepted");
    // What is never reached isn't tested.
    for kind in [
        Kind::Entered,
        Kind::Queued,
        Kind::Sent,
        Kind::Shown,
        Kind::Held,
        Kind::Dropped,
        Kind::Withdrawn,
        Kind::Did,
        Kind::Emitted,
        Kind::Reached,
        Kind::Missed,
        Kind::Completed,
        Kind::Joined,
        Kind::Answered,
    ] {
        assert!(kinds.contains_key(&kind), "nothing was ever {kind:?}: {kinds:?}");
    }
}
