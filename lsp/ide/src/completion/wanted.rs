//! What can stand at a place, read from the words before it.

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
    /// That which is written from this token on.
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

    /// Whether the declaration before is whole, so that another one can begin.
    fn is_over(&self) -> bool {
        self.context.text(self.at - 1) == "}" && !matches!(self.context.keyword, "action" | "decision")
            || self.context.text(self.at - 1) == "}" && self.has_body()
    }

    /// Whether the last braces are the declaration's last ones.
    fn has_body(&self) -> bool {
        let opener = self.context.opener(self.at - 1);
        let behind_answers = opener.and_then(|at| at.checked_sub(1)).is_some_and(|at| self.context.text(at) == "answers");
        self.context.keyword == "action" || !behind_answers
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

    /// The arguments of functions of history.
    fn asked(&self, is_first: bool) -> Vec<Wanted> {
        let function = self.open().checked_sub(1).map_or("", |at| self.context.text(at));
        let commas = (self.open() + 1..self.at).filter(|at| self.context.text(*at) == ",").count();
        match function {
            "since" | "until" if is_first => vec![Wanted::Value(Expected::Point), Wanted::Event(Use::Any)],
            _ if is_first => vec![Wanted::Event(Use::Any)],
            "share" if commas == 1 => vec![Wanted::Event(Use::Any)],
            _ => vec![Wanted::Duration, Wanted::Words(&["up to"])],
        }
    }

    /// What only this kind of frame makes of the words before.
    fn of_frame(&self) -> Option<Vec<Wanted>> {
        let (last, head) = (self.back(1), self.head());
        Some(match self.kind() {
            FrameKind::Head => return self.in_head(),
            FrameKind::Params if last == ":" => vec![Wanted::Type],
            FrameKind::Params | FrameKind::Fields => return self.in_fields(),
            FrameKind::Record | FrameKind::Call if last == ":" => {
                vec![Wanted::Value(Expected::Key(self.at.checked_sub(2)?, self.frame))]
            }
            FrameKind::Record if self.at == self.start() + 1 => Vec::new(),
            FrameKind::Policy if last == ":" => vec![Wanted::Line(FrameKind::Policy)],
            FrameKind::Policy => return self.in_rule(),
            FrameKind::Test => return self.in_story(),
            FrameKind::Source => match last {
                "customer" | "id" | "via" | "at" => Vec::new(),
                "as" => vec![Wanted::Words(&["seconds", "milliseconds", "iso", "hours since"])],
                _ => return None,
            },
            FrameKind::Message => match (head, last) {
                (_, "purpose") => vec![Wanted::Purpose],
                ("channels", "channels") => vec![Wanted::Channel],
                ("channels", ",") if !self.has("by") => vec![Wanted::Channel],
                (_, "by") => vec![Wanted::Value(Expected::Number)],
                (_, "worth" | "chance") => vec![Wanted::Value(Expected::Number)],
                (_, "only") => vec![Wanted::Words(&["when"])],
                ("channels", _) if self.last_is(TokenKind::Word) && !self.has("by") => {
                    [vec![Wanted::Words(&["by"])], self.line()].concat()
                }
                _ => return None,
            },
            FrameKind::Channel => match last {
                "per" => vec![Wanted::Words(UNITS)],
                "inbound" => self.line(),
                _ if head == "capacity" && self.last_is(TokenKind::Number) => vec![Wanted::Words(&["per"])],
                _ => return None,
            },
            FrameKind::Shares if self.last_is(TokenKind::Word) => vec![Wanted::Words(&["->"])],
            _ => return None,
        })
    }

    fn in_head(&self) -> Option<Vec<Wanted>> {
        let keyword = self.context.keyword;
        let last = self.back(1);
        Some(match (keyword, last) {
            ("use", "use") => vec![Wanted::Package],
            ("use", _) => vec![Wanted::Declaration, Wanted::Words(&["use"])],
            ("private", _) => vec![Wanted::Declaration],
            (_, last) if last == keyword => Vec::new(),
            (_, "was") => Vec::new(),
            (_, "for") => vec![Wanted::Words(&["each"])],
            ("trait", ":") => vec![Wanted::Type],
            ("trait", "=") => vec![Wanted::Value(Expected::Written(self.context.name + 2))],
            ("audience", "=") => vec![Wanted::Value(Condition)],
            ("audience", "refreshed") => vec![Wanted::Words(&["daily at"])],
            ("signal", "=") => vec![Wanted::Event(Use::Any), Wanted::Words(&["becomes"])],
            ("signal", "then") if !self.has("if") => vec![Wanted::Event(Use::Any), Wanted::Words(&["no"])],
            ("signal", "all") => vec![Wanted::Words(&["within"])],
            ("switch", "=") => vec![Wanted::Words(&["off", "on"])],
            ("measure", "=" | "of") => vec![Wanted::Event(Use::Any)],
            ("measure", "per") | ("action", "per") => vec![Wanted::Words(UNITS)],
            ("measure", "alert") => vec![Wanted::Words(&["below", "above"])],
            ("measure", "by") => vec![Wanted::Value(Anything)],
            ("source", "from") => vec![Wanted::Words(&["csv", "jsonl", "tsv"])],
            ("type", "=" | "|") | ("priorities", ">") => Vec::new(),
            ("invariant", ":") => vec![Wanted::Words(&["never", "never sent", "sent"]), Wanted::Journey],
            ("invariant", "never") => vec![Wanted::Words(&["sent"]), Wanted::Value(Condition)],
            ("invariant", "sent") => vec![Wanted::Selection],
            ("invariant", "reaches") => vec![Wanted::Step(Some(self.at - 1))],
            ("invariant", "only") => vec![Wanted::Words(&["after"])],
            ("invariant", "after") => vec![Wanted::Step((self.start()..self.at).find(|at| self.context.text(*at) == "reaches"))],
            _ => return None,
        })
    }

    fn in_fields(&self) -> Option<Vec<Wanted>> {
        let last = self.back(1);
        Some(match last {
            ":" => vec![Wanted::Type],
            "=" => vec![Wanted::Value(Expected::Written(self.start() + if self.head() == "personal" { 3 } else { 2 }))],
            "list" => vec![Wanted::Words(&["of"])],
            "of" => vec![Wanted::Type],
            "text" => vec![Wanted::Words(&["up to"])],
            "personal" | "|" => Vec::new(),
            _ if self.has("=") => return None,
            _ => Vec::new(),
        })
    }

    fn in_rule(&self) -> Option<Vec<Wanted>> {
        let (last, verb) = (self.back(1), self.context.text(self.start() + 2));
        Some(match last {
            "suppress" | "cap" | "gather" => vec![Wanted::Selection],
            "weigh" => vec![Wanted::Selectable],
            "for" if verb == "quiet" => vec![Wanted::Selection],
            "of" if verb == "holdout" => vec![Wanted::Selectable],
            "except" => vec![Wanted::Selectable],
            "," if self.has("except") || matches!(verb, "holdout" | "weigh") => vec![Wanted::Selectable],
            "," => vec![Wanted::Selection],
            "after" => vec![Wanted::Event(Use::Any)],
            "for" => vec![Wanted::Duration],
            "per" => vec![Wanted::Words(&["day", "week", "month", "hour"]), Wanted::Duration],
            "until" => Vec::new(),
            "by" => vec![Wanted::Value(Expected::Number)],
            _ => return None,
        })
    }

    fn in_story(&self) -> Option<Vec<Wanted>> {
        let (last, head) = (self.back(1), self.head());
        let is_moment = |at: &str| at.starts_with(|first: char| first.is_ascii_digit());
        Some(match (head, last) {
            (_, "expect") => vec![
                Wanted::Words(&[
                    "sent", "no", "in", "held", "waiting", "dropped", "withdrawn", "queued", "withheld", "shown", "did",
                    "answer",
                ]),
                Wanted::Journey,
                Wanted::Value(Condition),
            ],
            (_, "sent" | "shown" | "held" | "waiting" | "dropped" | "withdrawn" | "queued" | "withheld")
                if self.back(2) == "expect" =>
            {
                vec![Wanted::Message(Written::Named)]
            }
            ("expect", "no") => {
                vec![Wanted::Message(Written::Named), Wanted::Event(Use::Any), Wanted::Action(Written::Named)]
            }
            ("expect", "did") => vec![Wanted::Action(Written::Named)],
            ("expect", "because") => vec![Wanted::Rule, Wanted::Words(&["paused", "only_when", "requires", "unreachable"])],
            ("expect", "within" | "for") => vec![Wanted::Duration],
            ("expect", "with" | "answer") => vec![Wanted::Words(&["{"])],
            ("expect", "not") => vec![Wanted::Words(&["in", "entered"]), Wanted::Value(Condition)],
            ("turn", "turn") => vec![Wanted::Words(&["on", "off"])],
            ("turn", _) if self.at == self.start() + 2 => vec![Wanted::Switch],
            (_, "ask") => vec![Wanted::Question],
            ("in", "in") => vec![Wanted::Words(&["holdout"])],
            ("in", "holdout") => vec![Wanted::Rule],
            ("takes", "of") => vec![Wanted::StepOfJourney],
            ("takes", _) if self.at == self.start() + 2 => vec![Wanted::Words(&["of"])],
            ("at" | "after", moment) if is_moment(moment) => vec![Wanted::Event(Use::Told)],
            ("at" | "after", "at" | "after") => vec![Wanted::Duration].into_iter().filter(|_| last == "after").collect(),
            ("expect", _) => return None,
            _ => return None,
        })
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
            "stage" | "owner" | "leave" | "salt" | "content" | "as" | "step" if self.head() == last || last == "as" => Vec::new(),
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
            "then" | "else" if self.has("if") && !self.is_statement_else() => vec![Wanted::Value(Anything)],
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

    fn of(&self, before: &str) -> Vec<Wanted> {
        match before {
            "member" => vec![Wanted::Audience],
            "step" => vec![Wanted::Journey],
            "best" => vec![Wanted::Message(Written::Called)],
            "list" => vec![Wanted::Type],
            _ => Vec::new(),
        }
    }

    /// Behind `in`: a placement, or a journey, unless a value stands before it.
    fn within(&self) -> Vec<Wanted> {
        let Some(before) = self.at.checked_sub(2).filter(|at| *at >= self.start()) else { return vec![Wanted::Journey] };
        if self.head() == "offer" && self.kind() == FrameKind::Block {
            return vec![Wanted::Placement];
        }
        let is_left = self.context.text(before) == "left";
        let is_value = self.context.tokens.get(before).is_some_and(|token| match token.kind {
            TokenKind::Word => !is_connecting(token.text),
            TokenKind::Sign => token.text == ")",
            _ => false,
        });
        if is_value && !is_left { vec![Wanted::Words(&["("])] } else { vec![Wanted::Journey] }
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
            if before != "or" && before != "." && !(self.context.is_word(at - 1) && !is_connecting(before)) {
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

    /// Behind something whole: what can go on with it, and what can begin anew.
    fn goes_on(&self) -> Vec<Wanted> {
        let words = self.continuations();
        let mut all: Vec<Wanted> = (!words.is_empty()).then_some(Wanted::Words(words)).into_iter().collect();
        all.extend(self.line());
        if self.is_value() {
            all.push(Wanted::Operator);
        }
        if self.kind() == FrameKind::Head && self.context.tokens.last().is_some() {
            all.push(Wanted::Declaration);
        }
        all
    }

    fn continuations(&self) -> &'static [&'static str] {
        let head = self.head();
        match self.kind() {
            FrameKind::Head => match self.context.keyword {
                "trait" | "audience" | "invariant" if self.at == self.context.name + 1 => &["=", ":", "refreshed daily at", "was"],
                "invariant" => &["while", "at most", "ends within", "reaches", "only after", "per"],
                "signal" if self.at == self.context.name + 1 => &["=", "for each", "was"],
                "signal" => &["then", "then no", "within", "all within", "where", "via", "as"],
                "journey" => &["for each", "{", "was"],
                "action" => &["to", "answers", "capacity", "was"],
                "decision" => &["answers", "{", "was"],
                "placement" => &["via", "shows", "was"],
                "measure" if self.at == self.context.name + 1 => &["=", "was"],
                "measure" => &["of", "within", "by", "per", "alert", "where", "via"],
                "source" => &["from", "separated by", "{"],
                "switch" | "type" if self.at == self.context.name + 1 => &["=", "was"],
                "trait" | "audience" | "switch" | "type" | "use" | "priorities" => &[],
                _ => &["{", "was"],
            },
            FrameKind::Journey => match head {
                "goal" => &["within", "->", "where", "via", "as"],
                "exit" => &["because", "where", "via", "as"],
                "enter" => &["as", "where", "via"],
                "on" => &["->", "{", "where", "via", "as"],
                "step" => &["{", "was"],
                "from" => &["->", "leave"],
                _ => &[],
            },
            FrameKind::Block => match head {
                "send" => &["else", "via", "{"],
                "offer" => &["in", "for"],
                "do" => &["as", "within", "else"],
                "wait" if self.back(2) == "until" => &["on"],
                "if" => &["{", "else"],
                _ => &[],
            },
            FrameKind::Arms => &["->", "{", "where", "via", "as"],
            FrameKind::Policy => match self.context.text(self.start() + 2) {
                "suppress" => &["while", "for", "after", "via", "except"],
                "cap" => &["to", "per", "via", "except"],
                "quiet" => &["for", "on", "via", "except"],
                "gather" => &["until", "via", "except"],
                "holdout" => &["of", "salt", "except"],
                "weigh" => &["by", "except"],
                _ => &["was"],
            },
            FrameKind::Test => match head {
                "expect" => &[
                    "within", "for", "via", "with", "because", "reached", "completed", "missed", "refused", "left", "not entered", "at",
                ],
                "at" | "after" => &["via", "{"],
                _ => &[],
            },
            FrameKind::Asked => &["where", "via"],
            FrameKind::Group if self.is_among_events() => &["or", "where", "via"],
            FrameKind::Source => &["as", "where", "{"],
            FrameKind::Choices if head == "if" => &["{", "else"],
            _ => &[],
        }
    }

    /// Whether what is before may be a value that goes on.
    fn is_value(&self) -> bool {
        let opens = ["where", "when", "while", "if", "then", "else", "by", "requires", "worth", "chance", "=", ":", "becomes", "wait", "and", "or", "not", "expect", "never", "after", "until"];
        let is_expr = match self.kind() {
            FrameKind::Group | FrameKind::Values | FrameKind::List | FrameKind::Hole | FrameKind::Key => true,
            _ => self.sentence_words().any(|word| opens.contains(&word)),
        };
        is_expr && !matches!(self.back(1), "{" | "}")
    }
}

fn is_connecting(word: &str) -> bool {
    matches!(
        word,
        "and" | "or" | "not" | "if" | "then" | "else" | "while" | "when" | "where" | "expect" | "is" | "becomes" | "requires" | "by" | "in" | "never"
    )
}

const UNITS: &[&str] = &["hour", "day", "week", "month"];

const DAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekdays", "weekends",
];
