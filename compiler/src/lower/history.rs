//! Occurrences, and what is asked of history: which histories a program keeps, and how (§7).

use baton_program::{
    Alternative, Bound, Comparison, ExprId, Fold, History, Measure, Node, Own, Read, ReadId, Selector, Store, Value,
};
use smol_str::SmolStr;

use super::{
    Builder,
    expr::{Here, Scope},
    tables::arc,
    walk,
};
use crate::hir::{self, Asked, Expr, ExprKind};

/// How many events a window keeps unless `up to` says otherwise (§7).
const WINDOW_EVENTS: u16 = 100;

/// What is kept of an event for questions that are asked later.
#[derive(Clone, PartialEq)]
pub(super) enum Kept {
    /// What is measured, where it is no plain field.
    Measured,
    /// A field.
    Field(SmolStr),
    /// Its channel.
    Channel,
}

impl Kept {
    /// Where it is among the kept values.
    pub(super) fn index(all: &[Self], one: &Self) -> Option<u16> {
        all.iter().position(|kept| kept == one).map(|index| index as u16)
    }

    fn need(all: &mut Vec<Self>, one: Self) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}

impl Builder<'_> {
    /// An occurrence that something waits for; none where its event can't be found.
    pub(super) fn selector(&mut self, scope: Scope, selector: &hir::Selector) -> Option<Selector> {
        let here = scope.with_here(Here::Happening(&selector.event));
        Some(Selector {
            condition: self.maybe(here, selector.condition.as_deref()),
            key: selector.key.as_ref().and_then(|key| self.tables.field(&selector.event, key)),
            own: if selector.own { Own::Instance } else { Own::Any },
            ..self.plain_selector(selector)?
        })
    }

    /// The events of an occurrence, whatever its conditions say.
    fn plain_selector(&self, selector: &hir::Selector) -> Option<Selector> {
        Some(Selector {
            event: self.tables.event(&selector.event)?,
            of: selector.of.as_deref().map(arc),
            via: self.tables.channels(&selector.via),
            condition: None,
            key: None,
            own: Own::Any,
        })
    }

    /// Occurrences, any of which will do.
    pub(super) fn selectors(&mut self, scope: Scope, selectors: &[hir::Selector]) -> Vec<Selector> {
        selectors.iter().filter_map(|selector| self.selector(scope, selector)).collect()
    }

    /// What something waits for, and where it is kept.
    pub(super) fn bound(&mut self, scope: Scope, bound: &hir::Bound) -> Bound {
        Bound {
            alternatives: self.selectors(scope, &bound.alternatives),
            slot: bound.bind.as_ref().and_then(|name| scope.slot(name)),
        }
    }

    /// A question to history.
    pub(super) fn read(&mut self, scope: Scope, read: &hir::Read) -> ReadId {
        let mut alternatives = Vec::new();
        let mut filters = Vec::new();
        for (selector, of) in &read.of {
            let alternative = match read.asked {
                Asked::Happening => self.asked_happening(scope, selector, of.as_ref()).map(|found| (found, None)),
                Asked::Reading => self.asked_reading(scope, selector, of.as_ref()),
            };
            if let Some((alternative, filter)) = alternative {
                alternatives.push(alternative);
                filters.push(filter);
            }
        }
        if filters.iter().all(Option::is_none) {
            filters.clear();
        }
        let history = History { alternatives, store: store(read), within: read.within };
        let history = self.pool.history(history);
        let zero = zero(read);
        self.pool.read(Read { history, measure: read.measure, within: read.within, filters, zero })
    }

    /// A condition that is asked when the event happens: only its answer, and what is measured, is kept.
    fn asked_happening(&mut self, scope: Scope, selector: &hir::Selector, of: Option<&Expr>) -> Option<Alternative> {
        let plain = self.plain_selector(selector)?;
        let here = scope.with_here(Here::Happening(&selector.event));
        let condition = self.maybe(here, selector.condition.as_deref());
        let kept = self.maybe(here, of).into_iter().collect();
        Some(Alternative { selector: Selector { condition, ..plain }, kept })
    }

    /// A condition that is asked when the value is read: the fields that it needs are kept.
    fn asked_reading(
        &mut self,
        scope: Scope,
        selector: &hir::Selector,
        of: Option<&Expr>,
    ) -> Option<(Alternative, Option<ExprId>)> {
        let plain = self.plain_selector(selector)?;
        let kept = needed(selector, of);
        let happening = scope.with_here(Here::Happening(&selector.event));
        let values = kept.iter().map(|kept| match kept {
            Kept::Measured => self.maybe(happening, of).unwrap_or_else(|| self.pool.constant(Value::Unknown)),
            Kept::Field(name) => {
                let field = self.tables.field(&selector.event, name);
                let node = field.map_or(Node::Constant(Value::Unknown), Node::Here);
                self.pool.node(node)
            }
            Kept::Channel => self.pool.node(Node::HereChannel),
        });
        let alternative = Alternative { selector: plain, kept: values.collect() };

        let mut parts = Vec::new();
        if let Some(key) = &selector.key {
            let field = self.kept(&kept, key);
            let key = self.pool.node(Node::Key);
            parts.push(self.pool.node(Node::Compare(Comparison::Equal, field, key)));
        }
        if selector.own {
            let send = self.kept(&kept, SEND);
            parts.push(self.pool.node(Node::OwnSend(send)));
        }
        if let Some(condition) = &selector.condition {
            parts.push(self.expr(scope.with_here(Here::Remembered(&kept)), condition));
        }
        let filter = parts.into_iter().reduce(|a, b| self.pool.node(Node::And(a, b)));
        Some((alternative, filter))
    }

    fn kept(&mut self, kept: &[Kept], field: &str) -> ExprId {
        let index = Kept::index(kept, &Kept::Field(field.into()));
        self.pool.node(index.map_or(Node::Constant(Value::Unknown), Node::Here))
    }
}

