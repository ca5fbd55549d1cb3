// The client of `baton lsp`, and the commands that an editor's window is needed for.

"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

const { Graph } = require("./graph");
const { runTest } = require("./run");

/** @type {LanguageClient | undefined} */
let client;

/** Called by the editor at the first journey file. */
async function activate(context) {
  const graph = new Graph(() => client);
  const onCommand = (name, run) => context.subscriptions.push(vscode.commands.registerCommand(name, run));
  onCommand("baton.restart", restart);
  onCommand("baton.runTest", runTest);
  onCommand("baton.showGraph", (uri, journey) => graph.show(uri, journey));
  context.subscriptions.push(
    graph,
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration("baton.path") && restart()),
  );
  await start();
}

/** Called by the editor before it leaves. */
async function deactivate() {
  await stop();
}

async function start() {
  const command = vscode.workspace.getConfiguration("baton").get("path", "baton");
  const server = { command, args: ["lsp"], transport: TransportKind.stdio };
  const options = {
    documentSelector: [
      { scheme: "file", language: "journey" },
      { scheme: "untitled", language: "journey" },
      { scheme: "file", pattern: "**/journey.toml" },
    ],
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.journey,journey.toml}") },
  };
  client = new LanguageClient("baton", "Baton", server, options);
  try {
    await client.start();
  } catch (error) {
    await missing(command, error);
  }
}

async function stop() {
  const last = client;
  client = undefined;
  if (last?.needsStop()) await last.stop();
  await last?.dispose();
}

async function restart() {
  await stop();
  await start();
}

/** Says that the server didn't start, and where its program is named. */
async function missing(command, error) {
  const settings = "Open settings";
  const said = `Baton: \`${command} lsp\` didn't start: ${error.message ?? error}`;
  if ((await vscode.window.showErrorMessage(said, settings)) === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "baton.path");
  }
}

module.exports = { activate, deactivate };
