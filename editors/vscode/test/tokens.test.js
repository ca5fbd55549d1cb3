// The colours that the TextMate grammar gives. `BATON_SNAPSHOT=write` writes the snapshot: read it before keeping it.

"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { before, test } = require("node:test");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

const project = path.join(__dirname, "../../..");
const read = (file) => fs.readFileSync(path.join(project, file), "utf8");
let grammar;

before(async () => {
  await oniguruma.loadWASM(fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () =>
      textmate.parseRawGrammar(read("editors/vscode/syntaxes/journey.tmLanguage.json"), "journey.tmLanguage.json"),
  });
  grammar = await registry.loadGrammar("source.journey");
});

test("a file has the colours of the snapshot", () => {
  const { lines } = coloured(read("grammar/tests/texts/support.journey"));
  const made = lines.map(({ line, tokens }) => [line, ...tokens.map(([text, scope]) => `    ${text}  ${scope}`)].join("\n"));
  const snapshot = path.join(__dirname, "support.scopes.txt");
  if (process.env.BATON_SNAPSHOT === "write") fs.writeFileSync(snapshot, made.join("\n") + "\n");
  assert.strictEqual(made.join("\n") + "\n", fs.readFileSync(snapshot, "utf8"));
});

test("texts, holes and comments end where they should", () => {
  for (const file of ["grammar/tests/texts/everything.journey", "examples/telecom/care/support.journey"]) {
    assert.strictEqual(coloured(read(file)).depth, 1, file);
  }
});

test("any word may be a key", () => {
  for (const word of ["type", "where", "personal", "contains", "event", "in"]) {
    const [, , , [text, scope]] = tokensOf(`event e { ${word}: text }`);
    assert.deepStrictEqual([text, scope], [word, "variable.other.property"]);
  }
});

test("a hole in a text is coloured as an expression, with texts of its own", () => {
  const scopes = tokensOf('trait t = "a {x ?? "there"} b"').map(([text, scope]) => `${text}=${scope}`);
  assert.ok(scopes.includes("??=keyword.operator"), scopes.join(" "));
  assert.ok(scopes.includes(" b=string.quoted.double"), scopes.join(" "));
});

/** The tokens of each line with their innermost scopes, and how deep the rules are nested at the end. */
function coloured(text) {
  let state = textmate.INITIAL;
  const lines = text.trimEnd().split("\n").map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    const tokens = result.tokens.map(({ startIndex, endIndex, scopes }) => [
      line.slice(startIndex, endIndex), scopes.at(-1).replace(/\.journey$/, ""),
    ]);
    return { line, tokens: tokens.filter(([text, scope]) => text.trim() && scope !== "source") };
  });
  return { lines, depth: state.depth };
}

function tokensOf(line) {
  return coloured(line).lines[0].tokens;
}
