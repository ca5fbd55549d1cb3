// VS Code's protocol package drives `baton lsp` through what people do; run by `tests/editor/run`.

"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const fs = require("node:fs");
const path = require("node:path");
const { after, before, test } = require("node:test");
const { pathToFileURL } = require("node:url");

// The package that the extension has, in the version that its lockfile names.
const lsp = require("../../editors/vscode/node_modules/vscode-languageserver-protocol/node");

/** A text with the places of an editor that counts in UTF-16. */
class TextDocument {
  constructor(uri, text) {
    Object.assign(this, { uri, text, version: 1 });
  }
  offset({ line, character }) {
    const lines = this.text.split("\n");
    return lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  }
  /** The place of a word, or so many columns behind it. */
  at(word, behind = 0) {
    const offset = this.text.indexOf(word) + behind;
    assert.notEqual(this.text.indexOf(word), -1, `${word} isn't there`);
    const lines = this.text.slice(0, offset).split("\n");
    return { line: lines.length - 1, character: lines.at(-1).length };
  }
  edited(edits) {
    const ordered = [...edits].sort((a, b) => this.offset(b.range.start) - this.offset(a.range.start));
    const edit = (text, { range, newText }) =>
      text.slice(0, this.offset(range.start)) + newText + text.slice(this.offset(range.end));
    return ordered.reduce(edit, this.text);
  }
}

const acme = process.env.ACME;
const uriOf = (file) => pathToFileURL(path.join(acme, file)).href;
const documentOf = (file) => new TextDocument(uriOf(file), fs.readFileSync(path.join(acme, file), "utf8"));
const support = documentOf("care/support.journey");
const company = documentOf("company.journey");
const original = support.text;

let server, connection, begun;
const settled = new Set();

before(async () => {
  server = spawn(process.env.BATON, ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const reader = new lsp.StreamMessageReader(server.stdout);
  connection = lsp.createProtocolConnection(reader, new lsp.StreamMessageWriter(server.stdin));
  connection.onRequest(lsp.RegistrationRequest.type, ({ registrations }) => {
    registrations.forEach((one) => settled.add(one.method));
  });
  connection.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {});
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, () => settled.add("pushed"));
  connection.onNotification("$/progress", ({ value }) => settled.add(value.kind));
  connection.listen();
  begun = await connection.sendRequest(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      window: { workDoneProgress: true },
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true },
      textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } },
    },
    workspaceFolders: [{ uri: pathToFileURL(acme).href, name: "acme" }],
  });
  await connection.sendNotification(lsp.InitializedNotification.type, {});
  await open(support);
  await open(company);
});

after(async () => {
  await connection.sendRequest(lsp.ShutdownRequest.type);
  await connection.sendNotification(lsp.ExitNotification.type);
  const [code] = server.exitCode === null ? await once(server, "exit") : [server.exitCode];
  connection.dispose();
  assert.equal(code, 0);
});

function open({ uri, version, text }) {
  const textDocument = { uri, languageId: "journey", version, text };
  return connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument });
}

/** Types over one stretch of a document, as an editor tells of it. */
async function change(document, from, to) {
  const range = { start: document.at(from), end: document.at(from, from.length) };
  document.text = document.edited([{ range, newText: to }]);
  document.version += 1;
  await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
    textDocument: { uri: document.uri, version: document.version },
    contentChanges: [{ range, text: to }],
  });
}

const at = (document, word, behind) => ({
  textDocument: { uri: document.uri },
  position: document.at(word, behind),
});

const wrong = async (document, previousResultId) =>
  connection.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: document.uri }, previousResultId });

test("the server says what it can", () => {
  const { capabilities, serverInfo } = begun;
  assert.equal(serverInfo.name, "baton");
  assert.equal(capabilities.positionEncoding, "utf-16");
  assert.equal(capabilities.textDocumentSync.change, lsp.TextDocumentSyncKind.Incremental);
  assert.equal(capabilities.diagnosticProvider.workspaceDiagnostics, true);
});

test("edits have diagnostics", async () => {
  assert.deepEqual((await wrong(support)).items, []);
  await change(support, "on ticket_opened", "on ticket_opend");
  const found = await wrong(support);
  assert.deepEqual(found.items.map((one) => one.code), ["E0190"]);
  assert.deepEqual(found.items[0].range, {
    start: support.at("ticket_opend"),
    end: support.at("ticket_opend", "ticket_opend".length),
  });
  assert.equal((await wrong(support, found.resultId)).kind, "unchanged");
});

