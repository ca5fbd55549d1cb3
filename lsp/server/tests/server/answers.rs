//! Answers that the server adds something to: tokens, formatting, lenses, actions.

use serde_json::{Value, json};

use super::{
    COMPANY, MANIFEST, SUPPORT, acme,
    editor::{Editor, put, uri},
};

async fn in_support() -> (tempfile::TempDir, Editor, String) {
    let acme = acme();
    let mut editor = Editor::in_folder(acme.path()).await;
    let support = uri(&acme.path().join("care/support.journey"));
    editor.open(&support, SUPPORT).await;
    (acme, editor, support)
}

/// A text, with edits of the editor's made in it: of ASCII, so that columns are bytes.
fn edited(text: &str, edits: &Value) -> String {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let at = |place: &Value| {
        let [line, column] = ["line", "character"].map(|part| place[part].as_u64().unwrap() as usize);
        starts.get(line).map_or(text.len(), |start| start + column)
    };
    let mut text = text.to_owned();
    let mut edits: Vec<_> = edits.as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(at(&edit["range"]["start"])));
    for edit in edits {
        let (start, end) = (at(&edit["range"]["start"]), at(&edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}

#[tokio::test]
async fn tokens_come_whole_and_then_as_a_difference() {
    let (_folder, mut editor, support) = in_support().await;
    let document = json!({ "uri": support });
    let numbers = |answer: &Value| -> Vec<u64> {
        answer["data"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
    };
    let first = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": document })).await;
    let mut known = numbers(&first);
    editor.change(&support, 2, &SUPPORT.replace("wait 1d", "// Later.\n    wait 1d\n    wait 2d")).await;
    let asked = json!({ "textDocument": document, "previousResultId": first["resultId"] });
    let second = editor.ask("textDocument/semanticTokens/full/delta", asked).await;
    let edit = &second["edits"][0];
    let [start, count] = ["start", "deleteCount"].map(|part| edit[part].as_u64().unwrap() as usize);
    assert_eq!(second["edits"].as_array().unwrap().len(), 1);
    known.splice(start..start + count, numbers(edit));

    let whole = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": document })).await;
    assert_eq!(known, numbers(&whole));
    // An answer that isn't known any more gets everything.
    let asked = json!({ "textDocument": document, "previousResultId": first["resultId"] });
    let again = editor.ask("textDocument/semanticTokens/full/delta", asked).await;
    assert_eq!(numbers(&again), known);

    let line = json!({ "start": { "line": 1, "character": 0 }, "end": { "line": 1, "character": 18 } });
    let range =
        editor.ask("textDocument/semanticTokens/range", json!({ "textDocument": document, "range": line })).await;
    // `purpose` is a word of the language, `service` a value.
    assert_eq!(numbers(&range), [1, 2, 7, 0, 0, 0, 9, 7, 13, 0]);
}

#[tokio::test]
async fn the_legend_names_what_numbers_mean() {
    let (_folder, editor, _) = in_support().await;
    let legend = &editor.begun["capabilities"]["semanticTokensProvider"]["legend"];
    assert_eq!((&legend["tokenTypes"][0], &legend["tokenTypes"][13]), (&json!("keyword"), &json!("enumMember")));
    assert_eq!(legend["tokenModifiers"], json!(["declaration", "documentation", "defaultLibrary"]));
}

#[tokio::test]
async fn documents_and_ranges_get_the_one_style() {
    let (_folder, mut editor, support) = in_support().await;
    let odd = SUPPORT.replace("  purpose  service", "  purpose service").replace("    wait 1d", "  wait   1d");
    editor.change(&support, 2, &odd).await;
    let options = json!({ "tabSize": 4, "insertSpaces": false });
    let asked = json!({ "textDocument": { "uri": support }, "options": options });
    let edits = editor.ask("textDocument/formatting", asked.clone()).await;
    assert_eq!(edited(&odd, &edits), SUPPORT);

    let mut first = asked;
    first["range"] = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 3, "character": 0 } });
    let edits = editor.ask("textDocument/rangeFormatting", first).await;
    assert_eq!(edited(&odd, &edits), SUPPORT.replace("    wait 1d", "  wait   1d"));

    editor.change(&support, 3, SUPPORT).await;
    let asked = json!({ "textDocument": { "uri": support }, "options": options });
    assert_eq!(editor.ask("textDocument/formatting", asked).await, json!([]));
}

