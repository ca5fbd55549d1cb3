//! Files and folders that can't be read: the rest of their workspace is, and the editor is told.

use std::{fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{
    COMPANY, MANIFEST, SUPPORT, acme,
    editor::{Editor, put, uri},
    workspaces::{changed, defined},
};

/// A text with a comment that isn't UTF-8.
fn odd(text: &str) -> Vec<u8> {
    [text.as_bytes(), b"// xyz\xe9\n"].concat()
}

/// A workspace whose events stand in a file that isn't UTF-8; how the editor names that file and another.
fn odd_company() -> (TempDir, String, String) {
    let acme = acme();
    let company = acme.path().join("company.journey");
    fs::write(&company, odd(COMPANY)).unwrap();
    let support = uri(&acme.path().join("care/support.journey"));
    (acme, uri(&company), support)
}

fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": {} } })
}

#[tokio::test]
async fn the_rest_of_a_workspace_is_read_and_checked() {
    let (acme, company, support) = odd_company();
    let mut editor = Editor::in_folder(acme.path()).await;
    let told = editor.told(&company, &[""]).await;
    let fault = &told["diagnostics"][0];
    assert_eq!((&fault["severity"], &fault["source"]), (&json!(1), &json!("baton")));
    let message = fault["message"].as_str().unwrap();
    assert!(message.contains("not in UTF-8") && message.contains("save the file as UTF-8"), "{message}");
    let place = |column: u32| json!({ "line": 8, "character": column });
    assert_eq!(fault["range"], json!({ "start": place(6), "end": place(7) }));
    // What can be read of it is known, and the other file is right.
    assert_eq!(defined(&mut editor, &support, 0, 30).await, *company);
    editor.open(&support, SUPPORT).await;
    editor.told(&support, &[]).await;
}

#[tokio::test]
async fn nothing_else_is_said_of_a_file_that_isnt_utf8() {
    let acme = acme();
    let file = acme.path().join("odd.journey");
    fs::write(&file, b"event e { \xff\xfe: nothing }").unwrap();
    let mut editor = Editor::in_folder(acme.path()).await;
    editor.told(&uri(&file), &[""]).await;
    // The editor's text of it counts, with all that is wrong in it.
    editor.open(&uri(&file), "event e { x: nothing }").await;
    assert_eq!(editor.told(&uri(&file), &["E0080"]).await["version"], 1);
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&file) } })).await;
    editor.told(&uri(&file), &[""]).await;
}

#[tokio::test]
async fn a_file_that_is_mended_is_right_and_a_garbled_one_is_not() {
    let (acme, company, support) = odd_company();
    let mut editor = Editor::in_folder(acme.path()).await;
    editor.told(&company, &[""]).await;
    put(&acme.path().join("company.journey"), COMPANY);
    changed(&mut editor, &[&company]).await;
    editor.told(&company, &[]).await;
    fs::write(acme.path().join("care/support.journey"), odd(SUPPORT)).unwrap();
    changed(&mut editor, &[&support]).await;
    editor.told(&support, &[""]).await;
    assert_eq!(editor.outline(&support).await.len(), 3);
}

#[tokio::test]
async fn who_asks_is_told_too() {
    let (acme, company, _) = odd_company();
    let mut editor = Editor::with(pulls(), &[acme.path()]).await;
    let all = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let wrong: Vec<_> = all["items"].as_array().unwrap().iter().filter(|one| one["items"] != json!([])).collect();
    assert_eq!((wrong.len(), &wrong[0]["uri"]), (1, &json!(company)));
    editor.open(&company, COMPANY).await;
    let asked = json!({ "textDocument": { "uri": company } });
    assert_eq!(editor.ask("textDocument/diagnostic", asked).await["items"], json!([]));
}

#[tokio::test]
async fn a_manifest_is_told_of_as_sources_are() {
    let acme = acme();
    let manifest = acme.path().join("journey.toml");
    fs::write(&manifest, [MANIFEST.as_bytes(), b"# \xe9\n"].concat()).unwrap();
    let mut editor = Editor::in_folder(acme.path()).await;
    editor.told(&uri(&manifest), &[""]).await;
    put(&manifest, MANIFEST);
    changed(&mut editor, &[&uri(&manifest)]).await;
    editor.told(&uri(&manifest), &[]).await;
}

#[tokio::test]
async fn a_name_that_may_stand_in_such_a_file_stays() {
    let (acme, company, support) = odd_company();
    let mut editor = Editor::in_folder(acme.path()).await;
    let at = json!({ "line": 7, "character": 8 });
    let asked = json!({ "textDocument": { "uri": support }, "position": at, "newName": "help" });
    let id = editor.send("textDocument/rename", asked.clone()).await;
    let refused = editor.answer(id).await;
    let reason = "`company.journey` can't be read, and the old name may stand there";
    assert_eq!(refused["error"]["message"], reason);
    editor.open(&company, COMPANY).await;
    assert!(editor.ask("textDocument/rename", asked).await["changes"].is_object());
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cant_be_read_is_told_of() {
    let acme = acme();
    let file = acme.path().join("loop.journey");
    let link = |to: &Path| std::os::unix::fs::symlink(to, &file).unwrap();
    link(&file);
    let mut editor = Editor::in_folder(acme.path()).await;
    let told = editor.told(&uri(&file), &[""]).await;
    let message = told["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.starts_with("the file can't be read: "), "{message}");
    let support = uri(&acme.path().join("care/support.journey"));
    assert_eq!(defined(&mut editor, &support, 0, 30).await, uri(&acme.path().join("company.journey")));
    // That it can be read now is noticed when anything is saved; a link to nothing is no file.
    fs::remove_file(&file).unwrap();
    link(&acme.path().join("nowhere"));
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": support } })).await;
    editor.told(&uri(&file), &[]).await;
}

#[tokio::test]
async fn a_folder_that_cant_be_read_is_told_of() {
    let acme = acme();
    put(&acme.path().join("sales/lock"), "");
    put(&acme.path().join("sales/a.journey"), "event sold {}");
    let mut editor = Editor::in_folder(acme.path()).await;
    let said = editor.hear(|message| message["method"] == "window/showMessage").await;
    let message = said["params"]["message"].as_str().unwrap();
    assert!(message.contains("sales` can't be read: permission denied; make it readable"), "{message}");
    let sold = json!({ "query": "sold" });
    assert_eq!(editor.ask("workspace/symbol", sold.clone()).await, json!([]));
    let support = uri(&acme.path().join("care/support.journey"));
    assert_eq!(editor.outline(&support).await.len(), 3);
    fs::remove_file(acme.path().join("sales/lock")).unwrap();
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": support } })).await;
    assert_eq!(editor.ask("workspace/symbol", sold).await[0]["name"], "sold");
}
