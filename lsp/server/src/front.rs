//! The protocol's handlers. Each hands its message over before it awaits anything: that keeps their order.

use tokio::sync::oneshot;
use tower_lsp::{
    Client, LanguageServer,
    jsonrpc::{Error, Result},
    ls_types::{
        CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
        CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, DidChangeTextDocumentParams,
        DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams,
        DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
        DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams, GotoDefinitionParams,
        GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult, LSPAny,
        LinkedEditingRangeParams, LinkedEditingRanges, Location, PrepareRenameResponse, ReferenceParams, RenameParams,
        SelectionRange, SelectionRangeParams, ServerInfo, TextDocumentPositionParams, WorkspaceDiagnosticParams,
        WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceSymbolParams, WorkspaceSymbolResponse,
    },
};

use crate::{
    capabilities,
    files::Load,
    owner::{Edit, Message, Owner},
    requests::{self, Answer},
    snapshot::Snapshot,
};

/// What the protocol's messages come to first.
pub struct Front {
    owner: Owner,
}

impl Front {
    pub fn new(client: Client, load: Load) -> Self {
        Self { owner: Owner::new(client, load) }
    }

    /// Hands a question over at once, and then waits for its answer.
    async fn ask<P, T>(&self, params: P, answer: fn(&Snapshot, P) -> Answer<T>) -> Result<T>
    where
        P: Send + 'static,
        T: Send + 'static,
    {
        let (reply, answered) = oneshot::channel();
        self.owner.tell(Message::Ask(Box::new(move |snapshot| {
            // An asker that has gone away isn't answered.
            if !reply.is_closed() {
                let _ = reply.send(requests::attempt(snapshot, params, answer));
            }
        })));
        // A question that panics sends no answer.
        answered.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    /// The graph of a journey, or of the workspace: `{ uri, journey? }`.
    pub async fn graph(&self, params: requests::graph::Params) -> Result<LSPAny> {
        self.ask(params, requests::graph::answer).await
    }
}

impl LanguageServer for Front {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let columns = capabilities::columns(&params.capabilities);
        let diagnostics = capabilities::diagnostics(&params.capabilities);
        self.owner.tell(Message::Begin { folders: requests::folders(&params), columns, diagnostics });
        Ok(InitializeResult {
            capabilities: capabilities::server(columns, diagnostics),
            server_info: Some(ServerInfo { name: "baton".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }),
            ..InitializeResult::default()
        })
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.owner.tell(Message::Edit(Edit::Open(document.uri, document.version, document.text)));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.owner.tell(Message::Edit(Edit::Change(document.uri, document.version, params.content_changes)));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.owner.tell(Message::Edit(Edit::Close(params.text_document.uri)));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let uris = params.changes.into_iter().map(|change| change.uri).collect();
        self.owner.tell(Message::Edit(Edit::Disk(uris)));
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.ask(params, requests::diagnostic::document).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask(params, requests::diagnostic::workspace).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        self.ask(params, requests::references::answer).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        self.ask(params, requests::highlight::answer).await
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        self.ask(params, requests::rename::prepare).await?
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        self.ask(params, requests::rename::answer).await?
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, requests::definition::answer).await
    }

    async fn goto_declaration(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, requests::definition::answer).await
    }

    async fn goto_type_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, requests::type_definition::answer).await
    }

    async fn goto_implementation(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        self.ask(params, requests::implementation::answer).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.ask(params, requests::hover::answer).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.ask(params, requests::document_symbol::answer).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.ask(params, requests::workspace_symbol::answer).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask(params, requests::folding_range::answer).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(params, requests::selection_range::answer).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask(params, requests::document_link::answer).await
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        self.ask(params, requests::linked_editing::answer).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        self.ask(params, requests::call_hierarchy::prepare).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        self.ask(params, requests::call_hierarchy::incoming).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        self.ask(params, requests::call_hierarchy::outgoing).await
    }
}
