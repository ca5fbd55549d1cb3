//! Arithmetic (§5): total, saturating, rounded half to even once per operation.

use baton_program::{Arithmetic, Value};

use crate::calendar::DAY;

/// The value of an operation; unknown where the operands have none.
pub(super) fn apply(operator: Arithmetic, a: &Value, b: &Value) -> Value {
    match operator {
        Arithmetic::Add => add(a, b),
        Arithmetic::Subtract => subtract(a, b),
        Arithmetic::Multiply => multiply(a, b),
        Arithmetic::Divide => divide(a, b),
    }
}

/// `-a`.
pub(super) fn negate(a: Value) -> Value {
    match a {
        Value::Int(a) => Value::Int(a.saturating_neg()),
        Value::Number(a) => number(-a),
        Value::Amount(a, currency) => Value::Amount(a.saturating_neg(), currency),
        Value::Duration(a) => Value::Duration(a.saturating_neg()),
        _ => Value::Unknown,
    }
}

/// `a + b`.
pub(crate) fn add(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Value::Int(a.saturating_add(*b)),
        (Value::Amount(a, x), Value::Amount(b, y)) if x == y => Value::Amount(a.saturating_add(*b), *x),
        (Value::Duration(a), Value::Duration(b)) => Value::Duration(a.saturating_add(*b)),
        (Value::Instant(a), Value::Duration(b)) | (Value::Duration(b), Value::Instant(a)) => {
            Value::Instant(a.saturating_add(*b))
        }
        (Value::Date(a), Value::Duration(b)) | (Value::Duration(b), Value::Date(a)) => {
            Value::Date(a.saturating_add(whole_days(*b)))
        }
        _ => numbers(a, b, |a, b| a + b),
    }
}

fn subtract(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Value::Int(a.saturating_sub(*b)),
        (Value::Amount(a, x), Value::Amount(b, y)) if x == y => Value::Amount(a.saturating_sub(*b), *x),
        (Value::Duration(a), Value::Duration(b)) | (Value::Instant(a), Value::Instant(b)) => {
            Value::Duration(a.saturating_sub(*b))
        }
        (Value::Instant(a), Value::Duration(b)) => Value::Instant(a.saturating_sub(*b)),
        (Value::Date(a), Value::Duration(b)) => Value::Date(a.saturating_sub(whole_days(*b))),
        (Value::Date(a), Value::Date(b)) => Value::Duration((i64::from(*a) - i64::from(*b)) * DAY),
        _ => numbers(a, b, |a, b| a - b),
    }
}

fn multiply(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Value::Int(a.saturating_mul(*b)),
        (Value::Amount(a, currency), Value::Int(b)) | (Value::Int(b), Value::Amount(a, currency)) => {
            Value::Amount(a.saturating_mul(*b), *currency)
        }
        (Value::Amount(a, currency), Value::Number(b)) | (Value::Number(b), Value::Amount(a, currency)) => {
            Value::Amount(scale(*a, *b), *currency)
        }
        (Value::Duration(a), Value::Int(b)) | (Value::Int(b), Value::Duration(a)) => {
            Value::Duration(a.saturating_mul(*b))
        }
        (Value::Duration(a), Value::Number(b)) | (Value::Number(b), Value::Duration(a)) => {
            Value::Duration(scale(*a, *b))
        }
        _ => numbers(a, b, |a, b| a * b),
    }
}

fn divide(a: &Value, b: &Value) -> Value {
    match (a, b) {
        (Value::Amount(a, x), Value::Amount(b, y)) if x == y && *b != 0 => number(*a as f64 / *b as f64),
        (Value::Duration(a), Value::Duration(b)) if *b != 0 => number(*a as f64 / *b as f64),
        (Value::Amount(a, currency), Value::Int(b)) if *b != 0 => Value::Amount(quotient(*a, *b), *currency),
        (Value::Amount(a, currency), Value::Number(b)) if *b != 0.0 => Value::Amount(part(*a, *b), *currency),
        (Value::Int(_) | Value::Number(_), Value::Int(0)) => Value::Unknown,
        (Value::Int(_) | Value::Number(_), Value::Number(zero)) if *zero == 0.0 => Value::Unknown,
        _ => numbers(a, b, |a, b| a / b),
    }
}

/// A sum of so many, by their number: for averages.
pub(crate) fn divide_by_count(sum: &Value, count: u64) -> Value {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    match sum {
        Value::Duration(sum) if count != 0 => Value::Duration(quotient(*sum, count)),
        _ => divide(sum, &Value::Int(count)),
    }
}

