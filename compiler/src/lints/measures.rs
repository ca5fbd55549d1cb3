//! Measures whose share is always 100% (W0337): whatever is B is A as well.

use super::{declared::Declared, shape::shape};
use crate::{
    diagnostic::{Finding, codes::lints::WHOLE_IS_PART},
    hir::{Body, Measure, Selector},
};

/// A measure that measures nothing.
pub(super) fn measures(declared: Declared) -> Vec<Finding> {
    match declared.body() {
        Body::Measure(measure) if is_everybody(measure) => {
            let message = format!("the share of `{}` is always 100%", declared.name());
            let help = "whoever is counted is one of the share: in front of `of` stands what only some of them do";
            vec![Finding::new(WHOLE_IS_PART, declared.name_span(), message).help(help)]
        }
        _ => Vec::new(),
    }
}

fn is_everybody(measure: &Measure) -> bool {
    measure.whole.iter().all(|whole| measure.part.iter().any(|part| takes_all_of(part, whole)))
}

/// Whether one occurrence takes every event that another takes.
fn takes_all_of(one: &Selector, other: &Selector) -> bool {
    let asks = |selector: &Selector| selector.condition.as_deref().map(shape);
    one.event == other.event
        && (one.of.is_none() || one.of == other.of)
        && (one.via.is_empty() || (!other.via.is_empty() && other.via.iter().all(|via| one.via.contains(via))))
        && (one.condition.is_none() || asks(one) == asks(other))
}
