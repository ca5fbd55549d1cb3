//! The protocol's handlers. Each hands its message over before it awaits anything: that keeps their order.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::oneshot;
use tower_lsp::{
    Client, LanguageServer,
    jsonrpc::{Error, ErrorCode, Result},
    ls_types::{
        CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
        CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeActionParams, CodeActionResponse, CodeLens,
        CodeLensParams, CompletionParams, CompletionResponse, DidChangeConfigurationParams,
        DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
        DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams,
        DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams,
        DocumentLink, DocumentLinkParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
        DocumentSymbolParams, DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
        GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
        InitializedParams, InlayHint, InlayHintParams, LSPAny, LinkedEditingRangeParams, LinkedEditingRanges, Location,
        PrepareRenameResponse, ReferenceParams, RenameParams, SelectionRange, SelectionRangeParams,
        SemanticTokensDeltaParams, SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
        SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, SignatureHelp, SignatureHelpParams,
        TextDocumentPositionParams, TextEdit, WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult,
        WorkspaceEdit, WorkspaceFolder, WorkspaceSymbolParams, WorkspaceSymbolResponse,
    },
};

use crate::{
    capabilities,
    client::Abilities,
    convert,
    files::Find,
    owner::{Edit, Message, Owner},
    pool::Lane,
    requests::{self, Answer},
    snapshot::Snapshot,
};

/// How often a question is asked again that edits overtake, before the editor is told to ask again itself.
const TIMES: usize = 16;

/// What the protocol's messages come to first.
pub struct Front {
    owner: Owner,
    leave: Arc<AtomicBool>,
}

impl Front {
    /// The front of a server for this client, which says by `leave` that it is about to go.
    pub fn new(client: Client, find: Find, leave: Arc<AtomicBool>) -> Self {
        Self { owner: Owner::new(client, find), leave }
    }

    /// Asks about a place: one that an edit overtakes may be another place by then.
    async fn ask<P, T>(&self, params: P, answer: fn(&Snapshot, P) -> Answer<T>) -> Result<T>
    where
        P: Send + 'static,
        T: Send + 'static,
    {
        self.ask_in(Lane::Questions, params, answer).await
    }

    /// Asks of the newest text, again when an edit overtakes the question: nothing in such a question can be out of date.
    async fn ask_newest<P, T>(&self, lane: Lane, params: P, answer: fn(&Snapshot, P) -> Answer<T>) -> Result<T>
    where
        P: Clone + Send + 'static,
        T: Send + 'static,
    {
        for _ in 1..TIMES {
            let answered = self.ask_in(lane, params.clone(), answer).await;
            if answered.as_ref().err().is_none_or(|error| error.code != ErrorCode::ContentModified) {
                return answered;
            }
        }
        self.ask_in(lane, params, answer).await
    }

    /// Hands a question over at once, and then waits for its answer.
    async fn ask_in<P, T>(&self, lane: Lane, params: P, answer: fn(&Snapshot, P) -> Answer<T>) -> Result<T>
    where
        P: Send + 'static,
        T: Send + 'static,
    {
        let (reply, answered) = oneshot::channel();
        let question = move |snapshot: Snapshot| {
            // An asker that has gone away isn't answered.
            if !reply.is_closed() {
                let _ = reply.send(requests::attempt(&snapshot, params, answer));
            }
        };
        self.owner.tell(Message::Ask(lane, Box::new(question)));
        // A question that panics sends no answer.
        answered.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }

    /// The graph of a journey, or of the workspace: `{ uri, journey? }`.
    pub async fn graph(&self, params: requests::graph::Params) -> Result<LSPAny> {
        self.ask(params, requests::graph::answer).await?
    }
}

impl LanguageServer for Front {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let client = Abilities::new(&params.capabilities);
        let capabilities = capabilities::server(&client);
        self.owner.tell(Message::Begin(requests::folders(&params), client));
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo { name: "baton".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }),
            ..InitializeResult::default()
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.owner.tell(Message::Ready);
    }

    async fn shutdown(&self) -> Result<()> {
        self.leave.store(true, Ordering::SeqCst);
        Ok(())
    }

    async fn did_change_configuration(&self, _: DidChangeConfigurationParams) {
        // There are no settings: what is told and how is the workspace's, in its manifest.
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let folders =
            |folders: &[WorkspaceFolder]| folders.iter().filter_map(|one| convert::path_of(&one.uri)).collect();
        let (added, removed) = (folders(&params.event.added), folders(&params.event.removed));
        self.owner.tell(Message::Edit(Edit::Folders { added, removed }));
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.owner.tell(Message::Edit(Edit::Open(document.uri, document.version, document.text)));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.owner.tell(Message::Edit(Edit::Change(document.uri, document.version, params.content_changes)));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        // Of an editor that doesn't tell which files change, this is all that is heard of the disk.
        self.owner.tell(Message::Edit(Edit::Disk(vec![params.text_document.uri])));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.owner.tell(Message::Edit(Edit::Close(params.text_document.uri)));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        let uris = params.changes.into_iter().map(|change| change.uri).collect();
        self.owner.tell(Message::Edit(Edit::Disk(uris)));
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.ask_newest(Lane::Checks, params, requests::diagnostic::document).await.map_err(ask_again)
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.ask_newest(Lane::Checks, params, requests::diagnostic::workspace).await.map_err(ask_again)
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
        self.ask(requests::graph::command(params)?, requests::graph::answer).await?.map(Some)
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

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.ask(params, requests::completion::answer).await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        self.ask(params, requests::signature_help::answer).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        // Another document's edit may overtake it, behind which nobody asks again; behind one of its own the editor does.
        self.ask_newest(Lane::Questions, params, requests::inlay_hint::answer).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.ask(params, requests::code_action::answer).await
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
        self.ask_newest(Lane::Questions, params, requests::document_symbol::answer).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        self.ask_newest(Lane::Questions, params, requests::workspace_symbol::answer).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.ask_newest(Lane::Questions, params, requests::folding_range::answer).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        self.ask(params, requests::selection_range::answer).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.ask_newest(Lane::Questions, params, requests::document_link::answer).await
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

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.ask_newest(Lane::Questions, params, requests::semantic_tokens::full).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        self.ask_newest(Lane::Questions, params, requests::semantic_tokens::delta).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        self.ask(params, requests::semantic_tokens::range).await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params, requests::formatting::document).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params, requests::formatting::range).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.ask(params, requests::formatting::on_type).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.ask_newest(Lane::Questions, params, requests::code_lens::answer).await
    }

    async fn code_lens_resolve(&self, params: CodeLens) -> Result<CodeLens> {
        let half = self.ask_newest(Lane::Asides, params, requests::code_lens::resolve).await?;
        // To tell a test takes its time, in which no snapshot is held: an edit would wait for it.
        let told = tokio::task::spawn_blocking(|| requests::code_lens::told(half)).await;
        told.map_err(|_| Error::internal_error())
    }
}

/// An editor that asks what is wrong is told to ask again, where edits have overtaken its question again and again.
fn ask_again(error: Error) -> Error {
    if error.code != ErrorCode::ContentModified {
        return error;
    }
    let code = ErrorCode::ServerError(SERVER_CANCELLED);
    Error { code, data: Some(serde_json::json!({ "retriggerRequest": true })), ..error }
}

/// The protocol's code for an answer that the server gave up.
const SERVER_CANCELLED: i64 = -32_802;
