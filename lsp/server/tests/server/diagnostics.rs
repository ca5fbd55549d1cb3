//! What is wrong: told, and asked for.

use serde_json::{Value, json};

use super::{
    COMPANY, SUPPORT, acme,
    editor::{Editor, codes_of, put, uri},
};

fn pulls() -> Value {
    json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true }, "codeLens": { "refreshSupport": true } },
    })
}

#[tokio::test]
async fn all_files_are_told_of_and_mended_ones_again() {
    let acme = acme();
    put(&acme.path().join("closed.journey"), "event e { x: nothing }");
    let mut editor = Editor::in_folder(acme.path()).await;
    let (company, support) =
        (uri(&acme.path().join("company.journey")), uri(&acme.path().join("care/support.journey")));
    let closed = editor.told(&uri(&acme.path().join("closed.journey")), &["E0080"]).await;
    assert_eq!(closed.get("version"), None);

    editor.open(&company, COMPANY).await;
    editor.open(&support, SUPPORT).await;
    editor.change(&company, 2, &COMPANY.replace("event ticket_opened", "event ticket_created")).await;
    let told = editor.told(&support, &["E0080", "E0190", "E0190"]).await;
    assert_eq!(told["version"], 1);
    editor.change(&company, 3, COMPANY).await;
    assert_eq!(editor.told(&support, &[]).await["version"], 1);
}

#[tokio::test]
async fn errors_come_and_go_before_everything_is_checked() {
    let warned = format!("{COMPANY}trait unused = seen(ticket_opened, 1d)\n");
    let wrong = format!("{warned}event e {{ x: nothing }}\n");
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let company = uri(&acme.path().join("company.journey"));
    editor.open(&company, &warned).await;
    editor.told(&company, &["W0331"]).await;
    // What is only found in all files together stays until it is known anew, and isn't told of what is wrong.
    for (version, text, told) in [
        (2, format!("{warned}// A comment.\n"), &[&["W0331"][..]][..]),
        (3, wrong, &[&["E0080"]]),
        (4, warned, &[&[], &["W0331"]]),
    ] {
        editor.change(&company, version, &text).await;
        for codes in told {
            let report = editor.hear(|message| message["params"]["version"] == version).await;
            assert_eq!(codes_of(&report["params"]["diagnostics"]), *codes, "{version}");
        }
    }
}

#[tokio::test]
async fn warnings_stay_while_another_file_is_half_written() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let (company, support) =
        (uri(&acme.path().join("company.journey")), uri(&acme.path().join("care/support.journey")));
    let warned = format!("{COMPANY}trait unused = seen(ticket_opened, 1d)\n");
    editor.open(&company, &warned).await;
    editor.told(&company, &["W0331"]).await;
    editor.open(&support, "journey supp").await;
    editor.told(&support, &["E0001"]).await;
    editor.change(&support, 2, SUPPORT).await;
    editor.told(&support, &[]).await;
    editor.change(&support, 3, "journey supp").await;
    editor.told(&support, &["E0001"]).await;
    // In text that changes meanwhile nobody knows where they are.
    editor.change(&company, 2, &format!("// A comment.\n{warned}")).await;
    editor.told(&company, &[]).await;
    editor.change(&company, 3, &warned).await;
    editor.told(&company, &["W0331"]).await;
    // Of the company's file nothing else was told meanwhile.
    let heard = editor.heard.iter().filter(|message| message["params"]["uri"] == *company);
    assert_eq!(heard.filter(|message| message["params"]["version"] != Value::Null).count(), 0);
}

#[tokio::test]
async fn other_places_are_told_too() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let company = uri(&acme.path().join("company.journey"));
    editor.open(&company, &format!("{COMPANY}event ticket_opened {{}}\n")).await;
    let told = editor.told(&company, &["E0050"]).await;
    let related = &told["diagnostics"][0]["relatedInformation"][0];
    assert_eq!(related["location"]["uri"], company);
    assert!(related["message"].is_string());
}

#[tokio::test]
async fn versions_only_rise_and_the_last_is_told() {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let company = uri(&acme.path().join("company.journey"));
    editor.open(&company, COMPANY).await;
    for version in 2..=60 {
        // Each has another mistake, so that each is worth being told.
        editor.change(&company, version, &format!("{COMPANY}event e {{ x: unknown_{version} }}\n")).await;
    }
    let is_last = |message: &Value| {
        let diagnostics = &message["params"]["diagnostics"];
        message["params"]["uri"] == *company && diagnostics.to_string().contains("unknown_60")
    };
    let last = editor.hear(is_last).await;
    assert_eq!(last["params"]["version"], 60);
    let told = editor.heard.iter().filter(|message| message["params"]["uri"] == *company);
    let versions: Vec<i64> = told.filter_map(|message| message["params"]["version"].as_i64()).collect();
    assert!(versions.is_sorted(), "{versions:?}");
}

