//! How fast text becomes a program, and events become records. `cargo bench -p baton-tests`; `docs/performance.md` has the
//! figures of one run, with the method.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_compiler::With;
use baton_host::run::{Silent, run};
use baton_tests::{generated, workload, world};
use divan::{Bencher, counter::BytesCount, counter::ItemsCount};

/// The one of the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const LINES: usize = 50_000;
const EVENTS: u64 = 4_000_000;
/// So few that all of their states fit into the caches, and so many that none does.
const CUSTOMERS: [u64; 2] = [1 << 10, 1 << 20];

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

/// The workload as journeys, with so many customers.
#[divan::bench(sample_count = 3, sample_size = 1, args = CUSTOMERS)]
fn run_4_million_events(bencher: Bencher, customers: u64) {
    let engine = workload::engine().expect("the workload compiles");
    let size = workload::Size { bits: customers.ilog2(), events: EVENTS };
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| workload::inputs(engine.program(), size))
        .bench_values(|inputs| run(&engine, inputs, Some(i64::MAX), &mut Silent).expect("nothing is written"));
}

#[divan::bench(sample_count = 3, sample_size = 1, args = CUSTOMERS)]
fn the_same_by_hand(bencher: Bencher, customers: u64) {
    let size = workload::Size { bits: customers.ilog2(), events: EVENTS };
    bencher
        .counter(ItemsCount::new(EVENTS))
        .with_inputs(|| workload::stream(size).collect::<Vec<_>>())
        .bench_values(|events| workload::by_hand(events.into_iter()));
}
