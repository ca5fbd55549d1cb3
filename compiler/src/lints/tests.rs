//! What the checks tell, and what stands near it and is right: a table for each check.

use crate::{
    Files, Workspace,
    testing::{told, workspace},
};

/// What every workspace of these tests has, and uses.
const COMPANY: &str = "
customer { plan: basic | plus | premium = basic  score: int = 0  age: int?  vip: bool = false  mobile: text? }
channel email {}
channel sms   {}
priorities safety > service > upsell
event asked  { topic: text  level: low | high  n: int }
event solved { topic: text }
event told   { n: int }
message hello { purpose service  channels email, sms  hold 1d }
journey greet { enter on told  limit 9d  step first { send hello } }
";

/// What is told about a workspace, as `code at text`: without what the company's own declarations are told.
fn codes(text: &str) -> Vec<String> {
    codes_of(&[("case.journey", text)])
}

fn codes_of(files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("company.journey", COMPANY)];
    all.extend(files);
    let found = told(&workspace(&all));
    found.iter().filter_map(|one| one.split_once(": ")).map(|(place, _)| place.replace("case.journey ", "")).collect()
}

/// Asserts what is told about each of some texts.
#[track_caller]
fn check(table: &[(&str, &[&str])]) {
    let mut wrong = String::new();
    for (text, expected) in table {
        let found = codes(text);
        if found != *expected {
            wrong += &format!("{text}\n  expected {expected:#?}\n  found    {found:#?}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A step of a journey that asked brings.
fn journey(items: &str) -> String {
    format!("journey j {{ enter on asked as it  limit 30d  {items} }}")
}

#[track_caller]
fn check_journeys(table: &[(&str, &[&str])]) {
    let texts: Vec<(String, &[&str])> = table.iter().map(|(items, expected)| (journey(items), *expected)).collect();
    let table: Vec<(&str, &[&str])> = texts.iter().map(|(text, expected)| (text.as_str(), *expected)).collect();
    check(&table);
}

#[test]
fn conditions_that_are_decided_on_their_way() {
    check_journeys(&[
        (
            "step a { if customer.plan in (basic, plus, premium) { done } }",
            &["W0300 at `customer.plan in (basic, plus, premium)`"],
        ),
        ("step a { if customer.plan in (basic, plus) { done } }", &[]),
        ("step a { if customer.vip { if customer.vip { done } } }", &["W0300 at `customer.vip`"]),
        ("step a { if customer.vip { wait 1d  if customer.vip { done } } }", &[]),
        ("step a { if not customer.vip { leave \"no\" }  if customer.vip { done } }", &["W0300 at `customer.vip`"]),
        ("step a { if it.level == high { wait 1d  if it.level == low { done } } }", &["W0300 at `it.level == low`"]),
        ("step a { if customer.score > 5 { if customer.score > 3 { done } } }", &["W0300 at `customer.score > 3`"]),
        ("step a { if customer.score > 3 { if customer.score > 5 { done } } }", &[]),
        ("step a { if count(asked, 7d) >= 0 { done } }", &["W0300 at `count(asked, 7d) >= 0`"]),
        ("step a { if now.hour < 24 { done } }", &["W0300 at `now.hour < 24`"]),
        ("step a { if true { done } }", &["W0300 at `true`"]),
        (
            "step a { if customer.age is known and customer.age is known { done } }",
            &["W0300 at `customer.age is known`"],
        ),
        ("step a { if customer.plan is known { done } }", &["W0300 at `customer.plan is known`"]),
    ]);
}

#[test]
fn a_stage_is_decided_as_a_whole() {
    let stage = |condition: &str| {
        let journeys = "journey k { stage use  enter on solved  limit 9d  step a { stay } }
            journey l { stage use  enter on solved  limit 9d  step a { stay } }";
        codes(&format!("{journeys}\n{}", journey(&format!("step a {{ if {condition} {{ done }} }}"))))
    };
    assert_eq!(stage("in k or in stage use"), [] as [String; 0]);
    assert_eq!(stage("in k and in stage use"), ["W0300 at `in stage use`"]);
    assert_eq!(stage("in stage use or in stage use"), ["W0300 at `in stage use`"]);
    assert_eq!(stage("not in stage use and in l"), ["E0500 at `not in stage use and in l`"]);
}

#[test]
fn what_the_where_of_an_event_makes_sure_of() {
    let journey = |entries: &str, items: &str| format!("journey j {{ {entries}  limit 30d  {items} }}");
    let high = "enter on asked as it where level == high and n > 3 and customer.vip";
    let entries = |entries: &str, items: &str, expected: &[&str]| {
        assert_eq!(codes(&journey(entries, items)), expected, "{entries} {items}");
    };
    entries(high, "step a { if it.level == high { done } }", &["W0300 at `it.level == high`"]);
    entries(high, "step a { wait 1d  -> b }  step b { if it.n > 2 { done } }", &["W0300 at `it.n > 2`"]);
    entries(high, "step a { if it.n > 4 { done } }", &[]);
    // An attribute can change, and an event that is bound anew is another one.
    entries(high, "step a { if customer.vip { done } }", &[]);
    entries(
        high,
        "on asked as it { if it.level == low { emit told { n: 1 } } }  step a { if it.level == low { done } }",
        &[],
    );
    let low = "enter on asked as it where level == low and n > 3";
    entries(&format!("{high}  {low}"), "step a { if it.level == high { done } }", &[]);
    entries(&format!("{high}  {low}"), "step a { if it.n > 2 { done } }", &["W0300 at `it.n > 2`"]);
    let arm = "step a { wait { on solved as end where topic == \"x\" { if end.topic == \"x\" { -> b } } after 2d -> b } }  step b { wait 1d }";
    entries("enter on asked", arm, &["W0300 at `end.topic == \"x\"`"]);
}

#[test]
fn measures_of_everybody() {
    let table: [(&str, &[&str]); 6] = [
        ("measure m = asked of asked per day", &["W0337 at `m`"]),
        ("measure m = asked of asked where n > 3 per day", &["W0337 at `m`"]),
        ("measure m = (asked or told) of (asked via sms or told where n > 3) per day", &["W0337 at `m`"]),
        ("measure m = asked where n > 3 of asked where n > 3 per day", &["W0337 at `m`"]),
        ("measure m = asked where n > 3 of asked per day", &[]),
        ("measure m = asked via sms of asked per day", &[]),
    ];
    check(&table);
}

#[test]
fn conditions_of_decisions() {
    let decision = |choices: &str| format!("decision d(n: int) answers {{ queue: bot | agent }} {{ {choices} }}");
    let table = [
        ("if n > 3 { answer { queue: agent } } answer { queue: bot }", vec![]),
        (
            "if n > 3 { answer { queue: agent } } if n > 5 { answer { queue: agent } } answer { queue: bot }",
            vec!["W0300 at `n > 5`"],
        ),
        ("if n > 3 { if n > 2 { answer { queue: agent } } } answer { queue: bot }", vec!["W0300 at `n > 2`"]),
        ("if n > 3 and n < 2 { answer { queue: agent } } answer { queue: bot }", vec!["E0500 at `n > 3 and n < 2`"]),
    ];
    let table = table.map(|(choices, expected)| (decision(choices), expected));
    let table: Vec<(&str, &[&str])> =
        table.iter().map(|(text, expected)| (text.as_str(), expected.as_slice())).collect();
    check(&table);
}

#[test]
fn the_last_case_that_is_left_may_be_said() {
    check_journeys(&[(
        "step a { if customer.plan == basic { done } else if customer.plan == plus { leave \"a\" } else if customer.plan == premium { leave \"b\" } }",
        &[],
    )]);
}

#[test]
fn conditions_that_contradict_themselves() {
    check(&[
        (
            "trait t = customer.score > 5 and customer.score < 3\njourney j { enter when t  limit 1d  step a { stay } }",
            &["W0300 at `customer.score < 3`"],
        ),
        (
            "journey j { enter when customer.score > 5 and customer.score < 3  limit 1d  step a { stay } }",
            &["E0500 at `customer.score > 5 and customer.score < 3`"],
        ),
        ("journey j { enter when customer.score > 5 and customer.score < 7  limit 1d  step a { stay } }", &[]),
        (
            "journey j { enter when customer.score > 5 and customer.score < 6  limit 1d  step a { stay } }",
            &["E0500 at `customer.score > 5 and customer.score < 6`"],
        ),
        (
            "journey j { enter on asked where level == low and level == high  limit 1d  step a { stay } }",
            &["E0500 at `level == low and level == high`"],
        ),
        ("journey j { enter on asked where topic == \"a\" or topic == \"b\"  limit 1d  step a { stay } }", &[]),
    ]);
}

#[test]
fn steps_without_a_way() {
    check_journeys(&[
        ("step a { wait 1d } step b { done }", &["W0301 at `b`"]),
        ("step a { wait 1d -> b } step b { done }", &[]),
        ("goal solved -> b  step a { wait 1d } step b { done }", &[]),
        ("on solved -> b  step a { wait 1d } step b { done }", &[]),
        ("from step gone -> b  step a { wait 1d } step b { done }", &[]),
        ("step a { wait 1d } step b { wait 1d -> c } step c { wait 1d -> b }", &["W0301 at `b`", "W0301 at `c`"]),
    ]);
}

#[test]
fn arms_that_cannot_happen() {
    check_journeys(&[
        ("step a { wait { when true { done }  on solved { done } } }", &["W0302 at `on solved { done }`"]),
        ("step a { wait { when customer.vip { done }  on solved { done } } }", &[]),
        (
            "step a { wait { on solved { done }  on solved { leave \"x\" } } }",
            &["W0302 at `on solved { leave \"x\" }`"],
        ),
        ("step a { wait { on solved where topic == \"a\" { done }  on solved { leave \"x\" } } }", &[]),
        (
            "exit on solved  step a { wait { on solved { done }  after 1d { done } } }",
            &["W0302 at `on solved { done }`"],
        ),
        ("goal solved  step a { wait { on told { done }  after 1d { done } } }", &[]),
        ("step a { wait { when false { done }  after 1d { done } } }", &["W0302 at `when false { done }`"]),
    ]);
}

#[test]
fn times_that_never_come() {
    check_journeys(&[
        ("step a { wait { after 2d { done }  after 1d { leave \"x\" } } }", &["W0303 at `after 2d { done }`"]),
        ("step a { wait { on solved { done }  after 1d { leave \"x\" } } }", &[]),
        (
            "step a { wait { on solved { done }  after 31d { leave \"x\" } } }",
            &["W0303 at `after 31d { leave \"x\" }`"],
        ),
        (
            "step a { wait 20d  wait { on solved { done }  after 11d { leave \"x\" } } }",
            &["W0303 at `after 11d { leave \"x\" }`"],
        ),
        ("step a { wait 20d  wait { on solved { done }  after 9d { leave \"x\" } } }", &[]),
    ]);
    check(&[
        ("journey j { enter on asked  limit 30m  step a { wait 1d } }", &["W0334 at `limit 30m`"]),
        ("journey j { enter on asked  limit 30m  step a { stay } }", &[]),
        ("journey j { enter on asked  limit 30d  step a { wait 1d } }", &[]),
    ]);
}

/// A message that a journey sends.
fn sent(items: &str) -> String {
    format!("message m {{ {items} }}\njourney j {{ enter on asked  limit 30d  step a {{ send m }} }}\n")
}

#[test]
fn messages_that_are_never_sent() {
    let upsell = sent("purpose upsell  channels sms  hold 3d");
    check(&[
        (&format!("{upsell}policy p {{ no: suppress upsell while true }}"), &["W0304 at `m`"]),
        (&format!("{upsell}policy p {{ no: suppress upsell while customer.vip }}"), &[]),
        (&format!("{upsell}policy p {{ no: cap upsell via sms to 0 per day }}"), &["W0304 at `m`"]),
        (&format!("{upsell}policy p {{ no: quiet 00:00..24:00 for upsell }}"), &["W0304 at `m`"]),
        (
            &format!("{upsell}policy p {{ a: quiet 00:00..12:00 for upsell  b: quiet 12:00..24:00 for upsell }}"),
            &["W0304 at `m`"],
        ),
        (&format!("{upsell}policy p {{ a: quiet 00:00..24:00 on weekends for upsell }}"), &[]),
        (
            &format!(
                "{}policy p {{ no: suppress upsell while customer.vip }}",
                sent("purpose upsell  channels sms  hold 3d  only when customer.vip")
            ),
            &["W0304 at `m`"],
        ),
        (
            &format!(
                "{}policy p {{ no: suppress all via sms while true }}",
                sent("purpose upsell  channels sms, email  hold 3d")
            ),
            &[],
        ),
    ]);
    check(&[(
        "message m { purpose upsell  channels sms, email  hold 3d }
         journey j { enter on asked  limit 30d  step a { send m via sms  wait 1d  send m } }
         policy p { no: suppress all via sms while true }",
        &["W0304 at `send m via sms`"],
    )]);
}

#[test]
fn holds_that_are_shorter_than_the_night() {
    let nights = "policy p { nights: quiet 21:00..08:00 for all via sms except safety }";
    let with = |items: &str| format!("{}{nights}", sent(items));
    check(&[
        (&with("purpose upsell  channels sms  hold 6h"), &["W0305 at `hold 6h`"]),
        (&with("purpose upsell  channels sms  hold 11h"), &[]),
        (&with("purpose upsell  channels sms  hold 0s"), &[]),
        (&with("purpose upsell  channels sms, email  hold 6h"), &[]),
        (&with("purpose safety  channels sms  hold 6h"), &[]),
    ]);
}

#[test]
fn rules_that_do_nothing() {
    let upsell = sent("purpose upsell  channels sms  hold 3d");
    let with = |rules: &str| format!("{upsell}policy p {{ {rules} }}");
    check(&[
        (&with("a: suppress safety while customer.vip"), &["W0310 at `a`"]),
        (&with("a: suppress upsell via email while customer.vip"), &["W0310 at `a`"]),
        (&with("a: suppress upsell while customer.vip  b: suppress all while customer.vip"), &["W0311 at `a`"]),
        (&with("a: suppress upsell while customer.vip  b: suppress all while not customer.vip"), &["W0304 at `m`"]),
        (&with("a: suppress upsell for 1d after told  b: suppress all for 7d after told"), &["W0311 at `a`"]),
        (&with("a: suppress upsell for 9d after told  b: suppress all for 7d after told"), &[]),
        (&with("a: quiet 22:00..06:00 for upsell  b: quiet 21:00..08:00 for all"), &["W0311 at `a`"]),
        (&with("a: quiet 22:00..06:00 for all  b: quiet 22:00..06:00 for all"), &["W0314 at `b`"]),
        (&with("a: cap all to 5 per 24h  b: cap all to 2 per 24h"), &["W0313 at `a`"]),
        (&with("a: cap upsell to 5 per 24h  b: cap all to 2 per 24h"), &["W0313 at `a`"]),
        (&with("a: cap upsell to 1 per 24h  b: cap all to 2 per 24h"), &[]),
        (&with("a: cap upsell to 20 per 7d  b: cap all to 2 per 24h"), &["W0313 at `a`"]),
        (&with("a: cap upsell to 10 per 7d  b: cap all to 2 per 24h"), &[]),
        (&with("a: cap upsell to 5 per 24h  b: cap all to 2 per 24h except upsell"), &[]),
        (&with("a: gather upsell until 09:00  b: gather upsell until 10:00"), &["W0314 at `b`"]),
        (&with("a: holdout 5% of upsell  b: holdout 10% of upsell"), &["W0314 at `b`"]),
    ]);
}

#[test]
fn a_team_can_only_tighten() {
    let company = "policy p { two: cap upsell to 2 per 24h }";
    let sales = |cap: &str| {
        format!("{}policy q {{ mine: cap upsell to {cap} per 24h }}", sent("purpose upsell  channels sms  hold 3d"))
    };
    let found = |cap: &str| codes_of(&[("case.journey", company), ("sales/a.journey", &sales(cap))]);
    assert_eq!(found("5"), ["W0312 sales/a.journey at `mine`"]);
    assert_eq!(found("1"), [] as [&str; 0]);
}

#[test]
fn journeys_that_compete() {
    let two = |second: &str, cap: u32| {
        format!(
            "message a {{ purpose upsell  channels sms  hold 1d }}
             message b {{ purpose upsell  channels sms  hold 1d {second} }}
             journey one {{ enter on asked  limit 9d  step s {{ send a }} }}
             journey two {{ enter on asked  limit 9d  step s {{ send b }} }}
             policy p {{ few: cap upsell to {cap} per 24h }}"
        )
    };
    check(&[(&two("", 1), &["W0320 at `two`"]), (&two("worth 5", 1), &[]), (&two("", 2), &[])]);
}

#[test]
fn windows_that_saturate() {
    check_journeys(&[
        ("step a { if distinct(asked.topic, 30d) > 150 { done } }", &["W0330 at `distinct(asked.topic, 30d) > 150`"]),
        ("step a { if distinct(asked.topic, 30d, up to 500) > 150 { done } }", &[]),
        ("step a { if count(asked, 30d) > 150 { done } }", &[]),
        (
            "step a { if count(asked, 30d) + count(told, 30d) > 250 { done } }",
            &["W0330 at `count(asked, 30d) + count(told, 30d) > 250`"],
        ),
    ]);
}

#[test]
fn what_nothing_uses() {
    check(&[
        ("trait t = customer.vip", &["W0331 at `t`"]),
        ("signal s = asked then told", &["W0331 at `s`"]),
        ("message m { purpose upsell  channels email  hold 1d }", &["W0331 at `m`"]),
        ("action a to \"desk\"", &["W0331 at `a`"]),
        ("type kind = x | y", &["W0331 at `kind`"]),
        ("channel post {}", &["W0331 at `post`"]),
        ("channel web { inbound }", &[]),
        ("private event e {}", &["W0331 at `e`"]),
        ("event e {}", &[]),
        ("trait t = customer.vip\njourney j { enter when t  limit 1d  step a { stay } }", &[]),
        ("type kind = x | y\nevent e { kind: kind }", &[]),
        ("decision d(a: int, b: int) answers { n: int } { answer { n: a } }", &["W0331 at `b`"]),
        ("decision d(a: int) answers { n: int } { answer { n: count(told where n == a, 1d) } }", &[]),
    ]);
}

#[test]
fn names_that_hide_others() {
    let sales = "event asked { n: int }";
    assert_eq!(codes_of(&[("sales/a.journey", sales)]), ["W0332 sales/a.journey at `asked`"]);
    assert_eq!(codes_of(&[("sales/a.journey", "event answered_it { n: int }")]), [] as [&str; 0]);
    check(&[(
        "trait busy = customer.vip\njourney j { enter on asked as busy where customer.vip  limit 1d  step a { stay } }\njourney k { enter when busy  limit 1d  step a { stay } }",
        &["W0332 at `asked as busy where customer.vip`"],
    )]);
}

#[test]
fn channels_without_consent() {
    let letters = |requires: &str| {
        format!(
            "channel post {{ {requires} }}\nmessage m {{ purpose upsell  channels post  hold 3d }}\njourney j {{ enter on asked  limit 30d  step a {{ send m }} }}\n"
        )
    };
    assert_eq!(
        codes(&letters("requires customer.vip")),
        ["W0333 company.journey at `email`", "W0333 company.journey at `sms`"]
    );
    assert_eq!(codes(&letters("requires customer.mobile is known")), [] as [&str; 0]);
}

#[test]
fn keys_that_are_personal() {
    let events = "event stolen { personal card: id  account: id }  event lost { card: id }";
    let about = |text: &str| format!("{events}  {text}");
    check(&[
        (
            &about("journey j for each card { enter on lost  enter on stolen  limit 9d  step s { send hello } }"),
            &["W0336 at `card`"],
        ),
        (&about("journey j for each card { enter on lost  limit 9d  step s { send hello } }"), &[]),
        (&about("journey j for each account { enter on stolen  limit 9d  step s { send hello } }"), &[]),
        (
            &about(
                "signal s for each card = stolen then no solved within 1d
                 journey j { enter on s  limit 9d  step s { send hello } }",
            ),
            &["W0336 at `card`"],
        ),
    ]);
}

#[test]
fn commands_that_reach_customers() {
    let doing = |action: &str, to: &str| {
        format!("action {action} to \"{to}\"\njourney j {{ enter on asked  limit 1d  step a {{ do {action} }} }}")
    };
    check(&[
        (&doing("call_back", "desk"), &["W0340 at `call_back`"]),
        (&doing("send_sms", "desk"), &["W0340 at `send_sms`"]),
        (&doing("remind", "mail-server"), &["W0340 at `remind`"]),
        (&doing("log_call", "crm"), &[]),
        (&doing("open_task", "care-desk"), &[]),
    ]);
}

#[test]
fn arms_that_are_deaf() {
    let waits = |hold: &str, send: &str, rest: &str| {
        format!(
            "message m {{ purpose upsell  channels sms  hold {hold} }}
             policy p {{ calm: suppress upsell while customer.vip }}
             journey j {{ enter on asked  limit 30d  {rest} step a {{ send m {send} wait {{ on solved {{ done }} after 3d {{ done }} }} }} }}"
        )
    };
    check(&[
        (&waits("2d", "", ""), &["W0341 at `on solved { done }`"]),
        (&waits("0s", "", ""), &[]),
        (&waits("2d", "{ on solved { done } }", ""), &[]),
        (&waits("2d", "", "goal solved where topic == \"x\" "), &[]),
    ]);
}

#[test]
fn caps_that_open_at_midnight() {
    let upsell = sent("purpose upsell  channels sms  hold 3d");
    check(&[
        (&format!("{upsell}policy p {{ a: cap all to 2 per day }}"), &["W0342 at `a`"]),
        (&format!("{upsell}policy p {{ a: cap all to 2 per 24h }}"), &[]),
        (&format!("{upsell}policy p {{ a: cap all to 2 per day  b: quiet 21:00..08:00 for all via sms }}"), &[]),
    ]);
}

#[test]
fn expectations_that_cannot_fail() {
    let test = |line: &str| {
        format!(
            "message m {{ purpose upsell  channels sms }}\ntest \"t\" {{ at 2026-03-10 10:00  asked {{ topic: \"x\"  level: low  n: 1 }}\n  {line} }}"
        )
    };
    let unused = "W0331 at `m`";
    check(&[
        (&test("expect no m for 7d"), &[unused, "W0343 at `expect no m for 7d`"]),
        (&test("expect no hello for 7d"), &[unused]),
        (&test("expect no told for 7d"), &[unused, "W0343 at `expect no told for 7d`"]),
        (
            &test("expect customer.score >= 0 or customer.score < 5"),
            &[unused, "W0343 at `expect customer.score >= 0 or customer.score < 5`"],
        ),
        (&test("expect customer.score >= 0"), &[unused]),
    ]);
}

#[test]
fn allowances_of_one_place() {
    check(&[
        ("// allow W0331: a start for the team\ntrait t = customer.vip", &[]),
        ("// allow W0331: a start for the team\n/// Docs.\ntrait t = customer.vip", &[]),
        ("trait t = customer.vip // allow W0331: a start for the team", &[]),
        ("// allow W0331\ntrait t = customer.vip", &["E0510 at `W0331`", "W0331 at `t`"]),
        ("// allow W0331: a start\nevent e {}", &["W0350 at `W0331`"]),
        ("// allow W0331: a start\nevent e {}\ntrait t = customer.vip", &["W0350 at `W0331`", "W0331 at `t`"]),
        ("// allow W0399: a start\nevent e {}", &["E0511 at `W0399`"]),
        ("// allow E0150: a start\nevent e {}", &["E0512 at `E0150`"]),
        ("// allow me to say something\nevent e {}", &[]),
    ]);
}

#[test]
fn levels_of_a_workspace() {
    let with = |lints: &str, text: &str| {
        let manifest = format!("[workspace]\nname = \"test\"\n[lints]\n{lints}\n");
        let sources = vec![("company.journey".into(), text.to_owned())];
        let workspace = Workspace::new(Files { manifest: Some(manifest), sources });
        (told(&workspace), workspace.program(crate::With::Nothing).is_some())
    };
    let text = "customer { vip: bool = false }\ntrait t = customer.vip";
    let warned = || {
        vec!["W0331 company.journey at `t`: nothing uses the trait `t` (ask it somewhere, or take it out)".to_owned()]
    };
    assert_eq!(with("W0331 = \"allow\"", text), (vec![], true));
    assert_eq!(with("W0331 = \"warn\"", text), (warned(), true));
    assert_eq!(with("W0331 = \"deny\"", text), (warned(), false));
    insta::assert_debug_snapshot!(with("W0333 = \"no\"\nW331 = \"allow\"\nE0150 = \"allow\"", text).0);
}

#[test]
fn what_is_told_says_why_and_what_to_do() {
    let text = "
        message m { purpose upsell  channels sms  hold 6h }
        message n { purpose upsell  channels sms  hold 1d }
        policy p { nights: quiet 21:00..08:00 for all via sms except safety  a: cap upsell to 5 per day  b: cap all to 1 per day }
        action call_back to \"desk\"
        journey one { enter on asked as it  limit 9d
          step s { if it.level == high { if it.level == high { do call_back } }  send n  wait { on solved -> t  after 1d -> t } }
          step t { send m  wait 9d } }
        journey two { enter on asked  limit 9d  step s { send n } }";
    let found = told(&workspace(&[("company.journey", COMPANY), ("case.journey", text)]));
    insta::assert_debug_snapshot!(found);
}
