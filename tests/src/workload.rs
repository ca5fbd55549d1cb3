//! The stateful workload that implementations are compared on: three signals within an hour or a day, and a cap of three
//! messages in seven days, over a stream that every language can produce, because it is made of integers alone.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, VecDeque},
    sync::Arc,
};

use baton_engine::Engine;
use baton_host::input::{Taken, Whom};
use baton_program::{BuiltIn, Event, EventId, Input, InputKind, Program};

use crate::world;

/// The logic as journeys.
pub const WORKSPACE: &str = r#"
customer { known: bool = true }
channel email {}
priorities service
event a {}
event b {}
event other {}

signal thrice = a then a then a all within 1h
signal pair   = a then b within 1h

message one   { purpose service  channels email  hold 0s }
message two   { purpose service  channels email  hold 0s }
message three { purpose service  channels email  hold 0s }

policy contact { three_a_week: cap all to 3 per 7d }

journey first  { enter on thrice  limit 1d  step s { send one } }
journey second { enter on pair    limit 1d  step s { send two } }
journey third  { enter on a  exit on b  limit 2d  step s { wait 24h  send three } }
"#;

/// An engine for the logic as journeys.
///
/// # Errors
///
/// Its diagnostics, if it doesn't compile.
pub fn engine() -> Result<Engine, String> {
    world::compiled(&world::workspace(&[("w.journey", WORKSPACE)])).map(Engine::new)
}

/// How much of it.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// 2 to the power of this many customers.
    pub bits: u32,
    /// How many events.
    pub events: u64,
}

/// An event of the stream.
#[derive(Clone, Copy, Debug)]
pub struct Happened {
    /// Whose.
    pub customer: u64,
    /// Of which type: 0 is A, 1 is B.
    pub kind: u8,
    /// When.
    pub at: i64,
}

const BEGIN: i64 = 1_767_225_600_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

fn mix(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The stream: uniform customers, seven events of ten touch a signal.
pub fn stream(size: Size) -> impl Iterator<Item = Happened> {
    let step = 170_000_000 / size.events as i64;
    (0..size.events).map(move |number| {
        let random = mix(number ^ 0xA5A5_A5A5_0000_0000);
        let kind = match random & 0xFFFF {
            0..26_214 => 0,
            26_214..45_875 => 1,
            other => 2 + (other & 7) as u8,
        };
        Happened { customer: (random >> 40) & ((1 << size.bits) - 1), kind, at: BEGIN + number as i64 * step }
    })
}

/// The stream as inputs of the workspace's program.
pub fn inputs(program: &Program, size: Size) -> Vec<Taken> {
    let id = |name: &str| {
        let index = program.events.iter().position(|event| &*event.name == name);
        index.map_or(BuiltIn::Sent.id(), |index| EventId(index as u16))
    };
    let ids = [id("a"), id("b"), id("other")];
    let names: Vec<Arc<str>> =
        (0..1u64 << size.bits).map(|customer| format!("{:016x}", mix(customer ^ 0x5bd1_e995)).into()).collect();
    let taken = |one: Happened| {
        let event = Event {
            event: ids[usize::from(one.kind).min(2)],
            at: one.at,
            channel: None,
            fields: Box::default(),
            number: 0,
        };
        Taken {
            whom: Whom::Customer(Arc::clone(&names[one.customer as usize])),
            input: Input { at: one.at, kind: InputKind::Event { id: None, event, changes: Vec::new() } },
            ignored_fields: 0,
        }
    };
    stream(size).map(taken).collect()
}

/// What came of it: sent and dropped messages of the three kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Sent.
    pub sent: [u64; 3],
    /// Dropped by the cap.
    pub dropped: [u64; 3],
}

#[derive(Default)]
struct Person {
    pending: Option<i64>,
    last: Option<i64>,
    times: VecDeque<i64>,
    sends: VecDeque<i64>,
}

impl Person {
    fn signal(&mut self, kind: usize, at: i64, tally: &mut Tally) {
        while self.sends.front().is_some_and(|sent| *sent <= at - 7 * DAY) {
            self.sends.pop_front();
        }
        if self.sends.len() < 3 {
            self.sends.push_back(at);
            tally.sent[kind] += 1;
        } else {
            tally.dropped[kind] += 1;
        }
    }

    fn due(&mut self, now: i64, tally: &mut Tally) {
        if let Some(at) = self.pending.take_if(|at| *at <= now) {
            self.signal(2, at, tally);
        }
    }
}

/// The same logic by hand, as one would write it in an afternoon: a map of customers and a heap of timers.
pub fn by_hand(events: impl Iterator<Item = Happened>) -> Tally {
    let mut people: HashMap<u64, Person> = HashMap::new();
    let mut timers: BinaryHeap<Reverse<(i64, u64)>> = BinaryHeap::new();
    let mut tally = Tally::default();
    for Happened { customer, kind, at } in events {
        while let Some(&Reverse((due, whose))) = timers.peek() {
            if due > at {
                break;
            }
            timers.pop();
            if let Some(person) = people.get_mut(&whose) {
                person.due(due, &mut tally);
            }
        }
        let person = people.entry(customer).or_default();
        match kind {
            0 => {
                person.times.push_back(at);
                if person.times.len() > 3 {
                    person.times.pop_front();
                }
                if person.times.len() == 3 && person.times.front().is_some_and(|third| at - third <= HOUR) {
                    person.signal(0, at, &mut tally);
                    person.times.clear();
                }
                person.last = Some(at);
                if person.pending.is_none() {
                    person.pending = Some(at + DAY);
                    timers.push(Reverse((at + DAY, customer)));
                }
            }
            1 => {
                if person.last.take_if(|last| at - *last <= HOUR).is_some() {
                    person.signal(1, at, &mut tally);
                }
                person.pending = None;
            }
            _ => {}
        }
    }
    while let Some(Reverse((due, whose))) = timers.pop() {
        if let Some(person) = people.get_mut(&whose) {
            person.due(due, &mut tally);
        }
    }
    tally
}
