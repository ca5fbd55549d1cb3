//! Names: which there are, what a path means where it stands, and what a declaration looks like from outside.

mod cycle;
mod declaration;
mod resolve;
mod scope;
mod signature;
mod stage;
mod suggest;
#[cfg(test)]
mod tests;
mod types;
mod walk;
mod workspace;

use std::{cell::RefCell, collections::BTreeSet, sync::Arc};

use baton_grammar::tree::{Path, TypeExpr};
use baton_program::{BuiltIn, Privacy};
use smol_str::SmolStr;

pub(crate) use declaration::declaration_findings;
pub(crate) use resolve::Ambiguity;
pub(crate) use scope::{Word, item_of, of_keyword, package_items, priorities};
pub(crate) use suggest::{did_you_mean, nearest, suggested};
pub(crate) use workspace::{file_diagnostics, workspace_findings};

use crate::{
    db::{Item, SourceFile, package_of},
    hir::{Field, FullName, Type},
    lookup::{
        ActionSignature, AttributeSignature, ChannelSignature, DecisionSignature, EventSignature, Found,
        JourneySignature, Lookup, MessageSignature, Missing, PlacementSignature, PolicySignature, Reference, Space,
    },
};

/// Names as one file of one package sees them. It keeps account of what its answers made use of.
pub(crate) struct Names<'db> {
    db: &'db dyn salsa::Database,
    file: SourceFile,
    package: SmolStr,
    traits: Traits,
    seen: RefCell<Seen>,
}

/// How a question for another trait is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Traits {
    /// With what it is.
    Known,
    /// With nothing in particular: it is only noted that it was asked for.
    Noted,
}

/// What the answers made use of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// The `use`s of the file, as written.
    pub uses: BTreeSet<SmolStr>,
    /// What was named, and where: in the order asked.
    pub references: Vec<Reference>,
    /// Names that two `use`s bring.
    pub ambiguous: Vec<Ambiguity>,
    /// The traits that were asked for.
    pub traits: BTreeSet<FullName>,
}

impl<'db> Names<'db> {
    /// Names as the file sees them.
    pub fn new(db: &'db dyn salsa::Database, file: SourceFile) -> Self {
        Self { db, file, package: package_of(file.path(db)), traits: Traits::Known, seen: RefCell::default() }
    }

    /// What the answers made use of.
    pub fn seen(self) -> Seen {
        self.seen.into_inner()
    }

    fn noting_traits(db: &'db dyn salsa::Database, file: SourceFile) -> Self {
        Self { traits: Traits::Noted, ..Self::new(db, file) }
    }

    fn item(&self, space: Space, name: &FullName) -> Option<Item<'db>> {
        item_of(self.db, space, name)
    }

    /// The trait of a name, noted; none where it only is to be noted.
    fn trait_item(&self, name: &FullName) -> Option<Item<'db>> {
        self.seen.borrow_mut().traits.insert(name.clone());
        match self.traits {
            Traits::Known => self.item(Space::Trait, name),
            Traits::Noted => None,
        }
    }
}

impl Lookup for Names<'_> {
    fn package(&self) -> SmolStr {
        self.package.clone()
    }

    fn find(&self, space: Space, path: &Path) -> Option<Found> {
        let found = self.search(space, path).ok()?;
        let words = path.words.get(..found.words).unwrap_or_default();
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            let span = first.span.to(last.span);
            let reference = Reference { span, space, name: found.name.clone(), what: found.what };
            self.seen.borrow_mut().references.push(reference);
        }
        Some(found)
    }

    fn missing(&self, space: Space, path: &Path) -> Missing {
        self.explain(space, path)
    }

    fn names(&self, space: Space) -> Vec<SmolStr> {
        self.writable(space)
    }

    fn type_of(&self, ty: &TypeExpr) -> Type {
        types::type_of(self, ty)
    }

    fn attribute(&self, name: &str) -> Option<AttributeSignature> {
        signature::attribute(self.db, Word::new(self.db, SmolStr::new(name))).clone()
    }

    fn attributes(&self) -> Arc<Vec<AttributeSignature>> {
        signature::attributes(self.db).clone()
    }

    fn event(&self, name: &FullName) -> Option<Arc<EventSignature>> {
        match self.item(Space::Happening, name) {
            Some(item) => signature::event(self.db, item).clone(),
            None => BuiltIn::named(name).map(|event| Arc::new(signature::built_in_event(self.db, event))),
        }
    }

    fn field(&self, event: &FullName, name: &str) -> Option<Field> {
        let word = Word::new(self.db, SmolStr::new(name));
        match self.item(Space::Happening, event) {
            Some(item) => signature::field(self.db, item, word).clone(),
            None => signature::field_of_built_in(self.db, BuiltIn::named(event)?, word),
        }
    }

    fn message(&self, name: &FullName) -> Option<Arc<MessageSignature>> {
        signature::message(self.db, self.item(Space::Happening, name)?).clone()
    }

    fn action(&self, name: &FullName) -> Option<Arc<ActionSignature>> {
        signature::action(self.db, self.item(Space::Action, name)?).clone()
    }

    fn journey(&self, name: &FullName) -> Option<Arc<JourneySignature>> {
        signature::journey(self.db, self.item(Space::Journey, name)?).clone()
    }

    fn of_stage(&self, stage: &str) -> Arc<Vec<FullName>> {
        stage::of_stage(self.db, Word::new(self.db, SmolStr::new(stage))).clone()
    }

    fn stages(&self) -> Vec<SmolStr> {
        stage::stages(self.db).keys().cloned().collect()
    }

    fn channel(&self, name: &FullName) -> Option<ChannelSignature> {
        signature::channel(self.db, self.item(Space::Channel, name)?).clone()
    }

    fn decision(&self, name: &FullName) -> Option<Arc<DecisionSignature>> {
        signature::decision(self.db, self.item(Space::Decision, name)?).clone()
    }

    fn placement(&self, name: &FullName) -> Option<PlacementSignature> {
        signature::placement(self.db, self.item(Space::Placement, name)?).clone()
    }

    fn policy(&self, name: &FullName) -> Option<Arc<PolicySignature>> {
        signature::policy(self.db, self.item(Space::Policy, name)?).clone()
    }

    fn trait_type(&self, name: &FullName) -> Type {
        self.trait_item(name).map_or(Type::Any, |item| cycle::trait_facts(self.db, item).ty.clone())
    }

    fn trait_unwatchable(&self, name: &FullName) -> Option<String> {
        cycle::trait_facts(self.db, self.trait_item(name)?).unwatchable.clone()
    }

    fn trait_privacy(&self, name: &FullName) -> Privacy {
        self.trait_item(name).map_or(Privacy::Open, |item| cycle::trait_facts(self.db, item).privacy)
    }
}
