//! Operators (§5, §7): logic with narrowing, comparisons, fallbacks, arithmetic.

use baton_grammar::tree::{self, BinaryOp, Span};
use baton_program::{Arithmetic, Comparison, Measure};

use super::{
    Infer, as_written, broken, codes, in_words, typed,
    types::{Fit, common, fit, is_ordered},
    widened_to,
};
use crate::{
    diagnostic::{Finding, Mend, Safety},
    hir::{Constant, Expr, ExprKind, Type},
};

/// How many events a count remembers at most.
const MOST_COUNTED: i64 = 10_000;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

impl Infer<'_> {
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: &tree::Expr,
        b: &tree::Expr,
        span: Span,
        expected: Option<&Type>,
    ) -> Expr {
        match op {
            BinaryOp::Or => self.logic(ExprKind::Or, false, a, b, span),
            BinaryOp::And => self.logic(ExprKind::And, true, a, b, span),
            BinaryOp::Equal => self.compare(Comparison::Equal, a, b, span),
            BinaryOp::NotEqual => self.compare(Comparison::NotEqual, a, b, span),
            BinaryOp::Less => self.compare(Comparison::Less, a, b, span),
            BinaryOp::LessOrEqual => self.compare(Comparison::LessOrEqual, a, b, span),
            BinaryOp::Greater => self.compare(Comparison::Greater, a, b, span),
            BinaryOp::GreaterOrEqual => self.compare(Comparison::GreaterOrEqual, a, b, span),
            BinaryOp::StartsWith => self.of_texts(ExprKind::StartsWith, a, b, span),
            BinaryOp::EndsWith => self.of_texts(ExprKind::EndsWith, a, b, span),
            BinaryOp::Contains => self.contains(a, b, span),
            BinaryOp::Fallback => self.fallback(a, b, span, expected),
            BinaryOp::Add => self.arithmetic(Arithmetic::Add, a, b, span),
            BinaryOp::Subtract => self.arithmetic(Arithmetic::Subtract, a, b, span),
            BinaryOp::Multiply => self.arithmetic(Arithmetic::Multiply, a, b, span),
            BinaryOp::Divide => self.arithmetic(Arithmetic::Divide, a, b, span),
        }
    }

    /// `and` and `or`: the second side is asked where the first is as `truth` says.
    fn logic(
        &mut self,
        kind: fn(Box<Expr>, Box<Expr>) -> ExprKind,
        truth: bool,
        a: &tree::Expr,
        b: &tree::Expr,
        span: Span,
    ) -> Expr {
        let a = self.condition(a);
        let facts = self.facts.and(&a, truth);
        let b = self.knowing(facts, |this| this.condition(b));
        typed(kind(Box::new(a), Box::new(b)), Type::Bool, span)
    }

    fn compare(&mut self, op: Comparison, a: &tree::Expr, b: &tree::Expr, span: Span) -> Expr {
        let mark = self.findings.len();
        let facts = self.facts.clone();
        let (left, right) = self.pair((a, &facts), (b, &facts), None);
        if self.is_with_itself(&left, &right, mark, span) || self.is_with_unknown(op, &left, &right, span) {
            return broken(span);
        }
        let is_equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        // One side of `==` may be unknown: it is enough to make the other one known.
        let left = if op == Comparison::Equal { left } else { self.known(left) };
        let may_right = op == Comparison::Equal && !matches!(left.ty, Type::Optional(_));
        let right = if may_right { right } else { self.known(right) };
        let refusal =
            if is_equality { unequal(&left.ty, &right.ty, span) } else { unordered(&left.ty, &right.ty, span) };
        if let Some(finding) = refusal {
            return self.refuse(finding);
        }
        if left.ty == Type::Any || right.ty == Type::Any {
            return typed(ExprKind::Broken, Type::Bool, span);
        }
        let ty = common(&left.ty, &right.ty).unwrap_or(Type::Any);
        let (mut left, mut right) = (widened_to(left, &ty), widened_to(right, &ty));
        self.bound_count(&mut left, op, &right);
        self.bound_count(&mut right, mirrored(op), &left);
        typed(ExprKind::Compare(op, Box::new(left), Box::new(right)), Type::Bool, span)
    }

    /// A field beside itself in its `where` surely isn't meant.
    fn is_with_itself(&mut self, left: &Expr, right: &Expr, mark: usize, span: Span) -> bool {
        let field = match (&left.kind, &right.kind) {
            (ExprKind::Here(a), ExprKind::Here(b)) if a == b => a.clone(),
            _ => return false,
        };
        // That the field hides a name is a part of the same mistake.
        let mut at = 0;
        self.findings.retain(|finding| {
            at += 1;
            at <= mark || finding.code != codes::HIDES
        });
        let is_key = self.scope.key.as_ref().is_some_and(|key| key.name == field);
        let finding = Finding::new(codes::WITH_ITSELF, span, format!("the field `{field}` is compared with itself"));
        let help = if is_key {
            format!("only events with this key's `{field}` are meant anyway: leave the comparison out")
        } else {
            format!("in `where`, `{field}` is the event's field: give what it is compared with another name")
        };
        self.report(finding.help(help));
        true
    }

    fn is_with_unknown(&mut self, op: Comparison, left: &Expr, right: &Expr, span: Span) -> bool {
        let asked = match op {
            Comparison::Equal => Some("is unknown"),
            Comparison::NotEqual => Some("is known"),
            _ => None,
        };
        let is_unknown = |expr: &Expr| expr.kind == ExprKind::Constant(Constant::Unknown);
        let value = match (is_unknown(left), is_unknown(right)) {
            (false, false) => return false,
            (true, _) => right,
            (false, true) => left,
        };
        let mut finding = Finding::new(codes::EQUALS_UNKNOWN, span, "nothing can be compared with `unknown`");
        if let (Some(value), Some(asked)) = (as_written(value), asked) {
            let instead = format!("{value} {asked}");
            finding = finding.fix(Mend::replace(Safety::Shown, span, instead.clone(), format!("write `{instead}`")));
        }
        self.report(finding.help("ask `is known` or `is unknown`"));
        true
    }

    /// Says of a count that is compared with a constant how many times it needs.
    fn bound_count(&mut self, count: &mut Expr, op: Comparison, with: &Expr) {
        let span = count.span;
        let (ExprKind::Read(read), ExprKind::Constant(Constant::Int(constant))) = (&mut count.kind, &with.kind) else {
            return;
        };
        if read.measure != Measure::Count || read.within.is_none() {
            return;
        }
        let needed = match op {
            Comparison::Less | Comparison::GreaterOrEqual => *constant,
            _ => constant.saturating_add(1),
        };
        if needed > MOST_COUNTED {
            let message = format!("a count in a window remembers at most {MOST_COUNTED} events");
            self.error(codes::UP_TO, span, message);
            return;
        }
        read.enough = u16::try_from(needed.max(1)).ok();
    }

    pub(super) fn one_of(&mut self, one: &tree::Expr, others: &[tree::Expr], span: Span) -> Expr {
        // The list says what a literal on the left is, and the left what the list's words are.
        let mark = self.findings.len();
        let hint = match (&one.kind, others.first()) {
            (tree::ExprKind::Literal(_), Some(first)) => Some(self.expr(first, None).ty),
            _ => None,
        };
        self.findings.truncate(mark);
        let one = self.expr(one, hint.as_ref());
        let want = one.ty.known().clone();
        if matches!(want, Type::Event(_)) {
            let finding = Finding::new(codes::COMPARISON, span, "events can't be compared: compare their fields");
            return self.refuse(finding);
        }
        let others: Vec<Expr> = others.iter().map(|other| self.check(other, &want)).collect();
        typed(ExprKind::OneOf(Box::new(one), others), Type::Bool, span)
    }

    fn of_texts(
        &mut self,
        kind: fn(Box<Expr>, Box<Expr>) -> ExprKind,
        a: &tree::Expr,
        b: &tree::Expr,
        span: Span,
    ) -> Expr {
        let any_text = Type::Text(u32::MAX);
        let (a, b) = (self.check(a, &any_text), self.check(b, &any_text));
        typed(kind(Box::new(a), Box::new(b)), Type::Bool, span)
    }

    fn contains(&mut self, a: &tree::Expr, b: &tree::Expr, span: Span) -> Expr {
        let inferred = self.expr(a, None);
        let whole = self.known(inferred);
        let part = match &whole.ty {
            Type::List(element) => self.check(b, &element.clone()),
            Type::Text(_) => self.check(b, &Type::Text(u32::MAX)),
            Type::Any => self.expr(b, Some(&Type::Any)),
            other => {
                let message = format!("`contains` asks a text or a list, but this is `{}`", in_words(other));
                return self.refuse(Finding::new(codes::WRONG_TYPE, whole.span, message));
            }
        };
        typed(ExprKind::Contains(Box::new(whole), Box::new(part)), Type::Bool, span)
    }

    fn fallback(&mut self, a: &tree::Expr, b: &tree::Expr, span: Span, expected: Option<&Type>) -> Expr {
        let maybe = expected.cloned().map(Type::optional);
        let left = self.expr(a, maybe.as_ref());
        let right = self.expr(b, Some(&left.ty).filter(|ty| **ty != Type::Any || maybe.is_none()).or(maybe.as_ref()));
        if !matches!(left.ty, Type::Optional(_) | Type::Any) {
            let finding = Finding::new(codes::NEEDLESS_FALLBACK, span, "what stands before `??` is always known");
            let fix = Mend::remove(Safety::Safe, Span::new(a.span.end, b.span.end), "leave `??` and what follows out");
            self.report(finding.help("leave `??` and what follows out").fix(fix));
        }
        let Some(both) = common(&left.ty, &right.ty) else {
            let (a, b) = (in_words(left.ty.known()), in_words(right.ty.known()));
            let message = format!("the two sides of `??` are of one type, but here are `{a}` and `{b}`");
            return self.refuse(Finding::new(codes::TWO_TYPES, span, message));
        };
        let ty = match right.ty {
            Type::Optional(_) | Type::Any => both,
            _ => both.known().clone(),
        };
        let (left, right) = (widened_to(left, &ty), widened_to(right, &ty));
        typed(ExprKind::Fallback(Box::new(left), Box::new(right)), ty, span)
    }

    pub(super) fn negate(&mut self, inner: &tree::Expr, span: Span, expected: Option<&Type>) -> Expr {
        if let tree::ExprKind::Literal(literal) = &inner.kind
            && let Some(constant) = self.negative_literal(literal, span)
        {
            return constant;
        }
        let inferred = self.expr(inner, expected);
        let value = self.known(inferred);
        match &value.ty {
            Type::Int | Type::Number | Type::Amount(_) | Type::Duration | Type::Any => {
                let ty = value.ty.clone();
                typed(ExprKind::Negate(Box::new(value)), ty, span)
            }
            other => {
                let message =
                    format!("`-` stands before numbers, amounts and durations, but this is `{}`", in_words(other));
                self.refuse(Finding::new(codes::ARITHMETIC, span, message))
            }
        }
    }

    fn arithmetic(&mut self, op: Arithmetic, a: &tree::Expr, b: &tree::Expr, span: Span) -> Expr {
        let (left, right) = (self.expr(a, None), self.expr(b, None));
        let (left, right) = (self.known(left), self.known(right));
        if left.ty == Type::Any || right.ty == Type::Any {
            return broken(span);
        }
        // A factor may stand on either side; below it stands on the right.
        let is_factor = |ty: &Type| matches!(ty, Type::Int | Type::Number);
        let swaps =
            op == Arithmetic::Multiply && is_factor(&left.ty) && matches!(right.ty, Type::Amount(_) | Type::Duration);
        let (left, right) = if swaps { (right, left) } else { (left, right) };
        let Some((result, factor)) = result_of(op, &left.ty, &right.ty) else {
            let finding = not_arithmetic(op, &left.ty, &right.ty, span);
            return self.refuse(finding);
        };
        if left.ty == Type::Date && is_part_of_day(&right) {
            let finding = Finding::new(codes::PART_OF_DAY, right.span, "a date moves by whole days");
            return self.refuse(finding.help("write days or weeks, such as `2d`"));
        }
        let result = if op == Arithmetic::Divide && !is_safe_divisor(&right) { result.optional() } else { result };
        let (left, right) = match factor {
            Factor::AsIs => (left, right),
            Factor::Numbers => (widened_to(left, &Type::Number), widened_to(right, &Type::Number)),
        };
        typed(ExprKind::Arithmetic(op, Box::new(left), Box::new(right)), result, span)
    }
}

