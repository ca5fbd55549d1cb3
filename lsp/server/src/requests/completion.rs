//! `textDocument/completion`.

use baton_ide::{Completion, CompletionKind, Extent, Kind};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse, CompletionTextEdit,
    Documentation, InsertTextFormat, MarkupContent, MarkupKind, TextEdit,
};

use super::Answer;
use crate::{
    client::Inserts,
    snapshot::{Open, Snapshot},
};

pub fn answer(snapshot: &Snapshot, params: CompletionParams) -> Answer<Option<CompletionResponse>> {
    let at = params.text_document_position;
    let Some(file) = snapshot.open(&at.text_document.uri) else { return Ok(None) };
    let offset = file.offset(at.position);
    let found = file.workspace.attempt(|workspace| baton_ide::completions(workspace, &file.path, offset))?;
    let items = found.items.into_iter().enumerate().map(|(order, one)| item(&file, order, one)).collect();
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: found.extent == Extent::Some, items })))
}

fn item(file: &Open<'_>, order: usize, one: Completion) -> CompletionItem {
    let (text, format) = match file.snapshot.documents.inserts {
        Inserts::Snippets => (one.snippet, InsertTextFormat::SNIPPET),
        Inserts::Text => (baton_ide::plain(&one.snippet), InsertTextFormat::PLAIN_TEXT),
    };
    let also: Vec<TextEdit> =
        one.also.into_iter().map(|edit| TextEdit::new(file.range(edit.span), edit.text)).collect();
    CompletionItem {
        kind: Some(kind(one.kind)),
        detail: (!one.detail.is_empty()).then_some(one.detail),
        documentation: markdown(one.docs),
        // The order is ours: clients sort by this.
        sort_text: Some(format!("{order:04}")),
        insert_text_format: Some(format),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(file.range(one.replaces), text))),
        additional_text_edits: (!also.is_empty()).then_some(also),
        label: one.label,
        ..CompletionItem::default()
    }
}

/// Documentation, if there is any.
pub fn markdown(value: String) -> Option<Documentation> {
    (!value.is_empty()).then_some(Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }))
}

const fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Word => CompletionItemKind::KEYWORD,
        CompletionKind::BuiltIn => CompletionItemKind::EVENT,
        CompletionKind::Function => CompletionItemKind::FUNCTION,
        CompletionKind::Local => CompletionItemKind::VARIABLE,
        CompletionKind::Unit => CompletionItemKind::UNIT,
        CompletionKind::Package => CompletionItemKind::MODULE,
        CompletionKind::Declared(kind) => declared(kind),
    }
}

const fn declared(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Event | Kind::Signal => CompletionItemKind::EVENT,
        Kind::Type => CompletionItemKind::ENUM,
        Kind::Value | Kind::Purpose => CompletionItemKind::ENUM_MEMBER,
        Kind::Trait | Kind::Switch | Kind::Audience | Kind::Measure => CompletionItemKind::VARIABLE,
        Kind::Message | Kind::Action | Kind::Decision => CompletionItemKind::METHOD,
        Kind::Attribute | Kind::Field | Kind::Parameter => CompletionItemKind::FIELD,
        Kind::Channel | Kind::Placement | Kind::Source => CompletionItemKind::INTERFACE,
        Kind::Journey | Kind::Policy => CompletionItemKind::CLASS,
        Kind::Step | Kind::Rule => CompletionItemKind::PROPERTY,
        Kind::Customer | Kind::Priorities | Kind::Test | Kind::Invariant | Kind::Broken => CompletionItemKind::TEXT,
    }
}
