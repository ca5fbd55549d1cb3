//! The JSON form of values, for records.

use serde_json::{Map, Value as Json};

use super::iso;
use crate::{Event, Program, Value};

impl Program {
    /// The JSON form of a value: truth values, ints and numbers are JSON's own, lists arrays, events objects, unknown
    /// is null; everything else is in its text form.
    pub fn json_of(&self, value: &Value) -> Json {
        match value {
            Value::Unknown => Json::Null,
            Value::Bool(holds) => (*holds).into(),
            Value::Int(int) => (*int).into(),
            Value::Number(number) => (*number).into(),
            Value::List(elements) => elements.iter().map(|element| self.json_of(element)).collect(),
            Value::Event(event) => self.event_json(event),
            _ => self.text_of(value).into(),
        }
    }

    /// `event`, `at`, `channel` where known, and the fields.
    fn event_json(&self, event: &Event) -> Json {
        let mut object = Map::new();
        if let Some(ty) = self.events.get(event.event.index()) {
            object.insert("event".into(), (&*ty.name).into());
            object.insert("at".into(), iso(event.at).to_string().into());
            if let Some(channel) = event.channel {
                object.insert("channel".into(), self.text_of(&Value::Channel(channel)).into());
            }
            for (field, value) in ty.fields.iter().zip(&event.fields) {
                object.insert(field.name.to_string(), self.json_of(value));
            }
        }
        Json::Object(object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_json() {
        let program = Program::default();
        assert_eq!(program.json_of(&Value::Unknown), Json::Null);
        assert_eq!(program.json_of(&Value::Number(2.5)), Json::from(2.5));
        assert_eq!(program.json_of(&Value::Duration(90_000)), Json::from("1m 30s"));
        assert_eq!(program.json_of(&Value::List([Value::Int(1)].into())), serde_json::json!([1]));
    }
}
