//! What is derived from a program once: who listens to which event.

use std::collections::BTreeSet;

use baton_program::{
    ArmTrigger, AttributeId, Bound, Entry, EventId, ExprId, HistoryId, JourneyId, MeasureId, Node, Op, Pattern,
    Program, RuleId, RuleKind, Selector, SignalId, TraitId, Trigger, Type,
};

/// Tables derived from a program.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// For each event who listens.
    listeners: Vec<Listeners>,
    nobody: Listeners,
    /// The signals that become true, by full name.
    pub(crate) becomes: Vec<SignalId>,
    /// The signals that end in `then no`, by full name.
    pub(crate) absences: Vec<SignalId>,
    /// The journeys that are entered when a condition holds, by full name.
    pub(crate) entered_when: Vec<JourneyId>,
    /// The holdouts, in the order of rules.
    pub(crate) holdouts: Vec<RuleId>,
    /// For each trait those that it uses, directly or not, each after those it uses itself.
    uses: Vec<Vec<TraitId>>,
    /// Expressions that are nested deep, in order.
    deep: Vec<ExprId>,
    /// The attribute that gives the customer's zone.
    pub(crate) timezone: Option<AttributeId>,
}

/// Who listens to an event, each list in the order of full names.
#[derive(Debug, Default)]
pub(crate) struct Listeners {
    pub(crate) histories: Vec<HistoryId>,
    pub(crate) signals: Vec<SignalId>,
    /// Journeys whose instances are asked.
    pub(crate) asked: Vec<JourneyId>,
    /// Journeys that it can begin.
    pub(crate) begun: Vec<JourneyId>,
    /// Measures that count it.
    pub(crate) measures: Vec<MeasureId>,
}

impl Listeners {
    fn are_none(&self) -> bool {
        self.histories.is_empty()
            && self.signals.is_empty()
            && self.asked.is_empty()
            && self.begun.is_empty()
            && self.measures.is_empty()
    }
}

impl Tables {
    pub(crate) fn new(program: &Program) -> Self {
        let mut tables = Self { deep: crate::eval::deep(program), ..Self::default() };
        tables.listeners.resize_with(program.events.len(), Listeners::default);
        for (at, history) in program.histories.iter().enumerate() {
            let selectors = history.alternatives.iter().map(|alternative| &alternative.selector);
            tables.listen(selectors, |listeners| &mut listeners.histories, HistoryId(index(at)));
        }
        for (at, signal) in program.signals.iter().enumerate() {
            tables.add_signal(SignalId(index(at)), &signal.pattern);
        }
        for (at, journey) in program.journeys.iter().enumerate() {
            tables.add_journey(JourneyId(index(at)), journey);
        }
        for (at, measure) in program.measures.iter().enumerate() {
            let selectors = measure.part.iter().chain(&measure.whole);
            tables.listen(selectors, |listeners| &mut listeners.measures, MeasureId(index(at)));
        }
        for declared in &program.traits {
            let uses = tables.uses_of(program, declared.value);
            tables.uses.push(uses);
        }
        let holdouts = program.rules.iter().enumerate().filter(|(_, rule)| matches!(rule.kind, RuleKind::Holdout(_)));
        tables.holdouts = holdouts.map(|(at, _)| RuleId(index(at))).collect();
        let zone = |ty: &Type| match ty {
            Type::Optional(inner) => **inner == Type::Timezone,
            other => *other == Type::Timezone,
        };
        let attribute = program.attributes.iter().position(|a| &*a.name == "timezone" && zone(&a.ty));
        tables.timezone = attribute.map(|at| AttributeId(index(at)));
        tables
    }

    /// Who listens to an event.
    pub(crate) fn listeners(&self, event: EventId) -> &Listeners {
        self.listeners.get(event.index()).unwrap_or(&self.nobody)
    }

