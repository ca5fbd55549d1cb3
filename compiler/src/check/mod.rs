//! Declarations: each is checked by itself, against what others look like from outside.
//!
//! Nothing here stops at the first problem, and a broken part is told once: a body of which too little is left to mean
//! anything is [`Body::Nothing`].

mod action;
mod asking;
mod audience;
mod bound;
mod channel;
mod customer;
mod decision;
mod invariant;
mod items;
mod journey;
mod measure;
mod message;
mod placement;
mod policy;
mod record;
mod share;
mod signal;
mod source;
mod story;
#[cfg(test)]
mod tests;
mod worth;

pub(crate) use worth::Worths;

use baton_grammar::tree::{self, Decl, DeclKind};
use baton_program::{Privacy, SwitchState};

use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Body, Constant, Expr, ExprKind, FullName, Selector, Type},
    infer::{Infer, each, unwatchable},
    lookup::Lookup,
};

/// What a declaration means, and what is wrong with its body.
pub fn check(decl: &Decl, names: &dyn Lookup) -> (Body, Vec<Finding>) {
    let mut infer = Infer::new(names);
    let body = match &decl.kind {
        DeclKind::Customer(fields) => customer::customer(&mut infer, fields),
        DeclKind::Event(fields) => Body::Event(record::fields(names, fields)),
        DeclKind::Enumeration(_) => Body::Enumeration,
        DeclKind::Trait(one) => trait_value(&mut infer, one).map_or(Body::Nothing, Body::Trait),
        DeclKind::Signal(one) => signal::signal(&mut infer, decl, one).map_or(Body::Nothing, Body::Signal),
        DeclKind::Channel(of) => Body::Channel(channel::channel(&mut infer, of)),
        DeclKind::Priorities(of) => Body::Priorities(of.iter().map(|name| name.text.clone()).collect()),
        DeclKind::Message(one) => message::message(&mut infer, decl, one).map_or(Body::Nothing, Body::Message),
        DeclKind::Action(one) => action::action(&mut infer, one).map_or(Body::Nothing, Body::Action),
        DeclKind::Policy(rules) => Body::Policy(policy::policy(&mut infer, rules)),
        DeclKind::Journey(one) => Body::Journey(journey::journey(&mut infer, decl, one)),
        DeclKind::Switch(at_first) => at_first.map_or(Body::Nothing, |state| Body::Switch(switch_state(state))),
        DeclKind::Source(one) => source::source(&mut infer, decl, one).map_or(Body::Nothing, Body::Source),
        DeclKind::Test(one) => Body::Story(story::story(&mut infer, one)),
        DeclKind::Placement(one) => placement::placement(&mut infer, one).map_or(Body::Nothing, Body::Placement),
        DeclKind::Audience(one) => audience::audience(&mut infer, one).map_or(Body::Nothing, Body::Audience),
        DeclKind::Decision(one) => Body::Decision(decision::decision(&mut infer, decl, one)),
        DeclKind::Measure(one) => measure::measure(&mut infer, one).map_or(Body::Nothing, Body::Measure),
        DeclKind::Invariant(claim) => {
            let claim = claim.as_ref().and_then(|claim| invariant::claim(&mut infer, claim));
            claim.map_or(Body::Nothing, Body::Invariant)
        }
        // That it is not to be understood is told where declarations are.
        DeclKind::Broken => Body::Nothing,
    };
    (body, infer.findings)
}

/// How a switch stands, as it is written.
fn switch_state(state: tree::SwitchState) -> SwitchState {
    match state {
        tree::SwitchState::On => SwitchState::On,
        tree::SwitchState::Off => SwitchState::Off,
    }
}

/// What others may know about a trait.
#[derive(Clone, Debug, PartialEq)]
pub struct TraitFacts {
    /// Its type: the one written, else that of its value.
    pub ty: Type,
    /// Why it can't stand in a watched condition, if it can't.
    pub unwatchable: Option<String>,
    /// Whether it reads something personal.
    pub privacy: Privacy,
}

/// What others may know about a trait.
pub fn trait_facts(decl: &tree::Trait, names: &dyn Lookup) -> TraitFacts {
    let written = decl.ty.as_ref().map(|ty| names.type_of(ty));
    let Some(value) = trait_value(&mut Infer::new(names), decl) else {
        return TraitFacts { ty: written.unwrap_or(Type::Any), unwatchable: None, privacy: Privacy::Open };
    };
    TraitFacts {
        unwatchable: unwatchable(&value, names).map(|(_, reason)| reason),
        privacy: privacy(&value, names),
        ty: written.unwrap_or(value.ty),
    }
}

fn trait_value(infer: &mut Infer, decl: &tree::Trait) -> Option<Expr> {
    let value = decl.value.as_ref()?;
    Some(match &decl.ty {
        Some(ty) => infer.check(value, &infer.names.type_of(ty)),
        None => {
            let value = infer.expr(value, None);
            refuse_typeless(infer, &value);
            value
        }
    })
}

/// Says that nothing tells the type of a value: of `unknown` and of an empty list.
fn refuse_typeless(infer: &mut Infer, value: &Expr) {
    let is_unknown = value.ty == Type::Any && value.kind == ExprKind::Constant(Constant::Unknown);
    if is_unknown || value.ty == Type::List(Box::new(Type::Any)) {
        let finding = Finding::new(codes::NO_TYPE_TOLD, value.span, "nothing says which type this trait has");
        infer.report(finding.help("write it: `trait name: type = …`"));
    }
}

/// Whether a value comes from something personal.
pub(crate) fn privacy(value: &Expr, names: &dyn Lookup) -> Privacy {
    let mut privacy = Privacy::Open;
    let of_field =
        |event: &FullName, field: &str| names.field(event, field).map_or(Privacy::Open, |field| field.privacy);
    each(value, &mut |part| {
        let personal = match &part.kind {
            ExprKind::Attribute(name) => names.attribute(name).map_or(Privacy::Open, |attribute| attribute.privacy),
            ExprKind::Trait(name) => names.trait_privacy(name),
            ExprKind::Field(of, field) => match &of.ty {
                Type::Event(event) => of_field(event, field),
                _ => Privacy::Open,
            },
            ExprKind::Read(read) => here_privacy(&read.of, &of_field),
            _ => Privacy::Open,
        };
        if personal == Privacy::Personal {
            privacy = Privacy::Personal;
        }
    });
    privacy
}

/// Whether the value that a read measures comes from a personal field.
fn here_privacy(of: &[(Selector, Option<Expr>)], of_field: &dyn Fn(&FullName, &str) -> Privacy) -> Privacy {
    let mut privacy = Privacy::Open;
    for (selector, field) in of {
        for part in field.iter().chain(selector.condition.as_deref()) {
            each(part, &mut |part| {
                if let ExprKind::Here(name) = &part.kind
                    && of_field(&selector.event, name) == Privacy::Personal
                {
                    privacy = Privacy::Personal;
                }
            });
        }
    }
    privacy
}

/// The full name of a declaration of this package.
fn full_name(names: &dyn Lookup, name: &str) -> FullName {
    match names.package() {
        package if package.is_empty() => name.into(),
        package => format!("{package}.{name}").into(),
    }
}

/// Where to say what is missing in a declaration.
fn place_of(decl: &Decl) -> tree::Span {
    decl.name.as_ref().unwrap_or(&decl.keyword).span
}
