//! What must not happen however messages come: that one overtakes another, waits for the client, or ends the server.

use baton_lsp::Left;
use serde_json::{Value, json};

use super::{
    COMPANY, MANIFEST, SUPPORT, acme,
    editor::{Editor, folder, uri},
};

#[tokio::test]
async fn who_opens_and_edits_at_once_is_understood_in_that_order() {
    let folder = acme();
    let mut editor = Editor::in_folder(folder.path()).await;
    let file = uri(&folder.path().join("care/support.journey"));
    editor.open(&file, "").await;
    for letter in 0..100 {
        let at = json!({ "line": 0, "character": letter });
        let change = json!({ "range": { "start": at, "end": at }, "text": if letter == 0 { "event e" } else { "x" } });
        let at = if letter == 0 { 0 } else { letter + 6 };
        let place = json!({ "line": 0, "character": at });
        let change = json!({ "range": { "start": place, "end": place }, "text": change["text"] });
        let document = json!({ "uri": file, "version": letter + 2 });
        editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] })).await;
    }
    assert_eq!(editor.outline(&file).await, [format!("e{}", "x".repeat(99))]);
}

#[tokio::test]
async fn changes_of_one_message_follow_one_another() {
    let folder = acme();
    let mut editor = Editor::in_folder(folder.path()).await;
    let file = uri(&folder.path().join("care/support.journey"));
    editor.open(&file, "event old {}\n").await;
    let range = |start: u32, end: u32| json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } });
    let changes = json!([
        { "range": range(6, 9), "text": "newer" },
        { "range": range(6, 9), "text": "Fast" },
        { "text": "event a {}\n" },
        { "range": range(99, 99), "text": "\nevent b {}" },
    ]);
    let document = json!({ "uri": file, "version": 2 });
    editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes })).await;
    assert_eq!(editor.outline(&file).await, ["a", "b"]);
}

#[tokio::test]
async fn a_client_that_doesnt_read_stops_nobody() {
    let folder = acme();
    let mut editor = Editor::in_folder(folder.path()).await;
    let file = uri(&folder.path().join("care/support.journey"));
    editor.open(&file, SUPPORT).await;
    let mut asked = Vec::new();
    for version in 2..202 {
        editor.change(&file, version, &format!("{SUPPORT}event e{version} {{}}\n")).await;
        asked.push(editor.send("textDocument/documentSymbol", json!({ "textDocument": { "uri": file } })).await);
    }
    let mut answers = Vec::new();
    for id in asked {
        answers.push(editor.answer(id).await);
    }
    // What edits overtake again and again may be given back; behind the last edit there is an answer.
    let last = answers.pop().expect("the last answer");
    assert_eq!(last["result"][3]["name"], "e201");
    let given_back = |answer: &Value| answer["error"]["code"] == -32_801;
    assert!(answers.iter().all(|answer| answer["result"].is_array() || given_back(answer)));
    assert_eq!(editor.leave().await, Left::Announced);
}

#[tokio::test]
async fn a_panic_leaves_the_server_working() {
    let folder = folder(&[("cursed/journey.toml", MANIFEST), ("cursed/a.journey", "")]);
    let mut editor = Editor::in_folder(&folder.path().join("cursed")).await;
    let file = uri(&folder.path().join("cursed/a.journey"));
    // What can't be opened isn't known; all else is.
    editor.open(&file, COMPANY).await;
    assert!(editor.outline(&file).await.is_empty());
    editor.open("untitled:a", COMPANY).await;
    assert_eq!(editor.outline("untitled:a").await.len(), 6);
    assert_eq!(editor.leave().await, Left::Announced);
}

#[tokio::test]
async fn what_an_edit_overtakes_is_modified_cancelled_or_answered() {
    let folder = acme();
    let mut editor = Editor::in_folder(folder.path()).await;
    let file = uri(&folder.path().join("company.journey"));
    editor.open(&file, COMPANY).await;
    let at = json!({ "textDocument": { "uri": file }, "position": { "line": 0, "character": 12 } });
    let mut asked = Vec::new();
    for version in 2..32 {
        asked.push(editor.send("textDocument/hover", at.clone()).await);
        editor.tell("$/cancelRequest", json!({ "id": asked.last() })).await;
        asked.push(editor.send("textDocument/definition", at.clone()).await);
        editor.change(&file, version, &format!("{COMPANY}// {version}")).await;
    }
    for id in asked {
        let answer = editor.answer(id).await;
        let code = answer["error"]["code"].as_i64();
        assert!(matches!(code, None | Some(-32_800 | -32_801)), "{answer}");
    }
    assert_eq!(editor.outline(&file).await.len(), 6);
}
