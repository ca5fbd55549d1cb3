//! Types of expressions (§5, §7): what a name stands for, what type a value has, and whether it may be unknown.
//!
//! Types flow in both directions: an expression is inferred with what is expected of it, so that a bare word can be a
//! value of the enumeration that is wanted. What doesn't type-check becomes [`ExprKind::Broken`] of [`Type::Any`], which
//! fits everywhere and about which nothing more is said: one mistake is told once.

mod facts;
mod history;
mod literal;
mod missing;
mod operators;
mod path;
mod scope;
mod selector;
#[cfg(test)]
mod tests;
mod types;
pub(crate) mod walk;
mod watched;

pub(crate) use facts::{Facts, learned};
pub(crate) use literal::duration;
pub(crate) use missing::{article, suggest_names};
pub(crate) use scope::{Local, Origin, Scope, Stands};
pub(crate) use selector::{Role, Selected, alternatives};
pub(crate) use types::in_words;
pub(crate) use walk::{each, parts};
pub(crate) use watched::unwatchable;

use baton_grammar::tree::{self, Span};
use smol_str::SmolStr;

use crate::{
    diagnostic::{Code, Finding, Mend, Place, Safety, codes::bodies as codes},
    hir::{Constant, Expr, ExprKind, FullName, Type},
    lookup::{Lookup, Space},
};
use types::{Fit, common, fit};