test("a code action mends", async () => {
  const place = support.at("ticket_opend");
  const actions = await connection.sendRequest(lsp.CodeActionRequest.type, {
    textDocument: { uri: support.uri },
    range: { start: place, end: place },
    context: { diagnostics: [] },
  });
  const action = actions.find((one) => one.title === "write `ticket_opened`");
  assert.equal(action.kind, lsp.CodeActionKind.QuickFix);
  assert.equal(support.edited(action.edit.changes[support.uri]), original);
  await change(support, "on ticket_opend", "on ticket_opened");
  assert.deepEqual((await wrong(support)).items, []);
});

test("hover says what it is", async () => {
  const said = await connection.sendRequest(lsp.HoverRequest.type, at(support, "received(request: request"));
  assert.match(said.contents.value, /message received\(request: ticket_opened\)/);
});

test("a definition is found in the other file", async () => {
  const places = await connection.sendRequest(lsp.DefinitionRequest.type, at(support, "ticket_opened"));
  assert.deepEqual(places.map((one) => [one.uri, one.range.start]), [[company.uri, company.at("ticket_opened")]]);
});

test("completion knows what is expected", async () => {
  await change(support, "severity == high", "severity == ");
  const found = await connection.sendRequest(
    lsp.CompletionRequest.type,
    at(support, "severity == ", "severity == ".length),
  );
  assert.deepEqual(found.items.slice(0, 2).map((one) => one.label), ["high", "low"]);
  await change(support, "severity == ", "severity == high");
});

test("a name changes everywhere, or the reason is told why not", async () => {
  const asked = at(support, "ticket_opened");
  const prepared = await connection.sendRequest(lsp.PrepareRenameRequest.type, asked);
  assert.equal(prepared.placeholder, "ticket_opened");
  const edit = await connection.sendRequest(lsp.RenameRequest.type, { ...asked, newName: "ticket_created" });
  for (const document of [support, company]) {
    const wanted = document.text.replaceAll("ticket_opened", "ticket_created");
    assert.equal(document.edited(edit.changes[document.uri]), wanted);
  }
  const clash = connection.sendRequest(lsp.RenameRequest.type, { ...asked, newName: "ticket_closed" });
  await assert.rejects(clash, /ticket_closed/);
});

test("a document gets the one style, with faces in it", async () => {
  await change(support, "  purpose  service", "     purpose service");
  await change(support, "wait 1d", "wait    1d // 🙂");
  const edits = await connection.sendRequest(lsp.DocumentFormattingRequest.type, {
    textDocument: { uri: support.uri },
    options: { tabSize: 8, insertSpaces: false },
  });
  assert.equal(support.edited(edits), original.replace("wait 1d", "wait 1d  // 🙂"));
  await change(support, "wait    1d // 🙂", "wait 1d");
  await change(support, "     purpose service", "  purpose  service");
  assert.equal(support.text, original);
});

test("tokens come whole, and then as a difference", async () => {
  const textDocument = { uri: support.uri };
  const whole = await connection.sendRequest(lsp.SemanticTokensRequest.type, { textDocument });
  assert.equal(whole.data.length % 5, 0);
  const { resultId } = whole;
  const delta = { textDocument, previousResultId: resultId };
  assert.deepEqual((await connection.sendRequest(lsp.SemanticTokensDeltaRequest.type, delta)).edits, []);
});

test("lenses are found and said", async () => {
  const lenses = await connection.sendRequest(lsp.CodeLensRequest.type, { textDocument: { uri: support.uri } });
  const said = await Promise.all(lenses.map((one) => connection.sendRequest(lsp.CodeLensResolveRequest.type, one)));
  assert.match(said[0].command.title, /^1 message · 1 rule applies · [\d,]+ bytes$/);
  assert.equal(said[1].command.title, "▶ run · passed");
  assert.deepEqual(said[1].command.arguments, [support.uri, "a ticket is answered"]);
});

test("a file that isn't open is told of when it changes", async () => {
  const file = path.join(acme, "closed.journey");
  fs.writeFileSync(file, "event e { x: nothing }\n");
  const uri = pathToFileURL(file).href;
  const told = { changes: [{ uri, type: lsp.FileChangeType.Created }] };
  await connection.sendNotification(lsp.DidChangeWatchedFilesNotification.type, told);
  const all = await connection.sendRequest(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  assert.deepEqual(all.items.find((one) => one.uri === uri).items.map((one) => one.code), ["E0080"]);
});

test("what the server asks for by itself was asked, and nothing was pushed", () => {
  assert.ok(settled.has("workspace/didChangeWatchedFiles"));
  assert.ok(settled.has("begin") && settled.has("end"));
  assert.ok(!settled.has("pushed"));
});
