//! Expressions as text, with parentheses where one stands in another; and the names of what ids stand for.

use baton_program::{
    Arithmetic, ChannelId, Clock, Comparison, Days, EventId, ExprId, JourneyId, MessageId, Node, Period, Privacy,
    Reason, RuleId, StepId, Value, Watch, wire::duration_text,
};

use super::Listing;

impl Listing<'_> {
    /// An expression.
    pub(super) fn expr(&self, id: ExprId) -> String {
        self.program.nodes.get(id.index()).map_or("?".into(), |node| self.node(node))
    }

    /// An expression inside another.
    fn inner(&self, id: ExprId) -> String {
        let text = self.expr(id);
        let compound = self.program.nodes.get(id.index()).is_some_and(is_compound);
        if compound { format!("({text})") } else { text }
    }

    pub(super) fn exprs(&self, ids: &[ExprId]) -> String {
        ids.iter().map(|id| self.expr(*id)).collect::<Vec<_>>().join(", ")
    }

    fn infix(&self, a: ExprId, operator: &str, b: ExprId) -> String {
        format!("{} {operator} {}", self.inner(a), self.inner(b))
    }

    fn node(&self, node: &Node) -> String {
        match node {
            Node::Constant(value) => self.value(value),
            Node::Attribute(id) => format!("customer.{}", name(&self.program.attributes, id.index(), |it| &it.name)),
            Node::Trait(id) => name(&self.program.traits, id.index(), |it| &it.name),
            Node::Here(index) => format!("here.{index}"),
            Node::HereAt => "here.at".into(),
            Node::HereChannel => "here.channel".into(),
            Node::Local(slot) => format!("slot {slot}"),
            Node::Field(of, index) => format!("{}.{index}", self.inner(*of)),
            Node::EventAt(of) => format!("{}.at", self.inner(*of)),
            Node::EventChannel(of) => format!("{}.channel", self.inner(*of)),
            Node::Key => "key".into(),
            Node::Start => "start".into(),
            Node::Now => "now".into(),
            Node::AskedChannel => "channel".into(),
            Node::Column(column) => format!("column {column:?}"),
            Node::If(c, a, b) => {
                format!("if {} then {} else {}", self.inner(*c), self.inner(*a), self.inner(*b))
            }
            Node::And(a, b) => self.infix(*a, "and", *b),
            Node::Or(a, b) => self.infix(*a, "or", *b),
            Node::Not(a) => format!("not {}", self.inner(*a)),
            Node::IsKnown(a) => format!("{} is known", self.inner(*a)),
            Node::Fallback(a, b) => self.infix(*a, "??", *b),
            Node::Compare(how, a, b) => self.infix(*a, comparison(*how), *b),
            Node::OneOf(a, others) => format!("{} in ({})", self.inner(*a), self.exprs(others)),
            Node::StartsWith(a, b) => self.infix(*a, "starts with", *b),
            Node::EndsWith(a, b) => self.infix(*a, "ends with", *b),
            Node::Contains(a, b) => self.infix(*a, "contains", *b),
            Node::Widen(a) => format!("number({})", self.expr(*a)),
            Node::Negate(a) => format!("-{}", self.inner(*a)),
            Node::Arithmetic(how, a, b) => self.infix(*a, operator(*how), *b),
            Node::Text(parts, _) => format!("text({})", self.exprs(parts)),
            Node::List(elements) => format!("[{}]", self.exprs(elements)),
            Node::OwnSend(a) => format!("own send({})", self.expr(*a)),
            Node::Size(a) => format!("{}.size", self.inner(*a)),
            Node::Read(read) => self.read(*read),
            Node::Share(part, whole) => format!("share({}, {})", self.read(*part), self.read(*whole)),
            Node::Since(a) => format!("since({})", self.expr(*a)),
            Node::Until(a) => format!("until({})", self.expr(*a)),
            Node::InJourney { journey, key, step } => self.in_journey(*journey, *key, *step),
            Node::StepOf(journey) => format!("step of {}", self.journey_name(*journey)),
            Node::StepsLeft(journey) => format!("steps left in {}", self.journey_name(*journey)),
            Node::MemberOf(audience) => {
                format!("member of {}", name(&self.program.audiences, audience.index(), |it| &it.name))
            }
            Node::Switch(switch) => format!("switch {}", name(&self.program.switches, switch.index(), |it| &it.name)),
            Node::DateOf(a) => format!("{}.date", self.inner(*a)),
            Node::TimeOf(a) => format!("{}.time", self.inner(*a)),
            Node::HourOf(a) => format!("{}.hour", self.inner(*a)),
            Node::WeekdayOf(a, _) => format!("{}.weekday", self.inner(*a)),
        }
    }

    fn in_journey(&self, journey: JourneyId, key: Option<ExprId>, step: Option<StepId>) -> String {
        let key = key.map_or(String::new(), |key| format!("({})", self.expr(key)));
        let step = step.map_or(String::new(), |step| format!(" at {}", self.step_name(journey, step)));
        format!("in {}{key}{step}", self.journey_name(journey))
    }

    /// A constant; texts and the like in quotes.
    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) | Value::Id(text) | Value::Timezone(text) => format!("{text:?}"),
            other => self.program.text_of(other),
        }
    }

    /// A watched condition, where time enters it, and what explains it.
    pub(super) fn watch(&self, watch: &Watch) -> String {
        let mut text = self.expr(watch.condition);
        let clocks: Vec<String> = watch.clocks.iter().map(|clock| self.clock(clock)).collect();
        if !clocks.is_empty() {
            text += &format!("  [changes {}]", clocks.join(", "));
        }
        text + &because(&watch.reasons)
    }

    fn clock(&self, clock: &Clock) -> String {
        match clock {
            Clock::Window(read) => format!("when {} forgets", self.read(*read)),
            Clock::Since(x, d) => format!("at {} + {}", self.inner(*x), self.inner(*d)),
            Clock::Until(x, d) => format!("at {} - {}", self.inner(*x), self.inner(*d)),
            Clock::Midnight => "at midnight".into(),
        }
    }

    pub(super) fn event_name(&self, id: EventId) -> String {
        name(&self.program.events, id.index(), |event| &event.name)
    }

    pub(super) fn message_name(&self, id: MessageId) -> String {
        name(&self.program.messages, id.index(), |message| &message.name)
    }

    pub(super) fn journey_name(&self, id: JourneyId) -> String {
        name(&self.program.journeys, id.index(), |journey| &journey.name)
    }

    pub(super) fn step_name(&self, journey: JourneyId, step: StepId) -> String {
        let steps = self.program.journeys.get(journey.index()).map(|journey| journey.steps.as_slice());
        name(steps.unwrap_or_default(), step.index(), |step| &step.name)
    }

    pub(super) fn rule_names(&self, ids: &[RuleId]) -> String {
        let names = ids.iter().map(|id| name(&self.program.rules, id.index(), |rule| &rule.name));
        names.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn channel_names(&self, ids: &[ChannelId]) -> Vec<String> {
        ids.iter().map(|id| name(&self.program.channels, id.index(), |channel| &channel.name)).collect()
    }

    /// ` via a or b`; nothing of any channel.
    pub(super) fn via(&self, ids: &[ChannelId]) -> String {
        if ids.is_empty() { String::new() } else { format!(" via {}", self.channel_names(ids).join(" or ")) }
    }
}

