//! What a declaration means: names resolved, types known, nothing left to look up. What lowering reads.
//!
//! Invariants: a body in this form is made only of what type-checked; where it didn't, an [`ExprKind::Broken`] stands and
//! a diagnostic exists, and the workspace is not lowered. Declarations are named by their full names, never by numbers,
//! so that a body doesn't change when another declaration comes. Spans are relative to the declaration's item.

mod decl;
mod expr;
mod journey;
mod policy;
mod story;
mod touchpoint;
mod types;

pub use decl::*;
pub use expr::*;
pub use journey::*;
pub use policy::*;
pub use story::*;
pub use touchpoint::*;
pub use types::*;

pub use crate::infer::walk::each;

use smol_str::SmolStr;

/// A declaration's full name: its package's, a dot, and its own; in the root package its own alone.
pub type FullName = SmolStr;
