//! `textDocument/diagnostic` and `workspace/diagnostic`: what is wrong, when the editor asks.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use baton_compiler::diagnostic::Diagnostic as Found;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::Answer;
use crate::{
    convert, findings,
    snapshot::{Open, Snapshot},
};

pub fn document(snapshot: &Snapshot, params: DocumentDiagnosticParams) -> Answer<DocumentDiagnosticReportResult> {
    let items = match snapshot.open(&params.text_document.uri) {
        Some(file) => of_file(&file, &findings::of(snapshot, file.root, file.workspace)?),
        None => Vec::new(),
    };
    let id = result_id(&items);
    let report = if params.previous_result_id.as_ref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
            related_documents: None,
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
            ..RelatedFullDocumentDiagnosticReport::default()
        })
    };
    Ok(DocumentDiagnosticReportResult::Report(report))
}

pub fn workspace(snapshot: &Snapshot, params: WorkspaceDiagnosticParams) -> Answer<WorkspaceDiagnosticReportResult> {
    let mut all = BTreeMap::new();
    for (root, workspace) in &snapshot.documents.workspaces {
        all.insert(root, findings::of(snapshot, root, workspace)?);
    }
    let mut items = Vec::new();
    for (root, path) in snapshot.documents.files() {
        let Some(uri) = snapshot.documents.uri(root, path) else { continue };
        let Some(file) = snapshot.open(&uri) else { continue };
        let version = snapshot.documents.open.get(&convert::file_of(&uri)).map(|open| i64::from(open.version));
        let found = of_file(&file, all.get(root).map_or(&[], Vec::as_slice));
        let id = result_id(&found);
        let known = params.previous_result_ids.iter().find(|one| one.uri == uri);
        items.push(if known.is_some_and(|known| known.value == id) {
            WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
                uri,
                version,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
            })
        } else {
            let full = FullDocumentDiagnosticReport { result_id: Some(id), items: found };
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: full,
            })
        });
    }
    // What was told of files that are gone is told no longer.
    let gone =
        params.previous_result_ids.into_iter().filter(|known| !items.iter().any(|one| *uri_of(one) == known.uri));
    let gone: Vec<_> = gone.map(|known| empty(known.uri)).collect();
    items.extend(gone);
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

const fn uri_of(report: &WorkspaceDocumentDiagnosticReport) -> &tower_lsp::ls_types::Uri {
    match report {
        WorkspaceDocumentDiagnosticReport::Full(report) => &report.uri,
        WorkspaceDocumentDiagnosticReport::Unchanged(report) => &report.uri,
    }
}

fn empty(uri: tower_lsp::ls_types::Uri) -> WorkspaceDocumentDiagnosticReport {
    let full = FullDocumentDiagnosticReport { result_id: None, items: Vec::new() };
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version: None,
        full_document_diagnostic_report: full,
    })
}

fn of_file(file: &Open<'_>, found: &[Found]) -> Vec<Diagnostic> {
    convert::diagnostics(file, found.iter().filter(|one| one.file == file.path))
}

/// A name for what is wrong: the same for the same.
fn result_id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
