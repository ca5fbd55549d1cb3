//! What a new version means for the customers of the one before: what would strand them, and what there is to know.

use std::sync::Arc;

use baton_program::{
    Program,
    change::{Change, Note, found_nothing},
};

use super::{item_of_rename, was_span};
use crate::{
    db::all_items,
    diagnostic::{Diagnostic, Finding, codes::versions as codes},
    hir::Body,
    locate::{located, name_span},
    stages::checked,
};

/// A new version beside the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// What would strand customers or lose their state by mistake; empty where the version may follow the one before.
    pub diagnostics: Vec<Diagnostic>,
    /// What is taken over, renamed, starts afresh, and so on.
    pub notes: Vec<Note>,
}

/// A program beside the one of the version before, which must have been verified.
pub(crate) fn against(db: &dyn salsa::Database, old: &Program, new: &Program) -> Against {
    let change = Change::between(old, new);
    let mut diagnostics = Vec::new();
    for (journey, step) in change.stranded() {
        let is_it = |item: &crate::db::Item| {
            *item.full_name(db) == *journey && matches!(checked(db, *item).body, Body::Journey(_))
        };
        if let Some(item) = all_items(db).find(is_it) {
            diagnostics.push(located(db, item, &stranded(&step, name_span(db, item))));
        }
    }
    for rename in found_nothing(old, new) {
        let Some(item) = item_of_rename(db, new, rename) else { continue };
        let decl = item.decl(db);
        let Some(span) = was_span(decl, rename) else { continue };
        let message = format!("there was no `{}` in the version before", rename.was);
        let help = "what is renamed keeps its state: a name that finds nothing would lose it";
        diagnostics.push(located(db, item, &Finding::new(codes::WAS_NOTHING, span, message).help(help)));
    }
    diagnostics.sort_by_cached_key(|one| (one.file.clone(), one.span, one.code, one.message.clone()));
    Against { diagnostics, notes: change.notes() }
}

fn stranded(step: &Arc<str>, span: baton_grammar::tree::Span) -> Finding {
    let message = format!("the step `{step}` is gone, and customers may be at it");
    let help = format!(
        "say where they go on, `from step {step} -> other`, or that they leave, `from step {step} leave \"reason\"`; \
         if it has another name now, `step name was {step}`"
    );
    Finding::new(codes::STRANDED, span, message).help(help)
}