/// What becomes of the sides of an operation: amounts and durations take whole numbers as they are, exactly.
#[derive(Clone, Copy)]
enum Factor {
    AsIs,
    Numbers,
}

/// The type of an operation's result (§5), but for the `?` of a division.
fn result_of(op: Arithmetic, left: &Type, right: &Type) -> Option<(Type, Factor)> {
    use Arithmetic::{Add, Divide, Multiply, Subtract};
    let is_number = |ty: &Type| matches!(ty, Type::Int | Type::Number);
    Some(match (op, left, right) {
        (Add | Subtract | Multiply, Type::Int, Type::Int) => (Type::Int, Factor::AsIs),
        (_, a, b) if is_number(a) && is_number(b) => (Type::Number, Factor::Numbers),
        (Add | Subtract, Type::Amount(a), Type::Amount(b)) if a == b => (left.clone(), Factor::AsIs),
        (Divide, Type::Amount(a), Type::Amount(b)) if a == b => (Type::Number, Factor::AsIs),
        (Multiply | Divide, Type::Amount(_), b) if is_number(b) => (left.clone(), Factor::AsIs),
        (Add | Subtract, Type::Instant | Type::Date | Type::Duration, Type::Duration) => (left.clone(), Factor::AsIs),
        (Subtract, Type::Instant, Type::Instant) | (Subtract, Type::Date, Type::Date) => (Type::Duration, Factor::AsIs),
        (Multiply, Type::Duration, b) if is_number(b) => (Type::Duration, Factor::AsIs),
        (Divide, Type::Duration, Type::Duration) => (Type::Number, Factor::AsIs),
        _ => return None,
    })
}

