//! What bodies of journeys, policies and signals become, where a diagnostic wouldn't show it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use baton_grammar::tree::Decl;

use super::check;
use crate::{
    hir::{ArmTrigger, Asked, Body, ExprKind, Journey, Read, Selector, StatementKind, Trigger},
    infer::each,
    testing::workspace,
};

const COMPANY: &str = r#"
customer { email: text?  plan: basic | plus = basic }
channel email {}
channel sms {}
priorities service > upsell
event asked { ticket: id  topic: text  amount: GBP? }
event closed { ticket: id  topic: text }
message offer { purpose upsell  channels email, sms  hold 1d }
message note { purpose service  channels email  hold 1d }
action ask(brief: text) to "x" answers { ok: bool }
"#;

/// The declaration `it` of a workspace, with what is said about it.
fn checked(text: &str) -> (Body, Vec<String>) {
    let text = format!("{COMPANY}{text}");
    let workspace = workspace(&[("company.journey", &text)]);
    let file = baton_grammar::parse(&text).file;
    let is_it = |decl: &Decl| decl.name.as_ref().is_some_and(|name| name.text == "it");
    let item = file.items.iter().find(|item| is_it(&item.decl)).unwrap();
    let (body, findings) = check(&item.decl, &workspace.names("company.journey").unwrap());
    (body, findings.iter().map(|one| format!("{}: {}", one.code, one.message)).collect())
}

/// A journey with a step, and what is said about it.
fn journey(step: &str) -> (Journey, Vec<String>) {
    let text = format!(
        "journey it for each ticket {{ enter on asked as request  limit 9d\n step first {{ {step} }} step other {{ done }} }}"
    );
    match checked(&text) {
        (Body::Journey(journey), said) => (journey, said),
        _ => panic!("not a journey"),
    }
}

fn said(step: &str) -> Vec<String> {
    journey(step).1
}

fn trigger_of_first_arm(journey: &Journey) -> &Selector {
    match &journey.steps[0].body.last().unwrap().kind {
        StatementKind::Wait(arms) => match &arms[0].trigger {
            ArmTrigger::On(bound) => &bound.alternatives[0],
            _ => panic!("no event"),
        },
        _ => panic!("no wait"),
    }
}

#[test]
fn delivery_of_what_a_journey_sends_means_its_own_sends() {
    let (it, said) = journey("send offer wait { on clicked(offer) -> other }");
    assert_eq!(said, [""; 0]);
    let clicked = trigger_of_first_arm(&it);
    assert_eq!((clicked.own, clicked.of.as_deref()), (true, Some("offer")));
    let (it, _) = journey("send offer wait { on clicked(note) -> other }");
    assert!(!trigger_of_first_arm(&it).own);
}

#[test]
fn an_event_with_the_keys_field_means_this_key() {
    let (it, said) = journey("wait { on closed -> other }");
    assert_eq!(said, [""; 0]);
    assert_eq!(trigger_of_first_arm(&it).key.as_deref(), Some("ticket"));
    let Trigger::On(entry) = &it.entries[0] else { panic!("no event") };
    assert_eq!(entry.alternatives[0].key.as_deref(), Some("ticket"));
}

#[test]
fn a_question_about_this_key_is_asked_when_it_is_read_and_needs_a_window() {
    let (it, said) = journey("if count(closed, 3d) > 1 { done }");
    assert_eq!(said, [""; 0]);
    let StatementKind::If { condition, .. } = &it.steps[0].body[0].kind else { panic!("no if") };
    let mut reads: Vec<Read> = Vec::new();
    each(condition, &mut |part| {
        if let ExprKind::Read(read) = &part.kind {
            reads.push(read.clone());
        }
    });
    assert_eq!(reads[0].asked, Asked::Reading);
    assert_eq!(said_codes("if count(closed) > 1 { done }"), ["E0196"]);
    assert_eq!(said_codes("if count(all closed) > 1 { done }"), [""; 0]);
    assert_eq!(said_codes("if seen(all closed where topic == request.topic) { done }"), ["E0196"]);
    assert_eq!(said_codes("if seen(all closed where topic == request.topic, 3d) { done }"), [""; 0]);
}

