//! Diagnostics: what the compiler says about what was written. The one type, for every stage and every renderer.

use baton_grammar::tree::Span;
use smol_str::SmolStr;

pub mod codes;
mod finding;
mod human;
mod json;
mod render;
#[cfg(test)]
mod tests;

pub use finding::{Finding, Site};
pub use render::{Colour, Renderer, render};

/// How grave it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The workspace is refused.
    Error,
    /// It works, but surely isn't meant.
    Warning,
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
    /// The code of an error.
    pub const fn error(number: u16) -> Self {
        Self { severity: Severity::Error, number }
    }

    /// The code of a warning.
    pub const fn warning(number: u16) -> Self {
        Self { severity: Severity::Warning, number }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = match self.severity {
            Severity::Error => 'E',
            Severity::Warning => 'W',
        };
        write!(f, "{letter}{:04}", self.number)
    }
}
