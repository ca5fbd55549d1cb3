//! Expressions: from trees with names to nodes with numbers.

use baton_program::{ExprId, Node, Place, StepId, TEXT_BYTES, Value};
use smol_str::SmolStr;

use super::{
    Builder, LoweredItem,
    history::Kept,
    tables::{Tables, arc},
};
use crate::hir::{Expr, ExprKind, FullName, Type};

/// What the names in an expression stand for.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    /// The declaration.
    pub(super) item: &'s LoweredItem<'s>,
    /// The names of the slots of the frame.
    pub(super) locals: &'s [SmolStr],
    /// Names that are bound to the answer of an action.
    pub(super) answers: &'s [(SmolStr, FullName)],
    /// The event that is asked about.
    pub(super) here: Here<'s>,
}

/// The event that is asked about.
#[derive(Clone, Copy)]
pub(super) enum Here<'s> {
    /// There is none.
    Nothing,
    /// One that happens.
    Happening(&'s str),
    /// One of which this was kept.
    Remembered(&'s [Kept]),
}

impl<'s> Scope<'s> {
    /// A scope without locals.
    pub(super) fn of(item: &'s LoweredItem<'s>) -> Self {
        Self { item, locals: &[], answers: &[], here: Here::Nothing }
    }

    /// With these slots.
    pub(super) fn with_locals(self, locals: &'s [SmolStr]) -> Self {
        Self { locals, ..self }
    }

    /// In the condition of an occurrence.
    pub(super) fn with_here<'t>(self, here: Here<'t>) -> Scope<'t>
    where
        's: 't,
    {
        Scope { item: self.item, locals: self.locals, answers: self.answers, here }
    }

    /// The action whose answer an expression names.
    pub(super) fn answered(&self, of: &Expr) -> Option<&'s FullName> {
        let ExprKind::Local(local) = &of.kind else { return None };
        self.answers.iter().find(|(name, _)| name == local).map(|(_, action)| action)
    }

    /// The slot of a name.
    pub(super) fn slot(&self, name: &str) -> Option<u16> {
        self.locals.iter().position(|local| local == name).map(|slot| slot as u16)
    }

    /// Where something of this declaration is in the source.
    pub(super) fn place(&self, tables: &Tables, span: baton_grammar::tree::Span) -> Place {
        tables.place(self.item, span.start)
    }
}

