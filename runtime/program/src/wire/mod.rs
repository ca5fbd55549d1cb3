//! The wire forms: what comes in as JSON or text, and how values go out.

mod json;
mod text;

pub use text::{duration_text, iso};
