//! One mistake is one error, at its place, and costs no more than the part that it is in.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use baton_grammar::{LineIndex, parse};
use common::{assert_whole, good_parts, shown, text};

/// What is written instead of what, and how many parts of the file that may cost.
const MISTAKES: &[(&str, &str, usize)] = &[
    // Declarations.
    ("event contract_renewed", "evnt contract_renewed", 2),
    ("event contract_renewed", "event", 0),
    ("event contract_renewed", "event if", 0),
    ("event contract_renewed", "event contractRenewed", 0),
    ("event contract_renewed   { months: int }", "event contract_renewed", 2),
    ("priorities safety > service", "priorities safety > > service", 1),
    ("priorities safety", "priority safety", 1),
    ("journey renew_contract {", "journey {", 0),
    ("trait good_agent    = latest", "trait good_agent latest", 1),
    ("trait good_agent    = latest", "trait good_agent = = latest", 0),
    ("test \"a renewal offer waits until the complaint is over\"", "test a_renewal", 0),
    ("invariant support_ends: care.support ends within 30d", "invariant support_ends: care.support ends in 30d", 1),
    ("invariant support_ends: care.support ends within 30d", "invariant support_ends:", 1),
    // A declaration that is begun in a block.
    ("  email_consent:  bool = false", "event  email_consent:  bool = false", 1),
    ("  email_consent:  bool = false", "trait x\n  email_consent:  bool = false", 1),
    ("  limit 30d", "event begun\n  limit 30d", 1),
    // Fields, parameters, types.
    ("ticket: id  topic: text", "ticket: id  topic text", 1),
    ("ticket: id  topic: text", "ticket: id  topic:", 0),
    ("low | normal | high", "low | | normal", 1),
    ("email_consent:  bool = false", "email_consent:  bool = ", 0),
    ("email_consent:  bool = false", "email_consent:  bool == false", 1),
    ("prefers:        channel?", "prefers:        channel??", 1),
    ("(ticket: id, brief: text, agent: id?)", "(ticket: id brief: text, agent: id?)", 0),
    ("(ticket: id, brief: text, agent: id?)", "(ticket: id, brief text, agent: id?)", 1),
    ("(ticket: id, brief: text, agent: id?)", "(ticket: id, brief: text, agent: id?", 1),
    ("plan:           basic", "Plan:           basic", 1),
    // Channels, messages.
    ("capacity 200 per hour", "capacity 200 per our", 1),
    ("web   { inbound }", "web   { inbond }", 1),
    ("purpose  service", "purpose", 1),
    ("purpose  service", "porpose  service", 1),
    ("hold     12h", "hold     12x", 1),
    ("hold     12h", "hold     12", 1),
    ("channels email, sms\n  hold     12h", "channels email sms\n  hold     12h", 1),
    ("content  \"care/received\" {", "content  \"care/received {", 1),
    ("name: customer.first_name ?? \"there\"", "name: customer.first_name ? \"there\"", 0),
    ("name: customer.first_name ?? \"there\"", "name customer.first_name ?? \"there\"", 1),
    ("name: customer.first_name ?? \"there\"", "name: customer.first_name ?? \"th\\ere\"", 0),
    ("worth    (customer", "worth    ((customer", 1),
    // Policies.
    ("two_a_day:    cap all to 2 per day", "two_a_day:    cop all to 2 per day", 1),
    ("two_a_day:    cap all to 2 per day", "two_a_day:    cap all 2 per day", 1),
    ("two_a_day:    cap all to 2 per day", "two_a_day     cap all to 2 per day", 1),
    ("quiet 21:00..08:00", "quiet 21:00-08:00", 1),
    ("quiet 21:00..08:00 for all", "quiet 21:00..08:00 on mondey for all", 0),
    ("holdout 5% of upsell", "holdout 5 of upsell", 1),
    ("suppress upsell for 7d after", "suppress upsell for after", 1),
    // Journeys.
    ("  limit 30d", "  limit", 0),
    ("  limit 30d", "  limit 30 d", 0),
    ("  limit 30d", "  limt 30d", 1),
    ("stage support", "stag support", 1),
    ("enter on ticket_opened as request", "enter ticket_opened as request", 1),
    ("again after 90d", "again 90d", 1),
    ("goal  ticket_closed within 3d", "goal  ticket_closed within", 1),
    ("because \"cancelled\"", "because cancelled", 1),
    ("step escalate {", "step Escalate {", 0),
    ("step escalate {", "step escalate", 4),
    ("step escalate {", "stp escalate {", 4),
    ("for each ticket {", "for ech ticket {", 0),
    // Statements and arms.
    ("send ticket_received(request: request)", "sent ticket_received(request: request)", 1),
    ("send ticket_received(request: request)", "send ticket_received(request: request", 1),
    ("send ticket_received(request: request)", "send ticket_received(request = request)", 1),
    ("send ticket_received(request: request)", "send", 1),
    ("request.severity == high", "request.severity = high", 0),
    ("or repeat_caller { -> escalate }", "or { -> escalate }", 0),
    ("or repeat_caller { -> escalate }", "|| repeat_caller { -> escalate }", 0),
    ("on call_ended where outcome == unresolved -> escalate", "on call_ended where outcome == unresolved", 0),
    ("on call_ended where outcome == unresolved -> escalate", "on call_ended where outcome unresolved -> escalate", 0),
    ("after 24h                                 -> escalate", "after 24h                                 ->", 0),
    (
        "after 24h                                 -> escalate",
        "aftr 24h                                 -> escalate",
        0,
    ),
    ("wait 5d\n", "wait 5d;\n", 1),
    ("wait 5d\n", "wait\n", 1),
    ("wait 5d\n", "wait 5 days\n", 1),
    ("leave \"lost\"", "leave", 0),
    ("leave \"lost\"", "leave 'lost'", 1),
    ("\"{request.topic}, {count(call_ended, 14d)} calls\"", "\"{request.topic, {count(call_ended, 14d)} calls\"", 1),
    ("\"{request.topic}, {count(call_ended, 14d)} calls\"", "\"{request.}, {count(call_ended, 14d)} calls\"", 0),
    ("\"{request.topic}, {count(call_ended, 14d)} calls\"", "\"{}, {count(call_ended, 14d)} calls\"", 0),
    ("else -> save", "els -> save", 1),
    // Expressions.
    ("<= 30d and until", "<= 30d and and until", 1),
    ("<= 30d and until", "<= 30d <= 40d and until", 0),
    (">= 2\n", ">= not 2\n", 0),
    (
        "latest(call_ended.agent where outcome == resolved, 180d)",
        "latest(call_ended.agent where outcome == resolved 180d)",
        0,
    ),
    (
        "latest(call_ended.agent where outcome == resolved, 180d)",
        "latest(call_ended.agent where outcome == resolved, 180d",
        0,
    ),
    (
        "latest(call_ended.agent where outcome == resolved, 180d)",
        "latest(call_ended. where outcome == resolved, 180d)",
        0,
    ),
    // Tests.
    ("expect held renewal_offer because", "expct held renewal_offer because", 1),
    ("expect sent renewal_offer via email", "expect", 1),
    ("expect sent renewal_offer via email", "expect sent renewal_offer via", 1),
    ("at 2026-03-16 09:30  care", "at 16.03.2026 09:30  care", 1),
    ("email: \"ann@example.com\"", "email: \"ann@example.com", 2),
    // Braces.
    ("    wait 5d\n    -> escalate\n  }", "    wait 5d\n    -> escalate", 0),
    (
        "if request.severity == high or repeat_caller { -> escalate }",
        "if request.severity == high or repeat_caller { -> escalate",
        1,
    ),
    ("    wait 5d\n    -> escalate\n  }", "    wait 5d\n    -> escalate\n  } }", 0),
    ("    wait 5d\n    -> escalate\n  }\n}", "    wait 5d\n    -> escalate\n  }", 0),
    ("    wait 5d\n    -> escalate\n  }\n}", "    wait 5d\n    -> escalate\n  }\n}\n}", 0),
    ("event ticket_closed { ticket: id  satisfied: bool? }", "event ticket_closed { ticket: id  satisfied: bool?", 0),
    (
        "      after 24h                                 -> escalate\n    }",
        "      after 24h                                 -> escalate",
        0,
    ),
];

