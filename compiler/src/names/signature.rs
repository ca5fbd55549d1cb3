//! What declarations look like from outside: queries of the declaration alone and of names, without places.

use std::{collections::BTreeMap, sync::Arc};

use baton_grammar::tree::{
    ChannelItem, DeclKind, Each, JourneyItemKind, MessageItemKind, Occurrence, Param, Path, Pattern, RuleKind, Trigger,
};
use baton_program::{BuiltIn, Direction, Privacy};
use smol_str::SmolStr;

use super::{
    Names, cycle,
    scope::{Word, of_keyword},
    walk,
};
use crate::{
    db::Item,
    hir::{Field, FullName, Key, Type},
    infer,
    lookup::{
        ActionSignature, AttributeSignature, ChannelSignature, DecisionSignature, EventSignature, JourneySignature,
        Lookup, MessageSignature, PlacementSignature, PolicySignature, RuleShape, Space, What,
    },
};

/// How many keys there are at most where the text doesn't say (§9, §10).
const KEYS: u16 = 16;

/// All attributes, in byte order of names; of one that is declared twice, the first.
#[salsa::tracked]
pub(super) fn attributes(db: &dyn salsa::Database) -> Arc<Vec<AttributeSignature>> {
    let mut attributes = BTreeMap::new();
    for item in of_keyword(db, Word::new(db, SmolStr::new_static("customer"))) {
        for attribute in own_attributes(db, *item) {
            attributes.entry(attribute.name.clone()).or_insert_with(|| attribute.clone());
        }
    }
    Arc::new(attributes.into_values().collect())
}

/// The attributes of one `customer`, in its order.
#[salsa::tracked(returns(deref))]
fn own_attributes<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Vec<AttributeSignature> {
    let DeclKind::Customer(written) = &item.decl(db).kind else { return Vec::new() };
    let fields = fields(&Names::new(db, item.file(db)), written);
    fields
        .into_iter()
        .map(|field| AttributeSignature { name: field.name, ty: field.ty, privacy: field.privacy })
        .collect()
}

/// One attribute.
#[salsa::tracked]
pub(super) fn attribute<'db>(db: &'db dyn salsa::Database, name: Word<'db>) -> Option<AttributeSignature> {
    attributes(db).iter().find(|attribute| attribute.name == name.text(db)).cloned()
}

/// A built-in event.
pub(super) fn built_in_event(db: &dyn salsa::Database, event: BuiltIn) -> EventSignature {
    let fields = match event {
        BuiltIn::CustomerChanged => attributes(db).iter().map(changed_attribute).collect(),
        _ => event.fields().into_iter().map(built_in_field).collect(),
    };
    EventSignature { fields, key: None }
}

fn changed_attribute(attribute: &AttributeSignature) -> Field {
    Field { name: attribute.name.clone(), ty: attribute.ty.clone().optional(), privacy: attribute.privacy }
}

fn built_in_field(field: baton_program::Field) -> Field {
    Field { name: SmolStr::new(&*field.name), ty: built_in_type(&field.ty), privacy: field.privacy }
}

/// The types of the fields of built-in events are made of texts and ids alone.
fn built_in_type(ty: &baton_program::Type) -> Type {
    match ty {
        baton_program::Type::Text(most) => Type::Text(*most),
        baton_program::Type::Id => Type::Id,
        baton_program::Type::Optional(inner) => Type::Optional(Box::new(built_in_type(inner))),
        _ => Type::Any,
    }
}

/// A field of a built-in event.
pub(super) fn field_of_built_in<'db>(db: &'db dyn salsa::Database, event: BuiltIn, name: Word<'db>) -> Option<Field> {
    match event {
        BuiltIn::CustomerChanged => attribute(db, name).as_ref().map(changed_attribute),
        _ => event.fields().into_iter().find(|field| *field.name == *name.text(db)).map(built_in_field),
    }
}

/// A field of an event or signal.
#[salsa::tracked]
pub(super) fn field<'db>(db: &'db dyn salsa::Database, item: Item<'db>, name: Word<'db>) -> Option<Field> {
    event(db, item).as_ref()?.fields.iter().find(|field| field.name == name.text(db)).cloned()
}

