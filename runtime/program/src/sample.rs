//! A program with a little of everything, for tests.

use std::sync::Arc;

use crate::*;

fn field(name: &str, ty: Type) -> Field {
    Field { name: name.into(), ty, privacy: Privacy::Open }
}

fn optional(ty: Type) -> Type {
    Type::Optional(Box::new(ty))
}

fn names(names: &[&str]) -> Vec<Arc<str>> {
    names.iter().map(|name| Arc::from(*name)).collect()
}

fn on(event: u16) -> Bound {
    let selector = Selector { event: EventId(event), of: None, via: vec![], condition: None, key: None, own: Own::Any };
    Bound { alternatives: vec![selector], slot: None }
}

fn watch() -> Watch {
    Watch { condition: ExprId(2), clocks: vec![Clock::Window(ReadId(0))], reasons: vec![], place: Place::default() }
}

/// `order_placed { total: GBP  plan: basic | plus | premium  note: text? }`, and what can be made of it.
pub fn program() -> Program {
    let pounds = Currency(*b"GBP");
    let plan = Type::Enumeration([SymbolId(0), SymbolId(1), SymbolId(2)].into());
    let attributes = vec![
        Attribute {
            name: "email".into(),
            ty: optional(Type::Text(1024)),
            default: Value::Unknown,
            privacy: Privacy::Open,
        },
        Attribute { name: "consent".into(), ty: Type::Bool, default: Value::Bool(false), privacy: Privacy::Open },
    ];
    let mut events: Vec<_> = BuiltIn::ALL
        .into_iter()
        .map(|one| EventType { name: one.name().into(), fields: one.fields(), origin: Origin::BuiltIn(one) })
        .collect();
    if let Some(changed) = events.first_mut() {
        changed.fields = vec![field("email", optional(Type::Text(1024))), field("consent", optional(Type::Bool))];
    }
    let fields =
        vec![field("total", Type::Amount(pounds)), field("plan", plan), field("note", optional(Type::Text(1024)))];
    events.push(EventType { name: "order_placed".into(), fields, origin: Origin::Declared });
    events.push(EventType { name: "was_quiet".into(), fields: vec![], origin: Origin::Signal(SignalId(0)) });
    Program {
        workspace: "sample".into(),
        versions: Versions::default(),
        zone: "Europe/London".into(),
        symbols: names(&["basic", "plus", "premium"]),
        files: names(&["sample.journey"]),
        nodes: vec![
            Node::Constant(Value::Int(2)),
            Node::Read(ReadId(0)),
            Node::Compare(Comparison::Less, ExprId(1), ExprId(0)),
            Node::Attribute(AttributeId(1)),
            Node::And(ExprId(3), ExprId(2)),
            Node::Local(0),
            Node::Here(2),
            Node::IsKnown(ExprId(6)),
            Node::Column("total".into()),
            Node::Constant(Value::List([Value::Duration(60_000), Value::Symbol(SymbolId(1))].into())),
            Node::Constant(Value::Duration(60_000)),
            Node::Trait(TraitId(0)),
        ],
        reads: vec![Read {
            history: HistoryId(0),
            measure: Measure::Count,
            within: Some(86_400_000),
            filters: vec![],
            zero: Value::Unknown,
        }],
        attributes,
        events,
        traits: vec![Trait { name: "buyer".into(), value: ExprId(4) }],
        histories: vec![History {
            alternatives: vec![Alternative {
                selector: Selector { condition: Some(ExprId(7)), ..on(20).alternatives.remove(0) },
                kept: vec![ExprId(6)],
            }],
            store: Store::Recent(100),
            within: Some(86_400_000),
        }],
        signals: vec![Signal {
            name: "was_quiet".into(),
            event: EventId(21),
            keys: None,
            pattern: Pattern::Becomes(LatchId(0), watch()),
            place: Place::default(),
        }],
        channels: vec![Channel {
            name: "email".into(),
            requires: Some(watch()),
            direction: Direction::Outbound,
            capacity: Some(Capacity { count: 10, per: 3_600_000 }),
        }],
        purposes: names(&["service"]),
        messages: vec![Message {
            name: "hello".into(),
            purpose: PurposeId(0),
            params: vec![field("note", optional(Type::Text(1024)))],
            channels: vec![ChannelId(0)],
            by: None,
            hold: 86_400_000,
            worth: Some(ExprId(0)),
            chance: None,
            only_when: Some(watch()),
            content: Some(Content { template: "hello".into(), values: vec![("note".into(), ExprId(5))] }),
            rules: MessageRules {
                suppress: vec![RuleId(0)],
                channels: vec![ChannelRules { caps: vec![RuleId(1)], ..ChannelRules::default() }],
                ..MessageRules::default()
            },
            place: Place::default(),
        }],
        actions: vec![
            Action {
                name: "check".into(),
                params: vec![],
                to: "desk".into(),
                capacity: None,
                answers: Some(vec![field("score", Type::Int)]),
            },
            Action { name: "tell".into(), params: vec![], to: "desk".into(), capacity: None, answers: None },
        ],
        rules: vec![
            Rule { name: "calm.quiet".into(), place: Place::default(), kind: RuleKind::Suppress(watch()) },
            Rule {
                name: "calm.twice".into(),
                place: Place::default(),
                kind: RuleKind::Cap(Cap { limit: 2, per: Period::Day, counter: CounterId(0) }),
            },
        ],
        journeys: vec![journey()],
        sources: vec![Source {
            name: "orders".into(),
            format: Format::Separated(b','),
            customer: "customer".into(),
            id: None,
            via: None,
            at: "time".into(),
            clock: TimeFormat::HoursSince(0),
            takes: vec![Take { event: EventId(20), condition: None, fields: vec![(0, ExprId(8))] }],
        }],
        decisions: vec![decision()],
        placements: vec![],
        audiences: vec![],
        switches: vec![],
        measures: vec![],
        stories: vec![Story {
            package: "".into(),
            title: "a story".into(),
            place: Place::default(),
            lines: vec![(Line::Expect(Expectation::NoMessage(MessageId(0)), Extent::For(1_000)), Place::default())],
        }],
        latches: 2,
        counters: 1,
    }
}

