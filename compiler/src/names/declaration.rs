//! What is wrong with one declaration as a declaration: its name, its fields and parameters, and their types.

use std::collections::BTreeMap;

use baton_grammar::tree::{Decl, DeclKind, Field, Name, Param, Span};
use baton_program::{AT_A_GLANCE, BuiltIn};
use smol_str::SmolStr;

use super::{
    Names, cycle,
    types::{self, Place},
};
use crate::{
    db::{Item, what_of},
    diagnostic::{Code, Finding, Site, codes::names as codes},
    hir::Type,
    lookup::{Lookup, Space, What},
};

/// Names that no declaration may have.
const RESERVED: [&str; 2] = ["customer", "now"];
/// The fields that every event has.
const IMPLICIT: [&str; 2] = ["at", "channel"];

/// What is wrong with a declaration, apart from its body.
pub(crate) fn declaration_findings<'db>(names: &Names<'db>, item: Item<'db>) -> Vec<Finding> {
    let decl = item.decl(names.db);
    let mut findings = Vec::new();
    name_findings(decl, &mut findings);
    match &decl.kind {
        DeclKind::Customer(attributes) => attribute_findings(names, attributes, &mut findings),
        DeclKind::Event(fields) => event_findings(names, fields, &mut findings),
        DeclKind::Enumeration(values) => types::value_findings(values, &mut findings),
        DeclKind::Trait(one) => {
            if let Some(ty) = &one.ty {
                types::findings(names, ty, Place::Elsewhere, &mut findings);
            }
        }
        DeclKind::Priorities(purposes) => doubled(purposes.iter(), &mut findings, |purpose| {
            (codes::PURPOSE_TWICE, format!("the purpose `{purpose}` stands twice"))
        }),
        DeclKind::Message(message) => param_findings(names, &message.params, &mut findings),
        DeclKind::Action(action) => {
            param_findings(names, &action.params, &mut findings);
            field_findings(names, action.answers.as_deref().unwrap_or_default(), &mut findings);
        }
        DeclKind::Decision(decision) => {
            typed_params(names, &decision.params, Place::Elsewhere, &mut findings);
            field_findings(names, &decision.answers, &mut findings);
        }
        _ => {}
    }
    findings.extend(cycle::findings(names.db, item));
    findings
}

fn name_findings(decl: &Decl, findings: &mut Vec<Finding>) {
    // Of a name that is missing the parser has told.
    let Some(name) = &decl.name else { return };
    let taken = match what_of(&decl.keyword.text) {
        _ if RESERVED.contains(&name.text.as_str()) => Some("stands for something else everywhere"),
        Some((Space::Happening, _)) if BuiltIn::named(&name.text).is_some() => Some("is a built-in event"),
        Some((Space::Decision | Space::Placement, _)) if name.text == AT_A_GLANCE => Some("is a built-in decision"),
        Some((_, What::Type)) if types::built_in(&name.text).is_some() => Some("is a built-in type"),
        _ => None,
    };
    if let Some(taken) = taken {
        let message = format!("`{}` {taken} and can't be declared again", name.text);
        findings.push(Finding::new(codes::BUILT_IN, name.span, message));
    }
}

/// Attributes that stand twice are found for the workspace as a whole.
fn attribute_findings(names: &Names, attributes: &[Field], findings: &mut Vec<Finding>) {
    for attribute in attributes {
        let Some(ty) = written_type(names, attribute.ty.as_ref(), Place::Elsewhere, findings) else {
            continue;
        };
        let name = &attribute.name.text;
        if attribute.default.is_none() && !matches!(ty, Type::Optional(_) | Type::Any) {
            let message = format!("the attribute `{name}` must be optional or have a default");
            let help = "its value isn't known of every customer: write `?` behind the type, or `= …` with what holds until it is known";
            findings.push(Finding::new(codes::MUST_BE_OPTIONAL, attribute.span, message).help(help));
        }
        let zone = match &ty {
            Type::Optional(inner) => **inner == Type::Timezone,
            ty => *ty == Type::Timezone || *ty == Type::Any,
        };
        if name == "timezone" && !zone {
            let span = attribute.ty.as_ref().map_or(attribute.name.span, |ty| ty.span);
            let finding =
                Finding::new(codes::TIMEZONE_TYPE, span, "the attribute `timezone` must be of the type `timezone`");
            findings.push(finding.help(
                "it gives the customer's time zone; write `timezone: timezone?`, or call the attribute something else",
            ));
        }
    }
}

fn event_findings(names: &Names, fields: &[Field], findings: &mut Vec<Finding>) {
    field_findings(names, fields, findings);
    for field in fields.iter().filter(|field| IMPLICIT.contains(&field.name.text.as_str())) {
        let message = format!("every event has `{}` already", field.name.text);
        findings.push(Finding::new(codes::IMPLICIT_FIELD, field.name.span, message));
    }
}

/// Of the fields of an event or answer.
fn field_findings(names: &Names, fields: &[Field], findings: &mut Vec<Finding>) {
    doubled(fields.iter().map(|field| &field.name), findings, |name| {
        (codes::FIELD_TWICE, format!("the field `{name}` stands twice"))
    });
    for field in fields {
        written_type(names, field.ty.as_ref(), Place::Elsewhere, findings);
        if let Some(default) = &field.default {
            let message = format!("the field `{}` can't have a default", field.name.text);
            let finding = Finding::new(codes::DEFAULT_OUTSIDE, default.span, message);
            findings.push(
                finding.help("only the attributes of the customer have defaults; make the field optional with `?`"),
            );
        }
    }
}

/// Of parameters that can be events.
fn param_findings(names: &Names, params: &[Param], findings: &mut Vec<Finding>) {
    typed_params(names, params, Place::Parameter, findings);
}

fn typed_params(names: &Names, params: &[Param], place: Place, findings: &mut Vec<Finding>) {
    doubled(params.iter().map(|param| &param.name), findings, |name| {
        (codes::FIELD_TWICE, format!("the parameter `{name}` stands twice"))
    });
    for param in params {
        written_type(names, param.ty.as_ref(), place, findings);
    }
}

/// The type of a field or parameter, with what is wrong with it.
fn written_type(
    names: &Names,
    ty: Option<&baton_grammar::tree::TypeExpr>,
    place: Place,
    findings: &mut Vec<Finding>,
) -> Option<Type> {
    // Of a type that is missing the parser has told.
    let ty = ty?;
    types::findings(names, ty, place, findings);
    Some(names.type_of(ty))
}

/// A finding for each name that stood before, with the first place beside it.
pub(super) fn doubled<'t>(
    names: impl Iterator<Item = &'t Name>,
    findings: &mut Vec<Finding>,
    tell: impl Fn(&SmolStr) -> (Code, String),
) {
    let mut first: BTreeMap<&SmolStr, Span> = BTreeMap::new();
    for name in names {
        match first.get(&name.text) {
            Some(before) => {
                let (code, message) = tell(&name.text);
                findings.push(Finding::new(code, name.span, message).other(Site::Here(*before), "first here"));
            }
            None => {
                first.insert(&name.text, name.span);
            }
        }
    }
}
