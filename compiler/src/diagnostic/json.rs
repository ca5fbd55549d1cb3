//! Diagnostics for machines: our own schema, so that it stays when a renderer for people changes.

use baton_grammar::{LineIndex, Position, tree::Span};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Diagnostic, Severity};

/// Everything that was found.
#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Entry<'a>>,
    errors: usize,
    warnings: usize,
}

/// One diagnostic. Lines and columns count from 1, columns in characters; spans are bytes of the file.
#[derive(Serialize)]
struct Entry<'a> {
    code: String,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    location: Location<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<OtherEntry<'a>>,
}

/// Another place that matters.
#[derive(Serialize)]
struct OtherEntry<'a> {
    #[serde(flatten)]
    location: Location<'a>,
    label: &'a str,
}

/// A stretch of a file.
#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    span: Bytes,
}

/// A half-open range of bytes.
#[derive(Serialize)]
struct Bytes {
    start: u32,
    end: u32,
}

pub(super) fn render<'t>(diagnostics: &[Diagnostic], texts: &dyn Fn(&str) -> Option<&'t str>) -> String {
    let mut indices: FxHashMap<&str, (&'t str, LineIndex)> = FxHashMap::default();
    let mut locate = |file, span| location(&mut indices, texts, file, span);
    let entries = diagnostics.iter().map(|diagnostic| Entry {
        code: diagnostic.code.to_string(),
        severity: match diagnostic.code.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        location: locate(&diagnostic.file, diagnostic.span),
        label: diagnostic.label.as_deref(),
        help: diagnostic.help.as_deref(),
        others: (diagnostic.others.iter())
            .map(|other| OtherEntry { location: locate(&other.file, other.span), label: &other.label })
            .collect(),
    });
    let entries: Vec<Entry> = entries.collect();
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.code.severity == severity).count();
    let report = Report { diagnostics: entries, errors: count(Severity::Error), warnings: count(Severity::Warning) };
    // Plain data with text keys always has a JSON form.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn location<'a, 't>(
    indices: &mut FxHashMap<&'a str, (&'t str, LineIndex)>,
    texts: &dyn Fn(&str) -> Option<&'t str>,
    file: &'a str,
    span: Span,
) -> Location<'a> {
    let (text, index) = indices.entry(file).or_insert_with(|| {
        let text = texts(file).unwrap_or_default();
        (text, LineIndex::new(text))
    });
    let Position { line, column } = index.position(text, span.start);
    let end = index.position(text, span.end);
    let span = Bytes { start: span.start, end: span.end };
    Location { file, line, column, end_line: end.line, end_column: end.column, span }
}
