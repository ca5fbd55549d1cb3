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

/// How a count of some unit that is no whole number of milliseconds is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// The milliseconds that are full.
    Down,
}

/// So many units (whole or not) of so many milliseconds, in milliseconds: `1.5` hours.
///
/// # Errors
/// Where the text is no number, or too large.
pub fn whole(text: &str, unit: i64, rounding: Rounding) -> Result<i64, Mismatch> {
    let Rounding::Down = rounding;
    let wanted = "a number";
    match text.parse::<i64>() {
        Ok(count) => count.checked_mul(unit).ok_or_else(|| Mismatch::out_of_range(text, wanted)),
        Err(_) => {
            let milliseconds = (number(text)? * unit as f64).floor();
            let fits = milliseconds.abs() <= EXACT;
            if fits { Ok(milliseconds as i64) } else { Err(Mismatch::out_of_range(text, wanted)) }
        }
    }
}
