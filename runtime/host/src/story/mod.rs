//! Stories: the tests of a workspace (§15), told to the engine.

mod expectation;
mod person;
mod telling;
mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use baton_engine::{Engine, Waiting};
use baton_program::{Place, Record, Story};

/// How a story ended.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// All that it expects came about.
    Passed,
    /// Something didn't; what stands after it was not told.
    Failed(Box<Failure>),
}

/// What didn't come about.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The line.
    pub place: Place,
    /// What it expects, in words.
    pub expected: String,
    /// The customer whom it concerns.
    pub customer: String,
    /// The story's time: UTC milliseconds.
    pub at: i64,
    /// What happened with the customer in the time that the expectation looks at.
    pub happened: Vec<Record>,
    /// The signals that happened with it in that time: when, and their full names.
    pub signals: Vec<(i64, Arc<str>)>,
    /// What waits for clearance now.
    pub docket: Vec<Waiting>,
}

/// Tells a story.
pub fn tell(engine: &Engine, story: &Story) -> Verdict {
    match telling::Telling::new(engine).tell(story) {
        Ok(()) => Verdict::Passed,
        Err(failure) => Verdict::Failed(failure),
    }
}
