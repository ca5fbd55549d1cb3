//! Instants, dates, times of day and durations from text.

use jiff::{Timestamp, civil::Date};

use super::{mismatch::Mismatch, text::UNITS};

/// An instant in UTC milliseconds, of ISO 8601 with an offset; finer parts of a second are cut.
///
/// # Errors
/// Where the text is nothing of the kind.
pub fn instant(text: &str) -> Result<i64, Mismatch> {
    let wanted = "an instant in ISO 8601 with its offset";
    let at: Timestamp = text.parse().map_err(|_| Mismatch::not(text, wanted))?;
    let milliseconds = at.as_nanosecond().div_euclid(1_000_000);
    i64::try_from(milliseconds).map_err(|_| Mismatch::out_of_range(text, wanted))
}

/// The instant, where it is one that the calendar has; `text` is what it was written as.
///
/// # Errors
/// Where it is outside the years -9999 to 9999.
pub fn checked_instant(milliseconds: i64, text: &str) -> Result<i64, Mismatch> {
    match Timestamp::from_millisecond(milliseconds) {
        Ok(_) => Ok(milliseconds),
        Err(_) => Err(Mismatch::out_of_range(text, "an instant")),
    }
}

/// Days since 1970-01-01, of `2026-03-15`.
pub(super) fn date(text: &str) -> Result<i32, Mismatch> {
    let mismatch = || Mismatch::not(text, "a date like `2026-03-15`");
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') {
        return Err(mismatch());
    }
    let date: Date = text.parse().map_err(|_| mismatch())?;
    let days = date.since(Date::constant(1970, 1, 1)).map_err(|_| mismatch())?;
    Ok(days.get_days())
}

/// Milliseconds since midnight, of `21:00`, `9:05:30` or `21:00:00.500`.
pub(super) fn time(text: &str) -> Result<u32, Mismatch> {
    let mismatch = || Mismatch::not(text, "a time of day like `21:00`");
    let mut parts = text.split(':');
    let mut part = |most: u32| {
        let digits = parts.next()?;
        let short = matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
        short.then(|| digits.parse().ok()).flatten().filter(|number| *number <= most)
    };
    let hours: u32 = part(23).ok_or_else(mismatch)?;
    let minutes: u32 = part(59).ok_or_else(mismatch)?;
    let seconds = match parts.next() {
        Some(seconds) => seconds_of_time(seconds).ok_or_else(mismatch)?,
        None => 0,
    };
    if parts.next().is_some() {
        return Err(mismatch());
    }
    Ok((hours * 60 + minutes) * 60_000 + seconds)
}

/// Milliseconds of `30` or `30.500`.
fn seconds_of_time(text: &str) -> Option<u32> {
    let (seconds, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.len() != 2 || !matches!(part.len(), 1..=3) || !digits(seconds) || !digits(part) {
        return None;
    }
    let seconds: u32 = seconds.parse().ok()?;
    let milliseconds: u32 = format!("{part:0<3}").parse().ok()?;
    (seconds <= 59).then_some(seconds * 1_000 + milliseconds)
}

/// Milliseconds, of `1h 30m`: larger units first, each once; `-` in front of all of them. Digits alone are
/// milliseconds.
pub(super) fn duration(text: &str) -> Result<i64, Mismatch> {
    let wanted = "a duration like `1h 30m`";
    if let Ok(milliseconds) = text.parse() {
        return Ok(milliseconds);
    }
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut units = UNITS.iter();
    let mut total = 0_i64;
    loop {
        let letters = rest.find(|letter: char| !letter.is_ascii_digit()).filter(|end| *end > 0);
        let (count, behind) =
            letters.and_then(|end| rest.split_at_checked(end)).ok_or_else(|| Mismatch::not(text, wanted))?;
        let word = behind.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
        let (_, size) = units.find(|(unit, _)| *unit == word).ok_or_else(|| Mismatch::not(text, wanted))?;
        let milliseconds = count.parse::<i64>().ok().zip(i64::try_from(*size).ok());
        let milliseconds = milliseconds.and_then(|(count, size)| count.checked_mul(size));
        total = milliseconds
            .and_then(|milliseconds| total.checked_add(milliseconds))
            .ok_or_else(|| Mismatch::out_of_range(text, "a duration"))?;
        rest = behind.strip_prefix(word).unwrap_or_default().trim_start();
        if rest.is_empty() {
            return Ok(if negative { -total } else { total });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants() {
        assert_eq!(instant("2026-03-15T10:00:00Z"), Ok(1_773_568_800_000));
        assert_eq!(instant("2026-03-15T12:00:00.001+02:00"), Ok(1_773_568_800_001));
        assert_eq!(instant("1969-12-31T23:59:59.9999Z"), Ok(-1));
        for text in ["2026-03-15T10:00:00", "2026-03-15", "", "yesterday", "1773568800"] {
            assert!(instant(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates() {
        assert_eq!(date("1970-01-02"), Ok(1));
        assert_eq!(date("1969-12-31"), Ok(-1));
        for text in ["2026-02-29", "2026-3-15", "20260315", "2026-03-15T10:00", "15.03.2026", "äääää"] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times() {
        assert_eq!(time("21:00"), Ok(75_600_000));
        assert_eq!(time("9:05:30"), Ok(32_730_000));
        assert_eq!(time("00:00:00.5"), Ok(500));
        for text in ["24:00", "21", "21:60", "21:00:60", "21:00:00:00", "21:0x", "+1:00", ""] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations() {
        let table =
            [("1h 30m", 5_400_000), ("90s", 90_000), ("1h30m", 5_400_000), ("-2w", -1_209_600_000), ("1500", 1_500)];
        for (text, milliseconds) in table {
            assert_eq!(duration(text), Ok(milliseconds), "{text}");
        }
        for text in ["30m 1h", "1h 1h", "h", "", "-", "1x", "1.5h", "99999999999999999w", "1h 30"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
