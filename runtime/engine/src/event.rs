//! Which events an occurrence names, and the events that the runtime makes.

use std::sync::Arc;

use baton_program::{Bound, BuiltIn, Event, Own, Renamed, Selector, TEXT_BYTES, Type, Value, built_in};

use crate::eval::equal;
use crate::state::{Instance, LastSend};
use crate::view::{Names, View, bounded};

/// Whoever asks about an event.
#[derive(Clone, Copy)]
pub(crate) enum Asker<'a> {
    /// Nobody in particular: a history, a pattern, an entry.
    Anyone,
    /// An instance.
    Instance(&'a Instance),
}

impl View<'_> {
    /// Whether an occurrence takes an event, its key apart. `names` has the event as `here`.
    pub(crate) fn takes(self, selector: &Selector, event: &Event, names: Names<'_>) -> bool {
        selector.event == event.event
            && selector.of.as_ref().is_none_or(|name| is_called(event.fields.first(), name))
            && (selector.via.is_empty() || event.channel.is_some_and(|channel| selector.via.contains(&channel)))
            && selector.condition.is_none_or(|condition| self.holds(condition, names))
    }

    /// Whether an occurrence takes an event that concerns this key and asker.
    pub(crate) fn takes_for(self, selector: &Selector, event: &Event, names: Names<'_>, asker: Asker<'_>) -> bool {
        if selector.event != event.event {
            return false;
        }
        // An event without the key, or whose own is unknown, concerns all.
        let keyed = key_of(selector, event).is_none_or(|key| equal(key, names.key));
        let own = match (selector.own, asker) {
            (Own::Any, _) => true,
            (Own::Instance, Asker::Instance(instance)) => self.is_own(instance, event),
            (Own::Instance, Asker::Anyone) => false,
        };
        keyed && own && self.takes(selector, event, names.about(event))
    }

    /// Whether any of the alternatives takes an event for an instance.
    pub(crate) fn bound_takes(self, bound: &Bound, event: &Event, instance: &Instance) -> bool {
        let names = Names::of(instance);
        bound.alternatives.iter().any(|selector| self.takes_for(selector, event, names, Asker::Instance(instance)))
    }

    fn is_own(self, instance: &Instance, event: &Event) -> bool {
        event.fields.get(usize::from(built_in::SEND)).is_some_and(|send| self.is_own_send(instance, send))
    }

    /// Whether an id is that of a send of an instance.
    pub(crate) fn is_own_send(self, instance: &Instance, send: &Value) -> bool {
        let (Value::Id(send) | Value::Text(send)) = send else {
            return false;
        };
        let prefix = self.instance_prefix(instance);
        let rest = send.strip_prefix(&*prefix).or_else(|| self.was_own_send(instance, &prefix, send));
        rest.is_some_and(|rest| instance.origin.as_deref().is_none_or(|origin| is_of(send, rest, origin)))
    }

    /// What stands behind the prefix of an instance that sent it when its journey had another name.
    fn was_own_send<'s>(self, instance: &Instance, prefix: &str, send: &'s str) -> Option<&'s str> {
        let renames = &self.program().versions.renames;
        let journey = self.program().journeys.get(instance.journey.index()).filter(|_| !renames.is_empty())?;
        let was = self.program().versions.was(Renamed::Journey, &journey.name)?;
        send.strip_prefix(&**was)?.strip_prefix(prefix.strip_prefix(&*journey.name)?)
    }

    /// What the ids of an instance's sends and commands begin with: journey, moment of entry, key.
    ///
    /// The key has its length in front, and the customer's id stands last, so that ids of whatever bytes can't be
    /// taken for others: `care.support/3/2:t1/7.12/ann`.
    pub(crate) fn instance_prefix(self, instance: &Instance) -> String {
        let journey = self.program().journeys.get(instance.journey.index()).map_or("", |journey| &*journey.name);
        match self.key_text(&instance.key) {
            Some(key) => format!("{journey}/{}/{}:{key}/", instance.moment, key.len()),
            None => format!("{journey}/{}/-/", instance.moment),
        }
    }

    /// A key in its text form; none where there is no key.
    pub(crate) fn key_text(self, key: &Value) -> Option<Arc<str>> {
        match key {
            Value::Unknown => None,
            Value::Text(text) | Value::Id(text) => Some(text.clone()),
            other => Some(self.program().text_of(other).into()),
        }
    }

    /// Completes a report of delivery: without a send id it belongs to the latest send of its message (§7).
    pub(crate) fn complete_report(self, event: &mut Event) {
        let Some(Value::Text(name) | Value::Id(name)) = event.fields.first() else {
            return;
        };
        let Ok(message) = self.program().messages.binary_search_by(|message| message.name.cmp(name)) else {
            return;
        };
        let message = baton_program::MessageId(u16::try_from(message).unwrap_or(u16::MAX));
        let Some(LastSend { send: last, channel, .. }) = self.state.last_sends.get(message) else {
            return;
        };
        let is_last = match event.fields.get_mut(usize::from(built_in::SEND)) {
            Some(send) if *send == Value::Unknown => {
                *send = id(last.clone());
                true
            }
            Some(Value::Id(send) | Value::Text(send)) => send == last,
            _ => false,
        };
        if !is_last {
            return;
        }
        let (journey, key) = parts(last);
        for (index, part) in [(built_in::JOURNEY, journey), (built_in::KEY, key)] {
            if let (Some(value), Some(part)) = (event.fields.get_mut(usize::from(index)), part)
                && *value == Value::Unknown
            {
                *value = text(Some(part.into()));
            }
        }
        event.channel = event.channel.or(*channel);
    }
}

