//! What is refused, and that nothing panics.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail")]

use proptest::prelude::*;

use crate::sample::program;
use crate::*;

/// What is said of the sample after a change.
fn refused(change: impl FnOnce(&mut Program)) -> String {
    let mut program = program();
    change(&mut program);
    program.verify().map_or_else(|refusal| refusal.to_string(), |()| "accepted".into())
}

#[test]
fn the_sample_may_run() {
    assert_eq!(program().verify(), Ok(()));
    let bytes = program().to_bytes();
    assert_eq!(Program::from_bytes(&bytes), Ok(program()));
    assert_eq!(Program::from_bytes(&bytes).unwrap().identity(), program().identity());
}

#[test]
fn what_may_not_run() {
    let table: Vec<(String, &str)> = vec![
        (refused(|p| p.zone = "Mars/Olympus".into()), "the workspace: a time zone that this build does not have"),
        (refused(|p| p.symbols.reverse()), "the workspace: the values of enumerations are not in order"),
        (refused(|p| p.latches = 1), "the workspace: there is no latch 1"),
        (refused(|p| p.counters = 2), "the workspace: the places of the state and their uses do not match"),
        (
            refused(|p| p.nodes[2] = Node::Not(ExprId(2))),
            "expressions: expression 2 uses one that does not stand before it",
        ),
        (
            refused(|p| p.traits[0].value = ExprId(11)),
            "expressions: expression 11 uses one that does not stand before it",
        ),
        (
            refused(|p| p.reads[0].filters = vec![Some(ExprId(2))]),
            "expressions: expression 1 uses one that does not stand before it",
        ),
        (refused(|p| p.nodes[3] = Node::Attribute(AttributeId(9))), "expression ``: there is no attribute 9"),
        (
            refused(|p| p.nodes[0] = Node::Constant(Value::Number(f64::NAN))),
            "expression ``: a number that is not finite",
        ),
        (refused(|p| p.histories[0].store = Store::Recent(10_001)), "history ``: a history of 10001 is out of range"),
        (refused(|p| p.nodes[6] = Node::Here(3)), "history ``: field 4 where there are 3"),
        (refused(|p| p.events.swap(3, 4)), "events: the built-in events do not stand first"),
        (refused(|p| p.events[20].name = "z".into()), "events: the declared events are not in order"),
        (
            refused(|p| p.events[8].fields.clear()),
            "event `clicked`: its fields and those that are built in do not match",
        ),
        (
            refused(|p| p.attributes[1].default = Value::Unknown),
            "attribute `consent`: the type and the default do not match",
        ),
        (refused(|p| p.signals[0].event = EventId(20)), "event `was_quiet`: the signal and its event do not match"),
        (refused(|p| p.messages[0].hold = -1), "message `hello`: a duration of -1 is out of range"),
        (
            refused(|p| p.messages[0].rules.suppress = vec![RuleId(1)]),
            "message `hello`: a rule and the list that names it do not match",
        ),
        (
            refused(|p| p.messages[0].rules.channels.clear()),
            "message `hello`: its channels and their rules do not match",
        ),
        (refused(|p| p.messages[0].params.clear()), "message `hello`: slot 1 where there are 0"),
        (
            refused(|p| p.channels[0].capacity = Some(Capacity { count: 0, per: 1 })),
            "channel `email`: a capacity of 0 is out of range",
        ),
        (
            refused(|p| p.journeys[0].code[9] = Op::Jump(Pc(12))),
            "journey `welcome`: a place of the code of 12 is out of range",
        ),
        (refused(|p| p.journeys[0].code[2] = Op::Jump(Pc(0))), "journey `welcome`: code that never comes to rest"),
        (refused(|p| p.journeys[0].code[10] = Op::Done), "journey `welcome`: a handler that stays moves its instance"),
        (
            refused(|p| p.journeys[0].steps[0].start = Pc(1)),
            "journey `welcome`: a step and where its code begins do not match",
        ),
        (refused(|p| p.journeys[0].slots = 0), "journey `welcome`: slot 1 where there are 0"),
        (refused(|p| p.decisions[0].params.clear()), "decision `route`: slot 1 where there are 0"),
        (refused(|p| drop(p.decisions[0].choices.pop())), "decision `route`: a way that ends without an answer"),
        (
            refused(|p| p.decisions[0].answers.clear()),
            "decision `route`: the fields of an answer and their values do not match",
        ),
        (refused(|p| p.journeys[0].limit = 0), "journey `welcome`: a limit of 0 is out of range"),
        (
            refused(|p| {
                let Op::Wait(arms) = &mut p.journeys[0].code[3] else { panic!("no wait") };
                arms[1].trigger = ArmTrigger::TimeOfDay(DayTime { time: 0, days: Days(0) });
            }),
            "journey `welcome`: days of the week of 0 is out of range",
        ),
        (
            refused(|p| p.sources[0].takes[0].event = BuiltIn::Sent.id()),
            "source `orders`: a source of events that can't come from outside",
        ),
        (
            refused(|p| p.sources[0].takes[0].fields[0].1 = ExprId(5)),
            "source `orders`: a source that reads more than its row",
        ),
        (refused(|p| p.traits[0].value = ExprId(8)), "trait `buyer`: a column outside of a source"),
        (refused(|p| nest_reads(p, DEEPEST_READ)), "accepted"),
        (refused(|p| nest_reads(p, DEEPEST_READ + 1)), "message `hello`: history that is asked of history too often"),
        (refused(|p| p.events[20].fields.push(an_event("of", 21))), "event `order_placed`: an event within an event"),
        (
            refused(|p| p.events[21].fields.push(an_event("itself", 21))),
            "event `was_quiet`: an event that carries too many others",
        ),
        (refused(|p| p.stories[0].place.file = 1), "test `a story`: there is no file 1"),
    ];
    for (said, expected) in table {
        assert_eq!(said, expected);
    }
}