pub(super) fn name<T>(all: &[T], index: usize, of: impl Fn(&T) -> &std::sync::Arc<str>) -> String {
    all.get(index).map_or("?".into(), |one| of(one).to_string())
}

/// ` within 5d`; nothing where there is no window.
pub(super) fn within(milliseconds: Option<i64>) -> String {
    milliseconds.map_or(String::new(), |within| format!(" within {}", duration_text(within)))
}

pub(super) fn period(period: Period) -> String {
    match period {
        Period::Rolling(milliseconds) => duration_text(milliseconds),
        Period::Hour => "hour".into(),
        Period::Day => "day".into(),
        Period::Week => "week".into(),
        Period::Month => "month".into(),
    }
}

pub(super) fn time(milliseconds: u32) -> String {
    format!("{:02}:{:02}", milliseconds / 3_600_000, milliseconds / 60_000 % 60)
}

/// The days, from Monday; nothing where it is every day.
pub(super) fn days(days: Days) -> String {
    if days == Days::ALL {
        return String::new();
    }
    let named = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let on: Vec<&str> = (0..).zip(named).filter(|(day, _)| days.has(*day)).map(|(_, name)| name).collect();
    format!(" on {}", on.join(" or "))
}

/// A bound of the hash as a share of all customers.
pub(super) fn share(below: u64) -> String {
    format!("{:.4}%", below as f64 / 2f64.powi(64) * 100.0)
}

fn is_compound(node: &Node) -> bool {
    matches!(
        node,
        Node::If(..)
            | Node::And(..)
            | Node::Or(..)
            | Node::Not(_)
            | Node::IsKnown(_)
            | Node::Fallback(..)
            | Node::Compare(..)
            | Node::OneOf(..)
            | Node::StartsWith(..)
            | Node::EndsWith(..)
            | Node::Contains(..)
            | Node::Negate(_)
            | Node::Arithmetic(..)
    )
}

fn comparison(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn operator(how: Arithmetic) -> &'static str {
    match how {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}

/// What explains something, behind it; nothing where nothing does.
pub(super) fn because(reasons: &[Reason]) -> String {
    let reason = |reason: &Reason| match reason.privacy {
        Privacy::Open => reason.text.to_string(),
        Privacy::Personal => format!("{} (personal)", reason.text),
    };
    let reasons: Vec<String> = reasons.iter().map(reason).collect();
    if reasons.is_empty() { String::new() } else { format!("  [because {}]", reasons.join(", ")) }
}
