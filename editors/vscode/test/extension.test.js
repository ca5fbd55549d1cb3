// The extension, in an editor that is only pretended: what it registers, asks of the server, and runs.

"use strict";

const assert = require("node:assert");
const Module = require("node:module");
const { beforeEach, test } = require("node:test");

const contributed = require("../package.json").contributes;

/** What the extension did to the pretended editor. */
let did;

const vscode = {
  commands: { registerCommand: (name, run) => ((did.commands[name] = run), { dispose() {} }), executeCommand: async () => {} },
  workspace: {
    getConfiguration: () => ({ get: (key, otherwise) => did.settings[key] ?? otherwise }),
    createFileSystemWatcher: (pattern) => ({ pattern }),
    getWorkspaceFolder: () => undefined,
    onDidChangeConfiguration: (heard) => ((did.changed = heard), { dispose() {} }),
    onDidSaveTextDocument: (heard) => ((did.saved = heard), { dispose() {} }),
  },
  window: {
    activeTextEditor: undefined,
    createWebviewPanel: () => (did.panel = { webview: {}, reveal() {}, onDidDispose() {}, dispose() {} }),
    showErrorMessage: async (message) => void did.errors.push(message),
  },
  tasks: { executeTask: async (task) => void did.tasks.push(task) },
  Uri: {
    parse: (text) => ({ path: text.replace("file://", ""), toString: () => text }),
    joinPath: (uri) => ({ fsPath: uri.path.replace(/\/[^/]*$/, "") }),
  },
  ProcessExecution: class { constructor(program, args) { Object.assign(this, { program, args }); } },
  Task: class { constructor(kind, scope, name, source, execution) { Object.assign(this, { name, execution }); } },
  TaskGroup: {}, TaskRevealKind: {}, TaskScope: {}, ViewColumn: {},
};

class LanguageClient {
  constructor(id, name, server) { this.server = server; did.clients.push(this); }
  async start() { if (did.fails) throw new Error("no such program"); this.running = true; }
  async stop() { this.running = false; }
  needsStop() { return this.running; }
  async dispose() {}
  async sendRequest(method, params) { did.asked.push([method, params]); return `<svg>${params.arguments[1]}</svg>`; }
}

const pretended = { vscode, "vscode-languageclient/node": { LanguageClient, TransportKind: { stdio: 0 } } };
const load = Module._load;
Module._load = (name, ...rest) => pretended[name] ?? load(name, ...rest);
const { activate, deactivate } = require("../src/extension");

beforeEach(() => {
  did = { commands: {}, settings: {}, clients: [], tasks: [], errors: [], asked: [], fails: false };
  vscode.window.activeTextEditor = undefined;
});

const activated = () => activate({ subscriptions: [] });

test("every command that is contributed is there, and no other", async () => {
  await activated();
  assert.deepStrictEqual(Object.keys(did.commands).sort(), contributed.commands.map(({ command }) => command).sort());
});

test("the server is the program of the settings, and starts again when they change", async () => {
  did.settings.path = "/opt/baton";
  await activated();
  assert.deepStrictEqual([did.clients[0].server.command, did.clients[0].server.args], ["/opt/baton", ["lsp"]]);
  did.settings.path = "/opt/other";
  await did.changed({ affectsConfiguration: (key) => key === "baton.path" });
  assert.deepStrictEqual(did.clients.map((client) => client.running), [false, true]);
  await deactivate();
  assert.ok(!did.clients[1].running);
});

test("a program that isn't there is told, and the commands work on", async () => {
  did.fails = true;
  await activated();
  assert.match(did.errors[0], /`baton lsp` didn't start: no such program/);
  did.fails = false;
  await did.commands["baton.restart"]();
  assert.ok(did.clients.at(-1).running);
});

test("a lens on a test runs that test", async () => {
  await activated();
  await did.commands["baton.runTest"]("file:///acme/care/support.journey", "a ticket's end");
  const { program, args } = did.tasks[0].execution;
  assert.deepStrictEqual([program, args], ["baton", ["test", "/acme/care", "--filter", "a ticket's end"]]);
});

test("the graph is that of the journey asked for, and is drawn again on saving", async () => {
  await activated();
  await did.commands["baton.showGraph"]("file:///a.journey", "support");
  const asked = ["workspace/executeCommand", { command: "baton.graph", arguments: ["file:///a.journey", "support"] }];
  assert.deepStrictEqual(did.asked, [asked]);
  assert.match(did.panel.webview.html, /<svg>support<\/svg>/);
  await did.saved({ languageId: "journey" });
  assert.deepStrictEqual(did.asked, [asked, asked]);
});

test("without a name it is the journey around the cursor, or all of them", async () => {
  const lines = ["journey support {", "  limit 3d", "}", "", "event e {}"];
  const at = (line) => ({
    document: { uri: vscode.Uri.parse("file:///a.journey"), lineAt: (nth) => ({ text: lines[nth] }) },
    selection: { active: { line } },
  });
  await activated();
  for (const [line, name] of [[0, "support"], [1, "support"], [2, "support"], [4, null]]) {
    vscode.window.activeTextEditor = at(line);
    await did.commands["baton.showGraph"]();
    assert.strictEqual(did.asked.at(-1)[1].arguments[1], name, `line ${line}`);
  }
});