fn not_arithmetic(op: Arithmetic, left: &Type, right: &Type, span: Span) -> Finding {
    if let (Type::Amount(a), Type::Amount(b)) = (left, right)
        && a != b
    {
        let message = format!("`{}` and `{}` don't mix", a.code(), b.code());
        return Finding::new(codes::CURRENCIES, span, message).help("amounts go together only in one currency");
    }
    let sign = match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    };
    let message = format!("`{sign}` doesn't go between `{}` and `{}`", in_words(left), in_words(right));
    let finding = Finding::new(codes::ARITHMETIC, span, message);
    match (op, left, right) {
        (Arithmetic::Add, Type::Text(_), _) | (Arithmetic::Add, _, Type::Text(_)) => {
            finding.help("put texts together with holes: `\"{a} {b}\"`")
        }
        (Arithmetic::Add, Type::Duration, Type::Instant | Type::Date) => {
            finding.help("write the instant or date first")
        }
        _ => finding,
    }
}

fn is_safe_divisor(divisor: &Expr) -> bool {
    match &divisor.kind {
        ExprKind::Constant(Constant::Int(value) | Constant::Amount(value) | Constant::Duration(value)) => *value != 0,
        ExprKind::Constant(Constant::Number(value)) => *value != 0.0,
        _ => false,
    }
}

