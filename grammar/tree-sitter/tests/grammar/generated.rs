//! `src` is what `grammar.js` says. `BATON_GRAMMAR=write` writes it; `node` is needed to read `grammar.js`.

use std::{fs, path::Path, process::Command};

use tree_sitter_generate::{OptLevel, generate_parser_in_directory};

use crate::writes;

/// The newest that Neovim 0.9 and Helix 24 can read.
const ABI: usize = 14;

#[test]
fn the_parser_is_made_from_the_grammar() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let node = Command::new("bash").arg(folder.join("../../editors/need")).arg("node").status().expect("bash runs");
    assert!(node.success(), "`editors/need node` couldn't find or install it");
    let made = tempfile::tempdir().expect("a folder for the parser");
    generate(folder, made.path());
    for file in ["parser.c", "grammar.json", "node-types.json", "tree_sitter/parser.h"] {
        let (new, kept) = (made.path().join(file), folder.join("src").join(file));
        if writes() {
            fs::create_dir_all(kept.parent().expect("a file is in a folder")).expect("the folder can be made");
            fs::copy(&new, &kept).expect("the parser can be written");
        }
        let same = fs::read(&new).expect("it was made") == fs::read(&kept).unwrap_or_default();
        assert!(
            same,
            "src/{file} is not what `grammar.js` says: BATON_GRAMMAR=write cargo test -p tree-sitter-journey"
        );
    }
}

fn generate(folder: &Path, made: &Path) {
    let grammar = folder.join("grammar.js");
    let outcome = generate_parser_in_directory(
        folder,
        Some(made),
        Some(&grammar),
        ABI,
        None,
        Some("node"),
        true,
        OptLevel::default(),
        &mut Vec::new(),
    );
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
