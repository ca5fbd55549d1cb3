//! What the editor keeps of a document and isn't so any more because something else has changed: it is asked to ask again.
//!
//! About a document that it has changed an editor asks by itself. So only those are looked at of whose text, as it is now,
//! it has been answered before, and it is only asked to ask again where the answer is another one now.

use tower_lsp::ls_types::Uri;

use crate::{
    client::{Abilities, Ability},
    messenger::Messenger,
    requests::{Answer, inlay_hint, semantic_tokens},
    snapshot::{Open, Snapshot},
};

/// Asks the editor to ask again.
pub struct Refresher {
    messenger: Messenger,
    tokens: bool,
    hints: bool,
}

impl Refresher {
    /// For this client, if there is something that it can be asked to ask again.
    pub fn new(messenger: Messenger, client: &Abilities) -> Option<Self> {
        let (tokens, hints) = (client.can(Ability::RefreshTokens), client.can(Ability::RefreshHints));
        (tokens || hints).then_some(Self { messenger, tokens, hints })
    }

    /// Looks through what the editor was answered.
    pub fn refresh(&self, snapshot: &Snapshot) {
        // What an edit overtakes is looked through again behind that edit.
        let _ = self.look_through(snapshot);
    }

    fn look_through(&self, snapshot: &Snapshot) -> Answer<()> {
        for document in snapshot.documents.open.values() {
            let Some(file) = snapshot.open(&document.uri) else { continue };
            // What has been found outdated is forgotten: the editor asks, at the latest when it shows the document.
            if self.tokens && other_tokens(&file, &document.uri)? {
                snapshot.memory.forget_tokens(&document.uri);
                self.messenger.refresh_tokens();
            }
            if self.hints && other_hints(&file, &document.uri)? {
                snapshot.memory.forget_hints(&document.uri);
                self.messenger.refresh_hints();
            }
        }
        Ok(())
    }
}

fn other_tokens(file: &Open<'_>, uri: &Uri) -> Answer<bool> {
    let known = file.snapshot.memory.tokens(uri).filter(|known| known.version == file.version());
    let Some(known) = known else { return Ok(false) };
    Ok(semantic_tokens::of_file(file)? != known.tokens)
}

fn other_hints(file: &Open<'_>, uri: &Uri) -> Answer<bool> {
    let known = file.snapshot.memory.hints(uri).filter(|known| known.version == file.version());
    let Some(known) = known else { return Ok(false) };
    Ok(inlay_hint::in_range(file, known.range)? != known.hints)
}