/// An event or signal.
#[salsa::tracked]
pub(super) fn event<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Arc<EventSignature>> {
    let names = Names::new(db, item.file(db));
    let decl = item.decl(db);
    let signature = match &decl.kind {
        DeclKind::Event(written) => EventSignature { fields: fields(&names, written), key: None },
        DeclKind::Signal(signal) => {
            let key = signal.each.as_ref().map(|each| Field {
                name: each.key.text.clone(),
                ty: signal_key(&names, item, each, signal.pattern.as_ref()),
                privacy: Privacy::Open,
            });
            let locals = signal.pattern.as_ref().map(|pattern| pattern_locals(&names, pattern)).unwrap_or_default();
            EventSignature {
                key: key.as_ref().map(|key| key.name.clone()),
                fields: key.into_iter().chain(locals).collect(),
            }
        }
        _ => return None,
    };
    Some(Arc::new(signature))
}

/// The type of a signal's key; a signal that is made of itself has none.
fn signal_key<'db>(names: &Names<'db>, item: Item<'db>, each: &Each, pattern: Option<&Pattern>) -> Type {
    match pattern {
        Some(Pattern::Sequence { first, .. }) if cycle::of_signal(names.db, item).is_none() => {
            key_type(names, first, &each.key.text)
        }
        _ => Type::Any,
    }
}

/// The type of a key: of a field of the first event that an occurrence names. A key is always known; what begins without
/// one begins nothing.
fn key_type(names: &Names, occurrence: &Occurrence, field: &str) -> Type {
    let found = event_of(names, occurrence).and_then(|event| names.field(&event, field));
    found.map_or(Type::Any, |field| field.ty.known().clone())
}

/// The first event that an occurrence names.
fn event_of(names: &Names, occurrence: &Occurrence) -> Option<FullName> {
    match occurrence {
        Occurrence::One(one) => names.find(Space::Happening, &one.event).map(|found| found.name),
        Occurrence::Either(alternatives, _) => event_of(names, alternatives.first()?),
    }
}

/// The `as` names of a pattern, as fields.
fn pattern_locals(names: &Names, pattern: &Pattern) -> Vec<Field> {
    let Pattern::Sequence { first, links, .. } = pattern else { return Vec::new() };
    let bounds = std::iter::once(first).chain(links.iter().map(|link| &link.event));
    let local = |bound: &Occurrence| {
        let Occurrence::One(one) = bound else { return None };
        let bind = one.bind.as_ref()?;
        let ty = event_of(names, bound).map_or(Type::Any, Type::Event);
        Some(Field { name: bind.text.clone(), ty, privacy: Privacy::Open })
    };
    bounds.filter_map(local).collect()
}

/// A message.
#[salsa::tracked]
pub(super) fn message<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Arc<MessageSignature>> {
    let names = Names::new(db, item.file(db));
    let decl = item.decl(db);
    let DeclKind::Message(message) = &decl.kind else { return None };
    let mut signature = MessageSignature {
        params: params(&names, &message.params),
        channels: Vec::new(),
        purpose: None,
        hold: None,
        content: Vec::new(),
    };
    for item in &message.items {
        match &item.kind {
            MessageItemKind::Purpose(path) => signature.purpose = find(&names, Space::Purpose, path),
            MessageItemKind::Channels(paths, _) => {
                signature.channels = paths.iter().filter_map(|path| find(&names, Space::Channel, path)).collect();
            }
            MessageItemKind::Hold(duration) => signature.hold = infer::duration(duration).ok(),
            MessageItemKind::Content(_, Some(record)) => {
                signature.content = record.entries.iter().map(|entry| entry.key.text.clone()).collect();
            }
            _ => {}
        }
    }
    Some(Arc::new(signature))
}

/// An action.
#[salsa::tracked]
pub(super) fn action<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Arc<ActionSignature>> {
    let names = Names::new(db, item.file(db));
    let decl = item.decl(db);
    let DeclKind::Action(action) = &decl.kind else { return None };
    let answers = action.answers.as_ref().map(|written| fields(&names, written));
    Some(Arc::new(ActionSignature { params: params(&names, &action.params), answers }))
}

/// A channel.
#[salsa::tracked]
pub(super) fn channel<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<ChannelSignature> {
    let decl = item.decl(db);
    let DeclKind::Channel(items) = &decl.kind else { return None };
    let inbound = items.iter().any(|item| matches!(item, ChannelItem::Inbound(_)));
    Some(ChannelSignature { direction: if inbound { Direction::Inbound } else { Direction::Outbound } })
}

