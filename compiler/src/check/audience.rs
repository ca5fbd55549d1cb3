//! Audiences (§13).

use baton_grammar::tree;

use crate::{hir::Audience, infer::Infer};

/// An audience; none if its condition could not be understood. One that is refreshed is asked at times of its own, and may
/// use anything; any other is watched.
pub(super) fn audience(infer: &mut Infer, audience: &tree::Audience) -> Option<Audience> {
    let written = audience.condition.as_ref()?;
    let Some(at) = &audience.refreshed else {
        return Some(Audience { condition: infer.watched(written), refreshed: None });
    };
    let condition = infer.condition(written);
    infer.plain_time(at).map(|at| Audience { condition, refreshed: Some(at) })
}
