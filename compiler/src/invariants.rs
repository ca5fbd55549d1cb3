//! Invariants (§14): what a workspace claims about itself, and what is known of each claim.

use baton_grammar::tree::Span;
use smol_str::SmolStr;

use crate::{
    db::{Item, all_items},
    hir::{Body, FullName},
    locate::name_span,
    stages::checked,
};

/// An invariant whose names and types are right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invariant {
    /// Its full name.
    pub name: FullName,
    /// What is known of it.
    pub verdict: Verdict,
    /// The file in which it stands, relative to the workspace.
    pub file: SmolStr,
    /// Where its name stands in the file.
    pub span: Span,
}

/// What is known of an invariant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing yet: it may hold or not.
    NotDecided,
}

impl Verdict {
    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotDecided => "not decided",
        }
    }
}

/// The invariants of the workspace, in the order of files and places.
pub(crate) fn invariants(db: &dyn salsa::Database) -> Vec<Invariant> {
    let invariant = |item: Item| {
        matches!(checked(db, item).body, Body::Invariant(_)).then(|| Invariant {
            name: item.full_name(db),
            verdict: Verdict::NotDecided,
            file: item.file(db).path(db).clone(),
            span: name_span(db, item).shifted(item.start(db)),
        })
    };
    all_items(db).filter_map(invariant).collect()
}
