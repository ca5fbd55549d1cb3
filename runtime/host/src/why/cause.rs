//! What a record says happened and what caused it, in words; messages are told by their fates.

use std::sync::Arc;

use baton_program::{Because, Kind, Record, withheld};
use serde_json::Value as Json;

/// What happened, in words, with what caused it.
pub(super) fn happened(record: &Record) -> String {
    let journey = || instance(record);
    let step = record.step.as_deref().unwrap_or("unknown");
    let with = with(record);
    let what = match record.kind {
        Kind::Entered => format!("entered {} at step `{step}`", journey()),
        Kind::Moved => format!("moved to step `{step}` of {}", journey()),
        Kind::Reached => format!("reached the goal of {}", journey()),
        Kind::Missed => format!("didn't reach the goal of {} in its time", journey()),
        Kind::Completed => format!("came to the end of {}", journey()),
        Kind::Left => format!("left {}{}", journey(), reason(record)),
        Kind::Refused if record.journey.is_none() => {
            let name = record.event.as_ref().or(record.order.as_ref());
            let what = name.map_or_else(|| "an input".to_owned(), |name| quoted(Some(name)));
            format!("was refused {what}{}{with}", reason(record))
        }
        Kind::Refused => format!("was refused {}{}", journey(), reason(record)),
        Kind::Did => {
            format!("did {} for `{}`{with}", quoted(record.action.as_ref()), record.to.as_deref().unwrap_or("unknown"))
        }
        Kind::Answered if record.reason.is_some() => {
            format!("{} was answered{}", quoted(record.action.as_ref()), reason(record))
        }
        Kind::Answered => format!("{} was answered{with}", quoted(record.action.as_ref())),
        Kind::Emitted => format!("let {} happen{with}", quoted(record.event.as_ref())),
        Kind::Joined => format!("joined the audience {}", quoted(record.audience.as_ref())),
        Kind::Departed => format!("departed from the audience {}", quoted(record.audience.as_ref())),
        Kind::Merged => {
            let was = record.with.first().and_then(|(_, was)| was.as_str()).unwrap_or("unknown");
            format!("`{was}` is `{}` from now on; what came before is told under either id", record.customer)
        }
        Kind::Commanded => return commanded(record),
        Kind::Previewed => {
            let order = record.order.as_deref().unwrap_or("unknown");
            format!("would be concerned by an operator's `{order}`{}{with}", about(record))
        }
        Kind::Measured | Kind::Alerted => format!("{} was computed{with}", quoted(record.measure.as_ref())),
        Kind::Queued | Kind::Sent | Kind::Shown | Kind::Held | Kind::Withheld | Kind::Dropped | Kind::Withdrawn => {
            format!("{} had its fate", quoted(record.message.as_ref()))
        }
    };
    match cause(record) {
        Some(cause) => format!("{what}, because {cause}"),
        None => what,
    }
}

/// What caused it, in words.
pub(super) fn cause(record: &Record) -> Option<String> {
    let because = record.because.first()?;
    if let Some(ordered) = ordered(because) {
        return Some(ordered);
    }
    Some(match &*because.rule {
        // The time of a goal is told by what happened.
        "within" if record.kind == Kind::Missed => return None,
        "within" => "no answer came in its time".into(),
        "failed" if record.journey.is_some() => "the action failed".into(),
        "answered" => "the answer came".into(),
        "limit" => "its `limit` was over".into(),
        "merged" if because.place.is_none() => "two customers became one".into(),
        "after" => "the time of waiting was over".into(),
        "until" => "the time had come".into(),
        fate @ ("sent" | "withheld" | "dropped") => format!("its message was {fate}"),
        "when" if because.values.is_empty() && record.kind == Kind::Departed => "its condition held no longer".into(),
        "when" | "goal" | "exit" if because.values.is_empty() => "its condition held".into(),
        "when" | "goal" | "exit" => values(because),
        event => format!("`{event}` happened"),
    })
}

/// That an operator ordered something, in words.
fn commanded(record: &Record) -> String {
    let order = record.order.as_deref().unwrap_or("unknown");
    match record.because.first().and_then(said) {
        Some((who, why)) if record.journey.is_some() => {
            format!("{who} {} {} ({why})", past(order), instance(record))
        }
        Some((who, why)) => format!("{who} ordered `{order}`{} ({why})", about(record)),
        None => format!("an operator ordered `{order}`{}{}", about(record), with(record)),
    }
}

/// What an operator's order caused, in words: `mia advanced it (the letters are late)`.
fn ordered(because: &Because) -> Option<String> {
    let (who, why) = said(because).filter(|_| matches!(&*because.rule, "advance" | "remove"))?;
    Some(format!("{who} {} it ({why})", past(&because.rule)))
}

/// Who ordered something, and why: nothing else that decides has these two values and no others.
fn said(because: &Because) -> Option<(&str, &str)> {
    match because.values.as_slice() {
        [(who, Json::String(name)), (why, Json::String(reason))] if &**who == "who" && &**why == "why" => {
            Some((name, reason))
        }
        _ => None,
    }
}

/// An order as something that was done.
fn past(order: &str) -> &str {
    match order {
        "pause" => "paused",
        "resume" => "resumed",
        "advance" => "advanced",
        "remove" => "removed",
        other => other,
    }
}

/// A journey, and which instance of it: `` `care.support` for `t-1` ``.
pub(super) fn instance(record: &Record) -> String {
    let journey = quoted(record.journey.as_ref());
    record.key.as_ref().map_or(journey.clone(), |key| format!("{journey} for `{key}`"))
}

pub(super) fn quoted(name: Option<&Arc<str>>) -> String {
    format!("`{}`", name.map_or("unknown", |name| name))
}

/// The values that decided: `a = 1, b = unknown`.
pub(super) fn values(because: &Because) -> String {
    listed(&because.values)
}

/// What a record carries: ` with a = 1, b = unknown`.
pub(super) fn with(record: &Record) -> String {
    if record.with.is_empty() { String::new() } else { format!(" with {}", listed(&record.with)) }
}

pub(super) fn listed(values: &[(Arc<str>, Json)]) -> String {
    let one = |(name, value): &(Arc<str>, Json)| match shown(value) {
        Some(value) => format!("{name} = {value}"),
        None => format!("{name} (personal)"),
    };
    values.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A value in words; none of one that is withheld.
fn shown(value: &Json) -> Option<String> {
    Some(match value {
        Json::Null => "unknown".into(),
        // A text is in quotes only where it could be taken for something else.
        Json::String(text) if !text.is_empty() && !text.contains([',', '"', '=']) => text.clone(),
        value if *value == withheld() => return None,
        value => value.to_string(),
    })
}

fn reason(record: &Record) -> String {
    record.reason.as_ref().map_or_else(String::new, |reason| format!(" (\"{reason}\")"))
}

/// What an order is about, ` of ` in front: nothing of the one that is about the customer as a whole.
fn about(record: &Record) -> String {
    let name = record.journey.as_ref().or(record.switch.as_ref()).or(record.audience.as_ref());
    name.map_or_else(String::new, |name| format!(" of {}", quoted(Some(name))))
}
