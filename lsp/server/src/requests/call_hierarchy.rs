//! `textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`: what causes what.

use baton_compiler::Workspace;
use baton_ide::{Cause, Caused};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams,
};

use super::Answer;
use crate::{
    convert,
    snapshot::{Open, Snapshot},
};

pub fn prepare(snapshot: &Snapshot, params: CallHierarchyPrepareParams) -> Answer<Option<Vec<CallHierarchyItem>>> {
    let at = params.text_document_position_params;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let cause = file.workspace.attempt(|workspace| baton_ide::cause_at(workspace, &file.path, offset))?;
    Ok(cause.and_then(|cause| item(&file, cause)).map(|item| vec![item]))
}

pub fn incoming(
    snapshot: &Snapshot,
    params: CallHierarchyIncomingCallsParams,
) -> Answer<Option<Vec<CallHierarchyIncomingCall>>> {
    let Some((file, caused)) = caused(snapshot, &params.item, baton_ide::incoming)? else { return Ok(None) };
    let call = |one: Caused| {
        let other = file.beside(&one.other.place.path)?;
        let from_ranges = one.places.iter().map(|span| other.range(*span)).collect();
        Some(CallHierarchyIncomingCall { from: item(&file, one.other)?, from_ranges })
    };
    Ok(Some(caused.into_iter().filter_map(call).collect()))
}

pub fn outgoing(
    snapshot: &Snapshot,
    params: CallHierarchyOutgoingCallsParams,
) -> Answer<Option<Vec<CallHierarchyOutgoingCall>>> {
    let Some((file, caused)) = caused(snapshot, &params.item, baton_ide::outgoing)? else { return Ok(None) };
    let call = |one: Caused| {
        let from_ranges = one.places.iter().map(|span| file.range(*span)).collect();
        Some(CallHierarchyOutgoingCall { to: item(&file, one.other)?, from_ranges })
    };
    Ok(Some(caused.into_iter().filter_map(call).collect()))
}

/// What is at the other ends of an item's arrows; the item is found again by the place of its name.
fn caused<'s>(
    snapshot: &'s Snapshot,
    item: &CallHierarchyItem,
    question: fn(&Workspace, &str, u32) -> Vec<Caused>,
) -> Answer<Option<(Open<'s>, Vec<Caused>)>> {
    let Some(file) = snapshot.open(&item.uri) else { return Ok(None) };
    let offset = file.offset(item.selection_range.start);
    let caused = file.workspace.attempt(|workspace| question(workspace, &file.path, offset))?;
    Ok(Some((file, caused)))
}

fn item(file: &Open<'_>, cause: Cause) -> Option<CallHierarchyItem> {
    let home = file.beside(&cause.place.path)?;
    Some(CallHierarchyItem {
        name: cause.name,
        kind: convert::symbol_kind(cause.kind),
        tags: None,
        detail: Some(cause.kind.noun().into()),
        uri: home.uri()?,
        range: home.range(cause.span),
        selection_range: home.range(cause.place.span),
        data: None,
    })
}
