//! Policies, checked.

use baton_grammar::tree::Span;
use baton_program::{Period, Quiet};
use smol_str::SmolStr;

use super::{Expr, FullName};

/// A rule (§11).
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name in the policy.
    pub name: SmolStr,
    /// What it does.
    pub kind: RuleKind,
    /// `except`: these are neither held back nor counted.
    pub except: Vec<Named>,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of rules.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleKind {
    /// `suppress S while c`; `for D after E` is `while seen(E, D)`.
    Suppress(Selection, Expr),
    /// `cap S to N per …`.
    Cap(Selection, u32, Period),
    /// `quiet`.
    Quiet(Selection, Quiet),
    /// `gather S until time`: milliseconds since midnight.
    Gather(Selection, u32),
    /// `holdout`: the bound of the hash (none holds out everybody), what of, and the salt where written.
    Holdout(Option<u64>, Vec<Named>, Option<SmolStr>),
    /// `weigh names by expr`: a number.
    Weigh(Vec<Named>, Expr),
}

/// What a rule concerns.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// These; empty is `all`.
    pub what: Vec<Named>,
    /// On these channels; empty is all.
    pub via: Vec<FullName>,
}

/// A name in a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// A purpose.
    Purpose(FullName),
    /// A message.
    Message(FullName),
    /// A journey (in holdouts).
    Journey(FullName),
}
