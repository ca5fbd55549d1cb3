//! Decisions, placements, offers, audiences, switches and measures.

use super::{Check, Checker, Fault, Refusal, ascending, at, each, ensure, policy::time_of_day, range};
use crate::{Alert, Audience, Choice, Decision, Journey, MOST, MeasureDecl, Offer, Placement};

/// How deep the choices of a decision are nested at most.
const DEEPEST: usize = 256;

impl Checker<'_> {
    pub(super) fn touchpoints(&self) -> Result<(), Refusal> {
        let program = self.program;
        let of = |fault| Refusal { of: "the workspace".into(), fault };
        ascending(program.audiences.iter().map(|one| &one.name), "the audiences are not in order").map_err(of)?;
        ascending(program.switches.iter().map(|one| &one.name), "the switches are not in order").map_err(of)?;
        each("decision", &program.decisions, |one| &one.name, |_, one| self.decision(one))?;
        each("placement", &program.placements, |one| &one.name, |_, one| self.placement(one))?;
        each("audience", &program.audiences, |one| &one.name, |_, one| self.audience(one))?;
        each("switch", &program.switches, |one| &one.name, |_, one| self.place(one.place))?;
        each("measure", &program.measures, |one| &one.name, |_, one| self.measure(one))
    }

    fn decision(&self, decision: &Decision) -> Check {
        self.place(decision.place)?;
        self.fields(&decision.params)?;
        self.fields(&decision.answers)?;
        let answers = self.choices(decision, &decision.choices, 0)?;
        ensure(answers, Fault::Broken("a way that ends without an answer"))
    }

    /// Whether every way through the choices ends in an answer.
    fn choices(&self, decision: &Decision, choices: &[Choice], depth: usize) -> Result<bool, Fault> {
        ensure(depth <= DEEPEST, Fault::Broken("choices that are nested too deep"))?;
        let slots = decision.params.len();
        let mut answers = false;
        for choice in choices {
            answers |= match choice {
                Choice::Answer { values, reasons, place } => {
                    self.place(*place)?;
                    self.exprs(values, slots)?;
                    reasons.iter().try_for_each(|reason| self.expr(reason.value, slots))?;
                    let all = values.len() == decision.answers.len();
                    ensure(all, Fault::Unequal("the fields of an answer and their values"))?;
                    true
                }
                Choice::If { condition, then, otherwise } => {
                    self.watch(condition, slots)?;
                    let then = self.choices(decision, then, depth + 1)?;
                    self.choices(decision, otherwise, depth + 1)? && then
                }
            };
        }
        Ok(answers)
    }

    fn placement(&self, placement: &Placement) -> Check {
        self.place(placement.place)?;
        at(&self.program.channels, placement.channel.index(), "channel")?;
        range("a number of offers", i64::from(placement.shows), 1, i64::from(MOST))
    }

    pub(super) fn offer(&self, journey: &Journey, offer: &Offer) -> Check {
        let program = self.program;
        self.place(offer.place)?;
        let placement = program.placements.get(offer.placement.index());
        let placement = placement.ok_or(Fault::NoSuch("placement", offer.placement.index()))?;
        let message = program.messages.get(offer.message.index());
        let message = message.ok_or(Fault::NoSuch("message", offer.message.index()))?;
        let args = message.params.len() == offer.args.len();
        ensure(args, Fault::Unequal("the parameters of a message and their values"))?;
        let shows = message.channels.contains(&placement.channel);
        ensure(shows, Fault::Broken("an offer that its placement's channel can't show"))?;
        Self::duration(offer.lasts)?;
        self.exprs(&offer.args, usize::from(journey.slots))
    }

    fn audience(&self, audience: &Audience) -> Check {
        self.place(audience.place)?;
        audience.refreshed.map_or(Ok(()), time_of_day)?;
        self.watch(&audience.condition, 0)
    }

    fn measure(&self, measure: &MeasureDecl) -> Check {
        self.place(measure.place)?;
        measure.part.iter().chain(&measure.whole).try_for_each(|selector| self.selector(selector, 0))?;
        Self::duration_if(measure.within)?;
        let share = measure.alert.map_or(0, |alert| alert.share);
        ensure(share <= Alert::WHOLE, Fault::Broken("a share that is none"))?;
        self.expr_if(measure.by, 0)
    }
}
