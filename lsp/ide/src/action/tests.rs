//! What is done, and that what comes of it compiles.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_compiler::{
    Declaration,
    hir::{Body, Trigger},
    lookup::Space,
};

use super::*;
use crate::{
    probe::{applied, each_place, edited, examples},
    testing::{EXAMPLE, fixture},
};

/// What everything needs.
const COMPANY: &str = "customer { spent: GBP?  email: text? }
channel mail { requires customer.email is known }
priorities service
event joined_us { via_whom: text? }
message hello(amount: GBP) { purpose service  channels mail  hold 1h  content \"hello\" { amount: amount } }
";

/// Whether something is an error.
fn errors(workspace: &Workspace) -> Vec<String> {
    let all = workspace.diagnostics().into_iter().filter(|one| one.code.severity == Severity::Error);
    all.map(|one| format!("{} {}", one.code, one.message)).collect()
}

/// The file in which `$0` stands after the action of this title, which must leave no error.
#[track_caller]
fn done(text: &str, title: &str) -> String {
    let text = format!(
        "//- company.journey\n{COMPANY}//- care/other.journey\nevent care_only {{}}\ntrait seen_care = seen(care_only, 7d)\n//- team/a.journey\n{text}"
    );
    let fixture = fixture(&text);
    let span = Span::new(fixture.offset, fixture.offset);
    let all = actions(&fixture.workspace, &fixture.path, span);
    let titles: Vec<&str> = all.iter().map(|action| action.title.as_str()).collect();
    let action = all.iter().find(|action| action.title == title).unwrap_or_else(|| panic!("{titles:#?}"));
    let after = applied(&fixture.workspace, &action.edits);
    let shown = edited(&fixture, &action.edits);
    assert_eq!(errors(&after), Vec::<String>::new(), "{shown}");
    shown
}

#[test]
fn a_value_that_may_be_unknown_is_handled() {
    let condition = "trait spends = customer.sp$0ent > 100 GBP\n";
    insta::assert_snapshot!(done(condition, "ask first whether `customer.spent` is known"), @"trait spends = customer.spent is known and customer.spent > 100 GBP");
    let titles = fixture(&format!("//- company.journey\n{COMPANY}{condition}"));
    let span = Span::new(titles.offset, titles.offset);
    let all = actions(&titles.workspace, &titles.path, span);
    let fallback = all.iter().find(|action| action.title.contains("??")).unwrap();
    assert_eq!(errors(&applied(&titles.workspace, &fallback.edits)), Vec::<String>::new());
    insta::assert_snapshot!(done(
        "journey j { enter on joined_us  limit 1d  step a { send hello(amount: customer.sp$0ent) } }\n",
        "ask first whether `customer.spent` is known"
    ), @"journey j { enter on joined_us  limit 1d  step a { if customer.spent is known { send hello(amount: customer.spent) } } }");
}

#[test]
fn a_guard_keeps_to_its_comparison() {
    insta::assert_snapshot!(done(
        "trait spends = not customer.sp$0ent > 100 GBP or seen(joined_us, 1d)\n",
        "ask first whether `customer.spent` is known"
    ), @"trait spends = not (customer.spent is known and customer.spent > 100 GBP) or seen(joined_us, 1d)");
}

#[test]
fn what_is_lacking_is_added() {
    let step = "journey j {\n  enter on joined_us\n  limit 1d\n  step a { -> later$0 }\n}\n";
    let arm = "journey j {\n  enter on joined_us\n  limit 9d\n  step a {\n    wait {$0\n      on joined_us -> b\n    }\n  }\n  step b { done }\n}\n";
    let hold = "message waits { purpose service  channels mail  content \"waits\" }\njourney j { enter on joined_us  limit 1d  step a { send wai$0ts } }\n";
    let limit = "journey j$0 {\n  enter on joined_us\n  step a { done }\n}\n";
    insta::assert_snapshot!(
        [
            done(step, "add the step `later`"),
            done(arm, "add an arm for when nothing happens"),
            done(limit, "write `limit 30d`, or another value"),
            done(hold, "write `hold 1d`, or another time, into `team.waits`"),
            done("trait t = seen(care_only$0, 1d)\n", "add `use care.care_only`"),
            done("trait t = seen_care$0\n", "add `use care.seen_care`"),
        ]
        .join("\n---\n")
    );
}

#[test]
fn a_part_becomes_a_trait() {
    let text = format!(
        "//- company.journey\n{COMPANY}//- team/a.journey\njourney j {{\n  enter when count(joined_us, 7d) >= 2 and customer.email is known\n  limit 1d\n  step a {{ done }}\n}}\n"
    );
    let fixture = fixture(&text);
    let source = fixture.workspace.text("team/a.journey").unwrap();
    let chosen = |part: &str| {
        let at = source.find(part).unwrap() as u32;
        actions(&fixture.workspace, "team/a.journey", Span::new(at, at + part.len() as u32))
    };
    let action = chosen(" count(joined_us, 7d) >= 2 ").pop().unwrap();
    assert_eq!(action.kind, ActionKind::Extract);
    let after = applied(&fixture.workspace, &action.edits);
    assert_eq!(errors(&after), Vec::<String>::new());
    insta::assert_snapshot!(after.text("team/a.journey").unwrap());
    assert_eq!(chosen("customer.email"), []);
}

#[test]
fn what_only_its_declaration_knows_is_no_trait() {
    let text = format!(
        "//- company.journey\n{COMPANY}message m(n: int) {{ purpose service  channels mail  hold 1h  worth n * 2  content \"m\" }}\n"
    );
    let fixture = fixture(&text);
    let at = fixture.workspace.text("company.journey").unwrap().find("n * 2").unwrap() as u32;
    assert_eq!(actions(&fixture.workspace, "company.journey", Span::new(at, at + 5)), []);
}

#[test]
fn a_warning_is_allowed_with_a_reason() {
    let text = "//- company.journey\nevent a {}\ntrait t = seen(a, 1d) or not seen(a, 1d) or true$0\n";
    let fixture = fixture(text);
    let all = actions(&fixture.workspace, &fixture.path, Span::new(0, 60));
    let action = all.iter().find(|action| action.title.starts_with("allow ")).unwrap_or_else(|| panic!("{all:#?}"));
    let code = action.mends.as_ref().unwrap().code;
    let after = applied(&fixture.workspace, &action.edits);
    assert!(after.diagnostics().iter().all(|one| one.code != code), "{:#?}", after.diagnostics());
}

#[test]
fn everything_safe_is_mended_at_once() {
    let text = "//- company.journey\nuse care\nuse care.a\n//- care/a.journey\nevent a {}\n";
    let fixture = fixture(text);
    let action = mend_all(&fixture.workspace, "company.journey").unwrap();
    assert_eq!(applied(&fixture.workspace, &action.edits).text("company.journey"), Some(""));
    assert_eq!(mend_all(&fixture.workspace, "care/a.journey"), None);
}

/// The test that is written of a journey.
fn story_of(workspace: &Workspace, journey: &Declaration<'_>) -> Option<Action> {
    let all = actions(workspace, journey.path, journey.name_span());
    all.into_iter().find(|action| action.title.starts_with("write a test"))
}

#[test]
fn a_test_leads_into_its_journey() {
    let workspace = fixture(EXAMPLE).workspace;
    let journey = workspace.declared(Space::Journey, &"care.support".into()).unwrap();
    insta::assert_snapshot!(story_of(&workspace, &journey).unwrap().edits[0].text.trim());
}

#[test]
fn a_test_of_each_journey_compiles() {
    let mut written = 0;
    for workspace in examples() {
        for journey in workspace.all_declarations() {
            let Body::Journey(body) = journey.body else { continue };
            let Some(action) = story_of(&workspace, &journey) else {
                // Nothing can be told that makes a condition true, nor a signal that becomes true.
                let by_event = |entry: &Trigger| match entry {
                    Trigger::On(on) => on.alternatives.iter().any(|one| {
                        let declared = workspace.declared(Space::Happening, &one.event);
                        declared.is_some_and(|one| matches!(one.body, Body::Event(_)))
                    }),
                    Trigger::When(_) => false,
                };
                assert!(!body.entries.iter().any(by_event), "`{}` is entered by an event", journey.name);
                continue;
            };
            let after = applied(&workspace, &action.edits).diagnostics();
            let wrong: Vec<String> = after.iter().map(|one| format!("{} {}", one.code, one.message)).collect();
            assert_eq!(wrong, Vec::<String>::new(), "{}", action.edits[0].text);
            written += 1;
        }
    }
    assert!(written > 0);
}

#[test]
fn every_place_has_an_answer() {
    each_place(&|workspace, path, offset| {
        actions(workspace, path, Span::new(offset.saturating_sub(9), offset));
        mend_all(workspace, path);
    });
}
