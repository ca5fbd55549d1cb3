//! Which workspace a document belongs to, while files and folders come and go.

use std::fs;

use serde_json::{Value, json};

use super::{
    COMPANY, MANIFEST, SUPPORT, acme,
    editor::{Editor, folder, put, uri},
};

/// The file in which the word at a place gets its name.
pub async fn defined(editor: &mut Editor, file: &str, line: u32, character: u32) -> Value {
    let at = json!({ "textDocument": { "uri": file }, "position": { "line": line, "character": character } });
    editor.ask("textDocument/definition", at).await.pointer("/0/uri").cloned().unwrap_or_default()
}

pub async fn changed(editor: &mut Editor, files: &[&str]) {
    let changes: Vec<_> = files.iter().map(|file| json!({ "uri": file, "type": 2 })).collect();
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": changes })).await;
}

#[tokio::test]
async fn files_that_arent_open_are_known() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let support = uri(&acme.path().join("care/support.journey"));
    // `ticket_opened`, of the other file.
    assert_eq!(defined(&mut editor, &support, 0, 30).await, uri(&acme.path().join("company.journey")));
    let found = editor.ask("workspace/symbol", json!({ "query": "support" })).await;
    assert_eq!(found[0]["name"], "support");
}

#[tokio::test]
async fn folders_may_have_any_name() {
    let odd = folder(&[("my work/é+🙂#1/journey.toml", MANIFEST), ("my work/é+🙂#1/company.journey", COMPANY)]);
    let mut editor = Editor::in_folder(odd.path()).await;
    let company = uri(&odd.path().join("my work/é+🙂#1/company.journey"));
    assert_eq!(editor.outline(&company).await.len(), 6);
    // Editors write such names in more than one way.
    let other = company.replace('+', "%2B").replace("%20", " ").replace(' ', "%20");
    editor.open(&other, "event e {}").await;
    assert_eq!(editor.outline(&company).await, ["e"]);
}

#[tokio::test]
async fn several_folders_are_several_workspaces() {
    let (one, other) = (acme(), acme());
    // A folder that is none shows those below it.
    let around = folder(&[("deep/er/journey.toml", MANIFEST), ("deep/er/company.journey", COMPANY)]);
    let mut editor = Editor::with(json!({}), &[one.path(), around.path()]).await;
    let count = async |editor: &mut Editor| {
        let found = editor.ask("workspace/symbol", json!({ "query": "ticket_closed" })).await;
        found.as_array().unwrap().iter().filter(|one| one["name"] == "ticket_closed").count()
    };
    assert_eq!(count(&mut editor).await, 2);
    let named = |folder: &std::path::Path| json!({ "uri": uri(folder), "name": "x" });
    let event = json!({ "added": [named(other.path())], "removed": [named(around.path())] });
    editor.tell("workspace/didChangeWorkspaceFolders", json!({ "event": event })).await;
    assert_eq!(count(&mut editor).await, 2);
    let support = uri(&other.path().join("care/support.journey"));
    assert_eq!(defined(&mut editor, &support, 0, 30).await, uri(&other.path().join("company.journey")));
    let gone = uri(&around.path().join("deep/er/company.journey"));
    assert!(editor.outline(&gone).await.is_empty());
}

#[tokio::test]
async fn a_document_outside_of_any_workspace_is_one_by_itself() {
    let (acme, apart) = (acme(), folder(&[("a.journey", "event on_disk {}"), ("sub/b.journey", "")]));
    let mut editor = Editor::in_folder(acme.path()).await;
    let [a, b] = ["a.journey", "sub/b.journey"].map(|path| uri(&apart.path().join(path)));
    editor.open(&a, COMPANY).await;
    editor.open(&b, COMPANY).await;
    for file in [&a, &b] {
        assert_eq!(editor.outline(file).await.len(), 6);
        editor.told(file, &["W0331"]).await;
    }
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": a } })).await;
    editor.told(&a, &[]).await;
    assert!(editor.outline(&a).await.is_empty());
}

#[tokio::test]
async fn a_document_without_a_file_is_one_by_itself() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let company = uri(&acme.path().join("company.journey"));
    // What a file was, as version control shows it, is not that file.
    for other in ["untitled:Untitled-1".to_owned(), company.replace("file://", "git:")] {
        editor.open(&other, "event only_here {}").await;
        assert_eq!(editor.outline(&other).await, ["only_here"]);
        assert_eq!(editor.outline(&company).await.len(), 6);
        editor.change(&other, 2, "event ticket_opened { ticket: id }").await;
        let found = defined(&mut editor, &other, 0, 8).await;
        assert_eq!(found, *other);
        editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": other } })).await;
        assert!(editor.outline(&other).await.is_empty());
    }
}

