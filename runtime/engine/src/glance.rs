//! `at_a_glance` (§12): a customer's journeys, what was sent lately, and what is held and why.

use std::{cmp::Reverse, sync::Arc};

use baton_program::{Program, wire::iso};
use serde_json::{Map, Value as Json};

use crate::journeys::Time;
use crate::state::Instance;
use crate::view::View;

impl View<'_> {
    /// The fields of the answer, in a fixed order.
    pub(crate) fn at_a_glance(self) -> Vec<(Arc<str>, Json)> {
        let state = self.state;
        let journeys = state.instances.iter().filter_map(|instance| self.shown_instance(instance)).collect();
        let paused = state.instances.iter().filter(|instance| self.is_paused(instance));
        let paused = paused.filter_map(|instance| self.named_instance(instance).map(Json::from)).collect();
        let fields =
            [("journeys", journeys), ("sent", self.shown_sends()), ("held", self.shown_docket()), ("paused", paused)];
        fields.map(|(name, value)| (name.into(), value)).into()
    }

    /// The journey of an instance, and its key where it has one.
    fn named_instance(self, instance: &Instance) -> Option<Map<String, Json>> {
        let journey = self.program().journeys.get(instance.journey.index())?;
        let mut shown = Map::from_iter([("journey".to_owned(), (*journey.name).into())]);
        shown.extend(self.key_text(&instance.key).map(|key| ("key".to_owned(), (*key).into())));
        Some(shown)
    }

    fn shown_instance(self, instance: &Instance) -> Option<Json> {
        let mut shown = self.named_instance(instance)?;
        let step = self.program().journeys.get(instance.journey.index())?.steps.get(instance.step.index())?;
        shown.insert("step".into(), (*step.name).into());
        shown.insert("since".into(), time(instance.start));
        shown.extend(step.left.map(|left| ("steps_left".to_owned(), left.into())));
        Some(shown.into())
    }

    fn is_paused(self, instance: &Instance) -> bool {
        let journey = self.program().journeys.get(instance.journey.index());
        journey.is_some_and(|journey| self.time_of(journey, instance) == Time::AfterPause)
    }

    /// The last send of each message, the latest first.
    fn shown_sends(self) -> Json {
        let program = self.program();
        let mut sends: Vec<_> = self.state.last_sends.iter().collect();
        sends.sort_by_key(|(message, last)| (Reverse(last.at), *message));
        let shown = sends.into_iter().filter_map(|(message, last)| {
            let mut shown = Map::from_iter([("message".to_owned(), message_name(program, message)?)]);
            let channel = last.channel.and_then(|channel| program.channels.get(channel.index()));
            shown.extend(channel.map(|channel| ("channel".to_owned(), (*channel.name).into())));
            shown.insert("at".into(), time(last.at));
            Some(Json::from(shown))
        });
        shown.collect()
    }

    /// What waits for clearance, in the order in which it would be cleared, with what objects to it.
    fn shown_docket(self) -> Json {
        let program = self.program();
        let shown = self.engine.docket(self.state).into_iter().filter_map(|waiting| {
            let journey = program.journeys.get(waiting.journey.index())?;
            let because = waiting.because.iter().map(|because| {
                let mut shown = Map::from_iter([("rule".to_owned(), (*because.rule).into())]);
                shown.extend(because.channel.as_ref().map(|channel| ("channel".to_owned(), (**channel).into())));
                shown.extend(because.until.map(|until| ("until".to_owned(), time(until))));
                Json::from(shown)
            });
            Some(Json::from(Map::from_iter([
                ("message".to_owned(), message_name(program, waiting.message)?),
                ("journey".to_owned(), (*journey.name).into()),
                ("because".to_owned(), because.collect()),
            ])))
        });
        shown.collect()
    }
}

fn message_name(program: &Program, message: baton_program::MessageId) -> Option<Json> {
    program.messages.get(message.index()).map(|message| (*message.name).into())
}

fn time(at: i64) -> Json {
    iso(at).to_string().into()
}
