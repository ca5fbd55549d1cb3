//! A small program for tests: whoever pings is called, over a channel that takes one call in ten seconds, and an hour
//! later the journey is complete.

use std::sync::Arc;

use baton_program::*;

/// One second.
pub(crate) const SECOND: i64 = 1_000;
/// One hour.
pub(crate) const HOUR: i64 = 3_600 * SECOND;
/// `ping`.
pub(crate) const PING: EventId = EventId(BuiltIn::ALL.len() as u16);
/// `call`.
pub(crate) const CALL: MessageId = MessageId(0);
/// The attribute `timezone: timezone?`.
pub(crate) const TIMEZONE: AttributeId = AttributeId(0);
/// `"America/New_York"`, as a time zone.
pub(crate) const NEW_YORK: ExprId = ExprId(2);
/// `customer.timezone is known`.
pub(crate) const KNOWN: ExprId = ExprId(4);
/// `calls`.
pub(crate) const CALLS: JourneyId = JourneyId(0);

pub(crate) fn program() -> Program {
    let mut events: Vec<_> = BuiltIn::ALL.map(built_in_event).into();
    events.push(EventType { name: "ping".into(), fields: vec![], origin: Origin::Declared });
    Program {
        workspace: "calls".into(),
        zone: "Europe/London".into(),
        files: vec!["calls.journey".into()],
        nodes: vec![
            Node::Constant(Value::Duration(HOUR)),
            Node::Constant(Value::Bool(false)),
            Node::Constant(Value::Timezone("America/New_York".into())),
            Node::Attribute(TIMEZONE),
            Node::IsKnown(ExprId(3)),
        ],
        attributes: vec![Attribute {
            name: "timezone".into(),
            ty: zone(),
            default: Value::Unknown,
            privacy: Privacy::Open,
        }],
        events,
        channels: vec![Channel {
            name: "voice".into(),
            requires: None,
            direction: Direction::Outbound,
            capacity: Some(Capacity { count: 6, per: 60 * SECOND }),
        }],
        purposes: vec!["service".into()],
        messages: vec![call()],
        journeys: vec![calls()],
        ..Program::default()
    }
}

/// A ping of a customer.
pub(crate) fn ping(customer: &str, at: i64) -> wire::Taken {
    let event = Event { event: PING, at, channel: None, fields: [].into(), number: 0 };
    let kind = InputKind::Event { id: None, event, changes: vec![] };
    wire::Taken { whom: wire::Whom::Customer(customer.into()), input: Input { at, kind }, ignored_fields: 0 }
}

fn zone() -> Type {
    Type::Optional(Box::new(Type::Timezone))
}

fn built_in_event(built_in: BuiltIn) -> EventType {
    let fields = match built_in {
        BuiltIn::CustomerChanged => vec![Field { name: "timezone".into(), ty: zone(), privacy: Privacy::Open }],
        _ => built_in.fields(),
    };
    EventType { name: built_in.name().into(), fields, origin: Origin::BuiltIn(built_in) }
}

fn call() -> Message {
    Message {
        name: "call".into(),
        purpose: PurposeId(0),
        params: vec![],
        channels: vec![ChannelId(0)],
        by: None,
        hold: 24 * HOUR,
        worth: None,
        chance: None,
        only_when: None,
        content: None,
        rules: MessageRules { channels: vec![ChannelRules::default()], ..MessageRules::default() },
        place: Place::default(),
    }
}

fn calls() -> Journey {
    let place = Place::default();
    let ping = Selector { event: PING, of: None::<Arc<str>>, via: vec![], condition: None, key: None, own: Own::Any };
    let send = Send { candidates: vec![(CALL, vec![])], via: vec![], arms: vec![], dropped: None, place };
    let hour = Arm { trigger: ArmTrigger::After(ExprId(0)), target: Pc(3), place };
    Journey {
        name: "calls".into(),
        place,
        stage: None,
        key: None,
        slots: 0,
        entries: vec![Entry::On(Bound { alternatives: vec![ping], slot: None }, place)],
        again: Again::Always,
        goal: None,
        exits: vec![],
        limit: 168 * HOUR,
        paused: None,
        handlers: vec![],
        steps: vec![Step { name: "call".into(), start: Pc(0), left: Some(0) }],
        code: vec![Op::Step(StepId(0)), Op::Send(send), Op::Wait(vec![hour]), Op::Done],
    }
}
