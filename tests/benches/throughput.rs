//! How fast text becomes a program, and events become records. `cargo bench -p baton-tests`; `docs/performance.md` has the
//! figures of one run, with the method.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_compiler::With;
use baton_engine::Engine;
use baton_host::run::{Silent, run};
use baton_tests::{
    generated,
    workload::{self, Size},
    world,
};
use divan::{Bencher, counter::BytesCount, counter::ItemsCount};

const LINES: usize = 50_000;
const SIZE: Size = Size { bits: 20, events: 4_000_000 };

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn parse_50_000_lines(bencher: Bencher) {
    let files = generated::workspace(LINES);
    let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (_, text) in &files {
            divan::black_box(baton_grammar::parse(text));
        }
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn check_50_000_lines(bencher: Bencher) {
    let files = generated::workspace(LINES);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    bencher.counter(ItemsCount::new(LINES)).bench(|| world::workspace(&files).diagnostics().len());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn program_of_50_000_lines(bencher: Bencher) {
    let files = generated::workspace(LINES);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    bencher.counter(ItemsCount::new(LINES)).bench(|| world::workspace(&files).program(With::Nothing).is_some());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn run_4_million_events_of_1_million_customers(bencher: Bencher) {
    let program =
        world::compiled(&world::workspace(&[("w.journey", workload::WORKSPACE)])).expect("the workload compiles");
    let engine = Engine::new(program);
    bencher
        .counter(ItemsCount::new(SIZE.events))
        .with_inputs(|| workload::inputs(engine.program(), SIZE))
        .bench_values(|inputs| run(&engine, inputs, Some(i64::MAX), &mut Silent).expect("nothing is written"));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_same_by_hand(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(SIZE.events))
        .with_inputs(|| workload::stream(SIZE).collect::<Vec<_>>())
        .bench_values(|events| workload::by_hand(events.into_iter()));
}
