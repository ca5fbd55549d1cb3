//! What is offered at places of whole and of half-written text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_grammar::parse;

use super::{snippets, *};
use crate::{
    Role,
    context::FrameKind,
    occurrences,
    probe::{each_place, edited, examples},
    testing::{EXAMPLE, fixture},
};

/// How many of the first are shown.
const SHOWN: usize = 12;

/// What is offered at `$0` behind the example, and the line in which that is.
fn offered(text: &str) -> String {
    let fixture = fixture(&format!("{EXAMPLE}{text}"));
    let found = completions(&fixture.workspace, &fixture.path, fixture.offset);
    let line = text.lines().find(|line| line.contains("$0")).unwrap().replace("$0", "|");
    let shown = found.items.iter().take(SHOWN).map(|item| {
        let written = if plain(&item.snippet) == item.label {
            String::new()
        } else {
            format!("  ⇒ {}", item.snippet.replace('\n', "⏎"))
        };
        let also: Vec<&str> = item.also.iter().map(|edit| edit.text.trim()).collect();
        let also = if also.is_empty() { String::new() } else { format!("  + {}", also.join(" ")) };
        format!("  {:28} {:24} {}{written}{also}", item.label, format!("{:?}", item.kind), item.detail)
            .trim_end()
            .to_owned()
    });
    let rest = found.items.len().saturating_sub(SHOWN);
    let rest = if rest > 0 { format!("  … and {rest} more\n") } else { String::new() };
    format!("{}\n{}\n{rest}\n", line.trim(), shown.collect::<Vec<_>>().join("\n"))
}

fn all(texts: &[&str]) -> String {
    texts.iter().map(|text| offered(text)).collect()
}

/// A file of its own behind the example.
macro_rules! sales {
    ($text:literal) => {
        concat!("//- sales/more.journey\n", $text)
    };
}

#[test]
fn at_the_top_declarations() {
    insta::assert_snapshot!(all(&[
        sales!("$0"),
        sales!("event a {}\n\njour$0"),
        sales!("use ca$0"),
        sales!("use care.$0")
    ]));
}

#[test]
fn items_where_they_can_stand() {
    insta::assert_snapshot!(all(&[
        sales!("journey j {\n  enter on care.called\n  $0\n  limit 1d\n}"),
        sales!("message m {\n  purpose upsell\n  $0"),
        sales!("channel c { $0 }"),
        sales!("policy p { r: $0"),
        sales!("test \"t\" {\n  $0\n}"),
        sales!("journey j { step a {\n  $0 } }"),
        sales!("journey j { step a { wait {\n  $0\n} } }"),
        sales!("source s from csv {\n  $0"),
    ]));
}

#[test]
fn events_where_something_happens() {
    insta::assert_snapshot!(all(&[
        sales!("journey j { enter on $0"),
        sales!("journey j { goal $0 }"),
        sales!("trait t = count($0"),
        sales!("signal s = care.called then $0"),
        sales!("journey j { step a { wait { on care.t$0"),
        sales!("trait t = seen(clicked($0"),
        sales!("journey j { exit on (care.called or $0"),
    ]));
}

#[test]
fn what_is_sent_done_and_told() {
    insta::assert_snapshot!(all(&[
        sales!("journey j { step a { send $0 } }"),
        sales!("journey j { step a { send care.ticket_received($0"),
        sales!("journey j { enter on care.ticket_opened as it\n step a { send care.ticket_received(request: $0) } }"),
        sales!("journey j { step a { do $0"),
        sales!("journey j { step a { offer offer in $0"),
        sales!("test \"t\" {\n  at 2026-03-10 10:00 $0\n}"),
        sales!("test \"t\" {\n  at 2026-03-10 10:00 care.ticket_opened { ticket: \"t\"  $0 }\n}"),
        sales!("test \"t\" {\n  at 2026-03-10 10:00 care.ticket_opened { severity: $0 }\n}"),
        sales!("test \"t\" {\n  expect $0\n}"),
        sales!("test \"t\" {\n  expect sent $0\n}"),
        sales!("test \"t\" {\n  expect held offer because $0\n}"),
        sales!("test \"t\" {\n  expect held offer because care.own.$0\n}"),
    ]));
}

#[test]
fn values_by_their_type() {
    insta::assert_snapshot!(all(&[
        sales!("trait t = customer.plan == $0"),
        sales!("trait t = customer.$0"),
        sales!("trait t = customer.plan in (basic, $0"),
        sales!("journey j { enter on care.ticket_opened where severity == $0"),
        sales!("journey j { enter on care.ticket_opened where $0"),
        sales!("journey j { enter on care.ticket_opened as it\n step a { if it.$0"),
        sales!("trait t = sum(care.called.$0"),
        sales!("journey j { enter when $0"),
        sales!("message m(topic: text) { content \"a\" { topic: $0"),
        sales!("trait t = \"{customer.n$0"),
        sales!("trait t: bool = care.repeat_caller $0"),
    ]));
}

#[test]
fn names_of_other_things() {
    insta::assert_snapshot!(all(&[
        sales!("trait t = in $0"),
        sales!("journey k { stage grow }\njourney l { stage grow }\ntrait t = in stage $0"),
        sales!("trait t = in care.support at $0"),
        sales!("trait t = steps left in $0"),
        sales!("journey j { step a { -> $0 }  step b {} }"),
        sales!("message m { channels $0"),
        sales!("journey j { step a { send offer via $0"),
        sales!("message m { purpose $0"),
        sales!("policy p { r: suppress $0"),
        sales!("event e { a: $0"),
        sales!("message m(a: $0"),
        sales!("trait t = seen(care.called, 5$0"),
        sales!("journey j { limit $0"),
        sales!("invariant i: care.support reaches $0"),
        sales!("journey j for each $0 {\n  enter on care.ticket_opened as it\n}"),
    ]));
}

