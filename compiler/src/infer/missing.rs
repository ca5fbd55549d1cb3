//! What to say where a name is not found.

use baton_grammar::tree::{Name, Path};
use smol_str::SmolStr;

use crate::{
    diagnostic::{Code, Finding},
    lookup::{Missing, Space, What, Why},
    names::{nearest, suggested},
};

/// A kind of name, as people call it.
pub(super) fn noun(space: Space) -> &'static str {
    match space {
        Space::Happening => "event",
        Space::Trait => "trait",
        Space::Type => "type",
        Space::Channel => "channel",
        Space::Purpose => "purpose",
        Space::Action => "action",
        Space::Policy => "policy",
        Space::Journey => "journey",
        Space::Decision => "decision",
        Space::Placement => "placement",
        Space::Audience => "audience",
        Space::Measure => "measure",
        Space::Invariant => "invariant",
        Space::Source => "source",
    }
}

/// What something is, with its article.
pub(crate) fn article(what: What) -> &'static str {
    match what {
        What::Event => "an event",
        What::BuiltIn(_) => "a built-in event",
        What::Signal => "a signal",
        What::Message => "a message",
        What::Trait => "a trait",
        What::Switch => "a switch",
        What::Type => "a type",
        What::Channel => "a channel",
        What::Purpose => "a purpose",
        What::Action => "an action",
        What::Policy => "a policy",
        What::Journey => "a journey",
        What::Decision => "a decision",
        What::Placement => "a placement",
        What::Audience => "an audience",
        What::Measure => "a measure",
        What::Invariant => "an invariant",
        What::Source => "a source",
    }
}

/// A path as written.
pub(super) fn dotted(path: &Path) -> String {
    let words: Vec<_> = path.words.iter().map(|word| word.text.as_str()).collect();
    words.join(".")
}

/// That there is no such thing, why, and what was perhaps meant.
pub(super) fn finding(code: Code, noun: &str, path: &Path, missing: &Missing) -> Finding {
    let written = dotted(path);
    let message = match &missing.why {
        Why::Nothing => format!("there is no {noun} `{written}`"),
        Why::Private(name) => format!("the {noun} `{name}` is private to its package"),
        Why::Other(what) => format!("`{written}` is {}, where the name of {} is wanted", article(*what), a(noun)),
        Why::NotInPackage(package) => format!("the package `{package}` has no {noun} `{}`", last(path)),
    };
    let finding = Finding::new(code, path.span, message);
    instead_of_path(finding, path, &missing.nearest)
}

/// The finding, with what was perhaps meant instead of a word.
pub(super) fn suggest(finding: Finding, word: &Name, names: impl IntoIterator<Item = SmolStr>) -> Finding {
    suggested(finding, word.span, &nearest(&word.text, names))
}

/// The finding, with what was perhaps meant instead of a path. Words behind a name are its fields: a shorter path can't
/// stand for them.
fn instead_of_path(finding: Finding, path: &Path, near: &[SmolStr]) -> Finding {
    let is_whole = |name: &SmolStr| name.split('.').count() >= path.words.len();
    let mut finding = suggested(finding, path.span, near);
    if !near.iter().all(is_whole) {
        finding.fix = None;
    }
    finding
}

/// The finding, with what was perhaps meant instead of a path.
pub(crate) fn suggest_names(finding: Finding, path: &Path, names: &[SmolStr]) -> Finding {
    instead_of_path(finding, path, &nearest(&dotted(path), names.iter().cloned()))
}

fn last(path: &Path) -> SmolStr {
    path.words.last().map(|word| word.text.clone()).unwrap_or_default()
}

/// A noun with its article.
pub(super) fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}
