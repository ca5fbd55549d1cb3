//! Any text has a tree, in bounded time, and every span of it is a piece of the text.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use baton_grammar::{Parse, parse};
use common::{WORDS, assert_whole, change, everything};
use proptest::prelude::*;

fn parsed(text: &str) -> Parse {
    let parse = parse(text);
    assert_whole(text, &parse);
    // Whatever could not be understood was told.
    assert!(!parse.errors.is_empty() || !format!("{:?}", parse.file).contains("Broken"), "{text}");
    parse
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_string(text in any::<String>()) {
        parsed(&text);
    }

    #[test]
    fn any_row_of_words(words in prop::collection::vec(prop::sample::select(WORDS), 0..60)) {
        parsed(&words.join(" "));
        parsed(&words.join("\n"));
        parsed(&words.concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_change_of_a_right_text(from in 0.0..1.0f64, length in 0usize..200, to in 0.0..1.0f64, kind in 0..4u8) {
        parsed(&change(&everything(), from, length, to, kind));
    }
}

#[test]
fn nothing_is_a_file() {
    for text in ["", " ", "\n\n", "\u{feff}", "// x", "/// x", "/// x\nuse a\n/// y"] {
        assert_eq!(parsed(text).errors, []);
    }
}

#[test]
fn documentation_stands_anywhere() {
    let text = "/// file\nuse a\n/// one\n///  two\n// not\n///\nevent e { /// f\n x: int /// after\n }\n/// end";
    let parse = parsed(text);
    assert_eq!(parse.errors, []);
    let decl = &parse.file.items[0].decl;
    assert_eq!(decl.docs, ["one", " two", ""]);
    assert_eq!(parse.file.items[0].start, text.find("/// one").unwrap() as u32);
    let baton_grammar::tree::DeclKind::Event(fields) = &decl.kind else { panic!("{decl:?}") };
    assert_eq!(fields[0].docs, ["f"]);
    assert_eq!(parse.file.comments.len(), 1);
}

/// Rows of one piece, which a parser that looks back would need too long for.
#[test]
fn long_rows_end_soon() {
    let pieces = [
        "{",
        "}",
        "(",
        "[",
        "\"",
        "\"{",
        "\"a\" ",
        "event a {\n",
        "journey j { step s {\n",
        "-",
        "not ",
        "a + ",
        "if a then ",
        "( a or ",
        "a ",
        "\n",
        " ",
        "/",
        "//\n",
        "\\",
        "é",
        "\"{\"{",
        "\"{a\" ",
        "\" } } ",
        "since(",
        "a(b where ",
        "x: ",
        "trait a = b\n",
        "->",
        "1h ",
        "in ",
        "@\n",
        "test \"\n",
        "use a ",
        "else if a { } ",
    ];
    let heads = [
        "",
        "trait t = ",
        "journey j {\nstep s {\n",
        "policy p {\n",
        "message m {\ncontent \"x\" { a: ",
        "test \"x\" {\n",
    ];
    for piece in pieces {
        for head in heads {
            let text = format!("{head}{}", piece.repeat(6_000 / piece.len()));
            parsed(&text);
        }
    }
}

#[test]
fn deep_nesting_is_one_error() {
    let deep = |open: &str, close: &str| format!("trait t = {}a{}\nevent e {{}}", open.repeat(500), close.repeat(500));
    for text in [
        deep("(", ")"),
        deep("[", "]"),
        deep("if a then b else ", ""),
        deep("-", ""),
        deep("a + ", ""),
        deep("(a + ", ")"),
    ] {
        let parse = parsed(&text);
        assert_eq!(parse.errors.len(), 1, "{}: {:?}", &text[..30], parse.errors);
        assert_eq!(parse.file.items.len(), 2);
    }
    let chain = format!("journey j {{ step s {{ {} {{ done }} }} }}\nevent e {{}}", "if a { done } else ".repeat(300));
    let parse = parsed(&chain);
    assert_eq!((parse.errors.len(), parse.file.items.len()), (1, 2), "{:?}", parse.errors);
}
