//! How long an editor waits for `baton lsp`, in a workspace of 50,000 lines in 300 files: `cargo bench -p baton --bench wire`;
//! `docs/performance.md` has the figures of one run, with the method. The server is a process, as editors start it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "it reads the clock, that is what it is for")]
#![allow(clippy::print_stdout, reason = "it prints a table")]

#[path = "../tests/common/mod.rs"]
mod common;

use std::{
    io::BufReader,
    path::Path,
    process::{Child, ChildStdin, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use baton_tests::edits::{Edit, percentile, workspace};
use serde_json::{Value, json};

use self::common::{command, folder, receive, send};

const FILES: usize = 300;
const STARTS: usize = 3;
const EDITS: usize = 160;
/// People look up from the keys: everything is told before the next edit.
const PAUSE: Duration = Duration::from_millis(250);
/// The edited file.
const FILE: &str = "team7/journeys1.journey";

fn main() {
    let mut files = workspace(FILES);
    files.push(("journey.toml".into(), "[workspace]\nname = \"company\"\n".into()));
    let folder = folder(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    let (_, text) = files.iter().find(|(path, _)| path == FILE).unwrap();
    starts(folder.path(), text);
    println!("\n| edit | told of the file: median | 95 % | completion right behind it: median | 95 % |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for edit in [Edit::Misspelt, Edit::HalfWritten] {
        toggle(folder.path(), text, edit);
    }
    literal(folder.path(), text);
}

/// From the start of the process to what is wrong in the file that is opened.
fn starts(root: &Path, text: &str) {
    let broken = Edit::Misspelt.apply(text, 0);
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let begun = Instant::now();
        let mut editor = Editor::start(root);
        editor.open(&broken);
        editor.told(|errors| errors > 0);
        times.push(begun.elapsed());
        editor.leave();
    }
    println!("from the start of the process to what is wrong in the opened file: {} ms", percentile(&times, 50));
}

/// Something wrong is written, and mended, again and again.
fn toggle(root: &Path, text: &str, edit: Edit) {
    let mut editor = Editor::ready(root, text);
    let mut text = text.to_owned();
    let mut rows = [(); 2].map(|()| Row::default());
    for number in 0..EDITS {
        let wrong = number % 2 == 0;
        text = edit.apply(&text, number);
        rows[number % 2].measure(&mut editor, &text, |errors| (errors > 0) == wrong);
    }
    for (row, what) in rows.iter().zip(["wrong", "mended"]) {
        row.print(&format!("{}: {what}", edit.words()));
    }
    editor.leave();
}

/// A literal is edited, which changes nothing of what there is to be told.
fn literal(root: &Path, text: &str) {
    let mut editor = Editor::ready(root, text);
    let mut text = text.to_owned();
    let mut row = Row::default();
    for number in 0..EDITS {
        text = Edit::Literal.apply(&text, number);
        row.measure(&mut editor, &text, |errors| errors == 0);
    }
    row.print(Edit::Literal.words());
    editor.leave();
}

/// What was measured of one kind of edit.
#[derive(Default)]
struct Row {
    told: Vec<Duration>,
    completed: Vec<Duration>,
}

impl Row {
    fn measure(&mut self, editor: &mut Editor, text: &str, is_it: impl Fn(usize) -> bool) {
        thread::sleep(PAUSE);
        let begun = Instant::now();
        editor.change(text);
        // Every other edit is followed by a question, so that each is seen with nothing beside it too.
        if editor.version % 4 < 2 {
            editor.told(is_it);
            self.told.push(begun.elapsed());
        } else {
            editor.complete(text);
            self.completed.push(begun.elapsed());
        }
    }

    fn print(&self, words: &str) {
        let [a, b, c, d] = [(&self.told, 50), (&self.told, 95), (&self.completed, 50), (&self.completed, 95)]
            .map(|(times, at)| percentile(times, at));
        println!("| {words} | {a} | {b} | {c} | {d} |");
    }
}

/// An editor with a server of its own, and one document that is open.
struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    uri: String,
    version: i64,
}

impl Editor {
    fn start(root: &Path) -> Self {
        let mut server = command(&["lsp"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = server.stdin.take().unwrap();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        // As editors do, it reads all the time.
        let (heard, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = receive(&mut output) {
                // Nobody hears what the server says behind the last answer.
                let _ = heard.send(serde_json::from_slice::<Value>(&message).unwrap());
            }
        });
        let folder = format!("file://{}", root.display());
        let mut editor = Self { server, input, messages, uri: format!("{folder}/{FILE}"), version: 0 };
        let folders = json!([{ "uri": folder, "name": "company" }]);
        editor.ask("initialize", json!({ "capabilities": {}, "workspaceFolders": folders }));
        editor.tell("initialized", json!({}));
        editor
    }

    /// An editor with a server that has checked everything.
    fn ready(root: &Path, text: &str) -> Self {
        let mut editor = Self::start(root);
        editor.open(text);
        editor.told(|errors| errors == 0);
        thread::sleep(PAUSE);
        editor
    }

    fn open(&mut self, text: &str) {
        let document = json!({ "uri": self.uri, "languageId": "journey", "version": self.version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// Waits until so many errors are told of the newest text.
    fn told(&mut self, is_it: impl Fn(usize) -> bool) {
        loop {
            let params = &self.messages.recv().unwrap()["params"];
            if params["uri"] == self.uri && params["version"] == self.version {
                let found = params["diagnostics"].as_array().unwrap();
                if is_it(found.iter().filter(|one| one["severity"] == 1).count()) {
                    return;
                }
            }
        }
    }

    /// Asks what could stand at the first condition.
    fn complete(&mut self, text: &str) {
        let line = text.lines().position(|line| line.contains("and busy_")).expect("a journey that ends when busy");
        let position = json!({ "line": line, "character": text.lines().nth(line).unwrap().find("busy_").unwrap() + 2 });
        self.ask("textDocument/completion", json!({ "textDocument": { "uri": self.uri }, "position": position }));
    }

    fn ask(&mut self, method: &str, params: Value) {
        let question = json!({ "jsonrpc": "2.0", "id": self.version, "method": method, "params": params });
        send(&mut self.input, &question.to_string());
        while self.messages.recv().unwrap().get("id").is_none_or(|id| *id != self.version) {}
    }

    fn tell(&mut self, method: &str, params: Value) {
        send(&mut self.input, &json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    fn leave(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.wait().unwrap();
    }
}
