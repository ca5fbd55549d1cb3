//! A small builder of programs, and a customer to run them with.

use std::sync::Arc;

use baton_program::*;

use crate::{Chance, Customer, Engine, Output, State};

pub(super) const SECOND: i64 = 1_000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// The milliseconds of an instant.
pub(super) fn at(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

/// A program in the making.
pub(super) struct Build(pub(super) Program);

impl Build {
    pub(super) fn new() -> Self {
        let events = BuiltIn::ALL.map(|built_in| EventType {
            name: built_in.name().into(),
            fields: built_in.fields(),
            origin: Origin::BuiltIn(built_in),
        });
        Self(Program {
            zone: "Europe/London".into(),
            events: events.into(),
            purposes: vec!["p".into()],
            ..Program::default()
        })
    }

    pub(super) fn event(&mut self, name: &str, fields: &[(&str, Type)]) -> EventId {
        let field = |(name, ty): &(&str, Type)| Field { name: (*name).into(), ty: ty.clone(), privacy: Privacy::Open };
        let fields = fields.iter().map(field).collect();
        self.0.events.push(EventType { name: name.into(), fields, origin: Origin::Declared });
        EventId(self.0.events.len() as u16 - 1)
    }

    pub(super) fn attribute(&mut self, name: &str, ty: Type, default: Value) -> AttributeId {
        self.0.attributes.push(Attribute { name: name.into(), ty, default, privacy: Privacy::Open });
        AttributeId(self.0.attributes.len() as u16 - 1)
    }

    pub(super) fn node(&mut self, node: Node) -> ExprId {
        self.0.nodes.push(node);
        ExprId(self.0.nodes.len() as u32 - 1)
    }

    pub(super) fn constant(&mut self, value: Value) -> ExprId {
        self.node(Node::Constant(value))
    }

    /// The attribute is true.
    pub(super) fn flag(&mut self, name: &str) -> (AttributeId, Watch) {
        let attribute = self.attribute(name, Type::Bool, Value::Bool(false));
        let condition = self.node(Node::Attribute(attribute));
        (attribute, watch(condition))
    }

    pub(super) fn read(&mut self, event: EventId, store: Store, measure: Measure, within: Option<i64>) -> ReadId {
        let kept = vec![self.node(Node::Here(0))];
        let alternatives = vec![Alternative { selector: on(event), kept }];
        self.0.histories.push(History { alternatives, store, within });
        let history = HistoryId(self.0.histories.len() as u16 - 1);
        self.0.reads.push(Read { history, measure, within, filters: vec![], zero: Value::Int(0) });
        ReadId(self.0.reads.len() as u32 - 1)
    }

    /// The value of a read of an event's last hundred.
    pub(super) fn asks(&mut self, event: EventId, measure: Measure, within: i64) -> ExprId {
        let read = self.read(event, Store::Recent(100), measure, Some(within));
        self.node(Node::Read(read))
    }

    pub(super) fn signal(&mut self, name: &str, pattern: Pattern) -> SignalId {
        let id = SignalId(self.0.signals.len() as u16);
        self.0.events.push(EventType { name: name.into(), fields: vec![], origin: Origin::Signal(id) });
        let event = EventId(self.0.events.len() as u16 - 1);
        self.0.signals.push(Signal { name: name.into(), event, keys: None, pattern, place: Place::default() });
        id
    }

    pub(super) fn sequence(&mut self, name: &str, events: &[EventId], all_within: Option<i64>) -> SignalId {
        let links = events.iter().map(|event| Link { on: bound(*event), within: None }).collect();
        self.signal(name, Pattern::Sequence { links, no: None, all_within, slots: 0 })
    }

    pub(super) fn channel(&mut self, name: &str, capacity: Option<Capacity>) -> ChannelId {
        self.0.channels.push(Channel { name: name.into(), requires: None, direction: Direction::Outbound, capacity });
        ChannelId(self.0.channels.len() as u16 - 1)
    }

    /// A message of the first purpose on the first channel.
    pub(super) fn message(&mut self, name: &str, hold: i64) -> MessageId {
        if self.0.channels.is_empty() {
            self.channel("email", None);
        }
        self.0.messages.push(Message {
            name: name.into(),
            purpose: PurposeId(0),
            params: vec![],
            channels: vec![ChannelId(0)],
            by: None,
            hold,
            worth: None,
            chance: None,
            only_when: None,
            content: None,
            rules: MessageRules { channels: vec![ChannelRules::default()], ..MessageRules::default() },
            place: Place::default(),
        });
        MessageId(self.0.messages.len() as u16 - 1)
    }

    pub(super) fn rule(&mut self, name: &str, kind: RuleKind) -> RuleId {
        self.0.rules.push(Rule { name: name.into(), place: Place::default(), kind });
        RuleId(self.0.rules.len() as u16 - 1)
    }

    pub(super) fn cap(&mut self, message: MessageId, limit: u32, per: Period) {
        let counter = CounterId(self.0.counters);
        self.0.counters += 1;
        let rule = self.rule("cap", RuleKind::Cap(Cap { limit, per, counter }));
        self.rules(message).channels[0].caps.push(rule);
    }

    pub(super) fn quiet(&mut self, message: MessageId, from: i64, to: i64) {
        let kind = RuleKind::Quiet(Quiet { from: from as u32, to: to as u32, days: Days::ALL });
        let rule = self.rule("nights", kind);
        self.rules(message).channels[0].quiet.push(rule);
    }

    pub(super) fn rules(&mut self, message: MessageId) -> &mut MessageRules {
        &mut self.0.messages[message.index()].rules
    }

    /// A journey of one step with this code behind its beginning.
    pub(super) fn journey(&mut self, name: &str, event: EventId, code: Vec<Op>) -> JourneyId {
        let steps = vec![Step { name: "first".into(), start: Pc(0), left: Some(0) }];
        self.0.journeys.push(Journey {
            name: name.into(),
            place: Place::default(),
            stage: None,
            key: None,
            slots: 1,
            entries: vec![Entry::On(bound(event), Place::default())],
            again: Again::Always,
            goal: None,
            exits: vec![],
            limit: 1000 * DAY,
            paused: None,
            handlers: vec![],
            steps,
            code: std::iter::once(Op::Step(StepId(0))).chain(code).collect(),
        });
        JourneyId(self.0.journeys.len() as u16 - 1)
    }

    /// A journey that is entered by an event and sends a message.
    pub(super) fn sends(&mut self, name: &str, event: EventId, message: MessageId) -> JourneyId {
        self.journey(name, event, vec![send(message, vec![])])
    }

    pub(super) fn run(self) -> Run {
        let engine = Engine::new(Arc::new(self.0));
        let customer = Customer { id: "ann".into(), chance: Chance::Told { holdouts: vec![], arms: vec![] } };
        let state = State::new(engine.program());
        Run { engine, customer, state, output: Output::default(), shown: 0 }
    }
}

pub(super) fn watch(condition: ExprId) -> Watch {
    Watch { condition, clocks: vec![], reasons: vec![], place: Place::default() }
}

pub(super) fn on(event: EventId) -> Selector {
    Selector { event, of: None, via: vec![], condition: None, key: None, own: Own::Any }
}

pub(super) fn bound(event: EventId) -> Bound {
    Bound { alternatives: vec![on(event)], slot: None }
}

pub(super) fn send(message: MessageId, arms: Vec<Arm>) -> Op {
    let candidates = vec![(message, vec![])];
    Op::Send(Send { candidates, via: vec![], arms, dropped: None, place: Place::default() })
}

pub(super) fn arm(trigger: ArmTrigger, target: u32) -> Arm {
    Arm { trigger, target: Pc(target), place: Place::default() }
}

/// A customer with a program.
pub(super) struct Run {
    pub(super) engine: Engine,
    pub(super) customer: Customer,
    pub(super) state: State,
    pub(super) output: Output,
    shown: usize,
}

impl Run {
    pub(super) fn input(&mut self, at: i64, kind: InputKind) {
        let input = Input { at, kind };
        self.engine.step(&self.customer, &mut self.state, input, &mut self.output);
    }

    pub(super) fn event(&mut self, at: i64, event: EventId) {
        self.event_with(at, event, &[]);
    }

    pub(super) fn event_with(&mut self, at: i64, event: EventId, fields: &[Value]) {
        self.late(at, at, event, fields);
    }

    /// An event that is taken later than it happened.
    pub(super) fn late(&mut self, taken: i64, at: i64, event: EventId, fields: &[Value]) {
        let event = Event { event, at, channel: None, fields: fields.into(), number: 0 };
        self.input(taken, InputKind::Event { id: None, event, changes: vec![] });
    }

    pub(super) fn set(&mut self, at: i64, attribute: AttributeId, value: Value) {
        let event =
            Event { event: BuiltIn::CustomerChanged.id(), at, channel: None, fields: Box::default(), number: 0 };
        self.input(at, InputKind::Event { id: None, event, changes: vec![(attribute, value)] });
    }

    pub(super) fn wake(&mut self, at: i64) {
        self.input(at, InputKind::Wake);
    }

    pub(super) fn value(&self, expr: ExprId, now: i64) -> Value {
        self.engine.evaluate(&self.customer, &self.state, expr, now)
    }

    /// What has been recorded since this was last asked: kind and what it is about.
    pub(super) fn news(&mut self) -> Vec<String> {
        let new = self.output.records[self.shown..].iter().map(|record| {
            let about = record.message.as_ref().or(record.action.as_ref()).or(record.event.as_ref());
            let about = about.or(record.reason.as_ref()).or(record.step.as_ref());
            format!("{:?} {}", record.kind, about.map_or("", |about| about)).to_lowercase()
        });
        let new = new.collect();
        self.shown = self.output.records.len();
        new
    }

    /// When the signals happened.
    pub(super) fn signals(&self) -> Vec<i64> {
        self.output.signals.iter().map(|(at, _)| *at).collect()
    }
}
