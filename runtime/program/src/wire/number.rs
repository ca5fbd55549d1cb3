//! Ints and numbers from their digits.

use super::mismatch::Mismatch;

/// The largest size up to which every whole binary64 is exactly the number that was written.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A whole number that fits 64 bits; `5.0` and `1e3` are whole too.
pub(super) fn int(text: &str) -> Result<i64, Mismatch> {
    let wanted = "a whole number";
    if let Ok(int) = text.parse() {
        return Ok(int);
    }
    match number(text) {
        Ok(number) if number.fract() != 0.0 => Err(Mismatch::not(text, wanted)),
        Ok(number) if number.abs() <= EXACT => Ok(number as i64),
        Ok(_) | Err(Mismatch::OutOfRange { .. }) => Err(Mismatch::out_of_range(text, wanted)),
        Err(_) => Err(Mismatch::not(text, wanted)),
    }
}

/// A finite number; -0 is 0.
pub(super) fn number(text: &str) -> Result<f64, Mismatch> {
    let wanted = "a number";
    // What Rust calls a number has names besides: `inf`, `nan`.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    match text.parse::<f64>() {
        Ok(number) if digits && number.is_finite() => Ok(number + 0.0),
        Ok(_) if digits => Err(Mismatch::out_of_range(text, wanted)),
        _ => Err(Mismatch::not(text, wanted)),
    }
}

/// So many units (whole or not) of so many milliseconds, to the nearest millisecond: `1.5` hours.
///
/// # Errors
/// Where the text is no number, or too large.
pub fn milliseconds(text: &str, unit: i64) -> Result<i64, Mismatch> {
    let too_large = || Mismatch::out_of_range(text, "a number");
    match text.parse::<i64>() {
        Ok(count) => count.checked_mul(unit).ok_or_else(too_large),
        Err(_) => {
            let milliseconds = (number(text)? * unit as f64).round();
            if milliseconds.abs() <= EXACT { Ok(milliseconds as i64) } else { Err(too_large()) }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]
    use super::*;

    #[test]
    fn ints() {
        let table = [
            ("42", Ok(42)),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("5.0", Ok(5)),
            ("1e3", Ok(1000)),
            ("5.5", Err("`5.5` is not a whole number")),
            ("abc", Err("`abc` is not a whole number")),
            ("9223372036854775808", Err("`9223372036854775808` is beyond the range of a whole number")),
            ("1e999", Err("`1e999` is beyond the range of a whole number")),
            ("NaN", Err("`NaN` is not a whole number")),
        ];
        for (text, expected) in table {
            assert_eq!(int(text).map_err(|mismatch| mismatch.to_string()), expected.map_err(str::to_owned), "{text}");
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(number("-0").unwrap().to_bits(), 0);
        assert_eq!(number("1.5e3"), Ok(1500.0));
        for text in ["inf", "infinity", "nan", "", "1_000", "0x10", "1e400"] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn units() {
        assert_eq!(milliseconds("1.001", 1_000), Ok(1_001));
        assert_eq!(milliseconds("714", 3_600_000), Ok(2_570_400_000));
        assert_eq!(milliseconds("0.5", 3_600_000), Ok(1_800_000));
        assert!(milliseconds("9223372036854775807", 1_000).is_err());
        assert!(milliseconds("1e300", 1_000).is_err());
    }
}
