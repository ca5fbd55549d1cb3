//! The summary of a run as JSON, for programs: keys in a fixed order.

use std::sync::Arc;

use baton_host::{
    measure::{Group, Kept, MeasureTally, UnitFigures},
    run::{AudienceTally, JourneyTally, MessageTally, Summary},
};
use baton_program::wire;
use serde_json::{Map, Value, json};

/// The JSON, with a line end.
pub fn text(summary: &Summary, rejected: u64) -> String {
    let value = json!({
        "events": summary.events,
        "rejected": rejected,
        "before_from": summary.before,
        "after_until": summary.after_until,
        "commands": summary.commands,
        "refused": summary.refused,
        "merged": summary.merged,
        "ignored_fields": summary.ignored_fields,
        "customers": summary.customers,
        "records": summary.records,
        "journeys": list(&summary.journeys, journey),
        "messages": list(&summary.messages, message),
        "actions": list(&summary.actions, |(name, done)| json!({ "name": &**name, "done": done })),
        "decisions": list(&summary.decisions, |(name, asked)| json!({ "name": &**name, "asked": asked })),
        "audiences": list(&summary.audiences, audience),
        "measures": list(&summary.measures, measure),
    });
    format!("{value:#}\n")
}

fn list<T>(of: &[T], one: impl Fn(&T) -> Value) -> Vec<Value> {
    of.iter().map(one).collect()
}

/// How often, by name.
fn counts<'c>(of: impl IntoIterator<Item = (&'c Arc<str>, &'c u64)>) -> Value {
    of.into_iter().map(|(name, count)| (name.to_string(), Value::from(*count))).collect::<Map<_, _>>().into()
}

fn journey(tally: &JourneyTally) -> Value {
    json!({
        "name": &*tally.name,
        "entered": tally.entered,
        "reached": tally.reached,
        "missed": tally.missed,
        "completed": tally.completed,
        "left": counts(&tally.left),
        "refused": tally.refused,
    })
}

fn message(tally: &MessageTally) -> Value {
    json!({
        "name": &*tally.name,
        "sent": counts(&tally.sent),
        "shown": counts(&tally.shown),
        "held": tally.held,
        "queued": tally.queued,
        "withheld": tally.withheld,
        "withdrawn": tally.withdrawn,
        "dropped": tally.dropped,
        "dropped_by": counts(&tally.dropped_by),
    })
}

fn audience(tally: &AudienceTally) -> Value {
    json!({
        "name": &*tally.name,
        "joined": tally.joined,
        "departed": tally.departed,
        "members": tally.members,
    })
}

/// The last final figures of a measure, and those that can still change.
fn measure(tally: &MeasureTally) -> Value {
    let unit = |unit: &UnitFigures| self::unit(tally, unit);
    json!({
        "name": &*tally.name,
        "per": tally.per.word(),
        "alerts": tally.alerts,
        "last": tally.last.as_ref().map(unit),
        "open": list(&tally.open, unit),
    })
}

fn unit(tally: &MeasureTally, unit: &UnitFigures) -> Value {
    let figures = unit.groups.iter().map(|(group, figures)| {
        let mut object = Map::new();
        if tally.kept == Kept::Apart {
            object.insert("by".into(), Group::json(group));
        }
        object.insert("of".into(), figures.of.into());
        object.insert("part".into(), figures.part.into());
        object.insert("share".into(), figures.share().into());
        Value::from(object)
    });
    json!({
        "from": wire::iso(unit.from).to_string(),
        "to": wire::iso(unit.to).to_string(),
        "figures": figures.collect::<Vec<_>>(),
    })
}