/// The key that an event has for an occurrence, where it has one.
pub(crate) fn key_of<'e>(selector: &Selector, event: &'e Event) -> Option<&'e Value> {
    event.fields.get(usize::from(selector.key?)).filter(|key| **key != Value::Unknown)
}

/// Whether a send's id is of a customer: it stands last in what comes behind the instance. An id that is longer than an
/// id is kept has been cut.
fn is_of(send: &str, rest: &str, customer: &str) -> bool {
    let end = rest.split_once('/').map_or("", |(_, end)| end);
    let is_cut = send.len() + char::MAX_LEN_UTF8 > TEXT_BYTES as usize;
    end == customer || (is_cut && customer.starts_with(end))
}

/// The journey and key in a send's id.
fn parts(send: &str) -> (Option<&str>, Option<&str>) {
    let Some((journey, rest)) = send.split_once('/') else {
        return (None, None);
    };
    let key = rest.split_once('/').and_then(|(_, rest)| rest.split_once(':')).and_then(|(length, rest)| {
        let length = length.parse().ok()?;
        rest.get(..length)
    });
    (Some(journey), key)
}

fn is_called(value: Option<&Value>, name: &str) -> bool {
    matches!(value, Some(Value::Text(text) | Value::Id(text)) if **text == *name)
}

/// The fields of a built-in event of a journey.
pub(crate) fn journey_fields(journey: &Arc<str>, key: Option<Arc<str>>, reason: Option<Arc<str>>) -> Box<[Value]> {
    [Some(journey.clone()), key, reason].into_iter().map(text).collect()
}

/// The fields of a built-in event of a message.
pub(crate) fn message_fields(
    message: &Arc<str>,
    send: &Arc<str>,
    journey: &Arc<str>,
    key: Option<Arc<str>>,
    reason: Option<Arc<str>>,
) -> Box<[Value]> {
    let send = id(send.clone());
    [text(Some(message.clone())), send, text(Some(journey.clone())), text(key), text(reason)].into()
}

fn text(text: Option<Arc<str>>) -> Value {
    text.map_or(Value::Unknown, |text| bounded(Value::Text(text), &Type::Text(TEXT_BYTES)))
}

/// An id made of others can be longer than an id is kept.
fn id(id: Arc<str>) -> Value {
    bounded(Value::Id(id), &Type::Id)
}

/// Whether reports of delivery make this event.
pub(crate) fn is_report(built_in: BuiltIn) -> bool {
    built_in.family() == baton_program::Family::Delivery
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_send_is() {
        let is = |rest: &str, customer: &str| is_of(&format!("j/1/-/{rest}"), rest, customer);
        assert!(is("7.12/ann", "ann") && is("7.12/x/ann", "x/ann"));
        assert!(!is("7.12/x/ann", "ann") && !is("7.12/anna", "ann") && !is("7.12/an", "ann") && !is("7.12", "ann"));
        // A customer's id can be so long that it is cut in a send's.
        let long = "n".repeat(TEXT_BYTES as usize);
        let cut = format!("j/1/-/7.12/{long}");
        let cut = cut.get(..TEXT_BYTES as usize).unwrap_or_default();
        let rest = cut.strip_prefix("j/1/-/").unwrap_or_default();
        assert!(is_of(cut, rest, &long) && !is_of(cut, rest, "ann"));
    }
}
