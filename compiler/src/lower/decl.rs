//! Declarations, but for journeys and policies.

use baton_program::{
    Action, Attribute, BuiltIn, Channel, Content, EventId, EventType, Field, Format, Link, Message, No, Origin,
    Pattern, PurposeId, Signal, SignalId, Source, Take, Trait, Value,
};
use smol_str::SmolStr;

use super::{
    Builder,
    declared::{Declared, Happening},
    expr::Scope,
    rules,
    tables::arc,
};
use crate::hir::{self, SourceFormat};

impl Builder<'_> {
    pub(super) fn attributes(&self) -> Vec<Attribute> {
        let attributes = self.tables.declared.attributes.iter().map(|attribute| Attribute {
            name: arc(&attribute.is.name),
            ty: self.tables.ty(&attribute.is.ty),
            default: attribute.is.default.as_ref().map_or(Value::Unknown, |default| self.constant(default)),
            privacy: attribute.is.privacy,
        });
        attributes.collect()
    }

    pub(super) fn events(&self) -> Vec<EventType> {
        let built_in = BuiltIn::ALL.iter().map(|event| EventType {
            name: arc(event.name()),
            fields: match event {
                BuiltIn::CustomerChanged => self.fields(self.tables.fields(event.name())),
                _ => event.fields(),
            },
            origin: Origin::BuiltIn(*event),
        });
        let mut signals = 0;
        let happenings = self.tables.declared.happenings.iter().map(|happening| EventType {
            name: arc(&happening.item().name),
            fields: self.fields(self.tables.fields(&happening.item().name)),
            origin: match happening {
                Happening::Event(_) => Origin::Declared,
                Happening::Signal(_) => {
                    signals += 1;
                    Origin::Signal(SignalId(signals - 1))
                }
            },
        });
        built_in.chain(happenings).collect()
    }

    pub(super) fn fields(&self, fields: &[hir::Field]) -> Vec<Field> {
        let field = |field: &hir::Field| Field {
            name: arc(&field.name),
            ty: self.tables.ty(&field.ty),
            privacy: field.privacy,
        };
        fields.iter().map(field).collect()
    }

    pub(super) fn traits(&mut self) -> Vec<Trait> {
        let traits = self
            .tables
            .declared
            .traits
            .iter()
            .map(|found| Trait { name: arc(&found.item.name), value: self.expr(Scope::of(found.item), found.is) });
        traits.collect()
    }

    pub(super) fn signals(&mut self) -> Vec<Signal> {
        let tables = self.tables;
        let signals = tables.declared.signals().map(|signal| Signal {
            name: arc(&signal.item.name),
            event: tables.event(&signal.item.name).unwrap_or(EventId(0)),
            keys: signal.is.key.as_ref().map(|key| key.up_to),
            pattern: self.pattern(signal),
            place: tables.declaration(signal.item),
        });
        signals.collect()
    }

    fn pattern(&mut self, signal: Declared<hir::Signal>) -> Pattern {
        let locals: Vec<SmolStr> = signal.is.locals.iter().map(|(name, _)| name.clone()).collect();
        let scope = Scope::of(signal.item).with_locals(&locals);
        match &signal.is.pattern {
            hir::Pattern::Becomes(condition) => Pattern::Becomes(self.latch(), self.watch(scope, condition)),
            hir::Pattern::Sequence { links, no, all_within } => Pattern::Sequence {
                links: (links.iter()).map(|(on, within)| Link { on: self.bound(scope, on), within: *within }).collect(),
                no: no.as_ref().map(|(on, within)| No { on: self.selectors(scope, on), within: *within }),
                all_within: *all_within,
                slots: locals.len() as u16,
            },
        }
    }

    pub(super) fn channels(&mut self) -> Vec<Channel> {
        let channels = self.tables.declared.channels.iter().map(|channel| Channel {
            name: arc(&channel.item.name),
            requires: (channel.is.requires.as_ref()).map(|condition| self.watch(Scope::of(channel.item), condition)),
            direction: channel.is.direction,
            capacity: channel.is.capacity,
        });
        channels.collect()
    }

    pub(super) fn messages(&mut self) -> Vec<Message> {
        self.tables.declared.messages.iter().map(|message| self.message(message)).collect()
    }

    fn message(&mut self, message: &Declared<hir::Message>) -> Message {
        let Declared { item, is } = *message;
        let params: Vec<SmolStr> = is.params.iter().map(|param| param.name.clone()).collect();
        let scope = Scope::of(item).with_locals(&params);
        Message {
            name: arc(&item.name),
            purpose: self.tables.purpose(&is.purpose).unwrap_or(PurposeId(0)),
            params: self.fields(&is.params),
            channels: self.tables.channels(&is.channels),
            by: self.maybe(scope, is.by.as_ref()),
            hold: is.hold.unwrap_or(0),
            worth: self.maybe(scope, is.worth.as_ref()),
            chance: self.maybe(scope, is.chance.as_ref()),
            only_when: is.only_when.as_ref().map(|condition| self.watch(scope, condition)),
            content: is.content.as_ref().map(|(template, values)| Content {
                template: arc(template),
                values: values.iter().map(|(key, value)| (arc(key), self.expr(scope, value))).collect(),
            }),
            rules: rules::of_message(self.tables, message),
            place: self.tables.declaration(item),
        }
    }

    pub(super) fn actions(&self) -> Vec<Action> {
        let lower = |action: &Declared<hir::Action>| Action {
            name: arc(&action.item.name),
            params: self.fields(&action.is.params),
            to: arc(&action.is.to),
            capacity: action.is.capacity,
            answers: action.is.answers.as_ref().map(|answers| self.fields(answers)),
        };
        self.tables.declared.actions.iter().map(lower).collect()
    }

    pub(super) fn sources(&mut self) -> Vec<Source> {
        self.tables.declared.sources.iter().map(|source| self.source(source)).collect()
    }

    fn source(&mut self, source: &Declared<hir::Source>) -> Source {
        let Declared { item, is } = *source;
        let takes = is.takes.iter().filter_map(|take| {
            let fields = take.fields.iter().filter_map(|(name, value)| {
                let field = self.tables.field(&take.event, name)?;
                Some((field, self.expr(Scope::of(item), value)))
            });
            let fields = fields.collect();
            let condition = self.maybe(Scope::of(item), take.condition.as_ref());
            Some(Take { event: self.tables.event(&take.event)?, condition, fields })
        });
        Source {
            takes: takes.collect(),
            name: arc(&item.name),
            format: match is.format {
                SourceFormat::Separated(byte) => Format::Separated(byte),
                SourceFormat::JsonLines => Format::JsonLines,
            },
            customer: arc(&is.customer),
            id: is.id.as_deref().map(arc),
            via: is.via.as_deref().map(arc),
            at: arc(&is.at),
            clock: is.clock,
        }
    }
}
