//! From one version of a program to the next (§17): what of the new one was there before, and under which id.
//!
//! State goes with full names; `was` renames. What changed its type, and history that is asked for the first time, starts
//! afresh. A condition that is the same is the same wherever it stands; everything is compared by what it means, never
//! by ids or places.

mod both;
mod names;
mod notes;
mod rests;
mod shape;

use std::{collections::BTreeMap, sync::Arc};

use both::Both;
use names::Names;
pub use notes::{Fate, Note, Thing};
pub use rests::RestFate;
use shape::Shapes;

use crate::{
    AttributeId, AudienceId, ChannelId, CounterId, Event, EventId, HistoryId, JourneyId, LatchId, MeasureId, MessageId,
    Program, PurposeId, Renamed, SignalId, StepId, SwitchId, SymbolId, Type, Value,
};

/// The way from one version to the next.
pub struct Change<'p> {
    old: &'p Program,
    new: &'p Program,
    symbols: Vec<Option<SymbolId>>,
    events: Vec<Option<EventId>>,
    /// For each new event and each of its fields: the old one's.
    fields: Vec<Vec<Option<u16>>>,
    attributes: Vec<Option<AttributeId>>,
    channels: Vec<Option<ChannelId>>,
    purposes: Vec<Option<PurposeId>>,
    messages: Vec<Option<MessageId>>,
    /// Those whose pattern is the same.
    signals: Vec<Option<SignalId>>,
    switches: Vec<Option<SwitchId>>,
    journeys: Vec<Option<JourneyId>>,
    steps: Vec<Vec<StepFate>>,
    /// Of each old journey the new one's slots: the old slot of the name.
    locals: Vec<Vec<Option<u16>>>,
    rests: Vec<rests::Rests>,
    histories: Vec<Option<HistoryId>>,
    latches: Vec<Latch>,
    /// For each old audience its new one, and whether it is asked the same.
    audiences: Vec<Option<(AudienceId, Condition)>>,
    counters: Vec<Option<CounterId>>,
    /// Those that still count the same.
    measures: Vec<Option<MeasureId>>,
    /// By old and new name, where they differ.
    renamed: Vec<(Thing, Arc<str>, Arc<str>)>,
}

/// What becomes of those at a step of the version before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepFate {
    /// It is still there.
    Stays(StepId),
    /// It is gone, and those at it go on at this one.
    GoesTo(StepId),
    /// It is gone, and those at it leave.
    Leaves(Arc<str>),
    /// It is gone, and nothing says what becomes of those at it.
    Stranded,
}

/// Whether two versions ask the same of an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Same,
    Changed,
}

/// What a latch of the new version holds at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latch {
    /// What this one of the version before held.
    As(LatchId),
    /// As it was before, as long as the condition holds: it was changed.
    While(LatchId),
    /// What the condition says at first: nothing happens because of the version alone.
    Silent,
    /// Nothing: before this version the condition counts as false.
    Off,
}

impl<'p> Change<'p> {
    /// The way from an old version to a new one; both must have been verified.
    pub fn between(old: &'p Program, new: &'p Program) -> Self {
        let (before, own) = (Names::before(old, new), Names::own(new));
        let (old_shapes, new_shapes) = (Shapes::of(old, &before), Shapes::of(new, &own));
        let both = Both { old, new, before: &before, own: &own, old_shapes: &old_shapes, new_shapes: &new_shapes };
        let journeys = matched(&before.journeys, &own.journeys, |at| JourneyId(at as u16));
        let mut change = Self {
            old,
            new,
            symbols: matched(&old.symbols, &new.symbols, |at| SymbolId(at as u32)),
            events: matched(&before.events, &own.events, |at| EventId(at as u16)),
            fields: Vec::new(),
            attributes: Vec::new(),
            channels: matched(&before.channels, &own.channels, |at| ChannelId(at as u16)),
            purposes: matched(&old.purposes, &new.purposes, |at| PurposeId(at as u16)),
            messages: matched(&before.messages, &own.messages, |at| MessageId(at as u16)),
            signals: both.signals(),
            switches: matched(&before.switches, &own.switches, |at| SwitchId(at as u16)),
            steps: both.steps(&journeys),
            locals: both.locals(&journeys),
            rests: rests::of(&both, &journeys),
            histories: both.histories(),
            latches: Vec::new(),
            audiences: both.audiences(),
            counters: both.counters(),
            measures: both.measures(),
            renamed: both.renamed(),
            journeys,
        };
        change.latches = both.latches(&change.journeys);
        change.fields = change.matched_fields();
        change.attributes = change.matched_attributes();
        change
    }

