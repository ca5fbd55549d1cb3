//! What a customer costs: the layout that a program has, and the states that come of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;
use std::sync::Arc;

use baton_compiler::With;
use baton_engine::{Chance, Customer, Engine, Output, State};
use baton_program::Program;
use baton_program::layout::{Declared, Keeps, Layout};
use baton_tests::{examples, random::Inputs, world};
use proptest::prelude::*;

const COMPANY: &str = "\
customer { vip: bool = false }
channel email {}
channel voice { capacity 10 per hour }
priorities service > upsell
event a { k: id  n: int  t: text up to 100 }
event b { k: id }
message hello { purpose service  channels email  hold 1d }
";

fn program(text: &str) -> Arc<Program> {
    let text = format!("{COMPANY}{text}");
    world::compiled(&world::workspace(&[("all.journey", &text)])).unwrap_or_else(|why| panic!("{why}"))
}

fn busy() -> Arc<Program> {
    let files = [("busy.journey", include_str!("busy.journey"))];
    world::compiled(&world::workspace(&files)).unwrap_or_else(|why| panic!("{why}"))
}

/// The most that a state had under random inputs, which is never more than its layout says.
fn most_of_a_state(program: &Arc<Program>, seed: u64, inputs: usize) -> usize {
    let engine = Engine::new(program.clone());
    let bound = program.layout().bytes();
    let long: String = "c".repeat(1024);
    let customer = Customer { id: long.as_str().into(), chance: Chance::Hashed };
    let mut state = State::new(program);
    assert_eq!(state.bytes() as u64, bound.rest);
    let mut random = Inputs::new(program, seed);
    let mut most = 0;
    for _ in 0..inputs {
        let mut output = Output::default();
        engine.step(&customer, &mut state, random.next_input(), &mut output);
        random.saw(&output);
        assert!(state.bytes() as u64 <= bound.most, "{} bytes of at most {}", state.bytes(), bound.most);
        most = most.max(state.bytes());
    }
    let read = State::from_bytes(&engine, &state.to_bytes(&engine)).unwrap();
    assert!(read.bytes() <= state.bytes(), "what is read has no more room than it needs");
    most
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_state_takes_more_than_the_layout_says(seed in any::<u64>()) {
        most_of_a_state(&busy(), seed, 300);
    }
}

#[test]
fn no_state_of_an_example_takes_more_than_its_layout_says() {
    for name in examples::names() {
        let program = examples::workspace(&name).program(With::Tests).expect("an example has a program");
        for seed in 0..20 {
            most_of_a_state(&program, seed, 400);
        }
    }
}

/// A bound that nothing ever comes near would say nothing.
#[test]
fn a_state_can_come_near_its_layout() {
    let full = program(
        "trait often = count(a, 3000d, up to 50) > sum(a.n, 3000d, up to 50)\nsignal s for each k, up to 2 = a as x then b then b all within 3000d\n",
    );
    let bound = full.layout().bytes().most;
    let most = most_of_a_state(&full, 7, 2_000) as u64;
    assert!(most * 10 > bound * 8, "{most} of {bound}");
}

/// What a text adds to the slots of the company's own.
fn added(text: &str) -> String {
    let (before, after) = (program("").layout(), program(text).layout());
    let mut added = String::new();
    for slot in &after.slots {
        let is_new = !before.slots.iter().any(|other| other.owner == slot.owner && same(other.keeps, slot.keeps));
        if is_new {
            let _ = writeln!(
                added,
                "{} {}, {}: {} {}, {} timers",
                slot.owner.kind.word(),
                slot.owner.name,
                format!("{:?}", slot.keeps).split('(').next().unwrap_or_default(),
                slot.bytes.once,
                slot.bytes.most,
                slot.timers
            );
        }
    }
    added
}

fn same(a: Keeps, b: Keeps) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

