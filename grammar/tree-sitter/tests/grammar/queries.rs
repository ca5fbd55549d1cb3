//! The queries fit the grammar, and colour every word and sign of the language.

use std::{collections::HashSet, fs, path::Path};

use tree_sitter::{Node, Query, QueryCursor, StreamingIterator};

use crate::{language, parsed};

const EVERYTHING: &str = include_str!("../../../tests/texts/everything.journey");

#[test]
fn every_query_fits_the_grammar() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut found = 0;
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let text = fs::read_to_string(&path).expect("queries are text");
        if let Err(error) = Query::new(&language(), &text) {
            panic!("{}: {error}", path.display());
        }
        found += 1;
    }
    assert!(found >= 8, "only {found} queries");
}

#[test]
fn every_word_and_sign_has_a_colour() {
    let tree = parsed(EVERYTHING);
    let query = Query::new(&language(), include_str!("../../queries/highlights.scm")).expect("the query fits");
    let mut coloured = HashSet::new();
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(&query, tree.root_node(), EVERYTHING.as_bytes());
    while let Some((found, nth)) = captures.next() {
        coloured.insert(found.captures()[*nth].node.id());
    }
    let plain: Vec<String> = leaves(tree.root_node())
        .into_iter()
        .filter(|leaf| !std::iter::successors(Some(*leaf), Node::parent).any(|node| coloured.contains(&node.id())))
        .map(|leaf| format!("{} `{}`", leaf.start_position(), &EVERYTHING[leaf.byte_range()]))
        .collect();
    assert!(plain.is_empty(), "without a colour:\n{}", plain.join("\n"));
}

fn leaves(node: Node<'_>) -> Vec<Node<'_>> {
    if node.child_count() == 0 {
        return vec![node];
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).flat_map(leaves).collect()
}
