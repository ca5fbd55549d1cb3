//! What a workspace mentions, and how: so that a check can ask whether anything does what it needs, without reading all bodies.
//!
//! Invariant: a test mentions nothing, because what only tests use isn't needed.

use std::collections::BTreeSet;

use baton_grammar::tree::{Decl, DeclKind, TypeExpr, TypeKind};
use smol_str::SmolStr;

use super::declared::each_statement;
use crate::{
    db::{Files, SourceFile, items},
    hir::{Body, Constant, ExprKind, Field, FullName, Statement, StatementKind, Type},
    reading::reading,
    stages::checked,
};

/// How something is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum How {
    /// An event, signal or message, as something that happens.
    Happens,
    /// A trait that is asked.
    Trait,
    /// A switch that is asked.
    Switch,
    /// A message that a journey sends.
    Sent,
    /// A message that a journey offers.
    Offered,
    /// A placement into which something is offered.
    Placement,
    /// An action that a journey does.
    Done,
    /// An event that a journey emits.
    Emitted,
    /// A channel that is taken or asked for.
    Channel,
    /// The last word of a type.
    Type,
}

/// Something mentioned, as a key.
#[salsa::interned(revisions = usize::MAX)]
pub(super) struct Mention<'db> {
    /// How.
    #[returns(copy)]
    pub how: How,
    /// Its full name.
    #[returns(clone)]
    pub name: SmolStr,
}

/// What a file, or the workspace, mentions.
type Mentions = BTreeSet<(How, SmolStr)>;

/// Whether something is mentioned.
#[salsa::tracked(returns(copy))]
pub(super) fn is_mentioned<'db>(db: &'db dyn salsa::Database, mention: Mention<'db>) -> bool {
    all(db).contains(&(mention.how(db), mention.name(db)))
}

/// What the workspace mentions.
#[salsa::tracked]
fn all(db: &dyn salsa::Database) -> Mentions {
    Files::get(db).sources(db).iter().flat_map(|file| of_file(db, *file).iter().cloned()).collect()
}

/// What the declarations of a file mention.
#[salsa::tracked]
fn of_file(db: &dyn salsa::Database, file: SourceFile) -> Mentions {
    let mut mentions = Mentions::new();
    for item in items(db, file) {
        of_body(&checked(db, *item).body, &mut mentions);
        if item.keyword(db) != "test" {
            of_types(item.decl(db), &mut mentions);
        }
    }
    mentions
}

fn of_body(body: &Body, mentions: &mut Mentions) {
    if matches!(body, Body::Story(_)) {
        return;
    }
    let mut mention = |how: How, name: &FullName| mentions.extend([(how, name.clone())]);
    let read = reading(body);
    for selector in &read.selectors {
        mention(How::Happens, &selector.event);
        selector.via.iter().for_each(|via| mention(How::Channel, via));
    }
    for expr in &read.exprs {
        match &expr.kind {
            ExprKind::Trait(name) => mention(How::Trait, name),
            ExprKind::Switch(name) => mention(How::Switch, name),
            ExprKind::Constant(Constant::Channel(name)) => mention(How::Channel, name),
            _ => {}
        }
    }
    match body {
        Body::Message(message) => {
            message.channels.iter().for_each(|channel| mention(How::Channel, channel));
            of_params(&message.params, &mut mention);
        }
        Body::Action(action) => of_params(&action.params, &mut mention),
        Body::Source(source) => source.takes.iter().for_each(|take| mention(How::Happens, &take.event)),
        Body::Journey(journey) => each_statement(journey, &mut |statement| of_statement(statement, &mut mention)),
        _ => {}
    }
}

fn of_statement(statement: &Statement, mention: &mut impl FnMut(How, &FullName)) {
    match &statement.kind {
        StatementKind::Send { candidates, .. } => {
            candidates.iter().for_each(|(message, _)| mention(How::Sent, message));
        }
        StatementKind::Offer { message, placement, .. } => {
            mention(How::Offered, message);
            mention(How::Placement, placement);
        }
        StatementKind::Do { action, .. } => mention(How::Done, action),
        StatementKind::Emit(event, _) => {
            mention(How::Emitted, event);
            mention(How::Happens, event);
        }
        _ => {}
    }
}

/// A parameter can be an event.
fn of_params(params: &[Field], mention: &mut impl FnMut(How, &FullName)) {
    for param in params {
        if let Type::Event(event) = param.ty.known() {
            mention(How::Happens, event);
        }
    }
}

/// The last words of the types that a declaration names.
fn of_types(decl: &Decl, mentions: &mut Mentions) {
    let mut see = |ty: Option<&TypeExpr>| ty.into_iter().for_each(|ty| of_type(&ty.kind, mentions));
    match &decl.kind {
        DeclKind::Customer(fields) | DeclKind::Event(fields) => fields.iter().for_each(|field| see(field.ty.as_ref())),
        DeclKind::Trait(one) => see(one.ty.as_ref()),
        DeclKind::Message(message) => message.params.iter().for_each(|param| see(param.ty.as_ref())),
        DeclKind::Action(action) => {
            action.params.iter().for_each(|param| see(param.ty.as_ref()));
            action.answers.iter().flatten().for_each(|field| see(field.ty.as_ref()));
        }
        DeclKind::Decision(decision) => {
            decision.params.iter().for_each(|param| see(param.ty.as_ref()));
            decision.answers.iter().for_each(|field| see(field.ty.as_ref()));
        }
        _ => {}
    }
}

fn of_type(ty: &TypeKind, mentions: &mut Mentions) {
    match ty {
        TypeKind::Named(path) => mentions.extend(path.words.last().map(|word| (How::Type, word.text.clone()))),
        TypeKind::List(inner) => of_type(inner, mentions),
        TypeKind::Currency(_) | TypeKind::TextUpTo(_) | TypeKind::Values(_) => {}
    }
}
