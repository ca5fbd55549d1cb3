//! A client that speaks the protocol with a server in the same process, over a workspace on disk.

pub mod editor;

use serde_json::{Value, json};
use tempfile::TempDir;

use editor::Editor;

/// A client, and the folder that it shows.
pub struct Client {
    folder: TempDir,
    editor: Editor,
}

impl Client {
    /// A server that has been greeted; files by their paths.
    pub async fn new(files: &[(&str, &str)]) -> Self {
        let manifest = ("journey.toml", "[workspace]\nname = \"test\"\ntimezone = \"Europe/London\"\n");
        let all: Vec<_> = files.iter().copied().chain([manifest]).collect();
        let folder = editor::folder(&all);
        let editor = Editor::in_folder(folder.path()).await;
        Self { folder, editor }
    }

    /// How a file of the folder is named.
    pub fn uri(&self, path: &str) -> String {
        format!("file://{}", self.folder.path().join(path).display())
    }

    /// A place in the text of a file: where a piece of it begins, columns in UTF-16.
    pub fn at(&self, path: &str, piece: &str) -> Value {
        let text = std::fs::read_to_string(self.folder.path().join(path)).unwrap();
        let at = text.find(piece).unwrap_or_else(|| panic!("`{piece}` stands in {path}"));
        let before = &text[..at];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap().encode_utf16().count();
        json!({ "textDocument": { "uri": self.uri(path) }, "position": { "line": line, "character": column } })
    }

    /// Asks something, and waits for the answer: the whole of it, with its result or error.
    pub async fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.editor.send(method, params).await;
        self.editor.answer(id).await
    }
}
