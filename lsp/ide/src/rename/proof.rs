//! The proof that a new name changes nothing but the name: the workspace is read again with the edits made, and every word
//! in it must stand for what it stood for before.

use std::sync::Arc;

use baton_compiler::{Files, Workspace, diagnostic::Edit, hir::FullName, lookup::Space};
use baton_grammar::{LineIndex, tree::Span};
use smol_str::SmolStr;

use crate::{
    Occurrence, Owner, Symbol, occurrences,
    symbol::{full_name, package_and_own},
};

/// The manifest's file.
const MANIFEST: &str = "journey.toml";

/// Says what the edits would change besides the name, if there is anything.
pub(super) fn prove(workspace: &Workspace, symbols: &[Symbol], to: &str, edits: &[Edit]) -> Result<(), String> {
    let after = edited(workspace, edits);
    let names = NewNames { symbols, to, edits };
    let words: Vec<&str> = symbols.iter().map(Symbol::word).chain([to]).collect();
    let is_touched =
        |path: &SmolStr| workspace.text(path).is_some_and(|text| words.iter().any(|word| text.contains(word)));
    // A word that means something else than before is the old name or the new one.
    for path in workspace.paths().filter(|path| is_touched(path)) {
        let before = occurrences(workspace, path);
        let now = occurrences(&after, path);
        let expected: Vec<Occurrence> = before.iter().map(|one| names.occurrence(path, one)).collect();
        if let Some(at) = (0..expected.len().max(now.len())).find(|at| expected.get(*at) != now.get(*at)) {
            let text = after.text(path).unwrap_or_default();
            let other = expected.get(at).or(now.get(at)).map(|one| (one.span, one.symbol.word()));
            let (span, word) = other.unwrap_or_default();
            let line = LineIndex::new(text).position(text, span.start).line;
            return Err(format!("`{word}` in line {line} of {path} would then stand for something else"));
        }
    }
    let faults = |workspace: &Workspace| {
        let all = workspace.diagnostics().into_iter().filter(|one| one.code.severity.refuses());
        all.collect::<Vec<_>>()
    };
    let (before, now) = (faults(workspace), faults(&after));
    let is_new = now.len() > before.len();
    match now.into_iter().find(|one| !before.iter().any(|other| other.code == one.code && other.message == one.message))
    {
        Some(fault) if is_new => Err(format!("it would then be wrong: {}", fault.message)),
        _ => Ok(()),
    }
}

/// The workspace with the edits made.
pub(super) fn edited(workspace: &Workspace, edits: &[Edit]) -> Workspace {
    let source = |path: &SmolStr| {
        let mut text = workspace.text(path).unwrap_or_default().to_owned();
        for edit in edits.iter().rev().filter(|edit| edit.file == *path) {
            text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        (path.to_string(), text)
    };
    let sources = workspace.paths().map(source).collect();
    Workspace::new(Files { manifest: workspace.text(MANIFEST).map(str::to_owned), sources })
}

/// Where and what everything is once some symbols have another name. The edits are in the order of files and places.
struct NewNames<'a> {
    symbols: &'a [Symbol],
    to: &'a str,
    edits: &'a [Edit],
}

impl NewNames<'_> {
    fn occurrence(&self, path: &str, one: &Occurrence) -> Occurrence {
        let span = Span::new(self.offset(path, one.span.start), self.offset(path, one.span.end));
        Occurrence { span, symbol: self.symbol(&one.symbol), role: one.role }
    }

    fn offset(&self, path: &str, offset: u32) -> u32 {
        let before = self.edits.iter().filter(|edit| edit.file == path && edit.span.end <= offset);
        before.fold(offset, |offset, edit| offset + edit.text.len() as u32 - (edit.span.end - edit.span.start))
    }

    fn symbol(&self, symbol: &Symbol) -> Symbol {
        let word = |word: &SmolStr| if self.symbols.contains(symbol) { self.to.into() } else { word.clone() };
        match symbol {
            Symbol::Declaration(space, name) => Symbol::Declaration(*space, self.declaration(*space, name)),
            Symbol::Attribute(name) => Symbol::Attribute(word(name)),
            Symbol::Member(owner, name) => Symbol::Member(self.owner(owner), word(name)),
            Symbol::Step(journey, name) => Symbol::Step(self.declaration(Space::Journey, journey), word(name)),
            Symbol::Arm(journey, step, name) => {
                let is_renamed = self.symbols.contains(&Symbol::Step(journey.clone(), step.clone()));
                let step = if is_renamed { self.to.into() } else { step.clone() };
                Symbol::Arm(self.declaration(Space::Journey, journey), step, word(name))
            }
            Symbol::Rule(policy, name) => Symbol::Rule(self.declaration(Space::Policy, policy), word(name)),
            Symbol::Local(path, start, name) => Symbol::Local(path.clone(), self.offset(path, *start), word(name)),
            Symbol::Key(journey, name) => Symbol::Key(self.declaration(Space::Journey, journey), word(name)),
            Symbol::Value(values, name) => Symbol::Value(self.values(values), word(name)),
            Symbol::BuiltIn(_) | Symbol::Package(_) => symbol.clone(),
        }
    }

    fn declaration(&self, space: Space, name: &FullName) -> FullName {
        if self.symbols.contains(&Symbol::Declaration(space, name.clone())) {
            full_name(package_and_own(name).0, self.to)
        } else {
            name.clone()
        }
    }

    fn owner(&self, owner: &Owner) -> Owner {
        match owner {
            Owner::Of(space, name) => Owner::Of(*space, self.declaration(*space, name)),
            Owner::Answer(space, name) => Owner::Answer(*space, self.declaration(*space, name)),
            Owner::Content(name) => Owner::Content(self.declaration(Space::Happening, name)),
        }
    }

    fn values(&self, values: &Arc<[SmolStr]>) -> Arc<[SmolStr]> {
        let renamed = |value: &SmolStr| self.symbols.contains(&Symbol::Value(values.clone(), value.clone()));
        let mut new: Vec<SmolStr> =
            values.iter().map(|value| if renamed(value) { self.to.into() } else { value.clone() }).collect();
        new.sort();
        new.into()
    }
}
