//! The value of an expression (§7): every one has one, whatever the state.

mod arithmetic;
mod compare;
mod deep;
mod read;

use baton_program::{AttributeId, ExprId, JourneyId, Node, Step, StepId, SwitchState, TraitId, Value};

pub(crate) use arithmetic::{add, divide_by_count};
pub(crate) use compare::{equal, order};
pub(crate) use deep::deep;

use crate::view::{Here, Names, View};

impl<'a> View<'a> {
    /// The value of an expression.
    pub(crate) fn value(self, expr: ExprId, names: Names<'_>) -> Value {
        if !names.parts.is_empty()
            && let Ok(at) = names.parts.binary_search_by_key(&expr, |(part, _)| *part)
        {
            return names.parts.get(at).map(|(_, value)| value.clone()).unwrap_or_default();
        }
        match self.program().nodes.get(expr.index()) {
            Some(_) if names.parts.is_empty() && self.engine.tables().is_deep(expr) => self.deep_value(expr, names),
            Some(node) => self.value_of(node, names),
            None => Value::Unknown,
        }
    }

    fn value_of(self, node: &Node, names: Names<'_>) -> Value {
        let of = |operand: &ExprId| self.value(*operand, names);
        match node {
            Node::Constant(value) => value.clone(),
            Node::Attribute(attribute) => self.attribute(*attribute),
            Node::Trait(id) => match names.traits.iter().find(|(known, _)| known == id) {
                Some((_, value)) => value.clone(),
                None => self.trait_value(*id),
            },
            Node::Here(_) | Node::HereAt | Node::HereChannel => here(node, names.here),
            Node::Local(slot) => names.frame.get(usize::from(*slot)).cloned().unwrap_or_default(),
            Node::Field(..) | Node::EventAt(_) | Node::EventChannel(_) => self.event_part(node, names),
            Node::Key => names.key.clone(),
            Node::Start => names.start.map_or(Value::Unknown, Value::Instant),
            Node::OwnSend(send) => {
                let send = of(send);
                Value::Bool(names.instance.is_some_and(|instance| self.is_own_send(instance, &send)))
            }
            Node::Switch(switch) => Value::Bool(self.switch(*switch) == SwitchState::On),
            Node::MemberOf(audience) => Value::Bool(self.is_member(*audience)),
            Node::Now => Value::Instant(self.now),
            Node::AskedChannel => names.channel.map_or(Value::Unknown, Value::Channel),
            Node::Column(name) => names.columns.map_or(Value::Unknown, |columns| columns(name)),
            Node::If(condition, then, otherwise) => of(if self.holds(*condition, names) { then } else { otherwise }),
            Node::And(a, b) => Value::Bool(self.holds(*a, names) && self.holds(*b, names)),
            Node::Or(a, b) => Value::Bool(self.holds(*a, names) || self.holds(*b, names)),
            Node::Not(a) => match of(a) {
                Value::Bool(held) => Value::Bool(!held),
                _ => Value::Unknown,
            },
            Node::IsKnown(a) => Value::Bool(of(a) != Value::Unknown),
            Node::Fallback(a, b) => match of(a) {
                Value::Unknown => of(b),
                known => known,
            },
            Node::Compare(comparison, a, b) => Value::Bool(compare::holds(*comparison, &of(a), &of(b))),
            Node::OneOf(a, others) => {
                let value = of(a);
                Value::Bool(others.iter().any(|other| equal(&value, &of(other))))
            }
            Node::StartsWith(a, b) => texts(&of(a), &of(b), |a, b| a.starts_with(b)),
            Node::EndsWith(a, b) => texts(&of(a), &of(b), |a, b| a.ends_with(b)),
            Node::Contains(a, b) => match (of(a), of(b)) {
                (Value::List(list), item) => Value::Bool(list.iter().any(|other| equal(other, &item))),
                (a, b) => texts(&a, &b, |a, b| a.contains(b)),
            },
            Node::Widen(a) => match of(a) {
                Value::Int(int) => Value::Number(int as f64),
                other => other,
            },
            Node::Negate(a) => arithmetic::negate(of(a)),
            Node::Arithmetic(operator, a, b) => arithmetic::apply(*operator, &of(a), &of(b)),
            Node::Text(pieces, most) => self.text(pieces, *most, names),
            Node::List(items) => Value::List(items.iter().map(of).collect()),
            Node::Size(a) => match of(a) {
                Value::List(list) => Value::Int(i64::try_from(list.len()).unwrap_or(i64::MAX)),
                _ => Value::Unknown,
            },
            Node::Read(read) => self.read(*read, names),
            Node::Share(part, whole) => self.share(*part, *whole, names),
            Node::Since(a) => self.distance(&of(a), |t| self.now.saturating_sub(t)),
            Node::Until(a) => self.distance(&of(a), |t| t.saturating_sub(self.now)),
            Node::InJourney { journey, key, step } => {
                let key = key.as_ref().map(of);
                Value::Bool(self.in_journey(*journey, key.as_ref(), *step))
            }
            Node::StepOf(journey) => self.step_of(*journey),
            Node::StepsLeft(journey) => self.steps_left(*journey),
            Node::DateOf(a) => self.civil(&of(a), |at| Value::Date(self.calendar().date(at))),
            Node::TimeOf(a) => self.civil(&of(a), |at| Value::Time(self.calendar().time(at))),
            Node::HourOf(a) => self.civil(&of(a), |at| Value::Int(self.calendar().civil(at).hour().into())),
            Node::WeekdayOf(a, days) => {
                let date = match of(a) {
                    Value::Instant(at) => self.calendar().date(at),
                    Value::Date(date) => date,
                    _ => return Value::Unknown,
                };
                let day = days.get(usize::from(crate::calendar::weekday(date)));
                day.map_or(Value::Unknown, |day| Value::Symbol(*day))
            }
        }
    }

