//! What a declaration is made of, for those who look at all of it.

use super::{
    Arm, Block, Call, DurationLit, Entry, Expr, Field, Happening, JourneyItem, Line, MessageItem, Name, Param, Path,
    Plain, Record, Rule, Span, Statement, TypeExpr,
};

/// A part of a declaration.
#[derive(Clone, Copy, Debug)]
pub enum Part<'t> {
    /// A field of an event, of the customer, or of an answer.
    Field(&'t Field),
    /// A parameter.
    Param(&'t Param),
    /// A type as written.
    Type(&'t TypeExpr),
    /// A value of an enumeration where it is declared.
    Value(&'t Name),
    /// A purpose where it is declared.
    Purpose(&'t Name),
    /// An item of a message.
    MessageItem(&'t MessageItem),
    /// An item of a journey.
    JourneyItem(&'t JourneyItem),
    /// A block in braces.
    Block(&'t Block),
    /// A statement.
    Statement(&'t Statement),
    /// An arm of a wait or send.
    Arm(&'t Arm),
    /// A rule of a policy.
    Rule(&'t Rule),
    /// A line of a test.
    Line(&'t Line),
    /// A record in braces, and the path of what its keys belong to.
    Record(&'t Record, Option<&'t Path>),
    /// An argument or entry, and the path of what its key belongs to.
    Entry(&'t Entry, Option<&'t Path>),
    /// A message, action, decision or placement with its arguments.
    Call(&'t Call),
    /// A step that is named: `-> step`, `at step`.
    Step(&'t Name),
    /// `as name`.
    Bind(&'t Name),
    /// The key of `for each`.
    Key(&'t Name),
    /// An arm of a split, where it is declared.
    Share(&'t Name),
    /// An event that is spoken of, with its conditions.
    Happening(&'t Happening),
    /// A name of a declaration.
    Path(&'t Path),
    /// An expression.
    Expr(&'t Expr),
    /// A duration.
    Duration(&'t DurationLit),
    /// A text without holes.
    Text(&'t Plain),
}

impl Part<'_> {
    /// All of it.
    pub fn span(&self) -> Span {
        match self {
            Self::Field(field) => field.span,
            Self::Param(param) => param.ty.as_ref().map_or(param.name.span, |ty| param.name.span.to(ty.span)),
            Self::Type(ty) => ty.span,
            Self::Value(name)
            | Self::Purpose(name)
            | Self::Step(name)
            | Self::Bind(name)
            | Self::Key(name)
            | Self::Share(name) => name.span,
            Self::MessageItem(item) => item.span,
            Self::JourneyItem(item) => item.span,
            Self::Block(block) => block.span,
            Self::Statement(statement) => statement.span,
            Self::Arm(arm) => arm.span,
            Self::Rule(rule) => rule.span,
            Self::Line(line) => line.span,
            Self::Record(record, _) => record.span,
            Self::Entry(entry, _) => entry.value.as_ref().map_or(entry.key.span, |value| entry.key.span.to(value.span)),
            Self::Call(call) => call.span,
            Self::Happening(happening) => happening.span,
            Self::Path(path) => path.span,
            Self::Expr(expr) => expr.span,
            Self::Duration(duration) => duration.span,
            Self::Text(text) => text.span,
        }
    }
}