#[test]
fn what_each_kind_of_declaration_costs() {
    let table = [
        ("nothing", "event c { n: int }"),
        ("a known attribute", "customer { name: text?  zone: timezone?  tags: list of id? }"),
        ("a running value", "trait t = sum(a.n) > 3"),
        ("a running text", "trait t = latest(a.t)"),
        ("a compared count", "trait t = count(a, 7d) >= 3"),
        ("a window", "trait t = sum(a.n, 7d) > 3"),
        ("a shared window", "trait t = sum(a.n, 7d) > 3\ntrait u = sum(a.n, 7d) > 4"),
        ("a signal that becomes true", "signal s = becomes customer.vip"),
        ("a pattern", "signal s = a as x then b within 1h"),
        ("an absence for each key", "signal s for each k, up to 3 = a then no b within 1h"),
        ("a cap", "policy p { c: cap all to 3 per day }"),
        ("a journey that rests at a wait", "journey j { enter on a  again always  limit 1d  step s { wait 1h } }"),
        (
            "a journey for each key, with a frame",
            "journey j for each k, up to 4 { enter on a as x  goal b within 3h  limit 1d  step s { wait { on b -> s  after 2h -> s } } }",
        ),
        (
            "a journey that a condition enters",
            "journey j { enter when customer.vip and count(b, 1d) > 2  again after 3d  limit 9d  step s { send hello } }",
        ),
        ("an audience", "audience late = customer.vip and count(b, 1d) > 2"),
        ("a switch", "switch crisis = off"),
        ("a measure", "measure m = b of a within 2h by customer.vip per day"),
        ("a measure that asks history", "measure m = b of a within 2h by count(b, 1d) > 2 per day"),
        ("a refreshed audience", "audience late refreshed daily at 06:00 = customer.vip and count(b, 1d) > 2"),
    ];
    let costs: Vec<String> = table.iter().map(|(what, text)| format!("{what}\n{}", added(text))).collect();
    insta::assert_snapshot!(costs.join("\n"));
}

fn window(layout: &Layout) -> u64 {
    let is_window = |keeps| matches!(keeps, Keeps::History(_));
    layout.slots.iter().filter(|slot| is_window(slot.keeps)).map(|slot| slot.bytes.most).sum()
}

/// Each further event, key and instance costs what one costs.
#[test]
fn bounds_grow_with_what_is_written() {
    let of = |text: &str| program(text).layout();
    let windows = [10, 11, 1000].map(|most| window(&of(&format!("trait t = sum(a.n, 7d, up to {most}) > 3"))));
    assert_eq!(windows[1] - windows[0], 32 + 24, "a remembered event and one value");
    assert_eq!(windows[2] - windows[0], 990 * (32 + 24));

    let of_kind = |layout: &Layout, kind| {
        let slots = layout.slots.iter().filter(|slot| slot.owner.kind == kind);
        slots.map(|slot| (slot.bytes.most, slot.timers)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    };
    let keys = |most: u32| {
        let layout = of(&format!("signal s for each k, up to {most} = a then no b within 1h"));
        of_kind(&layout, Declared::Signal)
    };
    let (one, two, many) = (keys(1), keys(2), keys(101));
    assert_eq!((many.0 - one.0, many.1 - one.1), (100 * (two.0 - one.0), 100));

    let instances = |most: u32| {
        let text = format!("journey j for each k, up to {most} {{ enter on a  limit 1d  step s {{ send hello }} }}");
        of_kind(&of(&text), Declared::Journey)
    };
    let (one, two, many) = (instances(1), instances(2), instances(101));
    assert_eq!((many.0 - one.0, many.1 - one.1), (100 * (two.0 - one.0), 100 * 2));
}

#[test]
fn the_parts_are_the_whole() {
    let layout = busy().layout();
    let costs = layout.by_declaration();
    assert_eq!(costs.iter().map(|cost| cost.bytes.most).sum::<u64>(), layout.bytes().most);
    assert_eq!(costs.iter().map(|cost| cost.timers).sum::<u64>(), layout.timers());
    assert!(costs.is_sorted_by_key(|cost| std::cmp::Reverse(cost.bytes.most)));
    assert_eq!(busy().layout(), layout, "one program has one layout");
}
