//! Values of a type from text: a column of a source, a string of JSON.

use std::sync::{Arc, LazyLock};

use jiff::tz::TimeZoneDatabase;

use super::{
    decimal,
    mismatch::{Mismatch, excerpt},
    number, time,
};
use crate::{Channel, ChannelId, LIST_ELEMENTS, Program, SymbolId, TEXT_BYTES, Type, Value};

/// The zones of the build.
static ZONES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

impl Program {
    /// The value of that type which a column holds; an empty one is unknown.
    ///
    /// # Errors
    /// Where the text is no such value.
    pub fn from_text(&self, text: &str, ty: &Type) -> Result<Value, Mismatch> {
        let text = match bare(ty) {
            Type::Text(_) | Type::Id => text,
            _ => text.trim(),
        };
        match ty {
            Type::Optional(_) if text.is_empty() => Ok(Value::Unknown),
            _ if text.is_empty() => Err(Mismatch::Missing),
            Type::Optional(inner) => self.known_from_text(text, inner),
            _ => self.known_from_text(text, ty),
        }
    }

    /// A known value of text.
    pub(super) fn known_from_text(&self, text: &str, ty: &Type) -> Result<Value, Mismatch> {
        Ok(match ty {
            Type::Bool => Value::Bool(truth(text)?),
            Type::Int => Value::Int(number::int(text)?),
            Type::Number => Value::Number(number::number(text)?),
            Type::Text(most) => Value::Text(bounded(text, *most)?),
            Type::Id => Value::Id(bounded(text, TEXT_BYTES)?),
            Type::Amount(currency) => Value::Amount(decimal::amount(text, *currency)?, *currency),
            Type::Duration => Value::Duration(time::duration(text)?),
            Type::Instant => Value::Instant(time::instant(text)?),
            Type::Date => Value::Date(time::date(text)?),
            Type::Time => Value::Time(time::time(text)?),
            Type::Timezone => Value::Timezone(zone(text)?),
            Type::Channel => Value::Channel(self.channel_named(text)?),
            Type::Enumeration(symbols) => Value::Symbol(self.symbol_named(text, symbols)?),
            Type::List(element) => self.list_from_text(text, element)?,
            Type::Event(_) => return Err(Mismatch::Event),
            Type::Optional(inner) => self.known_from_text(text, inner)?,
        })
    }

    /// The channel with this full name, or with this last word where one channel alone has it.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub fn channel_named(&self, name: &str) -> Result<ChannelId, Mismatch> {
        let id = |index: usize| u16::try_from(index).map(ChannelId).map_err(|_| Mismatch::not(name, "a channel"));
        if let Some(index) = self.channels.iter().position(|channel| &*channel.name == name) {
            return id(index);
        }
        let has_word = |channel: &Channel| channel.name.rsplit('.').next() == Some(name);
        let mut candidates = self.channels.iter().enumerate().filter(|(_, channel)| has_word(channel));
        match (candidates.next(), candidates.next()) {
            (None, _) => Err(Mismatch::not(name, "a channel")),
            (Some((index, _)), None) => id(index),
            (Some((_, one)), Some((_, other))) => {
                Err(Mismatch::Ambiguous { text: excerpt(name), between: (one.name.clone(), other.name.clone()) })
            }
        }
    }

    fn symbol_named(&self, text: &str, symbols: &[SymbolId]) -> Result<SymbolId, Mismatch> {
        let name = |symbol: &SymbolId| self.symbols.get(symbol.index()).map(|name| &**name);
        let found = symbols.iter().find(|symbol| name(symbol) == Some(text)).copied();
        found
            .ok_or_else(|| Mismatch::NotOneOf { text: excerpt(text), values: some_of(symbols.iter().filter_map(name)) })
    }

    /// Lists stand in columns as JSON has them.
    fn list_from_text(&self, text: &str, element: &Type) -> Result<Value, Mismatch> {
        self.list_from_json(text, element).unwrap_or_else(|| Err(Mismatch::not(text, "a list like `[\"a\", \"b\"]`")))
    }
}

/// The type without its `?`.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) => inner,
        _ => ty,
    }
}

fn truth(text: &str) -> Result<bool, Mismatch> {
    match text {
        _ if text.eq_ignore_ascii_case("true") => Ok(true),
        _ if text.eq_ignore_ascii_case("false") => Ok(false),
        _ => Err(Mismatch::not(text, "`true` or `false`")),
    }
}

/// The text, where it fits.
pub(super) fn bounded(text: &str, most: u32) -> Result<Arc<str>, Mismatch> {
    let (bytes, most) = (text.len() as u64, u64::from(most));
    if bytes <= most { Ok(text.into()) } else { Err(Mismatch::TooLong { bytes, most }) }
}

fn zone(text: &str) -> Result<Arc<str>, Mismatch> {
    let zone = ZONES.get(text).ok();
    let name = zone.as_ref().and_then(|zone| zone.iana_name());
    name.map(Arc::from).ok_or_else(|| Mismatch::not(text, "a time zone like `Europe/London`"))
}

/// Whether the build's database has the zone of that name.
pub fn is_zone(name: &str) -> bool {
    ZONES.get(name).is_ok()
}

/// As many names as a message can hold.
fn some_of<'a>(names: impl Iterator<Item = &'a str>) -> Box<str> {
    let mut names: Vec<_> = names.take(LIST_ELEMENTS).collect();
    if names.len() > 12 {
        names.truncate(12);
        names.push("…");
    }
    names.join(", ").into()
}
