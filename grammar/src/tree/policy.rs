//! Policies (§11) and invariants (§14).

use smol_str::SmolStr;

use super::{Digits, DurationLit, Expr, Name, Occurrence, Path, Plain, Span, TimeLit, Unit};

/// A rule of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// The lines of its `///`.
    pub docs: Vec<SmolStr>,
    /// Its name.
    pub name: Name,
    /// `was old`.
    pub was: Option<Path>,
    /// What it does; `None` if half-written.
    pub kind: Option<RuleKind>,
    /// `except names`.
    pub except: Vec<Path>,
    /// All of it.
    pub span: Span,
}

/// The kinds of rules.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// `suppress S while c`.
    SuppressWhile(Selection, Expr),
    /// `suppress S for D after E`.
    SuppressAfter(Selection, DurationLit, Occurrence),
    /// `cap S to N per span`.
    Cap(Selection, Digits, Period),
    /// `quiet a..b on days for S`.
    Quiet {
        /// From this time of day …
        from: TimeLit,
        /// … to before that.
        to: TimeLit,
        /// On these days, or on all.
        days: Vec<Name>,
        /// What it concerns.
        selection: Selection,
    },
    /// `gather S until time`.
    Gather(Selection, TimeLit),
    /// `holdout P% of names salt "…"`: the share without its sign.
    Holdout(Name, Vec<Path>, Option<Plain>),
    /// `weigh names by expr`.
    Weigh(Vec<Path>, Expr),
}

/// `all | names via channels`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Which purposes and messages.
    pub what: Selected,
    /// On which channels; empty is all.
    pub via: Vec<Path>,
    /// All of it.
    pub span: Span,
}

/// Which purposes and messages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selected {
    /// `all`.
    All,
    /// Named ones.
    Names(Vec<Path>),
}

/// `per D` or `per day`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// A rolling window.
    Rolling(DurationLit),
    /// The calendar's.
    Calendar(Unit),
}

/// What an invariant claims.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// `never sent S while c`.
    NeverSent(Selection, Expr),
    /// `never c`.
    Never(Expr),
    /// `sent S at most N per span`.
    AtMost(Selection, Digits, Period),
    /// `J ends within D`.
    EndsWithin(Path, DurationLit),
    /// `J reaches step only after step`.
    OnlyAfter(Path, Name, Name),
}
