//! Diagnostics: what the compiler says about what was written. The one type, for every stage and every renderer.

use baton_grammar::tree::Span;
use smol_str::SmolStr;

pub mod codes;
mod finding;
mod fix;
mod github;
mod human;
mod json;
mod place;
mod render;
mod sarif;
#[cfg(test)]
mod tests;

pub use finding::{Finding, Site};
pub use fix::{Edit, Fix, Mend, Place, Safety, edited};
pub use json::report;
pub use render::{Colour, Renderer, render};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The workspace is refused.
    Error,
    /// A warning because of which this workspace is refused: `journey.toml` denies it.
    Denied,
    /// It works, but surely isn't meant.
    Warning,
}

impl Severity {
    /// Whether the workspace is refused.
    pub const fn refuses(self) -> bool {
        match self {
            Self::Error | Self::Denied => true,
            Self::Warning => false,
        }
    }
}

/// One diagnostic, with places in files: what [`crate::Workspace::diagnostics`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `E0123` or `W0045`.
    pub code: Code,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    /// The file, relative to the workspace.
    pub file: SmolStr,
    /// Where in the file.
    pub span: Span,
    /// What to say at that place, if the message doesn't.
    pub label: Option<String>,
    /// Other places that matter.
    pub others: Vec<Other>,
    /// What to do.
    pub help: Option<String>,
    /// Edits that mend it: one of these.
    pub fixes: Vec<Fix>,
}

/// Another place that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// The file.
    pub file: SmolStr,
    /// Where in it.
    pub span: Span,
    /// What to say there.
    pub label: String,
}

/// A diagnostic's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// How grave it is.
    pub severity: Severity,
    /// Its number.
    pub number: u16,
}

impl Code {
    /// A code as written: a letter and four digits.
    const fn written(text: &str) -> Self {
        let (severity, mut digits) = match text.as_bytes() {
            [b'W', digits @ ..] => (Severity::Warning, digits),
            [_, digits @ ..] => (Severity::Error, digits),
            [] => (Severity::Error, [].as_slice()),
        };
        let mut number = 0;
        while let [digit, rest @ ..] = digits {
            number = number * 10 + (*digit - b'0') as u16;
            digits = rest;
        }
        Self { severity, number }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        let first = self.page().lines().next().unwrap_or_default();
        first.split_once(": ").map_or(first, |(_, title)| title)
    }

    /// Its page in `docs/errors`: what it means, an example, the example mended, and why.
    pub fn page(self) -> &'static str {
        codes::page(self)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = match self.severity {
            Severity::Error => 'E',
            Severity::Denied | Severity::Warning => 'W',
        };
        write!(f, "{letter}{:04}", self.number)
    }
}
