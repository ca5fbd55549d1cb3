//! Tests (§15): stories told in events, and what must come of them.

use baton_grammar::tree::{self, Expectation as Wanted, LineKind, Moment, Name, Path, Record, Span};
use baton_program::{BuiltIn, Extent, Family, Outcome};
use smol_str::SmolStr;

use super::{
    asking::{self, LastAsked},
    record, switch_state,
};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Constant, Expectation, Expr, ExprKind, Field, FullName, Line, Story, Told, Type},
    infer::{Infer, article, broken, suggest_names, typed},
    lookup::{RuleShape, Space, What},
};

/// Objections that are no rules.
const OBJECTIONS: [&str; 4] = ["paused", "only_when", "requires", "unreachable"];

/// A test. Lines that could not be understood are left out.
pub(super) fn story(infer: &mut Infer, test: &tree::Test) -> Story {
    let mut before = Before::default();
    let lines = test.lines.iter().filter_map(|one| Some((line(infer, &mut before, one)?, one.span))).collect();
    Story { title: test.title.as_ref().map(|title| title.text.clone()).unwrap_or_default(), lines }
}

/// What stands before a line.
#[derive(Default)]
struct Before {
    /// The last times that were written: what can be compared may not go backwards.
    instant: Option<i64>,
    local: Option<(i32, u32)>,
    /// The last question.
    asked: LastAsked,
}

fn line(infer: &mut Infer, before: &mut Before, line: &tree::Line) -> Option<Line> {
    Some(match &line.kind {
        LineKind::Customer(id, written) => {
            let attributes = written.as_ref().map(|record| attributes(infer, record)).unwrap_or_default();
            Line::Customer(id.as_ref().map(|id| id.text.clone()), attributes)
        }
        LineKind::At(moment, happening) => {
            let told = happening.as_ref().map(|happening| told(infer, happening));
            at(infer, before, moment, told)?
        }
        LineKind::After(duration, happening) => {
            let told = happening.as_ref().map(|happening| told(infer, happening));
            Line::After(infer.duration(duration)?, flat(told)?)
        }
        LineKind::InHoldout(path) => Line::InHoldout(rule(infer, path, Some(RuleShape::Holdout))?),
        LineKind::Takes(arm, path) => takes(infer, arm, path)?,
        LineKind::Expect(wanted, extent) => expect(infer, &before.asked, wanted, extent.as_ref(), line.span)?,
        LineKind::Turn(state, path) => Line::Turn(switch(infer, path)?, switch_state(*state)),
        LineKind::Ask(call) => {
            let (asking, last) = asking::asking(infer, call);
            before.asked = last;
            Line::Ask(asking?)
        }
        LineKind::Broken => return None,
    })
}

/// What is told, where it could be understood; a line without anything told is whole.
fn flat(told: Option<Option<Told>>) -> Option<Option<Told>> {
    match told {
        None => Some(None),
        Some(None) => None,
        Some(told) => Some(told),
    }
}

fn at(infer: &mut Infer, before: &mut Before, moment: &Moment, told: Option<Option<Told>>) -> Option<Line> {
    let (line, span, is_back) = match moment {
        Moment::Instant(name) => {
            let at = infer.plain_instant(name)?;
            let is_back = before.instant.is_some_and(|last| at < last);
            before.instant = Some(at);
            (Line::AtInstant(at, flat(told)?), name.span, is_back)
        }
        Moment::Local(date, time) => {
            let days = infer.plain_date(date)?;
            let at = time.as_ref().map_or(Some(0), |time| infer.plain_time(time))?;
            let is_back = before.local.is_some_and(|last| (days, at) < last);
            before.local = Some((days, at));
            let span = time.as_ref().map_or(date.span, |time| date.span.to(time.span));
            (Line::AtLocal(days, at, flat(told)?), span, is_back)
        }
    };
    if is_back {
        let finding = Finding::new(codes::BACKWARDS, span, "time goes backwards here");
        infer.report(finding.help("a line comes at the time of the line before, or later"));
    }
    Some(line)
}

/// Attributes that are set; any of them may be made unknown.
fn attributes(infer: &mut Infer, record: &Record) -> Vec<(SmolStr, Expr)> {
    let attributes = infer.names.attributes();
    let fields: Vec<Field> = attributes
        .iter()
        .map(|one| Field { name: one.name.clone(), ty: one.ty.clone().optional(), privacy: one.privacy })
        .collect();
    record::given(infer, &fields, &record.entries, "the customer")
}