#[test]
fn what_is_documented_says_so() {
    let texts = [
        ("journey j { enter on ", "care.ticket_opened"),
        ("trait t = ", "customer.email"),
        ("trait t = care.", "repeat_caller"),
        ("trait t = in care.support at ", "acknowledge"),
        ("test \"t\" {\n  expect held offer because rules.", "calm"),
        ("journey j { exit on ", "clicked"),
        ("message m { ", "hold"),
    ];
    let documented = texts.map(|(text, label)| {
        let fixture = fixture(&format!("{EXAMPLE}//- sales/more.journey\n{text}$0"));
        let found = completions(&fixture.workspace, &fixture.path, fixture.offset);
        let item = found.items.iter().find(|item| item.label == label).unwrap_or_else(|| panic!("{label}"));
        format!("{label}: {}", item.docs)
    });
    insta::assert_snapshot!(documented.join("\n"));
}

#[test]
fn nothing_in_comments_and_texts() {
    for text in ["trait t = \"cus$0", "// cus$0", "trait t = \"a {customer.plan} b$0"] {
        let fixture = fixture(text);
        assert_eq!(completions(&fixture.workspace, &fixture.path, fixture.offset).items, [], "{text}");
    }
}

#[test]
fn what_is_begun_can_be_understood() {
    for snippet in snippets::DECLARATIONS.iter().filter(|one| one.label != "private") {
        let text = plain(snippet.body);
        let errors = parse(&text).errors;
        assert!(errors.is_empty(), "{text}\n{errors:?}");
    }
    for (before, kind, after) in [
        ("channel c { ", FrameKind::Channel, " }"),
        ("message m { ", FrameKind::Message, " }"),
        ("policy p { r: ", FrameKind::Policy, " }"),
        ("journey j { ", FrameKind::Journey, " }"),
        ("source s from csv { ", FrameKind::Source, " }"),
        ("test \"t\" { ", FrameKind::Test, " }"),
        ("decision d answers { a: text } { ", FrameKind::Choices, " }"),
        ("journey j { step s { ", FrameKind::Block, " } }"),
        ("journey j { step s { wait { after 1d -> s ", FrameKind::Arms, " } } }"),
    ] {
        for snippet in snippets::lines(kind) {
            // These say themselves what is still to be written.
            if matches!(snippet.label, "expect" | "else") {
                continue;
            }
            let text = format!("{before}{}{after}", plain(snippet.body));
            let errors = parse(&text).errors;
            assert!(errors.is_empty(), "{text}\n{errors:?}");
        }
    }
    for snippet in snippets::FUNCTIONS {
        let text = format!("trait t = {}", plain(snippet.body));
        assert!(parse(&text).errors.is_empty(), "{text}");
    }
}

#[test]
fn a_chosen_name_that_brings_its_use_compiles() {
    let text = sales!("trait often = repea$0\n");
    let fixture = fixture(&format!("{EXAMPLE}{text}"));
    let found = completions(&fixture.workspace, &fixture.path, fixture.offset);
    let chosen = found.items.iter().find(|item| item.label == "repeat_caller").unwrap();
    let insert = Edit { file: fixture.path.as_str().into(), span: chosen.replaces, text: plain(&chosen.snippet) };
    let edits: Vec<Edit> = chosen.also.iter().cloned().chain([insert]).collect();
    insta::assert_snapshot!(edited(&fixture, &edits), @r"
    use care.repeat_caller

    trait often = repeat_caller
    ");
}

#[test]
fn what_stands_in_the_examples_is_offered_there() {
    let mut missed = Vec::new();
    let mut count = 0;
    for workspace in examples() {
        for path in workspace.paths() {
            let text = workspace.text(path).unwrap();
            for one in occurrences(&workspace, path).iter().filter(|one| one.role == Role::Use) {
                let word = one.symbol.word();
                let found = completions(&workspace, path, one.span.start);
                count += 1;
                if !found.items.iter().any(|item| item.label.split('.').any(|part| part == word)) {
                    let line = crate::text::line_at(text, one.span.start).trim();
                    missed.push(format!("{path}: `{word}` in {line}"));
                }
            }
        }
    }
    missed.sort();
    missed.dedup();
    assert_eq!(missed, Vec::<String>::new(), "{} of {count}", missed.len());
}

#[test]
fn what_stands_in_cut_text_is_offered_at_its_end() {
    let mut workspace = fixture(EXAMPLE).workspace;
    let paths: Vec<String> = workspace.paths().map(ToString::to_string).collect();
    let mut missed = Vec::new();
    for path in paths {
        let text = workspace.text(&path).unwrap().to_owned();
        let all = occurrences(&workspace, &path);
        for one in all.iter().filter(|one| one.role == Role::Use) {
            workspace.set_text(&path, text[..one.span.start as usize].to_owned());
            let found = completions(&workspace, &path, one.span.start);
            let word = one.symbol.word();
            if !found.items.iter().any(|item| item.label.split('.').any(|part| part == word)) {
                missed.push(format!("`{word}` in {}", crate::text::line_at(&text, one.span.start).trim()));
            }
        }
        workspace.set_text(&path, text);
    }
    // What is declared further below can't be known yet.
    insta::assert_snapshot!(missed.join("\n"));
}

#[test]
fn every_place_has_an_answer() {
    each_place(&|workspace, path, offset| {
        completions(workspace, path, offset);
    });
}
