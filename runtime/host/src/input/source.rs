//! What a source takes from a row (§16).

use std::{collections::BTreeSet, sync::Arc};

use baton_program::{
    BuiltIn, ChannelId, Event, ExprId, Field, Input, InputKind, Node, Origin, Program, Source, Take, TimeFormat, Type,
    Value,
    wire::{Mismatch, Rejection, Taken, Whom, checked_instant, instant, milliseconds},
};

use super::{Evaluate, cells::Cells};

/// A source, ready to take rows.
pub(super) struct Mapping<'a> {
    program: &'a Program,
    source: &'a Source,
    evaluate: &'a Evaluate<'a>,
    columns: Vec<Arc<str>>,
}

/// What all inputs of a row have in common.
struct Common {
    customer: Arc<str>,
    at: i64,
    channel: Option<ChannelId>,
    id: Option<Arc<str>>,
}

impl<'a> Mapping<'a> {
    pub(super) fn new(program: &'a Program, source: &'a Source, evaluate: &'a Evaluate<'a>) -> Self {
        let mut columns = vec![source.customer.clone(), source.at.clone()];
        let named = source.id.iter().chain(&source.via).cloned();
        let exprs = source
            .takes
            .iter()
            .flat_map(|take| take.condition.into_iter().chain(take.fields.iter().map(|(_, value)| *value)));
        let asked = exprs.flat_map(|expr| columns_of(program, expr));
        for column in named.chain(asked) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        Self { program, source, evaluate, columns }
    }

    /// The columns that the source names.
    pub(super) fn columns(&self) -> &[Arc<str>] {
        &self.columns
    }

    pub(super) fn source(&self) -> &Source {
        self.source
    }

    /// The inputs of a row: one for each line of the source that takes it.
    pub(super) fn take(&self, cells: &Cells<'_>) -> Result<Vec<Taken>, Rejection> {
        let column = |name: &str| match self.cell(cells, name) {
            "" => Value::Unknown,
            text => Value::Text(text.into()),
        };
        let takes = |take: &&Take| {
            take.condition.is_none_or(|condition| (self.evaluate)(condition, &column) == Value::Bool(true))
        };
        let mut taking = self.source.takes.iter().filter(takes).peekable();
        if taking.peek().is_none() {
            return Err(Rejection::NotTaken(self.source.name.as_ref().into()));
        }
        let common = self.common(cells)?;
        taking.zip(1..).map(|(take, number)| self.taken(take, number, &common, &column)).collect()
    }

    fn cell<'c>(&self, cells: &'c Cells<'_>, name: &str) -> &'c str {
        let place = self.columns.iter().position(|column| **column == *name);
        place.and_then(|place| cells.get(place)).map_or("", |cell| cell)
    }

    fn common(&self, cells: &Cells<'_>) -> Result<Common, Rejection> {
        let source = self.source;
        let read = |column: &Arc<str>, ty: &Type| {
            let value = self.program.from_text(self.cell(cells, column), ty);
            value.map_err(|cause| Rejection::Column { column: column.as_ref().into(), cause })
        };
        let optional = |ty: Type| Type::Optional(Box::new(ty));
        let Value::Id(customer) = read(&source.customer, &Type::Id)? else {
            return Err(Rejection::Column { column: source.customer.as_ref().into(), cause: Mismatch::Missing });
        };
        let at = time(self.cell(cells, &source.at), source.clock);
        let at = at.map_err(|cause| Rejection::Column { column: source.at.as_ref().into(), cause })?;
        let id = source.id.as_ref().map(|column| read(column, &optional(Type::Id))).transpose()?;
        let channel = source.via.as_ref().map(|column| read(column, &optional(Type::Channel))).transpose()?;
        Ok(Common {
            customer,
            at,
            channel: channel.and_then(|value| if let Value::Channel(channel) = value { Some(channel) } else { None }),
            id: id.and_then(|value| if let Value::Id(id) = value { Some(id) } else { None }),
        })
    }

    fn taken(
        &self,
        take: &Take,
        number: u32,
        common: &Common,
        column: &dyn Fn(&str) -> Value,
    ) -> Result<Taken, Rejection> {
        let Some(ty) = self.program.events.get(take.event.index()) else {
            return Err(Rejection::NotTaken(self.source.name.as_ref().into()));
        };
        let mut given = vec![None; ty.fields.len()];
        for (index, expr) in &take.fields {
            let place = usize::from(*index);
            if let (Some(field), Some(slot)) = (ty.fields.get(place), given.get_mut(place)) {
                *slot = Some(self.field(field, *expr, column)?);
            }
        }
        let without = ty.fields.iter().zip(&given).find(|(field, value)| value.is_none() && !field.ty.is_optional());
        if let Some((field, _)) = without {
            return Err(Rejection::MissingField(field.name.as_ref().into()));
        }
        let changes = match ty.origin {
            Origin::BuiltIn(BuiltIn::CustomerChanged) => {
                let carried = ty.fields.iter().zip(&given).filter_map(|(field, value)| Some((field, value.clone()?)));
                self.program.changes(carried)?
            }
            _ => Vec::new(),
        };
        let fields = given.into_iter().map(Option::unwrap_or_default).collect();
        let event = Event { event: take.event, at: common.at, channel: common.channel, fields, number: 0 };
        // The events of one row are not repetitions of each other.
        let id = common.id.as_ref().map(|id| if number == 1 { id.clone() } else { format!("{id}#{number}").into() });
        let input = Input { at: common.at, kind: InputKind::Event { id, event, changes } };
        Ok(Taken { whom: Whom::Customer(common.customer.clone()), input, ignored_fields: 0 })
    }

    fn field(&self, field: &Field, expr: ExprId, column: &dyn Fn(&str) -> Value) -> Result<Value, Rejection> {
        let node = self.program.nodes.get(expr.index());
        let value = match node {
            Some(Node::Column(name)) => column(name),
            _ => (self.evaluate)(expr, column),
        };
        self.program.convert(value, &field.ty).map_err(|cause| match node {
            Some(Node::Column(name)) => {
                Rejection::FromColumn { field: field.name.as_ref().into(), column: name.as_ref().into(), cause }
            }
            _ => Rejection::field(&field.name, cause),
        })
    }
}

/// The columns that an expression asks for.
fn columns_of(program: &Program, expr: ExprId) -> Vec<Arc<str>> {
    let mut columns = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if !seen.insert(expr) {
            continue;
        }
        let Some(node) = program.nodes.get(expr.index()) else { continue };
        if let Node::Column(name) = node {
            columns.push(name.clone());
        }
        node.operands(|operand| open.push(operand));
    }
    columns
}

/// UTC milliseconds of a column, as the source writes time.
fn time(text: &str, clock: TimeFormat) -> Result<i64, Mismatch> {
    const HOUR: i64 = 3_600_000;
    let text = text.trim();
    if text.is_empty() {
        return Err(Mismatch::Missing);
    }
    let at = match clock {
        TimeFormat::Iso => return instant(text),
        TimeFormat::Seconds => milliseconds(text, 1_000)?,
        TimeFormat::Milliseconds => milliseconds(text, 1)?,
        TimeFormat::HoursSince(start) => milliseconds(text, HOUR)?.saturating_add(start),
    };
    checked_instant(at, text)
}
