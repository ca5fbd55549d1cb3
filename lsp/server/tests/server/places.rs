//! Places in texts with emoji and CRLF, in the three ways in which editors count.

use serde_json::{Value, json};

use super::editor::{Editor, folder, uri};

const TEXT: &str = "// 🙂 é\r\nevent paid { note: text }\r\ntest \"🙂🙂\" { expect nothing }\r\n";

fn encodings(offered: &[&str]) -> Value {
    json!({ "general": { "positionEncodings": offered } })
}

#[tokio::test]
async fn the_encoding_is_agreed_on() {
    for (offered, agreed) in [
        (vec!["utf-16", "utf-8"], "utf-8"),
        (vec!["utf-16", "utf-32"], "utf-16"),
        (vec!["utf-32"], "utf-32"),
        (vec!["utf-7"], "utf-16"),
        (vec![], "utf-16"),
    ] {
        let editor = Editor::with(encodings(&offered), &[]).await;
        assert_eq!(editor.begun["capabilities"]["positionEncoding"], agreed, "{offered:?}");
    }
}

#[tokio::test]
async fn places_are_the_editors() {
    for (encoding, after_comment, in_title) in [("utf-8", 10, 10), ("utf-16", 7, 8), ("utf-32", 6, 7)] {
        let folder = folder(&[]);
        let file = uri(&folder.path().join("a.journey"));
        let mut editor = Editor::with(encodings(&[encoding]), &[]).await;
        editor.open(&file, TEXT).await;
        // Behind the comment, and between both faces: each is one place, however it is counted.
        let change = |line: u32, column: u32, text: &str| {
            let at = json!({ "line": line, "character": column });
            json!({ "range": { "start": at, "end": at }, "text": text })
        };
        let changes = [change(0, after_comment, "!"), change(0, 99, "?"), change(2, in_title, "-")];
        let document = json!({ "uri": file, "version": 2 });
        editor.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes })).await;
        let symbols = editor.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": file } })).await;
        assert_eq!(symbols[1]["name"], "🙂-🙂", "{encoding}");
        assert_eq!(symbols[0]["selectionRange"]["start"], json!({ "line": 1, "character": 6 }));
        let tokens = editor.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": file } })).await;
        // The comment, with what was written behind it on the same line: all letters but the CR.
        assert_eq!(tokens["data"][2], after_comment + 2, "{encoding}");
    }
}

#[tokio::test]
async fn who_can_show_more_than_the_name_is_led_to_all_of_what_it_names() {
    let folder = folder(&[]);
    let file = uri(&folder.path().join("a.journey"));
    let text = "event paid {\n  note: text\n}\ntrait payer = seen(paid, 7d)\n";
    let links = json!({ "textDocument": { "definition": { "linkSupport": true } } });
    let mut editor = Editor::with(links, &[]).await;
    editor.open(&file, text).await;
    let at = json!({ "textDocument": { "uri": file }, "position": { "line": 3, "character": 21 } });
    let range = |from: (u32, u32), to: (u32, u32)| {
        let at = |(line, character)| json!({ "line": line, "character": character });
        json!({ "start": at(from), "end": at(to) })
    };
    let link = json!({
        "originSelectionRange": range((3, 19), (3, 23)),
        "targetUri": file,
        "targetRange": range((0, 0), (2, 1)),
        "targetSelectionRange": range((0, 6), (0, 10)),
    });
    assert_eq!(editor.ask("textDocument/definition", at).await, json!([link]));
}
