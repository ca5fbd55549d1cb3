//! The symbols of one declaration: first what the compiler says of it, then what its tree alone says.

mod members;

use std::collections::BTreeMap;

use baton_compiler::{
    Declaration,
    hir::{self, Body, Constant, Expr, ExprKind, FullName, Type},
    lookup::{Reference, Space, What},
};
use baton_grammar::tree::{
    Claim, DeclKind, ExprKind as TreeExpr, JourneyItemKind, Line, LineKind, Name, Part, Path, Span, StatementKind,
    TypeExpr, TypeKind, walk,
};
use smol_str::SmolStr;

use crate::{
    Occurrence, Owner, Role, Symbol,
    symbol::{joined, values},
};

/// The symbols of a declaration, in the order of their places in its file.
pub(crate) fn occurrences(declaration: &Declaration<'_>) -> Vec<Occurrence> {
    let mut finder = Finder {
        declaration,
        answers: answers(declaration),
        found: BTreeMap::new(),
        step: None,
        asked: None,
        answered: None,
    };
    finder.name();
    declaration.references.iter().for_each(|reference| finder.reference(reference));
    finder.expressions();
    finder.definitions();
    walk(&declaration.decl, &mut |part| finder.part(part));
    let shifted = |(span, (symbol, role)): (Span, (Symbol, Role))| Occurrence {
        span: span.shifted(declaration.start),
        symbol,
        role,
    };
    finder.found.into_iter().map(shifted).collect()
}

/// The names under which a journey keeps answers.
fn answers(declaration: &Declaration<'_>) -> Vec<SmolStr> {
    let mut answers = Vec::new();
    walk(&declaration.decl, &mut |part| {
        if let Part::Statement(statement) = part
            && let StatementKind::Do { answer: Some(answer), .. } = &statement.kind
        {
            answers.push(answer.bind.text.clone());
        }
    });
    answers
}

struct Finder<'d, 'w> {
    declaration: &'d Declaration<'w>,
    answers: Vec<SmolStr>,
    /// By place; what is found later at one place is more exact.
    found: BTreeMap<Span, (Symbol, Role)>,
    /// The step through which the walk goes.
    step: Option<SmolStr>,
    /// The decision that a test asked last.
    asked: Option<FullName>,
    /// Whose answer the line of a test speaks of through which the walk goes.
    answered: Option<Owner>,
}

impl Finder<'_, '_> {
    fn add(&mut self, span: Span, symbol: Symbol, role: Role) {
        self.found.insert(span, (symbol, role));
    }

    fn own(&self) -> FullName {
        self.declaration.name.clone()
    }

    fn name(&mut self) {
        let declaration = self.declaration;
        if let (Some(name), Some((space, _))) = (&declaration.decl.name, declaration.what) {
            self.add(name.span, Symbol::Declaration(space, self.own()), Role::Definition);
        }
    }

    /// A declaration is named by the last of its words.
    fn reference(&mut self, reference: &Reference) {
        let symbol = symbol_of(reference);
        let length = symbol.word().len() as u32;
        let start = reference.span.end.saturating_sub(length).max(reference.span.start);
        self.add(Span::new(start, reference.span.end), symbol, Role::Use);
    }

    /// What the typed expressions say: attributes, fields, `as` names, keys, values of enumerations.
    fn expressions(&mut self) {
        let exprs = self.declaration.exprs();
        for expr in &exprs {
            self.expression(expr);
        }
        for selector in self.declaration.selectors() {
            if let Some(condition) = &selector.condition {
                self.fields_here(condition, &selector.event);
            }
        }
        for expr in &exprs {
            for (selector, field) in expr.reads().into_iter().flat_map(|read| &read.of) {
                field.iter().for_each(|field| self.fields_here(field, &selector.event));
            }
        }
    }

    fn expression(&mut self, expr: &Expr) {
        let last = |word: &str| Span::new(expr.span.end.saturating_sub(word.len() as u32), expr.span.end);
        match &expr.kind {
            ExprKind::Attribute(name) => self.add(last(name), Symbol::Attribute(name.clone()), Role::Use),
            ExprKind::Field(of, name) => {
                let Type::Event(event) = &of.ty else { return };
                self.add(last(name), Symbol::Member(self.fields_of(of, event), name.clone()), Role::Use);
            }
            ExprKind::Local(name) => self.add(last(name), self.local(name), Role::Use),
            ExprKind::Key => {
                if let Some(key) = self.key() {
                    self.add(expr.span, key, Role::Use);
                }
            }
            ExprKind::Constant(Constant::Symbol(value)) => {
                let Type::Enumeration(values) = expr.ty.known() else { return };
                self.add(expr.span, Symbol::Value(values.clone(), value.clone()), Role::Use);
            }
            _ => {}
        }
    }

    /// The fields of an event where it is asked about.
    fn fields_here(&mut self, expr: &Expr, event: &FullName) {
        hir::each(expr, &mut |part| {
            if let ExprKind::Here(name) = &part.kind {
                let start = part.span.end.saturating_sub(name.len() as u32);
                let owner = Owner::Of(Space::Happening, event.clone());
                self.add(Span::new(start, part.span.end), Symbol::Member(owner, name.clone()), Role::Use);
            }
        });
    }

    /// Whose fields an event value has: those of an answer are its action's.
    fn fields_of(&self, of: &Expr, event: &FullName) -> Owner {
        match &of.kind {
            ExprKind::Local(name) if self.answers.contains(name) => Owner::Answer(Space::Action, event.clone()),
            _ => Owner::Of(Space::Happening, event.clone()),
        }
    }

