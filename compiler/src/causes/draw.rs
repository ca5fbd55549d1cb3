//! Drawing the graph of causes from the journeys and signals of a workspace.

use std::collections::BTreeSet;

use baton_grammar::tree::Span;
use rustc_hash::FxHashMap;

use super::graph::{Arrow, Graph, Kind, Node};
use crate::{
    hir::{
        Arm, ArmTrigger, Audience, Body, Expr, ExprKind, FullName, Journey, Pattern, Selector, Signal, Statement,
        StatementKind, Trigger,
    },
    lower::{LoweredItem, bodies, walk},
};

/// The graph of causes of a workspace.
pub(super) fn draw(items: &[LoweredItem]) -> Graph {
    let mut pen = Pen {
        items,
        graph: Graph::default(),
        inside: inside(items),
        journeys: FxHashMap::default(),
        audiences: FxHashMap::default(),
        traits: FxHashMap::default(),
    };
    for (number, item) in items.iter().enumerate() {
        match item.body {
            Body::Journey(_) => {
                pen.journeys.insert(&item.name, number);
            }
            Body::Audience(_) => {
                pen.audiences.insert(&item.name, number);
            }
            Body::Trait(value) => {
                pen.traits.insert(&item.name, value);
            }
            _ => {}
        }
    }
    for (number, item) in items.iter().enumerate() {
        match item.body {
            Body::Journey(journey) => pen.journey(number, journey),
            Body::Signal(signal) => pen.signal(number, signal),
            Body::Audience(audience) => pen.audience(number, audience),
            _ => {}
        }
    }
    pen.graph
}

/// The events from inside: what is emitted, what becomes of messages, journeys and audiences, and signals.
fn inside(items: &[LoweredItem]) -> BTreeSet<Event> {
    let mut inside = BTreeSet::new();
    for item in items {
        match item.body {
            Body::Journey(journey) => {
                for event in ["entered", "reached", "completed", "left"] {
                    inside.insert((event.into(), Some(item.name.clone())));
                }
                let bodies = journey.steps.iter().map(|step| step.body.as_slice());
                for body in bodies.chain(journey.handlers.iter().map(|handler| handler.body.as_slice())) {
                    inside_of(body, &mut inside);
                }
            }
            Body::Audience(_) => {
                inside.extend(["joined", "departed"].map(|event| (event.into(), Some(item.name.clone()))));
            }
            Body::Signal(_) => {
                inside.insert((item.name.clone(), None));
            }
            _ => {}
        }
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

/// The graph while it is drawn.
struct Pen<'a> {
    items: &'a [LoweredItem<'a>],
    graph: Graph,
    inside: BTreeSet<Event>,
    /// The journeys' and audiences' items, and the traits' values, by full name.
    journeys: FxHashMap<&'a str, usize>,
    audiences: FxHashMap<&'a str, usize>,
    traits: FxHashMap<&'a str, &'a Expr>,
}

/// Things each of which leads to the same place in the code without time passing; none where time passes before.
type From = BTreeSet<Node>;

impl<'a> Pen<'a> {
    fn arrow(&mut self, from: &Node, to: Node, (item, span): (usize, Span), label: impl Into<String>) {
        let kind = Kind::Other;
        self.graph.add(Arrow { from: from.clone(), to, kind, item, span, label: label.into() });
    }

    fn arrows(&mut self, from: &From, to: &Node, at: (usize, Span), label: &str) {
        for cause in from {
            self.arrow(cause, to.clone(), at, label);
        }
    }

    fn journey(&mut self, item: usize, journey: &Journey) {
        let name = self.name(item);
        let entry = Node::Entry(item);
        for trigger in &journey.entries {
            let span = trigger_span(trigger);
            for cause in self.causes_of(trigger) {
                self.arrow(&cause, entry.clone(), (item, span), format!("enters `{name}`"));
            }
            self.arrow(&entry, Node::Step(item, 0), (item, span), "and its first step begins");
            self.happens(&entry, "entered", (item, span));
        }
        for (number, step) in journey.steps.iter().enumerate() {
            let begun = Node::Step(item, number);
            self.arrow(&begun, Node::Moves(item), (item, step.span), format!("moves in `{name}`"));
            let end = self.block(item, From::from([begun]), &step.body);
            self.ends(&end, "completed", (item, step.span));
        }
        if let Some(goal) = &journey.goal {
            let to = goal.to.as_ref().and_then(|to| journey.steps.iter().position(|step| step.name == *to));
            for cause in self.causes_of(&goal.trigger) {
                self.happens(&cause, "reached", (item, goal.span));
                match to {
                    Some(step) => self.arrow(&cause, Node::Step(item, step), (item, goal.span), "goes on there"),
                    None => self.arrow(&cause, Node::Moves(item), (item, goal.span), format!("ends `{name}`")),
                }
            }
        }
        for exit in &journey.exits {
            for cause in self.causes_of(&exit.trigger) {
                self.happens(&cause, "left", (item, exit.span));
                self.arrow(&cause, Node::Moves(item), (item, exit.span), format!("ends `{name}`"));
            }
        }
        for handler in &journey.handlers {
            let causes = self.matching(&handler.on.alternatives);
            self.block(item, causes, &handler.body);
        }
    }

