//! The `use` that brings a declaration of another package.

use baton_compiler::{Workspace, diagnostic::Edit, hir::FullName};
use baton_grammar::tree::Span;

/// The edit that brings a declaration: behind the last `use`, else before the first declaration.
pub(crate) fn edit(workspace: &Workspace, path: &str, name: &FullName) -> Option<Edit> {
    let file = &workspace.parse(path)?.file;
    let (at, text) = match file.uses.last() {
        Some(last) => (last.span.end, format!("\nuse {name}")),
        None => (file.items.first().map_or(0, |item| item.start), format!("use {name}\n\n")),
    };
    Some(Edit { file: path.into(), span: Span::new(at, at), text })
}