/// What infers the types of one declaration's expressions.
pub(crate) struct Infer<'a> {
    /// Whom it asks about names.
    pub names: &'a dyn Lookup,
    /// What can be read here besides declarations.
    pub scope: Scope,
    /// What is known here.
    pub facts: Facts,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl<'a> Infer<'a> {
    /// With nothing in scope.
    pub fn new(names: &'a dyn Lookup) -> Self {
        Self { names, scope: Scope::default(), facts: Facts::default(), findings: Vec::new() }
    }

    /// Tells a mistake.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Tells a mistake of which there is nothing more to say.
    pub fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Finding::new(code, span, message));
    }

    /// Tells a mistake, and that the expression is none.
    fn refuse(&mut self, finding: Finding) -> Expr {
        let span = finding.span;
        self.report(finding);
        broken(span)
    }

    /// The expression in the type that is wanted; says where it is of another.
    pub fn check(&mut self, expr: &tree::Expr, want: &Type) -> Expr {
        let inferred = self.expr(expr, Some(want));
        self.coerce(inferred, want)
    }

    /// A condition: a known `bool`.
    pub fn condition(&mut self, expr: &tree::Expr) -> Expr {
        self.check(expr, &Type::Bool)
    }

    /// A watched condition: one through which time enters only as §8 allows.
    pub fn watched(&mut self, expr: &tree::Expr) -> Expr {
        let condition = self.condition(expr);
        if let Some(finding) = watched::refusal(&condition, self.names) {
            self.report(finding);
        }
        condition
    }

    /// The expression in whatever type it has, as long as it is known.
    pub fn known(&mut self, expr: Expr) -> Expr {
        match &expr.ty {
            Type::Optional(_) => self.maybe_unknown(&expr),
            _ => expr,
        }
    }

    /// What an expression is. `expected` says what is wanted, for those that take their type from outside; whether it
    /// fits there is for the caller to [`Self::coerce`].
    pub fn expr(&mut self, expr: &tree::Expr, expected: Option<&Type>) -> Expr {
        let span = expr.span;
        if self.scope.stands == Stands::Source && asks_the_customer(&expr.kind) {
            let finding =
                Finding::new(codes::ONLY_ELSEWHERE, span, "a source knows its row, and nothing of the customer");
            return self.refuse(finding);
        }
        match &expr.kind {
            tree::ExprKind::If(condition, then, otherwise) => self.choice(condition, then, otherwise, span, expected),
            tree::ExprKind::Binary(op, a, b) => self.binary(*op, a, b, span, expected),
            tree::ExprKind::Not(inner) => {
                let inner = self.condition(inner);
                typed(ExprKind::Not(Box::new(inner)), Type::Bool, span)
            }
            tree::ExprKind::Negate(inner) => self.negate(inner, span, expected),
            tree::ExprKind::OneOf(one, others) => self.one_of(one, others, span),
            tree::ExprKind::IsKnown(inner) => self.is_known(inner, span),
            tree::ExprKind::IsUnknown(inner) => {
                let known = self.is_known(inner, span);
                typed(ExprKind::Not(Box::new(known)), Type::Bool, span)
            }
            tree::ExprKind::Field(of, word) => {
                let of = self.expr(of, None);
                self.members(of, std::slice::from_ref(word))
            }
            tree::ExprKind::Path(path) => self.path(path, expected),
            tree::ExprKind::Literal(literal) => self.literal(literal, span, expected),
            tree::ExprKind::List(items) => self.list(items, span, expected),
            tree::ExprKind::In { journey, key, step } => self.in_journey(journey, key.as_deref(), step.as_ref(), span),
            tree::ExprKind::InStage(stage) => self.in_stage(stage, span),
            tree::ExprKind::MemberOf(path) => self.member_of(path, span),
            tree::ExprKind::StepOf(path) => {
                self.of_journey(path, span, ExprKind::StepOf, Type::Text(baton_program::TEXT_BYTES))
            }
            tree::ExprKind::StepsLeft(path) => self.of_journey(path, span, ExprKind::StepsLeft, Type::Int),
            tree::ExprKind::Measure { measure, name, occurrence, within, up_to } => {
                self.measure(*measure, *name, occurrence, within.as_ref(), up_to.as_ref(), span)
            }
            tree::ExprKind::Share(part, whole, within) => self.share(part, whole, within.as_ref(), span),
            tree::ExprKind::Since(point) => self.since(point, span),
            tree::ExprKind::Until(point) => self.until(point, span),
            tree::ExprKind::Column(name) => self.column(&name.text, span),
            tree::ExprKind::Broken => broken(span),
        }
    }

    /// The same value in the type that is wanted.
    pub fn coerce(&mut self, expr: Expr, want: &Type) -> Expr {
        match fit(&expr.ty, want) {
            Fit::Same => expr,
            Fit::Widened => widened(expr),
            Fit::IfKnown => self.maybe_unknown(&expr),
            Fit::Not => {
                if let (ExprKind::Constant(Constant::Text(text)), Type::Text(most)) = (&expr.kind, want.known()) {
                    let message = format!("a text of {} bytes stands where at most {most} fit", text.len());
                    return self.refuse(Finding::new(codes::TEXT_TOO_LONG, expr.span, message));
                }
                let (got, wanted) = (in_words(&expr.ty), in_words(want));
                let finding = Finding::new(
                    codes::WRONG_TYPE,
                    expr.span,
                    format!("`{wanted}` is wanted here, but this is `{got}`"),
                );
                let finding = match (&expr.ty, want.known()) {
                    (Type::Text(got), Type::Text(want)) => {
                        finding.help(format!("a text of up to {got} bytes doesn't fit where at most {want} do"))
                    }
                    (Type::Int, Type::Duration) => match &expr.kind {
                        ExprKind::Constant(Constant::Int(count)) => {
                            finding.help(format!("write the unit: `{count}d`, `{count}h`, `{count}m`"))
                        }
                        _ => finding.help("multiply a unit by it: `1d * count`"),
                    },
                    (Type::Number, Type::Int) => finding.help("a number doesn't become an `int` by itself"),
                    (Type::Text(_), Type::Enumeration(_)) => {
                        finding.help("a value of an enumeration is written without quotes")
                    }
                    (Type::Text(_), Type::Id) => finding.help("only a text literal can stand for an `id`"),
                    _ => finding,
                };
                self.refuse(finding)
            }
        }
    }

    /// Says that a value may be unknown where it must not be.
    pub fn maybe_unknown(&mut self, expr: &Expr) -> Expr {
        if expr.kind == ExprKind::Constant(Constant::Unknown) {
            let finding =
                Finding::new(codes::MAY_BE_UNKNOWN, expr.span, "`unknown` can't stand here: a known value is needed");
            return self.refuse(finding);
        }
        let finding = match as_written(expr) {
            Some(text) => Finding::new(codes::MAY_BE_UNKNOWN, expr.span, format!("`{text}` may be unknown here"))
                .help(format!("handle it with `??`, or ask `{text} is known` before")),
            None => {
                Finding::new(codes::MAY_BE_UNKNOWN, expr.span, "this may be unknown here").help("handle it with `??`")
            }
        };
        self.refuse(finding.fix(instead_of_unknown(expr)))
    }

    /// Does something where other things are known, and comes back to what is known here.
    pub fn knowing<T>(&mut self, facts: Facts, work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.facts, facts);
        let result = work(self);
        self.facts = outer;
        result
    }

    fn choice(
        &mut self,
        condition: &tree::Expr,
        then: &tree::Expr,
        otherwise: &tree::Expr,
        span: Span,
        expected: Option<&Type>,
    ) -> Expr {
        let condition = self.condition(condition);
        let facts = (self.facts.and(&condition, true), self.facts.and(&condition, false));
        let (then, otherwise) = self.pair((then, &facts.0), (otherwise, &facts.1), expected);
        let Some(ty) = common(&then.ty, &otherwise.ty) else {
            let (a, b) = (in_words(&then.ty), in_words(&otherwise.ty));
            let finding =
                Finding::new(codes::TWO_TYPES, span, format!("the two ways of this `if` differ: `{a}` and `{b}`"));
            return self.refuse(finding);
        };
        let (then, otherwise) = (widened_to(then, &ty), widened_to(otherwise, &ty));
        typed(ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)), ty, span)
    }

    fn is_known(&mut self, inner: &tree::Expr, span: Span) -> Expr {
        let inner = self.expr(inner, None);
        typed(ExprKind::IsKnown(Box::new(inner)), Type::Bool, span)
    }

    /// Two expressions of one type, of which each may say what is expected of the other: a bare word or a literal takes
    /// its type from the other side.
    fn pair(
        &mut self,
        (a, facts_a): (&tree::Expr, &Facts),
        (b, facts_b): (&tree::Expr, &Facts),
        expected: Option<&Type>,
    ) -> (Expr, Expr) {
        let on = |this: &mut Self, expr: &tree::Expr, facts: &Facts, expected: Option<&Type>| {
            this.knowing(facts.clone(), |this| this.expr(expr, expected))
        };
        if expected.is_some() {
            return (on(self, a, facts_a, expected), on(self, b, facts_b, expected));
        }
        if let (tree::ExprKind::Path(path), tree::ExprKind::Path(word)) = (&a.kind, &b.kind)
            && self.resolves(path)
        {
            // `b` may be a value of what `a` is. It then isn't asked for as anything else: that could be a trait that
            // depends on this comparison.
            let mark = self.findings.len();
            let left = on(self, a, facts_a, None);
            if let (Some(values), [word]) = (types::values(&left.ty), word.words.as_slice())
                && values.contains(&word.text)
            {
                let right = on(self, b, facts_b, Some(&left.ty));
                return (left, right);
            }
            self.findings.truncate(mark);
        }
        if self.takes_its_type(a, b) {
            let mark = self.findings.len();
            let right = on(self, b, facts_b, None);
            if self.gives_its_type(&right.ty, a) {
                let left = on(self, a, facts_a, Some(&right.ty));
                return (left, right);
            }
            self.findings.truncate(mark);
        }
        let left = on(self, a, facts_a, None);
        let right = on(self, b, facts_b, Some(&left.ty));
        (left, right)
    }

    /// Whether `a` may take its type from `b`. Where `a` also has a meaning of its own, only a short `b` is tried first:
    /// trying is doing it twice.
    fn takes_its_type(&self, a: &tree::Expr, b: &tree::Expr) -> bool {
        match &a.kind {
            tree::ExprKind::Literal(_) => true,
            tree::ExprKind::Path(path) => {
                matches!(b.kind, tree::ExprKind::Path(_) | tree::ExprKind::Literal(_)) || !self.resolves(path)
            }
            _ => false,
        }
    }

    /// Whether something of this type says what `a` is.
    fn gives_its_type(&self, ty: &Type, a: &tree::Expr) -> bool {
        match (&a.kind, ty.known()) {
            (tree::ExprKind::Path(path), Type::Enumeration(values)) => {
                matches!(path.words.as_slice(), [word] if values.contains(&word.text)) || !self.resolves(path)
            }
            (tree::ExprKind::Path(path), _) => !self.resolves(path),
            _ => true,
        }
    }

    /// The channel that a path names.
    pub fn channel(&mut self, path: &tree::Path) -> Option<FullName> {
        self.named(Space::Channel, path, codes::UNKNOWN_CHANNEL)
    }

    /// The declaration of one kind that a path names, and nothing of it; says what is wrong if there is none.
    pub fn named(&mut self, space: Space, path: &tree::Path, code: Code) -> Option<FullName> {
        match self.names.find(space, path) {
            Some(found) if found.words == path.words.len() => Some(found.name),
            Some(found) => {
                let written = missing::dotted(path);
                let noun = missing::noun(space);
                let message =
                    format!("there is no {noun} `{written}`: `{}` is one, and has no names in it", found.name);
                self.error(code, path.span, message);
                None
            }
            None => {
                let missing = self.names.missing(space, path);
                let finding = missing::finding(code, missing::noun(space), path, &missing);
                self.report(finding);
                None
            }
        }
    }

    /// Says that a word is none of some names, with those that are near.
    pub fn no_such<'n>(
        &mut self,
        code: Code,
        word: &tree::Name,
        message: impl Into<String>,
        names: impl IntoIterator<Item = &'n SmolStr>,
    ) {
        let finding = Finding::new(code, word.span, message);
        let finding = missing::suggest(finding, word, names.into_iter().cloned());
        self.report(finding);
    }
}