    fn signal(&mut self, item: usize, signal: &Signal) {
        let happens = Node::Event(self.name(item), None);
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
            self.arrow(&cause, happens.clone(), (item, span), format!("makes `{}` happen", self.name(item)));
        }
    }

    /// Who is in a refreshed audience changes only at its time.
    fn audience(&mut self, item: usize, audience: &Audience) {
        let (members, span) = (Node::Members(item), audience.condition.span);
        if audience.refreshed.is_none() {
            for cause in self.causes_of_condition(&audience.condition) {
                self.arrow(&cause, members.clone(), (item, span), format!("decides who is in `{}`", self.name(item)));
            }
        }
        self.happens(&members, "joined", (item, span));
        self.happens(&members, "departed", (item, span));
    }

    /// Draws what a block causes; gives back what leads to its end. Behind what takes time there is still code to draw.
    fn block(&mut self, item: usize, from: From, body: &[Statement]) -> From {
        body.iter().fold(from, |from, statement| self.statement(item, from, statement))
    }

    fn statement(&mut self, item: usize, from: From, statement: &Statement) -> From {
        let at = (item, statement.span);
        match &statement.kind {
            StatementKind::Send { candidates, arms, dropped, .. } => {
                let docket = Node::Rest(item, statement.span.start);
                self.arrows(&from, &docket, at, "asks for clearance, which may come at once");
                for (event, of) in candidates.iter().flat_map(|(message, _)| fates(message)) {
                    let label = format!("may be `{event}` at once");
                    self.arrow(&docket, Node::Event(event, of), at, label);
                }
                let asked = From::from([docket.clone()]);
                let mut behind = asked.clone();
                behind.extend(self.block(item, asked, dropped.as_deref().unwrap_or_default()));
                behind.extend(self.arms(item, &docket, arms));
                behind
            }
            StatementKind::Wait(arms) => {
                let wait = Node::Rest(item, statement.span.start);
                self.arrows(&from, &wait, at, "rests here, perhaps for no time");
                self.arms(item, &wait, arms)
            }
            // An answer takes time, and so does its failing to come.
            StatementKind::Do { answer: Some(answer), .. } => {
                self.block(item, From::new(), answer.otherwise.as_deref().unwrap_or_default())
            }
            // An offer waits for a question from outside.
            StatementKind::Offer { .. } | StatementKind::Do { .. } => from,
            StatementKind::Emit(event, _) => {
                for cause in &from {
                    let (from, to) = (cause.clone(), Node::Event(event.clone(), None));
                    let label = format!("emits `{event}`");
                    self.graph.add(Arrow { from, to, kind: Kind::Emit, item, span: statement.span, label });
                }
                from
            }
            StatementKind::If { then, otherwise, .. } => {
                let mut behind = self.block(item, from.clone(), then);
                behind.extend(self.block(item, from, otherwise));
                behind
            }
            StatementKind::Split { arms, .. } => {
                arms.iter().flat_map(|(.., body)| self.block(item, from.clone(), body)).collect()
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
    fn arms(&mut self, item: usize, rest: &Node, arms: &[Arm]) -> From {
        let mut behind = From::new();
        for arm in arms {
            let from = match &arm.trigger {
                ArmTrigger::When(_) | ArmTrigger::Until(_) => From::from([rest.clone()]),
                ArmTrigger::On(on) => self.matching(&on.alternatives),
                ArmTrigger::After(_) | ArmTrigger::TimeOfDay(_) => From::new(),
            };
            behind.extend(self.block(item, from, &arm.body));
        }
        behind
    }

    fn go(&mut self, from: &From, at: (usize, Span), step: &str) {
        let journey = self.items.get(at.0).map(|item| item.body);
        if let Some(Body::Journey(journey)) = journey
            && let Some(number) = journey.steps.iter().position(|found| found.name == step)
        {
            self.arrows(from, &Node::Step(at.0, number), at, &format!("goes on to `{step}`"));
        }
    }

    fn ends(&mut self, from: &From, event: &str, at: (usize, Span)) {
        for cause in from {
            self.happens(cause, event, at);
        }
        self.arrows(from, &Node::Moves(at.0), at, &format!("ends `{}`", self.name(at.0)));
    }

    /// A built-in event of a journey or audience.
    fn happens(&mut self, from: &Node, event: &str, at: (usize, Span)) {
        let name = self.name(at.0);
        let label = format!("is `{event}({name})`");
        self.arrow(from, Node::Event(event.into(), Some(name)), at, label);
    }

    fn name(&self, item: usize) -> FullName {
        self.items.get(item).map(|item| item.name.clone()).unwrap_or_default()
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
            let events = self.inside.range(from..).take_while(|(event, _)| *event == selector.event);
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
                causes.extend(self.journeys.get(journey.as_str()).copied().map(Node::Moves));
            }
            ExprKind::MemberOf(audience) => {
                causes.extend(self.audiences.get(audience.as_str()).copied().map(Node::Members));
            }
            ExprKind::Trait(name) => used.push(name),
            _ => {
                for (selector, _) in walk::reads(expr).into_iter().flat_map(|read| &read.of) {
                    causes.extend(self.matching(std::slice::from_ref(selector)));
                }
            }
        });
        for name in used {
            if let (Some(value), true) = (self.traits.get(name.as_str()), traits.insert(name.clone())) {
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
