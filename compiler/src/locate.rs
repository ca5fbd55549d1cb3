//! From findings, whose places count from a declaration, to diagnostics with places in files.

use baton_grammar::tree::{DeclKind, Span};

use crate::{
    db::Item,
    diagnostic::{Diagnostic, Edit, Finding, Fix, Mend, Other, Place, Site},
    lookup::Space,
    names::{item_of, priorities},
};

/// A finding of a declaration, where it stands.
pub(crate) fn located<'db>(db: &'db dyn salsa::Database, item: Item<'db>, finding: &Finding) -> Diagnostic {
    let others = finding.others.iter().filter_map(|(site, label)| {
        let (item, span) = match site {
            Site::Here(span) => (item, *span),
            Site::Declaration(space, name) => declaration(db, *space, name)?,
            Site::In(space, name, span) => (item_of(db, *space, name)?, *span),
        };
        Some(other(db, item, span, label.clone()))
    });
    Diagnostic {
        code: finding.code,
        message: finding.message.clone(),
        file: item.file(db).path(db).clone(),
        span: finding.span.shifted(item.start(db)),
        label: finding.label.clone(),
        others: others.collect(),
        help: finding.help.clone(),
        fixes: finding.fix.iter().filter_map(|mend| fix(db, item, mend)).collect(),
    }
}

/// A fix, where it changes files; none if one of its places isn't there.
fn fix<'db>(db: &'db dyn salsa::Database, item: Item<'db>, mend: &Mend) -> Option<Fix> {
    let edit = |(place, text): &(Place, String)| {
        let (item, span) = match place {
            Place::Here(span) => (item, *span),
            Place::BehindItems(name) => behind_items(db, name)?,
        };
        Some(Edit { file: item.file(db).path(db).clone(), span: span.shifted(item.start(db)), text: text.clone() })
    };
    let edits = mend.edits.iter().map(edit).collect::<Option<_>>()?;
    Some(Fix { title: mend.title.clone(), edits, safety: mend.safety })
}

fn behind_items<'db>(db: &'db dyn salsa::Database, name: &str) -> Option<(Item<'db>, Span)> {
    let item = item_of(db, Space::Happening, name)?;
    match &item.decl(db).kind {
        DeclKind::Message(message) => {
            let end = message.items.last()?.span.end;
            Some((item, Span::new(end, end)))
        }
        _ => None,
    }
}

/// Another place of a diagnostic, in an item.
pub(crate) fn other<'db>(db: &'db dyn salsa::Database, item: Item<'db>, span: Span, label: String) -> Other {
    Other { file: item.file(db).path(db).clone(), span: span.shifted(item.start(db)), label }
}

/// Where a declaration's name stands in it; a declaration without one, its keyword.
pub(crate) fn name_span<'db>(db: &'db dyn salsa::Database, item: Item<'db>) -> Span {
    let decl = item.decl(db);
    decl.name.as_ref().map_or(decl.keyword.span, |name| name.span)
}

fn declaration<'db>(db: &'db dyn salsa::Database, space: Space, name: &str) -> Option<(Item<'db>, Span)> {
    if space != Space::Purpose {
        let item = item_of(db, space, name)?;
        return Some((item, name_span(db, item)));
    }
    let item = priorities(db).next()?;
    match &item.decl(db).kind {
        DeclKind::Priorities(purposes) => {
            let purpose = purposes.iter().find(|purpose| purpose.text == name)?;
            Some((item, purpose.span))
        }
        _ => None,
    }
}