fn is_part_of_day(duration: &Expr) -> bool {
    matches!(duration.kind, ExprKind::Constant(Constant::Duration(milliseconds)) if milliseconds % DAY != 0)
}

/// Why two types can't be equal, if they can't.
fn unequal(left: &Type, right: &Type, span: Span) -> Option<Finding> {
    let (left, right) = (left.known(), right.known());
    match (left, right) {
        (Type::Enumeration(a), Type::Enumeration(b)) if !a.iter().any(|value| b.contains(value)) => {
            let message =
                format!("`{}` and `{}` have no value in common: this is never true", a.join(" | "), b.join(" | "));
            Some(Finding::new(codes::NEVER_EQUAL, span, message))
        }
        (Type::Enumeration(_), Type::Enumeration(_)) => None,
        (Type::Event(_), _) | (_, Type::Event(_)) => {
            Some(Finding::new(codes::COMPARISON, span, "events can't be compared: compare their fields"))
        }
        _ => incomparable(left, right, span),
    }
}

/// Why two types have no order, if they have none.
fn unordered(left: &Type, right: &Type, span: Span) -> Option<Finding> {
    if let Some(ty) = [left, right].into_iter().find(|ty| !is_ordered(ty)) {
        let message = match ty {
            Type::Enumeration(values) => format!("the values of `{}` have no order", values.join(" | ")),
            other => format!("`{}` has no order", in_words(other)),
        };
        return Some(
            Finding::new(codes::NO_ORDER, span, message).help("numbers, amounts, durations and times have one"),
        );
    }
    incomparable(left, right, span)
}

fn incomparable(left: &Type, right: &Type, span: Span) -> Option<Finding> {
    if fit(left, right) != Fit::Not || fit(right, left) != Fit::Not {
        return None;
    }
    if let (Type::Amount(a), Type::Amount(b)) = (left, right) {
        let message = format!("`{}` and `{}` can't be compared: currencies don't mix", a.code(), b.code());
        return Some(Finding::new(codes::CURRENCIES, span, message));
    }
    let message = format!("`{}` can't be compared with `{}`", in_words(left), in_words(right));
    let finding = Finding::new(codes::COMPARISON, span, message);
    Some(match (left, right) {
        (Type::Amount(currency), Type::Int | Type::Number) | (Type::Int | Type::Number, Type::Amount(currency)) => {
            finding.help(format!("write an amount: `100 {}`", currency.code()))
        }
        (Type::Instant, Type::Date) | (Type::Date, Type::Instant) => finding.help("take the instant's `.date`"),
        _ => finding,
    })
}

/// The comparison with its sides exchanged.
fn mirrored(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => op,
    }
}
