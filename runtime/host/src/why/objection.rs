//! Objections in words: what objected on which values, and what ends it.

use baton_program::{Because, Objection, Record};
use serde_json::Value as Json;

use super::{
    Lines, Objected, Place,
    cause::{quoted, values},
    split,
    time::{both, zone},
};

/// What is recorded in front of the objections where no channel can reach the customer.
const UNREACHABLE: &str = "unreachable";

/// The objections that a record tells, in the order asked.
pub(super) fn objections(record: &Record) -> impl Iterator<Item = &Because> {
    record.because.iter().filter(|because| !(because.kind.is_none() && &*because.rule == UNREACHABLE))
}

/// That no channel can reach the customer, where a record tells it.
pub(super) fn unreachable(record: &Record) -> Option<&Because> {
    record.because.iter().find(|because| because.kind.is_none() && &*because.rule == UNREACHABLE)
}

/// An objection in words.
pub(super) fn objected(record: &Record, because: &Because, lines: &Lines<'_>) -> Objected {
    Objected {
        words: words(because),
        place: place(because, lines),
        channel: because.channel.clone(),
        ends: ends(because, zone(record)),
    }
}

/// Its place, with the line where that can be had.
pub(super) fn place(because: &Because, lines: &Lines<'_>) -> Option<Place> {
    let place = because.place.clone()?;
    let source = split(&place).and_then(|(file, line)| lines(file, line));
    Some(Place { place, source })
}

fn words(because: &Because) -> String {
    let rule = format!("`{}`", because.rule);
    let channel = quoted(because.channel.as_ref());
    let on_values = || if because.values.is_empty() { String::new() } else { format!(": {}", values(because)) };
    match because.kind {
        Some(Objection::Paused) if value(because, "ordered").is_some() => "an operator has paused its journey".into(),
        Some(Objection::Paused) => format!("its journey is paused{}", on_values()),
        Some(Objection::OnlyWhen) => format!("its `only when` doesn't hold{}", on_values()),
        Some(Objection::Requires) => format!("{channel} requires what isn't so{}", on_values()),
        Some(Objection::Suppress) => format!("{rule} suppresses it{}{}", via(because), on_values()),
        Some(Objection::Gather) => format!("{rule} gathers"),
        Some(Objection::Quiet) => match (value(because, "local_time"), value(because, "timezone")) {
            (Some(time), Some(zone)) => format!("{rule} keeps {channel} quiet: it is {time} in {zone}"),
            _ => format!("{rule} keeps {channel} quiet"),
        },
        Some(Objection::Cap) => format!("{rule} is full for {channel}{}", counted(because)),
        Some(Objection::Holdout) => format!("{rule} holds the customer out"),
        Some(Objection::Shows) => match number(because, "shows") {
            Some(1) => "its placement shows only one, and another came first".into(),
            Some(shows) => format!("its placement shows only {shows}, and others came first"),
            None => "its placement shows no more".into(),
        },
        None => format!("{rule} objects{}{}", via(because), on_values()),
    }
}

/// What ends an objection, in words: `when …`, `if …`, `from … on`, or `nothing`.
fn ends(because: &Because, zone: Option<&str>) -> String {
    let until = because.until.map(|until| format!("from {} on", both(until, zone)));
    let condition = |ends: String| match because.until {
        Some(until) => format!("{ends}; time alone can change that at {}", both(until, zone)),
        None => ends,
    };
    match because.kind {
        Some(Objection::Paused) if value(because, "ordered").is_some() => "when an operator resumes its journey".into(),
        Some(Objection::Paused) => "when the pause of its journey is over".into(),
        Some(Objection::OnlyWhen) => condition(if_so(because, "if its `only when` held")),
        Some(Objection::Requires) => {
            let otherwise = format!("if what {} requires were so", quoted(because.channel.as_ref()));
            condition(if_so(because, &otherwise))
        }
        Some(Objection::Suppress) => condition(when_over(because)),
        Some(Objection::Cap) if number(because, "limit") == Some(0) => "nothing: the cap is 0".into(),
        Some(Objection::Cap) => {
            let fewer = match (number(because, "sent"), number(because, "limit")) {
                (Some(sent), Some(limit)) => {
                    format!("with {} fewer sent", sent.saturating_sub(limit).saturating_add(1))
                }
                _ => "with fewer sent".into(),
            };
            until.map_or(fewer.clone(), |until| format!("{fewer}, or {until}"))
        }
        Some(Objection::Holdout) => "nothing: chance holds a customer out for good".into(),
        Some(Objection::Shows) => "with fewer offers before it, by priority and rank".into(),
        Some(Objection::Quiet | Objection::Gather) | None => {
            until.unwrap_or_else(|| format!("when `{}` no longer objects", because.rule))
        }
    }
}

/// What would make a condition hold. One that rests on a single value names it.
fn if_so(because: &Because, otherwise: &str) -> String {
    match because.values.as_slice() {
        [(name, Json::Null)] => format!("if `{name}` were known"),
        [(name, Json::Bool(false))] => format!("if `{name}` were true"),
        [(name, Json::Bool(true))] => format!("if `{name}` were false"),
        _ => otherwise.into(),
    }
}

/// What would end a condition that holds: the journeys that the customer is in, where it is they alone.
fn when_over(because: &Because) -> String {
    let held: Vec<_> = because.values.iter().filter(|(_, value)| *value == Json::Bool(true)).collect();
    let all_told = because.values.iter().all(|(_, value)| value.is_boolean());
    if !held.is_empty() && all_told && held.iter().all(|(name, _)| name.starts_with("in ")) {
        let names: Vec<_> = held.iter().map(|(name, _)| format!("`{name}`")).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        return format!("when {} {verb} over", names.join(" and "));
    }
    match because.values.as_slice() {
        [(name, Json::Bool(held))] => format!("when `{name}` is no longer {held}"),
        _ => format!("when `{}` no longer suppresses it", because.rule),
    }
}

/// How far a cap is used: `: 2 of 2 sent per day`.
fn counted(because: &Because) -> String {
    let (Some(sent), Some(limit)) = (number(because, "sent"), number(because, "limit")) else { return String::new() };
    let per = value(because, "per").map_or_else(String::new, |per| format!(" per {per}"));
    format!(": {sent} of {limit} sent{per}")
}

fn via(because: &Because) -> String {
    because.channel.as_ref().map_or_else(String::new, |channel| format!(" via `{channel}`"))
}

fn value<'a>(because: &'a Because, name: &str) -> Option<&'a str> {
    because.values.iter().find(|(key, _)| &**key == name).and_then(|(_, value)| value.as_str())
}

fn number(because: &Because, name: &str) -> Option<u64> {
    because.values.iter().find(|(key, _)| &**key == name).and_then(|(_, value)| value.as_u64())
}
