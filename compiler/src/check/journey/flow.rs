//! What holds at a place of a body: the names that every way there has bound, and what is known.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::bindings::Bindings;
use crate::infer::{Facts, Infer, Local};

/// Names and what they stand for.
pub(super) type Names = BTreeMap<SmolStr, Local>;

/// What holds at a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// The names that every way has bound, with one event.
    pub names: Names,
    /// What is known.
    pub facts: Facts,
}

impl Flow {
    /// Lets expressions see what holds here.
    pub fn enter(&self, infer: &mut Infer, bindings: &Bindings) {
        infer.scope.unbound = bindings.order.iter().filter(|name| !self.names.contains_key(*name)).cloned().collect();
        infer.scope.locals.clone_from(&self.names);
        infer.facts.clone_from(&self.facts);
    }

    /// A name is bound, and something is known of it.
    pub fn bind(&mut self, local: Option<(SmolStr, Local)>, facts: &Facts) {
        let Some((name, local)) = local else { return };
        self.facts.forget(&name);
        self.facts = self.facts.with(facts);
        self.names.insert(name, local);
    }

    /// After a rest: attributes and traits can have changed.
    pub fn rested(&self) -> Self {
        Self { names: self.names.clone(), facts: self.facts.lasting() }
    }
}

/// What holds where ways come together; none of them is none.
pub(super) fn meet(ways: impl IntoIterator<Item = Option<Flow>>) -> Option<Flow> {
    ways.into_iter()
        .flatten()
        .reduce(|a, b| Flow { names: common(&a.names, &b.names), facts: a.facts.common(&b.facts) })
}

/// The names that stand for the same in both.
pub(super) fn common(a: &Names, b: &Names) -> Names {
    let both = a.iter().filter(|(name, local)| b.get(*name) == Some(local));
    both.map(|(name, local)| (name.clone(), local.clone())).collect()
}
