//! Layouts of the sample, and of small changes to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::*;
use crate::{Key, RuleKind, Store, Type, sample};

fn slot(layout: &Layout, is: impl Fn(Keeps) -> bool) -> Slot {
    layout.slots.iter().find(|slot| is(slot.keeps)).cloned().expect("there is such a slot")
}

fn most(change: impl FnOnce(&mut Program)) -> u64 {
    let mut program = sample::program();
    change(&mut program);
    program.verify().expect("the program is still one");
    program.layout().bytes().most
}

#[test]
fn a_program_has_one_layout() {
    assert_eq!(sample::program().layout(), sample::program().layout());
}

#[test]
fn the_parts_are_the_whole() {
    let layout = sample::program().layout();
    let costs = layout.by_declaration();
    assert_eq!(costs.iter().fold(Bytes::default(), |sum, cost| sum.and(cost.bytes)), layout.bytes());
    assert!(costs.is_sorted_by_key(|cost| std::cmp::Reverse(cost.bytes.most)));
}

#[test]
fn at_rest_only_the_state_itself_is_there() {
    let layout = sample::program().layout();
    assert_eq!(layout.bytes().rest, sizes::STATE);
    assert!(layout.slots.iter().all(|slot| slot.bytes.rest <= slot.bytes.once && slot.bytes.once <= slot.bytes.most));
}

#[test]
fn a_history_belongs_to_the_first_that_asks_and_is_shared_by_the_rest() {
    let history = slot(&sample::program().layout(), |keeps| matches!(keeps, Keeps::History(_)));
    assert_eq!((history.owner.kind, &*history.owner.name), (Declared::Trait, "buyer"));
    let others: Vec<&str> = history.also.iter().map(|owner| &*owner.name).collect();
    assert_eq!(others, ["was_quiet", "email", "hello", "calm.quiet", "welcome"]);
}

#[test]
fn every_bound_is_that_of_the_text() {
    let before = most(|_| {});
    let grown = [
        ("a text", most(|p| p.attributes[0].ty = Type::Optional(Box::new(Type::Text(1034)))), 10),
        (
            "a window that keeps a text",
            most(|p| p.histories[0].store = Store::Recent(101)),
            sizes::REMEMBRANCE + sizes::VALUE + sizes::SHARED + 1024,
        ),
        (
            "a cap",
            most(|p| match &mut p.rules[1].kind {
                RuleKind::Cap(cap) => cap.limit += 1,
                _ => panic!("the second rule is a cap"),
            }),
            sizes::TIME,
        ),
        ("a slot", most(|p| p.journeys[0].slots += 1), sizes::VALUE),
        ("again always", most(|p| p.journeys[0].again = crate::Again::Always) + sizes::ENDED_JOURNEY + sizes::ENDED, 0),
    ];
    for (what, after, by) in grown {
        assert_eq!(after - before, by, "{what}");
    }
}

#[test]
fn instances_multiply_what_one_takes() {
    let with = |instances| {
        let mut program = sample::program();
        program.journeys[0].key = Some(Key { name: "k".into(), instances });
        let slot = slot(&program.layout(), |keeps| matches!(keeps, Keeps::Instances(_)));
        (slot.bytes.once, slot.bytes.most - sizes::PAUSED, slot.timers)
    };
    let (one, ten) = (with(1), with(10));
    assert_eq!(ten, (one.0, one.1 * 10, one.2 * 10));
}