    /// The traits that a trait uses, directly or not, each after those it uses itself.
    pub(crate) fn used_by(&self, id: TraitId) -> &[TraitId] {
        self.uses.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether an expression is nested too deep to go down with it.
    pub(crate) fn is_deep(&self, expr: ExprId) -> bool {
        !self.deep.is_empty() && self.deep.binary_search(&expr).is_ok()
    }

    /// Whether anybody listens to an event.
    pub(crate) fn is_heard(&self, event: EventId) -> bool {
        !self.listeners(event).are_none()
    }

    /// The traits of an expression, directly or not; theirs are known already.
    fn uses_of(&self, program: &Program, expr: ExprId) -> Vec<TraitId> {
        let (mut uses, mut open) = (Vec::new(), vec![expr]);
        let mut seen = BTreeSet::new();
        while let Some(expr) = open.pop() {
            let node = program.nodes.get(expr.index()).filter(|_| seen.insert(expr));
            let Some(node) = node else { continue };
            node.operands(|operand| open.push(operand));
            let reads = match node {
                Node::Trait(id) => {
                    uses.push(*id);
                    uses.extend_from_slice(self.used_by(*id));
                    continue;
                }
                Node::Read(read) => vec![*read],
                Node::Share(part, whole) => vec![*part, *whole],
                _ => continue,
            };
            let reads = reads.into_iter().filter_map(|read| program.reads.get(read.index()));
            open.extend(reads.flat_map(|read| read.filters.iter().flatten()));
        }
        uses.sort_unstable();
        uses.dedup();
        uses
    }

    fn listen<'a, T: PartialEq + Copy>(
        &mut self,
        selectors: impl Iterator<Item = &'a Selector>,
        list: impl Fn(&mut Listeners) -> &mut Vec<T>,
        who: T,
    ) {
        for selector in selectors {
            if let Some(listeners) = self.listeners.get_mut(selector.event.index()) {
                let list = list(listeners);
                if !list.contains(&who) {
                    list.push(who);
                }
            }
        }
    }

    fn add_signal(&mut self, id: SignalId, pattern: &Pattern) {
        match pattern {
            Pattern::Becomes(..) => self.becomes.push(id),
            Pattern::Sequence { links, no, .. } => {
                if no.is_some() {
                    self.absences.push(id);
                }
                let matched = links.iter().flat_map(|link| &link.on.alternatives);
                let selectors = matched.chain(no.iter().flat_map(|no| &no.on));
                self.listen(selectors, |listeners| &mut listeners.signals, id);
            }
        }
    }

    fn add_journey(&mut self, id: JourneyId, journey: &baton_program::Journey) {
        let mut asked: Vec<&Bound> = Vec::new();
        let triggers = journey.goal.iter().map(|goal| &goal.trigger).chain(journey.exits.iter().map(|e| &e.trigger));
        asked.extend(triggers.filter_map(|trigger| match trigger {
            Trigger::On(bound) => Some(bound),
            Trigger::When(_) => None,
        }));
        asked.extend(journey.handlers.iter().map(|handler| &handler.on));
        let arms = journey.code.iter().flat_map(|op| match op {
            Op::Wait(arms) => arms.as_slice(),
            Op::Send(send) => send.arms.as_slice(),
            _ => &[],
        });
        asked.extend(arms.filter_map(|arm| match &arm.trigger {
            ArmTrigger::On(bound) => Some(bound),
            _ => None,
        }));
        let asked = asked.into_iter().flat_map(|bound| &bound.alternatives);
        self.listen(asked, |listeners| &mut listeners.asked, id);
        for entry in &journey.entries {
            match entry {
                Entry::On(bound, _) => self.listen(bound.alternatives.iter(), |listeners| &mut listeners.begun, id),
                Entry::When(..) if !self.entered_when.contains(&id) => self.entered_when.push(id),
                Entry::When(..) => {}
            }
        }
    }
}

/// An index as an id; a verified program has no more of a kind than its ids can name.
fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
