//! From diagnostics to text: one entry for every renderer.

use super::{Diagnostic, github, human, json, sarif};

/// How diagnostics are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// For people: the source, underlined.
    Human {
        /// Whether with colours.
        colour: Colour,
        /// How many columns there are.
        width: usize,
    },
    /// For machines: one JSON object.
    Json,
    /// For code hosts and editors: SARIF 2.1.0.
    Sarif,
    /// For GitHub: workflow commands, one a line.
    GitHub,
}

/// Whether text for people has ANSI colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// It has.
    Always,
    /// It hasn't.
    Never,
}

/// The diagnostics as text, in the order given. `texts` gives the text of a file that a diagnostic speaks of.
pub fn render<'t>(diagnostics: &[Diagnostic], texts: &dyn Fn(&str) -> Option<&'t str>, renderer: Renderer) -> String {
    match renderer {
        Renderer::Human { colour, width } => human::render(diagnostics, texts, colour, width),
        Renderer::Json => json::render(diagnostics, texts),
        Renderer::Sarif => sarif::render(diagnostics, texts),
        Renderer::GitHub => github::render(diagnostics, texts),
    }
}
