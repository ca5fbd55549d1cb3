//! Sources (§16): how rows of other files become events.

use baton_grammar::tree::{self, Clock, Decl, Path, Plain, Record, SourceItemKind};
use baton_program::TimeFormat;

use super::{
    items::{Once, missing},
    place_of, record,
};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Expr, Field, Source, SourceFormat, Take, Type},
    infer::{Infer, Stands, broken},
    lookup::What,
};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A source; none if it lacks the columns that every one needs.
pub(super) fn source(infer: &mut Infer, decl: &Decl, source: &tree::Source) -> Option<Source> {
    infer.scope.stands = Stands::Source;
    let format = format(infer, source);
    let (mut customer, mut id) = (Once::new("customer"), Once::new("id"));
    let (mut via, mut at) = (Once::new("via"), Once::new("at"));
    let mut takes = Vec::new();
    for item in &source.items {
        let span = item.span;
        match &item.kind {
            SourceItemKind::Customer(column) => customer.put(infer, span, column.text.clone()),
            SourceItemKind::Id(column) => id.put(infer, span, column.text.clone()),
            SourceItemKind::Via(column) => via.put(infer, span, column.text.clone()),
            SourceItemKind::At(column, clock) => {
                let clock = clock.as_ref().map_or(Some(TimeFormat::Iso), |clock| time_format(infer, clock));
                at.put(infer, span, (column.text.clone(), clock));
            }
            SourceItemKind::Take { event, condition, record } => {
                takes.extend(take(infer, event, condition.as_ref(), record.as_ref()));
            }
        }
    }
    if !customer.is_there() {
        let help = "say which column has the customer's id: `customer visitorid`";
        missing(infer, place_of(decl), "a source needs `customer`".into(), help);
    }
    if !at.is_there() {
        let help = "say which column has the time: `at timestamp as milliseconds`";
        missing(infer, place_of(decl), "a source needs `at`".into(), help);
    }
    let (at, clock) = at.get()?;
    Some(Source { format: format?, customer: customer.get()?, id: id.get(), via: via.get(), at, clock: clock?, takes })
}

fn format(infer: &mut Infer, source: &tree::Source) -> Option<SourceFormat> {
    let name = source.format.as_ref()?;
    let separator = source.separator.as_ref().map(|separator| separator_byte(infer, separator));
    match (name.text.as_str(), separator) {
        ("csv", None) => Some(SourceFormat::Separated(b',')),
        ("tsv", None) => Some(SourceFormat::Separated(b'\t')),
        ("csv" | "tsv", Some(byte)) => byte.map(SourceFormat::Separated),
        ("jsonl", None) => Some(SourceFormat::JsonLines),
        ("jsonl", Some(_)) => {
            let span = source.separator.as_ref().map_or(name.span, |separator| separator.span);
            infer.error(codes::SEPARATOR, span, "JSON lines have no separator");
            None
        }
        // Of another format the parser has told.
        _ => None,
    }
}

fn separator_byte(infer: &mut Infer, separator: &Plain) -> Option<u8> {
    match separator.text.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Some(*byte),
        _ => {
            let finding =
                Finding::new(codes::SEPARATOR, separator.span, "columns are separated by one ASCII character");
            infer.report(finding.help("such as `separated by \";\"`"));
            None
        }
    }
}

fn time_format(infer: &mut Infer, clock: &Clock) -> Option<TimeFormat> {
    Some(match clock {
        Clock::Seconds => TimeFormat::Seconds,
        Clock::Milliseconds => TimeFormat::Milliseconds,
        Clock::Iso => TimeFormat::Iso,
        Clock::HoursSince(date) => TimeFormat::HoursSince(i64::from(infer.plain_date(date)?) * DAY),
    })
}

/// One line: the event that it takes from a row.
fn take(infer: &mut Infer, event: &Path, condition: Option<&tree::Expr>, written: Option<&Record>) -> Option<Take> {
    let condition = condition.map(|condition| infer.condition(condition));
    // What a condition has made sure of is known in the fields.
    let facts = condition.as_ref().map_or_else(|| infer.facts.clone(), |condition| infer.facts.and(condition, true));
    let (name, what, _) = infer.event(event)?;
    let signature = infer.names.event(&name)?;
    let from_outside = match what {
        What::Event => true,
        What::BuiltIn(built_in) => super::story::is_reported(built_in),
        _ => false,
    };
    if !from_outside {
        let finding = Finding::new(codes::ONLY_RUNTIME, event.span, format!("`{name}` doesn't come from outside"));
        infer.report(finding.help("a source takes declared events, `customer_changed` and what delivery reports"));
        return None;
    }
    let entries = written.map_or(&[][..], |record| &record.entries);
    let owner = format!("the event `{name}`");
    let fields = infer.knowing(facts, |infer| values(infer, &signature.fields, entries, &owner));
    record::require(infer, &signature.fields, entries, &owner, event.span);
    Some(Take { event: name, condition, fields })
}

/// The fields that are written. Text is converted when a row comes; what has another type must have the field's.
fn values(infer: &mut Infer, fields: &[Field], entries: &[tree::Entry], owner: &str) -> Vec<(smol_str::SmolStr, Expr)> {
    let mut values = Vec::new();
    for entry in record::once_each(infer, entries) {
        let Some(field) = fields.iter().find(|field| field.name == entry.key.text) else {
            let message = format!("{owner} has no `{}`", entry.key.text);
            infer.no_such(codes::NO_SUCH_KEY, &entry.key, message, fields.iter().map(|field| &field.name));
            continue;
        };
        let value = match &entry.value {
            Some(value) => {
                let value = infer.expr(value, Some(&field.ty));
                if matches!(value.ty.known(), Type::Text(_)) { value } else { infer.coerce(value, &field.ty) }
            }
            None => broken(entry.key.span),
        };
        values.push((field.name.clone(), value));
    }
    values
}
