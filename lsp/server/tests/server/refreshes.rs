//! What an editor keeps of a document is asked for again when another one has changed it, and only then.

use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    COMPANY, SUPPORT, acme,
    editor::{Editor, put, uri},
    workspaces::changed,
};

const HINTS: &str = "workspace/inlayHint/refresh";
const TOKENS: &str = "workspace/semanticTokens/refresh";
/// A hint beside `hold`.
const QUIET: &str = "of which quiet 21:00–08:00";

/// An editor that shows both files, and has asked for what it shows beside the text of the second.
async fn asked(able: bool) -> (TempDir, Editor, [String; 2]) {
    let acme = acme();
    let able = json!({ "refreshSupport": able });
    let capabilities = json!({ "workspace": { "inlayHint": able, "semanticTokens": able } });
    let mut editor = Editor::with(capabilities, &[acme.path()]).await;
    let files = ["company.journey", "care/support.journey"].map(|path| uri(&acme.path().join(Path::new(path))));
    editor.open(&files[0], COMPANY).await;
    editor.open(&files[1], SUPPORT).await;
    assert_eq!(hints(&mut editor, &files[1]).await, [QUIET, "of this ticket"]);
    tokens(&mut editor, &files[1]).await;
    (acme, editor, files)
}

async fn hints(editor: &mut Editor, file: &str) -> Vec<String> {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let found = editor.ask("textDocument/inlayHint", json!({ "textDocument": { "uri": file }, "range": range })).await;
    found.as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap().to_owned()).collect()
}

async fn tokens(editor: &mut Editor, file: &str) -> Value {
    editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": file } })).await["data"].take()
}

/// What the editor has been asked to ask again, once the server has looked through everything.
async fn refreshes(editor: &mut Editor) -> Vec<String> {
    // It does so once it has taken what comes together with an edit, and lenses are resolved behind it.
    let place = json!({ "line": 0, "character": 0 });
    for _ in 0..2 {
        editor.ask("codeLens/resolve", json!({ "range": { "start": place, "end": place } })).await;
    }
    let methods = editor.heard.iter().filter_map(|message| message["method"].as_str());
    methods.filter(|method| method.ends_with("/refresh")).map(str::to_owned).collect()
}

#[tokio::test]
async fn hints_are_asked_for_again_when_another_document_changes_them() {
    let (_acme, mut editor, [company, support]) = asked(true).await;
    // The tokens stay what they are.
    editor.change(&company, 2, &COMPANY.replace("ticket_closed { ticket: id }", "ticket_closed {}")).await;
    editor.hear(|message| message["method"] == HINTS).await;
    assert_eq!(hints(&mut editor, &support).await, [QUIET]);
    assert_eq!(refreshes(&mut editor).await, [""; 0]);
    // And once more.
    editor.change(&company, 3, COMPANY).await;
    editor.hear(|message| message["method"] == HINTS).await;
}

#[tokio::test]
async fn tokens_are_asked_for_again_when_the_disk_changes_them() {
    let (acme, mut editor, [company, support]) = asked(true).await;
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": company } })).await;
    let known = tokens(&mut editor, &support).await;
    put(&acme.path().join("company.journey"), &COMPANY.replace("event ticket_opened", "event ticket_created"));
    changed(&mut editor, &[&company]).await;
    editor.hear(|message| message["method"] == TOKENS).await;
    assert_ne!(tokens(&mut editor, &support).await, known);
}

#[tokio::test]
async fn what_is_asked_for_anyway_or_stays_isnt_asked_for_again() {
    let (_acme, mut editor, [company, support]) = asked(true).await;
    editor.change(&company, 2, &format!("{COMPANY}event more {{}}\n")).await;
    assert_eq!(refreshes(&mut editor).await, [""; 0]);
    // Behind an edit of its own, the editor asks by itself; until then no other edit makes a difference.
    editor.change(&support, 2, &SUPPORT.replace("goal  ticket_closed", "goal  ticket_opened")).await;
    editor.change(&company, 3, &COMPANY.replace("event ticket_closed", "event ticket_ended")).await;
    assert_eq!(refreshes(&mut editor).await, [""; 0]);
}

#[tokio::test]
async fn who_doesnt_ask_again_is_asked_once() {
    let (_acme, mut editor, [company, _]) = asked(true).await;
    editor.change(&company, 2, "nonsense").await;
    editor.hear(|message| message["method"] == HINTS).await;
    editor.hear(|message| message["method"] == TOKENS).await;
    for (version, text) in [(3, COMPANY), (4, "nonsense")] {
        editor.change(&company, version, text).await;
        assert_eq!(refreshes(&mut editor).await, [""; 0]);
    }
}

#[tokio::test]
async fn who_cant_isnt_asked() {
    let (_acme, mut editor, [company, _]) = asked(false).await;
    editor.change(&company, 2, "nonsense").await;
    assert_eq!(refreshes(&mut editor).await, [""; 0]);
}
