//! Diagnostics for people: the source with what is wrong underlined, drawn by miette.

use std::fmt;

use baton_grammar::tree::Span;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use super::{Colour, Diagnostic, Other, Severity};

pub(super) fn render<'t>(
    diagnostics: &[Diagnostic],
    texts: &dyn Fn(&str) -> Option<&'t str>,
    colour: Colour,
    width: usize,
) -> String {
    let theme = match colour {
        Colour::Always => GraphicalTheme::unicode(),
        Colour::Never => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(width)
        .with_context_lines(1)
        .without_syntax_highlighting();
    let mut out = String::new();
    for diagnostic in diagnostics {
        for report in reports(diagnostic, texts) {
            if handler.render_report(&mut out, &report).is_err() {
                // A drawing that fails must not hide what was found.
                out.push_str(&format!("{}: {}\n", diagnostic.file, report.message));
            }
            out.push('\n');
        }
    }
    out
}

/// A diagnostic, or a place of it in another file, as miette draws it.
#[derive(Debug)]
struct Report {
    code: Option<String>,
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
}

/// The diagnostic with everything that is to be shown in its file; then its places in other files.
fn reports<'t>(diagnostic: &Diagnostic, texts: &dyn Fn(&str) -> Option<&'t str>) -> Vec<Report> {
    let (same, elsewhere): (Vec<_>, Vec<_>) = diagnostic.others.iter().partition(|other| other.file == diagnostic.file);
    let mut labels = Vec::new();
    let mut message = diagnostic.message.clone();
    if let Some(text) = texts(&diagnostic.file) {
        labels.push(LabeledSpan::new_primary_with_span(diagnostic.label.clone(), within(text, diagnostic.span)));
        labels.extend(
            same.iter().map(|other| LabeledSpan::new_with_span(Some(other.label.clone()), within(text, other.span))),
        );
    } else {
        message = format!("{}: {message}", diagnostic.file);
    }
    let mut reports = vec![Report {
        code: Some(diagnostic.code.to_string()),
        severity: match diagnostic.code.severity {
            Severity::Error | Severity::Denied => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        },
        message,
        help: diagnostic.help.clone().or_else(|| Some(diagnostic.fixes.first()?.title.clone())),
        source: texts(&diagnostic.file).map(|text| NamedSource::new(&diagnostic.file, text.to_owned())),
        labels,
    }];
    reports.extend(elsewhere.into_iter().filter_map(|other| Some(place_elsewhere(other, texts(&other.file)?))));
    reports
}

fn place_elsewhere(other: &Other, text: &str) -> Report {
    Report {
        code: None,
        severity: miette::Severity::Advice,
        message: other.label.clone(),
        help: None,
        source: Some(NamedSource::new(&other.file, text.to_owned())),
        labels: vec![LabeledSpan::new_primary_with_span(None, within(text, other.span))],
    }
}

/// The span as miette wants it: inside the text and between characters.
fn within(text: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |offset: u32| text.floor_char_boundary((offset as usize).min(text.len()));
    let start = floor(span.start);
    start..floor(span.end).max(start)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
