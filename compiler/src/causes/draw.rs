//! Draws the arrows of a journey, a signal or an audience: what causes what in it, and where that is written.

use std::collections::BTreeSet;

use baton_grammar::tree::Span;

use super::graph::{Arrow, Drawn, Kind, Node, Owner};
use crate::{
    db::{Item, all_items},
    hir::{
        Arm, ArmTrigger, Audience, Body, Expr, ExprKind, FullName, Journey, Pattern, Selector, Signal, Statement,
        StatementKind, Step, Trigger,
    },
    lookup::Space,
    lower::{bodies, walk},
    names::item_of,
    stages::checked,
};

/// What a declaration draws.
#[salsa::tracked(returns(deref))]
pub(super) fn drawn<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<Drawn> {
    let Some((space, _)) = item.what(db) else { return Vec::new() };
    let body = &checked(db, item).body;
    let steps = if let Body::Journey(journey) = body { journey.steps.as_slice() } else { &[] };
    let owner = Owner { space, name: item.full_name(db) };
    let mut pen = Pen { db, owner, steps, rests: 0, drawn: Vec::new() };
    match body {
        Body::Journey(journey) => pen.journey(journey),
        Body::Signal(signal) => pen.signal(signal),
        Body::Audience(audience) => pen.audience(audience),
        _ => {}
    }
    pen.drawn
}

/// What a declaration draws, wherever it is written.
#[salsa::tracked(returns(deref))]
pub(super) fn arrows<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<Arrow> {
    drawn(db, item).iter().map(|drawn| drawn.arrow.clone()).collect()
}

/// The declarations that draw something, in the order of files and places.
#[salsa::tracked(returns(deref))]
pub(super) fn drawing(db: &dyn salsa::Database) -> Vec<Item<'_>> {
    let draws = |item: &Item| matches!(item.keyword(db).as_str(), "journey" | "signal" | "audience");
    all_items(db).filter(draws).collect()
}

/// The events from inside: what is emitted, what becomes of messages, journeys and audiences, and signals.
#[salsa::tracked]
fn inside(db: &dyn salsa::Database) -> BTreeSet<Event> {
    drawing(db).iter().flat_map(|item| inside_of_item(db, *item).iter().cloned()).collect()
}

#[salsa::tracked]
fn inside_of_item<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> BTreeSet<Event> {
    let name = item.full_name(db);
    let mut inside = BTreeSet::new();
    match &checked(db, item).body {
        Body::Journey(journey) => {
            for event in ["entered", "reached", "completed", "left"] {
                inside.insert((event.into(), Some(name.clone())));
            }
            let bodies = journey.steps.iter().map(|step| step.body.as_slice());
            for body in bodies.chain(journey.handlers.iter().map(|handler| handler.body.as_slice())) {
                inside_of(body, &mut inside);
            }
        }
        Body::Audience(_) => inside.extend(["joined", "departed"].map(|event| (event.into(), Some(name.clone())))),
        Body::Signal(_) => drop(inside.insert((name, None))),
        _ => {}
    }
    inside
}

fn inside_of(body: &[Statement], inside: &mut BTreeSet<Event>) {
    for statement in body {
        match &statement.kind {
            StatementKind::Emit(event, _) => {
                inside.insert((event.clone(), None));
            }
            StatementKind::Send { candidates, .. } => {
                let fates = candidates.iter().flat_map(|(message, _)| fates(message));
                inside.extend(fates);
            }
            _ => {}
        }
        bodies(statement).into_iter().for_each(|body| inside_of(body, inside));
    }
}

/// An event from inside: its name, and the name in parentheses.
type Event = (FullName, Option<FullName>);

/// What happens to a message that is on the docket, before time passes.
fn fates(message: &FullName) -> [Event; 3] {
    ["sent", "held", "dropped"].map(|event| (event.into(), Some(message.clone())))
}

/// A declaration while it is drawn.
struct Pen<'db> {
    db: &'db dyn salsa::Database,
    owner: Owner,
    /// The steps of a journey.
    steps: &'db [Step],
    /// How many rests it has so far.
    rests: usize,
    drawn: Vec<Drawn>,
}

/// Things each of which leads to the same place in the code without time passing; none where time passes before.
type From = BTreeSet<Node<FullName>>;

