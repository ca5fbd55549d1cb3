//! Expressions, histories, reads, and what asks them: selectors and watches.

use super::{Check, Checker, Fault, Refusal, at, each, ensure, range, types};
use crate::{Alternative, Bound, Clock, DEEPEST_READ, ExprId, MOST, Node, Read, ReadId, Selector, Store, Watch};

impl Checker<'_> {
    pub(super) fn expressions(&self) -> Result<(), Refusal> {
        let program = self.program;
        each("expression", &program.nodes, |_| "", |_, node| self.node(node))?;
        each(
            "history",
            &program.histories,
            |_| "",
            |_, history| {
                Self::duration_if(history.within)?;
                if let Store::Recent(most) = history.store {
                    range("a history", i64::from(most), 1, i64::from(MOST))?;
                }
                history.alternatives.iter().try_for_each(|alternative| self.alternative(alternative))
            },
        )?;
        each("read", &program.reads, |_| "", |_, read| self.read(read))
    }

    fn node(&self, node: &Node) -> Check {
        let program = self.program;
        match node {
            Node::Constant(value) => self.value(value),
            Node::Attribute(id) => at(&program.attributes, id.index(), "attribute"),
            Node::InJourney { journey, step, .. } => {
                let journey = program.journeys.get(journey.index()).ok_or(Fault::NoSuch("journey", journey.index()))?;
                step.map_or(Ok(()), |step| at(&journey.steps, step.index(), "step"))
            }
            Node::Text(_, most) => types::text_bound(*most),
            Node::StepOf(journey) | Node::StepsLeft(journey) => at(&program.journeys, journey.index(), "journey"),
            Node::MemberOf(audience) => at(&program.audiences, audience.index(), "audience"),
            Node::Switch(switch) => at(&program.switches, switch.index(), "switch"),
            Node::WeekdayOf(_, days) => days.iter().try_for_each(|day| at(&program.symbols, day.index(), "value")),
            _ => Ok(()),
        }
    }

    fn alternative(&self, alternative: &Alternative) -> Check {
        self.selector(&alternative.selector, 0)?;
        let fields = self.fields_of(alternative.selector.event.index())?;
        alternative.kept.iter().try_for_each(|kept| self.expr_of_event(*kept, 0, fields))
    }

    fn read(&self, read: &Read) -> Check {
        let index = read.history.index();
        let history = self.program.histories.get(index).ok_or(Fault::NoSuch("history", index))?;
        Self::duration_if(read.within)?;
        self.value(&read.zero)?;
        if let Store::Running(_) = history.store {
            let plain = read.within.is_none() && read.filters.iter().all(Option::is_none);
            return ensure(plain, Fault::Broken("a window or filter of a running value"));
        }
        let filters = read.filters.len();
        ensure(
            filters == 0 || filters == history.alternatives.len(),
            Fault::Unequal("the filters of a read and its history"),
        )?;
        for (filter, alternative) in read.filters.iter().zip(&history.alternatives) {
            if let Some(filter) = filter {
                self.expr_of_event(*filter, usize::MAX, alternative.kept.len())?;
            }
        }
        Ok(())
    }

    pub(super) fn has_read(&self, read: ReadId) -> Check {
        at(&self.program.reads, read.index(), "read")
    }

    /// An expression that is asked within a frame of so many slots, and of no event.
    pub(super) fn expr(&self, expr: ExprId, slots: usize) -> Check {
        self.expr_of_event(expr, slots, 0)
    }

    pub(super) fn expr_if(&self, expr: Option<ExprId>, slots: usize) -> Check {
        expr.map_or(Ok(()), |expr| self.expr(expr, slots))
    }

    pub(super) fn exprs(&self, exprs: &[ExprId], slots: usize) -> Check {
        exprs.iter().try_for_each(|expr| self.expr(*expr, slots))
    }

    /// An expression that is asked of an event of so many fields.
    fn expr_of_event(&self, expr: ExprId, slots: usize, fields: usize) -> Check {
        let reach = self.facts.reach(expr).ok_or(Fault::NoSuch("expression", expr.index()))?;
        ensure(!reach.columns, Fault::Broken("a column outside of a source"))?;
        ensure(reach.nested <= DEEPEST_READ, Fault::Broken("history that is asked of history too often"))?;
        ensure(reach.slots <= slots, Fault::Beyond("slot", reach.slots, slots))?;
        ensure(reach.here <= fields, Fault::Beyond("field", reach.here, fields))
    }

    pub(super) fn fields_of(&self, event: usize) -> Result<usize, Fault> {
        self.program.events.get(event).map(|event| event.fields.len()).ok_or(Fault::NoSuch("event", event))
    }

    pub(super) fn selector(&self, selector: &Selector, slots: usize) -> Check {
        let fields = self.fields_of(selector.event.index())?;
        selector.via.iter().try_for_each(|channel| at(&self.program.channels, channel.index(), "channel"))?;
        let key = selector.key.map_or(0, |key| usize::from(key) + 1);
        ensure(key <= fields, Fault::Beyond("field", key, fields))?;
        selector.condition.map_or(Ok(()), |condition| self.expr_of_event(condition, slots, fields))
    }

    pub(super) fn bound(&self, bound: &Bound, slots: usize) -> Check {
        ensure(!bound.alternatives.is_empty(), Fault::Broken("nothing to wait for"))?;
        let slot = bound.slot.map_or(0, |slot| usize::from(slot) + 1);
        ensure(slot <= slots, Fault::Beyond("slot", slot, slots))?;
        bound.alternatives.iter().try_for_each(|selector| self.selector(selector, slots))
    }

    pub(super) fn watch(&self, watch: &Watch, slots: usize) -> Check {
        self.place(watch.place)?;
        self.expr(watch.condition, slots)?;
        watch.reasons.iter().try_for_each(|reason| self.expr(reason.value, slots))?;
        watch.clocks.iter().try_for_each(|clock| match clock {
            Clock::Window(read) => self.has_read(*read),
            Clock::Since(a, b) | Clock::Until(a, b) => self.exprs(&[*a, *b], slots),
            Clock::Midnight => Ok(()),
        })
    }

    /// An expression over the columns of a row.
    pub(super) fn expr_of_row(&self, expr: ExprId) -> Check {
        let reach = self.facts.reach(expr).ok_or(Fault::NoSuch("expression", expr.index()))?;
        ensure(reach.slots == 0 && reach.here == 0, Fault::Broken("a source that reads more than its row"))
    }
}
