//! What a slot keeps, in words.

use baton_program::{
    HistoryId, JourneyId, Op, Program, RuleKind, SignalId, Store,
    layout::{Keeps, Slot, sizes},
};

/// What a slot keeps, in one word for programs.
pub fn kind(keeps: Keeps) -> &'static str {
    match keeps {
        Keeps::State => "state",
        Keeps::EventIds => "event_ids",
        Keeps::Attribute(_) => "attribute",
        Keeps::History(_) => "history",
        Keeps::Prefixes(_) => "prefixes",
        Keeps::Latch(_) => "latch",
        Keeps::Counter(_) => "counter",
        Keeps::Instances(_) => "instances",
        Keeps::Ended(_) => "ends",
        Keeps::LastSend(_) => "last_send",
        Keeps::Switch(_) => "switch",
    }
}

/// What a slot keeps, for people.
pub fn told(program: &Program, slot: &Slot) -> String {
    match slot.keeps {
        Keeps::State => "what every customer has".into(),
        Keeps::EventIds => format!("ids of the last {} events", sizes::EVENT_IDS),
        Keeps::Attribute(_) => "its value".into(),
        Keeps::History(id) => history(program, id),
        Keeps::Prefixes(id) => match count(program, slot.keeps) {
            1 if program.signals.get(id.index()).is_some_and(|signal| signal.keys.is_none()) => {
                "what has matched".into()
            }
            keys => format!("what has matched of {}", many(keys, "key")),
        },
        Keeps::Latch(_) => "whether it held".into(),
        Keeps::Counter(_) => many(count(program, slot.keeps), "time"),
        Keeps::Instances(id) => {
            let instances = many(count(program, slot.keeps), "instance");
            match offers(program, id) {
                0 => instances,
                most => format!("{instances}, with {}", many(most, "offer")),
            }
        }
        Keeps::Ended(_) => "when it ended".into(),
        Keeps::LastSend(_) => "its last send".into(),
        Keeps::Switch(_) => "how it was turned".into(),
    }
}

/// How many of its kind a slot keeps at most.
pub fn count(program: &Program, keeps: Keeps) -> u64 {
    let keys = |id: SignalId| program.signals.get(id.index()).and_then(|signal| signal.keys);
    let instances = |id: JourneyId| Some(program.journeys.get(id.index())?.key.as_ref()?.instances);
    let kept = |id: HistoryId| match program.histories.get(id.index()).map(|history| history.store) {
        Some(Store::Recent(most)) => u64::from(most),
        _ => 1,
    };
    match keeps {
        Keeps::EventIds => sizes::EVENT_IDS,
        Keeps::History(id) => kept(id),
        Keeps::Prefixes(id) => keys(id).map_or(1, u64::from),
        Keeps::Instances(id) | Keeps::Ended(id) => instances(id).map_or(1, u64::from),
        Keeps::Counter(id) => {
            let cap = program.rules.iter().find_map(|rule| match rule.kind {
                RuleKind::Cap(cap) if cap.counter == id => Some(cap.limit),
                _ => None,
            });
            cap.map_or(0, u64::from)
        }
        Keeps::State | Keeps::Attribute(_) | Keeps::Latch(_) | Keeps::LastSend(_) | Keeps::Switch(_) => 1,
    }
}

/// The events that a slot remembers.
pub fn events(program: &Program, keeps: Keeps) -> Vec<&str> {
    let Keeps::History(id) = keeps else { return vec![] };
    let alternatives = program.histories.get(id.index()).map(|history| &history.alternatives);
    let events = alternatives.into_iter().flatten().map(|alternative| alternative.selector.event);
    let mut names: Vec<&str> = events.filter_map(|event| Some(&*program.events.get(event.index())?.name)).collect();
    names.dedup();
    names
}

fn history(program: &Program, id: HistoryId) -> String {
    let events = events(program, Keeps::History(id)).join(" or ");
    match program.histories.get(id.index()).map(|history| history.store) {
        Some(Store::Recent(1)) => format!("the last {events}"),
        Some(Store::Recent(most)) => format!("the last {most} {events}"),
        Some(Store::Running(fold)) => format!("the {} of {events}", fold.word()),
        None => events,
    }
}

/// How many offers of one instance can stand.
fn offers(program: &Program, id: JourneyId) -> u64 {
    let code = program.journeys.get(id.index()).map_or(&[][..], |journey| &journey.code);
    code.iter().filter(|op| matches!(op, Op::Offer(_))).count() as u64
}

fn many(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