/// Whether a built-in event comes from outside.
pub(super) fn is_reported(event: BuiltIn) -> bool {
    matches!(event.family(), Family::Customer | Family::Delivery)
}

fn told(infer: &mut Infer, told: &tree::Told) -> Option<Told> {
    let entries = told.record.as_ref().map_or(&[][..], |record| &record.entries);
    if let Some(answer) = command_told(infer, told, entries) {
        return answer;
    }
    let (event, what, words) = infer.event(&told.event)?;
    if words != told.event.words.len() {
        infer.error(
            codes::TAKES_NO_FIELD,
            told.event.span,
            format!("this is a field of `{event}`: an event is told whole"),
        );
        return None;
    }
    let is_reported = match what {
        What::BuiltIn(built_in) => is_reported(built_in),
        What::Signal => false,
        _ => true,
    };
    if !is_reported {
        let message = format!("`{event}` is {} that the runtime makes: it can't be told", article(what));
        infer.report(
            Finding::new(codes::ONLY_RUNTIME, told.event.span, message).help("tell the events that lead to it"),
        );
        return None;
    }
    let of = match (&told.of, what) {
        (None, _) => None,
        (Some(path), What::BuiltIn(built_in)) if built_in.family() == Family::Delivery => Some(infer.message(path)?),
        (Some(path), _) => {
            infer.error(codes::NAME_IN_PARENTHESES, path.span, format!("`{event}` takes no name in parentheses"));
            return None;
        }
    };
    let channels = infer.channels(&told.via);
    if let Some(second) = told.via.get(1) {
        infer.error(codes::ONE_CHANNEL, second.span, "one thing happens through one channel");
    }
    let signature = infer.names.event(&event)?;
    let owner = format!("the event `{event}`");
    let fields = record::given(infer, &signature.fields, entries, &owner);
    record::require(infer, &signature.fields, entries, &owner, told.span);
    Some(Told::Event { event, of, channel: channels.into_iter().next(), fields })
}

/// `answered(a) { … }` and `failed(a)`; none if it is something else.
fn command_told(infer: &mut Infer, told: &tree::Told, entries: &[tree::Entry]) -> Option<Option<Told>> {
    let [word] = told.event.words.as_slice() else { return None };
    let of = told.of.as_ref()?;
    let is_action = infer.names.find(Space::Action, of).is_some();
    let is_message = infer.names.find(Space::Happening, of).is_some_and(|found| found.what == What::Message);
    match word.text.as_str() {
        "answered" => Some(answered(infer, of, entries, told.span)),
        "failed" if is_action && !is_message => {
            let action = infer.named(Space::Action, of, codes::UNKNOWN_ACTION)?;
            record::given(infer, &[], entries, "`failed`");
            Some(Some(Told::Failed(action)))
        }
        _ => None,
    }
}

fn answered(infer: &mut Infer, of: &Path, entries: &[tree::Entry], span: Span) -> Option<Told> {
    let action = infer.named(Space::Action, of, codes::UNKNOWN_ACTION)?;
    let Some(answers) = infer.names.action(&action)?.answers.clone() else {
        infer.error(codes::NO_ANSWERS, of.span, format!("the action `{action}` answers nothing"));
        return None;
    };
    let owner = format!("the answer of `{action}`");
    let fields = record::given(infer, &answers, entries, &owner);
    record::require(infer, &answers, entries, &owner, span);
    Some(Told::Answered(action, fields))
}

/// The full name of a rule: `policy.rule`.
fn rule(infer: &mut Infer, path: &Path, wanted: Option<RuleShape>) -> Option<FullName> {
    let found = match infer.names.find(Space::Policy, path) {
        Some(found) => found,
        None => {
            let words: Vec<&str> = path.words.iter().map(|word| word.text.as_str()).collect();
            let message = format!("there is no rule `{}`", words.join("."));
            let finding = Finding::new(codes::UNKNOWN_RULE, path.span, message);
            let finding = suggest_names(finding, path, &infer.names.missing(Space::Policy, path).nearest);
            let help = "rules are named with their policy: `contact_rules.nights`";
            infer.report(if finding.help.is_some() { finding } else { finding.help(help) });
            return None;
        }
    };
    let signature = infer.names.policy(&found.name)?;
    let rest = path.words.get(found.words..).unwrap_or_default();
    let [name] = rest else {
        let message = format!("`{}` is a policy, where one of its rules is wanted", found.name);
        infer
            .report(Finding::new(codes::UNKNOWN_RULE, path.span, message).help(format!("write `{}.rule`", found.name)));
        return None;
    };
    let Some((_, shape)) = signature.rules.iter().find(|(rule, _)| *rule == name.text) else {
        let message = format!("the policy `{}` has no rule `{}`", found.name, name.text);
        infer.no_such(codes::UNKNOWN_RULE, name, message, signature.rules.iter().map(|(rule, _)| rule));
        return None;
    };
    if wanted.is_some_and(|wanted| wanted != *shape && *shape != RuleShape::Broken) {
        infer.error(codes::NOT_A_HOLDOUT, path.span, format!("the rule `{}` is no holdout", name.text));
        return None;
    }
    Some(format!("{}.{}", found.name, name.text).into())
}

