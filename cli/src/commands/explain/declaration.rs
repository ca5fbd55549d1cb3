//! What a declaration looks like and uses: as a table for people, and as JSON.

use baton_compiler::{Explained, Use, Workspace};
use baton_program::Privacy;
use owo_colors::OwoColorize as _;
use serde_json::{Value, json};

use crate::{
    error::Error,
    table::{self, Style, table},
};

/// How much of a name may be other than written for it to be offered.
const NEAR: usize = 3;

/// The declarations of a full name.
pub(super) fn find(workspace: &Workspace, name: &str) -> Result<Vec<Explained>, Error> {
    let found = workspace.explained(name);
    if !found.is_empty() {
        return Ok(found);
    }
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let mut near: Vec<(usize, String)> = workspace
        .all_declarations()
        .filter(|declaration| declaration.what.is_some())
        .map(|declaration| declaration.name.to_string())
        .map(|known| {
            let distance = strsim::damerau_levenshtein(&known, name);
            (if last(&known) == last(name) { 0 } else { distance }, known)
        })
        .filter(|(distance, _)| *distance < NEAR)
        .collect();
    near.sort();
    near.dedup();
    Err(Error::NoDeclaration { name: name.to_owned(), near: near.into_iter().map(|(_, name)| name).take(3).collect() })
}

/// For people.
pub(super) fn human(found: &[Explained], style: Style) -> String {
    found.iter().map(|one| shown(one, style)).collect::<Vec<_>>().join("\n")
}

fn shown(one: &Explained, style: Style) -> String {
    let signature = &one.signature;
    let ty = signature.ty.as_ref().map(|ty| format!(": {ty}")).unwrap_or_default();
    let params = signature.params.as_ref().filter(|params| !params.is_empty());
    let params = params.map(|params| format!("({})", typed(params).join(", "))).unwrap_or_default();
    let answers = signature.answers.as_ref().map(|answers| format!(" answers {{ {} }}", typed(answers).join("  ")));
    let answers = answers.unwrap_or_default();
    let head = format!("{} {}{ty}{params}{answers}", one.kind, one.name.bold());
    let docs: String = one.docs.iter().map(|line| format!("  {line}\n")).collect();
    let uses = if one.uses.is_empty() { "  it reads nothing\n".to_owned() } else { uses(&one.uses, style) };
    format!("{head}\n  {}\n{docs}\n{uses}", one.place.dimmed())
}

fn typed(fields: &[(String, String)]) -> Vec<String> {
    fields.iter().map(|(name, ty)| format!("{name}: {ty}")).collect()
}

fn uses(uses: &[Use], style: Style) -> String {
    let mut table = table(style);
    table.set_header(["reads", "", "type", "", "through", "at"]);
    for one in uses {
        let personal = if one.privacy == Privacy::Personal { "personal" } else { "" };
        let through = one.through.as_deref().unwrap_or_default();
        let ty = one.ty.as_deref().unwrap_or_default();
        table.add_row([one.kind.word(), &one.name, ty, personal, through, &one.place]);
    }
    table::shown([table], style)
}

/// For programs: keys in a fixed order.
pub(super) fn json(found: &[Explained]) -> String {
    let fields = |fields: &Vec<(String, String)>| -> Value {
        fields.iter().map(|(name, ty)| json!({ "name": name, "type": ty })).collect()
    };
    let uses = |one: &Use| {
        json!({
            "kind": one.kind.word(),
            "name": one.name,
            "type": one.ty,
            "personal": one.privacy == Privacy::Personal,
            "through": one.through.as_deref(),
            "place": one.place,
        })
    };
    let shown = |one: &Explained| {
        json!({
            "name": one.name,
            "kind": one.kind,
            "type": one.signature.ty,
            "params": one.signature.params.as_ref().map(fields),
            "answers": one.signature.answers.as_ref().map(fields),
            "place": one.place,
            "docs": one.docs.iter().map(|line| line.as_str()).collect::<Vec<_>>(),
            "reads": one.uses.iter().map(uses).collect::<Vec<_>>(),
        })
    };
    format!("{:#}\n", found.iter().map(shown).collect::<Value>())
}