impl Pen<'_> {
    fn arrow(&mut self, from: &Node<FullName>, to: Node<FullName>, span: Span, label: impl Into<String>) {
        self.draw(from, to, Kind::Other, (span, label.into()));
    }

    fn draw(&mut self, from: &Node<FullName>, to: Node<FullName>, kind: Kind, (span, label): (Span, String)) {
        let arrow = Arrow { from: from.clone(), to, kind, owner: self.owner.clone() };
        self.drawn.push(Drawn { arrow, span, label });
    }

    /// The next place at which a journey rests.
    fn rest(&mut self) -> Node<FullName> {
        self.rests += 1;
        Node::Rest(self.owner.name.clone(), self.rests)
    }

    fn step(&self, number: usize) -> Node<FullName> {
        Node::Step(self.owner.name.clone(), number)
    }

    fn moves(&self) -> Node<FullName> {
        Node::Moves(self.owner.name.clone())
    }

    fn arrows(&mut self, from: &From, to: &Node<FullName>, at: Span, label: &str) {
        for cause in from {
            self.arrow(cause, to.clone(), at, label);
        }
    }

    fn journey(&mut self, journey: &Journey) {
        let name = self.owner.name.clone();
        let entry = Node::Entry(name.clone());
        for trigger in &journey.entries {
            let span = trigger_span(trigger);
            for cause in self.causes_of(trigger) {
                self.arrow(&cause, entry.clone(), span, format!("enters `{name}`"));
            }
            self.arrow(&entry, self.step(0), span, "and its first step begins");
            self.happens(&entry, "entered", span);
        }
        for (number, step) in journey.steps.iter().enumerate() {
            let begun = self.step(number);
            self.arrow(&begun, self.moves(), step.span, format!("moves in `{name}`"));
            let end = self.block(From::from([begun]), &step.body);
            self.ends(&end, "completed", step.span);
        }
        if let Some(goal) = &journey.goal {
            let to = goal.to.as_ref().and_then(|to| journey.steps.iter().position(|step| step.name == *to));
            for cause in self.causes_of(&goal.trigger) {
                self.happens(&cause, "reached", goal.span);
                match to {
                    Some(step) => self.arrow(&cause, self.step(step), goal.span, "goes on there"),
                    None => self.arrow(&cause, self.moves(), goal.span, format!("ends `{name}`")),
                }
            }
        }
        for exit in &journey.exits {
            for cause in self.causes_of(&exit.trigger) {
                self.happens(&cause, "left", exit.span);
                self.arrow(&cause, self.moves(), exit.span, format!("ends `{name}`"));
            }
        }
        for handler in &journey.handlers {
            let causes = self.matching(&handler.on.alternatives);
            self.block(causes, &handler.body);
        }
    }

    fn signal(&mut self, signal: &Signal) {
        let happens = Node::Event(self.owner.name.clone(), None);
        let (causes, span) = match &signal.pattern {
            Pattern::Becomes(condition) => (self.causes_of_condition(condition), condition.span),
            // What must not come within a time needs that time to pass.
            Pattern::Sequence { no: Some(_), .. } => return,
            Pattern::Sequence { links, .. } => {
                let Some((last, _)) = links.last() else { return };
                (self.matching(&last.alternatives), last.span)
            }
        };
        for cause in causes {
            let label = format!("makes `{}` happen", self.owner.name);
            self.arrow(&cause, happens.clone(), span, label);
        }
    }

    /// Who is in a refreshed audience changes only at its time.
    fn audience(&mut self, audience: &Audience) {
        let (members, span) = (Node::Members(self.owner.name.clone()), audience.condition.span);
        if audience.refreshed.is_none() {
            for cause in self.causes_of_condition(&audience.condition) {
                let label = format!("decides who is in `{}`", self.owner.name);
                self.arrow(&cause, members.clone(), span, label);
            }
        }
        self.happens(&members, "joined", span);
        self.happens(&members, "departed", span);
    }

    /// Draws what a block causes; gives back what leads to its end. Behind what takes time there is still code to draw.
    fn block(&mut self, from: From, body: &[Statement]) -> From {
        body.iter().fold(from, |from, statement| self.statement(from, statement))
    }

    fn statement(&mut self, from: From, statement: &Statement) -> From {
        let at = statement.span;
        match &statement.kind {
            StatementKind::Send { candidates, arms, dropped, .. } => {
                let docket = self.rest();
                self.arrows(&from, &docket, at, "asks for clearance, which may come at once");
                for (event, of) in candidates.iter().flat_map(|(message, _)| fates(message)) {
                    let label = format!("may be `{event}` at once");
                    self.arrow(&docket, Node::Event(event, of), at, label);
                }
                let asked = From::from([docket.clone()]);
                let mut behind = asked.clone();
                behind.extend(self.block(asked, dropped.as_deref().unwrap_or_default()));
                behind.extend(self.arms(&docket, arms));
                behind
            }
            StatementKind::Wait(arms) => {
                let wait = self.rest();
                self.arrows(&from, &wait, at, "rests here, perhaps for no time");
                self.arms(&wait, arms)
            }
            // An answer takes time, and so does its failing to come.
            StatementKind::Do { answer: Some(answer), .. } => {
                self.block(From::new(), answer.otherwise.as_deref().unwrap_or_default())
            }
            // An offer waits for a question from outside.
            StatementKind::Offer { .. } | StatementKind::Do { .. } => from,
            StatementKind::Emit(event, _) => {
                for cause in &from {
                    let to = Node::Event(event.clone(), None);
                    self.draw(cause, to, Kind::Emit, (at, format!("emits `{event}`")));
                }
                from
            }
            StatementKind::If { then, otherwise, .. } => {
                let mut behind = self.block(from.clone(), then);
                behind.extend(self.block(from, otherwise));
                behind
            }
            StatementKind::Split { arms, .. } => {
                arms.iter().flat_map(|(.., body)| self.block(from.clone(), body)).collect()
            }
            StatementKind::Go(step) => {
                self.go(&from, at, step);
                From::new()
            }
            StatementKind::Leave(_) => {
                self.ends(&from, "left", at);
                From::new()
            }
            StatementKind::Done => {
                self.ends(&from, "completed", at);
                From::new()
            }
        }
    }

    /// The arms of a rest; gives back what leads behind it.
    fn arms(&mut self, rest: &Node<FullName>, arms: &[Arm]) -> From {
        let mut behind = From::new();
        for arm in arms {
            let from = match &arm.trigger {
                ArmTrigger::When(_) | ArmTrigger::Until(_) => From::from([rest.clone()]),
                ArmTrigger::On(on) => self.matching(&on.alternatives),
                ArmTrigger::After(_) | ArmTrigger::TimeOfDay(_) => From::new(),
            };
            behind.extend(self.block(from, &arm.body));
        }
        behind
    }

    fn go(&mut self, from: &From, at: Span, step: &str) {
        if let Some(number) = self.steps.iter().position(|found| found.name == step) {
            let begun = self.step(number);
            self.arrows(from, &begun, at, &format!("goes on to `{step}`"));
        }
    }

    fn ends(&mut self, from: &From, event: &str, at: Span) {
        for cause in from {
            self.happens(cause, event, at);
        }
        let (moves, label) = (self.moves(), format!("ends `{}`", self.owner.name));
        self.arrows(from, &moves, at, &label);
    }

    /// A built-in event of a journey or audience.
    fn happens(&mut self, from: &Node<FullName>, event: &str, at: Span) {
        let name = self.owner.name.clone();
        let label = format!("is `{event}({name})`");
        self.arrow(from, Node::Event(event.into(), Some(name)), at, label);
    }

    fn causes_of(&self, trigger: &Trigger) -> From {
        match trigger {
            Trigger::On(on) => self.matching(&on.alternatives),
            Trigger::When(condition) => self.causes_of_condition(condition),
        }
    }

    /// The events from inside that are one of these.
    fn matching(&self, selectors: &[Selector]) -> From {
        let mut found = From::new();
        for selector in selectors {
            let from = (selector.event.clone(), None);
            let events = inside(self.db).range(from..).take_while(|(event, _)| *event == selector.event);
            let meant = events.filter(|(_, of)| selector.of.is_none() || selector.of == *of);
            found.extend(meant.map(|(event, of)| Node::Event(event.clone(), of.clone())));
        }
        found
    }

    /// What from inside can turn a condition true: moves of the journeys that it reads, who is in the audiences that it
    /// reads, and inside events.
    fn causes_of_condition(&self, condition: &Expr) -> From {
        let (mut causes, mut traits) = (From::new(), BTreeSet::new());
        self.add_causes(condition, &mut causes, &mut traits);
        causes
    }

    fn add_causes(&self, condition: &Expr, causes: &mut From, traits: &mut BTreeSet<FullName>) {
        let mut used = Vec::new();
        walk::everything(condition, &mut |expr| match &expr.kind {
            ExprKind::InJourney { journey, .. } | ExprKind::StepOf(journey) | ExprKind::StepsLeft(journey) => {
                causes.extend([Node::Moves(journey.clone())]);
            }
            ExprKind::MemberOf(audience) => {
                causes.extend([Node::Members(audience.clone())]);
            }
            ExprKind::Trait(name) => used.push(name),
            _ => {
                for (selector, _) in expr.reads().into_iter().flat_map(|read| &read.of) {
                    causes.extend(self.matching(std::slice::from_ref(selector)));
                }
            }
        });
        for name in used {
            if let (Some(item), true) = (item_of(self.db, Space::Trait, name), traits.insert(name.clone()))
                && let Body::Trait(value) = &checked(self.db, item).body
            {
                self.add_causes(value, causes, traits);
            }
        }
    }
}

fn trigger_span(trigger: &Trigger) -> Span {
    match trigger {
        Trigger::On(on) => on.span,
        Trigger::When(condition) => condition.span,
    }
}