#[tokio::test]
async fn the_disk_counts_where_nothing_is_open() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let (company, support) = (acme.path().join("company.journey"), acme.path().join("care/support.journey"));

    // A file is written, and one is open.
    editor.open(&uri(&support), SUPPORT).await;
    put(&company, &COMPANY.replace("ticket_opened", "ticket_created"));
    put(&support, "nonsense");
    changed(&mut editor, &[&uri(&company), &uri(&support)]).await;
    editor.told(&uri(&support), &["E0080", "E0190", "E0190"]).await;

    // It is renamed.
    put(&company, COMPANY);
    fs::rename(&company, acme.path().join("firm.journey")).unwrap();
    changed(&mut editor, &[&uri(&company), &uri(&acme.path().join("firm.journey"))]).await;
    assert_eq!(defined(&mut editor, &uri(&support), 0, 30).await, uri(&acme.path().join("firm.journey")));

    // A folder is gone: what is open stays.
    put(&acme.path().join("sales/offers/a.journey"), "event sold {}");
    changed(&mut editor, &[&uri(&acme.path().join("sales/offers/a.journey"))]).await;
    assert_eq!(editor.ask("workspace/symbol", json!({ "query": "sold" })).await.as_array().unwrap().len(), 1);
    fs::remove_dir_all(acme.path().join("sales")).unwrap();
    fs::remove_dir_all(acme.path().join("care")).unwrap();
    changed(&mut editor, &[&uri(&acme.path().join("sales")), &uri(&acme.path().join("care"))]).await;
    assert_eq!(editor.ask("workspace/symbol", json!({ "query": "sold" })).await, json!([]));
    assert_eq!(editor.outline(&uri(&support)).await.len(), 3);

    // Closed without a file, a document is gone.
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri(&support) } })).await;
    assert!(editor.outline(&uri(&support)).await.is_empty());
}

#[tokio::test]
async fn a_folder_becomes_a_workspace_and_isnt_one_any_more() {
    let apart = folder(&[("company.journey", COMPANY), ("care/support.journey", "")]);
    let mut editor = Editor::in_folder(apart.path()).await;
    let [manifest, company, support] =
        ["journey.toml", "company.journey", "care/support.journey"].map(|path| uri(&apart.path().join(path)));
    editor.open(&support, SUPPORT).await;
    assert_eq!(defined(&mut editor, &support, 0, 30).await, Value::Null);

    editor.open(&manifest, MANIFEST).await;
    put(&apart.path().join("journey.toml"), MANIFEST);
    editor.tell("textDocument/didSave", json!({ "textDocument": { "uri": manifest } })).await;
    assert_eq!(defined(&mut editor, &support, 0, 30).await, *company);

    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": manifest } })).await;
    fs::remove_file(apart.path().join("journey.toml")).unwrap();
    changed(&mut editor, &[&manifest]).await;
    assert_eq!(defined(&mut editor, &support, 0, 30).await, Value::Null);
    assert_eq!(editor.outline(&support).await.len(), 3);
}

#[tokio::test]
async fn an_edit_of_the_manifest_counts_at_once() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let manifest = uri(&acme.path().join("journey.toml"));
    editor.open(&manifest, MANIFEST).await;
    editor.change(&manifest, 2, &MANIFEST.replace("Europe/London", "Europe/Nowhere")).await;
    let told = editor.told(&manifest, &["E0015"]).await;
    assert_eq!(told["version"], 2);
    assert_eq!(told["diagnostics"][0]["range"]["start"], json!({ "line": 2, "character": 11 }));
    editor.change(&manifest, 3, MANIFEST).await;
    editor.told(&manifest, &[]).await;
}

#[tokio::test]
async fn a_client_that_can_watches_files() {
    let acme = acme();
    let watches = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut editor = Editor::with(watches, &[acme.path()]).await;
    let asked = editor.hear(|message| message["method"] == "client/registerCapability").await;
    let registration = &asked["params"]["registrations"][0];
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
    let globs = json!([{ "globPattern": "**/*.journey" }, { "globPattern": "**/journey.toml" }]);
    assert_eq!(registration["registerOptions"]["watchers"], globs);
}
