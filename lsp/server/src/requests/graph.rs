//! `baton/graph` and the command `baton.graph`: the picture of a journey, or of the workspace.

use baton_ide::graph::{self, Form};
use serde::Deserialize;
use tower_lsp::{
    jsonrpc::Error,
    ls_types::{ExecuteCommandParams, LSPAny, Uri},
};

use super::{Answer, Refused};
use crate::snapshot::Snapshot;

/// The command's name: its arguments are a document, and the name of a journey or null.
pub const COMMAND: &str = "baton.graph";

/// Of what.
#[derive(Debug, Deserialize)]
pub struct Params {
    /// A document of the workspace.
    pub uri: Uri,
    /// The journey's name, in full or as the document's package knows it; without it, all of them.
    pub journey: Option<String>,
}

/// The picture as SVG; null where the document is nowhere.
pub fn answer(snapshot: &Snapshot, params: Params) -> Answer<Refused<LSPAny>> {
    let Some(file) = snapshot.open(&params.uri) else { return Ok(Ok(LSPAny::Null)) };
    file.workspace.attempt(|workspace| {
        let graph = match &params.journey {
            None => Some(graph::atlas(workspace)),
            Some(name) => {
                // A package is named after its folder.
                let package = file.path.rsplit_once('/').map(|(folder, _)| folder.replace('/', "."));
                let found = graph::named(workspace, &package.unwrap_or_default(), name);
                found.and_then(|name| graph::journey(workspace, &name))
            }
        };
        match (graph, &params.journey) {
            (Some(graph), _) => Ok(LSPAny::String(graph::drawn(&graph, Form::Svg))),
            (None, name) => {
                Err(Error::invalid_params(format!("there is no journey `{}`", name.as_deref().unwrap_or_default())))
            }
        }
    })
}

/// The command, as far as it is one.
pub fn command(params: ExecuteCommandParams) -> Refused<Params> {
    if params.command != COMMAND {
        return Err(Error::invalid_params(format!("there is no command `{}`", params.command)));
    }
    let mut arguments = params.arguments.into_iter();
    let (uri, journey) = (arguments.next(), arguments.next().unwrap_or_default());
    let read =
        uri.map(|uri| Ok(Params { uri: serde_json::from_value(uri)?, journey: serde_json::from_value(journey)? }));
    let wrong = || Error::invalid_params("the arguments are a document, and the name of a journey or null");
    read.and_then(|read: serde_json::Result<Params>| read.ok()).ok_or_else(wrong)
}
