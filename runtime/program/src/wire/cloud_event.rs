//! Inputs as CloudEvents 1.0 in JSON (§16).

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::{
    Mismatch, Object, Rejection, Taken, Whom, command, mismatch::excerpt, question, read_json::string,
    read_text::bounded, time,
};
use crate::{
    AttributeId, BuiltIn, ChannelId, Event, EventId, EventType, Family, Field, Input, InputKind, Origin, Program,
    TEXT_BYTES, Value,
};

/// The input of one CloudEvent.
///
/// # Errors
/// Where it is none of this program's.
pub fn cloud_event(program: &Program, line: &[u8]) -> Result<Taken, Rejection> {
    let envelope = Envelope::read(program, line)?;
    let ty = envelope.ty.clone();
    if let Some(word) = ty.strip_prefix(command::PREFIX) {
        if word == question::ASK {
            return envelope.question(program);
        }
        if word == question::SHOW {
            return envelope.show(program);
        }
        let taken = envelope.command(program, word);
        return taken.unwrap_or_else(|| Err(Rejection::UnknownCommand(excerpt(word))));
    }
    match &*ty {
        "answered" => envelope.answered(program),
        "failed" if envelope.data.get("command").map_err(Rejection::Data)?.is_some() => envelope.command_failed(),
        name => {
            let (id, event) = program.input_event(name)?;
            envelope.event(program, id, event)
        }
    }
}

impl Program {
    /// The event of that full name, where it can come from outside.
    ///
    /// # Errors
    /// Where there is none, or only the runtime makes it.
    pub fn input_event(&self, name: &str) -> Result<(EventId, &EventType), Rejection> {
        let (built_in, declared) = self.events.split_at_checked(BuiltIn::ALL.len()).unwrap_or((&self.events, &[]));
        let index = match declared.binary_search_by(|event| (*event.name).cmp(name)) {
            Ok(index) => Some(built_in.len() + index),
            Err(_) => built_in.iter().position(|event| &*event.name == name),
        };
        let id = index.and_then(|index| u16::try_from(index).ok()).map(EventId);
        let found = id.and_then(|id| Some((id, self.events.get(id.index())?)));
        let Some((id, event)) = found else {
            return Err(Rejection::UnknownEvent(excerpt(name)));
        };
        match event.origin {
            Origin::Declared => Ok((id, event)),
            Origin::Signal(_) => Err(Rejection::Signal(event.name.as_ref().into())),
            Origin::BuiltIn(built_in) => match built_in.family() {
                Family::Customer | Family::Delivery => Ok((id, event)),
                Family::Message | Family::Journey | Family::Audience => {
                    Err(Rejection::Internal(event.name.as_ref().into()))
                }
            },
        }
    }

    /// What a `customer_changed` carries: the attributes whose value, of the field of their name, was given.
    ///
    /// # Errors
    /// Where an attribute would become unknown that always has a value.
    pub fn changes<'a>(
        &self,
        given: impl Iterator<Item = (&'a Field, Value)>,
    ) -> Result<Vec<(AttributeId, Value)>, Rejection> {
        let mut changes = Vec::new();
        for (field, value) in given {
            let named = self.attributes.iter().zip(0..).find(|(attribute, _)| attribute.name == field.name);
            let Some((attribute, index)) = named else {
                continue;
            };
            if value == Value::Unknown && !attribute.ty.is_optional() {
                return Err(Rejection::AlwaysKnown(attribute.name.as_ref().into()));
            }
            changes.push((AttributeId(index), value));
        }
        Ok(changes)
    }
}

/// What every input has.
pub(super) struct Envelope<'a> {
    ty: Cow<'a, str>,
    pub(super) id: Option<Arc<str>>,
    /// Whose it is, if it is one customer's.
    pub(super) customer: Option<Arc<str>>,
    at: i64,
    pub(super) channel: Option<ChannelId>,
    pub(super) data: Object<'a>,
}

impl<'a> Envelope<'a> {
    fn read(program: &Program, line: &'a [u8]) -> Result<Self, Rejection> {
        let object = Object::of_line(line)?;
        if let Some(version) = text_of(&object, "specversion")?
            && version != "1.0"
        {
            return Err(Rejection::Version(excerpt(&version)));
        }
        let required =
            |name| text_of(&object, name)?.filter(|text| !text.is_empty()).ok_or(Rejection::MissingAttribute(name));
        let bad = |attribute| move |cause| Rejection::Attribute { attribute, cause };
        let ty = required("type")?;
        let customer = match text_of(&object, "subject")?.filter(|id| !id.is_empty()) {
            Some(id) => Some(bounded(&id, TEXT_BYTES).map_err(bad("subject"))?),
            None if ty.starts_with(command::PREFIX) => None,
            None => return Err(Rejection::MissingAttribute("subject")),
        };
        let at = time::instant(&required("time")?).map_err(bad("time"))?;
        let id = match text_of(&object, "id")?.filter(|id| !id.is_empty()) {
            Some(id) => Some(bounded(&id, TEXT_BYTES).map_err(bad("id"))?),
            None => None,
        };
        let channel = match text_of(&object, "channel")? {
            Some(name) => Some(program.channel_named(&name).map_err(bad("channel"))?),
            None => None,
        };
        let data = match object.get("data")?.map(RawValue::get) {
            None | Some("null") => Object::default(),
            Some(raw) => Object::of_text(raw).map_err(Rejection::Data)?,
        };
        Ok(Self { ty, id, customer, at, channel, data })
    }

