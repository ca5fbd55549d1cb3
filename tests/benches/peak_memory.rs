//! How much memory a run needs at most: `cargo bench -p baton-tests --bench peak_memory`; "max alloc" is the figure. Its times say
//! nothing, because everything that is allocated is counted.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_host::run::{Silent, run};
use baton_tests::workload::{self, Size};
use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const SIZE: Size = Size { bits: 20, events: 4_000_000 };

fn main() {
    divan::main();
}

/// What the run allocates; the events are there before it begins.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn run_4_million_events_of_1_million_customers(bencher: Bencher) {
    let engine = workload::engine().expect("the workload compiles");
    bencher
        .with_inputs(|| workload::inputs(engine.program(), SIZE))
        .bench_values(|inputs| run(&engine, inputs, Some(i64::MAX), &mut Silent).expect("nothing is written"));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn the_same_by_hand(bencher: Bencher) {
    bencher
        .with_inputs(|| workload::stream(SIZE).collect::<Vec<_>>())
        .bench_values(|events| workload::by_hand(events.into_iter()));
}
