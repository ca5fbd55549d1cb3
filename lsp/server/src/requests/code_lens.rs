//! `textDocument/codeLens` and `codeLens/resolve`: what tests come to, and what journeys say, obey and keep.

use baton_ide::{LensOf, Outcome};
use serde::{Deserialize, Serialize};
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command, Uri};

use super::Answer;
use crate::snapshot::Snapshot;

/// What a lens stands above, kept by the editor until it shows the lens.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum About {
    /// A test, by its title.
    Test(Uri, String),
    /// A journey, by its full name.
    Journey(Uri, String),
}

/// A lens of which everything is known but what its test comes to.
pub struct Half {
    lens: CodeLens,
    test: Option<baton_ide::Told>,
}

pub fn answer(snapshot: &Snapshot, params: CodeLensParams) -> Answer<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let Some(file) = snapshot.open(&uri) else { return Ok(None) };
    let lenses = file.workspace.attempt(|workspace| baton_ide::lenses(workspace, &file.path))?;
    let lens = |lens: baton_ide::Lens| {
        let about = match lens.of {
            LensOf::Test(title) => About::Test(uri.clone(), title),
            LensOf::Journey(name) => About::Journey(uri.clone(), name),
        };
        CodeLens { range: file.range(lens.span), command: None, data: serde_json::to_value(about).ok() }
    };
    Ok(Some(lenses.into_iter().map(lens).collect()))
}

/// What a lens says, but for what its test comes to.
pub fn resolve(snapshot: &Snapshot, mut lens: CodeLens) -> Answer<Half> {
    let about = lens.data.take().and_then(|data| serde_json::from_value(data).ok());
    let mut test = None;
    lens.command = match about {
        None => None,
        Some(About::Test(uri, title)) => {
            if let Some(file) = snapshot.open(&uri) {
                test = file.workspace.attempt(|workspace| baton_ide::test(workspace, &file.path, &title))?;
            }
            Some(command("▶ run".into(), "baton.runTest", &uri, title))
        }
        Some(About::Journey(uri, name)) => {
            let Some(file) = snapshot.open(&uri) else { return Ok(Half { lens, test }) };
            let figures = file.workspace.attempt(|workspace| baton_ide::figures(workspace, &name))?;
            Some(command(figures, "baton.showGraph", &uri, name))
        }
    };
    Ok(Half { lens, test })
}

/// All that a lens says: its test is told.
pub fn told(Half { mut lens, test }: Half) -> CodeLens {
    if let (Some(command), Some(test)) = (&mut lens.command, test) {
        command.title = match test.outcome() {
            Outcome::Passed => "▶ run · passed".into(),
            Outcome::Failed { line, expected } => format!("▶ run · failed: line {line} expected {expected}"),
        };
    }
    lens
}

fn command(title: String, command: &str, uri: &Uri, name: String) -> Command {
    Command { title, command: command.into(), arguments: Some(vec![uri.as_str().into(), name.into()]) }
}
