//! Records and arguments: values by name, against the fields that they fill.

use baton_grammar::tree::{self, Entry, Param, Span};
use baton_program::Privacy;
use smol_str::SmolStr;

use crate::{
    diagnostic::{Finding, Site, codes::bodies as codes},
    hir::{Expr, Field, Type},
    infer::{Infer, Local, Origin, broken, unknown},
    lookup::Lookup,
    names::nearest,
};

/// Declared fields with their types; what is wrong with those is told where declarations are.
pub(super) fn fields(names: &dyn Lookup, fields: &[tree::Field]) -> Vec<Field> {
    let typed = |field: &tree::Field| Field {
        name: field.name.text.clone(),
        ty: field.ty.as_ref().map_or(Type::Any, |ty| names.type_of(ty)),
        privacy: if field.personal.is_some() { Privacy::Personal } else { Privacy::Open },
    };
    fields.iter().map(typed).collect()
}

/// Declared parameters with their types.
pub(super) fn params(names: &dyn Lookup, params: &[Param]) -> Vec<Field> {
    let typed = |param: &Param| Field {
        name: param.name.text.clone(),
        ty: param.ty.as_ref().map_or(Type::Any, |ty| names.type_of(ty)),
        privacy: Privacy::Open,
    };
    params.iter().map(typed).collect()
}

/// Lets expressions read parameters.
pub(super) fn put_in_scope(infer: &mut Infer, params: &[Field]) {
    for param in params {
        infer.scope.locals.insert(param.name.clone(), Local { ty: param.ty.clone(), origin: Origin::Parameter });
    }
}

/// The entries that are written, each in the type of its field. `owner` is whose fields they are, with its kind.
pub(super) fn given(infer: &mut Infer, fields: &[Field], entries: &[Entry], owner: &str) -> Vec<(SmolStr, Expr)> {
    let mut values = Vec::new();
    for entry in once_each(infer, entries) {
        let Some(field) = fields.iter().find(|field| field.name == entry.key.text) else {
            let message = format!("{owner} has no `{}`", entry.key.text);
            infer.no_such(codes::NO_SUCH_KEY, &entry.key, message, fields.iter().map(|field| &field.name));
            if let Some(value) = &entry.value {
                infer.expr(value, Some(&Type::Any));
            }
            continue;
        };
        let value = match &entry.value {
            Some(value) => infer.check(value, &field.ty),
            None => broken(entry.key.span),
        };
        values.push((field.name.clone(), value));
    }
    values
}

/// A value for every field, in the order of the fields: what is left out is unknown where it may be, else missing.
pub(super) fn complete(infer: &mut Infer, fields: &[Field], entries: &[Entry], owner: &str, span: Span) -> Vec<Expr> {
    let mut values = given(infer, fields, entries, owner);
    require(infer, fields, entries, owner, span);
    let value_of = |field: &Field| match values.iter().position(|(name, _)| *name == field.name) {
        Some(at) => values.swap_remove(at).1,
        None => unknown(&field.ty, span),
    };
    fields.iter().map(value_of).collect()
}

/// Says which fields are missing that can't be unknown; one that is only misspelt has been told of.
pub(super) fn require(infer: &mut Infer, fields: &[Field], entries: &[Entry], owner: &str, span: Span) {
    let is_given = |field: &Field| {
        entries.iter().any(|entry| {
            let is_misspelt = || fields.iter().all(|other| other.name != entry.key.text);
            entry.key.text == field.name || is_misspelt() && !nearest(&entry.key.text, [field.name.clone()]).is_empty()
        })
    };
    let is_missing = |field: &&Field| !matches!(field.ty, Type::Optional(_) | Type::Any) && !is_given(field);
    let missing: Vec<String> = fields.iter().filter(is_missing).map(|field| format!("`{}`", field.name)).collect();
    if let Some((last, others)) = missing.split_last() {
        let list = if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) };
        let message = format!("{owner} needs {list}");
        infer.report(Finding::new(codes::MISSING_FIELD, span, message));
    }
}

/// Entries of which nothing is declared: each in whatever type it has.
pub(super) fn free(infer: &mut Infer, entries: &[Entry]) -> Vec<(SmolStr, Expr)> {
    let mut values = Vec::new();
    for entry in once_each(infer, entries) {
        let value = entry.value.as_ref().map_or_else(|| broken(entry.key.span), |value| infer.expr(value, None));
        values.push((entry.key.text.clone(), value));
    }
    values
}

/// The entries, without those whose key was there before.
pub(super) fn once_each<'e>(infer: &mut Infer, entries: &'e [Entry]) -> Vec<&'e Entry> {
    let mut kept: Vec<&Entry> = Vec::new();
    for entry in entries {
        match kept.iter().find(|first| first.key.text == entry.key.text) {
            None => kept.push(entry),
            Some(first) => {
                let finding =
                    Finding::new(codes::KEY_TWICE, entry.key.span, format!("`{}` is given twice", entry.key.text));
                infer.report(finding.other(Site::Here(first.key.span), "the first one"));
            }
        }
    }
    kept
}
