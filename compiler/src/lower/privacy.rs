//! Which values may be shown in explanations: what is made of something personal is personal.

use std::collections::BTreeSet;

use baton_program::Privacy;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{LoweredItem, bodies, expr::Scope, journey::answers, tables::Tables, walk};
use crate::hir::{self, Expr, ExprKind, FullName, Statement, StatementKind};

impl Tables<'_> {
    /// Whether the value of an expression may be shown. `event` is the one whose fields it reads by `Here`.
    pub(super) fn privacy(&self, scope: Scope, event: Option<&str>, expr: &Expr) -> Privacy {
        let own = match &expr.kind {
            ExprKind::Attribute(name) => {
                let number = self.attributes.number(name);
                number.and_then(|number| self.declared.attributes.get(number)).map(|found| found.is.privacy)
            }
            ExprKind::Trait(name) => {
                self.traits.number(name).and_then(|number| self.trait_privacy.get(number)).copied()
            }
            ExprKind::Local(name) => self.param_privacy(scope.item, name),
            ExprKind::Here(field) => event.and_then(|event| self.field_privacy(event, field)),
            ExprKind::Field(of, field) => match (scope.answered(of), of.ty.known()) {
                (Some(action), _) => self.answer_privacy(action, field),
                (None, hir::Type::Event(event)) => self.field_privacy(event, field),
                _ => None,
            },
            _ => None,
        };
        let personal = |privacy| privacy == Privacy::Personal;
        let is_personal = own.is_some_and(personal)
            || walk::operands(expr).into_iter().any(|operand| personal(self.privacy(scope, event, operand)))
            || expr.reads().into_iter().flat_map(|read| &read.of).any(|(selector, of)| {
                let mut asked = selector.condition.as_deref().into_iter().chain(of);
                asked.any(|part| personal(self.privacy(scope, Some(&selector.event), part)))
            });
        if is_personal { Privacy::Personal } else { Privacy::Open }
    }

    /// For each message its parameters that are given something personal anywhere.
    pub(super) fn personal_params(&self) -> FxHashMap<FullName, BTreeSet<SmolStr>> {
        let mut personal = FxHashMap::default();
        for journey in &self.declared.journeys {
            let answers = answers(journey.is);
            let scope = Scope { answers: &answers, ..Scope::of(journey.item) };
            let steps = journey.is.steps.iter().map(|step| &step.body);
            for body in steps.chain(journey.is.handlers.iter().map(|handler| &handler.body)) {
                self.given_in(scope, body, &mut personal);
            }
        }
        personal
    }

    fn given_in(&self, scope: Scope, body: &[Statement], personal: &mut FxHashMap<FullName, BTreeSet<SmolStr>>) {
        for statement in body {
            let given: Vec<(&FullName, &[Expr])> = match &statement.kind {
                StatementKind::Send { candidates, .. } => {
                    candidates.iter().map(|(message, args)| (message, args.as_slice())).collect()
                }
                StatementKind::Offer { message, args, .. } => vec![(message, args)],
                _ => Vec::new(),
            };
            for (message, args) in given {
                let params = self.message(message).and_then(|id| self.declared.messages.get(id.index()));
                let params = params.map(|message| message.is.params.as_slice()).unwrap_or_default();
                let of = params.iter().zip(args).filter(|(_, arg)| self.privacy(scope, None, arg) == Privacy::Personal);
                personal.entry(message.clone()).or_default().extend(of.map(|(param, _)| param.name.clone()));
            }
            bodies(statement).into_iter().for_each(|body| self.given_in(scope, body, personal));
        }
    }

    fn param_privacy(&self, item: &LoweredItem, name: &SmolStr) -> Option<Privacy> {
        let hir::Body::Message(_) = item.body else { return None };
        let personal = self.personal_params.get(&item.name)?;
        personal.contains(name).then_some(Privacy::Personal)
    }

    fn answer_privacy(&self, action: &str, field: &str) -> Option<Privacy> {
        let action = self.action(action).and_then(|id| self.declared.actions.get(id.index()))?;
        action.is.answers.iter().flatten().find(|found| found.name == field).map(|found| found.privacy)
    }

    fn field_privacy(&self, event: &str, field: &str) -> Option<Privacy> {
        self.fields(event).iter().find(|found| found.name == field).map(|found| found.privacy)
    }
}
