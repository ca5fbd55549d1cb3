//! What `step` means, on programs built by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod arithmetic;
mod audiences;
mod build;
mod calendar;
mod chance;
mod docket;
mod expressions;
mod history;
mod journeys;
mod patterns;
mod placements;
mod step;
