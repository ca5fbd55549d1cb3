//! Declarations, and parameters of decisions, that nothing uses (W0331). An event may be declared only to be kept, so only
//! a private one is told; tests use nothing, because what only they use isn't needed.

use std::collections::BTreeSet;

use baton_grammar::tree::{Decl, DeclKind, TypeExpr, TypeKind};
use baton_program::Direction;

use super::declared::{Declared, Workspace, each_statement};
use crate::{
    diagnostic::{Diagnostic, codes::lints::UNUSED},
    hir::{Body, Constant, Expr, ExprKind, Field, StatementKind, Type},
    reading::reading,
};

/// Names of one kind.
type Names<'a> = BTreeSet<&'a str>;

/// What is used somewhere.
#[derive(Default)]
struct Used<'a> {
    happenings: Names<'a>,
    traits: Names<'a>,
    switches: Names<'a>,
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
    let declarations = workspace.all.iter().filter_map(|declared| told(&used, declared));
    declarations.chain(workspace.all.iter().flat_map(params)).collect()
}

/// The parameters of a decision that it doesn't read: whoever asks has to give them.
fn params(declared: &Declared) -> Vec<Diagnostic> {
    let (Body::Decision(_), DeclKind::Decision(written)) = (declared.body, &declared.decl.kind) else { return vec![] };
    let read: Names = reading(declared.body).exprs.into_iter().filter_map(local).collect();
    let unread = written.params.iter().filter(|param| !read.contains(param.name.text.as_str()));
    let told = unread.map(|param| {
        let message = format!("the decision `{}` doesn't read its parameter `{}`", declared.name, param.name.text);
        declared.tell(UNUSED, param.name.span, message).help("ask it, or take it out: whoever asks has to give it")
    });
    told.collect()
}

fn local(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Local(name) => Some(name),
        _ => None,
    }
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
        Body::Switch(_) => ("switch", used.switches.contains(name), "ask it in a condition, or take it out"),
        Body::Message(_) => ("message", used.messages.contains(name), "let a journey send or offer it, or take it out"),
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
                ExprKind::Switch(name) => drop(self.switches.insert(name)),
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
                StatementKind::Offer { message, .. } => drop(self.messages.insert(message)),
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
