//! What checks of the whole workspace read: its declarations as they were checked and as they were written, by name.

use std::{collections::BTreeMap, sync::Arc};

use baton_grammar::tree::{Decl, DeclKind, JourneyItemKind, Span};
use baton_program::Direction;
use smol_str::SmolStr;

use crate::{
    diagnostic::{Code, Diagnostic, Other},
    hir::{Body, Channel, Expr, FullName, Journey, Message, Named, Placement, Rule, Statement, StatementKind},
    lower::bodies,
};

/// How many bytes of what is written are repeated in a message at most.
const MOST_SHOWN: usize = 80;

/// A declaration and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Declared<'a> {
    /// Its package; empty is the root.
    pub package: SmolStr,
    /// Its full name; empty for `customer`, `priorities` and tests.
    pub name: FullName,
    /// What it means.
    pub body: &'a Body,
    /// How it is written; spans count from `start`, as those of `body`.
    pub decl: Arc<Decl>,
    /// Its file.
    pub file: &'a SmolStr,
    /// The whole text of the file.
    pub text: &'a str,
    /// Where it starts in the file.
    pub start: u32,
}

impl Declared<'_> {
    /// Where its name stands; a declaration without one, its keyword.
    pub fn name_span(&self) -> Span {
        self.decl.name.as_ref().map_or(self.decl.keyword.span, |name| name.span)
    }

    /// A place in it as it is written, on one line; `this` where that would be long.
    pub fn written(&self, span: Span) -> String {
        let span = span.shifted(self.start);
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() || line.len() > MOST_SHOWN || line.contains("//") {
            "this".into()
        } else {
            format!("`{line}`")
        }
    }

    /// Where the name of a rule of this policy stands.
    pub fn rule_span(&self, rule: &Rule) -> Span {
        let DeclKind::Policy(rules) = &self.decl.kind else { return rule.span };
        rules.iter().find(|written| written.span == rule.span).map_or(rule.span, |written| written.name.span)
    }

    /// Where the name of a step of this journey stands.
    pub fn step_span(&self, step: &str) -> Span {
        let DeclKind::Journey(journey) = &self.decl.kind else { return self.name_span() };
        let named = journey.items.iter().find_map(|item| match &item.kind {
            JourneyItemKind::Step { name: Some(name), .. } if name.text == step => Some(name.span),
            _ => None,
        });
        named.unwrap_or_else(|| self.name_span())
    }

    /// Something to tell of a place in it.
    pub fn tell(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            file: self.file.clone(),
            span: span.shifted(self.start),
            label: None,
            others: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    /// A place in it that matters to what is told of another.
    pub fn place(&self, span: Span, label: impl Into<String>) -> Other {
        Other { file: self.file.clone(), span: span.shifted(self.start), label: label.into() }
    }
}

impl Diagnostic {
    /// With what to say at its place.
    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With another place that matters.
    pub(super) fn other(mut self, other: Other) -> Self {
        self.others.push(other);
        self
    }

    /// With what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A declaration of one kind.
#[derive(Debug)]
pub(super) struct Of<'a, T> {
    /// Where it stands.
    pub declared: &'a Declared<'a>,
    /// What it is.
    pub is: &'a T,
}

impl<T> Clone for Of<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Of<'_, T> {}

/// All of the workspace, by kind.
#[derive(Debug, Default)]
pub(super) struct Workspace<'a> {
    /// Every declaration, in the order of files and places.
    pub all: &'a [Declared<'a>],
    /// The channels by full name.
    pub channels: BTreeMap<&'a str, Of<'a, Channel>>,
    /// The messages by full name.
    pub messages: BTreeMap<&'a str, Of<'a, Message>>,
    /// The traits by full name.
    pub traits: BTreeMap<&'a str, Of<'a, Expr>>,
    /// The journeys by full name.
    pub journeys: BTreeMap<&'a str, Of<'a, Journey>>,
    /// The placements by full name.
    pub placements: BTreeMap<&'a str, Of<'a, Placement>>,
    /// The rules, the root's first, then by policy and from the top.
    pub rules: Vec<Of<'a, Rule>>,
}

impl<'a> Workspace<'a> {
    pub fn new(all: &'a [Declared<'a>]) -> Self {
        let mut workspace = Self { all, ..Self::default() };
        for declared in all {
            let name = declared.name.as_str();
            match declared.body {
                Body::Channel(is) => drop(workspace.channels.insert(name, Of { declared, is })),
                Body::Message(is) => drop(workspace.messages.insert(name, Of { declared, is })),
                Body::Trait(is) => drop(workspace.traits.insert(name, Of { declared, is })),
                Body::Journey(is) => drop(workspace.journeys.insert(name, Of { declared, is })),
                Body::Placement(is) => drop(workspace.placements.insert(name, Of { declared, is })),
                Body::Policy(rules) => workspace.rules.extend(rules.iter().map(|is| Of { declared, is })),
                _ => {}
            }
        }
        workspace.rules.sort_by_key(|rule| (!rule.declared.package.is_empty(), rule.declared.name.clone()));
        workspace
    }

    /// Whether a channel is one through which something is sent.
    pub fn is_outbound(&self, channel: &str) -> bool {
        self.channels.get(channel).is_none_or(|channel| channel.is.direction == Direction::Outbound)
    }

    /// The full names of what some journey sends.
    pub fn sent(&self) -> std::collections::BTreeSet<&'a str> {
        let mut sent = std::collections::BTreeSet::new();
        for journey in self.journeys.values() {
            each_statement(journey.is, &mut |statement| {
                if let StatementKind::Send { candidates, .. } = &statement.kind {
                    sent.extend(candidates.iter().map(|(message, _)| message.as_str()));
                }
            });
        }
        sent
    }
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
        Named::Message(name) => *name == message.declared.name,
        Named::Journey(_) => false,
    }
}

/// Whether a policy binds what is declared in a package: the root's binds everybody, a package's its own.
pub(super) fn binds(policy: &str, package: &str) -> bool {
    policy.is_empty() || policy == package
}
