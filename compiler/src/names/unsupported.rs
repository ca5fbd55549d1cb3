//! What the language has and this compiler doesn't yet: one clear error each, at its keyword.

use baton_grammar::tree::{Decl, DeclKind};

use crate::diagnostic::{Finding, codes::names as codes};

/// What is not supported yet in a declaration.
pub(super) fn findings(decl: &Decl, findings: &mut Vec<Finding>) {
    let unsupported = matches!(
        decl.kind,
        DeclKind::Decision(_)
            | DeclKind::Placement(_)
            | DeclKind::Audience(_)
            | DeclKind::Switch(_)
            | DeclKind::Measure(_)
            | DeclKind::Invariant(_)
    );
    if unsupported {
        let message = format!("`{}` is not supported yet", decl.keyword.text);
        findings.push(Finding::new(codes::NOT_YET, decl.keyword.span, message));
    }
}