impl Builder<'_> {
    /// Lowers an expression; its operands come first.
    pub(super) fn expr(&mut self, scope: Scope, expr: &Expr) -> ExprId {
        let node = self.node(scope, expr).unwrap_or(Node::Constant(Value::Unknown));
        self.pool.node(node)
    }

    /// Lowers an expression that may be left out.
    pub(super) fn maybe(&mut self, scope: Scope, expr: Option<&Expr>) -> Option<ExprId> {
        expr.map(|expr| self.expr(scope, expr))
    }

    /// Lowers expressions in order.
    pub(super) fn exprs(&mut self, scope: Scope, exprs: &[Expr]) -> Vec<ExprId> {
        exprs.iter().map(|expr| self.expr(scope, expr)).collect()
    }

    /// The node of an expression; none where a name can't be found.
    fn node(&mut self, scope: Scope, expr: &Expr) -> Option<Node> {
        Some(match &expr.kind {
            ExprKind::Constant(constant) => Node::Constant(self.tables.constant(constant, &expr.ty)),
            ExprKind::Attribute(name) => Node::Attribute(self.tables.attribute(name)?),
            ExprKind::Trait(name) => Node::Trait(self.tables.find_trait(name)?),
            ExprKind::Here(name) => match scope.here {
                Here::Nothing => return None,
                Here::Happening(event) => Node::Here(self.tables.field(event, name)?),
                Here::Remembered(kept) => Node::Here(Kept::index(kept, &Kept::Field(name.clone()))?),
            },
            ExprKind::HereAt => Node::HereAt,
            ExprKind::HereChannel => match scope.here {
                Here::Remembered(kept) => Node::Here(Kept::index(kept, &Kept::Channel)?),
                Here::Nothing | Here::Happening(_) => Node::HereChannel,
            },
            ExprKind::Local(name) => Node::Local(scope.slot(name)?),
            ExprKind::Field(of, name) => {
                let field = self.field(scope, of, name)?;
                Node::Field(self.expr(scope, of), field)
            }
            ExprKind::EventAt(of) => Node::EventAt(self.expr(scope, of)),
            ExprKind::EventChannel(of) => Node::EventChannel(self.expr(scope, of)),
            ExprKind::Key => Node::Key,
            ExprKind::Start => Node::Start,
            ExprKind::Now => Node::Now,
            ExprKind::AskedChannel => Node::AskedChannel,
            ExprKind::Column(name) => Node::Column(arc(name)),
            ExprKind::If(c, a, b) => Node::If(self.expr(scope, c), self.expr(scope, a), self.expr(scope, b)),
            ExprKind::And(a, b) => Node::And(self.expr(scope, a), self.expr(scope, b)),
            ExprKind::Or(a, b) => Node::Or(self.expr(scope, a), self.expr(scope, b)),
            ExprKind::Not(a) => Node::Not(self.expr(scope, a)),
            ExprKind::IsKnown(a) => Node::IsKnown(self.expr(scope, a)),
            ExprKind::Fallback(a, b) => Node::Fallback(self.expr(scope, a), self.expr(scope, b)),
            ExprKind::Compare(how, a, b) => Node::Compare(*how, self.expr(scope, a), self.expr(scope, b)),
            ExprKind::OneOf(a, others) => Node::OneOf(self.expr(scope, a), self.exprs(scope, others)),
            ExprKind::StartsWith(a, b) => Node::StartsWith(self.expr(scope, a), self.expr(scope, b)),
            ExprKind::EndsWith(a, b) => Node::EndsWith(self.expr(scope, a), self.expr(scope, b)),
            ExprKind::Contains(a, b) => Node::Contains(self.expr(scope, a), self.expr(scope, b)),
            ExprKind::Widen(a) => Node::Widen(self.expr(scope, a)),
            ExprKind::Negate(a) => Node::Negate(self.expr(scope, a)),
            ExprKind::Arithmetic(how, a, b) => Node::Arithmetic(*how, self.expr(scope, a), self.expr(scope, b)),
            ExprKind::Text(parts) => Node::Text(self.exprs(scope, parts), most_bytes(&expr.ty)),
            ExprKind::List(elements) => Node::List(self.exprs(scope, elements)),
            ExprKind::Size(a) => Node::Size(self.expr(scope, a)),
            ExprKind::Read(read) => Node::Read(self.read(scope, read)),
            ExprKind::Share(part, whole) => Node::Share(self.read(scope, part), self.read(scope, whole)),
            ExprKind::Since(a) => Node::Since(self.expr(scope, a)),
            ExprKind::Until(a) => Node::Until(self.expr(scope, a)),
            ExprKind::InJourney { journey, key, step } => {
                self.in_journey(scope, journey, key.as_deref(), step.as_ref())?
            }
            ExprKind::StepOf(journey) => Node::StepOf(self.tables.journey(journey)?),
            ExprKind::StepsLeft(journey) => Node::StepsLeft(self.tables.journey(journey)?),
            ExprKind::MemberOf(audience) => Node::MemberOf(self.tables.audience(audience)?),
            ExprKind::Switch(switch) => Node::Switch(self.tables.switch(switch)?),
            ExprKind::DateOf(a) => Node::DateOf(self.expr(scope, a)),
            ExprKind::TimeOf(a) => Node::TimeOf(self.expr(scope, a)),
            ExprKind::HourOf(a) => Node::HourOf(self.expr(scope, a)),
            ExprKind::WeekdayOf(a) => Node::WeekdayOf(self.expr(scope, a), self.tables.days()),
            ExprKind::Broken => return None,
        })
    }

    fn in_journey(
        &mut self,
        scope: Scope,
        journey: &FullName,
        key: Option<&Expr>,
        step: Option<&SmolStr>,
    ) -> Option<Node> {
        let step: Option<StepId> = match step {
            Some(step) => Some(self.tables.step(journey, step)?),
            None => None,
        };
        let key = self.maybe(scope, key);
        Some(Node::InJourney { journey: self.tables.journey(journey)?, key, step })
    }

    /// The index of a field of an event value, or of the answer of an action.
    fn field(&self, scope: Scope, of: &Expr, field: &str) -> Option<u16> {
        if let Some(action) = scope.answered(of) {
            return self.tables.answer(action, field);
        }
        match of.ty.known() {
            Type::Event(event) => self.tables.field(event, field),
            _ => None,
        }
    }

    /// The value of a constant expression; unknown of any other.
    pub(super) fn constant(&self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Constant(constant) => self.tables.constant(constant, &expr.ty),
            ExprKind::List(elements) => Value::List(elements.iter().map(|element| self.constant(element)).collect()),
            ExprKind::Widen(inner) => match self.constant(inner) {
                Value::Int(int) => Value::Number(int as f64),
                other => other,
            },
            ExprKind::Negate(inner) => match self.constant(inner) {
                Value::Int(int) => Value::Int(int.saturating_neg()),
                // `0.0 - x` is never -0.
                Value::Number(number) => Value::Number(0.0 - number),
                Value::Amount(minor, currency) => Value::Amount(minor.saturating_neg(), currency),
                Value::Duration(milliseconds) => Value::Duration(milliseconds.saturating_neg()),
                _ => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }
}

/// How many bytes a text of this type has at most.
fn most_bytes(ty: &Type) -> u32 {
    match ty.known() {
        Type::Text(most) => *most,
        _ => TEXT_BYTES,
    }
}
