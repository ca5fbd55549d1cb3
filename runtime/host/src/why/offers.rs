//! Offers in words: what a placement showed, and what it did not.

use baton_program::{Because, Kind, Record};

use super::cause::{instance, quoted};

/// What a record of a placement tells; none of any other.
pub(super) fn told(record: &Record) -> Option<String> {
    let placement = quoted(Some(record.placement.as_ref()?));
    let (message, channel) = (quoted(record.message.as_ref()), quoted(record.channel.as_ref()));
    Some(match record.kind {
        Kind::Shown => format!("{message} shown in {placement} via {channel}"),
        Kind::Withheld => format!("{message} withheld where it would have been shown in {placement} via {channel}"),
        Kind::Answered => format!("{placement} was asked, and showed {}", shown(record)),
        _ => return None,
    })
}

/// What became of an offer, as its last record has it; none of what is no offer.
pub(super) fn outcome(last: &Record) -> Option<String> {
    match (last.kind, &last.placement) {
        (Kind::Answered, Some(placement)) => Some(format!("not shown when `{placement}` was asked last")),
        _ => told(last),
    }
}

/// Whose offer it is: told by a record of its own, or by what objected to it.
pub(super) fn offered_by(record: &Record, send: &str) -> Option<String> {
    record.placement.as_ref()?;
    if record.send.is_some() {
        let step = record.step.as_deref().unwrap_or("unknown");
        return Some(format!("{}, offered by {} at step `{step}`", quoted(record.message.as_ref()), instance(record)));
    }
    // The id of a send begins with its journey.
    let journey = send.split('/').next().unwrap_or_default();
    let message = record.because.iter().find(|because| is_about(because, send))?.message.as_ref();
    Some(format!("{}, offered by `{journey}`", quoted(message)))
}

/// Whether something decided about this send, in a record that speaks of several.
pub(super) fn is_about(because: &Because, send: &str) -> bool {
    because.send.as_deref() == Some(send)
}

/// The messages that an answer has.
fn shown(record: &Record) -> String {
    let messages = record.with.iter().find(|(name, _)| &**name == "messages").and_then(|(_, all)| all.as_array());
    let names = messages.into_iter().flatten().filter_map(|message| message.get("message")?.as_str());
    let names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}
