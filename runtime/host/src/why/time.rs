//! Times in words.

use baton_program::{Objection, Record, wire};
use serde_json::Value as Json;

/// `2026-03-15 10:00 UTC`; seconds and their parts only where they aren't zero.
pub fn clock(at: i64) -> String {
    let text = wire::iso(at).to_string();
    let text = text.trim_end_matches('Z').replacen('T', " ", 1);
    format!("{} UTC", short(&text))
}

/// From one time to another: `2026-03-15 10:00 to 2026-03-16 08:00 UTC`.
pub fn between(first: i64, last: i64) -> String {
    if first == last {
        return clock(first);
    }
    format!("{} to {}", clock(first).trim_end_matches(" UTC"), clock(last))
}

/// The customer's zone, where a record tells it.
pub(super) fn zone(record: &Record) -> Option<&str> {
    let quiet = record.because.iter().filter(|because| because.kind == Some(Objection::Quiet));
    quiet.flat_map(|because| &because.values).find_map(|(name, value)| match value {
        Json::String(zone) if &**name == "timezone" => Some(zone.as_str()),
        _ => None,
    })
}

/// The customer's own time: `22:30 in Europe/London`, with the date where it is another one.
pub(super) fn local(at: i64, zone: &str) -> Option<String> {
    let local = wire::local(at, zone)?;
    let utc = wire::iso(at).to_string();
    let same_date = local.split(' ').next() == utc.split('T').next();
    let shown = if same_date { local.rsplit(' ').next()? } else { &local };
    Some(format!("{} in {zone}", short(shown)))
}

/// A time, in both where the zone is known: `2026-03-11 08:00 UTC (09:00 in Africa/Lagos)`.
pub(super) fn both(at: i64, zone: Option<&str>) -> String {
    match zone.and_then(|zone| local(at, zone)) {
        Some(local) => format!("{} ({local})", clock(at)),
        None => clock(at),
    }
}

fn short(time: &str) -> &str {
    let time = time.strip_suffix(".000").unwrap_or(time);
    match time.strip_suffix(":00") {
        // The zero seconds of `10:00:00`, not the zero minutes of `10:00`.
        Some(shorter) if shorter.matches(':').count() == 1 => shorter,
        _ => time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: i64 = 1_773_568_800_000;

    #[test]
    fn times() {
        assert_eq!(clock(TEN), "2026-03-15 10:00 UTC");
        assert_eq!(clock(TEN + 30_000), "2026-03-15 10:00:30 UTC");
        assert_eq!(clock(TEN + 1), "2026-03-15 10:00:00.001 UTC");
        assert_eq!(between(TEN, TEN + 60_000), "2026-03-15 10:00 to 2026-03-15 10:01 UTC");
        assert_eq!(both(TEN, Some("Africa/Lagos")), "2026-03-15 10:00 UTC (11:00 in Africa/Lagos)");
        assert_eq!(both(TEN, Some("Pacific/Auckland")), "2026-03-15 10:00 UTC (23:00 in Pacific/Auckland)");
        assert_eq!(
            both(TEN, Some("Pacific/Kiritimati")),
            "2026-03-15 10:00 UTC (2026-03-16 00:00 in Pacific/Kiritimati)"
        );
        assert_eq!(both(TEN, Some("nowhere")), "2026-03-15 10:00 UTC");
    }
}
