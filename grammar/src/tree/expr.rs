//! Expressions (§7), occurrences, and patterns (§9).

use smol_str::SmolStr;

use super::{Digits, Name, Path, Span};

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expr {
    /// What it says.
    pub kind: ExprKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExprKind {
    /// `if c then a else b`.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a op b`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// `a in (b, c)`.
    OneOf(Box<Expr>, Vec<Expr>),
    /// `a is known`.
    IsKnown(Box<Expr>),
    /// `a is unknown`.
    IsUnknown(Box<Expr>),
    /// `(a).word`, where `a` is not a path.
    Field(Box<Expr>, Name),
    /// `a.b.c`: a name, and what of it.
    Path(Path),
    /// A literal.
    Literal(Literal),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `in J(key) at step`.
    In {
        /// The journey.
        journey: Path,
        /// The instance's key.
        key: Option<Box<Expr>>,
        /// The step.
        step: Option<Name>,
    },
    /// `in stage S`: in any journey of the stage.
    InStage(Name),
    /// `member of A`.
    MemberOf(Path),
    /// `step of J`.
    StepOf(Path),
    /// `steps left in J`.
    StepsLeft(Path),
    /// `count(E, D, up to N)` and its like.
    Measure {
        /// Which.
        measure: Measure,
        /// Where the measure's name stands.
        name: Span,
        /// Of what; `sum(E.f)` has the field as the path's last word.
        occurrence: Box<Occurrence>,
        /// The window.
        within: Option<DurationLit>,
        /// `up to N`.
        up_to: Option<Digits>,
    },
    /// `share(E, F, D)`.
    Share(Box<Occurrence>, Box<Occurrence>, Option<DurationLit>),
    /// `since(x)`.
    Since(Box<PointOf>),
    /// `until(x)`.
    Until(Box<PointOf>),
    /// `column "name"`.
    Column(super::Plain),
    /// What could not be understood; a diagnostic tells. It has any type.
    Broken,
}

/// The argument of `since` and `until`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PointOf {
    /// An occurrence, or a bare path that names a point in time: the compiler knows which.
    Occurrence(Occurrence),
    /// An instant or a date.
    Expr(Expr),
}

/// The operators with two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `or`.
    Or,
    /// `and`.
    And,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `starts with`.
    StartsWith,
    /// `ends with`.
    EndsWith,
    /// `contains`.
    Contains,
    /// `??`.
    Fallback,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
}

/// What is asked of history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "they are the words of §7's table")]
pub enum Measure {
    Seen,
    Count,
    Sum,
    Average,
    Lowest,
    Highest,
    Distinct,
    Latest,
    First,
}

/// A literal as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// `true`.
    True,
    /// `false`.
    False,
    /// `unknown`.
    Unknown,
    /// `2026-03-15T10:00:00Z`.
    Instant(SmolStr),
    /// `2026-03-15`.
    Date(SmolStr),
    /// `21:00`.
    Time(SmolStr),
    /// `1h 30m`.
    Duration(DurationLit),
    /// `12.50 GBP`: number and code.
    Amount(SmolStr, Name),
    /// `5%`, without the sign.
    Percent(SmolStr),
    /// `42`.
    Int(SmolStr),
    /// `3.5`.
    Number(SmolStr),
    /// `"text with {holes}"`.
    Text(Vec<TextPart>),
}

/// A piece of a text literal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextPart {
    /// Letters, escapes resolved.
    Letters(SmolStr),
    /// `{expr}`.
    Hole(Expr),
}

/// `1h 30m`, as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DurationLit {
    /// Digits and unit (`ms s m h d w`) of each part, in the order written; the checker asks for larger units first.
    pub parts: Vec<(SmolStr, SmolStr)>,
    /// All of it.
    pub span: Span,
}

/// `21:00`, as written.
pub type TimeLit = Name;

/// Something that happens, in an expression or a selection (`occurrence`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Occurrence {
    /// `(A or B …)`.
    Either(Vec<Occurrence>, Span),
    /// One event.
    One(Happening),
}

/// `all event(name) via c or d where expr`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Happening {
    /// The word `all`.
    pub all: Option<Span>,
    /// The event or signal; in a measure of a field, with the field behind it.
    pub event: Path,
    /// The name in parentheses.
    pub of: Option<Path>,
    /// `via c or d`.
    pub via: Vec<Path>,
    /// `as name`, where it can stand.
    pub bind: Option<Name>,
    /// `where expr`.
    pub condition: Option<Box<Expr>>,
    /// All of it.
    pub span: Span,
}

/// Something that a journey or pattern waits for, and may bind (`bound`).
pub type Bound = Occurrence;

/// A signal's pattern (§9).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::large_enum_variant, reason = "a signal has one, and most are sequences")]
pub enum Pattern {
    /// `becomes expr`.
    Becomes(Expr),
    /// `A then B within D … `.
    Sequence {
        /// The first event.
        first: Bound,
        /// The events after it.
        links: Vec<Link>,
        /// What closes it.
        end: Option<PatternEnd>,
    },
}

/// `then B within D`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// What must follow.
    pub event: Bound,
    /// Within what, from the event before.
    pub within: Option<DurationLit>,
}

/// What closes a sequence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PatternEnd {
    /// `then no B within D`.
    No(Occurrence, Option<DurationLit>),
    /// `all within D`.
    AllWithin(DurationLit),
}