    /// An `as` name, or a parameter of this declaration. The `as` names of a signal can be read wherever it stands.
    fn local(&self, name: &SmolStr) -> Symbol {
        let params: &[hir::Field] = match self.declaration.body {
            Body::Message(message) => &message.params,
            Body::Decision(decision) => &decision.params,
            _ => &[],
        };
        match self.declaration.what {
            Some((space, what)) if what == What::Signal || params.iter().any(|param| param.name == *name) => {
                Symbol::Member(Owner::Of(space, self.own()), name.clone())
            }
            _ => Symbol::Local(self.declaration.path.clone(), self.declaration.start, name.clone()),
        }
    }

    fn is_journey(&self) -> bool {
        self.declaration.what.is_some_and(|(space, _)| space == Space::Journey)
    }

    fn key(&self) -> Option<Symbol> {
        key_of(self.declaration).map(|(symbol, _)| symbol)
    }

    /// What only the tree says: steps, keys of records, bindings.
    fn part(&mut self, part: Part<'_>) {
        match part {
            Part::JourneyItem(item) => {
                self.step = match &item.kind {
                    JourneyItemKind::Step { name: Some(name), .. } => Some(name.text.clone()),
                    _ => None,
                };
            }
            Part::Line(line) => self.line(line),
            Part::Expr(expr) => {
                if let TreeExpr::In { journey, step: Some(step), .. } = &expr.kind {
                    self.step_of(journey, step);
                }
            }
            Part::Step(step) if self.is_journey() && !self.found.contains_key(&step.span) => {
                self.add(step.span, Symbol::Step(self.own(), step.text.clone()), Role::Use);
            }
            Part::Share(share) => {
                if let Some(step) = self.step.clone() {
                    self.define(share, Symbol::Arm(self.own(), step, share.text.clone()));
                }
            }
            Part::Bind(name) => self.define(name, self.local(&name.text)),
            Part::Key(name) => {
                if let Some(key) = self.key() {
                    self.define(name, key);
                }
            }
            Part::Type(ty) => self.values_of(ty),
            Part::Purpose(name) => self.define(name, Symbol::Declaration(Space::Purpose, name.text.clone())),
            Part::Entry(entry, owner) => self.entry(entry, owner),
            Part::Path(path) => self.path(path),
            _ => {}
        }
    }

    /// What the keys of a line's records belong to, and the steps and arms that it names.
    fn line(&mut self, line: &Line) {
        self.answered = self.answer_of(line);
        match &line.kind {
            LineKind::Ask(call) => self.asked = self.declaration.named(&call.path).map(|found| found.name.clone()),
            LineKind::Takes(arm, path) => {
                let Some((journey, step)) = self.declaration.named(path).zip(path.words.last()) else { return };
                self.add(arm.span, Symbol::Arm(journey.name.clone(), step.text.clone(), arm.text.clone()), Role::Use);
            }
            _ => {}
        }
    }

    /// The step of a journey that is named before it.
    fn step_of(&mut self, journey: &Path, step: &Name) {
        if let Some(found) = self.declaration.named(journey) {
            self.add(step.span, Symbol::Step(found.name.clone(), step.text.clone()), Role::Use);
        }
    }

    /// The steps that an invariant names.
    fn claim(&mut self, claim: &Claim) {
        if let Claim::OnlyAfter(journey, step, after) = claim {
            self.step_of(journey, step);
            self.step_of(journey, after);
        }
    }

    /// The values of a type that is written out.
    fn values_of(&mut self, ty: &TypeExpr) {
        if let TypeKind::Values(names) = &ty.kind {
            self.define_values(names);
        }
    }

    fn define_values(&mut self, names: &[Name]) {
        let values = values(names);
        names.iter().for_each(|name| self.define(name, Symbol::Value(values.clone(), name.text.clone())));
    }

    /// Words of a path around the declaration that it names: before it packages, behind it what is of it.
    fn path(&mut self, path: &Path) {
        let Some(found) = self.declaration.named(path) else { return };
        for (at, word) in path.words.iter().enumerate() {
            if word.span.end < found.span.end {
                let package = path.words.get(..=at).map(joined).unwrap_or_default();
                self.add(word.span, Symbol::Package(package), Role::Use);
            }
        }
        let Some(word) = path.words.iter().find(|word| word.span.start > found.span.end) else { return };
        let (name, text) = (found.name.clone(), word.text.clone());
        let symbol = match found.space {
            Space::Policy => Symbol::Rule(name, text),
            Space::Journey => Symbol::Step(name, text),
            Space::Happening => Symbol::Member(Owner::Of(Space::Happening, name), text),
            _ => return,
        };
        self.add(word.span, symbol, Role::Use);
    }
}

/// What a reference names.
pub(crate) fn symbol_of(reference: &Reference) -> Symbol {
    match reference.what {
        What::BuiltIn(event) => Symbol::BuiltIn(event),
        _ => Symbol::Declaration(reference.space, reference.name.clone()),
    }
}

/// The key of a journey or signal, and its place in the declaration.
pub(crate) fn key_of(declaration: &Declaration<'_>) -> Option<(Symbol, Span)> {
    let (each, own) = match &declaration.decl.kind {
        DeclKind::Journey(journey) => (journey.each.as_ref()?, None),
        DeclKind::Signal(signal) => {
            (signal.each.as_ref()?, Some(Owner::Of(Space::Happening, declaration.name.clone())))
        }
        _ => return None,
    };
    let key = each.key.text.clone();
    let symbol = match own {
        Some(owner) => Symbol::Member(owner, key),
        None => Symbol::Key(declaration.name.clone(), key),
    };
    Some((symbol, each.key.span))
}
