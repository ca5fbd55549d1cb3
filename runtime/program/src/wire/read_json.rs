//! Values of a type from JSON, taken from its text: so digits stay as they were written.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{decimal, mismatch::Mismatch, number, read_text::bounded};
use crate::{LIST_ELEMENTS, Program, TEXT_BYTES, Type, Value};

impl Program {
    /// The value of that type which a member of JSON holds; null is unknown.
    ///
    /// Truth values, ints and numbers are JSON's own. Amounts are numbers or text (`12.50`, `12.50 GBP`), exact either
    /// way; durations text (`1h 30m`) or milliseconds; ids text or whole numbers; everything else is text.
    ///
    /// # Errors
    /// Where it is no such value.
    pub fn from_json(&self, json: &RawValue, ty: &Type) -> Result<Value, Mismatch> {
        match (json.get(), ty) {
            ("null", Type::Optional(_)) => Ok(Value::Unknown),
            ("null", _) => Err(Mismatch::Missing),
            (raw, Type::Optional(inner)) => self.known_from_json(raw, inner),
            (raw, _) => self.known_from_json(raw, ty),
        }
    }

    fn known_from_json(&self, raw: &str, ty: &Type) -> Result<Value, Mismatch> {
        let number = raw.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        match ty {
            Type::Bool => match raw {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                _ => Err(Mismatch::not(raw, wanted(ty))),
            },
            Type::Int => number::int(raw).map(Value::Int),
            Type::Number => number::number(raw).map(Value::Number),
            Type::Amount(currency) if number => Ok(Value::Amount(decimal::amount(raw, *currency)?, *currency)),
            Type::Duration if number => number::milliseconds(raw, 1).map(Value::Duration),
            Type::Id if number => {
                number::int(raw).map_err(|_| Mismatch::not(raw, wanted(ty)))?;
                bounded(raw, TEXT_BYTES).map(Value::Id)
            }
            Type::List(element) => {
                self.list_from_json(raw, element).unwrap_or_else(|| Err(Mismatch::not(raw, wanted(ty))))
            }
            Type::Event(_) => Err(Mismatch::Event),
            _ => match string(raw) {
                Some(text) => self.known_from_text(&text, ty),
                None => Err(Mismatch::not(raw, wanted(ty))),
            },
        }
    }

    /// A list of JSON; none where it is no list.
    pub(super) fn list_from_json(&self, raw: &str, element: &Type) -> Option<Result<Value, Mismatch>> {
        let elements: Vec<&RawValue> = serde_json::from_str(raw).ok()?;
        if elements.len() > LIST_ELEMENTS {
            return Some(Err(Mismatch::TooMany { elements: elements.len() as u64 }));
        }
        let read = elements.iter().zip(1..).map(|(json, number)| {
            let value = self.from_json(json, element);
            value.map_err(|cause| Mismatch::Element { number, cause: cause.into() })
        });
        Some(read.collect::<Result<_, _>>().map(Value::List))
    }
}

/// The text of a string of JSON.
pub(super) fn string(raw: &str) -> Option<Cow<'_, str>> {
    let text = raw.strip_prefix('"')?.strip_suffix('"')?;
    match text.contains('\\') {
        false => Some(Cow::Borrowed(text)),
        true => serde_json::from_str(raw).ok().map(Cow::Owned),
    }
}

/// The text that a member of JSON is, as a column of a source: a string's own, anything else as it is written; null is
/// empty.
pub fn plain_text(json: &RawValue) -> Cow<'_, str> {
    match json.get() {
        "null" => Cow::Borrowed(""),
        raw => string(raw).unwrap_or(Cow::Borrowed(raw)),
    }
}

