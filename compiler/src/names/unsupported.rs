//! What the language has and this compiler doesn't yet: one clear error each, at its keyword.

use baton_grammar::tree::{Decl, DeclKind, JourneyItemKind, Path};

use crate::diagnostic::{Code, Finding, codes::names as codes};

/// What is not supported yet in a declaration.
pub(super) fn findings(decl: &Decl, findings: &mut Vec<Finding>) {
    let unsupported: Option<Code> = match decl.kind {
        DeclKind::Decision(_) => Some(codes::NO_DECISIONS),
        DeclKind::Placement(_) => Some(codes::NO_PLACEMENTS),
        DeclKind::Audience(_) => Some(codes::NO_AUDIENCES),
        DeclKind::Switch(_) => Some(codes::NO_SWITCHES),
        DeclKind::Measure(_) => Some(codes::NO_MEASURES),
        DeclKind::Invariant(_) => Some(codes::NO_INVARIANTS),
        _ => None,
    };
    if let Some(code) = unsupported {
        let message = format!("`{}` is not supported yet", decl.keyword.text);
        findings.push(Finding::new(code, decl.keyword.span, message));
        return;
    }
    decl.was.iter().for_each(|was| rename(was, findings));
    match &decl.kind {
        DeclKind::Journey(journey) => {
            for item in &journey.items {
                if let JourneyItemKind::Step { was: Some(was), .. } = &item.kind {
                    rename(was, findings);
                }
            }
        }
        DeclKind::Policy(rules) => {
            rules.iter().filter_map(|rule| rule.was.as_ref()).for_each(|was| rename(was, findings))
        }
        _ => {}
    }
}

fn rename(was: &Path, findings: &mut Vec<Finding>) {
    findings.push(Finding::new(codes::NO_RENAMES, was.span, "`was` is not supported yet"));
}
