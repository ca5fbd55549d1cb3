//! What checks read: declarations as they were checked and as they are written, by name.
//!
//! Invariant: a check is asked of one declaration, and looks up whatever else it needs. So it runs again when that changes,
//! and at no other edit.

use std::collections::BTreeMap;

use baton_grammar::tree::{Decl, DeclKind, JourneyItemKind, Span};
use baton_program::Direction;
use smol_str::SmolStr;

use super::mentions::{How, Mention, is_mentioned};
use crate::{
    db::Item,
    diagnostic::Site,
    hir::{Body, Channel, Expr, FullName, Journey, Message, Named, Placement, Rule, Statement},
    lookup::Space,
    lower::bodies,
    names::{Word, item_of, of_keyword, package_items},
    stages::checked,
};

/// How many bytes of what is written are repeated in a message at most.
const MOST_SHOWN: usize = 80;

/// A declaration.
#[derive(Clone, Copy)]
pub(super) struct Declared<'db> {
    db: &'db dyn salsa::Database,
    pub item: Item<'db>,
}

impl<'db> Declared<'db> {
    pub const fn new(db: &'db dyn salsa::Database, item: Item<'db>) -> Self {
        Self { db, item }
    }

    /// What it means.
    pub fn body(&self) -> &'db Body {
        &checked(self.db, self.item).body
    }

    /// All of the workspace in which it stands.
    pub const fn workspace(&self) -> Workspace<'db> {
        Workspace { db: self.db }
    }

    /// Its package; empty is the root.
    pub fn package(&self) -> SmolStr {
        self.item.package(self.db)
    }

    /// Its full name; empty for `customer`, `priorities` and tests.
    pub fn name(&self) -> FullName {
        self.item.what(self.db).map(|_| self.item.full_name(self.db)).unwrap_or_default()
    }

    /// Its name without the package's.
    pub fn own_name(&self) -> &'db str {
        self.decl().name.as_ref().map(|name| name.text.as_str()).unwrap_or_default()
    }

    /// The kind of its name, where it has one.
    pub fn space(&self) -> Option<Space> {
        self.item.what(self.db).map(|(space, _)| space)
    }

    /// How it is written; spans count from its start, as those of `body`.
    pub fn decl(&self) -> &'db Decl {
        self.item.decl(self.db)
    }

    /// Where its name stands; a declaration without one, its keyword.
    pub fn name_span(&self) -> Span {
        let decl = self.decl();
        decl.name.as_ref().map_or(decl.keyword.span, |name| name.span)
    }

    /// A place in it as it is written, on one line; `this` where that would be long.
    pub fn written(&self, span: Span) -> String {
        let text = text_of(self.db, self.item).get(span.start as usize..span.end as usize).unwrap_or_default();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() || line.len() > MOST_SHOWN || line.contains("//") {
            "this".into()
        } else {
            format!("`{line}`")
        }
    }

    /// Where the name of a rule of this policy stands.
    pub fn rule_span(&self, rule: &Rule) -> Span {
        let DeclKind::Policy(rules) = &self.decl().kind else { return rule.span };
        rules.iter().find(|written| written.span == rule.span).map_or(rule.span, |written| written.name.span)
    }

    /// Where the name of a step of this journey stands.
    pub fn step_span(&self, step: &str) -> Span {
        let DeclKind::Journey(journey) = &self.decl().kind else { return self.name_span() };
        let named = journey.items.iter().find_map(|item| match &item.kind {
            JourneyItemKind::Step { name: Some(name), .. } if name.text == step => Some(name.span),
            _ => None,
        });
        named.unwrap_or_else(|| self.name_span())
    }

    /// A place in it that matters to what is told of another.
    pub fn place(&self, span: Span) -> Site {
        match self.space() {
            Some(space) => Site::In(space, self.name(), span),
            None => Site::Here(span),
        }
    }
}

/// A declaration of one kind.
pub(super) struct Of<'db, T> {
    /// Where it stands.
    pub declared: Declared<'db>,
    /// What it is.
    pub is: &'db T,
}

impl<T> Clone for Of<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Of<'_, T> {}

/// All of the workspace, by name.
#[derive(Clone, Copy)]
pub(super) struct Workspace<'db> {
    pub db: &'db dyn salsa::Database,
}

