//! From syntax trees to a checked program.
//!
//! Architecture invariants: every stage gives a result and its diagnostics for whatever it is given, and one mistake is
//! told once; an edit re-runs only what it can change; nothing here reads a file, a clock or the environment. Only
//! [`baton_program::Program`] leaves for the runtime.

mod causes;
mod check;
mod db;
pub mod diagnostic;
pub mod hir;
mod infer;
mod invariants;
mod lints;
mod listing;
mod locate;
pub mod lookup;
pub mod lower;
mod manifest;
mod names;
mod reading;
mod stages;
#[cfg(test)]
mod testing;
mod tools;
mod uses;
mod versions;
mod workspace;

pub use diagnostic::{Colour, Renderer};
pub use invariants::{Invariant, Verdict};
pub use listing::listing;
pub use stages::With;
pub use tools::Declaration;
pub use uses::{Explained, Signature, Use, UseKind};
pub use versions::{Against, was_name};
pub use workspace::{Cancelled, Files, Workspace};