fn numbers(a: &Value, b: &Value, operation: impl Fn(f64, f64) -> f64) -> Value {
    let known = |value: &Value| match value {
        Value::Int(int) => Some(*int as f64),
        Value::Number(number) => Some(*number),
        _ => None,
    };
    match (known(a), known(b)) {
        (Some(a), Some(b)) => number(operation(a, b)),
        _ => Value::Unknown,
    }
}

/// A number of the language: finite, and never -0.
fn number(value: f64) -> Value {
    Value::Number(if value.is_nan() { 0.0 } else { value.clamp(f64::MIN, f64::MAX) + 0.0 })
}

/// Beyond this not every integer is a binary64.
const EXACT: u64 = 1 << 53;

/// Minor units (or milliseconds) times a number.
///
/// The product of what binary64 holds exactly is that of its arithmetic, rounded to a whole half to even: 5% of 10
/// pence is half a penny, though 0.05 in binary is a little more. Where a unit could
/// be lost, the number's integer mantissa is multiplied.
fn scale(units: i64, by: f64) -> i64 {
    let of_numbers = units as f64 * by;
    if is_exact(units, of_numbers) {
        return of_numbers.round_ties_even() as i64;
    }
    let (mantissa, exponent) = parts(by);
    // 63 bits times 53 bits fit in 127.
    let product = i128::from(units) * mantissa;
    let power = 1_i128.checked_shl(exponent.unsigned_abs()).filter(|power| *power > 0);
    match (power, exponent) {
        (Some(power), ..0) => saturated(half_even(product, power)),
        (Some(power), _) => product.checked_mul(power).map_or_else(|| too_large(product), saturated),
        (None, ..0) => 0,
        (None, _) => too_large(product),
    }
}

/// Whether binary64 holds an amount, and a result of it to the unit.
fn is_exact(units: i64, result: f64) -> bool {
    units.unsigned_abs() <= EXACT && result.abs() <= EXACT as f64
}

/// The end of what there is, on this side of zero.
fn too_large(value: i128) -> i64 {
    if value < 0 { i64::MIN } else { i64::MAX }
}

/// A number as a whole mantissa, of 53 bits at most, times a power of two.
fn parts(number: f64) -> (i128, i32) {
    let bits = number.to_bits();
    let raw = i32::try_from(bits >> 52 & 0x7ff).unwrap_or(0);
    let fraction = i128::from(bits & ((1 << 52) - 1));
    let (mantissa, exponent) = if raw == 0 { (fraction, -1074) } else { (fraction | 1 << 52, raw - 1075) };
    (if number < 0.0 { -mantissa } else { mantissa }, exponent)
}

/// Minor units by a number.
fn part(units: i64, by: f64) -> i64 {
    let whole = by as i64;
    if whole as f64 == by && whole != 0 && whole != i64::MAX {
        return quotient(units, whole);
    }
    let of_numbers = units as f64 / by;
    if is_exact(units, of_numbers) {
        return of_numbers.round_ties_even() as i64;
    }
    let (mantissa, exponent) = parts(by);
    let (units, mantissa) = if mantissa < 0 { (-i128::from(units), -mantissa) } else { (units.into(), mantissa) };
    let power = 1_i128.checked_shl(exponent.unsigned_abs()).filter(|power| *power > 0);
    if exponent < 0 {
        let larger = power.and_then(|power| units.checked_mul(power));
        return larger.map_or_else(|| too_large(units), |larger| saturated(half_even(larger, mantissa)));
    }
    // What is divided by more than that is nothing.
    power.and_then(|power| mantissa.checked_mul(power)).map_or(0, |by| saturated(half_even(units, by)))
}

/// a / b rounded half to even; b isn't zero.
fn quotient(a: i64, b: i64) -> i64 {
    let (a, b) = (i128::from(a), i128::from(b));
    saturated(if b < 0 { half_even(-a, -b) } else { half_even(a, b) })
}

/// a / b rounded half to even, for b above zero.
fn half_even(a: i128, b: i128) -> i128 {
    let (floor, rest) = (a.div_euclid(b), a.rem_euclid(b));
    // `rest` against what is missing to the next whole: no doubling that could overflow.
    let up = match rest.cmp(&(b - rest)) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => floor % 2 != 0,
        std::cmp::Ordering::Greater => true,
    };
    floor + i128::from(up)
}

fn saturated(value: i128) -> i64 {
    value.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

/// The whole days of a duration; what is left over doesn't count.
fn whole_days(duration: i64) -> i32 {
    i32::try_from(duration / DAY).unwrap_or(if duration < 0 { i32::MIN } else { i32::MAX })
}
