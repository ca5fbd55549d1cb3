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
policy contact { two: cap all to 2 per day  nights: quiet 21:00..08:00 for all }
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

/// Another team, whose declarations nothing of the first names.
const SALES: &str = "\
event asked { topic: text }
message offer {
  purpose upsell
  channels email
  hold 1d
}
policy manners { office: quiet 18:00..09:00 for upsell }
journey sell {
  enter on asked
  limit 9d
  step first { send offer  wait 3d }
}
test \"an offer\" {
  at 2026-03-02 10:00  asked { topic: \"phones\" }
  expect in sell
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
    ran_each(log, [query])[0]
}

/// How often each of some queries ran since the last time that this was asked.
fn ran_each<const N: usize>(log: &Mutex<Vec<String>>, queries: [&str; N]) -> [usize; N] {
    let log = std::mem::take(&mut *log.lock().unwrap());
    queries.map(|query| log.iter().filter(|key| key.starts_with(&format!("{query}("))).count())
}

/// The queries behind trees: bodies, checks of bodies and of the rules for them, what goes round, and what is told of
/// declarations together.
const STAGES: [&str; 6] = ["checked", "lints_of_itself", "lints_of_rules", "refused", "workspace_findings", "worths"];

/// How often each stage ran for an edit, which begins with a workspace that is right, and leads to one that is.
#[track_caller]
fn run_by(files: &[(&str, &str)], path: &str, text: &str) -> [usize; 6] {
    let (mut workspace, log) = noting(files);
    assert_eq!(told(&workspace), [] as [String; 0]);
    ran(&log, "");
    workspace.set_text(path, text.into());
    assert_eq!(told(&workspace), [] as [String; 0]);
    ran_each(&log, STAGES)
}

#[test]
fn a_small_workspace_is_right_and_has_a_program() {
    let workspace = workspace(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(&*workspace.program(With::Nothing).unwrap().workspace, "test");
}

const FILES: [(&str, &str); 3] =
    [("company.journey", COMPANY), ("care/support.journey", CARE), ("sales/offers.journey", SALES)];

#[test]
fn an_edit_in_a_body_checks_that_body_alone() {
    let (mut workspace, log) = noting(&FILES);
    workspace.diagnostics();
    assert_eq!(ran(&log, "checked"), 14);
    workspace.set_text("care/support.journey", CARE.replace("wait 5d", "wait 12d"));
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(ran_each(&log, STAGES), [1, 1, 1, 0, 0, 0]);
}

#[test]
fn a_stage_is_asked_for_again_when_its_journeys_are_others() {
    let asking = "trait helped = in stage support\njourney j { enter when helped  limit 1d  step s { stay } }";
    let care = CARE.replace("journey support {", "journey support {\n  stage support");
    let files = [("company.journey", COMPANY), ("care/support.journey", &care), ("sales/offers.journey", asking)];
    // The journey alone; then with it the trait.
    assert_eq!(run_by(&files, "care/support.journey", &care.replace("wait 5d", "wait 12d"))[0], 1);
    let joined = care.replace("journey thanks {", "journey thanks {\n  stage support");
    assert_eq!(run_by(&files, "care/support.journey", &joined)[0], 2);
}

#[test]
fn a_comment_runs_no_stage() {
    for comment in ["// four words of wisdom\n".to_owned() + CARE, CARE.to_owned() + "// four words of wisdom\n"] {
        assert_eq!(run_by(&FILES, "care/support.journey", &comment), [0; 6]);
    }
}

#[test]
fn a_new_name_checks_what_names_it() {
    let (mut workspace, log) = noting(&FILES);
    workspace.diagnostics();
    ran(&log, "");
    // The event, the journey that it begins, and the test that tells of it.
    workspace.set_text("sales/offers.journey", SALES.replace("asked", "asked_for"));
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(ran_each(&log, STAGES)[..3], [3, 3, 1]);
}

#[test]
fn an_edit_of_the_roots_policy_checks_policies_and_what_it_changes_for_others() {
    // A number that holds back as before: what the messages may meet on their ways stays, and nobody who sends them is asked.
    let company = COMPANY.replace("to 2 per day", "to 3 per day");
    assert_eq!(run_by(&FILES, "company.journey", &company), [1, 1, 2, 0, 0, 0]);
    // Other nights: the policies, and the message of which the team says nothing further; the other one is quiet then anyway.
    let company = COMPANY.replace("quiet 21:00", "quiet 20:00");
    assert_eq!(run_by(&FILES, "company.journey", &company), [1, 1, 3, 0, 0, 0]);
}

#[test]
fn a_further_field_of_an_event_checks_those_who_tell_of_it() {
    let sales = SALES.replace("asked { topic: text }", "asked { topic: text  pages: int? }");
    let [checked, ..] = run_by(&FILES, "sales/offers.journey", &sales);
    // The event and the test; the journey reads no such field.
    assert_eq!(checked, 2);
}

#[test]
fn a_field_of_an_event_checks_those_who_read_it() {
    let care = CARE.replace("enter on ticket_opened", "enter on ticket_opened where severity == high");
    let files = [("company.journey", COMPANY), ("care/support.journey", care.as_str())];
    let severity = care.replace("low | high", "low | middle | high");
    assert_eq!(run_by(&files, "care/support.journey", &severity)[0], 2);
    let ticket = care.replacen("ticket: id", "ticket: text", 1);
    assert_eq!(run_by(&files, "care/support.journey", &ticket)[0], 1);
}

#[test]
fn a_declaration_that_nothing_uses_checks_itself_alone() {
    let further = CARE.to_owned() + "event call_ended {}\n";
    assert_eq!(run_by(&FILES, "care/support.journey", &further)[..4], [1, 1, 0, 0]);
    let further = COMPANY.to_owned() + "event moved {}\n";
    assert_eq!(run_by(&FILES, "company.journey", &further)[..4], [1, 1, 0, 0]);
}

#[test]
fn a_mistake_and_its_mending_check_the_declaration_alone() {
    let (mut workspace, log) = noting(&FILES);
    workspace.diagnostics();
    for text in [CARE.replace("wait 5d", "wait fived"), CARE.to_owned()] {
        ran(&log, "");
        workspace.set_text("care/support.journey", text);
        workspace.diagnostics();
        assert_eq!(ran(&log, "checked"), 1);
    }
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
fn a_further_file_checks_itself_alone() {
    let (mut workspace, log) = noting(&[("company.journey", COMPANY), ("care/support.journey", CARE)]);
    workspace.diagnostics();
    ran(&log, "checked");
    workspace.set_text("care/calls.journey", "event call_ended {}\n".into());
    assert_eq!(told(&workspace), [] as [String; 0]);
    assert_eq!(ran(&log, "checked"), 1);
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