/// A journey.
#[salsa::tracked]
pub(super) fn journey<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Arc<JourneySignature>> {
    let names = Names::new(db, item.file(db));
    let decl = item.decl(db);
    let DeclKind::Journey(journey) = &decl.kind else { return None };
    let entry = journey.items.iter().find_map(|item| match &item.kind {
        JourneyItemKind::Enter(Trigger::On(bound)) => Some(bound),
        _ => None,
    });
    let key = journey.each.as_ref().map(|each| Key {
        name: each.key.text.clone(),
        ty: entry.map_or(Type::Any, |bound| key_type(&names, bound, &each.key.text)),
        up_to: each.up_to.as_ref().and_then(|digits| digits.text.parse().ok()).unwrap_or(KEYS),
    });
    let steps = journey.items.iter().filter_map(|item| match &item.kind {
        JourneyItemKind::Step { name: Some(name), body, .. } => {
            let arms = walk::first_split(body).iter().map(|arm| arm.name.text.clone()).collect();
            Some((name.text.clone(), arms))
        }
        _ => None,
    });
    let mut sends = Vec::new();
    for path in walk::sends(journey) {
        match names.find(Space::Happening, path) {
            Some(found) if found.what == What::Message && !sends.contains(&found.name) => sends.push(found.name),
            _ => {}
        }
    }
    Some(Arc::new(JourneySignature { key, steps: steps.collect(), sends }))
}

/// A decision.
#[salsa::tracked]
pub(super) fn decision<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Arc<DecisionSignature>> {
    let names = Names::new(db, item.file(db));
    let decl = item.decl(db);
    let DeclKind::Decision(decision) = &decl.kind else { return None };
    let (params, answers) = (params(&names, &decision.params), fields(&names, &decision.answers));
    Some(Arc::new(DecisionSignature { params, answers }))
}

/// A placement.
#[salsa::tracked]
pub(super) fn placement<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<PlacementSignature> {
    let names = Names::new(db, item.file(db));
    let decl = item.decl(db);
    let DeclKind::Placement(placement) = &decl.kind else { return None };
    let channel = placement.via.as_ref().and_then(|path| find(&names, Space::Channel, path));
    Some(PlacementSignature { channel })
}

/// A policy.
#[salsa::tracked]
pub(super) fn policy<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Option<Arc<PolicySignature>> {
    let decl = item.decl(db);
    let DeclKind::Policy(rules) = &decl.kind else { return None };
    let rules = rules.iter().map(|rule| (rule.name.text.clone(), rule.kind.as_ref().map_or(RuleShape::Broken, shape)));
    Some(Arc::new(PolicySignature { rules: rules.collect() }))
}

fn shape(kind: &RuleKind) -> RuleShape {
    match kind {
        RuleKind::SuppressWhile(..) | RuleKind::SuppressAfter(..) => RuleShape::Suppress,
        RuleKind::Cap(..) => RuleShape::Cap,
        RuleKind::Quiet { .. } => RuleShape::Quiet,
        RuleKind::Gather(..) => RuleShape::Gather,
        RuleKind::Holdout(..) => RuleShape::Holdout,
        RuleKind::Weigh(..) => RuleShape::Weigh,
    }
}

fn fields(names: &Names, written: &[baton_grammar::tree::Field]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::with_capacity(written.len());
    for field in written {
        if fields.iter().any(|known| known.name == field.name.text) {
            continue;
        }
        fields.push(Field {
            name: field.name.text.clone(),
            ty: field.ty.as_ref().map_or(Type::Any, |ty| names.type_of(ty)),
            privacy: if field.personal.is_some() { Privacy::Personal } else { Privacy::Open },
        });
    }
    fields
}

fn params(names: &Names, written: &[Param]) -> Vec<Field> {
    let mut params: Vec<Field> = Vec::with_capacity(written.len());
    for param in written {
        if params.iter().any(|known| known.name == param.name.text) {
            continue;
        }
        let ty = param.ty.as_ref().map_or(Type::Any, |ty| names.type_of(ty));
        params.push(Field { name: param.name.text.clone(), ty, privacy: Privacy::Open });
    }
    params
}

fn find(names: &Names, space: Space, path: &Path) -> Option<FullName> {
    names.find(space, path).filter(|found| found.words == path.words.len()).map(|found| found.name)
}
