//! What a touchpoint asks about a customer (§12): answers change nothing, not even how many moments there were.

use baton_program::{
    AT_A_GLANCE, Asked, Because, Choice, Decision, ExprId, Kind, Place, Question, Reason, Record, Value,
};

use crate::view::{Names, View};
use crate::{Customer, Engine, State};

impl Engine {
    /// The record of an answer, at the customer's present; none where a placement is asked, which is a moment.
    pub(crate) fn answer(&self, customer: &Customer, state: &State, question: &Question) -> Option<Record> {
        let view = View { engine: self, state, now: state.now };
        let answered = match &question.what {
            Asked::Decision(id, args) => view.decided(self.program().decisions.get(id.index())?, args),
            Asked::Glance => {
                Record { decision: Some(AT_A_GLANCE.into()), with: view.at_a_glance(), ..Record::default() }
            }
            Asked::Placement(_) => return None,
        };
        Some(Record {
            at: state.now,
            customer: customer.id.clone(),
            moment: state.moment,
            kind: Kind::Answered,
            request: question.id.clone(),
            ..answered
        })
    }
}

/// The answer that a decision has come to.
struct Answer<'a> {
    values: &'a [ExprId],
    reasons: &'a [Reason],
    place: Place,
}

impl<'a> View<'a> {
    /// What a decision answers, and what it asked on the way.
    fn decided(self, decision: &'a Decision, args: &[Value]) -> Record {
        let names = Names { frame: args, ..Names::NONE };
        let mut because = Vec::new();
        let answer = self.choose(&decision.choices, names, &mut because);
        let mut with = Vec::with_capacity(decision.answers.len());
        if let Some(answer) = answer {
            let values = decision.answers.iter().zip(answer.values);
            with.extend(values.map(|(field, value)| {
                let value = crate::view::bounded(self.value(*value, names), &field.ty);
                (field.name.clone(), self.program().json_of(&value))
            }));
            because.push(Because {
                rule: "answer".into(),
                place: self.place(answer.place),
                values: self.values_of(answer.reasons, names),
                ..Because::default()
            });
        }
        Record { decision: Some(decision.name.clone()), with, because, ..Record::default() }
    }

    /// The answer of the choices, from the top; what is asked on the way goes to `because`.
    fn choose(self, choices: &'a [Choice], names: Names<'_>, because: &mut Vec<Because>) -> Option<Answer<'a>> {
        choices.iter().find_map(|choice| match choice {
            Choice::Answer { values, reasons, place } => Some(Answer { values, reasons, place: *place }),
            Choice::If { condition, then, otherwise } => {
                let holds = self.holds(condition.condition, names);
                because.push(self.because_watch(if holds { "if" } else { "else" }, condition, names));
                self.choose(if holds { then } else { otherwise }, names, because)
            }
        })
    }
}