/// A value that could stand for an unknown one, so that it is clear where one goes: which one is to be thought about.
fn instead_of_unknown(expr: &Expr) -> Option<Mend> {
    let value = match expr.ty.known() {
        Type::Bool => "false".to_owned(),
        Type::Int | Type::Number => "0".to_owned(),
        Type::Amount(currency) => format!("0 {}", currency.code()),
        Type::Text(_) => "\"\"".to_owned(),
        Type::Duration => "0s".to_owned(),
        Type::Enumeration(values) => values.first()?.to_string(),
        _ => return None,
    };
    let at = |at: u32, text: String| (Place::Here(Span::new(at, at)), text);
    Some(Mend {
        title: format!("say what it is where it is unknown: `?? {value}`"),
        edits: vec![at(expr.span.start, "(".into()), at(expr.span.end, format!(" ?? {value})"))],
        safety: Safety::Shown,
    })
}

/// Whether an expression asks about history or journeys.
fn asks_the_customer(kind: &tree::ExprKind) -> bool {
    matches!(
        kind,
        tree::ExprKind::In { .. }
            | tree::ExprKind::InStage(_)
            | tree::ExprKind::MemberOf(_)
            | tree::ExprKind::StepOf(_)
            | tree::ExprKind::StepsLeft(_)
            | tree::ExprKind::Measure { .. }
            | tree::ExprKind::Share(..)
            | tree::ExprKind::Since(_)
            | tree::ExprKind::Until(_)
    )
}