/// What a type is called where JSON holds something else.
pub(super) const fn wanted(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "`true` or `false`",
        Type::Int => "a whole number",
        Type::Number => "a number",
        Type::Text(_) => "text",
        Type::Id => "an id: text or a whole number",
        Type::Amount(_) => "an amount",
        Type::Duration => "a duration like `1h 30m`",
        Type::Instant => "an instant in ISO 8601 with its offset",
        Type::Date => "a date like `2026-03-15`",
        Type::Time => "a time of day like `21:00`",
        Type::Timezone => "a time zone like `Europe/London`",
        Type::Channel => "a channel",
        Type::Enumeration(_) => "the name of a value",
        Type::List(_) => "a list",
        Type::Event(_) | Type::Optional(_) => "a value",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]
    use super::*;
    use crate::{Channel, Currency, Direction, SymbolId};

    fn program() -> Program {
        let channel =
            |name: &str| Channel { name: name.into(), requires: None, direction: Direction::Outbound, capacity: None };
        Program {
            symbols: ["basic", "plus", "premium"].map(Into::into).into(),
            channels: ["care.voice", "email", "sales.voice", "sales.web"].map(channel).into(),
            ..Program::default()
        }
    }

    #[test]
    fn json_becomes_values() {
        let pounds = Type::Amount(Currency::from_code("GBP").unwrap());
        let plan = Type::Enumeration([SymbolId(0), SymbolId(1), SymbolId(2)].into());
        let numbers = Type::List(Box::new(Type::Int));
        let table: Vec<(&str, Type, Result<&str, &str>)> = vec![
            ("true", Type::Bool, Ok("true")),
            ("\"true\"", Type::Bool, Err("`\"true\"` is not `true` or `false`")),
            ("42", Type::Int, Ok("42")),
            ("\"42\"", Type::Int, Err("`\"42\"` is not a whole number")),
            ("4.5", Type::Int, Err("`4.5` is not a whole number")),
            ("-0", Type::Number, Ok("0")),
            ("1e400", Type::Number, Err("`1e400` is beyond the range of a number")),
            ("\"a\\u00e9\"", Type::Text(3), Ok("aé")),
            ("\"abcd\"", Type::Text(3), Err("text of 4 bytes where at most 3 fit")),
            ("\"\"", Type::Text(3), Ok("")),
            ("7", Type::Text(3), Err("`7` is not text")),
            ("7", Type::Id, Ok("7")),
            ("7.5", Type::Id, Err("`7.5` is not an id: text or a whole number")),
            ("12.5", pounds.clone(), Ok("12.50 GBP")),
            ("12345678901234567.89", pounds.clone(), Ok("12345678901234567.89 GBP")),
            (
                "0.1000000000000000055",
                pounds.clone(),
                Err("`0.1000000000000000055` has more decimals than the 2 of GBP"),
            ),
            ("\"12.50 GBP\"", pounds.clone(), Ok("12.50 GBP")),
            ("\"12.50 EUR\"", pounds.clone(), Err("`12.50 EUR` is not an amount in GBP")),
            ("true", pounds, Err("`true` is not an amount")),
            ("\"90s\"", Type::Duration, Ok("1m 30s")),
            ("1500", Type::Duration, Ok("1s 500ms")),
            ("\"2026-03-15T12:00:00+02:00\"", Type::Instant, Ok("2026-03-15T10:00:00Z")),
            ("1773568800", Type::Instant, Err("`1773568800` is not an instant in ISO 8601 with its offset")),
            ("\"2026-03-15\"", Type::Date, Ok("2026-03-15")),
            ("\"21:00\"", Type::Time, Ok("21:00")),
            ("\"europe/london\"", Type::Timezone, Ok("Europe/London")),
            ("\"Mars/Olympus\"", Type::Timezone, Err("`Mars/Olympus` is not a time zone like `Europe/London`")),
            ("\"email\"", Type::Channel, Ok("email")),
            ("\"web\"", Type::Channel, Ok("sales.web")),
            ("\"voice\"", Type::Channel, Err("`voice` is more than one channel: care.voice and sales.voice")),
            ("\"fax\"", Type::Channel, Err("`fax` is not a channel")),
            ("\"plus\"", plan.clone(), Ok("plus")),
            ("\"gold\"", plan, Err("`gold` is not one of basic, plus, premium")),
            ("[1, 2]", numbers.clone(), Ok("[1, 2]")),
            ("[1, \"x\"]", numbers.clone(), Err("element 2 of the list: `\"x\"` is not a whole number")),
            ("{}", numbers, Err("`{}` is not a list")),
            ("null", Type::Int, Err("there is no value")),
            ("null", Type::Optional(Box::new(Type::Int)), Ok("unknown")),
        ];
        let program = program();
        for (raw, ty, expected) in table {
            let json: &RawValue = serde_json::from_str(raw).unwrap();
            let read = program.from_json(json, &ty).map(|value| program.text_of(&value));
            let read = read.map_err(|mismatch| mismatch.to_string());
            assert_eq!(read, expected.map(str::to_owned).map_err(str::to_owned), "{raw} as {ty:?}");
        }
    }

    #[test]
    fn lists_are_bounded() {
        let raw = format!("[{}1]", "1,".repeat(LIST_ELEMENTS));
        let json: &RawValue = serde_json::from_str(&raw).unwrap();
        let read = program().from_json(json, &Type::List(Box::new(Type::Int)));
        assert_eq!(read.unwrap_err().to_string(), "a list of 65 elements where at most 64 fit");
    }

    #[test]
    fn columns_become_values() {
        let program = program();
        let optional = Type::Optional(Box::new(Type::Int));
        assert_eq!(program.from_text("", &optional), Ok(Value::Unknown));
        assert_eq!(program.from_text(" 7 ", &optional), Ok(Value::Int(7)));
        assert_eq!(program.from_text("", &Type::Text(9)), Err(Mismatch::Missing));
        assert_eq!(program.from_text(" a", &Type::Text(9)), Ok(Value::Text(" a".into())));
        assert_eq!(program.from_text("True", &Type::Bool), Ok(Value::Bool(true)));
        let list = Type::List(Box::new(Type::Text(9)));
        assert_eq!(program.from_text("[\"a\"]", &list), Ok(Value::List([Value::Text("a".into())].into())));
        assert!(program.from_text("a, b", &list).is_err());
    }
}
