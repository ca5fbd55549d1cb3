//! What is told about names and declarations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_grammar::tree::Path;

use crate::{
    Workspace,
    lookup::{Lookup, Space},
    testing::{told, told_of, workspace},
};

/// A path as the grammar reads it.
fn path(text: &str) -> Path {
    baton_grammar::parse(&format!("use {text}")).file.uses.remove(0)
}

/// What a path names in a file, or why it names nothing.
fn find(workspace: &Workspace, file: &str, space: Space, text: &str) -> String {
    let (names, path) = (workspace.names(file).unwrap(), path(text));
    match names.find(space, &path) {
        Some(found) => format!("{} is {}, {} words", found.name, found.what.noun(), found.words),
        None => {
            let missing = names.missing(space, &path);
            format!("{:?}, near {:?}", missing.why, missing.nearest)
        }
    }
}

#[test]
fn names_are_looked_up_from_the_left() {
    let workspace = workspace(&[
        ("root.journey", "event paid { care: int }\nevent ended {}\npriorities service > upsell"),
        ("care/a.journey", "event ended {}\nevent closed {}\njourney support {}\nprivate trait calm = true"),
        ("care/uk/a.journey", "event visit {}"),
        ("sales/a.journey", "use care.closed\nevent paid {}\nswitch winter = on"),
    ]);
    let asked = [
        ("sales/a.journey", Space::Happening, "paid.total"),
        ("sales/a.journey", Space::Happening, "ended"),
        ("sales/a.journey", Space::Happening, "closed.at"),
        ("sales/a.journey", Space::Happening, "care.ended.at"),
        ("sales/a.journey", Space::Happening, "care.uk.visit"),
        ("sales/a.journey", Space::Happening, "clicked.link"),
        ("sales/a.journey", Space::Happening, "visit"),
        ("sales/a.journey", Space::Happening, "care.visit"),
        ("sales/a.journey", Space::Journey, "support"),
        ("sales/a.journey", Space::Journey, "closed"),
        ("sales/a.journey", Space::Trait, "care.calm"),
        ("sales/a.journey", Space::Trait, "winter"),
        ("sales/a.journey", Space::Purpose, "servce"),
        ("sales/a.journey", Space::Purpose, "upsell"),
        ("care/a.journey", Space::Trait, "care.calm"),
        ("root.journey", Space::Happening, "closed"),
    ];
    let answers = asked.map(|(file, space, text)| format!("{text} in {file}: {}", find(&workspace, file, space, text)));
    insta::assert_debug_snapshot!(answers, @r#"
    [
        "paid.total in sales/a.journey: sales.paid is an event, 1 words",
        "ended in sales/a.journey: ended is an event, 1 words",
        "closed.at in sales/a.journey: care.closed is an event, 1 words",
        "care.ended.at in sales/a.journey: care.ended is an event, 2 words",
        "care.uk.visit in sales/a.journey: care.uk.visit is an event, 3 words",
        "clicked.link in sales/a.journey: clicked is a built-in event, 1 words",
        "visit in sales/a.journey: Nothing, near [\"care.uk.visit\"]",
        "care.visit in sales/a.journey: NotInPackage(\"care\"), near [\"care.uk.visit\"]",
        "support in sales/a.journey: Nothing, near [\"care.support\"]",
        "closed in sales/a.journey: Other(Event), near []",
        "care.calm in sales/a.journey: Private(\"care.calm\"), near []",
        "winter in sales/a.journey: sales.winter is a switch, 1 words",
        "servce in sales/a.journey: Nothing, near [\"service\"]",
        "upsell in sales/a.journey: upsell is a purpose, 1 words",
        "care.calm in care/a.journey: care.calm is a trait, 2 words",
        "closed in root.journey: Nothing, near [\"care.closed\"]",
    ]
    "#);
}

#[test]
fn names_are_listed_as_they_can_be_written() {
    let workspace = workspace(&[
        ("root.journey", "type a = x"),
        ("care/a.journey", "type b = x\nprivate type c = x\ntype d = x"),
        ("sales/a.journey", "use care.d\nprivate type e = x"),
    ]);
    assert_eq!(workspace.names("sales/a.journey").unwrap().names(Space::Type), ["a", "care.b", "d", "e"]);
    assert_eq!(workspace.names("root.journey").unwrap().names(Space::Type), ["a", "care.b", "care.d"]);
}

#[test]
fn declarations_look_the_same_from_everywhere() {
    let workspace = workspace(&[(
        "a.journey",
        "event paid { order: id  personal name: text?  total: GBP }\n\
         signal lost for each order = paid as first then no paid as second within 2h\n\
         message thanks(p: paid, size: list of int) { purpose service  channels email  hold 1h 30m  content \"t\" { a: 1  b: 2 } }\n\
         channel email { inbound }\naction book(a: id) to \"x\" answers { ok: bool }\npriorities service\n\
         policy rules { one: suppress all while true  two: holdout 5% of thanks }\ncustomer { vip: bool = false }\n\
         journey j for each order, up to 3 {\n enter on lost\n limit 1d\n step s {\n if true { split { 5% a { send thanks() } b { done } } }\n }\n}",
    )]);
    let names = workspace.names("a.journey").unwrap();
    let seen = [
        format!("{:?}", names.event(&"lost".into())),
        format!("{:?}", names.event(&"customer_changed".into())),
        format!("{:?}", names.message(&"thanks".into())),
        format!("{:?}", names.action(&"book".into())),
        format!("{:?}", names.channel(&"email".into())),
        format!("{:?}", names.policy(&"rules".into())),
        format!("{:?}", names.journey(&"j".into())),
    ];
    insta::assert_snapshot!(seen.join("\n"), @r#"
    Some(EventSignature { fields: [Field { name: "order", ty: Id, privacy: Open }, Field { name: "first", ty: Event("paid"), privacy: Open }], key: Some("order") })
    Some(EventSignature { fields: [Field { name: "vip", ty: Optional(Bool), privacy: Open }], key: None })
    Some(MessageSignature { params: [Field { name: "p", ty: Event("paid"), privacy: Open }, Field { name: "size", ty: List(Int), privacy: Open }], channels: ["email"], purpose: Some("service"), hold: Some(5400000), content: ["a", "b"] })
    Some(ActionSignature { params: [Field { name: "a", ty: Id, privacy: Open }], answers: Some([Field { name: "ok", ty: Bool, privacy: Open }]) })
    Some(ChannelSignature { direction: Inbound })
    Some(PolicySignature { rules: [("one", Suppress), ("two", Holdout)] })
    Some(JourneySignature { key: Some(Key { name: "order", ty: Id, up_to: 3 }), steps: [("s", ["a", "b"])], sends: ["thanks"] })
    "#);
}

/// What is told about a workspace of several files.
fn told_of_files(sources: &[(&str, &str)]) -> Vec<String> {
    told(&workspace(sources))
}

#[test]
fn a_name_stands_once_in_a_package() {
    insta::assert_debug_snapshot!(told_of_files(&[
        ("a.journey", "event paid {}\nevent paid {}\ntrait paid = true"),
        ("b.journey", "signal paid = becomes true\ntrait paid = false"),
        ("care/a.journey", "event paid {}"),
    ]), @r#"
    [
        "E0050 a.journey at `paid`: `paid` is declared twice; a.journey: first declared here",
        "E0050 b.journey at `paid`: `paid` is declared twice; a.journey: first declared here",
        "E0050 b.journey at `paid`: `paid` is declared twice; a.journey: first declared here",
    ]
    "#);
}

#[test]
fn what_is_built_in_is_not_declared_again() {
    insta::assert_debug_snapshot!(told_of("event clicked {}\ntype text = a | b\ntrait now = true\naction clicked() to \"x\"\nevent customer {}"), @r#"
    [
        "E0051 company.journey at `clicked`: `clicked` is a built-in event and can't be declared again",
        "E0051 company.journey at `text`: `text` is a built-in type and can't be declared again",
        "E0051 company.journey at `now`: `now` stands for something else everywhere and can't be declared again",
        "E0051 company.journey at `customer`: `customer` stands for something else everywhere and can't be declared again",
    ]
    "#);
}

#[test]
fn attributes_are_optional_or_have_a_default_and_stand_once() {
    insta::assert_debug_snapshot!(told_of_files(&[
        ("a.journey", "customer { name: text  age: int?  vip: bool = false  age: int?  timezone: text? }"),
        ("care/a.journey", "customer { vip: bool?  agent: id? }"),
    ]), @r#"
    [
        "E0086 a.journey at `name: text`: the attribute `name` must be optional or have a default (its value isn't known of every customer: write `?` behind the type, or `= …` with what holds until it is known)",
        "E0052 a.journey at `age`: the customer has the attribute `age` already; a.journey: first declared here",
        "E0088 a.journey at `text?`: the attribute `timezone` must be of the type `timezone` (it gives the customer's time zone; write `timezone: timezone?`, or call the attribute something else)",
        "E0052 care/a.journey at `vip`: the customer has the attribute `vip` already; a.journey: first declared here",
    ]
    "#);
}

#[test]
fn types_are_those_of_the_language_and_of_the_workspace() {
    insta::assert_debug_snapshot!(told_of(
        "type plan = basic | plus | basic\n\
         event paid { a: txt  b: plann  c: plan?  d: GPB  e: text up to 0  f: list of plan  g: paid  h: low | high | low | unknown  i: id = \"x\"  a: int  at: instant }\n\
         action book(p: paid, q: list of paid, r: cure) to \"desk\" answers { ok: bool  ok: bool }\n\
         policy cure {}"
    ), @r#"
    [
        "E0054 company.journey at `basic`: `basic` is twice among the values; company.journey: first here",
        "E0080 company.journey at `txt`: there is no type `txt` (did you mean `text`?)",
        "E0080 company.journey at `plann`: there is no type `plann` (did you mean `plan`?)",
        "E0083 company.journey at `GPB`: `GPB` is not a currency of ISO 4217 (amounts are written like `GBP` or `EUR`)",
        "E0084 company.journey at `0`: a text can't be bounded by 0 bytes (the bound is between 1 and 65536)",
        "E0081 company.journey at `paid`: `paid` is an event, and no value that can be kept here (an event can only be the type of a parameter of a message or action: keep those of its fields that are needed)",
        "E0054 company.journey at `low`: `low` is twice among the values; company.journey: first here",
        "E0058 company.journey at `unknown`: `unknown` can't be one of the values (it stands for what isn't known: make the type optional with `?`, or call the value something else)",
        "E0087 company.journey at `\"x\"`: the field `i` can't have a default (only the attributes of the customer have defaults; make the field optional with `?`)",
        "E0053 company.journey at `a`: the field `a` stands twice; company.journey: first here",
        "E0057 company.journey at `at`: every event has `at` already",
        "E0081 company.journey at `paid`: `paid` is an event, and no value that can be kept here (an event can only be the type of a parameter of a message or action: keep those of its fields that are needed)",
        "E0080 company.journey at `cure`: `cure` is a policy, not a type",
        "E0053 company.journey at `ok`: the field `ok` stands twice; company.journey: first here",
    ]
    "#);
}

#[test]
fn there_is_one_order_of_purposes_in_the_root() {
    insta::assert_debug_snapshot!(told_of_files(&[
        ("a.journey", "priorities service > upsell > service"),
        ("b.journey", "priorities other"),
        ("care/a.journey", "priorities mine"),
    ]), @r#"
    [
        "E0063 a.journey at `service`: the purpose `service` stands twice; a.journey: first here",
        "E0060 b.journey at `priorities`: `priorities` stands twice; a.journey: first here (there is one order of purposes: put them all into one)",
        "E0061 care/a.journey at `priorities`: `priorities` can only stand in the root package (the company puts its purposes in order: move it to a file beside `journey.toml`)",
    ]
    "#);
}

#[test]
fn uses_bring_names() {
    insta::assert_debug_snapshot!(told_of_files(&[
        ("root.journey", "event paid {}"),
        ("care/a.journey", "event ticket_closed {}\nevent call_ended {}\nprivate event secret {}"),
        ("care/uk/a.journey", "event visit {}"),
        ("shop/a.journey", "event call_ended {}\nevent bought {}"),
        ("sales/a.journey", "use care\nuse shop\nuse care.uk.visit\nuse care.secret\nuse care.tickt_closed\nuse paid\nuse sales\nuse care\nuse shop.bought\n\
            trait a = seen(ticket_closed)\ntrait b = seen(call_ended)\ntrait c = seen(care.uk.visit) and seen(shop.call_ended) and seen(paid)"),
    ]), @r#"
    [
        "W0010 sales/a.journey at `care.uk.visit`: nothing here needs `use care.uk.visit`",
        "E0071 sales/a.journey at `care.secret`: `secret` is private to the package `care`",
        "E0070 sales/a.journey at `care.tickt_closed`: there is nothing called `care.tickt_closed` (did you mean `care.ticket_closed`?)",
        "W0011 sales/a.journey at `paid`: `use paid` is not needed: what the root package declares can be seen everywhere",
        "W0011 sales/a.journey at `sales`: `use sales` is not needed: it is this package",
        "W0011 sales/a.journey at `care`: `use care` stands twice",
        "W0010 sales/a.journey at `shop.bought`: nothing here needs `use shop.bought`",
        "E0072 sales/a.journey at `call_ended`: `call_ended` may be `care.call_ended` or `shop.call_ended` (write it with its package, or `use` only one of them)",
    ]
    "#);
}

#[test]
fn a_name_of_one_declaration_comes_before_those_of_a_package() {
    let told = told_of_files(&[
        ("care/a.journey", "event ended {}"),
        ("shop/a.journey", "event ended { total: int }"),
        (
            "sales/a.journey",
            "use care\nuse shop.ended\njourney j { enter on ended where total > 1  limit 1d  step a { stay } }\n",
        ),
    ]);
    assert_eq!(told, ["W0010 sales/a.journey at `care`: nothing here needs `use care`"]);
}

#[test]
fn what_is_private_or_elsewhere_is_told_as_such() {
    insta::assert_debug_snapshot!(told_of_files(&[
        ("care/a.journey", "private type mood = good | bad\ntype topic = a | b\npolicy support { calm: suppress all while true }"),
        ("sales/a.journey", "event a { m: care.mood  t: topic  s: care.support  n: care.nothing }"),
    ]), @r#"
    [
        "E0080 sales/a.journey at `care.mood`: the type `care.mood` is private to its package",
        "E0080 sales/a.journey at `topic`: there is no type `topic` (did you mean `care.topic`?)",
        "E0080 sales/a.journey at `care.support`: `care.support` is a policy, not a type",
        "E0080 sales/a.journey at `care.nothing`: there is no type `care.nothing` in the package `care`",
    ]
    "#);
}

#[test]
fn traits_and_signals_form_no_cycle() {
    insta::assert_debug_snapshot!(told_of(
        "event paid { k: id }\ntrait a = b\ntrait b = not c\ntrait c = a\ntrait fine = a\ntrait own: bool = own\n\
         signal s for each k = t then paid within 1d\nsignal t for each k = s then paid within 1d\nsignal u = t then paid within 1d"
    ), @r#"
    [
        "E0090 company.journey at `a`: trait `a` depends on itself; company.journey: by way of `b`; company.journey: by way of `c` (a trait can only be made of what is known without it)",
        "E0090 company.journey at `own`: trait `own` depends on itself (a trait can only be made of what is known without it)",
        "E0091 company.journey at `s`: signal `s` depends on itself; company.journey: by way of `t` (a signal can only be made of what is known without it)",
    ]
    "#);
}

#[test]
fn packages_have_names_of_their_own() {
    insta::assert_debug_snapshot!(told_of_files(&[
        ("root.journey", "event care {}"),
        ("care/a.journey", "event paid {}"),
        ("My Things/a.journey", "event x {}"),
        ("My Things/b.journey", "event y {}"),
        ("in/a.journey", "event z {}"),
    ]), @r#"
    [
        "E0020 My Things/a.journey at ``: the folder `My Things` can't be a package (a package's name is made of small letters, digits and `_`, begins with a letter, and isn't a reserved word)",
        "E0020 in/a.journey at ``: the folder `in` can't be a package (a package's name is made of small letters, digits and `_`, begins with a letter, and isn't a reserved word)",
        "E0055 root.journey at `care`: `care` is also a package (what is written after it could be either: give one of them another name)",
    ]
    "#);
}

#[test]
fn a_stage_has_journeys_of_all_packages() {
    let workspace = workspace(&[
        ("root.journey", "journey greet { stage onboard }\njourney other { enter on a }"),
        ("care/a.journey", "private journey teach { stage onboard }\njourney support { stage support }"),
    ]);
    let names = workspace.names("root.journey").unwrap();
    assert_eq!(**names.of_stage("onboard"), ["care.teach", "greet"]);
    assert_eq!(names.stages(), ["onboard", "support"]);
    assert!(names.of_stage("grow").is_empty());
}
