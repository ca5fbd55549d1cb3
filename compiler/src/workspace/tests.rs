//! The front door: what runs again after an edit, and that every state of a workspace has an answer.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::sync::{Arc, Mutex};

use super::{Database, Files, Workspace};
use crate::{
    With,
    testing::{MANIFEST, told, workspace},
};

const COMPANY: &str = "\
customer { email: text? }
channel email { requires customer.email is known }
priorities service > upsell
";

const CARE: &str = "\
event ticket_opened { ticket: id  severity: low | high }
event ticket_closed { ticket: id }
message received {
  purpose service
  channels email
  hold 12h
}
journey support {
  enter on ticket_opened
  goal ticket_closed
  limit 30d
  step acknowledge { send received  wait 5d }
}
journey thanks {
  enter on ticket_closed
  limit 7d
  step say { wait 1d  send received }
}
";

/// A workspace that notes the queries that run.
fn noting(sources: &[(&str, &str)]) -> (Workspace, Arc<Mutex<Vec<String>>>) {
    let log = Arc::new(Mutex::new(Vec::new()));
    let noted = log.clone();
    let note = move |event: salsa::Event| {
        if let salsa::EventKind::WillExecute { database_key } = event.kind {
            noted.lock().unwrap().push(format!("{database_key:?}"));
        }
    };
    let db = Database { storage: salsa::Storage::new(Some(Box::new(note))) };
    let sources = sources.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    (Workspace::with_storage(Files { manifest: Some(MANIFEST.into()), sources }, db), log)
}

/// How often a query ran since the last time that this was asked.
fn ran(log: &Mutex<Vec<String>>, query: &str) -> usize {
    let starts = format!("{query}(");
    std::mem::take(&mut *log.lock().unwrap()).iter().filter(|key| key.starts_with(&starts)).count()
}

#[test]
fn a_small_workspace_is_right_and_has_a_program() {
    let workspace = workspace(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(&*workspace.program(With::Nothing).unwrap().workspace, "test");
}

#[test]
fn an_edit_in_a_body_checks_that_body_alone() {
    let (mut workspace, log) = noting(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    workspace.diagnostics();
    assert_eq!(ran(&log, "checked"), 8);
    workspace.set_text("care/support.journey", CARE.replace("wait 5d", "wait 6d"));
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(ran(&log, "checked"), 1);
}

#[test]
fn a_comment_above_moves_everything_and_checks_nothing() {
    let broken = CARE.replace("send received", "send recieved");
    let (mut workspace, log) = noting(&[("company.journey", COMPANY), ("care/support.journey", &broken)]);
    let before = workspace.diagnostics();
    assert!(ran(&log, "checked") > 0);
    assert!(!before.is_empty());
    workspace.set_text("care/support.journey", format!("// four words of wisdom\n{broken}"));
    let after = workspace.diagnostics();
    assert_eq!(ran(&log, "checked"), 0);
    let moved: Vec<u32> = after.iter().map(|one| one.span.start).collect();
    assert_eq!(moved, before.iter().map(|one| one.span.start + 24).collect::<Vec<_>>());
}

#[test]
fn a_further_declaration_checks_itself_alone() {
    let (mut workspace, log) = noting(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    workspace.diagnostics();
    ran(&log, "checked");
    workspace.set_text("care/calls.journey", "event call_ended {}\n".into());
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(ran(&log, "checked"), 1);
}

#[test]
fn a_changed_field_checks_those_who_read_the_event() {
    let (mut workspace, log) = noting(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    workspace.diagnostics();
    ran(&log, "checked");
    workspace.set_text("care/support.journey", CARE.replace("low | high", "low | middle | high"));
    workspace.diagnostics();
    let again = ran(&log, "checked");
    assert!((1..=2).contains(&again), "the event, and the journey that it begins: {again}");
}

#[test]
fn a_workspace_without_anything_has_an_answer() {
    let workspace = Workspace::new(Files::default());
    assert_eq!(workspace.diagnostics().len(), 1);
    assert!(workspace.program(With::Tests).is_none());
}

#[test]
fn a_manifest_can_come_later() {
    let mut workspace = Workspace::new(Files { manifest: None, sources: vec![("a.journey".into(), COMPANY.into())] });
    assert_eq!(workspace.diagnostics().len(), 1);
    workspace.set_text("journey.toml", format!("{MANIFEST}[lints]\nW0331 = \"allow\"\n"));
    assert_eq!(told(&workspace), [] as [String; 0]);
}

#[test]
fn of_two_files_with_one_path_the_last_counts() {
    let workspace = workspace(&[("a.journey", "event"), ("b.journey", ""), ("a.journey", "event paid {}")]);
    assert_eq!(workspace.text("a.journey"), Some("event paid {}"));
    assert_eq!(told(&workspace), [] as [String; 0]);
}

#[test]
fn half_written_text_has_an_answer_and_the_same_as_from_scratch() {
    let (mut edited, _) = noting(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    for end in 0..CARE.len() {
        edited.set_text("care/support.journey", CARE[..end].into());
        let scratch = workspace(&[("company.journey", COMPANY), ("care/support.journey", &CARE[..end])]);
        assert_eq!(edited.diagnostics(), scratch.diagnostics(), "{}", &CARE[..end]);
    }
}
