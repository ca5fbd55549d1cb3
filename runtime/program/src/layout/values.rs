//! What values point to: texts, lists, events. The value itself is counted where it is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::size::{Size, largest, sum};
use super::sizes::{EVENT, SHARED, VALUE};
use crate::{DEEPEST_EVENT, EventId, ExprId, Field, LIST_ELEMENTS, Measure, Node, Program, TEXT_BYTES, Type, Value};

/// The longest name of a time zone; the longest that there is has 32 bytes.
const ZONE_BYTES: u64 = 64;
/// The longest text form of a number: the largest one has 309 digits.
const NUMBER_BYTES: u64 = 400;

/// A text that is shared.
pub(super) fn shared_text(text: Size) -> Size {
    Size::of(SHARED).and(text)
}

/// What values of a program's types point to.
#[derive(Clone, Copy)]
pub(super) struct Values<'p> {
    pub(super) program: &'p Program,
}

impl Values<'_> {
    /// What a value of this type points to.
    pub(super) fn ty(self, ty: &Type) -> Size {
        self.nested(ty, DEEPEST_EVENT)
    }

    /// What a value that is this event points to.
    pub(super) fn event(self, event: EventId) -> Size {
        self.nested(&Type::Event(event), DEEPEST_EVENT)
    }

    /// What a value that is an event of these fields points to.
    pub(super) fn fields(self, fields: &[Field]) -> Size {
        self.record(fields, DEEPEST_EVENT)
    }

    fn nested(self, ty: &Type, deeper: usize) -> Size {
        match ty {
            Type::Text(most) => shared_text(Size::text(u64::from(*most))),
            Type::Id => shared_text(Size::text(u64::from(TEXT_BYTES))),
            Type::Timezone => shared_text(Size::text(ZONE_BYTES)),
            Type::Optional(inner) => self.nested(inner, deeper),
            Type::List(element) => {
                let elements = Size::of(VALUE).and(self.nested(element, deeper)).up_to(LIST_ELEMENTS as u64);
                Size::of(SHARED).and(elements)
            }
            Type::Event(event) => match (self.program.events.get(event.index()), deeper.checked_sub(1)) {
                (Some(event), Some(deeper)) => self.record(&event.fields, deeper),
                _ => Size::NOTHING,
            },
            Type::Bool
            | Type::Int
            | Type::Number
            | Type::Amount(_)
            | Type::Duration
            | Type::Instant
            | Type::Date
            | Type::Time
            | Type::Channel
            | Type::Enumeration(_) => Size::NOTHING,
        }
    }

    fn record(self, fields: &[Field], deeper: usize) -> Size {
        let fields = fields.iter().map(|field| Size::of(VALUE).and(self.nested(&field.ty, deeper)));
        Size::of(SHARED + EVENT).and(sum(fields))
    }

    /// The type of an event's field.
    pub(super) fn field(&self, event: EventId, field: u16) -> Option<&Type> {
        Some(&self.program.events.get(event.index())?.fields.get(usize::from(field))?.ty)
    }

    /// The length of a value of this type as text, as it stands in the ids of sends.
    pub(super) fn text_form(self, ty: &Type) -> Size {
        match ty {
            Type::Optional(inner) => self.text_form(inner),
            Type::Text(most) => Size::text(u64::from(*most)),
            Type::Id => Size::text(u64::from(TEXT_BYTES)),
            Type::Timezone => Size::text(ZONE_BYTES),
            Type::Enumeration(symbols) => {
                let names = symbols.iter().filter_map(|symbol| self.program.symbols.get(symbol.index()));
                Size::text(names.map(|name| name.len() as u64).max().unwrap_or(0))
            }
            _ => Size::text(NUMBER_BYTES),
        }
    }

    /// What the value of an expression about an event points to.
    pub(super) fn expr(self, root: ExprId, here: EventId) -> Size {
        let mut known: BTreeMap<ExprId, Shape> = BTreeMap::new();
        // Operands stand before what uses them.
        for expr in self.parts(root) {
            let shape = self.program.nodes.get(expr.index()).map(|node| self.shape(node, here, &known));
            known.insert(expr, shape.unwrap_or_default());
        }
        known.get(&root).map_or(Size::NOTHING, |shape| shape.size)
    }

    /// An expression and all that it is made of, in order.
    fn parts(self, root: ExprId) -> BTreeSet<ExprId> {
        let (mut parts, mut open) = (BTreeSet::new(), vec![root]);
        while let Some(expr) = open.pop() {
            if !parts.insert(expr) {
                continue;
            }
            match self.program.nodes.get(expr.index()) {
                Some(Node::Trait(id)) => open.extend(self.program.traits.get(id.index()).map(|used| used.value)),
                Some(node) => node.operands(|operand| open.push(operand)),
                None => {}
            }
        }
        parts
    }

    fn shape(self, node: &Node, here: EventId, known: &BTreeMap<ExprId, Shape>) -> Shape {
        let of = |expr: &ExprId| known.get(expr).copied().unwrap_or_default();
        let typed = |ty: Option<&Type>| ty.map(|ty| Shape { size: self.ty(ty), event: event_of(ty) });
        match node {
            Node::Constant(value) => Shape::of(heap(value)),
            Node::Attribute(id) => {
                typed(self.program.attributes.get(id.index()).map(|attribute| &attribute.ty)).unwrap_or_default()
            }
            Node::Trait(id) => self.program.traits.get(id.index()).map(|used| of(&used.value)).unwrap_or_default(),
            Node::Here(field) => typed(self.field(here, *field)).unwrap_or_default(),
            Node::Field(event, field) => {
                typed(of(event).event.and_then(|event| self.field(event, *field))).unwrap_or_default()
            }
            Node::Text(_, most) => Shape::of(shared_text(Size::text(u64::from(*most)))),
            Node::List(elements) => {
                let elements = elements.iter().map(|element| Size::of(VALUE).and(of(element).size));
                Shape::of(Size::of(SHARED).and(sum(elements)))
            }
            Node::If(_, a, b) | Node::Fallback(a, b) => {
                Shape { size: of(a).size.or(of(b).size), event: of(a).event.or(of(b).event) }
            }
            Node::StepOf(journey) => {
                let steps = self.program.journeys.get(journey.index()).map_or(&[][..], |journey| &journey.steps);
                let longest = steps.iter().map(|step| step.name.len() as u64).max().unwrap_or(0);
                Shape::of(shared_text(Size::text(longest)))
            }
            Node::Read(read) => match self.program.reads.get(read.index()).map(|read| read.measure) {
                Some(Measure::Latest | Measure::First) => Shape::of(self.anything()),
                _ => Shape::default(),
            },
            Node::Local(_) | Node::Key | Node::Column(_) => Shape::of(self.anything()),
            _ => Shape::default(),
        }
    }

    /// The most that any value points to.
    fn anything(self) -> Size {
        let fields = self.program.events.iter().flat_map(|event| &event.fields).map(|field| &field.ty);
        let attributes = self.program.attributes.iter().map(|attribute| &attribute.ty);
        largest(fields.chain(attributes).map(|ty| self.ty(ty)))
    }
}

/// What is known of the value of an expression.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// What it points to.
    size: Size,
    /// The event that it is.
    event: Option<EventId>,
}

impl Shape {
    const fn of(size: Size) -> Self {
        Self { size, event: None }
    }
}

fn event_of(ty: &Type) -> Option<EventId> {
    match ty {
        Type::Optional(inner) => event_of(inner),
        Type::Event(event) => Some(*event),
        _ => None,
    }
}

/// What a constant points to.
fn heap(value: &Value) -> Size {
    match value {
        Value::Text(text) | Value::Id(text) | Value::Timezone(text) => shared_text(Size::of(text.len() as u64)),
        Value::List(elements) => {
            Size::of(SHARED).and(sum(elements.iter().map(|element| Size::of(VALUE).and(heap(element)))))
        }
        _ => Size::NOTHING,
    }
}
