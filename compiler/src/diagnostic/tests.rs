//! How diagnostics look.
#![allow(clippy::unwrap_used)]

use baton_grammar::tree::Span;

use super::{Colour, Diagnostic, Edit, Fix, Other, Renderer, Safety, codes, render};

const SALES: &str = "// offers\nmessage offer {\n  purpose upsel\n  channels email\n}\n";
const COMPANY: &str = "priorities safety > upsell\n";

fn texts(file: &str) -> Option<&'static str> {
    match file {
        "sales/offer.journey" => Some(SALES),
        "company.journey" => Some(COMPANY),
        _ => None,
    }
}

fn misspelt() -> Diagnostic {
    let at = SALES.find("upsel").unwrap() as u32;
    let channels = SALES.find("email").unwrap() as u32;
    Diagnostic {
        code: codes::bodies::UNKNOWN_PURPOSE,
        message: "there is no purpose `upsel`".into(),
        file: "sales/offer.journey".into(),
        span: Span::new(at, at + 5),
        label: Some("not a purpose".into()),
        others: vec![
            Other {
                file: "sales/offer.journey".into(),
                span: Span::new(channels, channels + 5),
                label: "would be sent here".into(),
            },
            Other { file: "company.journey".into(), span: Span::new(0, 26), label: "the purposes".into() },
        ],
        help: Some("did you mean `upsell`?".into()),
        fixes: vec![Fix {
            title: "write `upsell`".into(),
            edits: vec![Edit {
                file: "sales/offer.journey".into(),
                span: Span::new(at, at + 5),
                text: "upsell".into(),
            }],
            safety: Safety::Shown,
        }],
    }
}

#[test]
fn people_see_the_source() {
    let human = Renderer::Human { colour: Colour::Never, width: 80 };
    insta::assert_snapshot!(render(&[misspelt()], &texts, human));
}

#[test]
fn colours_are_the_callers_choice() {
    let human = Renderer::Human { colour: Colour::Always, width: 80 };
    assert!(render(&[misspelt()], &texts, human).contains("\u{1b}["));
}

#[test]
fn a_file_without_text_and_a_span_past_the_end_are_told_all_the_same() {
    let human = Renderer::Human { colour: Colour::Never, width: 80 };
    let gone = Diagnostic { file: "gone.journey".into(), ..misspelt() };
    let past = Diagnostic { span: Span::new(4_000, 5_000), ..misspelt() };
    let told = render(&[gone, past], &texts, human);
    assert!(told.contains("gone.journey: there is no purpose `upsel`"), "{told}");
    assert_eq!(told.matches("there is no purpose").count(), 2, "{told}");
}

#[test]
fn machines_get_json() {
    insta::assert_snapshot!(render(&[misspelt()], &texts, Renderer::Json));
}

#[test]
fn github_gets_commands_on_one_line_each() {
    let odd = Diagnostic {
        file: "sales/offer.journey".into(),
        message: "100% of `a`, `b`".into(),
        help: Some("first\nthen".into()),
        ..misspelt()
    };
    assert_eq!(
        render(&[odd], &texts, Renderer::GitHub),
        "::error file=sales/offer.journey,line=3,endLine=3,col=11,endColumn=16,\
         title=E0217%3A a purpose that isn't there::100%25 of `a`, `b`%0Anot a purpose%0Afirst%0Athen\n"
    );
}

#[test]
fn where_there_is_no_other_help_a_fix_is_one() {
    let human = Renderer::Human { colour: Colour::Never, width: 80 };
    let helpless = Diagnostic { help: None, ..misspelt() };
    assert!(render(&[helpless], &texts, human).contains("help: write `upsell`"));
}
