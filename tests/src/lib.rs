//! What tests that cross rooms share: workspaces out of text, runs into records, the literate cases of the reference, and
//! the workload that implementations are compared on.
#![allow(clippy::indexing_slicing, reason = "a test that indexes past the end fails, as it should")]

pub mod cases;
pub mod edits;
pub mod examples;
pub mod generated;
pub mod generator;
pub mod random;
pub mod rows;
pub mod workload;
pub mod world;
