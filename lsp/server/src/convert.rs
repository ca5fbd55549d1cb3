//! Between the protocol's types and ours.

use std::path::{Path, PathBuf};

use baton_compiler::diagnostic::{Diagnostic as Found, Severity};
use baton_grammar::tree::Span;
use baton_ide::Kind;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, NumberOrString, SymbolKind, Uri,
};

use crate::{files::Fault, snapshot::Open};

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

/// Who says what is wrong.
const SOURCE: &str = "baton";

/// What is wrong with a file as the editor shows it. Of one that can't all be read nothing else is said.
pub fn diagnostics<'f>(file: &Open<'_>, found: impl IntoIterator<Item = &'f Found>) -> Vec<Diagnostic> {
    match file.fault() {
        Some(fault) => vec![faulty(file, fault)],
        None => found.into_iter().map(|one| diagnostic(file, one)).collect(),
    }
}

/// That a file can't all be read.
fn faulty(file: &Open<'_>, fault: &Fault) -> Diagnostic {
    let (at, message) = match fault {
        Fault::NotUtf8(at) => (*at, "the file is not in UTF-8: this can't be read\nsave the file as UTF-8".into()),
        Fault::Closed(cause) => {
            (0, format!("the file can't be read: {cause}\nwhat it declares isn't known until it can be"))
        }
    };
    // What can't be read is one character, where there is any.
    let length = file.text.get(at as usize..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Diagnostic {
        range: file.range(Span::new(at, at + length as u32)),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.into()),
        message,
        ..Diagnostic::default()
    }
}

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
        source: Some(SOURCE.into()),
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
