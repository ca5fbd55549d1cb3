//! "Did you mean": the names that are nearest to one that was written.

use baton_grammar::tree::Span;
use smol_str::SmolStr;

use crate::diagnostic::{Finding, Mend, Safety};

/// How many names are suggested at most.
const SUGGESTIONS: usize = 3;

/// The nearest of the candidates to a written path, the nearest first; those that differ in more than a third, or clearly
/// more than the nearest, are none. A candidate in another package is also near if its last word is.
pub(crate) fn nearest(written: &str, candidates: impl IntoIterator<Item = SmolStr>) -> Vec<SmolStr> {
    let first = written.split('.').next().unwrap_or(written);
    let mut near: Vec<(usize, SmolStr)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let last = candidate.rsplit('.').next().unwrap_or(&candidate);
            let whole = distance(written, &candidate);
            // Without packages the last words are the whole.
            let words = if (first, last) == (written, &*candidate) { whole } else { distance(first, last) };
            Some((whole.into_iter().chain(words).min()?, candidate))
        })
        .collect();
    near.sort();
    near.dedup();
    let best = near.first().map_or(0, |(distance, _)| *distance);
    let near = near.into_iter().take_while(|(distance, _)| *distance <= best + 1);
    near.take(SUGGESTIONS).map(|(_, name)| name).collect()
}

/// In how many letters two words differ, if that is less than a third of the first.
fn distance(a: &str, b: &str) -> Option<usize> {
    let (long, other) = (a.chars().count(), b.chars().count());
    let most = long.max(3) / 3;
    // Asked of every name that there is: most differ in length alone.
    let distance = (long.abs_diff(other) <= most).then(|| strsim::damerau_levenshtein(a, b))?;
    (distance <= most).then_some(distance)
}

/// ``did you mean `a` or `b`?``, if there is anything near.
pub(crate) fn did_you_mean(near: &[SmolStr]) -> Option<String> {
    let (last, others) = near.split_last()?;
    if others.is_empty() {
        return Some(format!("did you mean `{last}`?"));
    }
    let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("did you mean {} or `{last}`?", others.join(", ")))
}

/// A finding with what was perhaps meant by what stands in a place: with a fix, if that is one thing only.
pub(crate) fn suggested(finding: Finding, written: Span, near: &[SmolStr]) -> Finding {
    let Some(help) = did_you_mean(near) else { return finding };
    let finding = finding.help(help);
    match near {
        [meant] => finding.fix(Mend::replace(Safety::Shown, written, meant.as_str(), format!("write `{meant}`"))),
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(written: &str, candidates: &[&str]) -> Vec<SmolStr> {
        nearest(written, candidates.iter().map(SmolStr::new))
    }

    #[test]
    fn a_slip_of_the_finger_is_near() {
        assert_eq!(near("emial", &["email", "sms", "voice"]), ["email"]);
    }

    #[test]
    fn the_same_word_in_another_package_is_near() {
        assert_eq!(near("ticket_closed", &["care.ticket_closed", "care.call_ended"]), ["care.ticket_closed"]);
    }

    #[test]
    fn what_is_far_is_not_suggested() {
        assert!(near("x", &["abandoned_cart", "plan"]).is_empty());
    }

    #[test]
    fn several_are_told_in_one_sentence() {
        let names = ["a", "b", "c"].map(SmolStr::new);
        assert_eq!(did_you_mean(&names).as_deref(), Some("did you mean `a`, `b` or `c`?"));
    }
}
