//! The arrows between what causes and what is caused, as declarations write them.

use std::collections::BTreeSet;

use baton_compiler::{
    Declaration, Workspace,
    hir::{self, Body, Expr, ExprKind, FullName, Named, RuleKind, Selection},
    lookup::Space,
};
use baton_grammar::tree::{
    ArmTrigger, DeclKind, JourneyItemKind, Part, Path, SourceItemKind, Span, StatementKind, Trigger, walk,
};
use baton_program::BuiltIn;

use crate::{Place, Symbol, finder::symbol_of, symbol::package_and_own};

/// That one thing causes another, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) from: Symbol,
    pub(crate) to: Symbol,
    pub(crate) at: Place,
}

/// All arrows of a workspace.
pub(crate) fn arrows(workspace: &Workspace) -> BTreeSet<Arrow> {
    let mut arrows = BTreeSet::new();
    for declaration in workspace.all_declarations() {
        let mut pen = Pen { workspace, declaration: &declaration, arrows: &mut arrows };
        pen.declaration();
    }
    arrows
}

struct Pen<'a, 'w> {
    workspace: &'w Workspace,
    declaration: &'a Declaration<'w>,
    arrows: &'a mut BTreeSet<Arrow>,
}

impl<'w> Pen<'_, 'w> {
    fn arrow(&mut self, from: Symbol, to: Symbol, span: Span) {
        let at = Place { path: self.declaration.path.clone(), span: span.shifted(self.declaration.start) };
        self.arrows.insert(Arrow { from, to, at });
    }

    fn declaration(&mut self) {
        let Some((space, _)) = self.declaration.what else { return };
        let own = Symbol::Declaration(space, self.declaration.name.clone());
        match self.declaration.body {
            Body::Signal(signal) => {
                self.awaited(&own);
                if let hir::Pattern::Becomes(condition) = &signal.pattern {
                    self.condition(condition, &own);
                }
            }
            Body::Journey(_) => {
                self.awaited(&own);
                self.effects(&own);
                for condition in self.watched() {
                    self.condition(condition, &own);
                }
            }
            Body::Audience(audience) => self.condition(&audience.condition, &own),
            Body::Policy(rules) => {
                for rule in rules {
                    self.rule(rule, &Symbol::Rule(self.declaration.name.clone(), rule.name.clone()));
                }
            }
            _ => {}
        }
        if let DeclKind::Source(source) = &self.declaration.decl.kind {
            for item in &source.items {
                if let SourceItemKind::Take { event, .. } = &item.kind {
                    self.effect(&own, event);
                }
            }
        }
    }

    /// The events that are waited for: those outside expressions.
    fn awaited(&mut self, own: &Symbol) {
        let (decl, mut exprs, mut found) = (self.declaration.decl.clone(), Vec::new(), Vec::new());
        walk(&decl, &mut |part| match part {
            Part::Expr(expr) => exprs.push(expr.span),
            Part::Happening(one) => {
                let is_asked = exprs.iter().any(|expr: &Span| expr.start <= one.span.start && one.span.end <= expr.end);
                if !is_asked {
                    found.push((one.event.clone(), one.of.clone()));
                }
            }
            _ => {}
        });
        for (event, of) in found {
            for path in std::iter::once(&event).chain(&of) {
                if let Some(reference) = self.declaration.named(path) {
                    self.arrow(symbol_of(reference), own.clone(), reference.span);
                }
            }
        }
    }

    /// What a journey does.
    fn effects(&mut self, own: &Symbol) {
        let (decl, mut paths) = (self.declaration.decl.clone(), Vec::new());
        walk(&decl, &mut |part| {
            let Part::Statement(statement) = part else { return };
            match &statement.kind {
                StatementKind::Send(send) => paths.extend(send.calls.iter().map(|call| call.path.clone())),
                StatementKind::Offer { call, .. } | StatementKind::Do { call, .. } => paths.push(call.path.clone()),
                StatementKind::Emit(event, _) => paths.push(event.clone()),
                _ => {}
            }
        });
        paths.iter().for_each(|path| self.effect(own, path));
    }

    fn effect(&mut self, own: &Symbol, path: &Path) {
        if let Some(reference) = self.declaration.named(path) {
            self.arrow(own.clone(), symbol_of(reference), reference.span);
        }
    }

    /// The conditions that a journey watches.
    fn watched(&self) -> Vec<&'w Expr> {
        let mut spans = Vec::new();
        walk(&self.declaration.decl, &mut |part| match part {
            Part::JourneyItem(item) => match &item.kind {
                JourneyItemKind::Enter(Trigger::When(condition))
                | JourneyItemKind::Goal { trigger: Trigger::When(condition), .. }
                | JourneyItemKind::Exit { trigger: Trigger::When(condition), .. }
                | JourneyItemKind::Paused(condition) => spans.push(condition.span),
                _ => {}
            },
            Part::Arm(arm) => {
                if let ArmTrigger::When(condition) = &arm.trigger {
                    spans.push(condition.span);
                }
            }
            _ => {}
        });
        self.declaration.exprs().into_iter().filter(|expr| spans.contains(&expr.span)).collect()
    }

    /// What makes a condition change, through traits too.
    fn condition(&mut self, condition: &Expr, own: &Symbol) {
        let mut found = Vec::new();
        read(self.workspace, condition, None, &mut BTreeSet::new(), &mut found);
        for (symbol, span) in found {
            self.arrow(symbol, own.clone(), span);
        }
    }

    fn rule(&mut self, rule: &hir::Rule, own: &Symbol) {
        let (concerned, condition) = match &rule.kind {
            RuleKind::Suppress(selection, condition) => (self.selected(selection, &rule.except), Some(condition)),
            RuleKind::Cap(selection, ..) | RuleKind::Quiet(selection, _) | RuleKind::Gather(selection, _) => {
                (self.selected(selection, &rule.except), None)
            }
            RuleKind::Holdout(_, names, _) => (self.named(names, &[], &rule.except), None),
            RuleKind::Weigh(names, by) => (self.named(names, &[], &rule.except), Some(by)),
        };
        for symbol in concerned {
            self.arrow(own.clone(), symbol, rule.span);
        }
        if let Some(condition) = condition {
            self.condition(condition, own);
        }
    }

    fn selected(&self, selection: &Selection, except: &[Named]) -> Vec<Symbol> {
        self.named(&selection.what, &selection.via, except)
    }

    /// The messages and journeys that names concern; none stand for all messages.
    fn named(&self, names: &[Named], via: &[FullName], except: &[Named]) -> Vec<Symbol> {
        let mut found = Vec::new();
        for other in self.workspace.all_declarations() {
            let is_bound =
                self.declaration.package.is_empty() || package_and_own(&other.name).0 == self.declaration.package;
            let has = |names: &[Named]| names.iter().any(|name| is_it(name, &other));
            let is_named = names.is_empty() || has(names);
            let goes = |message: &hir::Message| via.is_empty() || message.channels.iter().any(|one| via.contains(one));
            match other.body {
                Body::Message(message) if is_bound && is_named && goes(message) && !has(except) => {
                    found.push(Symbol::Declaration(Space::Happening, other.name.clone()));
                }
                Body::Journey(_) if names.contains(&Named::Journey(other.name.clone())) => {
                    found.push(Symbol::Declaration(Space::Journey, other.name.clone()));
                }
                _ => {}
            }
        }
        found
    }
}

