//! Tests (§15).

use std::sync::Arc;

use baton_program::{Asking, AttributeId, BuiltIn, Expectation, ExprId, Line, Story, Told, Value, built_in};
use smol_str::SmolStr;

use super::{Builder, declared::Declared, expr::Scope, tables::arc};
use crate::hir::{self, Expr, FullName};

type Named = [(SmolStr, Expr)];

impl Builder<'_> {
    pub(super) fn stories(&mut self) -> Vec<Story> {
        self.tables.declared.stories.iter().map(|story| self.story(story)).collect()
    }

    fn story(&mut self, story: &Declared<hir::Story>) -> Story {
        let Declared { item, is } = *story;
        let scope = Scope::of(item);
        let lines =
            is.lines.iter().filter_map(|(line, span)| Some((self.line(scope, line)?, scope.place(self.tables, *span))));
        Story {
            lines: lines.collect(),
            package: arc(&item.package),
            title: arc(&is.title),
            place: self.tables.declaration(item),
        }
    }

    fn line(&mut self, scope: Scope, line: &hir::Line) -> Option<Line> {
        Some(match line {
            hir::Line::Customer(name, attributes) => {
                Line::Customer(name.as_deref().map(arc), self.changes(scope, attributes))
            }
            hir::Line::AtInstant(at, told) => Line::AtInstant(*at, self.maybe_told(scope, told.as_ref())),
            hir::Line::AtLocal(date, time, told) => Line::AtLocal(*date, *time, self.maybe_told(scope, told.as_ref())),
            hir::Line::After(time, told) => Line::After(*time, self.maybe_told(scope, told.as_ref())),
            hir::Line::InHoldout(rule) => Line::InHoldout(self.tables.rule(rule)?),
            hir::Line::Takes { journey, step, arm } => {
                Line::Takes(self.tables.journey(journey)?, self.tables.step(journey, step)?, arc(arm))
            }
            hir::Line::Turn(switch, state) => Line::Turn(self.tables.switch(switch)?, *state),
            hir::Line::Ask(asking) => Line::Ask(self.asking(scope, asking)?),
            hir::Line::Expect(expectation, extent) => Line::Expect(self.expectation(scope, expectation)?, *extent),
        })
    }

    fn asking(&mut self, scope: Scope, asking: &hir::Asking) -> Option<Asking> {
        Some(match asking {
            hir::Asking::Decision(name, args) => Asking::Decision(self.tables.decision(name)?, self.exprs(scope, args)),
            hir::Asking::Glance => Asking::Glance,
            hir::Asking::Placement(name) => Asking::Placement(self.tables.placement(name)?),
        })
    }

    fn changes(&mut self, scope: Scope, attributes: &Named) -> Vec<(AttributeId, ExprId)> {
        let changes =
            attributes.iter().filter_map(|(name, value)| Some((self.tables.attribute(name)?, self.expr(scope, value))));
        changes.collect()
    }

    fn maybe_told(&mut self, scope: Scope, told: Option<&hir::Told>) -> Option<Told> {
        let tables = self.tables;
        match told? {
            hir::Told::Event { event, of, channel, fields } => {
                self.event(scope, event, of.as_ref(), channel.as_ref(), fields)
            }
            hir::Told::Answered(action, fields) => {
                let fields = fields
                    .iter()
                    .filter_map(|(name, value)| Some((tables.answer(action, name)?, self.expr(scope, value))));
                Some(Told::Answered(tables.action(action)?, fields.collect()))
            }
            hir::Told::Failed(action) => Some(Told::Failed(self.tables.action(action)?)),
        }
    }

    fn event(
        &mut self,
        scope: Scope,
        event: &FullName,
        of: Option<&FullName>,
        channel: Option<&FullName>,
        written: &Named,
    ) -> Option<Told> {
        let subject = of.map(|of| (built_in::SUBJECT, self.pool.constant(Value::Text(arc(of)))));
        let written_fields =
            written.iter().filter_map(|(name, value)| Some((self.tables.field(event, name)?, self.expr(scope, value))));
        let fields = subject.into_iter().chain(written_fields).collect();
        let id = self.tables.event(event)?;
        let changes = if id == BuiltIn::CustomerChanged.id() { self.changes(scope, written) } else { vec![] };
        Some(Told::Event { event: id, channel: channel.and_then(|name| self.tables.channel(name)), fields, changes })
    }

    fn expectation(&mut self, scope: Scope, expectation: &hir::Expectation) -> Option<Expectation> {
        let because = |rule: &Option<FullName>| rule.as_deref().map(arc);
        let message = |name: &FullName| self.tables.message(name);
        Some(match expectation {
            hir::Expectation::Sent { message, via, with } => Expectation::Sent {
                message: self.tables.message(message)?,
                via: self.tables.channels(via),
                with: self.values(scope, with),
            },
            hir::Expectation::Shown { message, via, with } => Expectation::Shown {
                message: self.tables.message(message)?,
                via: self.tables.channels(via),
                with: self.values(scope, with),
            },
            hir::Expectation::Answer(with) => Expectation::Answer(self.values(scope, with)),
            hir::Expectation::Held(name, rule) => Expectation::Held(message(name)?, because(rule)),
            hir::Expectation::Waiting(name, rule) => Expectation::Waiting(message(name)?, because(rule)),
            hir::Expectation::Dropped(name, rule) => Expectation::Dropped(message(name)?, because(rule)),
            hir::Expectation::Withdrawn(name, rule) => Expectation::Withdrawn(message(name)?, because(rule)),
            hir::Expectation::Queued(name) => Expectation::Queued(message(name)?),
            hir::Expectation::Withheld(name) => Expectation::Withheld(message(name)?),
            hir::Expectation::NoMessage(name) => Expectation::NoMessage(message(name)?),
            hir::Expectation::NoAction(name) => Expectation::NoAction(self.tables.action(name)?),
            hir::Expectation::NoEvent(name) => Expectation::NoEvent(self.tables.event(name)?),
            hir::Expectation::Did(name, with) => Expectation::Did(self.tables.action(name)?, self.values(scope, with)),
            hir::Expectation::Journey(name, outcome) => {
                Expectation::Journey(self.tables.journey(name)?, outcome.clone())
            }
            hir::Expectation::Holds(condition) => Expectation::Holds(self.expr(scope, condition)),
        })
    }

    fn values(&mut self, scope: Scope, values: &Named) -> Vec<(Arc<str>, ExprId)> {
        values.iter().map(|(name, value)| (arc(name), self.expr(scope, value))).collect()
    }
}
