// Runs a test of a journey file, in a terminal of the editor.

"use strict";

const vscode = require("vscode");

/** What a lens on a test asks: the file, and the title of the test. */
async function runTest(uri, title) {
  const file = vscode.Uri.parse(uri);
  const command = vscode.workspace.getConfiguration("baton", file).get("path", "baton");
  const folder = vscode.Uri.joinPath(file, "..").fsPath;
  const execution = new vscode.ProcessExecution(command, ["test", folder, "--filter", title], { cwd: folder });
  const scope = vscode.workspace.getWorkspaceFolder(file) ?? vscode.TaskScope.Workspace;
  const task = new vscode.Task({ type: "baton", title }, scope, title, "baton test", execution);
  task.group = vscode.TaskGroup.Test;
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, focus: false };
  await vscode.tasks.executeTask(task);
}

module.exports = { runTest };
