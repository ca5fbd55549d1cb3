//! Watched conditions (§8): where time enters them, and what explains them.

use baton_program::{Clock, ExprId, Reason, TraitId, Watch};

use super::{
    Builder,
    expr::Scope,
    tables::{arc, written},
    walk,
};
use crate::hir::{Expr, ExprKind, Type};

impl Builder<'_> {
    /// A condition that is watched.
    pub(super) fn watch(&mut self, scope: Scope, condition: &Expr) -> Watch {
        let mut clocks = Clocks::default();
        self.clocks(scope, condition, &mut clocks);
        let mut reasons = Vec::new();
        self.reasons(scope, condition, &mut reasons);
        Watch {
            condition: self.expr(scope, condition),
            clocks: clocks.found,
            reasons,
            place: scope.place(self.tables, condition.span),
        }
    }

    /// What these expressions rest on, and what the traits rest on that they ask: of a decision, all that it uses.
    pub(super) fn all_reasons(&mut self, scope: Scope, exprs: &[Expr]) -> Vec<Reason> {
        let mut reasons = Vec::new();
        exprs.iter().for_each(|expr| self.reasons(scope, expr, &mut reasons));
        let mut traits: Vec<TraitId> = exprs.iter().flat_map(|expr| self.traits_of(expr)).collect();
        let mut seen = Vec::new();
        while let Some(id) = traits.pop() {
            let found = self.tables.declared.traits.get(id.index()).copied();
            let Some(found) = found.filter(|_| !seen.contains(&id)) else { continue };
            seen.push(id);
            self.reasons(Scope::of(found.item), found.is, &mut reasons);
            traits.extend(self.traits_of(found.is));
        }
        reasons
    }

    /// The traits that an expression asks, the last first.
    fn traits_of(&self, expr: &Expr) -> Vec<TraitId> {
        let mut traits = Vec::new();
        walk::everything(expr, &mut |part| {
            if let ExprKind::Trait(name) = &part.kind {
                traits.extend(self.tables.find_trait(name));
            }
        });
        traits.reverse();
        traits
    }

    fn clocks(&mut self, scope: Scope, expr: &Expr, clocks: &mut Clocks) {
        match &expr.kind {
            ExprKind::Compare(_, a, b) => {
                self.clocks_of_comparison(scope, a, b, clocks);
                self.clocks_of_comparison(scope, b, a, clocks);
            }
            ExprKind::Trait(name) => self.clocks_of_trait(name, clocks),
            ExprKind::DateOf(of) | ExprKind::WeekdayOf(of) if of.kind == ExprKind::Now => {
                clocks.add(Clock::Midnight);
            }
            _ => {}
        }
        for read in expr.reads() {
            if read.within.is_some() {
                clocks.add(Clock::Window(self.read(scope, read)));
            }
        }
        for operand in walk::operands(expr) {
            self.clocks(scope, operand, clocks);
        }
    }

    fn clocks_of_trait(&mut self, name: &str, clocks: &mut Clocks) {
        let Some(id) = self.tables.find_trait(name) else { return };
        if clocks.traits.contains(&id) {
            return;
        }
        clocks.traits.push(id);
        if let Some(found) = self.tables.declared.traits.get(id.index()).copied() {
            self.clocks(Scope::of(found.item), found.is, clocks);
        }
    }

    /// `since(x)` or `until(x)` on one side, perhaps with `??`, and something on the other.
    fn clocks_of_comparison(&mut self, scope: Scope, side: &Expr, other: &Expr, clocks: &mut Clocks) {
        let clock: fn(ExprId, ExprId) -> Clock = match &side.kind {
            ExprKind::Since(_) => Clock::Since,
            ExprKind::Until(_) => Clock::Until,
            ExprKind::Fallback(..) | ExprKind::If(..) => {
                for part in walk::operands(side) {
                    self.clocks_of_comparison(scope, part, other, clocks);
                }
                return;
            }
            _ => return,
        };
        if let Some(time) = walk::operands(side).first() {
            clocks.add(clock(self.expr(scope, time), self.expr(scope, other)));
        }
    }

    /// The parts of a condition that read something, the largest ones that are no mere combination of others.
    fn reasons(&mut self, scope: Scope, expr: &Expr, reasons: &mut Vec<Reason>) {
        if !says_something(expr) {
            for operand in walk::operands(expr) {
                self.reasons(scope, operand, reasons);
            }
            return;
        }
        let text = written(scope.item, expr.span);
        let told = text.is_empty() || reasons.iter().any(|reason| *reason.text == text);
        if !told {
            let privacy = self.tables.privacy(scope, None, expr);
            reasons.push(Reason { text: arc(&text), value: self.expr(scope, expr), privacy });
        }
    }
}

/// Where time enters a condition, as far as was found.
#[derive(Default)]
struct Clocks {
    found: Vec<Clock>,
    /// The traits that were looked through.
    traits: Vec<TraitId>,
}

impl Clocks {
    fn add(&mut self, clock: Clock) {
        if !self.found.contains(&clock) {
            self.found.push(clock);
        }
    }
}

/// Whether the value of this very expression explains something.
fn says_something(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute(_)
        | ExprKind::Trait(_)
        | ExprKind::Field(..)
        | ExprKind::EventAt(_)
        | ExprKind::EventChannel(_)
        | ExprKind::Key
        | ExprKind::Read(_)
        | ExprKind::Share(..)
        | ExprKind::Since(_)
        | ExprKind::Until(_)
        | ExprKind::InJourney { .. }
        | ExprKind::StepOf(_)
        | ExprKind::StepsLeft(_)
        | ExprKind::MemberOf(_)
        | ExprKind::Switch(_)
        | ExprKind::DateOf(_)
        | ExprKind::TimeOf(_)
        | ExprKind::HourOf(_)
        | ExprKind::WeekdayOf(_) => true,
        ExprKind::Local(_) => !matches!(expr.ty.known(), Type::Event(_)),
        _ => expr.is_stage(),
    }
}
