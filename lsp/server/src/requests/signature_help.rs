//! `textDocument/signatureHelp`.

use tower_lsp::ls_types::{
    ParameterInformation, ParameterLabel, SignatureHelp, SignatureHelpParams, SignatureInformation,
};

use super::{Answer, completion::markdown};
use crate::snapshot::Snapshot;

pub fn answer(snapshot: &Snapshot, params: SignatureHelpParams) -> Answer<Option<SignatureHelp>> {
    let at = params.text_document_position_params;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let found = file.workspace.attempt(|workspace| baton_ide::signature(workspace, &file.path, offset))?;
    Ok(found.map(|found| {
        let active = found.active.map(|at| at as u32);
        // Names are ASCII, so bytes are what the protocol counts.
        let part = |(start, end)| ParameterInformation {
            label: ParameterLabel::LabelOffsets([start, end]),
            documentation: None,
        };
        let signature = SignatureInformation {
            label: found.label,
            documentation: markdown(found.docs),
            parameters: Some(found.parts.into_iter().map(part).collect()),
            active_parameter: active,
        };
        SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: active }
    }))
}
