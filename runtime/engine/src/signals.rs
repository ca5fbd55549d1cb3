//! Signals that happen (§9): as events, by full name, then by age of key.

use baton_program::{Kind, Record, SignalId, Value};

use crate::moment::Moment;
use crate::patterns::{self, Matched};

impl Moment<'_> {
    /// Lets a signal happen as often as its pattern says.
    pub(crate) fn signal(&mut self, id: SignalId, matched: Matched) {
        let Some(signal) = self.program.signals.get(id.index()) else {
            return;
        };
        if let Some(key) = matched.forgotten {
            let record = Record {
                event: Some(signal.name.clone()),
                key: self.view().key_text(&key),
                reason: Some("too many keys".into()),
                ..self.record(Kind::Refused)
            };
            self.output.records.push(record);
        }
        for (key, frame) in matched.happened {
            self.output.signals.push((self.now, id));
            let keyed = signal.keys.map(|_| key);
            self.happen(signal.event, || keyed.into_iter().chain(frame).collect(), None);
        }
    }

    /// Lets a signal without a pattern happen: its condition has become true.
    pub(crate) fn signal_became(&mut self, id: SignalId) {
        let happened = vec![(Value::Unknown, Box::default())];
        self.signal(id, Matched { happened, forgotten: None });
    }

    /// Lets those signals happen whose absence is complete.
    pub(crate) fn complete_absences(&mut self) {
        let engine = self.engine;
        for id in &engine.tables().absences {
            let matched = patterns::complete_due(self.program, self.state, *id, self.now);
            self.signal(*id, matched);
        }
    }

    /// The customer's attributes change before its event is taken.
    pub(crate) fn change(&mut self, changes: Vec<(baton_program::AttributeId, Value)>) {
        for (attribute, value) in changes {
            match value {
                Value::Unknown => drop(self.state.attributes.remove(attribute)),
                known => self.state.attributes.set(attribute, known),
            }
        }
    }
}
