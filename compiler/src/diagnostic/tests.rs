//! How diagnostics look.
#![allow(clippy::unwrap_used)]

use baton_grammar::tree::Span;

use super::{Code, Colour, Diagnostic, Other, Renderer, Severity, render};

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
        code: Code { severity: Severity::Error, number: 201 },
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
