//! Journeys: items and statements (§10).

use smol_str::SmolStr;

use super::{Bound, Call, DurationLit, Each, Expr, Name, Path, Plain, Record, Span, TimeLit};

/// A journey.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Journey {
    /// `for each key`.
    pub each: Option<Each>,
    /// Its items, in order; the checker says which are missing or doubled.
    pub items: Vec<JourneyItem>,
}

/// One item of a journey.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JourneyItem {
    /// The lines of its `///`.
    pub docs: Vec<SmolStr>,
    /// What it says.
    pub kind: JourneyItemKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of items of a journey.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum JourneyItemKind {
    /// `stage name`.
    Stage(Name),
    /// `owner "name"`.
    Owner(Plain),
    /// `enter on …` or `enter when …`.
    Enter(Trigger),
    /// `again …`.
    Again(Again),
    /// `goal …`.
    Goal {
        /// What reaches it.
        trigger: Trigger,
        /// `within D`.
        within: Option<DurationLit>,
        /// `-> step`.
        to: Option<Name>,
    },
    /// `exit …`.
    Exit {
        /// What ends it.
        trigger: Trigger,
        /// `because "reason"`.
        because: Option<Plain>,
    },
    /// `limit D`.
    Limit(Option<DurationLit>),
    /// `paused while expr`.
    Paused(Expr),
    /// `on E …`.
    On(Bound, Option<Reaction>),
    /// `step name { … }`.
    Step {
        /// Its name.
        name: Option<Name>,
        /// `was old`.
        was: Option<Path>,
        /// Its body.
        body: Block,
    },
    /// `from step old -> new` or `leave "reason"`.
    From {
        /// The step that is gone.
        step: Name,
        /// Where its customers go.
        to: Gone,
    },
    /// What could not be understood; a diagnostic tells.
    Broken,
}

/// What becomes of the customers of a step that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Gone {
    /// `-> step`.
    Step(Name),
    /// `leave "reason"`.
    Leave(Plain),
}

/// `on E` or `when c`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// Something that happens.
    On(Bound),
    /// A watched condition.
    When(Expr),
}

/// `again never | always | after D`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Again {
    /// `never`.
    Never,
    /// `always`.
    Always,
    /// `after D`.
    After(DurationLit),
}

/// `{ … }`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// Its statements.
    pub statements: Vec<Statement>,
    /// With its braces.
    pub span: Span,
}

/// What follows on something: a move, or a block.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// `-> step`.
    Go(Name),
    /// `{ … }`.
    Block(Block),
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of statements.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StatementKind {
    /// `send …`.
    Send(Send),
    /// `offer m(…) in placement for D`.
    Offer {
        /// The message.
        call: Call,
        /// The placement.
        placement: Option<Path>,
        /// For how long.
        lasts: Option<DurationLit>,
    },
    /// `do a(…) as x within D else …`.
    Do {
        /// The action.
        call: Call,
        /// Waits for the answer.
        answer: Option<Answer>,
    },
    /// `emit event { … }`.
    Emit(Path, Option<Record>),
    /// `wait …`.
    Wait(Wait),
    /// `if c { … } else { … }`.
    If(If),
    /// `split "salt" { 10% a -> x  b { … } }`.
    Split(Option<Plain>, Vec<Share>),
    /// `-> step`.
    Go(Option<Name>),
    /// `leave "reason"`.
    Leave(Option<Plain>),
    /// `done`.
    Done,
    /// `stay`.
    Stay,
    /// What could not be understood; a diagnostic tells.
    Broken,
}

/// `send …`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Send {
    /// Whether `best of` stands before the messages.
    pub best: Option<Span>,
    /// The messages; one without `best of`.
    pub calls: Vec<Call>,
    /// `via c or d`.
    pub via: Vec<Path>,
    /// The arms that are asked while the message waits.
    pub arms: Vec<Arm>,
    /// `else …`: if it is dropped.
    pub otherwise: Option<Reaction>,
}

/// `as x within D else …` of a `do`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// What the answer is called.
    pub bind: Name,
    /// How long it may take.
    pub within: Option<DurationLit>,
    /// If it does not come, or fails.
    pub otherwise: Option<Reaction>,
}

/// The forms of `wait`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wait {
    /// `wait D`.
    For(Expr),
    /// `wait until …`.
    Until(Point),
    /// `wait { arms }`.
    Arms(Vec<Arm>),
}

/// An arm of a `wait` or `send`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arm {
    /// What takes it.
    pub trigger: ArmTrigger,
    /// What follows; `None` if half-written.
    pub reaction: Option<Reaction>,
    /// All of it.
    pub span: Span,
}

/// What takes an arm.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ArmTrigger {
    /// `on E`.
    On(Bound),
    /// `when c`.
    When(Expr),
    /// `after D`.
    After(Expr),
    /// `until point`.
    Until(Point),
    /// What could not be understood; a diagnostic tells.
    Broken,
}

/// A point in time that is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// `09:00 on monday or friday`.
    TimeOfDay(TimeLit, Vec<Name>),
    /// An instant or date.
    At(Expr),
}

/// `if c { … } else …`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct If {
    /// The condition.
    pub condition: Expr,
    /// If it holds.
    pub then: Block,
    /// If not.
    pub otherwise: Option<Else>,
}

/// `else if …` or `else { … }`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Else {
    /// `else if`.
    If(Box<Statement>),
    /// `else { … }`.
    Block(Block),
}

/// One arm of a `split`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// `10%`, without the sign.
    pub percent: Option<Name>,
    /// Its name.
    pub name: Name,
    /// What follows; `None` if half-written.
    pub reaction: Option<Reaction>,
}
