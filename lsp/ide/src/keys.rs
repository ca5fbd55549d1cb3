//! The keys of `for each`: a journey's or signal's key has the name of the field by which its events tell whose they are,
//! so the key and those fields are named together.

use std::collections::BTreeSet;

use baton_compiler::{
    Declaration, Workspace,
    hir::FullName,
    lookup::{Lookup, Space},
};
use baton_grammar::tree::{Happening, Part, walk};
use smol_str::SmolStr;

use crate::{Owner, Symbol, finder::key_of};

/// What has to have the name of a symbol, the symbol itself first.
pub(crate) fn together(workspace: &Workspace, symbol: &Symbol) -> Vec<Symbol> {
    let ties = ties(workspace, symbol.word());
    let mut all = vec![symbol.clone()];
    let mut at = 0;
    while let Some(one) = all.get(at).cloned() {
        at += 1;
        for (a, b) in &ties {
            let other = match (*a == one, *b == one) {
                (true, false) => b,
                (false, true) => a,
                _ => continue,
            };
            if !all.contains(other) {
                all.push(other.clone());
            }
        }
    }
    all
}

/// Whether a symbol is a key, or the field of one.
pub(crate) fn is_key(workspace: &Workspace, symbol: &Symbol) -> bool {
    ties(workspace, symbol.word()).iter().any(|(a, b)| a == symbol || b == symbol)
}

/// Each key of that name with each of its fields.
fn ties(workspace: &Workspace, word: &str) -> Vec<(Symbol, Symbol)> {
    let mut ties = Vec::new();
    for declaration in workspace.all_declarations() {
        let Some((key, _)) = key_of(&declaration).filter(|(key, _)| key.word() == word) else { continue };
        let keyed = declaration.selectors().into_iter().filter(|selector| selector.key.is_some());
        let events: BTreeSet<&FullName> = keyed.map(|selector| &selector.event).collect();
        ties.extend(events.into_iter().map(|event| (key.clone(), field(event, word))));
    }
    ties
}

fn field(event: &FullName, word: &str) -> Symbol {
    Symbol::Member(Owner::Of(Space::Happening, event.clone()), word.into())
}

/// Why symbols that are named together can't have a name: a field would become a key, or a key would find further fields.
pub(crate) fn would_tie(workspace: &Workspace, symbols: &[Symbol], to: &str) -> Result<(), String> {
    for declaration in workspace.all_declarations() {
        let Some((key, _)) = key_of(&declaration) else { continue };
        for event in spoken_of(&declaration) {
            if symbols.contains(&key) {
                let signature = workspace.lookup(declaration.path).and_then(|names| names.event(&event));
                let has = signature.is_some_and(|signature| signature.fields.iter().any(|field| field.name == to));
                if has {
                    return Err(format!(
                        "`{event}` has a field `{to}`, which would become the key of `{}`",
                        declaration.name
                    ));
                }
            } else if key.word() == to && symbols.iter().any(|one| *one == field(&event, one.word())) {
                return Err(format!("`{to}` is the key of `{}`, which `{event}` would then have", declaration.name));
            }
        }
    }
    Ok(())
}

/// The events that a declaration speaks of without `all`.
fn spoken_of(declaration: &Declaration<'_>) -> BTreeSet<SmolStr> {
    let mut events = BTreeSet::new();
    walk(&declaration.decl, &mut |part| {
        if let Part::Happening(Happening { all: None, event, .. }) = part {
            events.extend(declaration.named(event).map(|found| found.name.clone()));
        }
    });
    events
}
