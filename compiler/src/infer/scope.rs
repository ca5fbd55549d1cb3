//! What an expression can read besides declarations: fields of the event that is asked about, `as` names, parameters, the
//! key (§4).

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::hir::{FullName, Key, Type};

/// What is in scope.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    /// Where the expression stands.
    pub stands: Stands,
    /// Parameters and `as` names.
    pub locals: BTreeMap<SmolStr, Local>,
    /// Names that some ways bind, but not every way with one event.
    pub unbound: BTreeSet<SmolStr>,
    /// `for each`.
    pub key: Option<Key>,
    /// The event whose `where` this is.
    pub here: Option<FullName>,
    /// What the journey at hand sends.
    pub sends: Vec<FullName>,
}

/// A name and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Local {
    /// Its type.
    pub ty: Type,
    /// What has the name.
    pub origin: Origin,
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// A parameter.
    Parameter,
    /// An event, by `as`.
    Event,
    /// The answer of an action, by `do … as`; its type names the action.
    Answer,
}

/// Where an expression stands, as far as names depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Stands {
    /// Nowhere special.
    #[default]
    Elsewhere,
    /// In a journey: there is a `start`.
    Journey,
    /// In `by` of `channels`: `channel` is the one that is asked about.
    By,
    /// In a source: bare words are columns.
    Source,
}

impl Local {
    /// An event of that type.
    pub fn event(ty: Type) -> Self {
        Self { ty, origin: Origin::Event }
    }
}
