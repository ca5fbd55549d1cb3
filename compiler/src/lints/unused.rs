//! Declarations that nothing uses (W0331). An event may be declared only to be kept, so only a private one is told; tests
//! use nothing, because what only they use isn't needed.

use std::collections::BTreeSet;

use baton_grammar::tree::{Decl, DeclKind, TypeExpr, TypeKind};
use baton_program::Direction;

use super::{
    declared::{Declared, Workspace, each_statement},
    reading::reading,
};
use crate::{
    diagnostic::{Diagnostic, codes::lints::UNUSED},
    hir::{Body, Constant, ExprKind, Field, StatementKind, Type},
};

/// Names of one kind.
type Names<'a> = BTreeSet<&'a str>;

/// What is used somewhere.
#[derive(Default)]
struct Used<'a> {
    happenings: Names<'a>,
    traits: Names<'a>,
    messages: Names<'a>,
    actions: Names<'a>,
    channels: Names<'a>,
    /// The last words of types as written.
    types: BTreeSet<String>,
}

/// What could as well not be there.
pub(super) fn unused(workspace: &Workspace) -> Vec<Diagnostic> {
    let mut used = Used::default();
    workspace.all.iter().for_each(|declared| used.by(declared));
    workspace.all.iter().filter_map(|declared| told(&used, declared)).collect()
}

fn told(used: &Used, declared: &Declared) -> Option<Diagnostic> {
    let name = declared.name.as_str();
    let is_private = declared.decl.private.is_some();
    let (what, is_used, help) = match declared.body {
        Body::Event(_) if is_private => {
            ("event", used.happenings.contains(name), "nothing outside of this package can use it either: take it out")
        }
        Body::Signal(_) => ("signal", used.happenings.contains(name), "let something wait for it, or take it out"),
        Body::Trait(_) => ("trait", used.traits.contains(name), "ask it somewhere, or take it out"),
        Body::Message(_) => ("message", used.messages.contains(name), "let a journey send it, or take it out"),
        Body::Action(_) => ("action", used.actions.contains(name), "let a journey `do` it, or take it out"),
        Body::Channel(channel) if channel.direction == Direction::Outbound => {
            ("channel", used.channels.contains(name), "let a message take it, or take it out")
        }
        Body::Enumeration => {
            let last = declared.decl.name.as_ref().map(|name| name.text.as_str()).unwrap_or_default();
            ("type", used.types.contains(last), "give it to a field, or take it out")
        }
        _ => return None,
    };
    let diagnostic = || declared.tell(UNUSED, declared.name_span(), format!("nothing uses the {what} `{name}`"));
    (!is_used).then(|| diagnostic().help(help))
}

impl<'a> Used<'a> {
    fn by(&mut self, declared: &Declared<'a>) {
        if matches!(declared.body, Body::Story(_)) {
            return;
        }
        types(&declared.decl, &mut self.types);
        let read = reading(declared.body);
        self.happenings.extend(read.selectors.iter().map(|selector| selector.event.as_str()));
        self.channels.extend(read.selectors.iter().flat_map(|selector| &selector.via).map(|via| via.as_str()));
        for expr in &read.exprs {
            match &expr.kind {
                ExprKind::Trait(name) => drop(self.traits.insert(name)),
                ExprKind::Constant(Constant::Channel(name)) => drop(self.channels.insert(name)),
                _ => {}
            }
        }
        match declared.body {
            Body::Message(message) => {
                self.channels.extend(message.channels.iter().map(|channel| channel.as_str()));
                self.params(&message.params);
            }
            Body::Action(action) => self.params(&action.params),
            Body::Source(source) => self.happenings.extend(source.takes.iter().map(|take| take.event.as_str())),
            Body::Journey(journey) => each_statement(journey, &mut |statement| match &statement.kind {
                StatementKind::Send { candidates, .. } => {
                    self.messages.extend(candidates.iter().map(|(message, _)| message.as_str()));
                }
                StatementKind::Do { action, .. } => drop(self.actions.insert(action)),
                StatementKind::Emit(event, _) => drop(self.happenings.insert(event)),
                _ => {}
            }),
            _ => {}
        }
    }

    /// A parameter can be an event.
    fn params(&mut self, params: &'a [Field]) {
        let events = params.iter().filter_map(|param| match param.ty.known() {
            Type::Event(event) => Some(event.as_str()),
            _ => None,
        });
        self.happenings.extend(events);
    }
}

/// The last words of the types that a declaration names.
fn types(decl: &Decl, names: &mut BTreeSet<String>) {
    let mut see = |ty: Option<&TypeExpr>| ty.into_iter().for_each(|ty| named(&ty.kind, names));
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

fn named(ty: &TypeKind, names: &mut BTreeSet<String>) {
    match ty {
        TypeKind::Named(path) => names.extend(path.words.last().map(|word| word.text.to_string())),
        TypeKind::List(inner) => named(inner, names),
        TypeKind::Currency(_) | TypeKind::TextUpTo(_) | TypeKind::Values(_) => {}
    }
}
