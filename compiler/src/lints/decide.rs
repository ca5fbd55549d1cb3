//! What a condition makes known, whether it holds or not; and the parts of it that are decided before anyone asks.

use baton_grammar::tree::Span;
use baton_program::Comparison;

use super::{
    known::{Facts, Steps, Values, Windows, number, range, word},
    shape::shape,
};
use crate::{
    hir::{Constant, Expr, ExprKind, Type},
    lower::walk::operands,
};

/// What is known where a condition holds, and where it doesn't; none where that can't be.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways {
    /// Where it holds.
    pub yes: Option<Facts>,
    /// Where it doesn't.
    pub no: Option<Facts>,
}

/// A part of a condition that is decided.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decided {
    /// Where it stands.
    pub span: Span,
    /// Which way.
    pub holds: bool,
    /// What decides it.
    pub by: By,
}

/// What decides a condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum By {
    /// It is `true` or `false`, as written.
    Literal,
    /// What kind of value it asks about.
    Kind,
    /// What was asked before, there.
    Before(Span),
    /// That a window keeps no more than so many.
    Window(f64),
}

/// Asks a condition where some things are known, and tells of its parts that are decided.
pub(super) fn decide(condition: &Expr, facts: &Facts, told: &mut Vec<Decided>) -> Ways {
    match &condition.kind {
        ExprKind::And(a, b) => {
            let first = decide(a, facts, told);
            let second = first.yes.map(|facts| decide(b, &facts, told)).unwrap_or_default();
            Ways { yes: second.yes, no: either(first.no, second.no) }
        }
        ExprKind::Or(a, b) => {
            let mut parts = Vec::new();
            let first = decide(a, facts, &mut parts);
            let second = first.no.map(|facts| decide(b, &facts, &mut parts)).unwrap_or_default();
            let ways = Ways { yes: either(first.yes, second.yes), no: second.no };
            if condition.is_stage() {
                // What decides one journey of a stage is worth telling only where it decides the stage.
                let decided = ways.yes.is_none() || ways.no.is_none();
                told.extend(parts.pop().filter(|_| decided));
            } else {
                told.append(&mut parts);
            }
            ways
        }
        ExprKind::Not(inner) => {
            let Ways { yes, no } = decide(inner, facts, told);
            Ways { yes: no, no: yes }
        }
        ExprKind::If(condition, then, otherwise) => {
            let of = decide(condition, facts, told);
            let then = of.yes.map(|facts| decide(then, &facts, told)).unwrap_or_default();
            let otherwise = of.no.map(|facts| decide(otherwise, &facts, told)).unwrap_or_default();
            Ways { yes: either(then.yes, otherwise.yes), no: either(then.no, otherwise.no) }
        }
        _ => {
            inside(condition, facts, told);
            let ways = leaf(condition, facts);
            if ways.yes.is_none() || ways.no.is_none() {
                let by = by(condition, facts);
                told.push(Decided { span: condition.span, holds: ways.no.is_none(), by });
            }
            ways
        }
    }
}

/// Asks the conditions inside something that isn't one itself.
pub(super) fn inside(expr: &Expr, facts: &Facts, told: &mut Vec<Decided>) {
    for read in expr.reads() {
        for (selector, field) in &read.of {
            // What is asked of an event is asked about another moment.
            selector.condition.iter().for_each(|condition| drop(decide(condition, &Facts::default(), told)));
            field.iter().for_each(|field| value(field, &Facts::default(), told));
        }
    }
    operands(expr).into_iter().for_each(|part| value(part, facts, told));
}

/// Asks the conditions in a value.
pub(super) fn value(expr: &Expr, facts: &Facts, told: &mut Vec<Decided>) {
    let is_literal = matches!(expr.kind, ExprKind::Constant(_));
    match &expr.kind {
        ExprKind::If(condition, then, otherwise) => {
            let ways = decide(condition, facts, told);
            ways.yes.iter().for_each(|facts| value(then, facts, told));
            ways.no.iter().for_each(|facts| value(otherwise, facts, told));
        }
        _ if expr.ty == Type::Bool && !is_literal => drop(decide(expr, facts, told)),
        _ => inside(expr, facts, told),
    }
}

fn either(a: Option<Facts>, b: Option<Facts>) -> Option<Facts> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.common(&b)),
        (a, b) => a.or(b),
    }
}

/// A condition that has no conditions as its parts.
fn leaf(condition: &Expr, facts: &Facts) -> Ways {
    match &condition.kind {
        ExprKind::Constant(Constant::Bool(true)) => Ways { yes: Some(facts.clone()), no: None },
        ExprKind::Constant(Constant::Bool(false)) => Ways { yes: None, no: Some(facts.clone()) },
        ExprKind::IsKnown(inner) if !matches!(inner.ty, Type::Optional(_) | Type::Any) => {
            Ways { yes: Some(facts.clone()), no: None }
        }
        ExprKind::Compare(how, a, b) => match compared(*how, a, b) {
            Some((how, asked, constant)) => comparison(condition, how, asked, constant, facts),
            None => canonical(condition, *how, a, b, facts),
        },
        ExprKind::OneOf(asked, among) => match constants(among) {
            Some(among) => one_of(condition, asked, &among, facts),
            None => yes_or_no(condition, shape(condition), facts),
        },
        _ => yes_or_no(condition, shape(condition), facts),
    }
}

