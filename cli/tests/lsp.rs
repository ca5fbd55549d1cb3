//! `baton lsp` as the process that an editor starts: how it ends, and that standard output is the editor's alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about processes")]

mod common;

use std::{
    io::{BufRead, BufReader, Read},
    process::{Output, Stdio},
};

use self::common::{command, err, exits, out, receive, send};

const BEGIN: &str = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
const SHUTDOWN: &str = r#"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#;
const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

/// How a server ends that is told this, and nothing more; what it says besides its answers.
fn told(messages: &[&str]) -> Output {
    let mut server = command(&["lsp", "--stdio"]);
    let server = server.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut server = server.spawn().unwrap();
    let mut input = server.stdin.take().unwrap();
    let mut output = BufReader::new(server.stdout.take().unwrap());
    for message in messages {
        send(&mut input, message);
        if message.contains("\"id\"") {
            answer(&mut output);
        }
    }
    drop(input);
    let mut rest = Vec::new();
    output.read_to_end(&mut rest).unwrap();
    Output { stdout: rest, ..server.wait_with_output().unwrap() }
}

/// Reads an answer: until it is there, an editor says nothing more.
fn answer(output: &mut impl BufRead) {
    let body = receive(output).expect("an answer");
    assert!(body.starts_with(b"{\"jsonrpc\":\"2.0\",\"result\":"), "{}", String::from_utf8_lossy(&body));
}

#[test]
fn an_editor_that_shuts_down_before_it_leaves_ends_it_well() {
    let output = told(&[BEGIN, SHUTDOWN, EXIT]);
    exits(&output, 0);
    assert_eq!(out(&output) + &err(&output), "");
}

#[test]
fn an_editor_that_is_gone_all_at_once_ends_it_too() {
    for messages in [&[][..], &[EXIT], &[BEGIN], &[BEGIN, EXIT]] {
        let output = told(messages);
        exits(&output, 1);
        assert_eq!(out(&output) + &err(&output), "");
    }
}
