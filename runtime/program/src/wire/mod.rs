//! The wire forms: what comes in as JSON or text, and how values go out.

mod binary;
mod cloud_event;
#[cfg(test)]
mod cloud_event_tests;
mod command;
mod convert;
mod decimal;
mod json;
mod mismatch;
mod number;
mod object;
mod question;
mod read_json;
mod read_text;
pub(crate) mod record;
mod rejection;
mod taken;
mod text;
mod time;

pub use binary::{FORMAT, Unloadable};
pub use cloud_event::cloud_event;
pub use mismatch::Mismatch;
pub use number::milliseconds;
pub use object::{Object, Unreadable};
pub use read_json::plain_text;
pub use read_text::is_zone;
pub use rejection::Rejection;
pub use taken::{Taken, Whom};
pub use text::{duration_text, iso, local};
pub use time::{checked_instant, instant};