/// A comparison of something with a constant, which then stands on the right.
fn compared<'e>(how: Comparison, a: &'e Expr, b: &'e Expr) -> Option<(Comparison, &'e Expr, &'e Constant)> {
    match (&a.kind, &b.kind) {
        (ExprKind::Constant(_), ExprKind::Constant(_)) => None,
        (_, ExprKind::Constant(constant)) => Some((how, a, constant)),
        (ExprKind::Constant(constant), _) => Some((mirrored(how), b, constant)),
        _ => None,
    }
}

fn mirrored(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => how,
    }
}

fn opposite(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
    }
}

fn comparison(condition: &Expr, how: Comparison, asked: &Expr, constant: &Constant, facts: &Facts) -> Ways {
    match (how, number(constant), word(constant)) {
        (Comparison::Equal, ..) => one_of(condition, asked, &[constant], facts),
        (Comparison::NotEqual, ..) => {
            let Ways { yes, no } = one_of(condition, asked, &[constant], facts);
            Ways { yes: no, no: yes }
        }
        (_, Some(constant), _) => {
            let (shape, values, steps) = (shape(asked), values(asked, facts), Steps::of(&asked.ty));
            let where_ = |how| facts.with(shape.clone(), values.compared(how, constant, steps), condition);
            Ways { yes: where_(how), no: where_(opposite(how)) }
        }
        _ => yes_or_no(condition, shape(condition), facts),
    }
}

/// `asked == constant`, or one of several.
fn one_of(condition: &Expr, asked: &Expr, among: &[&Constant], facts: &Facts) -> Ways {
    if among.iter().any(|constant| number(constant).is_none() && word(constant).is_none()) {
        return yes_or_no(condition, shape(condition), facts);
    }
    let (shape, values) = (shape(asked), values(asked, facts));
    let yes = facts.with(shape.clone(), values.only(among), condition);
    // Unknown equals nothing, so of what may be unknown a `no` leaves everything possible.
    let no = match asked.ty {
        Type::Optional(_) => Some(facts.clone()),
        _ => facts.with(shape, values.without(among), condition),
    };
    Ways { yes, no }
}

/// A comparison of two things neither of which is a constant, in the one of its forms in which it is remembered.
fn canonical(condition: &Expr, how: Comparison, a: &Expr, b: &Expr, facts: &Facts) -> Ways {
    let (a, b) = (shape(a), shape(b));
    let (key, turned) = match how {
        Comparison::Equal => (format!("{} == {}", (&a).min(&b), (&a).max(&b)), false),
        Comparison::NotEqual => (format!("{} == {}", (&a).min(&b), (&a).max(&b)), true),
        Comparison::Less => (format!("{a} < {b}"), false),
        Comparison::GreaterOrEqual => (format!("{a} < {b}"), true),
        Comparison::Greater => (format!("{b} < {a}"), false),
        Comparison::LessOrEqual => (format!("{b} < {a}"), true),
    };
    let Ways { yes, no } = yes_or_no(condition, key, facts);
    if turned { Ways { yes: no, no: yes } } else { Ways { yes, no } }
}

/// Something of which nothing is known but whether it was true when it was asked before.
fn yes_or_no(condition: &Expr, key: String, facts: &Facts) -> Ways {
    let unknown = || Values::Among(["false", "true"].map(String::from).into());
    let values = facts.get(&key).map_or_else(unknown, |fact| fact.values.clone());
    let where_ = |truth| facts.with(key.clone(), values.only(&[&Constant::Bool(truth)]), condition);
    Ways { yes: where_(true), no: where_(false) }
}

fn values(asked: &Expr, facts: &Facts) -> Values {
    facts.get(&shape(asked)).map_or_else(|| Values::of(asked), |fact| fact.values.clone())
}

fn constants(all: &[Expr]) -> Option<Vec<&Constant>> {
    all.iter()
        .map(|one| match &one.kind {
            ExprKind::Constant(constant) => Some(constant),
            _ => None,
        })
        .collect()
}

/// What decides a leaf that is decided.
fn by(condition: &Expr, facts: &Facts) -> By {
    if matches!(condition.kind, ExprKind::Constant(_)) {
        return By::Literal;
    }
    let asked = match &condition.kind {
        ExprKind::Compare(how, a, b) => compared(*how, a, b).map(|(_, asked, _)| asked),
        ExprKind::OneOf(asked, _) => Some(&**asked),
        _ => None,
    };
    let known = facts.get(&asked.map_or_else(|| shape(condition), shape));
    match (known, asked) {
        (Some(fact), _) => By::Before(fact.at),
        (None, Some(asked)) => {
            let (_, most) = range(asked, Windows::Saturate);
            if most < range(asked, Windows::KeepAll).1 { By::Window(most) } else { By::Kind }
        }
        (None, None) if matches!(condition.kind, ExprKind::Compare(..)) => By::Before(condition.span),
        (None, None) => By::Kind,
    }
}
