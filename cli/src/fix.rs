//! Fixes: making the safe ones in the files of a workspace, and showing the others.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use baton_compiler::{
    Workspace,
    diagnostic::{Diagnostic, Edit, Fix, Safety, codes::files::SYNTAX, edited},
};

use crate::{error::Error, files, workspace::Loaded};

/// How often it is looked for more: a fix can uncover what another one mends.
const ROUNDS: usize = 8;

/// Makes the safe fixes, and says of each what it did. A file is written only if it is understood no worse than before.
pub fn make_safe(loaded: &mut Loaded) -> Result<Vec<String>, Error> {
    let mut made = Vec::new();
    let mut changed: BTreeSet<String> = BTreeSet::new();
    let mut left: BTreeSet<String> = BTreeSet::new();
    for _ in 0..ROUNDS {
        let before = made.len();
        for (file, fixes) in chosen(&loaded.workspace, &left) {
            match make(&mut loaded.workspace, &file, &fixes) {
                Some(told) => {
                    made.extend(told);
                    changed.insert(file);
                }
                None => {
                    left.insert(file);
                }
            }
        }
        if made.len() == before {
            break;
        }
    }
    for file in changed {
        let text = loaded.workspace.text(&file).unwrap_or_default();
        let path = loaded.root.join(&file);
        // What is written is the file itself, wherever a link to it stands.
        let path = path.canonicalize().map_err(Error::unwritable(&path))?;
        files::write_whole(&path, text.as_bytes())?;
    }
    Ok(made)
}

/// The safe fixes that can be made together, by file; one that changes several files is for people.
fn chosen(workspace: &Workspace, left: &BTreeSet<String>) -> BTreeMap<String, Vec<(Diagnostic, Fix)>> {
    let mut chosen: BTreeMap<String, Vec<(Diagnostic, Fix)>> = BTreeMap::new();
    for diagnostic in workspace.diagnostics() {
        let Some(fix) = diagnostic.fixes.iter().find(|fix| fix.safety == Safety::Safe).cloned() else { continue };
        let Some(file) = fix.edits.first().map(|edit| edit.file.to_string()) else { continue };
        if left.contains(&file) || fix.edits.iter().any(|edit| edit.file != file) {
            continue;
        }
        let beside = chosen.entry(file).or_default();
        let overlaps =
            |edit: &Edit| beside.iter().flat_map(|(_, other)| &other.edits).any(|other| overlap(edit, other));
        if !fix.edits.iter().any(overlaps) {
            beside.push((diagnostic, fix));
        }
    }
    chosen
}

fn overlap(a: &Edit, b: &Edit) -> bool {
    a.span.start <= b.span.end && b.span.start <= a.span.end
}

/// Makes fixes of a file; none of them if its text would be understood worse.
fn make(workspace: &mut Workspace, file: &str, fixes: &[(Diagnostic, Fix)]) -> Option<Vec<String>> {
    let text = workspace.text(file)?.to_owned();
    let told = fixes.iter().map(|(diagnostic, fix)| {
        let (line, column) = position(&text, diagnostic.span.start);
        format!("{file}:{line}:{column}: {}: {}", diagnostic.code, fix.title)
    });
    let told: Vec<String> = told.collect();
    let before = syntax_errors(workspace, file);
    let after = edited(&text, fixes.iter().flat_map(|(_, fix)| &fix.edits));
    workspace.set_text(file, after);
    if syntax_errors(workspace, file) > before {
        workspace.set_text(file, text);
        return None;
    }
    Some(told)
}

fn syntax_errors(workspace: &Workspace, file: &str) -> usize {
    let is_one = |diagnostic: &&Diagnostic| diagnostic.code == SYNTAX && diagnostic.file == file;
    workspace.diagnostics().iter().filter(is_one).count()
}

/// The fixes that someone has to look at: what each would change.
pub fn shown(workspace: &Workspace) -> String {
    let mut out = String::new();
    for diagnostic in workspace.diagnostics() {
        let text = workspace.text(&diagnostic.file).unwrap_or_default();
        let (line, column) = position(text, diagnostic.span.start);
        for fix in diagnostic.fixes.iter().filter(|fix| fix.safety == Safety::Shown) {
            // Writing to a text can't fail.
            let _ = writeln!(out, "{}:{line}:{column}: {}: {}", diagnostic.file, diagnostic.code, fix.title);
            for file in fix.edits.iter().map(|edit| &edit.file).collect::<BTreeSet<_>>() {
                let edits: Vec<&Edit> = fix.edits.iter().filter(|edit| edit.file == *file).collect();
                out.push_str(&change(workspace.text(file).unwrap_or_default(), &edits));
            }
        }
    }
    out
}

/// The lines that edits change, before and after.
fn change(text: &str, edits: &[&Edit]) -> String {
    let first = edits.iter().map(|edit| edit.span.start as usize).min().unwrap_or_default();
    let last = edits.iter().map(|edit| edit.span.end as usize).max().unwrap_or_default();
    let start = text.get(..first).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(last..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| last + at);
    let after = edited(text, edits.iter().copied());
    let after_end = after.len() - (text.len() - end);
    let lines = |sign: char, part: Option<&str>| {
        part.unwrap_or_default().lines().map(|line| format!("  {sign} {line}\n")).collect::<String>()
    };
    lines('-', text.get(start..end)) + &lines('+', after.get(start..after_end))
}

/// Line and column of a place, from 1.
fn position(text: &str, at: u32) -> (usize, usize) {
    let before = text.get(..at as usize).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use baton_compiler::Files;

    use super::*;

    fn workspace(text: &str) -> Workspace {
        let manifest = Some("[workspace]\nname = \"shop\"\n".to_owned());
        Workspace::new(Files { manifest, sources: vec![("shop.journey".into(), text.into())] })
    }

    #[test]
    fn fixes_that_touch_wait_for_the_next_round() {
        let workspace = workspace("customer { visits: int = 0 }\ntrait t = (customer.visits ?? 0 ?? 1) > 1\n");
        let chosen = chosen(&workspace, &BTreeSet::new());
        assert_eq!(chosen.get("shop.journey").map(Vec::len), Some(1), "{chosen:?}");
    }

    #[test]
    fn what_has_to_be_looked_at_is_shown_as_a_change() {
        let workspace = workspace("customer { score: int? }\ntrait t = customer.score > 1\n");
        assert_eq!(
            shown(&workspace),
            "shop.journey:2:11: E0151: say what it is where it is unknown: `?? 0`\n  \
             - trait t = customer.score > 1\n  + trait t = (customer.score ?? 0) > 1\n"
        );
    }
}