/// Whether a name in a rule means a message.
fn is_it(name: &Named, declaration: &Declaration<'_>) -> bool {
    let Body::Message(message) = declaration.body else { return false };
    match name {
        Named::Purpose(purpose) => message.purpose == *purpose,
        Named::Message(name) => declaration.name == *name,
        Named::Journey(_) => false,
    }
}

/// What an expression reads that can change, and where; what a trait reads is read where the trait is named.
fn read(
    workspace: &Workspace,
    expr: &Expr,
    at: Option<Span>,
    traits: &mut BTreeSet<FullName>,
    found: &mut Vec<(Symbol, Span)>,
) {
    hir::each(expr, &mut |part| {
        let span = at.unwrap_or(part.span);
        let declared = |space: Space, name: &FullName| Symbol::Declaration(space, name.clone());
        for (selector, _) in part.reads().into_iter().flat_map(|read| &read.of) {
            found.push((happening(&selector.event), span));
            found.extend(selector.of.iter().filter_map(|of| of_name(workspace, of)).map(|symbol| (symbol, span)));
        }
        match &part.kind {
            ExprKind::InJourney { journey, .. } | ExprKind::StepOf(journey) | ExprKind::StepsLeft(journey) => {
                found.push((declared(Space::Journey, journey), span));
            }
            ExprKind::MemberOf(audience) => found.push((declared(Space::Audience, audience), span)),
            ExprKind::Switch(switch) => found.push((declared(Space::Trait, switch), span)),
            ExprKind::Trait(name) if traits.insert(name.clone()) => {
                if let Some(Body::Trait(value)) = workspace.declared(Space::Trait, name).map(|one| one.body) {
                    read(workspace, value, Some(span), traits, found);
                }
            }
            _ => {}
        }
    });
}

fn happening(event: &FullName) -> Symbol {
    match BuiltIn::named(event) {
        Some(event) => Symbol::BuiltIn(event),
        None => Symbol::Declaration(Space::Happening, event.clone()),
    }
}

/// What a name in parentheses means: a message, journey, audience or action.
fn of_name(workspace: &Workspace, of: &FullName) -> Option<Symbol> {
    let spaces = [Space::Happening, Space::Journey, Space::Audience, Space::Action];
    let space = spaces.into_iter().find(|space| workspace.declared(*space, of).is_some())?;
    Some(Symbol::Declaration(space, of.clone()))
}
