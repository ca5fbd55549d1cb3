//! What can be written at a place: what fits there, with snippets, documentation, and the `use` that is missing.
//!
//! [`wanted`] says what can stand there, from the words before it; [`offer`] finds what there is of that.

mod docs;
mod offer;
mod snippets;
mod value;
mod wanted;

use baton_compiler::{Workspace, diagnostic::Edit};
use baton_grammar::tree::Span;

use crate::{
    Kind,
    context::{Context, Inside, Scope},
};

pub use snippets::plain;

/// How many are offered at a time: more than that nobody reads, and the next letter brings the others.
const OFFERED: usize = 250;

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is shown, and looked for while typing.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// What else is to be said of it in a few words: its type, its package.
    pub detail: String,
    /// Its documentation.
    pub docs: String,
    /// What goes: the word before the cursor.
    pub replaces: Span,
    /// What comes: a snippet, in which `${1:word}` is a place to be filled in; [`plain`] makes a text of it.
    pub snippet: String,
    /// What else changes: a `use`.
    pub also: Vec<Edit>,
    /// How far it is from what fits best.
    rank: u8,
}

/// What kind of thing can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// Something that is declared.
    Declared(Kind),
    /// A built-in event.
    BuiltIn,
    /// A word of the language.
    Word,
    /// A function of history.
    Function,
    /// An `as` name or key.
    Local,
    /// A number with its unit.
    Unit,
    /// A package.
    Package,
}

/// What can be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The best first.
    pub items: Vec<Completion>,
    /// Whether that is all.
    pub extent: Extent,
}

/// Whether everything that fits is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// It is.
    #[default]
    All,
    /// There is more, which further letters bring.
    Some,
}

/// What can be written at a byte of a file.
pub fn completions(workspace: &Workspace, path: &str, offset: u32) -> Completions {
    let Some(context) = Context::new(workspace, path, offset) else { return Completions::default() };
    let Some(names) = workspace.lookup(path) else { return Completions::default() };
    if context.inside != Inside::Code {
        return Completions::default();
    }
    let scope = Scope { context: &context, workspace, names: &names };
    let mut offer = offer::Offer::new(workspace, path, scope);
    if context.written.starts_with(|first: char| first.is_ascii_digit()) {
        offer.units();
    }
    for wanted in wanted::wanted(&context) {
        offer.wanted(&wanted);
    }
    offer.finish()
}

#[cfg(test)]
mod tests;
