//! Actions (§6).

use baton_grammar::tree;

use super::{items::capacity, record};
use crate::{hir::Action, infer::Infer};

/// An action; none if the text doesn't say to which system it goes.
pub(super) fn action(infer: &mut Infer, action: &tree::Action) -> Option<Action> {
    let to = action.to.as_ref()?.text.clone();
    Some(Action {
        params: record::params(infer.names, &action.params),
        to,
        capacity: action.capacity.as_ref().and_then(|written| capacity(infer, written)),
        answers: action.answers.as_ref().map(|answers| record::fields(infer.names, answers)),
    })
}