/// The switch that a path names.
fn switch(infer: &mut Infer, path: &Path) -> Option<FullName> {
    let written: Vec<&str> = path.words.iter().map(|word| word.text.as_str()).collect();
    let written = written.join(".");
    match infer.names.find(Space::Trait, path) {
        Some(found) if found.what == What::Switch => {
            if found.words == path.words.len() {
                return Some(found.name);
            }
            let message = format!("there is no switch `{written}`: `{}` is one, and has no names in it", found.name);
            infer.error(codes::UNKNOWN_SWITCH, path.span, message);
        }
        Some(found) => {
            let message = format!("`{}` is {}, and only a switch is turned", found.name, article(found.what));
            let help = "everything else follows from what happens: tell that, or declare `switch name = off`";
            infer.report(Finding::new(codes::UNKNOWN_SWITCH, path.span, message).help(help));
        }
        None => {
            let finding = Finding::new(codes::UNKNOWN_SWITCH, path.span, format!("there is no switch `{written}`"));
            infer.report(suggest_names(finding, path, &infer.names.missing(Space::Trait, path).nearest));
        }
    }
    None
}

/// `takes arm of journey.step`.
fn takes(infer: &mut Infer, arm: &Name, path: &Path) -> Option<Line> {
    let found = match infer.names.find(Space::Journey, path) {
        Some(found) => found,
        None => {
            infer.named(Space::Journey, path, codes::UNKNOWN_JOURNEY);
            return None;
        }
    };
    let journey = infer.names.journey(&found.name)?;
    let [step] = path.words.get(found.words..).unwrap_or_default() else {
        let message = format!("`{}` is a journey, where one of its steps is wanted", found.name);
        infer
            .report(Finding::new(codes::UNKNOWN_STEP, path.span, message).help(format!("write `{}.step`", found.name)));
        return None;
    };
    let Some((_, arms)) = journey.steps.iter().find(|(name, _)| *name == step.text) else {
        let message = format!("the journey `{}` has no step `{}`", found.name, step.text);
        infer.no_such(codes::UNKNOWN_STEP, step, message, journey.steps.iter().map(|(name, _)| name));
        return None;
    };
    if !arms.contains(&arm.text) {
        let message = format!("the step `{}` splits into no arm `{}`", step.text, arm.text);
        infer.no_such(codes::UNKNOWN_ARM, arm, message, arms);
        return None;
    }
    Some(Line::Takes { journey: found.name, step: step.text.clone(), arm: arm.text.clone() })
}

fn expect(
    infer: &mut Infer,
    asked: &LastAsked,
    wanted: &Wanted,
    extent: Option<&tree::Extent>,
    span: Span,
) -> Option<Line> {
    let wanted_no = matches!(wanted, Wanted::No(_));
    let expectation = expectation(infer, asked, wanted, span);
    let extent = match extent {
        None => Extent::SoFar,
        Some(tree::Extent::For(duration)) => Extent::For(infer.duration(duration)?),
        Some(tree::Extent::Within(duration)) if wanted_no => {
            let finding = Finding::new(codes::NO_TAKES_FOR, duration.span, "`expect no` takes `for`, not `within`");
            infer.report(finding.help("`for 7d` asks that it doesn't happen in all of that time"));
            return None;
        }
        Some(tree::Extent::Within(duration)) => Extent::Within(infer.duration(duration)?),
    };
    Some(Line::Expect(expectation?, extent))
}