    fn event(mut self, program: &Program, id: EventId, ty: &EventType) -> Result<Taken, Rejection> {
        let (given, mut used) = self.fields(program, &ty.fields)?;
        if self.channel.is_none()
            && ty.names_its_channel()
            && let Some(name) = text_of(&self.data, "channel")?
        {
            let cause = |cause| Rejection::field("channel", cause);
            self.channel = Some(program.channel_named(&name).map_err(cause)?);
            used += 1;
        }
        let changes = match ty.origin {
            Origin::BuiltIn(BuiltIn::CustomerChanged) => {
                let present = ty.fields.iter().zip(&given).filter_map(|(field, value)| Some((field, value.clone()?)));
                program.changes(present)?
            }
            _ => Vec::new(),
        };
        let fields = given.into_iter().map(Option::unwrap_or_default).collect();
        let event = Event { event: id, at: self.at, channel: self.channel, fields, number: 0 };
        let kind = InputKind::Event { id: self.id.take(), event, changes };
        self.taken(kind, used)
    }

    /// `answered`: the data has the action, the command's id, and the answer's fields.
    fn answered(self, program: &Program) -> Result<Taken, Rejection> {
        let name = self.needed("action")?;
        let action = program.actions.iter().find(|action| *action.name == *name);
        let action = action.ok_or_else(|| Rejection::UnknownAction(excerpt(&name)))?;
        let answers = action.answers.as_ref().ok_or_else(|| Rejection::NoAnswer(excerpt(&name)))?;
        let command = self.command_id()?;
        let (given, used) = self.fields(program, answers)?;
        let own_names =
            ["action", "command"].into_iter().filter(|name| answers.iter().all(|field| &*field.name != *name));
        let fields = given.into_iter().map(Option::unwrap_or_default).collect();
        self.taken(InputKind::Answered(command, fields), used + own_names.count())
    }

    fn command_failed(self) -> Result<Taken, Rejection> {
        let command = self.command_id()?;
        let named = usize::from(self.data.get("action").map_err(Rejection::Data)?.is_some());
        self.taken(InputKind::CommandFailed(command), 1 + named)
    }

    /// The values of the fields that are given, and how many these are. Null is unknown, but given.
    pub(super) fn fields(&self, program: &Program, fields: &[Field]) -> Result<(Vec<Option<Value>>, usize), Rejection> {
        let mut values = Vec::with_capacity(fields.len());
        let mut used = 0;
        for field in fields {
            let value = match self.data.get(&field.name).map_err(Rejection::Data)? {
                Some(json) => {
                    used += 1;
                    Some(program.from_json(json, &field.ty).map_err(|cause| Rejection::field(&field.name, cause))?)
                }
                None if field.ty.is_optional() => None,
                None => return Err(Rejection::MissingField(field.name.as_ref().into())),
            };
            values.push(value);
        }
        Ok((values, used))
    }

    fn command_id(&self) -> Result<Arc<str>, Rejection> {
        let name = self.needed("command")?;
        bounded(&name, TEXT_BYTES).map_err(|cause| Rejection::field("command", cause))
    }

    pub(super) fn needed(&self, field: &'static str) -> Result<Cow<'a, str>, Rejection> {
        let json = self.data.get(field).map_err(Rejection::Data)?;
        let json = json.filter(|json| json.get() != "null");
        let raw = json.ok_or_else(|| Rejection::MissingField(field.into()))?.get();
        string(raw).ok_or_else(|| Rejection::field(field, Mismatch::not(raw, "text")))
    }

    /// An input of one customer.
    pub(super) fn taken(self, kind: InputKind, used: usize) -> Result<Taken, Rejection> {
        let customer = self.customer.clone().ok_or(Rejection::MissingAttribute("subject"))?;
        Ok(self.taken_by(Whom::Customer(customer), kind, used))
    }

    pub(super) fn taken_by(self, whom: Whom, kind: InputKind, used: usize) -> Taken {
        let ignored = self.data.len().saturating_sub(used);
        Taken { whom, input: Input { at: self.at, kind }, ignored_fields: u32::try_from(ignored).unwrap_or(u32::MAX) }
    }
}

/// A member that is text, where there is one; null is none.
fn text_of<'a>(object: &Object<'a>, name: &'static str) -> Result<Option<Cow<'a, str>>, Rejection> {
    match object.get(name)?.map(RawValue::get) {
        None | Some("null") => Ok(None),
        Some(raw) => match string(raw) {
            Some(text) => Ok(Some(text)),
            None => Err(Rejection::Attribute { attribute: name, cause: Mismatch::not(raw, "text") }),
        },
    }
}

impl EventType {
    /// Whether its data may name the channel: a report of delivery has it among its fields.
    fn names_its_channel(&self) -> bool {
        matches!(self.origin, Origin::BuiltIn(built_in) if built_in.family() == Family::Delivery)
    }
}
