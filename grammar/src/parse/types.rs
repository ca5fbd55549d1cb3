//! Fields, parameters, types, records and calls.

use super::builder::{Builder, child, children};
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{Call, Entry, Field, Param, Record, TypeExpr, TypeKind};

/// Whether commas must stand between the elements.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    Required,
    Optional,
}

impl<'c> Builder<'c> {
    /// The elements of a list in brackets; commas that are missing, or that separate nothing, are told.
    pub fn separated(&mut self, pair: &Pair<'c>, commas: Commas) -> Vec<Pair<'c>> {
        let mut elements: Vec<Pair<'c>> = Vec::new();
        let mut comma_before = true;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::LPAREN
                | Rule::RPAREN
                | Rule::LBRACE
                | Rule::RBRACE
                | Rule::LBRACKET
                | Rule::RBRACKET
                | Rule::IN => {}
                Rule::COMMA if comma_before => self.wrong(&part, "unexpected `,`", None),
                Rule::COMMA => comma_before = true,
                _ => {
                    if commas == Commas::Required && !comma_before {
                        self.missing_comma(part.as_span().start());
                    }
                    comma_before = false;
                    elements.push(part);
                }
            }
        }
        elements
    }

    /// `{ name: type … }`.
    pub fn fields(&mut self, pair: &Pair<'c>) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut previous = None;
        for part in self.separated(pair, Commas::Optional) {
            match part.as_rule() {
                Rule::field => fields.extend(self.field(&part)),
                _ => self.junk(&part, previous.as_ref(), Part::Field),
            }
            previous = Some(part);
        }
        fields
    }

    fn field(&mut self, pair: &Pair<'c>) -> Option<Field> {
        let name = self.child_name(pair, Rule::WORD)?;
        let ty = child(pair, Rule::type_of).and_then(|ty| self.type_of(&ty));
        if ty.is_none() {
            self.missing(pair, &format!("expected a type after `{}:`", name.text));
        }
        let default = match child(pair, Rule::ASSIGN) {
            Some(_) => self.value_in(pair, "expected a value after `=`"),
            None => None,
        };
        let personal = child(pair, Rule::personal).map(|word| self.span(&word));
        Some(Field { docs: self.docs(pair), personal, name, ty, default, span: self.span(pair) })
    }

    /// `(name: type, …)`; empty if there are none.
    pub fn params(&mut self, pair: &Pair<'c>) -> Vec<Param> {
        let Some(params) = child(pair, Rule::params) else { return Vec::new() };
        let params = self.separated(&params, Commas::Required);
        params.iter().filter_map(|param| self.param(param)).collect()
    }

    fn param(&mut self, pair: &Pair<'c>) -> Option<Param> {
        let name = self.child_name(pair, Rule::WORD)?;
        let ty = child(pair, Rule::type_of).and_then(|ty| self.type_of(&ty));
        if ty.is_none() {
            self.missing(pair, &format!("expected a type after `{}:`", name.text));
        }
        Some(Param { name, ty })
    }

    /// A type, with its `?`.
    pub fn type_of(&mut self, pair: &Pair<'c>) -> Option<TypeExpr> {
        let inner = pair.clone().into_inner().next()?;
        let kind = self.type_kind(&inner)?;
        Some(TypeExpr { kind, optional: child(pair, Rule::OPTIONAL).is_some(), span: self.span(pair) })
    }

    fn type_kind(&mut self, pair: &Pair<'c>) -> Option<TypeKind> {
        Some(match pair.as_rule() {
            Rule::list_of => {
                let element = pair.clone().into_inner().next_back()?;
                let list = TypeKind::List(Box::new(self.type_kind(&element)?));
                // However deep it is written, it is one mistake.
                if child(pair, Rule::of_lists).is_some() { TypeKind::List(Box::new(list)) } else { list }
            }
            Rule::text_up_to => TypeKind::TextUpTo(self.child_name(pair, Rule::INT)?),
            Rule::values => TypeKind::Values(children(pair, Rule::NAME).map(|name| self.name(&name)).collect()),
            Rule::CODE => TypeKind::Currency(self.name(pair)),
            _ => TypeKind::Named(self.path(pair)),
        })
    }

    /// `{ key: expr … }`.
    pub fn record(&mut self, pair: &Pair<'c>) -> Record {
        Record { entries: self.entries(pair, Commas::Optional), span: self.span(pair) }
    }

    /// The record in a node, if it is there.
    pub fn child_record(&mut self, pair: &Pair<'c>) -> Option<Record> {
        child(pair, Rule::record).map(|record| self.record(&record))
    }

    fn entries(&mut self, pair: &Pair<'c>, commas: Commas) -> Vec<Entry> {
        let part_kind = if commas == Commas::Required { Part::Argument } else { Part::Entry };
        let mut entries = Vec::new();
        let mut previous = None;
        for part in self.separated(pair, commas) {
            match part.as_rule() {
                Rule::entry => entries.extend(self.entry(&part)),
                _ => self.junk(&part, previous.as_ref(), part_kind),
            }
            previous = Some(part);
        }
        entries
    }

    fn entry(&mut self, pair: &Pair<'c>) -> Option<Entry> {
        let key = self.child_name(pair, Rule::WORD)?;
        let value = self.value_in(pair, &format!("expected a value after `{}:`", key.text));
        Some(Entry { key, value })
    }

    /// `name(arg, …)`.
    pub fn call(&mut self, pair: &Pair<'c>) -> Option<Call> {
        let path = self.child_path(pair, Rule::PATH)?;
        let args = match child(pair, Rule::args) {
            Some(args) => self.entries(&args, Commas::Required),
            None => Vec::new(),
        };
        Some(Call { path, args, span: self.span(pair) })
    }
}
