//! The graph of a journey, or of the workspace, over the protocol.

use crate::common::Client;
use serde_json::json;

const CARE: &str = "event a {}\njourney support { enter on a  limit 1d  step one { wait 1h } }\n";

async fn client() -> Client {
    Client::new(&[("care/x.journey", CARE), ("sales/x.journey", CARE)]).await
}

#[tokio::test]
async fn a_journey_is_named_as_its_document_knows_it_or_in_full() {
    let mut client = client().await;
    let uri = client.uri("sales/x.journey");
    for (name, title) in [("support", "sales.support"), ("care.support", "care.support")] {
        let answer = client.ask("baton/graph", json!({ "uri": uri, "journey": name })).await;
        let svg = answer["result"].as_str().unwrap();
        assert!(svg.contains(&format!("<title>journey {title}</title>")), "{svg}");
    }
}

#[tokio::test]
async fn the_command_draws_what_the_request_draws() {
    let mut client = client().await;
    let uri = client.uri("care/x.journey");
    let asked = client.ask("baton/graph", json!({ "uri": uri })).await;
    let command = json!({ "command": "baton.graph", "arguments": [uri, null] });
    let commanded = client.ask("workspace/executeCommand", command).await;
    assert!(asked["result"].as_str().unwrap().contains("<title>atlas</title>"));
    assert_eq!(asked["result"], commanded["result"]);
}

#[tokio::test]
async fn what_is_not_there_is_refused_with_the_reason() {
    let mut client = client().await;
    let uri = client.uri("care/x.journey");
    let answer = client.ask("baton/graph", json!({ "uri": uri, "journey": "nothing" })).await;
    assert_eq!(answer["error"]["message"], "there is no journey `nothing`");
    let answer = client.ask("workspace/executeCommand", json!({ "command": "baton.dance" })).await;
    assert_eq!(answer["error"]["message"], "there is no command `baton.dance`");
    let answer = client.ask("workspace/executeCommand", json!({ "command": "baton.graph", "arguments": [7] })).await;
    assert_eq!(answer["error"]["message"], "the arguments are a document, and the name of a journey or null");
}
