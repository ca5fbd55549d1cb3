//! What a declaration uses: what it reads itself, and what it reads through traits.

use std::collections::BTreeSet;

use baton_grammar::{
    LineIndex,
    tree::{DeclKind, Span},
};
use baton_program::Privacy;
use smol_str::SmolStr;

use crate::{
    check::privacy,
    hir::{Body, Expr, ExprKind, Field, FullName},
    infer::in_words,
    lookup::Space,
    reading::{Reading, reading},
    tools::Declaration,
    workspace::Workspace,
};

/// What a declaration, or a rule of a policy, says of itself and uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Its full name.
    pub name: String,
    /// The word that declares it: `decision`, `rule`.
    pub kind: String,
    /// What it looks like from outside.
    pub signature: Signature,
    /// Where it stands: `file:line:column`.
    pub place: String,
    /// The lines of its documentation.
    pub docs: Vec<SmolStr>,
    /// What it uses: first what it reads itself, then what the traits read that it asks; each once.
    pub uses: Vec<Use>,
}

/// What a declaration looks like from outside, as far as its kind has it; fields with their types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// Its type.
    pub ty: Option<String>,
    /// Its parameters.
    pub params: Option<Vec<(String, String)>>,
    /// What it answers.
    pub answers: Option<Vec<(String, String)>>,
}

/// Something that is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// What kind of thing it is.
    pub kind: UseKind,
    /// Its full name; history as it is written.
    pub name: String,
    /// Its type, where it has a value.
    pub ty: Option<String>,
    /// Whether its value is withheld in explanations.
    pub privacy: Privacy,
    /// Where it is read: `file:line:column`.
    pub place: String,
    /// The trait that reads it; none where the declaration itself does.
    pub through: Option<FullName>,
}

/// The kinds of things that are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the words of §2")]
pub enum UseKind {
    Attribute,
    Trait,
    Switch,
    Audience,
    Journey,
    History,
    Event,
}

impl UseKind {
    /// What it is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Trait => "trait",
            Self::Switch => "switch",
            Self::Audience => "audience",
            Self::Journey => "journey",
            Self::History => "history",
            Self::Event => "event",
        }
    }
}

impl Workspace {
    /// What the declarations of that full name are and use; there can be one of each kind of name. The full name of a rule
    /// begins with that of its policy.
    pub fn explained(&self, name: &str) -> Vec<Explained> {
        self.all_declarations().filter_map(|declaration| self.explain(&declaration, name)).collect()
    }

    fn explain(&self, declaration: &Declaration<'_>, name: &str) -> Option<Explained> {
        declaration.what?;
        let decl = &declaration.decl;
        if declaration.name == name {
            let signature = Signature::of(declaration.body);
            let place = self.place(declaration, decl.name.as_ref().map_or(decl.keyword.span, |name| name.span));
            let uses = self.uses(declaration, declaration.body);
            let (name, kind, docs) = (name.into(), decl.keyword.text.to_string(), decl.docs.clone());
            return Some(Explained { name, kind, signature, place, docs, uses });
        }
        let (Body::Policy(rules), DeclKind::Policy(written)) = (declaration.body, &decl.kind) else { return None };
        let own = name.strip_prefix(declaration.name.as_str())?.strip_prefix('.')?;
        let rule = rules.iter().find(|rule| rule.name == own)?;
        let written = written.iter().find(|written| written.name.text == own)?;
        Some(Explained {
            name: name.into(),
            kind: "rule".into(),
            signature: Signature::default(),
            place: self.place(declaration, written.name.span),
            docs: written.docs.clone(),
            uses: self.uses(declaration, &Body::Policy(vec![rule.clone()])),
        })
    }

    /// What a body uses, itself and through traits.
    fn uses(&self, declaration: &Declaration<'_>, body: &Body) -> Vec<Use> {
        let mut uses: Vec<Use> = Vec::new();
        self.own_uses(declaration, body, None, &mut uses);
        let (mut at, mut seen) = (0, BTreeSet::new());
        while let Some(used) = uses.get(at) {
            at += 1;
            let name = FullName::from(used.name.as_str());
            if used.kind == UseKind::Trait
                && seen.insert(name.clone())
                && let Some(found) = self.declared(Space::Trait, &name)
            {
                self.own_uses(&found, found.body, Some(&name), &mut uses);
            }
        }
        uses
    }

