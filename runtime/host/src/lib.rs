//! The embedded host: it reads inputs, hands them to `step` in order of time, and keeps what comes out.
//!
//! Architecture invariants: the host decides nothing about customers, only when the engine is asked; the same files give
//! the same records in the same order, whatever the machine; what was read is run, or reported as rejected or as too
//! late.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the host reads files")]

pub mod input;
pub mod measure;
pub mod run;
pub mod story;
pub mod why;

#[cfg(test)]
mod calls;
