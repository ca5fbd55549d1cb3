//! Records (§16): what happened, what it is about, and why.

use std::fmt::Write as _;
use std::sync::Arc;

use baton_program::{Because, Field, Kind, Place, Privacy, Program, Reason, Record, Value, Watch, withheld};

use crate::moment::Moment;
use crate::state::Instance;
use crate::view::{Names, View};

impl Moment<'_> {
    /// A record of this moment.
    pub(crate) fn record(&self, kind: Kind) -> Record {
        Record {
            at: self.now,
            customer: self.customer.id.clone(),
            moment: self.state.moment,
            kind,
            ..Record::default()
        }
    }

    /// A record about an instance.
    pub(crate) fn record_of(&self, kind: Kind, instance: &Instance) -> Record {
        let journey = self.program.journeys.get(instance.journey.index());
        let step = journey.and_then(|journey| journey.steps.get(instance.step.index()));
        Record {
            journey: journey.map(|journey| journey.name.clone()),
            key: self.view().key_text(&instance.key),
            step: step.map(|step| step.name.clone()),
            ..self.record(kind)
        }
    }
}

impl View<'_> {
    /// Something that decided, and where it is written.
    pub(crate) fn because(self, rule: &Arc<str>, place: Place) -> Because {
        Because { rule: rule.clone(), place: self.place(place), ..Because::default() }
    }

    /// A condition that decided, with the values that it rests on.
    pub(crate) fn because_watch(self, rule: &str, watch: &Watch, names: Names<'_>) -> Because {
        Because {
            rule: rule.into(),
            place: self.place(watch.place),
            values: self.reasons(watch, names),
            ..Because::default()
        }
    }

    /// The values that a watched condition rests on, as written.
    pub(crate) fn reasons(self, watch: &Watch, names: Names<'_>) -> Vec<(Arc<str>, serde_json::Value)> {
        self.values_of(&watch.reasons, names)
    }

    /// The values of what decided, as written.
    pub(crate) fn values_of(self, reasons: &[Reason], names: Names<'_>) -> Vec<(Arc<str>, serde_json::Value)> {
        let value = |reason: &Reason| match reason.privacy {
            Privacy::Open => self.program().json_of(&self.value(reason.value, names)),
            Privacy::Personal => withheld(),
        };
        reasons.iter().map(|reason| (reason.text.clone(), value(reason))).collect()
    }

    /// Fields as a record tells them that delivers them to nobody.
    pub(crate) fn told<'f>(
        self,
        fields: impl IntoIterator<Item = (&'f Field, &'f Value)>,
    ) -> Vec<(Arc<str>, serde_json::Value)> {
        let value = |field: &Field, value: &Value| match field.privacy {
            Privacy::Open => self.program().json_of(value),
            Privacy::Personal => withheld(),
        };
        fields.into_iter().map(|(field, of)| (field.name.clone(), value(field, of))).collect()
    }

    /// A place as `file:line:column`; none where it stands in no file.
    pub(crate) fn place(self, place: Place) -> Option<Arc<str>> {
        place_in(self.program(), place)
    }
}

/// A place as `file:line:column`; none where it stands in no file.
pub(crate) fn place_in(program: &Program, place: Place) -> Option<Arc<str>> {
    let file = program.files.get(usize::try_from(place.file).ok()?)?;
    // Nearly every record has one: room for two long numbers, so that the text is made in one go.
    let mut text = String::with_capacity(file.len() + 22);
    let _ = write!(text, "{file}:{}:{}", place.line, place.column);
    Some(text.into())
}
