//! Declarations (§6) and the types that they name (§5).

use smol_str::SmolStr;

use super::{
    Claim, Digits, DurationLit, Expr, Journey, Line, Name, Occurrence, Path, Pattern, Plain, Rule, Span, TimeLit,
};

/// One declaration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decl {
    /// The lines of its `///`, without the slashes and one leading space.
    pub docs: Vec<SmolStr>,
    /// The word `private`, if it is there.
    pub private: Option<Span>,
    /// The keyword that starts it (`event`, `journey` …).
    pub keyword: Name,
    /// Its name; `customer`, `priorities` and `test` have none, and half-written text may lack it.
    pub name: Option<Name>,
    /// `was old.name`.
    pub was: Option<Path>,
    /// What it declares.
    pub kind: DeclKind,
    /// All of it, docs included.
    pub span: Span,
}

/// What a declaration declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DeclKind {
    /// `customer { … }`.
    Customer(Vec<Field>),
    /// `event name { … }`.
    Event(Vec<Field>),
    /// `type name = a | b`.
    Enumeration(Vec<Name>),
    /// `trait name: type = expr`.
    Trait(Trait),
    /// `signal name for each k = pattern`.
    Signal(Signal),
    /// `channel name { … }`.
    Channel(Vec<ChannelItem>),
    /// `priorities a > b`.
    Priorities(Vec<Name>),
    /// `message name(…) { … }`.
    Message(Message),
    /// `action name(…) to "system"`.
    Action(Action),
    /// `policy name { … }`.
    Policy(Vec<Rule>),
    /// `journey name { … }`.
    Journey(Journey),
    /// `source name from csv { … }`.
    Source(Source),
    /// `test "name" { … }`.
    Test(Test),
    /// `decision name(…) answers { … } { … }`.
    Decision(Decision),
    /// `placement name via web shows 1`.
    Placement(Placement),
    /// `audience name = expr`.
    Audience(Audience),
    /// `switch name = on`.
    Switch(Option<SwitchState>),
    /// `measure name = a of b …`.
    Measure(MeasureDecl),
    /// `invariant name: claim`.
    Invariant(Option<Claim>),
    /// A declaration of which only the keyword could be understood; a diagnostic tells.
    Broken,
}

/// `name: type = default`, with its docs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// The lines of its `///`.
    pub docs: Vec<SmolStr>,
    /// The word `personal`, if it is there.
    pub personal: Option<Span>,
    /// Its name.
    pub name: Name,
    /// Its type; `None` if half-written.
    pub ty: Option<TypeExpr>,
    /// Its default.
    pub default: Option<Expr>,
    /// All of it.
    pub span: Span,
}

/// A parameter of a message, action or decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Param {
    /// Its name.
    pub name: Name,
    /// Its type; `None` if half-written.
    pub ty: Option<TypeExpr>,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeExpr {
    /// Without the `?`.
    pub kind: TypeKind,
    /// Whether a `?` follows.
    pub optional: bool,
    /// All of it.
    pub span: Span,
}

/// The kinds of types as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// A built-in type's name, an enumeration's, or an event's.
    Named(Path),
    /// `GBP`.
    Currency(Name),
    /// `text up to 8000`.
    TextUpTo(Digits),
    /// `a | b | c` in place.
    Values(Vec<Name>),
    /// `list of T`; the element is never a list.
    List(Box<TypeKind>),
}

/// `{ key: expr … }`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    /// The entries, in order.
    pub entries: Vec<Entry>,
    /// With its braces.
    pub span: Span,
}

/// `key: expr`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The key.
    pub key: Name,
    /// Its value; `None` if half-written.
    pub value: Option<Expr>,
}

/// `name(arg, …)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// What is called.
    pub path: Path,
    /// Named arguments; `name: expr` each.
    pub args: Vec<Entry>,
    /// All of it.
    pub span: Span,
}

/// `trait name: type = expr`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Trait {
    /// The type, where written.
    pub ty: Option<TypeExpr>,
    /// The value.
    pub value: Option<Expr>,
}

/// `for each key, up to N`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Each {
    /// The key's field.
    pub key: Name,
    /// The limit, where written.
    pub up_to: Option<Digits>,
    /// All of it.
    pub span: Span,
}

/// A signal (§9).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signal {
    /// `for each k`.
    pub each: Option<Each>,
    /// What makes it happen.
    pub pattern: Option<Pattern>,
}