    /// An attribute: what is known, else its default.
    pub(crate) fn attribute(self, id: AttributeId) -> Value {
        match self.state.attributes.get(id) {
            None | Some(Value::Unknown) => {
                self.program().attributes.get(id.index()).map_or(Value::Unknown, |attribute| attribute.default.clone())
            }
            Some(known) => known.clone(),
        }
    }

    /// A trait. Those that it uses, directly or not, are asked once each: through one another they could be asked
    /// without end.
    fn trait_value(self, id: TraitId) -> Value {
        let value = |id: TraitId, known: &[_]| {
            let declared = self.program().traits.get(id.index());
            declared
                .map_or(Value::Unknown, |declared| self.value(declared.value, Names { traits: known, ..Names::NONE }))
        };
        let mut known = Vec::new();
        for used in self.engine.tables().used_by(id) {
            let of = value(*used, &known);
            known.push((*used, of));
        }
        value(id, &known)
    }

    /// Texts that are made of texts would grow without end, if nothing cut them.
    fn text(self, pieces: &[ExprId], most: u32, names: Names<'_>) -> Value {
        let mut text = String::new();
        for piece in pieces {
            match self.value(*piece, names) {
                Value::Unknown => return Value::Unknown,
                Value::Text(piece) | Value::Id(piece) => text.push_str(&piece),
                other => text.push_str(&self.program().text_of(&other)),
            }
        }
        text.truncate(text.floor_char_boundary(most as usize));
        Value::Text(text.into())
    }

    fn event_part(self, node: &Node, names: Names<'_>) -> Value {
        let (Node::Field(of, _) | Node::EventAt(of) | Node::EventChannel(of)) = node else {
            return Value::Unknown;
        };
        let Value::Event(event) = self.value(*of, names) else {
            return Value::Unknown;
        };
        here_in(node, &event)
    }

    fn distance(self, value: &Value, measure: impl Fn(i64) -> i64) -> Value {
        self.instant_of(value).map_or(Value::Unknown, |at| Value::Duration(measure(at)))
    }

    fn civil(self, value: &Value, part: impl Fn(i64) -> Value) -> Value {
        match value {
            Value::Instant(at) => part(*at),
            _ => Value::Unknown,
        }
    }

    fn in_journey(self, journey: JourneyId, key: Option<&Value>, step: Option<StepId>) -> bool {
        self.state.of_journey(journey).iter().any(|instance| {
            key.is_none_or(|key| equal(key, &instance.key)) && step.is_none_or(|step| step == instance.step)
        })
    }

    fn step_of(self, journey: JourneyId) -> Value {
        self.step(journey).map_or(Value::Unknown, |step| Value::Text(step.name.clone()))
    }

    fn steps_left(self, journey: JourneyId) -> Value {
        let left = self.step(journey).and_then(|step| step.left);
        left.map_or(Value::Unknown, |left| Value::Int(left.into()))
    }

    fn step(self, journey: JourneyId) -> Option<&'a Step> {
        let instance = self.state.of_journey(journey).first()?;
        self.program().journeys.get(journey.index())?.steps.get(instance.step.index())
    }
}

fn here(node: &Node, here: Here<'_>) -> Value {
    match here {
        Here::Event(event) => here_in(node, event),
        Here::Kept(remembered) => match node {
            Node::Here(index) => remembered.kept.get(usize::from(*index)).cloned().unwrap_or_default(),
            Node::HereAt => Value::Instant(remembered.at),
            _ => Value::Unknown,
        },
        Here::Nothing => Value::Unknown,
    }
}

/// The part of an event that a node names.
fn here_in(node: &Node, event: &baton_program::Event) -> Value {
    match node {
        Node::Here(index) | Node::Field(_, index) => event.fields.get(usize::from(*index)).cloned().unwrap_or_default(),
        Node::HereAt | Node::EventAt(_) => Value::Instant(event.at),
        Node::HereChannel | Node::EventChannel(_) => event.channel.map_or(Value::Unknown, Value::Channel),
        _ => Value::Unknown,
    }
}

fn texts(a: &Value, b: &Value, holds: impl Fn(&str, &str) -> bool) -> Value {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Value::Bool(holds(a, b)),
        _ => Value::Unknown,
    }
}
