//! What can stand at a place, read from the words before it.

mod after;
mod frame;

use crate::context::{Context, FrameKind, TokenKind};

/// Something that can stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A declaration.
    Declaration,
    /// One of these words.
    Words(&'static [&'static str]),
    /// What begins a line of what is open.
    Line(FrameKind),
    /// An event, for this.
    Event(Use),
    /// A message: with its arguments, or its name alone.
    Message(Written),
    /// An action.
    Action(Written),
    /// What a touchpoint asks.
    Question,
    /// A journey.
    Journey,
    /// A stage of journeys.
    Stage,
    /// An audience.
    Audience,
    /// A placement.
    Placement,
    /// A channel.
    Channel,
    /// A purpose.
    Purpose,
    /// A switch.
    Switch,
    /// A rule, named with its policy.
    Rule,
    /// `all`, purposes and messages.
    Selection,
    /// Purposes, messages and journeys.
    Selectable,
    /// A step: of the journey whose path ends before this token, or of this one.
    Step(Option<usize>),
    /// A step named with its journey.
    StepOfJourney,
    /// A type.
    Type,
    /// A value.
    Value(Expected),
    /// A key of the record or call that is open, or a parameter.
    Key,
    /// The field by which a journey or signal is kept apart.
    Each,
    /// A duration.
    Duration,
    /// What goes on with a value.
    Operator,
    /// A name in parentheses behind the event that ends before this token.
    Of(usize),
    /// A package, or a declaration of one.
    Package,
    /// What is of the path that begins at this token.
    Inner(usize, Box<Wanted>),
}

/// For what an event is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// It is waited for, or asked about.
    Any,
    /// A test tells it.
    Told,
    /// A journey emits it, or a source takes rows for it.
    Made,
}

/// How a message or action is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// With its arguments.
    Called,
    /// Its name alone.
    Named,
}

/// What type a value should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// Nothing says it.
    Anything,
    /// A condition.
    Condition,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A duration.
    Duration,
    /// An instant or date.
    Point,
    /// That of the operand whose last token is this one.
    Like(usize),
    /// That of the key at this token, in the frame of this index.
    Key(usize, usize),
    /// That which is written behind the colon at this token.
    Written(usize),
}

use Expected::{Anything, Condition, Like};

/// What can stand at the place, the most fitting first.
pub(super) fn wanted(context: &Context<'_>) -> Vec<Wanted> {
    let at = Rules { context, frame: context.frames.len().saturating_sub(1), at: context.tokens.len() };
    let begins = at.at == at.start() && at.kind() != FrameKind::Head;
    if context.written.starts_with(|first: char| first.is_ascii_digit()) {
        return Vec::new();
    }
    let mut all = at.wanted();
    if begins && !all.iter().any(|one| matches!(one, Wanted::Line(_) | Wanted::Key)) {
        all.extend(at.line());
    }
    all
}

#[derive(Clone, Copy)]
struct Rules<'c, 't> {
    context: &'c Context<'t>,
    /// The index of the frame.
    frame: usize,
    /// The index of the token that would stand here.
    at: usize,
}

