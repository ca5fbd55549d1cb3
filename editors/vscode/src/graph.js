// The graph of one journey, or of all, beside the text; drawn again when the text is saved.

"use strict";

const vscode = require("vscode");

/** The panel in which graphs are shown: one for all. */
class Graph {
  /** @param {() => import("vscode-languageclient/node").LanguageClient | undefined} client who draws */
  constructor(client) {
    this.client = client;
    this.panel = undefined;
    this.shown = undefined;
    this.saved = vscode.workspace.onDidSaveTextDocument((saved) => saved.languageId === "journey" && this.draw());
  }

  /** Shows the journey of this name in the file; without a name, the one around the cursor, or else all of them. */
  async show(uri, journey) {
    const editor = vscode.window.activeTextEditor;
    const file = typeof uri === "string" ? uri : (uri ?? editor?.document.uri)?.toString();
    if (!file) return;
    const name = typeof journey === "string" ? journey : journeyAround(editor, file);
    this.shown = { file, journey: name };
    this.panel ??= this.open();
    this.panel.title = name ? `Graph of ${name}` : "Graph of journeys";
    this.panel.reveal(vscode.ViewColumn.Beside, true);
    await this.draw();
  }

  open() {
    const beside = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("baton.graph", "Graph", beside, {});
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    return panel;
  }

  async draw() {
    const client = this.client();
    if (!this.panel || !this.shown || !client) return;
    const asked = { command: "baton.graph", arguments: [this.shown.file, this.shown.journey] };
    try {
      const svg = await client.sendRequest("workspace/executeCommand", asked);
      if (this.panel) this.panel.webview.html = page(String(svg ?? ""));
    } catch (error) {
      void vscode.window.showErrorMessage(`Baton: ${error.message ?? error}`);
    }
  }

  dispose() {
    this.saved.dispose();
    this.panel?.dispose();
  }
}

/** The name of the journey in which the cursor is, if it is in one. */
function journeyAround(editor, file) {
  if (editor?.document.uri.toString() !== file) return null;
  for (let line = editor.selection.active.line; line >= 0; line--) {
    const text = editor.document.lineAt(line).text;
    const name = /^\s*(?:private\s+)?journey\s+([a-z][a-z0-9_]*)/.exec(text)?.[1];
    if (name) return name;
    const ended = line < editor.selection.active.line && /^\}/.test(text);
    if (ended) return null;
  }
  return null;
}

/** A page that shows a drawing and runs nothing. */
function page(svg) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>body { padding: 1rem; } svg { max-width: 100%; height: auto; }</style>
</head>
<body>${svg}</body>
</html>`;
}

module.exports = { Graph, journeyAround, page };
