//! Random inputs for any program: every event, every type, answers, turns, questions and commands, with texts that are as
//! long as they may be.

use std::sync::Arc;

use baton_engine::Output;
use baton_program::{
    Among, Asked, AttributeId, BuiltIn, Carried, ChannelId, Command, DecisionId, Event, EventId, Family, Field, Input,
    InputKind, JourneyId, LIST_ELEMENTS, Order, Origin, PlacementId, Program, Question, SwitchId, SwitchState,
    TEXT_BYTES, Type, Value,
};

/// Random inputs: the same seed gives the same ones.
pub struct Inputs<'p> {
    program: &'p Program,
    seed: u64,
    at: i64,
    commands: Vec<(Arc<str>, Arc<str>)>,
    turns: Vec<Arc<str>>,
}

const BEGIN: i64 = 1_772_400_000_000;
const MINUTE: i64 = 60_000;
/// So few keys, customers and texts there are, so that things meet.
const FEW: u64 = 5;

impl<'p> Inputs<'p> {
    /// Inputs for a program.
    pub fn new(program: &'p Program, seed: u64) -> Self {
        Self { program, seed, at: BEGIN, commands: Vec::new(), turns: Vec::new() }
    }

    /// Notes what came out: which answers and turns can come in.
    pub fn saw(&mut self, output: &Output) {
        for record in &output.records {
            if let (Some(action), Some(command)) = (&record.action, &record.command) {
                self.commands.push((action.clone(), command.clone()));
            }
        }
        self.turns.extend(output.queued.iter().map(|queued| queued.send.clone()));
    }

    /// The next input, some minutes after the one before.
    pub fn next_input(&mut self) -> Input {
        self.at += self.below(900) as i64 * MINUTE;
        let kind = match self.below(12) {
            0 => InputKind::Wake,
            1 | 2 => self.answer().unwrap_or(InputKind::Wake),
            3 => self.turns.pop().map_or(InputKind::Wake, InputKind::Turn),
            4 if !self.program.placements.is_empty() || !self.program.decisions.is_empty() => self.question(),
            5 if !self.program.journeys.is_empty() => self.order(),
            _ => self.event(),
        };
        Input { at: self.at, kind }
    }

    /// The customer turns out to have been known by another id.
    pub fn identified(&mut self, was: &str) -> Input {
        let event = BuiltIn::CustomerIdentified.id();
        let event = Event { event, at: self.at, channel: None, fields: [Value::Id(was.into())].into(), number: 0 };
        Input { at: self.at, kind: InputKind::Event { id: None, event, changes: Vec::new() } }
    }

    fn below(&mut self, most: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % most.max(1)
    }

    fn answer(&mut self) -> Option<InputKind> {
        let (action, command) = self.commands.pop()?;
        let action = self.program.actions.iter().find(|one| one.name == action)?;
        match (&action.answers, self.below(4)) {
            (Some(fields), 1..) => Some(InputKind::Answered(command, self.fields(fields))),
            _ => Some(InputKind::CommandFailed(command)),
        }
    }

    /// A touchpoint asks: for a placement, a decision, or at a glance.
    fn question(&mut self) -> InputKind {
        let placements = self.program.placements.len();
        let at = self.below((placements + self.program.decisions.len() + 1) as u64) as usize;
        let what = match self.program.decisions.get(at.wrapping_sub(placements)) {
            _ if at < placements => Asked::Placement(PlacementId(at as u16)),
            Some(decision) => Asked::Decision(DecisionId((at - placements) as u16), self.fields(&decision.params)),
            None => Asked::Glance,
        };
        InputKind::Ask(Question { id: None, what })
    }