/// Questions to history that are asked of each event of the one before; the first is asked once.
fn nest_reads(program: &mut Program, levels: u8) {
    for level in 0..=levels {
        let filters = if level == 0 { vec![] } else { vec![Some(last_expr(program))] };
        program.reads.push(Read { filters, ..program.reads[0].clone() });
        program.nodes.push(Node::Read(ReadId(program.reads.len() as u32 - 1)));
    }
    program.messages[0].worth = Some(last_expr(program));
}

fn last_expr(program: &Program) -> ExprId {
    ExprId(program.nodes.len() as u32 - 1)
}

fn an_event(name: &str, event: u16) -> Field {
    Field { name: name.into(), ty: Type::Event(EventId(event)), privacy: Privacy::Open }
}

#[test]
fn bytes_that_are_no_program() {
    let load = |bytes: &[u8]| Program::from_bytes(bytes).unwrap_err().to_string();
    let mut bytes = program().to_bytes();
    assert_eq!(load(b""), "not a compiled program");
    assert_eq!(load(&bytes[..20]), "the compiled program is damaged");
    bytes[100] ^= 1;
    assert_eq!(load(&bytes), "the compiled program is damaged");
    bytes[6] = 99;
    assert_eq!(load(&bytes), "a compiled program of format 99, where this build reads format 2: compile it again");
}

#[test]
fn types_that_are_nested_without_end() {
    let mut deep = Type::Bool;
    for _ in 0..100 {
        deep = Type::Optional(Box::new(deep));
    }
    let mut program = program();
    program.attributes[0].ty = deep;
    assert_eq!(Program::from_bytes(&program.to_bytes()).unwrap_err().to_string(), "the compiled program is damaged");
    // What is written by hand goes on for far longer than the stack.
    let written = vec![15; 1 << 20];
    assert!(postcard::from_bytes::<Type>(&written).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    /// With a hash that fits, as an attacker would give it: it is refused, or may run.
    #[test]
    fn flipped_bytes(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut body = postcard::to_stdvec(&program()).unwrap();
        for (index, byte) in flips {
            let at = index.index(body.len());
            body[at] = byte;
        }
        if let Ok(program) = Program::from_body(&body) {
            prop_assert_eq!(program.verify(), Ok(()));
        }
    }

    #[test]
    fn bytes_of_any_kind(body in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Program::from_body(&body);
    }
}
