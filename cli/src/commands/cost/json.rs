//! Costs as JSON, for programs: keys in a fixed order, sizes in bytes.

use baton_program::{
    Program,
    layout::{Bytes, Cost, Layout, MOST_OF_A_MOMENT, Slot},
};
use serde_json::{Value, json};

use super::words;

/// The JSON, with a line end.
pub fn text(program: &Program, layout: &Layout) -> String {
    let million = |bytes: u64| bytes.saturating_mul(1_000_000);
    let Bytes { rest, once, most } = layout.bytes();
    let work = &layout.moment;
    let value = json!({
        "workspace": &*program.workspace,
        "customer": bytes(Bytes { rest, once, most }),
        "million": bytes(Bytes { rest: million(rest), once: million(once), most: million(most) }),
        "timers": layout.timers(),
        "moment": {
            "event": work.event.as_deref(),
            "listeners": work.listeners,
            "conditions": work.conditions,
            "clearing": work.clearing,
            "showing": work.showing,
            "steps": MOST_OF_A_MOMENT,
        },
        "declarations": layout.by_declaration().iter().map(|cost| declaration(program, cost)).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

fn bytes(Bytes { rest, once, most }: Bytes) -> Value {
    json!({ "at_rest": rest, "once": once, "at_most": most })
}

fn declaration(program: &Program, cost: &Cost<'_>) -> Value {
    json!({
        "name": &*cost.owner.name,
        "kind": cost.owner.kind.word(),
        "bytes": bytes(cost.bytes),
        "timers": cost.timers,
        "keeps": cost.slots.iter().map(|slot| keeps(program, slot)).collect::<Vec<_>>(),
    })
}

fn keeps(program: &Program, slot: &Slot) -> Value {
    json!({
        "kind": words::kind(slot.keeps),
        "count": words::count(program, slot.keeps),
        "events": words::events(program, slot.keeps),
        "bytes": bytes(slot.bytes),
        "timers": slot.timers,
        "shared_with": slot.also.iter().map(|owner| &*owner.name).collect::<Vec<_>>(),
    })
}