/// One item of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChannelItem {
    /// `requires expr`.
    Requires(Expr),
    /// `inbound`.
    Inbound(Span),
    /// `capacity N per unit`.
    Capacity(Capacity),
}

/// `capacity N per unit`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Capacity {
    /// How many.
    pub count: Digits,
    /// Per what.
    pub unit: Unit,
    /// All of it.
    pub span: Span,
}

/// A calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// `hour`.
    Hour,
    /// `day`.
    Day,
    /// `week`, from Monday.
    Week,
    /// `month`.
    Month,
}

/// A message (§6).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// Its parameters.
    pub params: Vec<Param>,
    /// Its items, in order; the checker says which are missing or doubled.
    pub items: Vec<MessageItem>,
}

/// One item of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MessageItem {
    /// What it says.
    pub kind: MessageItemKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of items of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MessageItemKind {
    /// `purpose p`.
    Purpose(Path),
    /// `channels c, d by expr`.
    Channels(Vec<Path>, Option<Expr>),
    /// `hold 2d`.
    Hold(DurationLit),
    /// `worth expr`.
    Worth(Expr),
    /// `chance expr`.
    Chance(Expr),
    /// `only when expr`.
    OnlyWhen(Expr),
    /// `content "template" { … }`.
    Content(Plain, Option<Record>),
}

/// An action (§6).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Action {
    /// Its parameters.
    pub params: Vec<Param>,
    /// `to "system"`.
    pub to: Option<Plain>,
    /// `capacity N per unit`.
    pub capacity: Option<Capacity>,
    /// `answers { … }`.
    pub answers: Option<Vec<Field>>,
}

/// A source (§16).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// `csv`, `tsv` or `jsonl`.
    pub format: Option<Name>,
    /// `separated by ";"`.
    pub separator: Option<Plain>,
    /// Its items, in order.
    pub items: Vec<SourceItem>,
}

/// One item of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceItem {
    /// What it says.
    pub kind: SourceItemKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of items of a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceItemKind {
    /// `customer column`.
    Customer(Plain),
    /// `id column`.
    Id(Plain),
    /// `via column`.
    Via(Plain),
    /// `at column as clock`.
    At(Plain, Option<Clock>),
    /// `event where expr { field: expr … }`.
    Take {
        /// The event.
        event: Path,
        /// For which rows.
        condition: Option<Expr>,
        /// Its fields. A bare word in an entry's value is a column.
        record: Option<Record>,
    },
}

/// How a source writes time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Clock {
    /// Unix seconds.
    Seconds,
    /// Unix milliseconds.
    Milliseconds,
    /// ISO 8601 with an offset.
    Iso,
    /// Hours since the midnight, in UTC, that begins a date.
    HoursSince(Name),
}

/// A test (§15).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Test {
    /// What it shows.
    pub title: Option<Plain>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A decision (§12).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decision {
    /// Its parameters.
    pub params: Vec<Param>,
    /// What it answers.
    pub answers: Vec<Field>,
    /// How it chooses.
    pub choices: Vec<Choice>,
}

/// A statement of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// `answer { … }`.
    Answer(Record),
    /// `if c { … } else { … }`; an `else if` is an `If` alone in `otherwise`.
    If {
        /// The condition.
        condition: Expr,
        /// If it holds.
        then: Vec<Choice>,
        /// If not.
        otherwise: Option<Vec<Choice>>,
    },
    /// What could not be understood; a diagnostic tells.
    Broken(Span),
}

/// A placement (§12).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Placement {
    /// Its channel.
    pub via: Option<Path>,
    /// How many it shows.
    pub shows: Option<Digits>,
}

/// An audience (§13).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Audience {
    /// `refreshed daily at 06:00`.
    pub refreshed: Option<TimeLit>,
    /// Who is in it.
    pub condition: Option<Expr>,
}

/// How a switch stands at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SwitchState {
    /// `on`.
    On,
    /// `off`.
    Off,
}

/// A measure (§13).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MeasureDecl {
    /// The share of …
    pub part: Option<Occurrence>,
    /// … among.
    pub whole: Option<Occurrence>,
    /// `within D`.
    pub within: Option<DurationLit>,
    /// `by expr`.
    pub by: Option<Expr>,
    /// `per unit`.
    pub unit: Option<Unit>,
    /// `alert below 20%`: whether `below`, and the share as written.
    pub alert: Option<(AlertSide, Name)>,
}

/// On which side of its bound a measure alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertSide {
    /// `below`.
    Below,
    /// `above`.
    Above,
}