    /// The version before.
    pub const fn old(&self) -> &'p Program {
        self.old
    }

    /// The new version.
    pub const fn new_version(&self) -> &'p Program {
        self.new
    }

    /// A channel of the version before in the new one.
    pub fn channel(&self, id: ChannelId) -> Option<ChannelId> {
        self.channels.get(id.index()).copied().flatten()
    }

    /// A measure that still counts the same.
    pub fn measure(&self, id: MeasureId) -> Option<MeasureId> {
        self.measures.get(id.index()).copied().flatten()
    }

    /// A purpose.
    pub fn purpose(&self, id: PurposeId) -> Option<PurposeId> {
        self.purposes.get(id.index()).copied().flatten()
    }

    /// A message.
    pub fn message(&self, id: MessageId) -> Option<MessageId> {
        self.messages.get(id.index()).copied().flatten()
    }

    /// A signal that has the same pattern.
    pub fn signal(&self, id: SignalId) -> Option<SignalId> {
        self.signals.get(id.index()).copied().flatten()
    }

    /// A journey whose key, if it has one, is still of the same kind.
    pub fn journey(&self, id: JourneyId) -> Option<JourneyId> {
        self.journeys.get(id.index()).copied().flatten().filter(|new| self.keys_agree(id, *new))
    }

    /// The journey of that name, whatever its key.
    pub fn named_journey(&self, id: JourneyId) -> Option<JourneyId> {
        self.journeys.get(id.index()).copied().flatten()
    }

    /// A switch.
    pub fn switch(&self, id: SwitchId) -> Option<SwitchId> {
        self.switches.get(id.index()).copied().flatten()
    }

    fn keys_agree(&self, old: JourneyId, new: JourneyId) -> bool {
        let key = |program: &Program, id: JourneyId| program.journeys.get(id.index()).map(|one| one.key.is_some());
        key(self.old, old) == key(self.new, new)
    }

    /// An attribute whose values the new version takes.
    pub fn attribute(&self, id: AttributeId) -> Option<AttributeId> {
        self.attributes.get(id.index()).copied().flatten()
    }

    /// What becomes of those at a step.
    pub fn step(&self, journey: JourneyId, step: StepId) -> StepFate {
        let steps = self.steps.get(journey.index());
        steps.and_then(|steps| steps.get(step.index())).cloned().unwrap_or(StepFate::Stranded)
    }

    /// What becomes of those who rest at an instruction while they are at a step that is still there.
    pub fn rest(&self, journey: JourneyId, pc: crate::Pc) -> RestFate {
        let fates = self.rests.get(journey.index());
        fates
            .and_then(|fates| fates.fates.iter().find(|fate| fate.from() == pc))
            .cloned()
            .unwrap_or(RestFate::Again { from: pc, done: Vec::new() })
    }

    /// All that both versions of a journey ask and do, in the code of the new one.
    pub fn asked(&self, journey: JourneyId) -> &[crate::Pc] {
        self.rests.get(journey.index()).map_or(&[], |rests| rests.asked.as_slice())
    }

    /// The `offer` statement of the new version that is the same as one of the version before.
    pub fn offer(&self, journey: JourneyId, pc: crate::Pc) -> Option<crate::Pc> {
        let offers = &self.rests.get(journey.index())?.offers;
        offers.iter().find(|(from, _)| *from == pc).map(|(_, to)| *to)
    }

    /// For each slot of the new journey's frame the old slot of its name.
    pub fn locals(&self, journey: JourneyId) -> &[Option<u16>] {
        self.locals.get(journey.index()).map_or(&[], Vec::as_slice)
    }

    /// For each history of the new version the one of the version before that it goes on with.
    pub fn histories(&self) -> &[Option<HistoryId>] {
        &self.histories
    }

    /// For each latch of the new version what it holds at first.
    pub fn latches(&self) -> &[Latch] {
        &self.latches
    }

    /// For each cap counter of the new version the one of the version before.
    pub fn counters(&self) -> &[Option<CounterId>] {
        &self.counters
    }

    /// A value of the version before in the new one; none where it names what is gone.
    pub fn value(&self, value: &Value) -> Option<Value> {
        Some(match value {
            Value::Symbol(id) => Value::Symbol(self.symbols.get(id.index()).copied().flatten()?),
            Value::Channel(id) => Value::Channel(self.channel(*id)?),
            Value::List(values) => Value::List(values.iter().map(|value| self.value(value)).collect::<Option<_>>()?),
            Value::Event(event) => Value::Event(Arc::new(self.event(event)?)),
            plain => plain.clone(),
        })
    }

    /// A value as a type keeps it.
    pub fn value_as(&self, value: &Value, ty: &Type) -> Option<Value> {
        Some(match (self.value(value)?, known(ty)) {
            (Value::Int(int), Type::Number) => Value::Number(int as f64),
            (value, _) => value,
        })
    }

    /// An event of the version before: its fields go with their names, as far as their types still take them. What answers
    /// a command is no event of the program.
    fn event(&self, event: &Event) -> Option<Event> {
        if event.event.index() >= self.old.events.len() {
            let fields = event.fields.iter().map(|value| self.value(value).unwrap_or_default());
            return Some(Event { fields: fields.collect(), ..event.clone() });
        }
        let id = self.events.get(event.event.index()).copied().flatten()?;
        let declared = self.new.events.get(id.index())?;
        let from = self.fields.get(id.index())?;
        let field = |(field, from): (&crate::Field, &Option<u16>)| {
            let value = from.and_then(|from| event.fields.get(usize::from(from)));
            value.and_then(|value| self.value_as(value, &field.ty)).unwrap_or_default()
        };
        Some(Event {
            event: id,
            channel: event.channel.and_then(|channel| self.channel(channel)),
            fields: declared.fields.iter().zip(from).map(field).collect(),
            ..event.clone()
        })
    }

    fn matched_fields(&self) -> Vec<Vec<Option<u16>>> {
        let fields = |(at, declared): (usize, &crate::EventType)| {
            let old = self.events.iter().position(|new| *new == Some(EventId(at as u16)));
            let old = old.and_then(|old| self.old.events.get(old));
            let field = |field: &crate::Field| {
                let old = old?;
                let from = old.fields.iter().position(|one| one.name == field.name)?;
                self.takes(&field.ty, &old.fields.get(from)?.ty).then_some(from as u16)
            };
            declared.fields.iter().map(field).collect()
        };
        self.new.events.iter().enumerate().map(fields).collect()
    }

    fn matched_attributes(&self) -> Vec<Option<AttributeId>> {
        let attribute = |old: &crate::Attribute| {
            let at = self.new.attributes.iter().position(|new| new.name == old.name)?;
            self.takes(&self.new.attributes.get(at)?.ty, &old.ty).then_some(AttributeId(at as u16))
        };
        self.old.attributes.iter().map(attribute).collect()
    }

    /// Whether every value of an old type is one of a new type.
    fn takes(&self, new: &Type, old: &Type) -> bool {
        match (known(new), known(old)) {
            (Type::Text(most), Type::Text(least)) => most >= least,
            (Type::Number, Type::Int) => true,
            (Type::Enumeration(new), Type::Enumeration(old)) => old.iter().all(|symbol| {
                let symbol = self.symbols.get(symbol.index()).copied().flatten();
                symbol.is_some_and(|symbol| new.contains(&symbol))
            }),
            (Type::List(new), Type::List(old)) => self.takes(new, old),
            (Type::Event(new), Type::Event(old)) => self.events.get(old.index()).copied().flatten() == Some(*new),
            (new, old) => new == old,
        }
    }
}