    /// What a body reads itself, in the order of places, without what is told already.
    fn own_uses(&self, declaration: &Declaration<'_>, body: &Body, through: Option<&FullName>, uses: &mut Vec<Use>) {
        let Some(names) = self.lookup(declaration.path) else { return };
        let read = reading(body);
        let mut found: Vec<(Span, UseKind, String, Option<String>, Privacy)> = Vec::new();
        for expr in &read.exprs {
            let Some((kind, name)) = used(expr, || self.written(declaration, expr.span)) else { continue };
            let ty = (kind != UseKind::Journey).then(|| in_words(&expr.ty));
            found.push((expr.span, kind, name, ty, privacy(expr, &names)));
        }
        for (span, event) in awaited(&read) {
            found.push((span, UseKind::Event, event.to_string(), None, Privacy::Open));
        }
        found.sort_by_key(|(span, ..)| (span.start, std::cmp::Reverse(span.end)));
        for (span, kind, name, ty, privacy) in found {
            if !uses.iter().any(|told| told.kind == kind && told.name == name) {
                let place = self.place(declaration, span);
                uses.push(Use { kind, name, ty, privacy, place, through: through.cloned() });
            }
        }
    }

    /// A place of a declaration: `file:line:column`.
    fn place(&self, declaration: &Declaration<'_>, span: Span) -> String {
        let text = self.text(declaration.path).unwrap_or_default();
        let position = LineIndex::new(text).position(text, declaration.start + span.start);
        format!("{}:{}:{}", declaration.path, position.line, position.column)
    }

    /// What is written there, on one line.
    fn written(&self, declaration: &Declaration<'_>, span: Span) -> String {
        let span = span.shifted(declaration.start);
        let text = self.text(declaration.path).and_then(|text| text.get(span.start as usize..span.end as usize));
        text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Signature {
    fn of(body: &Body) -> Self {
        let typed = |fields: &[Field]| {
            let typed = fields.iter().map(|field| (field.name.to_string(), in_words(&field.ty)));
            Some(typed.collect())
        };
        match body {
            Body::Trait(value) => Self { ty: Some(in_words(&value.ty)), ..Self::default() },
            Body::Message(message) => Self { params: typed(&message.params), ..Self::default() },
            Body::Action(action) => {
                let answers = action.answers.as_deref().and_then(typed);
                Self { params: typed(&action.params), answers, ty: None }
            }
            Body::Decision(decision) => {
                Self { params: typed(&decision.params), answers: typed(&decision.answers), ty: None }
            }
            _ => Self::default(),
        }
    }
}

/// What an expression itself uses, and its name.
fn used(expr: &Expr, written: impl FnOnce() -> String) -> Option<(UseKind, String)> {
    Some(match &expr.kind {
        ExprKind::Attribute(name) => (UseKind::Attribute, format!("customer.{name}")),
        ExprKind::Trait(name) => (UseKind::Trait, name.to_string()),
        ExprKind::Switch(name) => (UseKind::Switch, name.to_string()),
        ExprKind::MemberOf(name) => (UseKind::Audience, name.to_string()),
        ExprKind::InJourney { journey, .. } | ExprKind::StepOf(journey) | ExprKind::StepsLeft(journey) => {
            (UseKind::Journey, journey.to_string())
        }
        ExprKind::Read(_) | ExprKind::Share(..) => (UseKind::History, written()),
        _ => return None,
    })
}

/// The events that something waits for, not those that history is asked about.
fn awaited<'b>(read: &Reading<'b>) -> impl Iterator<Item = (Span, &'b FullName)> {
    let asked = read.exprs.iter().flat_map(|expr| expr.reads());
    let asked: BTreeSet<Span> = asked.flat_map(|read| &read.of).map(|(selector, _)| selector.span).collect();
    let selectors = read.selectors.iter().filter(move |selector| !asked.contains(&selector.span));
    selectors.map(|selector| (selector.span, &selector.event)).collect::<Vec<_>>().into_iter()
}
