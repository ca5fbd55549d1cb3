//! What a word of a workspace stands for: everything that has a name and a place where it gets it.

use std::sync::Arc;

use baton_compiler::{hir::FullName, lookup::Space};
use baton_grammar::tree::Name;
use baton_program::BuiltIn;
use smol_str::SmolStr;

/// What a word stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// A declaration of the workspace.
    Declaration(Space, FullName),
    /// A built-in event.
    BuiltIn(BuiltIn),
    /// A package, or a folder on the way to one.
    Package(SmolStr),
    /// An attribute of the customer.
    Attribute(SmolStr),
    /// A field, parameter, key or answer of a declaration.
    Member(Owner, SmolStr),
    /// A step of a journey.
    Step(FullName, SmolStr),
    /// An arm of a `split`, with the journey and step in which it stands.
    Arm(FullName, SmolStr, SmolStr),
    /// A rule of a policy.
    Rule(FullName, SmolStr),
    /// An `as` name of a journey, within the declaration that starts there.
    Local(SmolStr, u32, SmolStr),
    /// The key of a journey; a signal's is a member of it.
    Key(FullName, SmolStr),
    /// A value of the enumeration that has these, in byte order.
    Value(Arc<[SmolStr]>, SmolStr),
}

impl Symbol {
    /// Its own name, without what it belongs to.
    pub fn word(&self) -> &str {
        match self {
            Self::Declaration(_, name) | Self::Package(name) => own(name),
            Self::BuiltIn(event) => event.name(),
            Self::Attribute(word)
            | Self::Member(_, word)
            | Self::Step(_, word)
            | Self::Arm(.., word)
            | Self::Rule(_, word)
            | Self::Local(_, _, word)
            | Self::Key(_, word)
            | Self::Value(_, word) => word,
        }
    }
}

/// A declaration that has members.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The fields of an event or signal, or the parameters of a message, action or decision.
    Of(Space, FullName),
    /// What an action or decision answers.
    Answer(Space, FullName),
    /// What a message says.
    Content(FullName),
}

impl Owner {
    /// The declaration.
    pub const fn name(&self) -> &FullName {
        match self {
            Self::Of(_, name) | Self::Answer(_, name) | Self::Content(name) => name,
        }
    }

    /// The declaration's kind of name.
    pub const fn space(&self) -> Space {
        match self {
            Self::Of(space, _) | Self::Answer(space, _) => *space,
            Self::Content(_) => Space::Happening,
        }
    }
}

/// A full name without its package.
pub(crate) fn own(name: &str) -> &str {
    package_and_own(name).1
}

/// The package of a full name, and what is left of it.
pub(crate) fn package_and_own(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

/// A package's name in front of a declaration's own.
pub(crate) fn full_name(package: &str, own: &str) -> FullName {
    if package.is_empty() { own.into() } else { smol_str::format_smolstr!("{package}.{own}") }
}

/// Words with dots between them.
pub(crate) fn joined(words: &[Name]) -> SmolStr {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".").into()
}

/// The values of an enumeration, as its type has them.
pub(crate) fn values(names: &[Name]) -> Arc<[SmolStr]> {
    let mut values: Vec<SmolStr> = names.iter().map(|name| name.text.clone()).collect();
    values.sort();
    values.dedup();
    values.into()
}
