//! The trees in `test/corpus`, in the form that `tree-sitter test` reads too. `BATON_GRAMMAR=write` writes the trees: read
//! them before keeping them.

use std::{fmt::Write as _, fs, path::Path};

use tree_sitter::TreeCursor;

use crate::{parsed, writes};

const LINE: &str = "==================\n";

#[test]
fn texts_have_the_trees_that_are_written_below_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("test/corpus");
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let written = fs::read_to_string(&path).expect("the corpus is text");
        let made = with_trees(&written);
        if writes() {
            fs::write(&path, &made).expect("the corpus can be written");
        } else {
            assert_eq!(written, made, "{}", path.display());
        }
    }
}

/// A file of the corpus with the trees of its texts.
fn with_trees(written: &str) -> String {
    let mut parts = written.split(LINE).skip(1);
    let mut made = String::new();
    while let (Some(title), Some(case)) = (parts.next(), parts.next()) {
        let text = case.split("\n---\n").next().unwrap_or_default().trim_matches('\n');
        let tree = parsed(text);
        let _ = write!(made, "{LINE}{title}{LINE}\n{text}\n\n---\n\n");
        write_tree(&mut tree.walk(), 0, &mut made);
        made.push_str("\n\n");
    }
    made.trim_end().to_owned() + "\n"
}

/// The named nodes below a place, one a line.
fn write_tree(cursor: &mut TreeCursor<'_>, depth: usize, made: &mut String) {
    let field = cursor.field_name().map(|name| format!("{name}: ")).unwrap_or_default();
    let node = cursor.node();
    let missing = if node.is_missing() { "MISSING " } else { "" };
    let _ = write!(made, "{:indent$}{field}({missing}{}", "", node.kind(), indent = 2 * depth);
    if cursor.goto_first_child() {
        loop {
            if cursor.node().is_named() {
                made.push('\n');
                write_tree(cursor, depth + 1, made);
            }
            if !cursor.goto_next_sibling() {
                break;
            }
        }
        cursor.goto_parent();
    }
    made.push(')');
}