fn said_codes(step: &str) -> Vec<String> {
    said(step).iter().map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn attributes_stay_known_until_the_next_rest_and_names_throughout() {
    let guard = "if customer.email is unknown { leave \"x\" }";
    assert_eq!(said_codes(&format!("{guard} do ask(brief: customer.email)")), [""; 0]);
    assert_eq!(said_codes(&format!("{guard} wait 1d do ask(brief: customer.email)")), ["E0151"]);
    let guard = "if request.amount is unknown { leave \"x\" }";
    assert_eq!(said_codes(&format!("{guard} wait 1d do ask(brief: \"{{request.amount}}\")")), [""; 0]);
}

#[test]
fn what_an_event_is_taken_with_is_known_of_its_name() {
    let arm = "wait { on asked as again where amount is known { do ask(brief: \"{again.amount}\") } }";
    assert_eq!(said_codes(arm), [""; 0]);
}

#[test]
fn what_every_entry_has_made_sure_of_stays_known() {
    let codes = |step: &str| {
        let text =
            format!("journey it {{ enter on asked as a where amount is known  limit 9d  step first {{ {step} }} }}");
        checked(&text).1.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes("wait 1d do ask(brief: \"{a.amount}\")"), [""; 0]);
    assert_eq!(codes("wait { on asked as a { } } do ask(brief: \"{a.amount}\")"), ["E0151"]);
}

#[test]
fn a_name_can_be_read_where_every_way_has_bound_it() {
    assert_eq!(said_codes("do ask(brief: request.topic)"), [""; 0]);
    assert_eq!(said_codes("wait { on closed as end { } after 1d { } } do ask(brief: end.topic)"), ["E0157"]);
    assert_eq!(said_codes("wait { on closed as end { } after 1d { done } } do ask(brief: end.topic)"), [""; 0]);
    assert_eq!(said_codes("do ask(brief: \"a\") as answer within 1d else { done } if answer.ok { done }"), [""; 0]);
    assert_eq!(said_codes("do ask(brief: \"a\") as answer within 1d if answer.ok { done }"), ["E0157"]);
}

#[test]
fn a_move_ends_its_block() {
    assert_eq!(said_codes("-> other wait 1d wait 2d"), ["E0316"]);
    assert_eq!(said_codes("if customer.plan == basic { done } else { -> other } wait 1d"), ["E0316"]);
    assert_eq!(said_codes("if customer.plan == basic { done } wait 1d"), [""; 0]);
}

#[test]
fn shares_become_bounds_and_the_last_takes_the_rest() {
    let (it, said) = journey("split { 50% a { } 25% b { } c { } }");
    assert_eq!(said, [""; 0]);
    let StatementKind::Split { arms, .. } = &it.steps[0].body[0].kind else { panic!("no split") };
    let bounds: Vec<_> = arms.iter().map(|(_, bound, _)| *bound).collect();
    assert_eq!(bounds, [Some(1 << 63), Some(3 << 62), None]);
    assert_eq!(said_codes("split { 50% a { } 25% b { } }"), ["E0319"]);
    assert_eq!(said_codes("split { 50% a { } 50% b { } c { } }"), ["E0319"]);
}

#[test]
fn a_block_of_on_moves_on_every_way_or_stays() {
    let on = |body: &str| {
        let text = format!("journey it {{ enter on asked  limit 9d  on closed {{ {body} }} step first {{ stay }} }}");
        checked(&text).1.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(on("do ask(brief: \"a\")"), [""; 0]);
    assert_eq!(on("if customer.plan == basic { -> first } leave \"x\""), [""; 0]);
    assert_eq!(on("if customer.plan == basic { -> first }"), ["E0317"]);
    assert_eq!(on("wait 1d"), ["E0317"]);
}

#[test]
fn time_enters_watched_conditions_only_as_it_can_be_watched() {
    let watched = |condition: &str| {
        let text = format!("signal it = becomes {condition}");
        checked(&text).1.iter().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for condition in [
        "count(asked, 3d) > 1",
        "(since(asked) ?? 9d) > 3d",
        "until(2026-03-01) <= 3d",
        "now.date == 2026-03-01",
        "now.weekday == monday",
    ] {
        assert_eq!(watched(condition), [""; 0], "{condition}");
    }
    for condition in [
        "now > 2026-03-01T00:00:00Z",
        "now.hour > 3",
        "since(2026-03-01) == 3d",
        "since(2026-03-01) > until(2026-03-01)",
        "since(2026-03-01) > 1h * count(asked, 3d)",
    ] {
        assert_eq!(watched(condition), ["E0202"], "{condition}");
    }
}

#[test]
fn a_field_that_hides_a_name_is_told() {
    let text = "event topic_set {}  signal it = asked as topic then closed where topic == \"x\"";
    assert_eq!(checked(text).1, ["W0100: the field `topic` of `closed` hides the name `topic`"]);
}
