//! Amounts from decimal digits, exactly: they never pass through a binary fraction.

use super::mismatch::{Mismatch, excerpt};
use crate::Currency;

/// An amount in minor units, of `12.50`, `12.50 GBP` or a JSON number as it is written (`1.25e1`).
pub(super) fn amount(text: &str, currency: Currency) -> Result<i64, Mismatch> {
    let wanted = "an amount";
    let (digits, code) = match text.split_once(char::is_whitespace) {
        Some((digits, code)) => (digits, Some(code.trim_start())),
        None => (text, None),
    };
    let decimal = Decimal::parse(digits).ok_or_else(|| Mismatch::not(text, wanted))?;
    if code.is_some_and(|code| code != currency.code()) {
        return Err(Mismatch::OtherCurrency { text: excerpt(text), currency });
    }
    match decimal.scaled(i64::from(currency.decimals())) {
        Scaled::Exact(minor) => Ok(minor),
        Scaled::TooFine => Err(Mismatch::Decimals { text: excerpt(text), currency }),
        Scaled::TooLarge => Err(Mismatch::out_of_range(text, wanted)),
    }
}

/// A decimal number: sign, digits, and how many of them stand behind the point (less than none: zeros to add).
struct Decimal {
    negative: bool,
    digits: String,
    behind: i64,
}

enum Scaled {
    Exact(i64),
    TooFine,
    TooLarge,
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, size) = match mantissa.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, part) = match size.split_once('.') {
            Some((whole, part)) if !part.is_empty() => (whole, part),
            Some(_) => return None,
            None => (size, ""),
        };
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
            return None;
        }
        let digits = format!("{whole}{part}");
        let significant = digits.trim_end_matches('0');
        let zeros = digits.len() - significant.len();
        let behind = i64::try_from(part.len()).ok()? - i64::try_from(zeros).ok()? - i64::from(exponent);
        Some(Self { negative, digits: significant.trim_start_matches('0').into(), behind })
    }

    /// As a whole number of the units of which `decimals` digits stand behind the point.
    fn scaled(&self, decimals: i64) -> Scaled {
        if self.digits.is_empty() {
            return Scaled::Exact(0);
        }
        let Ok(zeros) = u32::try_from(decimals - self.behind) else {
            return Scaled::TooFine;
        };
        let size = self.digits.parse::<i128>().ok();
        let size = size.zip(10_i128.checked_pow(zeros)).and_then(|(digits, one)| digits.checked_mul(one));
        let signed = size.map(|size| if self.negative { -size } else { size });
        signed.and_then(|minor| i64::try_from(minor).ok()).map_or(Scaled::TooLarge, Scaled::Exact)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]
    use super::*;

    #[test]
    fn amounts_are_exact() {
        let table = [
            ("12.50", "GBP", Ok(1250)),
            ("12.5", "GBP", Ok(1250)),
            ("12", "GBP", Ok(1200)),
            ("-0.01", "GBP", Ok(-1)),
            ("+3", "JPY", Ok(3)),
            ("12.500", "GBP", Ok(1250)),
            ("12.50 GBP", "GBP", Ok(1250)),
            ("1.25e1", "GBP", Ok(1250)),
            ("1e-2", "GBP", Ok(1)),
            ("0e999999999", "GBP", Ok(0)),
            ("92233720368547758.07", "GBP", Ok(i64::MAX)),
            ("-92233720368547758.08", "GBP", Ok(i64::MIN)),
            ("92233720368547758.08", "GBP", Err("`92233720368547758.08` is beyond the range of an amount")),
            ("1e999999999", "GBP", Err("`1e999999999` is beyond the range of an amount")),
            ("12.505", "GBP", Err("`12.505` has more decimals than the 2 of GBP")),
            ("0.5", "JPY", Err("`0.5` has more decimals than the 0 of JPY")),
            ("12.50 EUR", "GBP", Err("`12.50 EUR` is not an amount in GBP")),
            ("1,250.00", "GBP", Err("`1,250.00` is not an amount")),
            ("12.", "GBP", Err("`12.` is not an amount")),
            (".5", "GBP", Err("`.5` is not an amount")),
            ("", "GBP", Err("`` is not an amount")),
            ("1e99999999999", "GBP", Err("`1e99999999999` is not an amount")),
        ];
        for (text, code, expected) in table {
            let currency = Currency::from_code(code).unwrap();
            let read = amount(text, currency).map_err(|mismatch| mismatch.to_string());
            assert_eq!(read, expected.map_err(str::to_owned), "{text} {code}");
        }
    }
}
