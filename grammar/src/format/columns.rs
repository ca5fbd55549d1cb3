//! Columns: what stands behind the keywords, names and conditions of the items around each other is aligned.
//!
//! An empty line, an item of several lines or one of another kind ends the columns; an item without any doesn't. Where
//! a line would get too long, its columns are left out. Keywords are followed by one column, however long what they
//! introduce is.

use super::doc::{CommentKind, Doc, Item, Layout, WIDTH};
use crate::parse::Rule;

/// For each item the tokens that begin its columns, and how many spaces stand before each beyond its own.
pub(super) type Padding = Vec<(usize, usize)>;

/// An item's columns: the token that begins each, and how wide the one before it is.
struct Row {
    item: usize,
    cells: Vec<(usize, usize)>,
}

/// The padding of each item of a block or file.
pub(super) fn padding(layout: &Layout, items: &[Item], indent: usize) -> Vec<Padding> {
    let mut padding = vec![Padding::new(); items.len()];
    let mut rows: Vec<Row> = Vec::new();
    let mut kind: Option<Rule> = None;
    for (index, item) in items.iter().enumerate() {
        let cells = cells(layout, item, indent);
        let other = !cells.is_empty() && kind.is_some_and(|kind| Some(kind) != item.kind);
        let broken = !layout.is_single(item, indent) && !is_keyword(item);
        if broken || other || layout.is_apart(item) || begins_anew(layout, item) {
            align(layout, items, indent, std::mem::take(&mut rows), &mut padding);
            kind = None;
        }
        if !cells.is_empty() {
            kind = item.kind;
            rows.push(Row { item: index, cells });
        }
    }
    align(layout, items, indent, rows, &mut padding);
    padding
}

/// Whether a rule stands below its documentation or a comment: such rules are sentences more than a table.
fn begins_anew(layout: &Layout, item: &Item) -> bool {
    let first = layout.token(item.tokens.start);
    item.kind == Some(Rule::policy_rule)
        && layout.comments(&first).iter().any(|comment| comment.kind != CommentKind::Trailing)
}

/// Whether an item begins with a keyword that others around it stand below.
fn is_keyword(item: &Item) -> bool {
    matches!(item.kind, Some(Rule::message_item | Rule::journey_item))
}

fn cells(layout: &Layout, item: &Item, indent: usize) -> Vec<(usize, usize)> {
    let most = match item.kind {
        // Statements follow one another; they are no table.
        Some(Rule::statement) => 0,
        _ if layout.is_single(item, indent) => usize::MAX,
        _ => usize::from(is_keyword(item)),
    };
    let mut start = item.tokens.start;
    let begins = item.docs.iter().filter_map(|doc| if let Doc::Column(token) = doc { Some(*token) } else { None });
    begins.take(most).map(|token| (token, layout.columns(&(std::mem::replace(&mut start, token)..token)))).collect()
}

/// Aligns rows, if none of them gets too long.
fn align(layout: &Layout, items: &[Item], indent: usize, rows: Vec<Row>, padding: &mut [Padding]) {
    let mut widest: Vec<usize> = Vec::new();
    for row in &rows {
        widest.resize(widest.len().max(row.cells.len()), 0);
        widest.iter_mut().zip(&row.cells).for_each(|(widest, (_, width))| *widest = (*widest).max(*width));
    }
    let padded = |row: &Row| -> Padding {
        row.cells.iter().zip(&widest).map(|((token, width), widest)| (*token, widest - width)).collect()
    };
    let fits = |row: &Row| {
        let single = items.get(row.item).filter(|item| layout.is_single(item, indent));
        let columns = single.map_or(0, |item| layout.columns(&item.tokens));
        indent + columns + padded(row).iter().map(|(_, spaces)| spaces).sum::<usize>() <= WIDTH
    };
    if rows.iter().all(fits) {
        for row in &rows {
            if let Some(slot) = padding.get_mut(row.item) {
                *slot = padded(row);
            }
        }
    }
}