fn tour() -> String {
    ["company", "support", "renewal"].map(text).join("\n")
}

#[test]
fn one_mistake_is_one_error() {
    let right = tour();
    let parts = good_parts(&right);
    let mut seen = String::new();
    let mut wrong = String::new();
    for (of, instead, cost) in MISTAKES {
        assert!(right.contains(of), "`{of}` is not in the text");
        let text = right.replacen(of, instead, 1);
        let parse = parse(&text);
        assert_whole(&text, &parse);
        let index = LineIndex::new(&text);
        let planted = right.find(of).unwrap();
        let line_of = |at: usize| index.position(&text, at as u32).line;
        let lines = line_of(planted)..=line_of(planted + instead.len());
        let lost = parts.saturating_sub(good_parts(&text));
        let placed =
            of.contains('}') || parse.errors.iter().all(|error| lines.contains(&line_of(error.span.start as usize)));
        if parse.errors.len() != 1 || !placed || lost > *cost {
            wrong += &format!("--- {instead} (lines {lines:?}, lost {lost})\n{}\n", shown(&text, &parse.errors));
        }
        let first = instead.trim().lines().next().unwrap_or_default();
        seen += &format!("{first}\n    {}\n", shown(&text, &parse.errors));
    }
    assert!(wrong.is_empty(), "{wrong}");
    insta::assert_snapshot!("mistakes", seen);
}

/// The words and signs of a text without comments.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut tokens: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        match tokens.last_mut() {
            Some(last) if last.end == at && is_word(c) && text[last.clone()].ends_with(is_word) => last.end = at + 1,
            _ => tokens.push(at..at + c.len_utf8()),
        }
    }
    tokens
}

#[test]
fn whatever_is_taken_out_or_spoilt_is_hardly_ever_two_errors() {
    let right = text("support").lines().filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join("\n");
    let tokens = tokens(&right);
    let mut twice = Vec::new();
    for token in &tokens {
        for instead in ["", "@"] {
            let text = format!("{}{instead}{}", &right[..token.start], &right[token.end..]);
            let errors = parse(&text).errors;
            if errors.len() > 1 {
                twice.push(format!("`{}`: {}", &right[token.clone()], shown(&text, &errors)));
            }
        }
    }
    assert!(twice.len() * 100 < tokens.len(), "{}", twice.join("\n"));
}