fn journey() -> Journey {
    let arm = |trigger, target| Arm { trigger, target: Pc(target), place: Place::default() };
    let send = Send {
        candidates: vec![(MessageId(0), vec![ExprId(5)])],
        via: vec![],
        arms: vec![],
        dropped: Some(Pc(5)),
        place: Place::default(),
    };
    let answer = Answer { slot: 0, within: 1_000, otherwise: None };
    let ask = Do { action: ActionId(0), args: vec![], answer: Some(answer), place: Place::default() };
    Journey {
        name: "welcome".into(),
        place: Place::default(),
        stage: None,
        key: None,
        slots: 1,
        entries: vec![Entry::On(on(20), Place::default()), Entry::When(LatchId(1), watch())],
        again: Again::Never,
        goal: Some(Goal {
            trigger: Trigger::On(on(20)),
            within: Some(1_000),
            to: Some(Pc(0)),
            place: Place::default(),
        }),
        exits: vec![Exit { trigger: Trigger::When(watch()), reason: "enough".into(), place: Place::default() }],
        limit: 86_400_000,
        paused: None,
        handlers: vec![Handler { on: on(20), start: Pc(8), effect: Effect::Stays, place: Place::default() }],
        steps: vec![Step { name: "start".into(), start: Pc(0), left: Some(0) }],
        code: vec![
            Op::Step(StepId(0)),
            Op::If(ExprId(11), Pc(4)),
            Op::Send(send),
            Op::Wait(vec![
                arm(ArmTrigger::After(ExprId(10)), 0),
                arm(ArmTrigger::TimeOfDay(DayTime { time: 0, days: Days::ALL }), 4),
            ]),
            Op::Do(ask),
            Op::Split(Split {
                salt: "s".into(),
                step: StepId(0),
                arms: vec![("a".into(), Some(1 << 63), Pc(6)), ("b".into(), None, Pc(7))],
            }),
            Op::Done,
            Op::Leave("lost".into()),
            Op::If(ExprId(4), Pc(10)),
            Op::Jump(Pc(10)),
            Op::Return,
        ],
    }
}

/// Answers what it was asked about, whether or not the customer has consented.
fn decision() -> Decision {
    let answer = || Choice::Answer { values: vec![ExprId(5)], reasons: vec![], place: Place::default() };
    let condition = Watch { condition: ExprId(3), clocks: vec![], reasons: vec![], place: Place::default() };
    Decision {
        name: "route".into(),
        params: vec![field("topic", Type::Text(1024))],
        answers: vec![field("about", Type::Text(1024))],
        choices: vec![Choice::If { condition, then: vec![answer()], otherwise: vec![] }, answer()],
        place: Place::default(),
    }
}
