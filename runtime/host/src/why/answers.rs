//! What a touchpoint asked about the customer, and what was answered (§12).

use baton_program::{AT_A_GLANCE, Because, Kind, Record};

use super::cause::{listed, quoted};

/// Whether it is the answer of a decision, which is no moment.
pub(super) fn is_answer(record: &Record) -> bool {
    record.kind == Kind::Answered && record.decision.is_some()
}

/// The question and its answer, with what was asked on the way.
pub(super) fn told(record: &Record) -> String {
    if record.decision.as_deref() == Some(AT_A_GLANCE) {
        return "was looked at at a glance".into();
    }
    let asked: Vec<String> = record.because.iter().filter_map(condition).collect();
    let asked = if asked.is_empty() { String::new() } else { format!("; it asked {}", asked.join(", then ")) };
    let answer = if record.with.is_empty() { String::new() } else { format!(" {}", listed(&record.with)) };
    format!("{} was asked, and answered{answer}{asked}", quoted(record.decision.as_ref()))
}

/// A condition on the way, and whether it held.
fn condition(because: &Because) -> Option<String> {
    let held = match &*because.rule {
        "if" => "yes",
        "else" => "no",
        _ => return None,
    };
    let values = if because.values.is_empty() { "its condition".into() } else { listed(&because.values) };
    Some(format!("{values}: {held}"))
}