fn known(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) => inner,
        ty => ty,
    }
}

/// For each old name the new thing of that name.
fn matched<T>(old: &[Arc<str>], new: &[Arc<str>], id: impl Fn(usize) -> T) -> Vec<Option<T>> {
    let places: BTreeMap<&str, usize> = new.iter().enumerate().map(|(at, name)| (&**name, at)).collect();
    old.iter().map(|name| places.get(&**name).map(|at| id(*at))).collect()
}

/// Renames that find nothing in the version before: neither the old name nor the new one is there.
pub fn found_nothing<'n>(old: &Program, new: &'n Program) -> Vec<&'n crate::Rename> {
    let there = |what: Renamed, name: &str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        [name, last].into_iter().any(|name| match what {
            Renamed::Step(journey) => {
                let name_of = new.journeys.get(journey.index()).map(|journey| &journey.name);
                let was = name_of.and_then(|is| new.versions.was(Renamed::Journey, is));
                let journeys = old.journeys.iter().filter(|one| Some(&one.name) == name_of || Some(&one.name) == was);
                journeys.flat_map(|journey| &journey.steps).any(|step| *step.name == *name)
            }
            Renamed::Policy => {
                old.rules.iter().any(|rule| rule.name.rsplit_once('.').is_some_and(|(policy, _)| policy == name))
            }
            Renamed::Trait => old.traits.iter().any(|one| *one.name == *name),
            Renamed::Source => old.sources.iter().any(|one| *one.name == *name),
            Renamed::Type => true,
            Renamed::Event => old.events.iter().any(|one| *one.name == *name),
            Renamed::Signal => old.signals.iter().any(|one| *one.name == *name),
            Renamed::Channel => old.channels.iter().any(|one| *one.name == *name),
            Renamed::Message => old.messages.iter().any(|one| *one.name == *name),
            Renamed::Action => old.actions.iter().any(|one| *one.name == *name),
            Renamed::Rule => old.rules.iter().any(|one| one.name.rsplit('.').next() == name.rsplit('.').next()),
            Renamed::Journey => old.journeys.iter().any(|one| *one.name == *name),
            Renamed::Decision => old.decisions.iter().any(|one| *one.name == *name),
            Renamed::Placement => old.placements.iter().any(|one| *one.name == *name),
            Renamed::Audience => old.audiences.iter().any(|one| *one.name == *name),
            Renamed::Switch => old.switches.iter().any(|one| *one.name == *name),
            Renamed::Measure => old.measures.iter().any(|one| *one.name == *name),
        })
    };
    let renames = new.versions.renames.iter();
    renames.filter(|rename| !there(rename.what, &rename.was) && !there(rename.what, &rename.is)).collect()
}
