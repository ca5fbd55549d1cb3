//! Tests: what their lines name is there.

use super::{Check, Checker, Fault, LONGEST, Refusal, at, each, ensure, range};
use crate::{Asking, Expectation, Extent, Line, Story, Told};

impl Checker<'_> {
    pub(super) fn stories(&self) -> Result<(), Refusal> {
        each("test", &self.program.stories, |story| &story.title, |_, story| self.story(story))
    }

    fn story(&self, story: &Story) -> Check {
        self.place(story.place)?;
        story.lines.iter().try_for_each(|(line, place)| {
            self.place(*place)?;
            self.line(line)
        })
    }

    fn line(&self, line: &Line) -> Check {
        let program = self.program;
        match line {
            Line::Customer(_, attributes) => attributes.iter().try_for_each(|(attribute, value)| {
                at(&program.attributes, attribute.index(), "attribute")?;
                self.expr(*value, 0)
            }),
            Line::AtInstant(instant, told) => {
                range("an instant", *instant, -LONGEST, LONGEST)?;
                self.told(told.as_ref())
            }
            Line::AtLocal(_, time, told) => {
                range("a time of day", i64::from(*time), 0, super::policy::DAY)?;
                self.told(told.as_ref())
            }
            Line::After(milliseconds, told) => {
                Self::duration(*milliseconds)?;
                self.told(told.as_ref())
            }
            Line::InHoldout(rule) => at(&program.rules, rule.index(), "rule"),
            Line::Takes(journey, step, _) => {
                let journey = program.journeys.get(journey.index()).ok_or(Fault::NoSuch("journey", journey.index()))?;
                at(&journey.steps, step.index(), "step")
            }
            Line::Turn(switch, _) => at(&program.switches, switch.index(), "switch"),
            Line::Ask(asking) => self.asking(asking),
            Line::Expect(expectation, extent) => {
                if let Extent::Within(milliseconds) | Extent::For(milliseconds) = extent {
                    Self::duration(*milliseconds)?;
                }
                self.expectation(expectation)
            }
        }
    }

    fn asking(&self, asking: &Asking) -> Check {
        match asking {
            Asking::Glance => Ok(()),
            Asking::Placement(placement) => at(&self.program.placements, placement.index(), "placement"),
            Asking::Decision(decision, args) => {
                let index = decision.index();
                let decision = self.program.decisions.get(index).ok_or(Fault::NoSuch("decision", index))?;
                let all = decision.params.len() == args.len();
                ensure(all, Fault::Unequal("the parameters of a decision and their values"))?;
                self.exprs(args, 0)
            }
        }
    }

    fn told(&self, told: Option<&Told>) -> Check {
        let program = self.program;
        let fields = |given: &[(u16, crate::ExprId)], there_are: usize| {
            given.iter().try_for_each(|(field, value)| {
                let field = usize::from(*field);
                ensure(field < there_are, Fault::Beyond("field", field, there_are))?;
                self.expr(*value, 0)
            })
        };
        match told {
            None => Ok(()),
            Some(Told::Event { event, channel, fields: given, changes }) => {
                fields(given, self.fields_of(event.index())?)?;
                channel.map_or(Ok(()), |channel| at(&program.channels, channel.index(), "channel"))?;
                changes.iter().try_for_each(|(attribute, value)| {
                    at(&program.attributes, attribute.index(), "attribute")?;
                    self.expr(*value, 0)
                })
            }
            Some(Told::Answered(action, given)) => {
                let action = program.actions.get(action.index()).ok_or(Fault::NoSuch("action", action.index()))?;
                fields(given, action.answers.as_ref().map_or(0, Vec::len))
            }
            Some(Told::Failed(action)) => at(&program.actions, action.index(), "action"),
        }
    }

    fn expectation(&self, expectation: &Expectation) -> Check {
        let program = self.program;
        match expectation {
            Expectation::Sent { message, via, with } | Expectation::Shown { message, via, with } => {
                at(&program.messages, message.index(), "message")?;
                via.iter().try_for_each(|channel| at(&program.channels, channel.index(), "channel"))?;
                with.iter().try_for_each(|(_, value)| self.expr(*value, 0))
            }
            Expectation::Answer(with) => with.iter().try_for_each(|(_, value)| self.expr(*value, 0)),
            Expectation::Held(message, _)
            | Expectation::Waiting(message, _)
            | Expectation::Dropped(message, _)
            | Expectation::Withdrawn(message, _)
            | Expectation::Queued(message)
            | Expectation::Withheld(message)
            | Expectation::NoMessage(message) => at(&program.messages, message.index(), "message"),
            Expectation::NoAction(action) => at(&program.actions, action.index(), "action"),
            Expectation::NoEvent(event) => at(&program.events, event.index(), "event"),
            Expectation::Did(action, with) => {
                at(&program.actions, action.index(), "action")?;
                with.iter().try_for_each(|(_, value)| self.expr(*value, 0))
            }
            Expectation::Journey(journey, _) => at(&program.journeys, journey.index(), "journey"),
            Expectation::Holds(condition) => self.expr(*condition, 0),
        }
    }
}
