//! From syntax trees to a checked program.

pub mod diagnostic;
pub mod hir;
pub mod lookup;
