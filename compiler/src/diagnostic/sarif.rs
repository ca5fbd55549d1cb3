//! Diagnostics in SARIF 2.1.0, the format that code hosts and editors read.

use std::collections::{BTreeMap, BTreeSet};

use baton_grammar::tree::Span;
use serde::Serialize;

use super::{
    Code, Diagnostic, Edit, Fix, Severity,
    place::{Places, Region},
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text<&'static str>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Text<T> {
    text: T,
}

/// A diagnostic.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text<String>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact,
    region: SarifRegion<'a>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion<'a> {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: u32,
    byte_length: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<&'a str>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Text<&'a str>,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: SarifRegion<'a>,
    inserted_content: Text<&'a str>,
}

pub(super) fn render<'t>(diagnostics: &[Diagnostic], texts: &dyn Fn(&str) -> Option<&'t str>) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let mut places = Places::new(texts);
    let results = diagnostics.iter().map(|diagnostic| outcome(diagnostic, &codes, &mut places)).collect();
    let driver = Driver {
        name: "baton",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: codes.iter().map(|code| rule(*code)).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Plain data with text keys always has a JSON form.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: Code) -> Rule {
    Rule {
        id: code.to_string(),
        short_description: Text { text: code.title() },
        help: Help { text: code.page(), markdown: code.page() },
        default_configuration: Configuration { level: level(code) },
    }
}

const fn level(code: Code) -> &'static str {
    match code.severity {
        Severity::Error | Severity::Denied => "error",
        Severity::Warning => "warning",
    }
}

fn outcome<'a>(diagnostic: &'a Diagnostic, codes: &[Code], places: &mut Places) -> Outcome<'a> {
    let text = match &diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let related = diagnostic.others.iter().map(|other| Location {
        physical_location: physical(places, &other.file, other.span, None),
        message: Some(Text { text: &other.label }),
    });
    Outcome {
        rule_id: diagnostic.code.to_string(),
        rule_index: codes.iter().position(|code| *code == diagnostic.code).unwrap_or_default(),
        level: level(diagnostic.code),
        message: Text { text },
        related_locations: related.collect(),
        locations: [Location {
            physical_location: physical(places, &diagnostic.file, diagnostic.span, diagnostic.label.as_deref()),
            message: None,
        }],
        fixes: diagnostic.fixes.iter().map(|fix| sarif_fix(fix, places)).collect(),
    }
}

fn sarif_fix<'a>(fix: &'a Fix, places: &mut Places) -> SarifFix<'a> {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.file).or_default().push(edit);
    }
    let changes = files.into_iter().map(|(file, edits)| Change {
        artifact_location: artifact(file),
        replacements: (edits.into_iter())
            .map(|edit| Replacement {
                deleted_region: region(places, file, edit.span, None),
                inserted_content: Text { text: &edit.text },
            })
            .collect(),
    });
    SarifFix { description: Text { text: &fix.title }, artifact_changes: changes.collect() }
}

fn physical<'a>(places: &mut Places, file: &str, span: Span, label: Option<&'a str>) -> Physical<'a> {
    Physical { artifact_location: artifact(file), region: region(places, file, span, label) }
}

/// The file as a relative URI: of what may stand in the name of a file, only letters, digits and a few signs do there.
fn artifact(file: &str) -> Artifact {
    let mut uri = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' | b'~' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Artifact { uri }
}

fn region<'a>(places: &mut Places, file: &str, span: Span, label: Option<&'a str>) -> SarifRegion<'a> {
    let Region { line, column, end_line, end_column } = places.region(file, span);
    SarifRegion {
        start_line: line,
        start_column: column,
        end_line,
        end_column,
        byte_offset: span.start,
        byte_length: span.end.saturating_sub(span.start),
        message: label.map(|text| Text { text }),
    }
}
