//! Diagnostics as GitHub's workflow commands, which show them beside the lines of a pull request.

use std::fmt::Write as _;

use super::{Diagnostic, Severity, place::Places};

pub(super) fn render<'t>(diagnostics: &[Diagnostic], texts: &dyn Fn(&str) -> Option<&'t str>) -> String {
    let mut places = Places::new(texts);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.code.severity {
            Severity::Error | Severity::Denied => "error",
            Severity::Warning => "warning",
        };
        let region = places.region(&diagnostic.file, diagnostic.span);
        let mut message = diagnostic.message.clone();
        for more in [&diagnostic.label, &diagnostic.help].into_iter().flatten() {
            message = format!("{message}\n{more}");
        }
        // Writing to a text can't fail.
        let _ = writeln!(
            out,
            "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}",
            property(&diagnostic.file),
            region.line,
            region.end_line,
            region.column,
            region.end_column,
            property(&format!("{}: {}", diagnostic.code, diagnostic.code.title())),
            data(&message),
        );
    }
    out
}

/// What stands behind the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
