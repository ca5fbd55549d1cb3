//! Types as written (§5): what they mean, and what is wrong with them.

use std::sync::Arc;

use baton_grammar::tree::{DeclKind, Digits, Name, Path, TypeExpr, TypeKind};
use baton_program::{Currency, LONGEST_TEXT, TEXT_BYTES};
use smol_str::SmolStr;

use super::{Names, nearest, scope::dotted, suggested};
use crate::{
    db::Item,
    diagnostic::{Finding, codes::names as codes},
    hir::Type,
    lookup::{Lookup, Space, What, Why},
};

/// The built-in types with a name in lower case, in the order of §5.
const BUILT_IN: [(&str, Type); 11] = [
    ("bool", Type::Bool),
    ("int", Type::Int),
    ("number", Type::Number),
    ("text", Type::Text(TEXT_BYTES)),
    ("id", Type::Id),
    ("duration", Type::Duration),
    ("instant", Type::Instant),
    ("date", Type::Date),
    ("time", Type::Time),
    ("timezone", Type::Timezone),
    ("channel", Type::Channel),
];

/// Where a type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Of a parameter: events may stand here.
    Parameter,
    /// Of a field, attribute, answer or trait.
    Elsewhere,
}

/// The built-in type of a name.
pub(super) fn built_in(name: &str) -> Option<Type> {
    BUILT_IN.iter().find(|(word, _)| *word == name).map(|(_, ty)| ty.clone())
}

/// What a written type means; `Any` where it is wrong.
pub(super) fn type_of(names: &Names, ty: &TypeExpr) -> Type {
    match (kind(names, &ty.kind), ty.optional) {
        (Type::Any, _) => Type::Any,
        (inner, true) => Type::Optional(Box::new(inner)),
        (inner, false) => inner,
    }
}

fn kind(names: &Names, ty: &TypeKind) -> Type {
    match ty {
        TypeKind::Named(path) => by_name(names, path).unwrap_or(Type::Any),
        TypeKind::Currency(code) => Currency::from_code(&code.text).map_or(Type::Any, Type::Amount),
        TypeKind::TextUpTo(most) => text_bound(most).map_or(Type::Any, Type::Text),
        TypeKind::Values(values) => values_type(values),
        TypeKind::List(element) => match kind(names, element) {
            Type::Any | Type::List(_) | Type::Event(_) => Type::Any,
            element => Type::List(Box::new(element)),
        },
    }
}

/// The type of a name: a built-in one, an enumeration, or an event.
fn by_name(names: &Names, path: &Path) -> Option<Type> {
    let all = |words: usize| words == path.words.len();
    let built_in = path.words.first().filter(|_| all(1)).and_then(|word| built_in(&word.text));
    if let Some(ty) = built_in {
        return Some(ty);
    }
    if let Some(found) = names.find(Space::Type, path).filter(|found| all(found.words)) {
        let item = names.item(Space::Type, &found.name);
        return Some(item.map_or(Type::Any, |item| enumeration(names.db, item).clone()));
    }
    let happening = names.find(Space::Happening, path);
    happening.filter(|found| all(found.words) && found.what != What::Message).map(|found| Type::Event(found.name))
}

/// The type that a `type` declares.
#[salsa::tracked]
pub(super) fn enumeration<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Type {
    match &item.decl(db).kind {
        DeclKind::Enumeration(values) => values_type(values),
        _ => Type::Any,
    }
}

fn values_type(values: &[Name]) -> Type {
    let mut values: Vec<SmolStr> = values.iter().map(|value| value.text.clone()).collect();
    values.sort();
    values.dedup();
    Type::Enumeration(Arc::from(values))
}

fn text_bound(most: &Digits) -> Option<u32> {
    most.text.parse().ok().filter(|most| (1..=LONGEST_TEXT).contains(most))
}

/// What is wrong with a written type.
pub(super) fn findings(names: &Names, ty: &TypeExpr, place: Place, findings: &mut Vec<Finding>) {
    kind_findings(names, &ty.kind, ty, place, findings);
}

fn kind_findings(names: &Names, kind: &TypeKind, all: &TypeExpr, place: Place, findings: &mut Vec<Finding>) {
    match kind {
        TypeKind::Named(path) => match by_name(names, path) {
            Some(Type::Event(event)) if place == Place::Elsewhere => {
                let message = format!("`{event}` is an event, and no value that can be kept here");
                findings
                    .push(Finding::new(codes::MISPLACED_TYPE, path.span, message).help(
                        "an event can only be the type of a parameter of a message or action: keep those of its fields that are needed",
                    ));
            }
            Some(_) => {}
            None => findings.push(unknown(names, path, place)),
        },
        TypeKind::Currency(code) if Currency::from_code(&code.text).is_none() => {
            let message = format!("`{}` is not a currency of ISO 4217", code.text);
            findings.push(
                Finding::new(codes::UNKNOWN_CURRENCY, code.span, message)
                    .help("amounts are written like `GBP` or `EUR`"),
            );
        }
        TypeKind::TextUpTo(most) if text_bound(most).is_none() => {
            let message = format!("a text can't be bounded by {} bytes", most.text);
            let help = format!("the bound is between 1 and {LONGEST_TEXT}");
            findings.push(Finding::new(codes::TEXT_BOUND, most.span, message).help(help));
        }
        TypeKind::Values(values) => value_findings(values, findings),
        TypeKind::List(element) => match &**element {
            TypeKind::List(_) => {
                let help = "a list holds single values: put what belongs together into an event of its own";
                findings.push(Finding::new(codes::LIST_OF_LISTS, all.span, "a list can't hold lists").help(help));
            }
            element => kind_findings(names, element, all, Place::Elsewhere, findings),
        },
        TypeKind::Currency(_) | TypeKind::TextUpTo(_) => {}
    }
}

/// The values of an enumeration that stand twice, or that could never be written.
pub(super) fn value_findings(values: &[Name], findings: &mut Vec<Finding>) {
    for value in values.iter().filter(|value| value.text == "unknown") {
        let finding = Finding::new(codes::UNKNOWN_AS_VALUE, value.span, "`unknown` can't be one of the values");
        findings.push(
            finding.help(
                "it stands for what isn't known: make the type optional with `?`, or call the value something else",
            ),
        );
    }
    super::declaration::doubled(values.iter(), findings, |value| {
        (codes::VALUE_TWICE, format!("`{value}` is twice among the values"))
    });
}

fn unknown(names: &Names, path: &Path, place: Place) -> Finding {
    let written = dotted(path);
    let why = match names.find(Space::Type, path) {
        // A type with words behind it: they are nothing of it.
        Some(_) => Why::Nothing,
        None => names.missing(Space::Type, path).why,
    };
    let message = match &why {
        Why::Private(name) => format!("the type `{name}` is private to its package"),
        Why::Other(what) if *what != What::Event && *what != What::Signal => {
            format!("`{written}` is {}, not a type", what.noun())
        }
        Why::NotInPackage(package) => format!("there is no type `{written}` in the package `{package}`"),
        _ => format!("there is no type `{written}`"),
    };
    let mut candidates: Vec<SmolStr> = BUILT_IN.iter().map(|(name, _)| SmolStr::new_static(name)).collect();
    candidates.extend(names.names(Space::Type));
    if place == Place::Parameter {
        candidates.extend(names.names(Space::Happening));
    }
    let finding = Finding::new(codes::UNKNOWN_TYPE, path.span, message);
    suggested(finding, path.span, &nearest(&written, candidates))
}