#[tokio::test]
async fn who_asks_isnt_told() {
    let acme = acme();
    let mut editor = Editor::with(pulls(), &[acme.path()]).await;
    let company = uri(&acme.path().join("company.journey"));
    assert_eq!(editor.begun["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], true);
    editor.open(&company, &format!("{COMPANY}event e {{ x: nothing }}\n")).await;

    let of = |id: Option<&str>| json!({ "textDocument": { "uri": company }, "previousResultId": id });
    let first = editor.ask("textDocument/diagnostic", of(None)).await;
    assert_eq!((first["kind"].as_str(), codes_of(&first["items"])), (Some("full"), vec!["E0080"]));
    let id = first["resultId"].as_str().unwrap().to_owned();
    let second = editor.ask("textDocument/diagnostic", of(Some(&id))).await;
    assert_eq!((second["kind"].as_str(), &second["resultId"]), (Some("unchanged"), &first["resultId"]));

    editor.change(&company, 2, COMPANY).await;
    let third = editor.ask("textDocument/diagnostic", of(Some(&id))).await;
    assert_eq!((third["kind"].as_str(), codes_of(&third["items"])), (Some("full"), vec![]));
    let told = |message: &Value| message["method"] == "textDocument/publishDiagnostics";
    assert!(!editor.heard.iter().any(told));
}

#[tokio::test]
async fn a_workspace_is_asked_for_as_a_whole() {
    let acme = acme();
    put(&acme.path().join("closed.journey"), "event e { x: nothing }");
    let mut editor = Editor::with(pulls(), &[acme.path()]).await;
    let first = editor.ask("workspace/diagnostic", json!({ "previousResultIds": [] })).await;
    let items = first["items"].as_array().unwrap();
    let wrong: Vec<_> = items.iter().filter(|one| one["items"] != json!([])).map(|one| &one["uri"]).collect();
    assert_eq!(items.len(), 4);
    assert_eq!(wrong, [&json!(uri(&acme.path().join("closed.journey")))]);

    let known: Vec<_> = items.iter().map(|one| json!({ "uri": one["uri"], "value": one["resultId"] })).collect();
    std::fs::remove_file(acme.path().join("closed.journey")).unwrap();
    let gone = uri(&acme.path().join("closed.journey"));
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": gone, "type": 3 }] })).await;
    editor.hear(|message| message["method"] == "workspace/diagnostic/refresh").await;
    let second = editor.ask("workspace/diagnostic", json!({ "previousResultIds": known })).await;
    let kinds: Vec<_> = second["items"].as_array().unwrap().iter().map(|one| (&one["uri"], &one["kind"])).collect();
    assert_eq!(kinds.iter().filter(|(_, kind)| *kind == "unchanged").count(), 3);
    assert_eq!(kinds.last(), Some(&(&json!(gone), &json!("full"))));
    editor.hear(|message| message["method"] == "workspace/codeLens/refresh").await;
}

#[tokio::test]
async fn who_asks_while_typing_is_answered() {
    let acme = acme();
    let mut editor = Editor::with(pulls(), &[acme.path()]).await;
    let company = uri(&acme.path().join("company.journey"));
    editor.open(&company, COMPANY).await;
    let mut asked = Vec::new();
    for version in 2..12 {
        asked.push(editor.send("textDocument/diagnostic", json!({ "textDocument": { "uri": company } })).await);
        editor.change(&company, version, &format!("{COMPANY}// {version}\n")).await;
    }
    for id in asked {
        let answer = editor.answer(id).await;
        assert_eq!(answer["result"]["kind"], "full", "{answer}");
    }
}

#[tokio::test]
async fn the_first_check_shows_how_far_it_has_come() {
    let acme = acme();
    let mut editor = Editor::with(json!({ "window": { "workDoneProgress": true } }), &[acme.path()]).await;
    let created = editor.hear(|message| message["method"] == "window/workDoneProgress/create").await;
    let is_end = |message: &Value| message["method"] == "$/progress" && message["params"]["value"]["kind"] == "end";
    let end = editor.hear(is_end).await;
    assert_eq!(end["params"]["token"], created["params"]["token"]);
    let progress = editor.heard.iter().filter(|message| message["method"] == "$/progress");
    let kinds: Vec<_> = progress.map(|message| message["params"]["value"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.first(), Some(&"begin"));
}
