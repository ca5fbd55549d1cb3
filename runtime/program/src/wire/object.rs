//! A JSON object by its members, each as it is written.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The members of a JSON object, in order. The values are as they are written: those nobody asks for cost little, and
/// digits keep their exact meaning.
#[derive(Debug, Default)]
pub struct Object<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
}

/// Why a line holds no JSON object.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not text.
    #[error("not UTF-8 from byte {0} on")]
    NotUtf8(usize),
    /// It ends too early.
    #[error("the JSON breaks off")]
    BreaksOff,
    /// It is not JSON from this column on.
    #[error("not JSON at column {0}")]
    NotJson(usize),
    /// It is JSON, but no object.
    #[error("not a JSON object")]
    NotAnObject,
    /// A member occurs twice.
    #[error("`{0}` occurs twice")]
    Twice(Box<str>),
}

impl<'a> Object<'a> {
    /// The object that a line holds.
    ///
    /// # Errors
    /// Where it holds none.
    pub fn of_line(line: &'a [u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(line).map_err(|error| Unreadable::NotUtf8(error.valid_up_to() + 1))?;
        Self::of_text(text)
    }

    /// The object that a text holds.
    ///
    /// # Errors
    /// Where it holds none.
    pub fn of_text(text: &'a str) -> Result<Self, Unreadable> {
        serde_json::from_str(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Eof => Unreadable::BreaksOff,
            serde_json::error::Category::Data => Unreadable::NotAnObject,
            _ if starts_as_another_value(text) => Unreadable::NotAnObject,
            _ => Unreadable::NotJson(error.column()),
        })
    }

    /// The member of that name.
    ///
    /// # Errors
    /// Where it occurs twice: either could be meant.
    pub fn get(&self, name: &str) -> Result<Option<&'a RawValue>, Unreadable> {
        let mut found = self.members.iter().filter(|(member, _)| member == name).map(|(_, value)| *value);
        match (found.next(), found.next()) {
            (_, Some(_)) => Err(Unreadable::Twice(name.into())),
            (value, None) => Ok(value),
        }
    }

    /// How many members it has.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// Whether a text that isn't an object is some other whole value.
fn starts_as_another_value(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::with_capacity(8);
        while let Some((Name(name), value)) = map.next_entry()? {
            members.push((name, value));
        }
        Ok(Object { members })
    }
}

/// A name, borrowed from the line unless it has escapes.
#[derive(serde::Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);
