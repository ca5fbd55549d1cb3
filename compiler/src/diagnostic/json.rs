//! Diagnostics for machines: our own schema, so that it stays when a renderer for people changes.

use baton_grammar::tree::Span;
use serde::Serialize;

use super::{
    Diagnostic, Fix, Safety, Severity,
    place::{Places, Region},
};

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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixEntry<'a>>,
}

/// Another place that matters.
#[derive(Serialize)]
struct OtherEntry<'a> {
    #[serde(flatten)]
    location: Location<'a>,
    label: &'a str,
}

/// Edits that mend it. A `safe` one can be made unseen.
#[derive(Serialize)]
struct FixEntry<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<EditEntry<'a>>,
}

/// What stands in a place from then on.
#[derive(Serialize)]
struct EditEntry<'a> {
    #[serde(flatten)]
    location: Location<'a>,
    text: &'a str,
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
    let mut places = Places::new(texts);
    let entries = diagnostics.iter().map(|diagnostic| entry(diagnostic, &mut places)).collect();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.code.severity.refuses()).count();
    let report = Report { diagnostics: entries, errors, warnings: diagnostics.len() - errors };
    // Plain data with text keys always has a JSON form.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn entry<'a>(diagnostic: &'a Diagnostic, places: &mut Places) -> Entry<'a> {
    Entry {
        code: diagnostic.code.to_string(),
        severity: match diagnostic.code.severity {
            Severity::Error | Severity::Denied => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        location: location(places, &diagnostic.file, diagnostic.span),
        label: diagnostic.label.as_deref(),
        help: diagnostic.help.as_deref(),
        others: (diagnostic.others.iter())
            .map(|other| OtherEntry { location: location(places, &other.file, other.span), label: &other.label })
            .collect(),
        fixes: diagnostic.fixes.iter().map(|fix| fix_entry(fix, places)).collect(),
    }
}

fn fix_entry<'a>(fix: &'a Fix, places: &mut Places) -> FixEntry<'a> {
    FixEntry {
        title: &fix.title,
        safety: match fix.safety {
            Safety::Safe => "safe",
            Safety::Shown => "shown",
        },
        edits: (fix.edits.iter())
            .map(|edit| EditEntry { location: location(places, &edit.file, edit.span), text: &edit.text })
            .collect(),
    }
}

fn location<'a>(places: &mut Places, file: &'a str, span: Span) -> Location<'a> {
    let Region { line, column, end_line, end_column } = places.region(file, span);
    Location { file, line, column, end_line, end_column, span: Bytes { start: span.start, end: span.end } }
}
