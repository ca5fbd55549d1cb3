//! Questions of tests (§12, §15): what a touchpoint asks, and what is expected of the answer.

use std::sync::Arc;

use baton_grammar::tree::{Call, Path, Record, Span};
use baton_program::AT_A_GLANCE;
use smol_str::SmolStr;

use super::record;
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Asking, Expr, FullName},
    infer::{Infer, suggest_names},
    lookup::{DecisionSignature, Space, Why},
};

/// The last question of a test, as far as what is expected of its answer depends on it.
#[derive(Clone, Debug, Default)]
pub(super) enum LastAsked {
    /// There was none.
    #[default]
    Nothing,
    /// A decision.
    Decision(FullName, Arc<DecisionSignature>),
    /// `at_a_glance`.
    Glance,
    /// A placement.
    Placement,
    /// What could not be understood; a diagnostic tells.
    Broken,
}

/// What a line asks, and what that makes of the last question.
pub(super) fn asking(infer: &mut Infer, call: &Call) -> (Option<Asking>, LastAsked) {
    if let [word] = call.path.words.as_slice()
        && word.text == AT_A_GLANCE
    {
        record::given(infer, &[], &call.args, &format!("`{AT_A_GLANCE}`"));
        return (Some(Asking::Glance), LastAsked::Glance);
    }
    if let Some(found) = whole(infer, Space::Decision, &call.path)
        && let Some(signature) = infer.names.decision(&found)
    {
        let owner = format!("the decision `{found}`");
        let args = record::complete(infer, &signature.params, &call.args, &owner, call.span);
        return (Some(Asking::Decision(found.clone(), args)), LastAsked::Decision(found, signature));
    }
    if let Some(found) = whole(infer, Space::Placement, &call.path) {
        record::given(infer, &[], &call.args, &format!("the placement `{found}`"));
        return (Some(Asking::Placement(found)), LastAsked::Placement);
    }
    record::free(infer, &call.args);
    refuse_unknown(infer, &call.path);
    (None, LastAsked::Broken)
}

/// The declaration that all words of a path name.
fn whole(infer: &Infer, space: Space, path: &Path) -> Option<FullName> {
    infer.names.find(space, path).filter(|found| found.words == path.words.len()).map(|found| found.name)
}

fn refuse_unknown(infer: &mut Infer, path: &Path) {
    let written = path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(".");
    let message = match infer.names.missing(Space::Decision, path).why {
        Why::Private(name) => format!("the decision `{name}` is private to its package"),
        Why::Other(what) => format!("`{written}` is {}, and nothing that could be asked", what.noun()),
        Why::Nothing | Why::NotInPackage(_) => format!("there is no decision or placement `{written}`"),
    };
    let mut near = infer.names.names(Space::Decision);
    near.extend(infer.names.names(Space::Placement));
    near.push(SmolStr::new_static(AT_A_GLANCE));
    infer.report(suggest_names(Finding::new(codes::UNKNOWN_QUESTION, path.span, message), path, &near));
}

/// The fields that an answer is expected to have; none where no answer can be looked at.
pub(super) fn expected(
    infer: &mut Infer,
    last: &LastAsked,
    wanted: &Record,
    span: Span,
) -> Option<Vec<(SmolStr, Expr)>> {
    let (message, help) = match last {
        LastAsked::Decision(name, signature) => {
            let owner = format!("the answer of `{name}`");
            return Some(record::given(infer, &signature.answers, &wanted.entries, &owner));
        }
        LastAsked::Glance if wanted.entries.is_empty() => return Some(Vec::new()),
        LastAsked::Broken => return None,
        LastAsked::Glance => (
            "what `at_a_glance` answers has no values that a test could write",
            "write `expect answer {}`, and ask for what matters: `expect in journey at step`, `expect waiting message`",
        ),
        LastAsked::Placement => ("a placement doesn't answer: it shows", "say what is shown: `expect shown message`"),
        LastAsked::Nothing => ("nothing was asked before, so there is no answer", "ask first: `ask decision(…)`"),
    };
    infer.report(Finding::new(codes::NOTHING_ASKED, span, message).help(help));
    None
}
