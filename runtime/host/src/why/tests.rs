//! Stories out of a few records.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::Write as _;

use super::*;

/// Records as they are written, without what the tests don't look at.
fn records(lines: &[&str]) -> Vec<baton_program::Record> {
    lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn no_lines(_: &str, _: usize) -> Option<String> {
    None
}

/// A fact with its objections, one a line.
fn told(fact: &Fact) -> String {
    let objections = fact.objections.iter().map(|objected| format!("\n- {}\n  {}", objected.words, objected.ends));
    format!("{}{}", fact.words, objections.collect::<String>())
}

/// What a single record tells.
fn tells(rest: &str) -> String {
    let line = format!(r#"{{"at":"2026-03-10T22:30:00.000Z","customer":"ann","moment":4,{rest}}}"#);
    let tale = of_customer(&records(&[&line]), &no_lines).unwrap();
    told(&tale.moments[0].facts[0])
}

#[test]
fn what_happened() {
    let table = [
        (
            r#""kind":"merged","with":{"was":"visitor"}"#,
            "`visitor` is `ann` from now on; what came before is told under either id",
        ),
        (
            r#""kind":"left","journey":"sales.renew","step":"offer","reason":"merged","because":[{"rule":"merged"}]"#,
            "left `sales.renew` (\"merged\"), because two customers became one",
        ),
        (
            r#""kind":"refused","event":"customer_identified","with":{"was":"visitor"},"reason":"already merged""#,
            "was refused `customer_identified` (\"already merged\") with was = visitor",
        ),
        (
            r#""kind":"entered","journey":"sales.renew","step":"offer","because":[{"rule":"when","values":{"customer.ends":"2026-04-05","x":null}}]"#,
            "entered `sales.renew` at step `offer`, because customer.ends = 2026-04-05, x = unknown",
        ),
        (
            r#""kind":"answered","decision":"route","with":{"queue":"bot"},"because":[{"rule":"else","values":{"vip":false}},{"rule":"if"},{"rule":"answer"}]"#,
            "`route` was asked, and answered queue = bot; it asked vip = false: no, then its condition: yes",
        ),
        (r#""kind":"answered","decision":"at_a_glance","with":{"journeys":[]}"#, "was looked at at a glance"),
        (
            r#""kind":"moved","journey":"care.support","key":"t-1","step":"escalate","because":[{"rule":"care.call_ended"}]"#,
            "moved to step `escalate` of `care.support` for `t-1`, because `care.call_ended` happened",
        ),
        (
            r#""kind":"joined","audience":"care.trouble","because":[{"rule":"when","values":{"customer.income":{"withheld":"personal"},"x":1}}]"#,
            "joined the audience `care.trouble`, because customer.income (personal), x = 1",
        ),
        (
            r#""kind":"departed","audience":"care.trouble","because":[{"rule":"when"}]"#,
            "departed from the audience `care.trouble`, because its condition held no longer",
        ),
        (
            r#""kind":"moved","journey":"a.b","step":"c","because":[{"rule":"dropped"}]"#,
            "moved to step `c` of `a.b`, because its message was dropped",
        ),
        (
            r#""kind":"missed","journey":"a.b","step":"c","because":[{"rule":"within"}]"#,
            "didn't reach the goal of `a.b` in its time",
        ),
        (r#""kind":"left","journey":"a.b","step":"c","reason":"lost""#, "left `a.b` (\"lost\")"),
        (
            r#""kind":"did","journey":"a.b","action":"a.call","to":"desk","with":{"brief":"one, two","agent":null}"#,
            "did `a.call` for `desk` with brief = \"one, two\", agent = unknown",
        ),
        (
            r#""kind":"answered","journey":"a.b","action":"a.call","reason":"failed""#,
            "`a.call` was answered (\"failed\")",
        ),
        (r#""kind":"completed","journey":"a.b""#, "came to the end of `a.b`"),
    ];
    for (record, words) in table {
        assert_eq!(tells(record), words);
    }
}

#[test]
fn every_kind_of_objection() {
    let held = |because: &str| {
        let told = tells(&format!(r#""kind":"held","message":"s.m","send":"s.j/4/-/4.1/ann","because":[{because}]"#));
        told.strip_prefix("asked to send `s.m`; held\n- ").unwrap().to_owned()
    };
    let table = [
        (
            r#"{"rule":"c.calm","kind":"suppress","values":{"in care.support":true,"in care.search":false}}"#,
            "`c.calm` suppresses it: in care.support = true, in care.search = false\n  when `in care.support` is over",
        ),
        (
            r#"{"rule":"c.cool","kind":"suppress","until":"2026-03-12T00:00:00.000Z","values":{"closed":true}}"#,
            "`c.cool` suppresses it: closed = true\n  when `closed` is no longer true; time alone can change that at \
             2026-03-12 00:00 UTC",
        ),
        (
            r#"{"rule":"c.nights","kind":"quiet","channel":"sms","until":"2026-03-11T08:00:00.000Z","values":{"local_time":"23:30","timezone":"Africa/Lagos"}}"#,
            "`c.nights` keeps `sms` quiet: it is 23:30 in Africa/Lagos\n  from 2026-03-11 08:00 UTC (09:00 in \
             Africa/Lagos) on",
        ),
        (
            r#"{"rule":"c.two","kind":"cap","channel":"sms","until":"2026-03-11T00:00:00.000Z","values":{"sent":2,"limit":2,"per":"day"}}"#,
            "`c.two` is full for `sms`: 2 of 2 sent per day\n  with 1 fewer sent, or from 2026-03-11 00:00 UTC on",
        ),
        (
            r#"{"rule":"c.none","kind":"cap","channel":"sms","values":{"sent":0,"limit":0,"per":"day"}}"#,
            "`c.none` is full for `sms`: 0 of 0 sent per day\n  nothing: the cap is 0",
        ),
        (
            r#"{"rule":"requires","kind":"requires","channel":"email","values":{"customer.consent":false}}"#,
            "`email` requires what isn't so: customer.consent = false\n  if `customer.consent` were true",
        ),
        (
            r#"{"rule":"requires","kind":"requires","channel":"voice","values":{"customer.age":{"withheld":"personal"}}}"#,
            "`voice` requires what isn't so: customer.age (personal)\n  if what `voice` requires were so",
        ),
        (
            r#"{"rule":"only_when","kind":"only_when","values":{"customer.plan":null}}"#,
            "its `only when` doesn't hold: customer.plan = unknown\n  if `customer.plan` were known",
        ),
        (
            r#"{"rule":"only_when","kind":"only_when","values":{"customer.plan":"basic"}}"#,
            "its `only when` doesn't hold: customer.plan = basic\n  if its `only when` held",
        ),
        (
            r#"{"rule":"paused","kind":"paused","values":{"in a.b":true}}"#,
            "its journey is paused: in a.b = true\n  when the pause of its journey is over",
        ),
        (
            r#"{"rule":"c.evening","kind":"gather","until":"2026-03-11T18:00:00.000Z"}"#,
            "`c.evening` gathers\n  from 2026-03-11 18:00 UTC on",
        ),
        // As records were before they told the kind.
        (r#"{"rule":"c.old","values":{"x":1}}"#, "`c.old` objects: x = 1\n  when `c.old` no longer objects"),
    ];
    for (because, words) in table {
        assert_eq!(held(because), words);
    }
}

/// A message that is held for a condition and, on one channel, for the night; then sent when a journey has ended.
fn a_life() -> Vec<baton_program::Record> {
    records(&[
        r#"{"at":"2026-03-10T22:30:00.000Z","customer":"ann","moment":4,"kind":"entered","journey":"s.j","step":"offer","because":[{"rule":"s.e","place":"s/a.journey:2:3"}]}"#,
        r#"{"at":"2026-03-10T22:30:00.000Z","customer":"ann","moment":4,"kind":"held","journey":"s.j","step":"offer","message":"s.m","send":"s.j/4/-/4.1/ann","because":[{"rule":"c.calm","kind":"suppress","place":"a.journey:1:1","values":{"in care.support":true}},{"rule":"c.nights","kind":"quiet","channel":"sms","until":"2026-03-11T08:00:00.000Z"}]}"#,
        r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ann","moment":5,"kind":"reached","journey":"care.support","step":"x"}"#,
        r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ann","moment":5,"kind":"sent","journey":"s.j","step":"offer","message":"s.m","channel":"email","send":"s.j/4/-/4.1/ann","content":"s/m","with":{"n":1}}"#,
        r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ann","moment":5,"kind":"moved","journey":"s.j","step":"next"}"#,
    ])
}

#[test]
fn the_life_of_a_message() {
    let lines = |file: &str, line: usize| (file == "a.journey" && line == 1).then(|| "calm: suppress …".to_owned());
    let tale = of_send(&a_life(), "s.j/4/-/4.1/ann", &lines).unwrap();
    assert_eq!(tale.about.unwrap().words, "`s.m`, asked for by `s.j` at step `offer`");
    let facts: Vec<Vec<_>> =
        tale.moments.iter().map(|moment| moment.facts.iter().map(|fact| fact.words.as_str()).collect()).collect();
    assert_eq!(
        facts,
        [
            ["entered `s.j` at step `offer`, because `s.e` happened", "asked to send `s.m`; held"],
            ["reached the goal of `care.support`", "`s.m` sent via `email` 10h 30m after it was asked for"],
        ]
    );
    let place = tale.moments[0].facts[1].objections[0].place.as_ref().unwrap();
    assert_eq!(place.source.as_deref(), Some("calm: suppress …"));
    let outcome = tale.outcome.unwrap();
    assert_eq!(outcome.words, "sent via `email` 10h 30m after it was asked for, as \"s/m\" with n = 1");
    assert!(outcome.ways.is_empty());
}

#[test]
fn a_message_that_still_waits() {
    let tale = of_send(&a_life()[..2], "s.j/4/-/4.1/ann", &no_lines).unwrap();
    let outcome = tale.outcome.unwrap();
    assert_eq!(outcome.words, "still held when these records end");
    assert_eq!(outcome.ways, ["when `in care.support` is over; via `sms` also from 2026-03-11 08:00 UTC on"]);
}

#[test]
fn what_would_have_let_a_message_through() {
    let ways = |because: &str| {
        let line = format!(
            r#"{{"at":"2026-03-10T22:30:00.000Z","customer":"ann","moment":4,"kind":"dropped","message":"s.m","send":"s.j/4/-/4.1/ann","because":[{because}]}}"#
        );
        of_send(&records(&[&line]), "s.j/4/-/4.1/ann", &no_lines).unwrap().outcome.unwrap()
    };
    let unreachable = ways(
        r#"{"rule":"unreachable"},{"rule":"requires","kind":"requires","channel":"email","values":{"a":null}},{"rule":"requires","kind":"requires","channel":"sms","values":{"b":false}}"#,
    );
    assert_eq!(unreachable.words, "dropped at once: no channel can reach the customer");
    assert_eq!(unreachable.ways, ["via `email` if `a` were known", "via `sms` if `b` were true"]);
    let two = ways(r#"{"rule":"p.a","kind":"suppress","values":{"x":true}},{"rule":"paused","kind":"paused"}"#);
    assert_eq!(two.words, "dropped at once");
    assert_eq!(two.ways, ["when `x` is no longer true, and when the pause of its journey is over"]);
}

#[test]
fn a_message_that_was_asked_for_before_the_records_begin() {
    let tale = of_customer(&a_life()[2..], &no_lines).unwrap();
    let facts = &tale.moments[0].facts;
    assert_eq!(facts[1].words, "`s.m` sent via `email`; it was asked for before these records begin");
}

#[test]
fn nothing_to_tell() {
    assert_eq!(of_customer(&[], &no_lines), None);
    assert_eq!(of_send(&a_life(), "other", &no_lines), None);
    assert_eq!(known_sends(&a_life()), [Known { send: "s.j/4/-/4.1/ann".into(), message: "s.m".into() }]);
}

#[test]
fn lines_that_are_no_records_are_told_and_passed_over() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    for line in [
        r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ann","moment":5,"kind":"completed","later":[1]}"#,
        "{",
        "",
        r#"{"at":"today","customer":"ann","moment":5,"kind":"completed"}"#,
        r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ben","moment":1,"kind":"completed"}"#,
        "x",
        "\"x\"",
        r#"{"at":"2026-03-11T09:00:00.000Z","customer":"ann","moment":"five","kind":"completed"}"#,
    ] {
        writeln!(file, "{line}").unwrap();
    }
    let mut unread = vec![];
    let read = read(file.path().to_str().unwrap(), "ann", &mut |line, reason| unread.push((line, reason.to_owned())));
    let read = read.unwrap();
    assert_eq!(read.records.len(), 1);
    assert_eq!(read.customers.iter().map(|customer| &**customer).collect::<Vec<_>>(), ["ann", "ben"]);
    let told: Vec<_> = unread.iter().map(|(line, reason)| format!("{line} {reason}")).collect();
    assert_eq!(
        told,
        [
            "2 the JSON breaks off",
            "4 no record: `today` is not an instant in ISO 8601 with its offset",
            "6 not JSON at column 1",
            "7 no record: not a JSON object",
            "8 no record: a key can't have this value: string \"five\"",
        ]
    );
}

/// Three offers of one banner: one was shown, one had no room, one was suppressed; then nothing was.
fn offers() -> Vec<baton_program::Record> {
    records(&[
        r#"{"at":"2026-03-02T09:00:00.000Z","customer":"ann","moment":2,"kind":"shown","journey":"s.j","step":"one","message":"s.m","channel":"web","send":"s.j/1/-/1.1/ann","placement":"banner","content":"x"}"#,
        r#"{"at":"2026-03-02T09:00:00.000Z","customer":"ann","moment":2,"kind":"answered","placement":"banner","with":{"messages":[{"message":"s.m","send":"s.j/1/-/1.1/ann"}]},"because":[{"rule":"shows","kind":"shows","message":"s.n","send":"s.k/1/-/1.1/ann","values":{"shows":1}},{"rule":"c.calm","kind":"suppress","message":"s.o","send":"s.l/1/-/1.1/ann","values":{"in care.support":true}}]}"#,
        r#"{"at":"2026-03-03T09:00:00.000Z","customer":"ann","moment":3,"kind":"answered","placement":"banner","with":{"messages":[]},"because":[{"rule":"c.calm","kind":"suppress","message":"s.m","send":"s.j/1/-/1.1/ann","values":{"in care.support":true}}]}"#,
    ])
}

#[test]
fn what_a_placement_showed() {
    let tale = of_customer(&offers(), &no_lines).unwrap();
    let facts: Vec<_> = tale.moments.iter().flat_map(|moment| &moment.facts).map(told).collect();
    assert_eq!(
        facts,
        [
            "`s.m` shown in `banner` via `web`",
            "`banner` was asked, and showed `s.m`\n\
             - not `s.n`: its placement shows only one, and another came first\n  \
             with fewer offers before it, by priority and rank\n\
             - not `s.o`: `c.calm` suppresses it: in care.support = true\n  when `in care.support` is over",
            "`banner` was asked, and showed nothing\n\
             - not `s.m`: `c.calm` suppresses it: in care.support = true\n  when `in care.support` is over",
        ]
    );
}

#[test]
fn what_became_of_an_offer() {
    let tale = |send: &str| of_send(&offers(), send, &no_lines).unwrap();
    let shown = tale("s.j/1/-/1.1/ann");
    assert_eq!(shown.about.unwrap().words, "`s.m`, offered by `s.j` at step `one`");
    assert_eq!(shown.moments.len(), 2);
    let outcome = shown.outcome.unwrap();
    assert_eq!(
        (&*outcome.words, outcome.ways.as_slice()),
        ("not shown when `banner` was asked last", &["when `in care.support` is over".to_owned()][..])
    );
    let lost = tale("s.k/1/-/1.1/ann");
    assert_eq!(lost.about.unwrap().words, "`s.n`, offered by `s.k`");
    assert_eq!(
        told(&lost.moments[0].facts[0]),
        "`banner` was asked, and showed `s.m`\n- its placement shows only one, and another came first\n  with fewer offers before it, by priority and rank"
    );
    assert_eq!(lost.outcome.unwrap().words, "not shown when `banner` was asked last");
    let known: Vec<_> = known_sends(&offers()).into_iter().map(|known| known.message.to_string()).collect();
    assert_eq!(known, ["s.m", "s.n", "s.o"]);
}
