//! What states are said to take, against what an allocator counts. Alone in its program: others would be counted too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_compiler::With;
use baton_engine::{Chance, Customer, Engine, Output, State};
use baton_tests::{examples, random::Inputs};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

#[test]
fn states_take_what_they_say() {
    for name in examples::names() {
        let program = examples::workspace(&name).program(With::Nothing).expect("an example has a program");
        let engine = Engine::new(program.clone());
        let mut states: Vec<State> = Vec::with_capacity(200);
        let (mut said, mut counted) = (0, 0);
        for seed in 0..200 {
            let customer = Customer { id: format!("c{seed}").as_str().into(), chance: Chance::Hashed };
            let mut random = Inputs::new(&program, seed);
            let mut state = State::new(&program);
            for _ in 0..60 {
                let mut output = Output::default();
                engine.step(&customer, &mut state, random.next_input(), &mut output);
                random.saw(&output);
            }
            // Some turn out to be somebody else as well.
            if let Some(old) = states.last().filter(|_| seed % 4 == 3) {
                let (mut output, was) = (Output::default(), Customer { id: "was".into(), chance: Chance::Hashed });
                let input = random.identified("was");
                engine.identify(&customer, &mut state, &was, old.clone(), input, &mut output);
                assert!(state.bytes() as u64 <= program.layout().bytes().most, "{name}: a state of two is too large");
            }
            // A copy of its own, so that nothing of it is shared with inputs, outputs or the program.
            let bytes = state.to_bytes(&engine);
            let before = ALLOCATED.current_usage();
            let copy = State::from_bytes(&engine, &bytes).unwrap();
            counted += ALLOCATED.current_usage() - before + size_of::<State>();
            said += copy.bytes();
            states.push(copy);
        }
        let share = said as f64 / counted as f64;
        assert!((0.95..=1.05).contains(&share), "{name}: {said} bytes are said, {counted} are counted");
    }
}