/// An expression with its type.
pub(crate) fn typed(kind: ExprKind, ty: Type, span: Span) -> Expr {
    Expr { kind, ty, span }
}

/// What did not type-check.
pub(crate) fn broken(span: Span) -> Expr {
    typed(ExprKind::Broken, Type::Any, span)
}

/// The literal `unknown` in a type.
pub(crate) fn unknown(ty: &Type, span: Span) -> Expr {
    typed(ExprKind::Constant(Constant::Unknown), ty.clone().optional(), span)
}

/// An `int` as a `number`; a constant at once.
fn widened(expr: Expr) -> Expr {
    let Expr { kind, ty, span } = expr;
    let number = match ty {
        Type::Optional(_) => Type::Number.optional(),
        _ => Type::Number,
    };
    match kind {
        ExprKind::Constant(Constant::Int(int)) => typed(ExprKind::Constant(Constant::Number(int as f64)), number, span),
        ExprKind::Constant(Constant::Unknown) => typed(kind, number, span),
        kind => typed(ExprKind::Widen(Box::new(Expr { kind, ty, span })), number, span),
    }
}

/// The same value in a type that it was found to have in common with another.
fn widened_to(expr: Expr, ty: &Type) -> Expr {
    match (expr.ty.known(), ty.known()) {
        (Type::Int, Type::Number) => widened(expr),
        _ => expr,
    }
}

/// A path as it is written, for messages.
pub(crate) fn as_written(expr: &Expr) -> Option<String> {
    Some(match &expr.kind {
        ExprKind::Attribute(name) => format!("customer.{name}"),
        ExprKind::Trait(name) | ExprKind::Local(name) | ExprKind::Here(name) | ExprKind::Column(name) => {
            name.to_string()
        }
        ExprKind::HereChannel => "channel".into(),
        ExprKind::Field(of, field) => format!("{}.{field}", as_written(of)?),
        ExprKind::EventChannel(of) => format!("{}.channel", as_written(of)?),
        ExprKind::Widen(inner) => as_written(inner)?,
        _ => return None,
    })
}
