//! What would have let a message through: the end of all objections to the message itself, and of all to one channel.

use std::sync::Arc;

use super::Objected;

/// Each by itself would have let the message through.
pub(super) fn ways(objections: &[Objected]) -> Vec<String> {
    let general = of(objections, None);
    let mut channels: Vec<&Arc<str>> = Vec::new();
    for channel in objections.iter().filter_map(|objected| objected.channel.as_ref()) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    let via = |word: &str| -> Vec<String> {
        let ends = |channel: &&Arc<str>| format!("via `{channel}`{word} {}", all(&of(objections, Some(channel))));
        channels.iter().map(ends).collect()
    };
    match (general.is_empty(), channels.is_empty()) {
        (true, _) => via(""),
        (false, true) => vec![all(&general)],
        // A channel that isn't told of had no objection of its own.
        (false, false) => vec![format!("{}; {}", all(&general), via(" also").join("; "))],
    }
}

fn of<'a>(objections: &'a [Objected], channel: Option<&Arc<str>>) -> Vec<&'a str> {
    let own = objections.iter().filter(|objected| objected.channel.as_ref() == channel);
    own.map(|objected| objected.ends.as_str()).collect()
}

fn all(ends: &[&str]) -> String {
    ends.join(", and ")
}