#[tokio::test]
async fn what_is_half_written_stays_while_typing() {
    let (_folder, mut editor, support) = in_support().await;
    let typed = |line: u32, character: u32, letter: &str| {
        json!({
            "textDocument": { "uri": support }, "position": { "line": line, "character": character },
            "ch": letter, "options": { "tabSize": 2, "insertSpaces": true },
        })
    };
    let text = "event   a   { x:int }\nevent   b   { x:int }\njourney   j   {\n  step   s   {\n";
    editor.change(&support, 2, text).await;
    // The brace ends `a`: it alone is put in order.
    let edits = editor.ask("textDocument/onTypeFormatting", typed(0, 21, "}")).await;
    assert_eq!(edited(text, &edits), text.replace("event   a   { x:int }", "event a { x: int }"));
    // The line end stands behind `b`.
    let edits = editor.ask("textDocument/onTypeFormatting", typed(2, 0, "\n")).await;
    assert_eq!(edited(text, &edits), text.replace("event   b   { x:int }", "event b { x: int }"));
    // Within what isn't finished nothing happens.
    let edits = editor.ask("textDocument/onTypeFormatting", typed(4, 0, "\n")).await;
    assert!(edits.as_array().is_none_or(Vec::is_empty), "{edits}");
}

#[tokio::test]
async fn lenses_say_what_tests_come_to_and_what_journeys_do() {
    let (acme, mut editor, support) = in_support().await;
    let asked = json!({ "textDocument": { "uri": support } });
    let lenses = editor.ask("textDocument/codeLens", asked).await;
    assert_eq!(lenses[0].get("command"), None);
    let journey = editor.ask("codeLens/resolve", lenses[0].clone()).await;
    let title = journey["command"]["title"].as_str().unwrap();
    assert!(title.starts_with("1 message · 1 rule applies · ") && title.ends_with(" bytes"), "{title}");
    assert_eq!(journey["command"]["command"], "baton.showGraph");
    assert_eq!(journey["command"]["arguments"], json!([support, "care.support"]));
    assert_eq!(journey["range"], lenses[0]["range"]);

    let test = editor.ask("codeLens/resolve", lenses[1].clone()).await;
    let run = json!({
        "title": "▶ run · passed", "command": "baton.runTest", "arguments": [support, "a ticket is answered"],
    });
    assert_eq!(test["command"], run);

    // A rule of another file holds the message back.
    let company = uri(&acme.path().join("company.journey"));
    let held = COMPANY.replace("21:00..08:00", "08:00..21:00");
    editor.open(&company, &held).await;
    let test = editor.ask("codeLens/resolve", lenses[1].clone()).await;
    let title = test["command"]["title"].as_str().unwrap();
    assert!(title.starts_with("▶ run · failed: line 22 expected "), "{title}");

    editor.change(&company, 2, "nonsense").await;
    let test = editor.ask("codeLens/resolve", lenses[1].clone()).await;
    assert_eq!(test["command"]["title"], "▶ run");
}

#[tokio::test]
async fn what_was_renamed_since_it_was_read_can_keep_its_state() {
    let (acme, mut editor, support) = in_support().await;
    let place = json!({ "line": 7, "character": 10 });
    let document = json!({ "uri": support });
    let asked = json!({
        "textDocument": document, "range": { "start": place, "end": place },
        "context": { "diagnostics": [], "only": ["refactor.rewrite"] },
    });
    let keeps = |actions: Value| {
        let mut all = actions.as_array().cloned().unwrap_or_default();
        all.retain(|one| one["title"] == "keep the state of `support` with `was support`");
        all
    };
    assert_eq!(keeps(editor.ask("textDocument/codeAction", asked.clone()).await), [Value::Null; 0]);

    let to = json!({ "textDocument": document, "position": place, "newName": "helped" });
    let renamed = editor.ask("textDocument/rename", to).await;
    let text = edited(SUPPORT, &renamed["changes"][&support]);
    editor.change(&support, 2, &text).await;
    // It is saved, and read again because another workspace has come: what counts is how it was at first.
    put(&acme.path().join("care/support.journey"), &text);
    put(&acme.path().join("other/journey.toml"), MANIFEST);
    let came = json!({ "uri": uri(&acme.path().join("other/journey.toml")), "type": 1 });
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [came] })).await;
    let keeping = keeps(editor.ask("textDocument/codeAction", asked.clone()).await);
    let text = edited(&text, &keeping[0]["edit"]["changes"][&support]);
    assert_eq!(text, SUPPORT.replace("journey support", "journey helped was support"));
    editor.change(&support, 3, &text).await;
    assert_eq!(keeps(editor.ask("textDocument/codeAction", asked).await), [Value::Null; 0]);
}
