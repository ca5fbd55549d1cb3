//! What to do where a value may be unknown: ask first whether it is known.

use baton_compiler::{
    Declaration, Workspace,
    diagnostic::{Diagnostic, codes::bodies as codes},
};
use baton_grammar::tree::{BinaryOp, Expr, ExprKind, Part, Span, walk};

use super::{Action, ActionKind, insert};
use crate::{occurrence::declaration_at, text::written};

/// Asks whether the value is known: in the condition in which it stands, else around the statement.
pub(super) fn guard(workspace: &Workspace, diagnostic: &Diagnostic) -> Option<Action> {
    let is_it = diagnostic.code == codes::MAY_BE_UNKNOWN;
    let here = declaration_at(workspace, &diagnostic.file, diagnostic.span.start).filter(|_| is_it)?;
    let text = workspace.text(&diagnostic.file)?;
    let path = written(text, diagnostic.span);
    let is_path = path.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.'));
    if !is_path || path.is_empty() {
        return None;
    }
    let (mut comparison, mut statement): (Option<Around>, Option<Span>) = (None, None);
    walk(&here.decl, &mut |part| match part {
        Part::Expr(expr) if is_around(&here, expr.span, diagnostic.span) => compared(expr, &mut comparison),
        Part::Statement(one) if is_around(&here, one.span, diagnostic.span) => statement = Some(one.span),
        _ => {}
    });
    let (span, before, behind) = match (comparison.filter(|one| one.span.is_some()), statement) {
        (Some(Around { span: Some(span), loose }), _) => match loose {
            Loose::Yes => (span, format!("{path} is known and "), String::new()),
            Loose::No => (span, format!("({path} is known and "), ")".into()),
        },
        (_, Some(span)) => (span, format!("if {path} is known {{ "), " }".into()),
        _ => return None,
    };
    let span = span.shifted(here.start);
    let edits = vec![insert(&diagnostic.file, span.start, before), insert(&diagnostic.file, span.end, behind)];
    let edits = edits.into_iter().filter(|edit| !edit.text.is_empty()).collect();
    Some(Action::new(ActionKind::PerhapsMend, format!("ask first whether `{path}` is known"), edits))
}

/// A comparison, and whether `and` can stand before it as it is.
struct Around {
    span: Option<Span>,
    loose: Loose,
}

#[derive(Clone, Copy)]
enum Loose {
    Yes,
    No,
}

fn is_around(here: &Declaration<'_>, span: Span, inner: Span) -> bool {
    let span = span.shifted(here.start);
    span.start <= inner.start && inner.end <= span.end
}

/// Goes into an expression: the innermost comparison counts.
fn compared(expr: &Expr, found: &mut Option<Around>) {
    let loose = found.as_ref().map_or(Loose::Yes, |around| around.loose);
    match &expr.kind {
        ExprKind::Binary(BinaryOp::And | BinaryOp::Or, ..) => *found = Some(Around { span: None, loose: Loose::Yes }),
        ExprKind::Binary(op, ..) if is_comparison(*op) => *found = Some(Around { span: Some(expr.span), loose }),
        _ if found.as_ref().is_some_and(|around| around.span.is_some()) => {}
        _ => *found = Some(Around { span: None, loose: Loose::No }),
    }
}

const fn is_comparison(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Equal
            | BinaryOp::NotEqual
            | BinaryOp::Less
            | BinaryOp::LessOrEqual
            | BinaryOp::Greater
            | BinaryOp::GreaterOrEqual
            | BinaryOp::StartsWith
            | BinaryOp::EndsWith
            | BinaryOp::Contains
    )
}
