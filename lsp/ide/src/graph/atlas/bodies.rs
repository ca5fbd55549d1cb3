//! What journeys do and wait for, and what expressions read: the edges.

use baton_compiler::{
    Declaration,
    hir::{Arm, ArmTrigger, Bound, Expr, Selector, Statement, StatementKind},
    lookup::Space,
};

use super::{
    Chart,
    reads::{Of, Reads},
};
use crate::graph::model::EdgeKind;

impl<'w> Chart<'w> {
    pub(super) fn statements(&mut self, one: &Declaration<'w>, body: &'w [Statement], node: usize) {
        for statement in body {
            self.statement(one, statement, node);
        }
    }

    fn statement(&mut self, one: &Declaration<'w>, statement: &'w Statement, node: usize) {
        let span = Some(statement.span);
        match &statement.kind {
            StatementKind::Send { candidates, via, arms, dropped } => {
                for (message, args) in candidates {
                    if let Some(target) = self.happening(message) {
                        let label = if via.is_empty() { String::new() } else { format!("via {}", via.join(" or ")) };
                        self.edge(node, target, EdgeKind::Sends, &label, one, span);
                    }
                    args.iter().for_each(|arg| self.reads(one, arg, node, EdgeKind::Feeds));
                }
                self.arms(one, arms, node);
                dropped.iter().for_each(|body| self.statements(one, body, node));
            }
            StatementKind::Offer { message, placement, .. } => {
                if let Some(target) = self.happening(message) {
                    self.edge(node, target, EdgeKind::Sends, &format!("offers in {placement}"), one, span);
                }
            }
            StatementKind::Do { action, answer, .. } => {
                let target = self.declared(Space::Action, action);
                if let Some(target) = target {
                    self.edge(node, target, EdgeKind::Does, "", one, span);
                }
                let otherwise = answer.iter().filter_map(|answer| answer.otherwise.as_ref());
                otherwise.for_each(|body| self.statements(one, body, node));
            }
            StatementKind::Emit(event, _) => {
                if let Some(target) = self.happening(event) {
                    self.edge(node, target, EdgeKind::Emits, "", one, span);
                }
            }
            StatementKind::Wait(arms) => self.arms(one, arms, node),
            StatementKind::If { condition, then, otherwise } => {
                self.reads(one, condition, node, EdgeKind::Feeds);
                self.statements(one, then, node);
                self.statements(one, otherwise, node);
            }
            StatementKind::Split { arms, .. } => arms.iter().for_each(|(.., body)| self.statements(one, body, node)),
            StatementKind::Go(_) | StatementKind::Leave(_) | StatementKind::Done => {}
        }
    }

    fn arms(&mut self, one: &Declaration<'w>, arms: &'w [Arm], node: usize) {
        for arm in arms {
            match &arm.trigger {
                ArmTrigger::On(bound) => self.bound(one, bound, node, EdgeKind::Feeds, &one.name),
                ArmTrigger::When(condition) => self.reads(one, condition, node, EdgeKind::Feeds),
                ArmTrigger::After(_) | ArmTrigger::TimeOfDay(_) | ArmTrigger::Until(_) => {}
            }
            self.statements(one, &arm.body, node);
        }
    }

    /// Edges from what is waited for; what is said of a journey's own messages goes without saying.
    pub(super) fn bound(&mut self, one: &Declaration<'w>, bound: &'w Bound, to: usize, kind: EdgeKind, journey: &str) {
        for selector in &bound.alternatives {
            if selector.own || selector.of.as_deref() == Some(journey) {
                continue;
            }
            if let Some((from, label)) = self.selected(selector) {
                self.edge(from, to, kind, &label, one, Some(bound.span));
            }
            selector.condition.iter().for_each(|condition| self.reads(one, condition, to, EdgeKind::Feeds));
        }
    }

    /// Edges from all that an expression reads, itself and through traits.
    pub(super) fn reads(&mut self, one: &Declaration<'w>, expr: &'w Expr, to: usize, kind: EdgeKind) {
        for (of, label) in Reads::of(self, expr) {
            let from = match &of {
                Of::Happening(name) => self.happening(name),
                Of::Journey(name) => self.journey_node(name),
                Of::Audience(name) => self.declared(Space::Audience, name),
                Of::Switch(name) => self.declared(Space::Trait, name),
            };
            if let Some(from) = from.filter(|from| *from != to) {
                self.edge(from, to, kind, &label, one, Some(expr.span));
            }
        }
    }

    /// The node of what an occurrence speaks of, and how.
    pub(super) fn selected(&mut self, selector: &'w Selector) -> Option<(usize, String)> {
        let via = if selector.via.is_empty() { String::new() } else { format!(" via {}", selector.via.join(" or ")) };
        let Some(of) = &selector.of else {
            return Some((self.happening(&selector.event)?, via.trim_start().to_owned()));
        };
        let found = [Space::Journey, Space::Audience, Space::Happening, Space::Action].into_iter();
        let space = found.into_iter().find(|space| self.by_name.contains_key(&(*space, of.clone())))?;
        let node = match space {
            Space::Journey => self.journey_node(of),
            Space::Happening => self.happening(of),
            space => self.declared(space, of),
        };
        Some((node?, format!("{}{via}", selector.event)))
    }
}