impl<'db> Workspace<'db> {
    /// What a full name declares.
    pub fn declared(&self, space: Space, name: &str) -> Option<Declared<'db>> {
        item_of(self.db, space, name).map(|item| Declared::new(self.db, item))
    }

    pub fn channel(&self, name: &str) -> Option<Of<'db, Channel>> {
        let declared = self.declared(Space::Channel, name)?;
        if let Body::Channel(is) = declared.body() { Some(Of { declared, is }) } else { None }
    }

    pub fn message(&self, name: &str) -> Option<Of<'db, Message>> {
        message(self.declared(Space::Happening, name)?)
    }

    pub fn a_trait(&self, name: &str) -> Option<Of<'db, Expr>> {
        let declared = self.declared(Space::Trait, name)?;
        if let Body::Trait(is) = declared.body() { Some(Of { declared, is }) } else { None }
    }

    pub fn placement(&self, name: &str) -> Option<Of<'db, Placement>> {
        let declared = self.declared(Space::Placement, name)?;
        if let Body::Placement(is) = declared.body() { Some(Of { declared, is }) } else { None }
    }

    /// All messages, in the order of files and places.
    pub fn messages(self) -> impl Iterator<Item = Of<'db, Message>> {
        self.bound("")
    }

    /// The messages that a package's policies bind: the root's bind all, others their package's own.
    pub fn bound(self, package: &str) -> impl Iterator<Item = Of<'db, Message>> {
        let db = self.db;
        let items = match package {
            "" => of_keyword(db, Word::new(db, SmolStr::new_static("message"))),
            package => own_messages(db, Word::new(db, SmolStr::new(package))),
        };
        items.iter().filter_map(move |item| message(Declared::new(db, *item)))
    }

    /// All channels, in the order of files and places.
    pub fn channels(self) -> impl Iterator<Item = Of<'db, Channel>> {
        self.all("channel").filter_map(|declared| match declared.body() {
            Body::Channel(is) => Some(Of { declared, is }),
            _ => None,
        })
    }

    /// The rules that bind what is declared in a package: the root's first, then by policy and from the top.
    pub fn rules(&self, package: &str) -> Vec<Of<'db, Rule>> {
        let of = |package: &str| own_rules(self.db, Word::new(self.db, SmolStr::new(package)));
        let own = if package.is_empty() { &[] } else { of(package) };
        let rule = |rule: &'db OwnRule<'db>| Of { declared: Declared::new(self.db, rule.policy), is: &rule.rule };
        of("").iter().chain(own).map(rule).collect()
    }

    /// Whether a channel is one through which something is sent.
    pub fn is_outbound(&self, channel: &str) -> bool {
        directions(self.db).get(channel).is_none_or(|direction| *direction == Direction::Outbound)
    }

    /// Whether something of a name is mentioned somewhere in this way.
    pub fn mentions(&self, how: How, name: &str) -> bool {
        is_mentioned(self.db, Mention::new(self.db, how, SmolStr::new(name)))
    }

    fn all(self, keyword: &str) -> impl Iterator<Item = Declared<'db>> {
        let db = self.db;
        of_keyword(db, Word::new(db, SmolStr::new(keyword))).iter().map(move |item| Declared::new(db, *item))
    }
}

pub(super) fn message(declared: Declared<'_>) -> Option<Of<'_, Message>> {
    if let Body::Message(is) = declared.body() { Some(Of { declared, is }) } else { None }
}

/// Which way each channel goes, by full name: every rule asks that of every message.
#[salsa::tracked]
fn directions(db: &dyn salsa::Database) -> BTreeMap<FullName, Direction> {
    let channels = Workspace { db }.channels();
    channels.map(|channel| (channel.declared.name(), channel.is.direction)).collect()
}

/// A rule, and the policy in which it stands.
#[derive(Clone, PartialEq, salsa::SalsaValue)]
struct OwnRule<'db> {
    policy: Item<'db>,
    rule: Rule,
}

/// The rules of a package's policies, by policy and from the top: every message asks for them.
#[salsa::tracked(returns(deref))]
fn own_rules<'db>(db: &'db dyn salsa::Database, package: Word<'db>) -> Vec<OwnRule<'db>> {
    let mut policies = of_package(db, package, "policy");
    policies.sort_by_cached_key(|item| item.full_name(db));
    let rules = policies.into_iter().flat_map(|policy| {
        let rules = if let Body::Policy(rules) = &checked(db, policy).body { rules.as_slice() } else { &[] };
        rules.iter().map(move |rule| OwnRule { policy, rule: rule.clone() })
    });
    rules.collect()
}

/// The messages that a package declares, in the order of files and places.
#[salsa::tracked(returns(deref))]
fn own_messages<'db>(db: &'db dyn salsa::Database, package: Word<'db>) -> Vec<Item<'db>> {
    of_package(db, package, "message")
}

fn of_package<'db>(db: &'db dyn salsa::Database, package: Word<'db>, keyword: &str) -> Vec<Item<'db>> {
    package_items(db, package.text(db)).filter(|item| item.keyword(db) == keyword).collect()
}

/// The text of a declaration.
#[salsa::tracked(returns(deref))]
fn text_of<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> String {
    let start = item.start(db) as usize;
    let text = item.file(db).text(db).get(start..start + item.decl(db).span.end as usize);
    text.unwrap_or_default().to_owned()
}

/// Visits the statements of a journey, each before those inside it.
pub(crate) fn each_statement<'j>(journey: &'j Journey, visit: &mut dyn FnMut(&'j Statement)) {
    let steps = journey.steps.iter().map(|step| &step.body);
    for body in steps.chain(journey.handlers.iter().map(|handler| &handler.body)) {
        each_inside(body, visit);
    }
}

/// Visits the statements of a body, each before those inside it.
pub(super) fn each_inside<'j>(body: &'j [Statement], visit: &mut dyn FnMut(&'j Statement)) {
    for statement in body {
        visit(statement);
        bodies(statement).into_iter().for_each(|inner| each_inside(inner, visit));
    }
}

/// Whether a name in a rule speaks of a message.
pub(super) fn speaks_of(name: &Named, message: &Of<Message>) -> bool {
    match name {
        Named::Purpose(purpose) => *purpose == message.is.purpose,
        Named::Message(name) => *name == message.declared.name(),
        Named::Journey(_) => false,
    }
}

/// Whether a policy binds what is declared in a package: the root's binds everybody, a package's its own.
pub(super) fn binds(policy: &str, package: &str) -> bool {
    policy.is_empty() || policy == package
}
