//! The server over streams, as an editor sees it.
#![allow(
    missing_docs,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod answers;
mod common;
mod diagnostics;
mod faults;
mod flow;
mod graph;
mod leaving;
mod places;
mod reading;
mod refreshes;
mod workspaces;

use common::editor;
use tempfile::TempDir;

/// A workspace of two packages.
const MANIFEST: &str = "[workspace]\nname = \"acme\"\ntimezone = \"Europe/London\"\n";
const COMPANY: &str = "customer { email: text? }
channel mail { requires customer.email is known }
priorities service
event ticket_opened { ticket: id }
event ticket_closed { ticket: id }
policy rules {
  nights: quiet 21:00..08:00 for all
}
";
const SUPPORT: &str = "message received(request: ticket_opened) {
  purpose  service
  channels mail
  hold     12h
  content  \"received\" {}
}

journey support for each ticket {
  enter on ticket_opened as request
  goal  ticket_closed
  limit 30d

  step hello {
    send received(request: request)
    wait 1d
  }
}

test \"a ticket is answered\" {
  customer { email: \"ann@example.com\" }
  at 2026-03-10 10:00  ticket_opened { ticket: \"t1\" }
  expect sent received via mail
}
";

/// A folder that holds it.
fn acme() -> TempDir {
    editor::folder(&[("journey.toml", MANIFEST), ("company.journey", COMPANY), ("care/support.journey", SUPPORT)])
}
