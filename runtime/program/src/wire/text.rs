//! The text form of values (§5, "In text").

use std::fmt::{Display, Write as _};

use jiff::{Timestamp, civil::Date, tz::TimeZoneDatabase};

use crate::{Currency, Program, Value};

/// Milliseconds of the units of durations, the largest first.
pub(super) const UNITS: [(&str, u64); 6] =
    [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

impl Program {
    /// The text form of a value (§5). Unknown, which a hole doesn't take, is `unknown`.
    pub fn text_of(&self, value: &Value) -> String {
        match value {
            Value::Unknown => "unknown".into(),
            Value::Bool(holds) => holds.to_string(),
            Value::Int(int) => int.to_string(),
            Value::Number(number) => number_text(*number),
            Value::Text(text) | Value::Id(text) | Value::Timezone(text) => text.to_string(),
            Value::Amount(minor, currency) => amount_text(*minor, *currency),
            Value::Duration(milliseconds) => duration_text(*milliseconds),
            Value::Instant(at) => instant_text(*at),
            Value::Date(days) => date_text(*days),
            Value::Time(milliseconds) => time_text(*milliseconds),
            Value::Channel(channel) => named(self.channels.get(channel.index()).map(|channel| &*channel.name)),
            Value::Symbol(symbol) => named(self.symbols.get(symbol.index()).map(|symbol| &**symbol)),
            Value::List(elements) => {
                let elements: Vec<_> = elements.iter().map(|element| self.text_of(element)).collect();
                format!("[{}]", elements.join(", "))
            }
            Value::Event(event) => named(self.events.get(event.event.index()).map(|event| &*event.name)),
        }
    }
}

/// An instant as records have it: `2026-03-15T10:00:00.000Z`.
pub fn iso(milliseconds: i64) -> impl Display {
    format!("{:.3}", timestamp(milliseconds))
}

/// The local date and time of an instant in a zone, to the second: `2026-03-15 10:00:00`; none where there is no such
/// zone.
pub fn local(milliseconds: i64, zone: &str) -> Option<String> {
    let zone = TimeZoneDatabase::bundled().get(zone).ok()?;
    Some(timestamp(milliseconds).to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string())
}

/// A duration in its largest units: `1h 30m`; a negative one with a `-` in front of all of them.
pub fn duration_text(milliseconds: i64) -> String {
    let mut rest = milliseconds.unsigned_abs();
    if rest == 0 {
        return "0s".into();
    }
    let mut parts = Vec::new();
    for (unit, size) in UNITS {
        if rest >= size {
            parts.push(format!("{}{unit}", rest / size));
            rest %= size;
        }
    }
    format!("{}{}", if milliseconds < 0 { "-" } else { "" }, parts.join(" "))
}

/// The shortest digits that give the number back; with an exponent where they would be a long row of zeros.
fn number_text(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) { format!("{number:e}") } else { number.to_string() }
}

fn amount_text(minor: i64, currency: Currency) -> String {
    format!("{} {}", amount_digits(minor, currency), currency.code())
}

/// The digits of an amount, with all of its currency's decimals.
pub(super) fn amount_digits(minor: i64, currency: Currency) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let decimals = currency.decimals();
    let (size, one) = (minor.unsigned_abs(), 10_u64.saturating_pow(decimals));
    let (whole, part) = (size / one, size % one);
    match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{part:0width$}", width = decimals as usize),
    }
}

fn instant_text(milliseconds: i64) -> String {
    if milliseconds % 1_000 == 0 {
        format!("{:.0}", timestamp(milliseconds))
    } else {
        format!("{:.3}", timestamp(milliseconds))
    }
}

fn date_text(days: i32) -> String {
    let epoch = Date::constant(1970, 1, 1);
    let end = if days < 0 { Date::MIN } else { Date::MAX };
    let date = jiff::Span::new().try_days(days).and_then(|days| epoch.checked_add(days));
    date.unwrap_or(end).to_string()
}

fn time_text(milliseconds: u32) -> String {
    let (seconds, part) = (milliseconds / 1_000, milliseconds % 1_000);
    let mut text = format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60);
    // Writing to a string can't fail.
    if seconds % 60 != 0 || part != 0 {
        let _ = write!(text, ":{:02}", seconds % 60);
    }
    if part != 0 {
        let _ = write!(text, ".{part:03}");
    }
    text
}

fn named(name: Option<&str>) -> String {
    name.unwrap_or("unknown").into()
}

/// Times outside the calendar (years -9999 to 9999) are never taken in; arithmetic that leaves it ends at its border.
fn timestamp(milliseconds: i64) -> Timestamp {
    let border = if milliseconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_millisecond(milliseconds).unwrap_or(border)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]
    use super::*;

    #[test]
    fn values_in_text() {
        let program = Program::default();
        let amount = |minor, code: &str| Value::Amount(minor, Currency::from_code(code).unwrap());
        let table = [
            (Value::Bool(true), "true"),
            (Value::Int(-7), "-7"),
            (Value::Number(5.0), "5"),
            (Value::Number(0.05), "0.05"),
            (Value::Number(0.1 + 0.2), "0.30000000000000004"),
            (Value::Number(1e300), "1e300"),
            (Value::Number(2.5e-9), "2.5e-9"),
            (amount(1250, "GBP"), "12.50 GBP"),
            (amount(-5, "GBP"), "-0.05 GBP"),
            (amount(1250, "JPY"), "1250 JPY"),
            (amount(1250, "KWD"), "1.250 KWD"),
            (amount(i64::MIN, "GBP"), "-92233720368547758.08 GBP"),
            (Value::Duration(5_400_000), "1h 30m"),
            (Value::Duration(90_500), "1m 30s 500ms"),
            (Value::Duration(-86_400_000), "-1d"),
            (Value::Duration(0), "0s"),
            (Value::Instant(1_773_568_800_000), "2026-03-15T10:00:00Z"),
            (Value::Instant(1_773_568_800_001), "2026-03-15T10:00:00.001Z"),
            (Value::Date(20_527), "2026-03-15"),
            (Value::Date(i32::MIN), "-009999-01-01"),
            (Value::Time(75_600_000), "21:00"),
            (Value::Time(75_601_020), "21:00:01.020"),
            (Value::List([Value::Int(1), Value::Int(2)].into()), "[1, 2]"),
        ];
        for (value, text) in table {
            assert_eq!(program.text_of(&value), text, "{value:?}");
        }
    }

    #[test]
    fn instants_of_records_have_milliseconds() {
        assert_eq!(iso(1_773_568_800_000).to_string(), "2026-03-15T10:00:00.000Z");
        assert_eq!(iso(i64::MAX).to_string(), "9999-12-30T22:00:00.999Z");
    }

    #[test]
    fn local_times() {
        assert_eq!(local(1_773_568_800_000, "Africa/Lagos").unwrap(), "2026-03-15 11:00:00");
        assert_eq!(local(1_773_568_800_000, "Mars/Olympus"), None);
        assert!(local(i64::MAX, "Pacific/Kiritimati").is_some() && local(i64::MIN, "Pacific/Niue").is_some());
    }
}