    /// An operator commands: about a journey, or turns a switch.
    fn order(&mut self) -> InputKind {
        let journey = JourneyId(self.below(self.program.journeys.len() as u64) as u16);
        let to = if self.below(2) == 0 { SwitchState::On } else { SwitchState::Off };
        let switch = self.below(self.program.switches.len() as u64) as u16;
        let order = match self.below(6) {
            0 => Order::Pause(journey),
            1 | 2 => Order::Resume(journey),
            3 => Order::Advance(journey),
            4 if !self.program.switches.is_empty() => Order::Turn(SwitchId(switch), to),
            _ => Order::Remove(journey),
        };
        let (who, why) = ("who".into(), "why".into());
        let command = Command { id: None, order, among: Among::All, extent: Carried::Out, who, why };
        InputKind::Command(Arc::new(command))
    }

    fn event(&mut self) -> InputKind {
        let from_outside = |event: &Origin| match event {
            Origin::Declared => true,
            Origin::BuiltIn(one) => *one == BuiltIn::CustomerChanged || one.family() == Family::Delivery,
            Origin::Signal(_) => false,
        };
        let events: Vec<_> = (0u16..).zip(&self.program.events).filter(|(_, one)| from_outside(&one.origin)).collect();
        let (id, declared) = events[self.below(events.len() as u64) as usize];
        let mut fields = self.fields(&declared.fields);
        let is_report = matches!(declared.origin, Origin::BuiltIn(one) if one.family() == Family::Delivery);
        if is_report && let Some(subject) = fields.first_mut() {
            let message = self.below(self.program.messages.len() as u64) as usize;
            *subject = self.program.messages.get(message).map_or(Value::Unknown, |one| Value::Text(one.name.clone()));
        }
        let changes = if id == BuiltIn::CustomerChanged.id().0 {
            (0u16..).map(AttributeId).zip(fields.iter().cloned()).collect()
        } else {
            Vec::new()
        };
        let channel = ChannelId(self.below(self.program.channels.len() as u64) as u16);
        let channel = (!self.program.channels.is_empty() && self.below(2) == 0).then_some(channel);
        let event = Event { event: EventId(id), at: self.at, channel, fields, number: 0 };
        let id = format!("{}-{}", self.at, self.seed).into();
        InputKind::Event { id: Some(id), event, changes }
    }

    fn fields(&mut self, fields: &[Field]) -> Box<[Value]> {
        fields.iter().map(|field| self.value(&field.ty)).collect()
    }

    fn value(&mut self, ty: &Type) -> Value {
        let small = self.below(40) as i64;
        match ty {
            Type::Optional(_) if self.below(6) == 0 => Value::Unknown,
            Type::Optional(inner) => self.value(inner),
            Type::Bool => Value::Bool(small % 2 == 0),
            Type::Int => Value::Int(small),
            Type::Number => Value::Number(small as f64 / 4.0),
            Type::Text(most) => Value::Text(self.text(*most)),
            Type::Id => Value::Id(self.text(TEXT_BYTES)),
            Type::Amount(currency) => Value::Amount(small * 1000, *currency),
            Type::Duration => Value::Duration(small * MINUTE),
            Type::Instant => Value::Instant(self.at + small * 600 * MINUTE),
            Type::Date => Value::Date(20_500 + small as i32),
            Type::Time => Value::Time(small as u32 * 1_800_000),
            Type::Timezone => Value::Timezone("Europe/Berlin".into()),
            Type::Channel => Value::Channel(ChannelId(self.below(self.program.channels.len() as u64) as u16)),
            Type::Enumeration(symbols) => Value::Symbol(symbols[small as usize % symbols.len()]),
            Type::List(element) => {
                let count = if small == 0 { LIST_ELEMENTS } else { small as usize % 3 };
                Value::List((0..count).map(|_| self.value(element)).collect())
            }
            Type::Event(_) => Value::Unknown,
        }
    }

    /// One of a few texts, sometimes as long as it may be.
    fn text(&mut self, most: u32) -> Arc<str> {
        let mut text = format!("t{}", self.below(FEW));
        if self.below(3) == 0 {
            text.push_str(&"x".repeat(most as usize));
        }
        text.truncate(most as usize);
        text.into()
    }
}
