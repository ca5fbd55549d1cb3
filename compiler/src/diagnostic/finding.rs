//! What a stage finds in one declaration: a diagnostic whose places don't move when the declaration does.

use baton_grammar::tree::Span;

use super::{Code, Mend};
use crate::{hir::FullName, lookup::Space};

/// A diagnostic in the coordinates of the declaration in which it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where, relative to the declaration's item.
    pub span: Span,
    /// What to say at that place.
    pub label: Option<String>,
    /// Other places that matter.
    pub others: Vec<(Site, String)>,
    /// What to do.
    pub help: Option<String>,
    /// Edits that mend it.
    pub fix: Option<Box<Mend>>,
}

/// A place that matters to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// In the same declaration.
    Here(Span),
    /// The name of another declaration.
    Declaration(Space, FullName),
    /// In the declaration of a name, relative to its item.
    In(Space, FullName, Span),
}

impl Finding {
    /// A finding with a message and nothing else.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span, label: None, others: Vec::new(), help: None, fix: None }
    }

    /// With what to say at its place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// With what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With edits that mend it, if there are any.
    pub fn fix(mut self, fix: impl Into<Option<Mend>>) -> Self {
        self.fix = fix.into().map(Box::new);
        self
    }

    /// With another place that matters.
    pub fn other(mut self, site: Site, label: impl Into<String>) -> Self {
        self.others.push((site, label.into()));
        self
    }
}
