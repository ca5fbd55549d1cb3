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