impl<'t> Rules<'_, 't> {
    fn kind(&self) -> FrameKind {
        self.context.frames.get(self.frame).map_or(FrameKind::Head, |frame| frame.kind)
    }

    fn start(&self) -> usize {
        self.context.frames.get(self.frame).map_or(0, |frame| frame.start)
    }

    fn open(&self) -> usize {
        self.context.frames.get(self.frame).map_or(0, |frame| frame.open)
    }

    /// The token so many before this one, within the sentence.
    fn back(&self, by: usize) -> &'t str {
        match self.at.checked_sub(by) {
            Some(at) if at >= self.start() => self.context.text(at),
            _ => "",
        }
    }

    fn head(&self) -> &'t str {
        if self.start() < self.at { self.context.text(self.start()) } else { "" }
    }

    fn has(&self, word: &str) -> bool {
        self.sentence_words().any(|one| one == word)
    }

    fn sentence_words(&self) -> impl Iterator<Item = &'t str> + '_ {
        (self.start()..self.at).map(|at| self.context.text(at))
    }

    fn last_is(&self, kind: TokenKind) -> bool {
        self.at > self.start() && self.context.tokens.get(self.at - 1).is_some_and(|token| token.kind == kind)
    }

    fn outer(&self) -> Option<Self> {
        let frame = self.frame.checked_sub(1)?;
        Some(Self { frame, at: self.open(), ..*self })
    }

    fn earlier(&self, at: usize) -> Self {
        Self { at, ..*self }
    }

    fn wanted(&self) -> Vec<Wanted> {
        if self.kind() == FrameKind::Head && (self.at == 0 || self.is_over()) {
            return vec![Wanted::Declaration];
        }
        if self.back(1) == "." {
            return self.inner();
        }
        if self.at == self.start()
            && let Some(found) = self.first()
        {
            return found;
        }
        self.of_frame().or_else(|| self.behind()).unwrap_or_else(|| self.goes_on())
    }

    /// Whether the declaration before is whole, so that another one can begin: its last braces are closed.
    fn is_over(&self) -> bool {
        let last = self.at.saturating_sub(1);
        let before = self.context.opener(last).and_then(|open| open.checked_sub(1));
        let answers = before.is_some_and(|at| self.context.text(at) == "answers");
        self.context.text(last) == "}" && !(answers && self.context.keyword == "decision")
    }

    /// Behind a dot: what is of the path before.
    fn inner(&self) -> Vec<Wanted> {
        let Some(end) = self.at.checked_sub(2).filter(|end| self.context.is_word(*end)) else { return Vec::new() };
        let start = self.context.path_start(end);
        let outer = self.earlier(start).wanted();
        outer.into_iter().map(|one| Wanted::Inner(start, Box::new(one))).collect()
    }

    /// Directly behind the bracket, or at the beginning of a sentence.
    fn first(&self) -> Option<Vec<Wanted>> {
        let is_first = self.at == self.open() + 1;
        Some(match self.kind() {
            FrameKind::Record | FrameKind::Call => vec![Wanted::Key],
            FrameKind::Params | FrameKind::Fields => Vec::new(),
            FrameKind::Of => vec![Wanted::Of(self.open())],
            FrameKind::Key => vec![Wanted::Value(Anything)],
            FrameKind::Values => vec![Wanted::Value(Like(self.open().checked_sub(2)?))],
            FrameKind::List => self.outer()?.wanted(),
            FrameKind::Hole => vec![Wanted::Value(Anything)],
            FrameKind::Group => self.outer()?.wanted(),
            FrameKind::Asked => self.asked(is_first),
            FrameKind::Head => return None,
            _ => return Some(self.line()),
        })
    }

    /// What begins a line of what is open.
    fn line(&self) -> Vec<Wanted> {
        match self.kind() {
            FrameKind::Source => vec![Wanted::Line(FrameKind::Source), Wanted::Event(Use::Made)],
            FrameKind::Record => vec![Wanted::Key],
            FrameKind::Head
            | FrameKind::Fields
            | FrameKind::Policy
            | FrameKind::Shares
            | FrameKind::Params
            | FrameKind::Call
            | FrameKind::Asked
            | FrameKind::Of
            | FrameKind::Key
            | FrameKind::Values
            | FrameKind::Group
            | FrameKind::List
            | FrameKind::Hole => Vec::new(),
            kind => vec![Wanted::Line(kind)],
        }
    }

    /// What the last word alone says.
    fn behind(&self) -> Option<Vec<Wanted>> {
        let (last, before) = (self.back(1), self.back(2));
        let is_time = before.contains(':') && before.starts_with(|first: char| first.is_ascii_digit());
        Some(match last {
            "via" => vec![Wanted::Channel],
            "or" if self.joins("via") => vec![Wanted::Channel],
            "or" if self.joins("on") => vec![Wanted::Words(DAYS)],
            "or" if self.is_among_events() => vec![Wanted::Event(Use::Any)],
            "->" => vec![Wanted::Step(None)],
            "on" if is_time => vec![Wanted::Words(DAYS)],
            "on" | "no" => vec![Wanted::Event(Use::Any)],
            "goal" => vec![Wanted::Event(Use::Any), Wanted::Words(&["when"])],
            "enter" | "exit" => vec![Wanted::Words(&["on", "when"])],
            "again" => vec![Wanted::Words(&["after", "always", "never"])],
            "paused" => vec![Wanted::Words(&["while"])],
            "from" => vec![Wanted::Words(&["step"])],
            "stage" if before == "in" => vec![Wanted::Stage],
            "stage" | "owner" | "leave" | "salt" | "content" | "as" | "step" if self.head() == last || last == "as" => {
                Vec::new()
            }
            "because" => Vec::new(),
            "send" => vec![Wanted::Message(Written::Called), Wanted::Words(&["best of"])],
            "offer" => vec![Wanted::Message(Written::Called)],
            "best" => vec![Wanted::Words(&["of"])],
            "do" => vec![Wanted::Action(Written::Called)],
            "emit" => vec![Wanted::Event(Use::Made)],
            "split" | "answer" => vec![Wanted::Words(&["{"])],
            "of" => self.of(before),
            "in" => self.within(),
            "left" if before == "steps" => vec![Wanted::Words(&["in"])],
            "steps" => vec![Wanted::Words(&["left in"])],
            "member" => vec![Wanted::Words(&["of"])],
            "at" => vec![self.place()?],
            "all" if self.is_event_place(1) => vec![Wanted::Event(Use::Any)],
            "where" | "when" | "while" | "becomes" | "requires" | "and" | "or" | "not" | "if" => {
                vec![Wanted::Value(Condition)]
            }
            "then" | "else" if self.has("if") && !self.is_statement_else() => return self.chosen(),
            "then" => vec![Wanted::Event(Use::Any)],
            "else" => vec![Wanted::Words(&["->", "if", "{"])],
            "==" | "!=" | "<" | "<=" | ">" | ">=" | "??" | "+" | "-" | "*" | "/" => {
                vec![Wanted::Value(self.at.checked_sub(2).map_or(Anything, Like))]
            }
            "contains" => vec![Wanted::Value(Expected::Text)],
            "with" if matches!(before, "starts" | "ends") => vec![Wanted::Value(Expected::Text)],
            "starts" | "ends" => vec![Wanted::Words(&["with"])],
            "is" => vec![Wanted::Words(&["known", "unknown"])],
            "by" => vec![Wanted::Value(Expected::Number)],
            "wait" => vec![Wanted::Duration, Wanted::Words(&["until", "{"]), Wanted::Value(Expected::Duration)],
            "until" => vec![Wanted::Value(Expected::Point)],
            "after" if self.kind() == FrameKind::Arms => vec![Wanted::Duration, Wanted::Value(Expected::Duration)],
            "within" | "hold" | "limit" | "after" => vec![Wanted::Duration],
            "for" => vec![Wanted::Duration],
            "up" => vec![Wanted::Words(&["to"])],
            "," => return self.behind_comma(),
            _ => return None,
        })
    }

    /// Behind the `then` or `else` of a value: what was wanted where its `if` stands.
    fn chosen(&self) -> Option<Vec<Wanted>> {
        let at = (self.start()..self.at).rev().find(|at| self.context.text(*at) == "if")?;
        Some(self.earlier(at).wanted())
    }

    fn of(&self, before: &str) -> Vec<Wanted> {
        match before {
            "member" => vec![Wanted::Audience],
            "step" => vec![Wanted::Journey],
            "best" => vec![Wanted::Message(Written::Called)],
            "list" => vec![Wanted::Type],
            _ => Vec::new(),
        }
    }

    /// Behind `in`: a placement, or a journey or stage, unless a value stands before it.
    fn within(&self) -> Vec<Wanted> {
        let journey_or_stage = || vec![Wanted::Journey, Wanted::Words(&["stage"])];
        let Some(before) = self.at.checked_sub(2).filter(|at| *at >= self.start()) else {
            return journey_or_stage();
        };
        if self.head() == "offer" && self.kind() == FrameKind::Block {
            return vec![Wanted::Placement];
        }
        if self.context.text(before) == "left" {
            return vec![Wanted::Journey];
        }
        let is_value = self.context.tokens.get(before).is_some_and(|token| match token.kind {
            TokenKind::Word => !is_connecting(token.text),
            TokenKind::Sign => token.text == ")",
            _ => false,
        });
        if is_value { vec![Wanted::Words(&["("])] } else { journey_or_stage() }
    }

    /// Behind `at`: the step of the journey before.
    fn place(&self) -> Option<Wanted> {
        let mut end = self.at.checked_sub(2)?;
        if self.context.text(end) == ")" {
            end = self.context.opener(end)?.checked_sub(1)?;
        }
        let start = self.context.path_start(end);
        let before = start.checked_sub(1).map(|at| self.context.text(at))?;
        (before == "in").then_some(Wanted::Step(Some(end + 1)))
    }

    /// Whether an `or` joins names behind such a word: `via a or`.
    fn joins(&self, word: &str) -> bool {
        let mut at = self.at.saturating_sub(1);
        while at > self.start() {
            let before = self.context.text(at - 1);
            if before == word {
                return word != "on" || self.context.text(at.saturating_sub(2)).contains(':');
            }
            let is_name = self.context.is_word(at - 1) && !is_connecting(before);
            if !is_name && !matches!(before, "or" | ".") {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// Whether the parentheses hold events: `(A or B)`.
    fn is_among_events(&self) -> bool {
        self.kind() == FrameKind::Group
            && !self.has("where")
            && self.outer().is_some_and(|outer| outer.wanted().iter().any(|one| matches!(one, Wanted::Event(_))))
    }

    /// Whether an event was wanted so many tokens before.
    fn is_event_place(&self, by: usize) -> bool {
        let at = self.at.saturating_sub(by);
        at >= self.start() && self.earlier(at).wanted().iter().any(|one| matches!(one, Wanted::Event(_)))
    }

    /// Whether an `else` is a statement's.
    fn is_statement_else(&self) -> bool {
        let before = self.back(2);
        self.back(1) == "else" && (before == "}" || matches!(self.head(), "send" | "do"))
    }

    fn behind_comma(&self) -> Option<Vec<Wanted>> {
        let head = self.head();
        Some(match self.kind() {
            FrameKind::Block if head == "send" => vec![Wanted::Message(Written::Called)],
            FrameKind::Head if self.has("each") => vec![Wanted::Words(&["up to"])],
            FrameKind::Head => vec![Wanted::Selection],
            _ => return None,
        })
    }
}

fn is_connecting(word: &str) -> bool {
    matches!(
        word,
        "and"
            | "or"
            | "not"
            | "if"
            | "then"
            | "else"
            | "while"
            | "when"
            | "where"
            | "expect"
            | "is"
            | "becomes"
            | "requires"
            | "by"
            | "in"
            | "never"
    )
}

const DAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekdays", "weekends"];
