//! Diagnostics for machines: our own schema, so that it stays when a renderer for people changes.

use baton_grammar::tree::Span;
use serde::Serialize;

use crate::invariants::Invariant;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    invariants: Option<Vec<InvariantEntry<'a>>>,
}

/// One invariant: `not decided`, as long as nothing is known of it.
#[derive(Serialize)]
struct InvariantEntry<'a> {
    name: &'a str,
    verdict: &'static str,
    #[serde(flatten)]
    location: Location<'a>,
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

/// Diagnostics alone.
pub(super) fn render<'t>(diagnostics: &[Diagnostic], texts: &dyn Fn(&str) -> Option<&'t str>) -> String {
    written(diagnostics, None, texts)
}

/// Diagnostics and invariants as one JSON object. `texts` gives the text of a file that they speak of.
pub fn report<'t>(
    diagnostics: &[Diagnostic],
    invariants: &[Invariant],
    texts: &dyn Fn(&str) -> Option<&'t str>,
) -> String {
    written(diagnostics, Some(invariants), texts)
}

fn written<'t>(
    diagnostics: &[Diagnostic],
    invariants: Option<&[Invariant]>,
    texts: &dyn Fn(&str) -> Option<&'t str>,
) -> String {
    let mut places = Places::new(texts);
    let entries = diagnostics.iter().map(|diagnostic| entry(diagnostic, &mut places)).collect();
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.code.severity.refuses()).count();
    let invariants = invariants.map(|all| all.iter().map(|one| invariant_entry(one, &mut places)).collect());
    let report = Report { diagnostics: entries, errors, warnings: diagnostics.len() - errors, invariants };
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

fn invariant_entry<'a>(invariant: &'a Invariant, places: &mut Places) -> InvariantEntry<'a> {
    let location = location(places, &invariant.file, invariant.span);
    InvariantEntry { name: &invariant.name, verdict: invariant.verdict.words(), location }
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
