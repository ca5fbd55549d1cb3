//! What an editor asks of a workspace, as pure functions without a protocol.
//!
//! Architecture invariants: no type of any protocol, no I/O and no clock; places are bytes of a file's text; every
//! answer is there for half-written text too, and the same question has the same answer.

mod action;
mod built_in;
mod cause;
mod completion;
mod context;
mod definition;
mod finder;
mod fold;
pub mod graph;
mod hint;
mod hover;
mod implementation;
mod import;
mod keys;
mod kind;
mod lens;
mod link;
mod occurrence;
mod outline;
#[cfg(test)]
mod probe;
mod references;
mod rename;
mod sample;
mod search;
mod selection;
mod sentence;
mod signature;
mod symbol;
#[cfg(test)]
mod testing;
mod text;
mod tokens;
mod types;
mod uses;
mod was;
mod words;

pub use action::{Action, ActionKind, actions, mend_all};
pub use cause::{Cause, Caused, cause_at, incoming, outgoing};
pub use completion::{Completion, CompletionKind, Completions, Extent, completions, plain};
pub use definition::{definitions, type_definitions};
pub use fold::{Fold, FoldKind, folds};
pub use hint::{Hint, hints};
pub use hover::{Hover, hover};
pub use implementation::implementations;
pub use kind::Kind;
pub use lens::{Lens, LensOf, Outcome, Told, figures, lenses, test};
pub use link::{Link, linked, links};
pub use occurrence::{Occurrence, Role, occurrences, occurrences_of, symbol_at};
pub use outline::{Outline, around, outline};
pub use references::{Definitions, highlights, references};
pub use rename::{rename, renamed};
pub use search::{Hit, fit, search};
pub use selection::selections;
pub use sentence::sentence;
pub use signature::{Signature, signature};
pub use symbol::{Owner, Symbol};
pub use tokens::{Token, TokenKind, tokens};
pub use was::{Before, was};
pub use words::meaning;

use baton_grammar::tree::Span;
use smol_str::SmolStr;

/// A place in a file of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file's path.
    pub path: SmolStr,
    /// Where in its text.
    pub span: Span,
}
