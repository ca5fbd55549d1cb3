//! Between the protocol's types and ours.

use std::path::{Path, PathBuf};

use baton_compiler::diagnostic::{Diagnostic as Found, Severity};
use baton_ide::Kind;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, SymbolKind, Uri,
};

use crate::snapshot::Open;

/// The file that an editor names; for one that lies nowhere (`untitled:…`) a file of that name's own, in no folder of
/// the disk.
pub fn file_of(uri: &Uri) -> PathBuf {
    path_of(uri).unwrap_or_else(|| Path::new(uri.as_str()).join(NOWHERE))
}

/// The path on disk that an editor names, if it is one.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    // The path of another scheme isn't one on disk: `git:/…` is what a file was.
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    uri.to_file_path().map(std::borrow::Cow::into_owned).filter(|path| path.is_absolute())
}

/// What a document is called that has no file.
const NOWHERE: &str = "untitled.journey";

/// A diagnostic of a file as the editor shows it.
pub fn diagnostic(file: &Open<'_>, found: &Found) -> Diagnostic {
    let related = found.others.iter().filter_map(|other| {
        let place = baton_ide::Place { path: other.file.clone(), span: other.span };
        Some(DiagnosticRelatedInformation { location: file.location(&place)?, message: other.label.clone() })
    });
    let related: Vec<_> = related.collect();
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    };
    Diagnostic {
        range: file.range(found.span),
        severity: Some(severity(found.code.severity)),
        code: Some(NumberOrString::String(found.code.to_string())),
        code_description: None::<CodeDescription>,
        source: Some("baton".into()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error | Severity::Denied => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
    }
}

/// The protocol's nearest word for a kind of thing: editors show a picture for each.
pub const fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Customer => SymbolKind::OBJECT,
        Kind::Event | Kind::Signal => SymbolKind::EVENT,
        Kind::Type => SymbolKind::ENUM,
        Kind::Trait | Kind::Switch | Kind::Attribute => SymbolKind::PROPERTY,
        Kind::Channel | Kind::Source => SymbolKind::INTERFACE,
        Kind::Priorities => SymbolKind::ARRAY,
        Kind::Message => SymbolKind::STRING,
        Kind::Action | Kind::Decision => SymbolKind::FUNCTION,
        Kind::Policy => SymbolKind::NAMESPACE,
        Kind::Journey => SymbolKind::CLASS,
        Kind::Test | Kind::Step => SymbolKind::METHOD,
        Kind::Placement | Kind::Audience => SymbolKind::STRUCT,
        Kind::Measure | Kind::Invariant | Kind::Purpose => SymbolKind::CONSTANT,
        Kind::Field | Kind::Broken => SymbolKind::FIELD,
        Kind::Parameter => SymbolKind::VARIABLE,
        Kind::Value => SymbolKind::ENUM_MEMBER,
        Kind::Rule => SymbolKind::KEY,
    }
}
