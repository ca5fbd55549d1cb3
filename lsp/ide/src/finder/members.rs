//! What gets its name inside a declaration, and the keys of records and arguments, which name members of others.

use baton_compiler::lookup::{Space, What};
use baton_grammar::tree::{
    DeclKind, Entry, Expectation, Field, JourneyItemKind, Line, LineKind, MessageItemKind, Name, Param, Path,
};
use baton_program::BuiltIn;

use super::Finder;
use crate::{Owner, Role, Symbol};

impl Finder<'_, '_> {
    /// What gets its name inside this declaration.
    pub(super) fn definitions(&mut self) {
        let decl = self.declaration.decl.clone();
        if let DeclKind::Customer(fields) = &decl.kind {
            fields.iter().for_each(|field| self.define(&field.name, Symbol::Attribute(field.name.text.clone())));
        }
        let Some((space, _)) = self.declaration.what else { return };
        let (of, answer) = (Owner::Of(space, self.own()), Owner::Answer(space, self.own()));
        match &decl.kind {
            DeclKind::Event(fields) => self.define_fields(&of, fields),
            DeclKind::Enumeration(names) => self.define_values(names),
            DeclKind::Message(message) => {
                self.define_params(&of, &message.params);
                for item in &message.items {
                    if let MessageItemKind::Content(_, Some(record)) = &item.kind {
                        let content = Owner::Content(self.own());
                        record.entries.iter().for_each(|one| self.define_member(&content, &one.key));
                    }
                }
            }
            DeclKind::Action(action) => {
                self.define_params(&of, &action.params);
                action.answers.iter().for_each(|fields| self.define_fields(&answer, fields));
            }
            DeclKind::Decision(decision) => {
                self.define_params(&of, &decision.params);
                self.define_fields(&answer, &decision.answers);
            }
            DeclKind::Policy(rules) => {
                for rule in rules {
                    self.define(&rule.name, Symbol::Rule(self.own(), rule.name.text.clone()));
                }
            }
            DeclKind::Journey(journey) => {
                for item in &journey.items {
                    if let JourneyItemKind::Step { name: Some(step), .. } = &item.kind {
                        self.define(step, Symbol::Step(self.own(), step.text.clone()));
                    }
                }
            }
            DeclKind::Invariant(Some(claim)) => self.claim(claim),
            _ => {}
        }
    }

    pub(super) fn define(&mut self, name: &Name, symbol: Symbol) {
        self.add(name.span, symbol, Role::Definition);
    }

    fn define_member(&mut self, owner: &Owner, name: &Name) {
        self.define(name, Symbol::Member(owner.clone(), name.text.clone()));
    }

    fn define_fields(&mut self, owner: &Owner, fields: &[Field]) {
        fields.iter().for_each(|field| self.define_member(owner, &field.name));
    }

    fn define_params(&mut self, owner: &Owner, params: &[Param]) {
        params.iter().for_each(|param| self.define_member(owner, &param.name));
    }

    /// Whose answer a line of a test tells or expects.
    pub(super) fn answer_of(&self, line: &Line) -> Option<Owner> {
        match &line.kind {
            LineKind::Expect(Expectation::Answer(_), _) => {
                self.asked.clone().map(|decision| Owner::Answer(Space::Decision, decision))
            }
            LineKind::At(_, Some(told)) | LineKind::After(_, Some(told)) => {
                let of = self.declaration.named(told.of.as_ref()?)?;
                (of.space == Space::Action).then(|| Owner::Answer(Space::Action, of.name.clone()))
            }
            _ => None,
        }
    }

    /// The key of an entry or argument: a member of what the record belongs to.
    pub(super) fn entry(&mut self, entry: &Entry, owner: Option<&Path>) {
        let (key, is_test) = (entry.key.text.clone(), matches!(self.declaration.decl.kind, DeclKind::Test(_)));
        let symbol = match (owner.and_then(|path| self.declaration.named(path)), &self.answered) {
            (_, Some(answer)) => Symbol::Member(answer.clone(), key),
            (Some(found), _) => match found.what {
                What::Message if is_test => Symbol::Member(Owner::Content(found.name.clone()), key),
                What::BuiltIn(BuiltIn::CustomerChanged) => Symbol::Attribute(key),
                _ => Symbol::Member(Owner::Of(found.space, found.name.clone()), key),
            },
            (None, _) if owner.is_some() => return,
            (None, _) if is_test => Symbol::Attribute(key),
            (None, _) if matches!(self.declaration.decl.kind, DeclKind::Decision(_)) => {
                Symbol::Member(Owner::Answer(Space::Decision, self.own()), key)
            }
            (None, _) => return,
        };
        self.add(entry.key.span, symbol, Role::Use);
    }
}
