//! How it begins, and how it ends.

use baton_lsp::Left;
use serde_json::{Value, json};

use super::{
    acme,
    editor::{Editor, uri},
};

#[tokio::test]
async fn who_says_so_leaves_announced() {
    let folder = acme();
    assert_eq!(Editor::in_folder(folder.path()).await.leave().await, Left::Announced);
}

#[tokio::test]
async fn who_only_exits_or_is_gone_leaves_suddenly() {
    let folder = acme();
    let mut editor = Editor::in_folder(folder.path()).await;
    editor.tell("exit", Value::Null).await;
    assert_eq!(editor.gone().await, Left::Suddenly);
    assert_eq!(Editor::in_folder(folder.path()).await.gone().await, Left::Suddenly);
}

#[tokio::test]
async fn an_editor_may_say_nothing_of_itself() {
    let mut editor = Editor::begin(json!({
        "processId": null, "rootUri": null, "rootPath": null, "workspaceFolders": null,
        "initializationOptions": null, "capabilities": {}
    }))
    .await;
    assert_eq!(editor.begun["capabilities"]["positionEncoding"], "utf-16");
    assert_eq!(editor.begun["serverInfo"]["name"], "baton");
    editor.tell("workspace/didChangeConfiguration", json!({ "settings": null })).await;
    assert_eq!(editor.ask("workspace/symbol", json!({ "query": "" })).await, json!([]));
    assert_eq!(editor.leave().await, Left::Announced);
}

#[tokio::test]
async fn what_isnt_known_is_refused_or_ignored() {
    let folder = acme();
    let mut editor = Editor::in_folder(folder.path()).await;
    for (method, code) in [("textDocument/nonsense", -32_601), ("initialize", -32_600)] {
        let id = editor.send(method, json!({ "capabilities": {} })).await;
        assert_eq!(editor.answer(id).await["error"]["code"], code, "{method}");
    }
    let id = editor.send("textDocument/hover", json!({ "textDocument": 7 })).await;
    assert_eq!(editor.answer(id).await["error"]["code"], -32_602);
    editor.tell("$/nonsense", json!({})).await;
    editor.tell("nonsense", json!([1, 2])).await;
    assert_eq!(editor.outline(&uri(&folder.path().join("care/support.journey"))).await.len(), 3);
}

#[tokio::test]
async fn what_is_no_message_is_told_of_and_ends_it() {
    let mut editor = Editor::begin(json!({ "capabilities": {} })).await;
    editor.write_bytes(b"Content-Length: 3\r\n\r\n{]}").await;
    editor.hear(|message| message["error"]["code"] == -32_700).await;
    assert_eq!(editor.gone().await, Left::Suddenly);
}

#[tokio::test]
async fn a_command_of_the_editors_own_is_not_the_servers() {
    let folder = acme();
    let editor = Editor::in_folder(folder.path()).await;
    let commands = editor.begun["capabilities"]["executeCommandProvider"]["commands"].as_array().cloned();
    let commands = commands.unwrap_or_default();
    assert!(!commands.iter().any(|one| one == "baton.runTest" || one == "baton.showGraph" || one == "baton.restart"));
}
