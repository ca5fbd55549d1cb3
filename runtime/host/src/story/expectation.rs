//! Whether what is expected has come about.

use std::sync::Arc;

use baton_engine::Engine;
use baton_program::{
    Because, ChannelId, Expectation, ExprId, Kind, MessageId, Origin, Outcome, Program, Record, Value,
};
use serde_json::Value as Json;

use super::person::Person;

/// A customer at a time of the story.
pub(super) struct Scene<'a> {
    pub(super) engine: &'a Engine,
    pub(super) person: &'a Person,
    pub(super) now: i64,
}

impl Scene<'_> {
    pub(super) fn program(&self) -> &Program {
        self.engine.program()
    }

    pub(super) fn holds(&self, expectation: &Expectation) -> bool {
        match expectation {
            Expectation::Sent { message, via, with } => self.went(Kind::Sent, *message, via, with),
            Expectation::Shown { message, via, with } => self.went(Kind::Shown, *message, via, with),
            Expectation::Answer(with) => {
                let answers = self.of(Kind::Answered).filter(|record| record.decision.is_some());
                answers.last().is_some_and(|record| self.says(record, with))
            }
            Expectation::Held(message, rule) => self.because(Kind::Held, *message, rule.as_ref()),
            Expectation::Dropped(message, rule) => self.because(Kind::Dropped, *message, rule.as_ref()),
            Expectation::Withdrawn(message, rule) => self.because(Kind::Withdrawn, *message, rule.as_ref()),
            Expectation::Waiting(message, rule) => self
                .engine
                .docket(&self.person.state)
                .iter()
                .any(|waiting| waiting.message == *message && objects(&waiting.because, rule.as_ref())),
            Expectation::Queued(message) => self.of_message(Kind::Queued, *message).next().is_some(),
            Expectation::Withheld(message) => self.of_message(Kind::Withheld, *message).next().is_some(),
            Expectation::NoMessage(message) => {
                [Kind::Sent, Kind::Shown].into_iter().all(|kind| self.of_message(kind, *message).next().is_none())
            }
            Expectation::Did(action, with) => {
                let name = self.program().actions.get(action.index()).map(|action| &action.name);
                self.done(name).any(|record| self.says(record, with))
            }
            Expectation::NoAction(action) => {
                self.done(self.program().actions.get(action.index()).map(|action| &action.name)).next().is_none()
            }
            Expectation::NoEvent(event) => self.program().events.get(event.index()).is_none_or(|event| {
                let happened = |signal| self.person.signals_lately().iter().any(|(_, had)| *had == signal);
                match event.origin {
                    Origin::Signal(signal) => !happened(signal),
                    _ => self.of(Kind::Emitted).all(|record| record.event.as_ref() != Some(&event.name)),
                }
            }),
            Expectation::Journey(journey, outcome) => {
                let name = self.program().journeys.get(journey.index()).map(|journey| &journey.name);
                self.became(name, outcome)
            }
            Expectation::Holds(condition) => self.value(*condition) == Value::Bool(true),
        }
    }

    /// Whether a message reached the customer that way, through one of these channels, with these values.
    fn went(&self, kind: Kind, message: MessageId, via: &[ChannelId], with: &[(Arc<str>, ExprId)]) -> bool {
        self.of_message(kind, message).any(|record| {
            let channels = via.iter().filter_map(|channel| self.program().channels.get(channel.index()));
            let through =
                via.is_empty() || channels.map(|one| &one.name).any(|name| record.channel.as_ref() == Some(name));
            through && self.says(record, with)
        })
    }

    /// The value of an expression now.
    pub(super) fn value(&self, expression: ExprId) -> Value {
        self.engine.evaluate(&self.person.customer, &self.person.state, expression, self.now)
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        self.person.lately().iter().filter(move |record| record.kind == kind)
    }

    fn of_message(&self, kind: Kind, message: MessageId) -> impl Iterator<Item = &Record> {
        let name = self.program().messages.get(message.index()).map(|message| &message.name);
        self.of(kind).filter(move |record| record.message.as_ref() == name)
    }

    fn because(&self, kind: Kind, message: MessageId, rule: Option<&Arc<str>>) -> bool {
        self.of_message(kind, message).any(|record| objects(&record.because, rule))
    }

    fn done<'a>(&'a self, action: Option<&'a Arc<str>>) -> impl Iterator<Item = &'a Record> {
        self.of(Kind::Did).filter(move |record| record.action.as_ref() == action)
    }

    fn became(&self, journey: Option<&Arc<str>>, outcome: &Outcome) -> bool {
        let any = |kind| self.of(kind).any(|record| record.journey.as_ref() == journey);
        match outcome {
            Outcome::Reached => any(Kind::Reached),
            Outcome::Completed => any(Kind::Completed),
            Outcome::Missed => any(Kind::Missed),
            Outcome::Refused => any(Kind::Refused),
            Outcome::NotEntered => !any(Kind::Entered),
            Outcome::Left(None) => any(Kind::Left),
            Outcome::Left(reason) => self
                .of(Kind::Left)
                .any(|record| record.journey.as_ref() == journey && record.reason.as_ref() == reason.as_ref()),
        }
    }

    /// Whether a record has these values. One that is unknown may be left out of it.
    fn says(&self, record: &Record, with: &[(Arc<str>, ExprId)]) -> bool {
        with.iter().all(|(name, value)| {
            let said = record.with.iter().find(|(key, _)| key == name).map_or(&Json::Null, |(_, said)| said);
            same(said, &self.program().json_of(&self.value(*value)))
        })
    }
}

fn objects(because: &[Because], rule: Option<&Arc<str>>) -> bool {
    rule.is_none_or(|rule| because.iter().any(|because| because.rule == *rule))
}

/// Equality of values in JSON, where an int equals the number of its size.
fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        _ => a == b,
    }
}
