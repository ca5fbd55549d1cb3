//! An editor: it speaks with a server of its own over streams.

use std::{collections::VecDeque, fs, io, path::Path, time::Duration};

use baton_lsp::{Found, Left, serve};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, duplex},
    task::JoinHandle,
    time::timeout,
};
use tower_lsp::ls_types::Uri;

/// How long anything may take: far longer than it does.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Editor {
    input: DuplexStream,
    output: BufReader<DuplexStream>,
    server: JoinHandle<Left>,
    ids: i64,
    /// What the server said without being asked.
    pub heard: VecDeque<Value>,
    /// What it answered to the beginning.
    pub begun: Value,
}

impl Editor {
    /// An editor that shows a folder, and can only what every editor can.
    pub async fn in_folder(folder: &Path) -> Self {
        Self::with(json!({}), &[folder]).await
    }

    /// An editor that can this, and shows these folders.
    pub async fn with(capabilities: Value, folders: &[&Path]) -> Self {
        let folders: Vec<_> = folders.iter().map(|folder| json!({ "uri": uri(folder), "name": "folder" })).collect();
        Self::begin(json!({ "capabilities": capabilities, "workspaceFolders": folders })).await
    }

    /// An editor that begins with this.
    pub async fn begin(params: Value) -> Self {
        // So little fits into the streams that who doesn't read is noticed.
        let (input, from) = duplex(256);
        let (to, output) = duplex(256);
        let server = tokio::spawn(serve(from, to, find));
        let mut editor =
            Self { input, output: BufReader::new(output), server, ids: 0, heard: VecDeque::new(), begun: Value::Null };
        editor.begun = editor.ask("initialize", params).await;
        editor.tell("initialized", json!({})).await;
        editor
    }

    pub async fn tell(&mut self, method: &str, params: Value) {
        self.write(json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a question, and doesn't wait for its answer.
    pub async fn send(&mut self, method: &str, params: Value) -> i64 {
        self.ids += 1;
        self.write(json!({ "jsonrpc": "2.0", "id": self.ids, "method": method, "params": params })).await;
        self.ids
    }

    /// The answer to a question: all of it.
    pub async fn answer(&mut self, id: i64) -> Value {
        let is_it = |message: &Value| message["id"] == id && message.get("method").is_none();
        let known = self.heard.iter().position(is_it);
        if let Some(message) = known.and_then(|at| self.heard.remove(at)) {
            return message;
        }
        loop {
            let message = self.read().await.expect("an answer");
            if is_it(&message) {
                return message;
            }
            self.heard.push_back(message);
        }
    }

    /// Asks, and waits for what comes of it.
    pub async fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params).await;
        let mut answer = self.answer(id).await;
        assert_eq!(answer.get("error"), None, "{method}");
        answer["result"].take()
    }

    /// Waits until the server says this, and answers it if that is wanted.
    pub async fn hear(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        let known = self.heard.iter().position(&is_it);
        let message = match known.and_then(|at| self.heard.remove(at)) {
            Some(message) => message,
            None => loop {
                let message = self.read().await.expect("a message");
                if is_it(&message) {
                    break message;
                }
                self.heard.push_back(message);
            },
        };
        if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
            self.write(json!({ "jsonrpc": "2.0", "id": id, "result": null })).await;
        }
        message
    }

    /// Waits until this is told of a file: the codes of its diagnostics.
    pub async fn told(&mut self, uri: &str, codes: &[&str]) -> Value {
        let is_it = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && codes_of(&message["params"]["diagnostics"]) == codes
        };
        self.hear(is_it).await["params"].take()
    }

    pub async fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "journey", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// Replaces all of a document's text.
    pub async fn change(&mut self, uri: &str, version: i32, text: &str) {
        let change =
            json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", change).await;
    }

    /// The names of what a document declares.
    pub async fn outline(&mut self, uri: &str) -> Vec<String> {
        let symbols = self.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).await;
        let names = symbols.as_array().into_iter().flatten();
        names.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Ends as it should be.
    pub async fn leave(mut self) -> Left {
        self.ask("shutdown", Value::Null).await;
        self.tell("exit", Value::Null).await;
        self.gone().await
    }

    /// Is gone, without a word.
    pub async fn gone(self) -> Left {
        drop((self.input, self.output));
        timeout(PATIENCE, self.server).await.expect("the server ends").unwrap()
    }

    /// Writes what is no message.
    pub async fn write_bytes(&mut self, bytes: &[u8]) {
        timeout(PATIENCE, self.input.write_all(bytes)).await.expect("the server reads").unwrap();
    }

    async fn write(&mut self, message: Value) {
        let body = message.to_string();
        self.write_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes()).await;
    }

    async fn read(&mut self) -> Option<Value> {
        match timeout(PATIENCE, self.read_now()).await {
            Ok(message) => message,
            Err(_) => panic!("the server says nothing more than {:#?}", self.heard),
        }
    }

    async fn read_now(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.output.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", count)) => length = count.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).await.ok()?;
        Some(serde_json::from_slice(&body).unwrap())
    }
}

/// The codes of diagnostics, in their order; of one that isn't the compiler's, nothing.
pub fn codes_of(diagnostics: &Value) -> Vec<&str> {
    diagnostics.as_array().into_iter().flatten().map(|one| one["code"].as_str().unwrap_or_default()).collect()
}

/// How an editor names a file.
pub fn uri(file: &Path) -> String {
    Uri::from_file_path(file).unwrap().as_str().to_owned()
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(path, text)| put(&folder.path().join(path), text));
    folder
}

/// Writes a file, and the folders around it.
pub fn put(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Finds the files of a workspace as the command line does.
fn find(root: &Path) -> Result<Found, String> {
    let (mut sources, mut closed, mut folders) = (Vec::new(), Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        // A folder with a file of this name is one that can't be read.
        if folder.join("lock").exists() {
            closed.push((folder, io::ErrorKind::PermissionDenied.into()));
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(|error| error.to_string())? {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "journey") {
                sources.push(path);
            }
        }
    }
    // A workspace of this name is one at which the program itself fails.
    assert!(!root.ends_with("cursed"), "on purpose");
    Ok(Found { root: root.to_owned(), sources, closed })
}
