//! `textDocument/diagnostic` and `workspace/diagnostic`: what is wrong, when the editor asks.

use tower_lsp::ls_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDiagnosticReportResult, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
};

use super::Answer;
use crate::{
    convert,
    snapshot::{Open, Snapshot},
};

pub fn document(snapshot: &Snapshot, params: DocumentDiagnosticParams) -> Answer<DocumentDiagnosticReportResult> {
    let file = snapshot.open(&params.text_document.uri);
    let items = file.map_or_else(|| Ok(Vec::new()), |file| of_file(&file))?;
    let report = RelatedFullDocumentDiagnosticReport {
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: None, items },
        ..RelatedFullDocumentDiagnosticReport::default()
    };
    Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report)))
}

pub fn workspace(snapshot: &Snapshot, _: WorkspaceDiagnosticParams) -> Answer<WorkspaceDiagnosticReportResult> {
    let mut items = Vec::new();
    for (root, workspace) in &snapshot.documents.workspaces {
        for path in workspace.paths() {
            let Some(uri) = snapshot.documents.uri(root, path) else { continue };
            let Some(file) = snapshot.open(&uri) else { continue };
            let version = snapshot.documents.open.get(&convert::file_of(&uri)).map(|open| i64::from(open.version));
            let full = FullDocumentDiagnosticReport { result_id: None, items: of_file(&file)? };
            items.push(WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: full,
            }));
        }
    }
    Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
}

fn of_file(file: &Open<'_>) -> Answer<Vec<tower_lsp::ls_types::Diagnostic>> {
    let found = file.workspace.attempt(|workspace| workspace.diagnostics())?;
    Ok(found.iter().filter(|one| one.file == file.path).map(|one| convert::diagnostic(file, one)).collect())
}
