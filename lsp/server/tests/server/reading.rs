//! What an editor asks about what is written, over the protocol.

use crate::common::Client;
use serde_json::{Value, json};

const COMPANY: &str = "\
customer { email: text? }
channel mail { requires customer.email is known }
priorities service
/// 🙂 Nothing while we talk.
policy rules { /* */ }
";

const SUPPORT: &str = "\
event ticket_opened { ticket: id  topic: text }
event ticket_closed { ticket: id }
message received(request: ticket_opened) { purpose service  channels mail  hold 1d  content \"🙂\" { topic: request.topic } }
journey support for each ticket {
  enter on ticket_opened as request
  goal  ticket_closed
  limit 30d
  step hello {
    send received(request: request)
    wait 1d
  }
}
";

const SALES: &str = "\
use care.ticket_closed
trait calm = seen(ticket_closed, 7d)
";

async fn client() -> Client {
    let company = COMPANY.replace("/* */", "calm: suppress service while in care.support at hello");
    Client::new(&[("company.journey", &company), ("care/support.journey", SUPPORT), ("sales/a.journey", SALES)]).await
}

/// Where an answer begins: file, line, column.
fn place(client: &Client, location: &Value) -> (String, u64, u64) {
    let root = client.uri("");
    let path = location["uri"].as_str().unwrap().trim_start_matches(&root).to_owned();
    let start = &location["range"]["start"];
    (path, start["line"].as_u64().unwrap(), start["character"].as_u64().unwrap())
}

#[tokio::test]
async fn hover_is_markdown_and_counts_columns_as_the_editor_does() {
    let mut client = client().await;
    // An emoji stands before the field: two columns of UTF-16.
    let at = client.at("care/support.journey", "topic }");
    let answer = client.ask("textDocument/hover", at).await;
    assert_eq!(answer["result"]["contents"]["kind"], "markdown");
    assert!(answer["result"]["contents"]["value"].as_str().unwrap().contains("topic: text"), "{answer}");
    let range = &answer["result"]["range"];
    assert_eq!(range["end"]["character"].as_u64().unwrap() - range["start"]["character"].as_u64().unwrap(), 5);
    let at = client.at("company.journey", "calm");
    let answer = client.ask("textDocument/hover", at).await;
    assert!(answer["result"]["contents"]["value"].as_str().unwrap().contains("Holds back `service`"), "{answer}");
}

#[tokio::test]
async fn places_are_found_across_files() {
    let mut client = client().await;
    let cases = [
        ("textDocument/definition", "sales/a.journey", "ticket_closed, 7d", ("care/support.journey", 1, 6)),
        ("textDocument/declaration", "company.journey", "hello", ("care/support.journey", 7, 7)),
        ("textDocument/typeDefinition", "care/support.journey", "request.topic", ("care/support.journey", 0, 6)),
        ("textDocument/implementation", "company.journey", "service\n", ("care/support.journey", 2, 8)),
        ("textDocument/implementation", "care/support.journey", "received(request: t", ("care/support.journey", 8, 9)),
    ];
    for (method, path, piece, (file, line, column)) in cases {
        let at = client.at(path, piece);
        let answer = client.ask(method, at).await;
        assert_eq!(
            place(&client, &answer["result"][0]),
            (file.to_owned(), line, column),
            "{method} of {piece}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_file_has_an_outline_folds_selections_and_links() {
    let mut client = client().await;
    let document = json!({ "textDocument": { "uri": client.uri("care/support.journey") } });
    let outline = client.ask("textDocument/documentSymbol", document.clone()).await;
    let names: Vec<&str> =
        outline["result"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ticket_opened", "ticket_closed", "received", "support"]);
    assert_eq!(outline["result"][3]["children"][0]["name"], "hello");
    let folds = client.ask("textDocument/foldingRange", document.clone()).await;
    assert_eq!(folds["result"][0], json!({ "startLine": 3, "endLine": 10 }));
    let at = client.at("care/support.journey", "hello {");
    let mut params = document;
    params["positions"] = json!([at["position"]]);
    let selections = client.ask("textDocument/selectionRange", params).await;
    assert_eq!(selections["result"][0]["range"]["end"]["character"], 12);
    assert_ne!(selections["result"][0]["parent"], Value::Null);
    let document = json!({ "textDocument": { "uri": client.uri("sales/a.journey") } });
    let links = client.ask("textDocument/documentLink", document).await;
    assert_eq!(links["result"][0]["target"], format!("{}#L2", client.uri("care/support.journey")));
}

#[tokio::test]
async fn declarations_are_found_by_a_few_letters() {
    let mut client = client().await;
    let answer = client.ask("workspace/symbol", json!({ "query": "tcl" })).await;
    assert_eq!(answer["result"][0]["name"], "ticket_closed");
    assert_eq!(answer["result"][0]["containerName"], "care");
    assert_eq!(place(&client, &answer["result"][0]["location"]), ("care/support.journey".to_owned(), 1, 6));
}

#[tokio::test]
async fn what_causes_what_goes_both_ways() {
    let mut client = client().await;
    let at = client.at("care/support.journey", "support for");
    let prepared = client.ask("textDocument/prepareCallHierarchy", at).await;
    let item = prepared["result"][0].clone();
    assert_eq!(item["name"], "care.support");
    let names = |answer: &Value, end: &str| {
        let all = answer["result"].as_array().unwrap().iter();
        all.map(|one| one[end]["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let causes = client.ask("callHierarchy/incomingCalls", json!({ "item": item })).await;
    assert_eq!(names(&causes, "from"), ["care.ticket_closed", "care.ticket_opened"]);
    let effects = client.ask("callHierarchy/outgoingCalls", json!({ "item": item })).await;
    assert_eq!(names(&effects, "to"), ["care.received", "rules.calm"]);
    // The message is caused by the journey, and held back by the rule.
    let message = effects["result"][0]["to"].clone();
    let causes = client.ask("callHierarchy/incomingCalls", json!({ "item": message })).await;
    assert_eq!(names(&causes, "from"), ["care.support", "rules.calm"]);
}

#[tokio::test]
async fn names_change_together_or_not_at_all() {
    let mut client = client().await;
    let at = client.at("care/support.journey", "request\n");
    let linked = client.ask("textDocument/linkedEditingRange", at.clone()).await;
    assert_eq!(linked["result"]["ranges"].as_array().unwrap().len(), 2);
    let mut params = client.at("care/support.journey", "ticket {");
    params["newName"] = json!("case_number");
    let renamed = client.ask("textDocument/rename", params.clone()).await;
    let changes = renamed["result"]["changes"].as_object().unwrap();
    assert_eq!(changes[&client.uri("care/support.journey")].as_array().unwrap().len(), 3, "{renamed}");
    params["newName"] = json!("topic");
    let refused = client.ask("textDocument/rename", params).await;
    assert_eq!(refused["error"]["message"], "`care.ticket_opened` has `topic` already");
}

#[tokio::test]
async fn what_is_nowhere_has_no_answer() {
    let mut client = client().await;
    let nowhere = json!({ "textDocument": { "uri": "untitled:1" }, "position": { "line": 3, "character": 9 } });
    for method in ["hover", "definition", "typeDefinition", "implementation", "prepareCallHierarchy", "documentSymbol"]
    {
        let answer = client.ask(&format!("textDocument/{method}"), nowhere.clone()).await;
        assert_eq!((&answer["result"], answer.get("error")), (&Value::Null, None), "{method}");
    }
}
