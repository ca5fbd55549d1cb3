//! Decisions (§12): what they choose, and that every way through them ends in an answer.

use baton_grammar::tree::{self, Choice as Written, Decl, Span};

use super::{place_of, record};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Choice, Decision, Field},
    infer::{Facts, Infer},
};

/// The word that names the decision where a touchpoint asks (§16).
const ASKED: &str = "decision";

/// A decision.
pub(super) fn decision(infer: &mut Infer, decl: &Decl, decision: &tree::Decision) -> Decision {
    let params = record::params(infer.names, &decision.params);
    let answers = record::fields(infer.names, &decision.answers);
    refuse_asked(infer, &decision.params);
    record::put_in_scope(infer, &params);
    let name = decl.name.as_ref().map(|name| name.text.as_str()).unwrap_or_default();
    let choosing = Choosing { answers: &answers, owner: format!("the answer of `{name}`") };
    let (choices, open) = choosing.block(infer, &decision.choices, Facts::default());
    if open.is_some() && !has_broken(&decision.choices) {
        let (span, label) = open_end(&decision.choices).unwrap_or_else(|| (place_of(decl), "it answers nothing"));
        let message = format!("not every way through the decision `{name}` ends in an answer");
        let finding = Finding::new(codes::NO_ANSWER, span, message).label(label);
        infer.report(finding.help("say at the end what is answered where nothing else fits: `answer { … }`"));
    }
    Decision { params, answers, choices }
}

/// A parameter can't be called as what names the decision in a question.
fn refuse_asked(infer: &mut Infer, params: &[tree::Param]) {
    for param in params.iter().filter(|param| param.name.text == ASKED) {
        let message = format!("a parameter of a decision can't be called `{ASKED}`");
        let finding = Finding::new(codes::NAME_IN_USE, param.name.span, message);
        infer.report(
            finding.help("in a question this word says which decision is asked: give the parameter another name"),
        );
    }
}

/// What the choices of a decision are checked against.
struct Choosing<'a> {
    /// The fields of its answer.
    answers: &'a [Field],
    /// Whose fields they are, for people.
    owner: String,
}

impl Choosing<'_> {
    /// The choices of a block, and what is known behind it; nothing if every way has answered. What stands behind an
    /// answer is never reached.
    fn block(&self, infer: &mut Infer, choices: &[Written], facts: Facts) -> (Vec<Choice>, Option<Facts>) {
        let mut checked = Vec::new();
        let (mut here, mut last, mut is_told) = (Some(facts.clone()), facts, false);
        for choice in choices {
            match here {
                Some(facts) => last = facts,
                None if !is_told => {
                    is_told = true;
                    let finding = Finding::new(codes::AFTER_MOVE, span_of(choice), "this is never reached");
                    infer.report(finding.help("every way before it has answered: an `answer` ends its block"));
                }
                None => {}
            }
            infer.facts.clone_from(&last);
            let (choice, next) = self.choice(infer, choice, &last);
            checked.extend(choice);
            here = if is_told { None } else { next };
        }
        (checked, here)
    }

    fn choice(&self, infer: &mut Infer, choice: &Written, facts: &Facts) -> (Option<Choice>, Option<Facts>) {
        match choice {
            Written::Answer(record) => {
                let values = record::complete(infer, self.answers, &record.entries, &self.owner, record.span);
                (Some(Choice::Answer(values, record.span)), None)
            }
            Written::Broken(_) => (None, Some(facts.clone())),
            Written::If { condition, then, otherwise } => {
                let condition = infer.condition(condition);
                let (then, then_way) = self.block(infer, then, facts.and(&condition, true));
                let not = facts.and(&condition, false);
                let (otherwise, other_way) = match otherwise {
                    Some(otherwise) => self.block(infer, otherwise, not),
                    None => (Vec::new(), Some(not)),
                };
                let behind = match (then_way, other_way) {
                    (Some(a), Some(b)) => Some(a.common(&b)),
                    (a, b) => a.or(b),
                };
                (Some(Choice::If { condition, then, otherwise }), behind)
            }
        }
    }
}

/// Where to say that something is never reached.
fn span_of(choice: &Written) -> Span {
    match choice {
        Written::Answer(record) => record.span,
        Written::Broken(span) => *span,
        Written::If { condition, .. } => condition.span,
    }
}

/// The last condition of a way that doesn't end in an answer, if there is one, and which way that is.
fn open_end(choices: &[Written]) -> Option<(Span, &'static str)> {
    let Written::If { condition, then, otherwise } = choices.last()? else { return None };
    if !answers(then) {
        return open_end(then).or(Some((condition.span, "where this is so, nothing is answered")));
    }
    let inside = otherwise.as_ref().and_then(|otherwise| open_end(otherwise));
    inside.or(Some((condition.span, "where this isn't so, nothing is answered")))
}

/// Whether every way through these choices ends in an answer.
fn answers(choices: &[Written]) -> bool {
    choices.iter().any(|choice| match choice {
        Written::Answer(_) => true,
        Written::Broken(_) => false,
        Written::If { then, otherwise, .. } => answers(then) && otherwise.as_ref().is_some_and(|other| answers(other)),
    })
}

/// Whether a part of these choices could not be understood: it may be the answer that seems to be missing.
fn has_broken(choices: &[Written]) -> bool {
    choices.iter().any(|choice| match choice {
        Written::Answer(_) => false,
        Written::Broken(_) => true,
        Written::If { then, otherwise, .. } => {
            has_broken(then) || otherwise.as_ref().is_some_and(|one| has_broken(one))
        }
    })
}
