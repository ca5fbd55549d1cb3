//! What the words of `use` lines stand for.

use baton_compiler::{Workspace, lookup::Space};
use baton_grammar::tree::{Name, Path, Span};
use smol_str::SmolStr;

use crate::{Occurrence, Role, Symbol, symbol::joined};

/// The symbols of the `use` lines of a file, in the order of places. A name that a package declares in several kinds
/// stands for all of them.
pub(crate) fn occurrences(workspace: &Workspace, path: &str) -> Vec<Occurrence> {
    let Some(parse) = workspace.parse(path) else { return Vec::new() };
    let mut found = Vec::new();
    for used in &parse.file.uses {
        for at in 1..=used.words.len() {
            let (Some(words), Some(last)) = (used.words.get(..at), used.words.get(at - 1)) else { continue };
            let symbols = match declarations(workspace, used, at) {
                declared if declared.is_empty() => vec![Symbol::Package(joined(words))],
                declared => declared,
            };
            found.extend(symbols.into_iter().map(|symbol| occurrence(last, symbol)));
        }
    }
    found
}

/// Where all of a `use` stands, and what its last word stands for.
pub(crate) fn lines(workspace: &Workspace, path: &str) -> Vec<(Span, Symbol)> {
    let all = occurrences(workspace, path);
    let uses = workspace.parse(path).map(|parse| parse.file.uses.as_slice()).unwrap_or_default();
    let line = |used: &Path| {
        let last = all.iter().find(|one| one.span.end == used.span.end)?;
        Some((used.span, last.symbol.clone()))
    };
    uses.iter().filter_map(line).collect()
}

/// The declarations that the last word of a `use` brings; none where it brings a package.
fn declarations(workspace: &Workspace, used: &Path, at: usize) -> Vec<Symbol> {
    let whole = joined(&used.words);
    if at < used.words.len() || workspace.packages().any(|(package, _)| *package == whole) {
        return Vec::new();
    }
    let spaces = Space::ALL.into_iter().filter(|space| workspace.declared(*space, &whole).is_some());
    spaces.map(|space| Symbol::Declaration(space, whole.clone())).collect()
}

fn occurrence(word: &Name, symbol: Symbol) -> Occurrence {
    Occurrence { span: word.span, symbol, role: Role::Use }
}

/// The files of a package.
pub(crate) fn files(workspace: &Workspace, package: &str) -> Vec<SmolStr> {
    let found = workspace.packages().find(|(name, _)| *name == package);
    found.map(|(_, files)| files.into_iter().cloned().collect()).unwrap_or_default()
}