fn expectation(infer: &mut Infer, asked: &LastAsked, wanted: &Wanted, span: Span) -> Option<Expectation> {
    Some(match wanted {
        Wanted::Message { what, message, via, with } => {
            let (message, via) = (infer.message(message), infer.channels(via));
            let message = message?;
            let with = with.as_ref().map(|with| content(infer, &message, with)).unwrap_or_default();
            match what.text.as_str() {
                "shown" => Expectation::Shown { message, via, with },
                _ => Expectation::Sent { message, via, with },
            }
        }
        Wanted::Fate { what, message, because } => {
            let (message, because) = (infer.message(message), because.as_ref().map(|rule| objection(infer, rule)));
            let because = match because {
                None => None,
                Some(because) => Some(because?),
            };
            match what.text.as_str() {
                "held" => Expectation::Held(message?, because),
                "waiting" => Expectation::Waiting(message?, because),
                "dropped" => Expectation::Dropped(message?, because),
                _ => Expectation::Withdrawn(message?, because),
            }
        }
        Wanted::Passed { what, message } => match what.text.as_str() {
            "queued" => Expectation::Queued(infer.message(message)?),
            _ => Expectation::Withheld(infer.message(message)?),
        },
        Wanted::No(path) => nothing_of(infer, path)?,
        Wanted::Did(path, with) => {
            let action = infer.named(Space::Action, path, codes::UNKNOWN_ACTION)?;
            let params = infer.names.action(&action)?.params.clone();
            let entries = with.as_ref().map_or(&[][..], |record| &record.entries);
            let with = record::given(infer, &params, entries, &format!("the action `{action}`"));
            Expectation::Did(action, with)
        }
        Wanted::Answer(answer) => Expectation::Answer(asking::expected(infer, asked, answer, span)?),
        Wanted::Journey { journey, outcome } => {
            Expectation::Journey(infer.named(Space::Journey, journey, codes::UNKNOWN_JOURNEY)?, came(outcome))
        }
        Wanted::Holds(condition) => Expectation::Holds(infer.condition(condition)),
    })
}

fn came(outcome: &tree::Outcome) -> Outcome {
    match outcome {
        tree::Outcome::Reached => Outcome::Reached,
        tree::Outcome::Completed => Outcome::Completed,
        tree::Outcome::Missed => Outcome::Missed,
        tree::Outcome::Refused => Outcome::Refused,
        tree::Outcome::Left(reason) => Outcome::Left(reason.as_ref().map(|reason| reason.text.as_str().into())),
        tree::Outcome::NotEntered => Outcome::NotEntered,
    }
}

fn objection(infer: &mut Infer, path: &Path) -> Option<FullName> {
    match path.words.as_slice() {
        [word] if OBJECTIONS.contains(&word.text.as_str()) => Some(word.text.clone()),
        _ => rule(infer, path, None),
    }
}

/// `no x`: a message, an event, a signal or an action.
fn nothing_of(infer: &mut Infer, path: &Path) -> Option<Expectation> {
    if let Some(found) = infer.names.find(Space::Happening, path)
        && found.words == path.words.len()
    {
        return Some(match found.what {
            What::Message => Expectation::NoMessage(found.name),
            _ => Expectation::NoEvent(found.name),
        });
    }
    if let Some(found) = infer.names.find(Space::Action, path) {
        return Some(Expectation::NoAction(found.name));
    }
    let written: Vec<&str> = path.words.iter().map(|word| word.text.as_str()).collect();
    let message = format!("there is no message, event, signal or action `{}`", written.join("."));
    let mut near = infer.names.names(Space::Happening);
    near.extend(infer.names.names(Space::Action));
    let finding = suggest_names(Finding::new(codes::UNKNOWN_EVENT, path.span, message), path, &near);
    infer.report(finding);
    None
}

/// Values of a message's content. Their types are the message's own affair, so a bare word stands for itself.
fn content(infer: &mut Infer, message: &FullName, with: &Record) -> Vec<(SmolStr, Expr)> {
    let keys = infer.names.message(message).map(|signature| signature.content.clone()).unwrap_or_default();
    let mut values = Vec::new();
    for entry in record::once_each(infer, &with.entries) {
        if !keys.contains(&entry.key.text) {
            let what = format!("the content of `{message}` has no `{}`", entry.key.text);
            infer.no_such(codes::NO_SUCH_KEY, &entry.key, what, &keys);
            continue;
        }
        let value = match &entry.value {
            None => broken(entry.key.span),
            Some(tree::Expr { kind: tree::ExprKind::Path(Path { words, span }), .. }) if words.len() == 1 => {
                let word = words.first().map(|word| word.text.clone()).unwrap_or_default();
                let ty = Type::Enumeration([word.clone()].into());
                typed(ExprKind::Constant(Constant::Symbol(word)), ty, *span)
            }
            Some(value) => infer.expr(value, None),
        };
        values.push((entry.key.text.clone(), value));
    }
    values
}