/// The field of messages' events that says which send it was.
const SEND: &str = "send";

/// What must be kept of an event so that a condition can be asked of it later; what is measured comes first.
fn needed(selector: &hir::Selector, of: Option<&Expr>) -> Vec<Kept> {
    let mut kept = Vec::new();
    match of.map(|of| &of.kind) {
        Some(ExprKind::Here(name)) => kept.push(Kept::Field(name.clone())),
        Some(_) => kept.push(Kept::Measured),
        None => {}
    }
    if let Some(key) = &selector.key {
        Kept::need(&mut kept, Kept::Field(key.clone()));
    }
    if selector.own {
        Kept::need(&mut kept, Kept::Field(SEND.into()));
    }
    if let Some(condition) = &selector.condition {
        needed_by(condition, &mut kept);
    }
    kept
}

/// A read inside the condition speaks of events of its own.
fn needed_by(expr: &Expr, kept: &mut Vec<Kept>) {
    match &expr.kind {
        ExprKind::Here(name) => Kept::need(kept, Kept::Field(name.clone())),
        ExprKind::HereChannel => Kept::need(kept, Kept::Channel),
        _ => walk::operands(expr).into_iter().for_each(|operand| needed_by(operand, kept)),
    }
}

/// The cheapest store that can answer the question.
fn store(read: &hir::Read) -> Store {
    let window = Store::Recent(read.up_to.unwrap_or(WINDOW_EVENTS).max(1));
    match (read.asked, read.within, read.measure) {
        (Asked::Reading, ..) => window,
        (_, None, measure) => fold(measure).map_or(window, Store::Running),
        (_, Some(_), Measure::Seen | Measure::Latest | Measure::LatestAt) => Store::Recent(1),
        (_, Some(_), Measure::Count) => read.enough.map_or(window, |enough| Store::Recent(enough.max(1))),
        (_, Some(_), _) => window,
    }
}

/// The running value that answers a question about everything that ever happened.
fn fold(measure: Measure) -> Option<Fold> {
    Some(match measure {
        Measure::Seen | Measure::Count => Fold::Count,
        Measure::Sum => Fold::Sum,
        Measure::Average => Fold::Average,
        Measure::Lowest => Fold::Lowest,
        Measure::Highest => Fold::Highest,
        Measure::Latest | Measure::LatestAt => Fold::Latest,
        Measure::First => Fold::First,
        Measure::Distinct => return None,
    })
}

/// Where `sum` starts.
fn zero(read: &hir::Read) -> Value {
    let measured = read.of.iter().find_map(|(_, of)| of.as_ref());
    match (read.measure, measured.map(|of| of.ty.known())) {
        (Measure::Sum, Some(hir::Type::Int)) => Value::Int(0),
        (Measure::Sum, Some(hir::Type::Number)) => Value::Number(0.0),
        (Measure::Sum, Some(hir::Type::Duration)) => Value::Duration(0),
        (Measure::Sum, Some(hir::Type::Amount(currency))) => Value::Amount(0, *currency),
        _ => Value::Unknown,
    }
}
