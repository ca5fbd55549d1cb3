//! What the client can, as it says at the beginning.

use std::collections::BTreeSet;

use baton_grammar::Columns;
use tower_lsp::ls_types::{ClientCapabilities, PositionEncodingKind};

/// A client.
#[derive(Clone, Debug)]
pub struct Abilities {
    /// How it counts columns.
    pub columns: Columns,
    /// How it comes to know what is wrong.
    pub told: Told,
    /// What it can insert.
    pub inserts: Inserts,
    able: BTreeSet<Ability>,
}

/// How the editor comes to know what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It asks.
    Pulled,
    /// It is told.
    Pushed,
}

/// What a client can insert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inserts {
    /// Snippets, in which places are to be filled in.
    Snippets,
    /// Text as it is.
    #[default]
    Text,
}

/// What not every client can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ability {
    /// It tells which files change on disk, if it is asked to.
    Watch,
    /// It asks again what is wrong, if it is asked to.
    RefreshDiagnostics,
    /// It asks again for lenses, if it is asked to.
    RefreshLenses,
    /// It asks again for hints, if it is asked to.
    RefreshHints,
    /// It asks again for semantic tokens, if it is asked to.
    RefreshTokens,
    /// It shows that something takes its time.
    Progress,
    /// It wants to know what there is around the place that it is led to.
    Links,
}

impl Abilities {
    /// What a client says that it can.
    pub fn new(client: &ClientCapabilities) -> Self {
        let pulls = client.text_document.as_ref().is_some_and(|document| document.diagnostic.is_some());
        // Both would show everything twice.
        let told = if pulls { Told::Pulled } else { Told::Pushed };
        Self { columns: columns(client), told, inserts: inserts(client), able: able(client) }
    }

    /// Whether the client can do this.
    pub fn can(&self, ability: Ability) -> bool {
        self.able.contains(&ability)
    }
}

/// How columns are counted: as the client can, bytes being cheapest.
fn columns(client: &ClientCapabilities) -> Columns {
    let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) {
        Columns::Utf8
    } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
        Columns::Utf32
    } else {
        Columns::Utf16
    }
}

fn inserts(client: &ClientCapabilities) -> Inserts {
    let completion = client.text_document.as_ref().and_then(|document| document.completion.as_ref());
    let item = completion.and_then(|completion| completion.completion_item.as_ref());
    match item.and_then(|item| item.snippet_support) {
        Some(true) => Inserts::Snippets,
        _ => Inserts::Text,
    }
}

fn able(client: &ClientCapabilities) -> BTreeSet<Ability> {
    let workspace = client.workspace.clone().unwrap_or_default();
    let watch = workspace.did_change_watched_files.and_then(|can| can.dynamic_registration);
    let diagnostics = workspace.diagnostics.and_then(|can| can.refresh_support);
    let lenses = workspace.code_lens.and_then(|can| can.refresh_support);
    let hints = workspace.inlay_hint.and_then(|can| can.refresh_support);
    let tokens = workspace.semantic_tokens.and_then(|can| can.refresh_support);
    let progress = client.window.as_ref().and_then(|window| window.work_done_progress);
    let definition = client.text_document.as_ref().and_then(|document| document.definition);
    let links = definition.and_then(|can| can.link_support);
    let all = [
        (Ability::Watch, watch),
        (Ability::RefreshDiagnostics, diagnostics),
        (Ability::RefreshLenses, lenses),
        (Ability::RefreshHints, hints),
        (Ability::RefreshTokens, tokens),
        (Ability::Progress, progress),
        (Ability::Links, links),
    ];
    all.into_iter().filter(|(_, can)| *can == Some(true)).map(|(ability, _)| ability).collect()
}
