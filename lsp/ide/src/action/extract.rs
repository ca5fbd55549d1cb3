//! A trait from a part of an expression.

use baton_compiler::{
    Declaration, Workspace,
    hir::{Expr, ExprKind},
    lookup::{Lookup, Space},
};
use baton_grammar::tree::{DeclKind, Span};

use super::{Action, ActionKind, insert};
use crate::{occurrence::declaration_at, text::written};
use baton_compiler::diagnostic::Edit;

/// Declares what is selected as a trait, and reads that instead.
pub(super) fn extracted(workspace: &Workspace, path: &str, selected: Span) -> Option<Action> {
    let text = workspace.text(path)?;
    let selected = trimmed(text, selected)?;
    let here = declaration_at(workspace, path, selected.start)?;
    let exprs = here.exprs();
    let chosen = exprs.iter().find(|expr| expr.span.shifted(here.start) == selected && is_worth_it(expr))?;
    let is_whole = matches!(&here.decl.kind, DeclKind::Trait(one) if one.value.as_ref().is_some_and(|value| value.span == chosen.span));
    if is_whole || !stands_alone(&here, &exprs, chosen.span) {
        return None;
    }
    let names = workspace.lookup(path)?;
    let name = free(&names.names(Space::Trait));
    let declared = format!("trait {name} = {}\n\n", written(text, selected));
    let edits =
        vec![insert(path, here.start, declared), Edit { file: path.into(), span: selected, text: name.clone() }];
    Some(Action::new(ActionKind::Extract, format!("make it a trait, `{name}`"), edits))
}

/// What is selected, without the blanks around it.
fn trimmed(text: &str, selected: Span) -> Option<Span> {
    let whole = written(text, selected);
    let start = selected.start + (whole.len() - whole.trim_start().len()) as u32;
    let inner = whole.trim();
    (!inner.is_empty()).then(|| Span::new(start, start + inner.len() as u32))
}

/// Whether it says more than a name or a constant.
fn is_worth_it(expr: &Expr) -> bool {
    !matches!(
        expr.kind,
        ExprKind::Constant(_) | ExprKind::Attribute(_) | ExprKind::Trait(_) | ExprKind::Switch(_) | ExprKind::Broken
    )
}

/// Whether it reads nothing that only its declaration knows; the fields of an event are known within what speaks of it.
fn stands_alone(here: &Declaration<'_>, exprs: &[&Expr], chosen: Span) -> bool {
    let within = |span: Span| chosen.start <= span.start && span.end <= chosen.end;
    let spoken: Vec<Span> = here.selectors().into_iter().map(|one| one.span).filter(|span| within(*span)).collect();
    let is_spoken = |span: Span| spoken.iter().any(|one| one.start <= span.start && span.end <= one.end);
    let bound =
        |selector: &baton_compiler::hir::Selector| within(selector.span) && (selector.key.is_some() || selector.own);
    !here.selectors().into_iter().any(bound)
        && exprs.iter().filter(|expr| within(expr.span)).all(|expr| match &expr.kind {
            ExprKind::Local(_)
            | ExprKind::Key
            | ExprKind::Start
            | ExprKind::AskedChannel
            | ExprKind::Column(_)
            | ExprKind::EventAt(_)
            | ExprKind::EventChannel(_)
            | ExprKind::Broken => false,
            ExprKind::Here(_) | ExprKind::HereAt | ExprKind::HereChannel => is_spoken(expr.span),
            _ => true,
        })
}

/// A name that no trait has.
fn free(names: &[smol_str::SmolStr]) -> String {
    let mut name = "new_trait".to_owned();
    let mut count = 2;
    while names.iter().any(|one| *one == name) {
        name = format!("new_trait_{count}");
        count += 1;
    }
    name
}
