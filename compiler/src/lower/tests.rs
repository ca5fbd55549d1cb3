//! Lowered programs, as their listings show them.
#![allow(clippy::unwrap_used, clippy::panic)]

use baton_grammar::tree::Span;
use baton_program::{Again, Measure, Program};

use super::{LoweredItem, Lowering, lower};
use crate::{
    With,
    hir::{
        Asked, Body, Bound, Expr, ExprKind, Journey, Key, Read, Selector, Statement, StatementKind, Step, Trigger, Type,
    },
    listing::listing,
    testing::{told, workspace},
};

/// What every workspace of these tests has.
const COMPANY: &str = "
    customer {
      email: text?
      personal income: GBP?
      plan: basic | plus = basic
      vip: bool = false
      since: date?
    }
    channel email { requires customer.email is known }
    channel sms {}
    channel web { inbound }
    priorities safety > service > upsell
    event order_placed { order: id  total: GBP  item: text? }
    event ticket_closed { ticket: id  satisfied: bool? }
    message note { purpose service  channels email, sms  hold 1d }
";

/// The program of a text in the package `shop`, beside the company's.
fn program_of(text: &str) -> Program {
    program(&[("company.journey", COMPANY), ("shop/main.journey", text)])
}

fn program(sources: &[(&str, &str)]) -> Program {
    let workspace = workspace(sources);
    let Some(program) = workspace.program(With::Tests) else { panic!("{:#?}", told(&workspace)) };
    program.verify().unwrap();
    program.as_ref().clone()
}

/// The declarations of one kind, as the listing has them.
fn section(text: &str, kind: &str) -> String {
    section_of(&program_of(text), kind)
}

fn section_of(program: &Program, kind: &str) -> String {
    let listing = listing(program);
    let found = listing.split("\n\n").find(|section| section.starts_with(kind));
    found.unwrap_or(&listing).trim_end().to_owned()
}

#[test]
fn histories_are_kept_as_cheaply_as_their_questions_allow() {
    insta::assert_snapshot!(section(
        "trait a = count(order_placed)
         trait b = seen(order_placed, 7d)
         trait c = count(order_placed, 7d) >= 3
         trait d = count(order_placed, 7d)
         trait e = sum(order_placed.total, 7d)
         trait f = sum(order_placed.total)
         trait g = latest(order_placed.total where total > 5 GBP, 30d)
         trait h = since(order_placed via web)
         trait i = distinct(order_placed.order, 7d)
         trait j = share(order_placed, ticket_closed, 90d)
         trait k = count(order_placed, 7d) >= 3 and customer.vip",
        "history",
    ));
}

#[test]
fn a_question_that_names_something_from_outside_keeps_what_it_needs() {
    insta::assert_snapshot!(listing(&program_of(
        "journey follow for each order {
           enter on order_placed as placed
           limit 30d
           step wait_for_more {
             wait { when count(all order_placed where total > placed.total, 7d) >= 2 -> more }
           }
           step more {
             if count(order_placed, 7d) > 1 { send shop_note }
           }
         }
         message shop_note { purpose service  channels email  hold 1d }",
    )));
}

#[test]
fn blocks_of_arms_stand_behind_the_body_and_come_back() {
    insta::assert_snapshot!(section(
        "action call(order: id) to \"desk\" answers { done: bool }
         journey buy {
           enter on order_placed as placed
           goal  ticket_closed within 3d -> last
           exit  when customer.vip because \"vip\"
           exit  on customer_identified
           limit 30d
           on ticket_closed where satisfied == false { do call(order: placed.order) }
           step first {
             send note via email or sms else { send note }
             wait {
               on order_placed where total > placed.total -> last
               when customer.plan == plus { emit bought { order: placed.order } }
               after 2d { if customer.vip { leave \"vip\" } else { do call(order: \"none\") } }
             }
             split { 50% one -> last  two {} }
             do call(order: placed.order) as answer within 1h else { leave \"nobody\" }
             if answer.done ?? false { -> last }
           }
           step last { wait until 09:00 on monday or friday  stay }
         }
         event bought { order: id }",
        "journey",
    ));
}

#[test]
fn decisions_say_what_their_answers_rest_on() {
    insta::assert_snapshot!(section(
        "trait buyer = customer.vip or seen(order_placed, 30d)
         trait precious = buyer and (customer.income ?? 0 GBP) > 500 GBP
         decision route(topic: text) answers { queue: bot | agent  plan: basic | plus  topic: text } {
           if precious { answer { queue: agent  plan: customer.plan  topic: topic } } else if topic == \"x\" {
             answer { queue: agent  plan: plus  topic: \"x\" }
           }
           answer { queue: bot  plan: basic  topic: \"\" }
         }",
        "decision",
    ));
}

#[test]
fn steps_left_are_the_fewest() {
    insta::assert_snapshot!(section(
        "journey buy {
           enter on order_placed
           limit 30d
           step a { wait { on ticket_closed -> c  after 1d -> b } }
           step b { wait 1d  -> c }
           step c { wait 1d  done }
           step d { stay }
         }",
        "journey",
    ));
}

#[test]
fn rules_reach_the_messages_and_channels_that_they_are_about() {
    let rules = "
        policy company_rules {
          calm:       suppress upsell while customer.vip
          calm_texts: suppress all via sms while customer.vip
          few:        cap all to 2 per day except safety
          few_shown:  cap all via web to 9 per day
          nights:     quiet 21:00..08:00 for all except note
          together:   gather upsell until 10:00
          heavy:      weigh upsell by 2.0
          control:    holdout 5% of upsell, shop.buy except shop.b
        }";
    let shop = "
        policy ours { pause: suppress all while customer.plan == plus }
        message a { purpose upsell  channels email, web, sms  hold 1d }
        message b { purpose safety  channels sms  hold 0s }
        journey buy { enter on order_placed  limit 1d  step only { send a } }";
    let program = program(&[("company.journey", COMPANY), ("rules.journey", rules), ("shop/main.journey", shop)]);
    let (messages, rules) = (section_of(&program, "message"), section_of(&program, "rule"));
    insta::assert_snapshot!(format!("{messages}\n\n{rules}"));
}

#[test]
fn watches_know_where_time_enters_and_what_explains_them() {
    insta::assert_snapshot!(listing(&program_of(
        "trait lately = count(order_placed, 7d) >= 3
         trait rich = (customer.income ?? 0 GBP) > 100 GBP
         policy ours {
           a: suppress all while lately and rich
           b: suppress all while customer.since is known and since(customer.since) < 30d
           c: suppress all while (since(order_placed) ?? 100d) >= 3d or (customer.income ?? 0 GBP) > 1 GBP
           d: suppress all for 7d after ticket_closed where not (satisfied ?? true)
           e: suppress all while now.weekday in (saturday, sunday)
           control: holdout 5% of upsell
         }",
    )));
}

#[test]
fn signals_have_their_key_and_names_as_fields() {
    insta::assert_snapshot!(section(
        "signal silent for each order = order_placed as placed then no ticket_closed within 7d
         signal big = becomes customer.vip
         signal twice = order_placed as a then order_placed as b where total > a.total within 1h",
        "signal",
    ));
}

#[test]
fn the_order_of_the_items_does_not_matter() {
    let texts = [
        ("a.journey", COMPANY),
        ("shop/b.journey", "trait z = customer.vip\ntrait y = z\ntrait x = seen(order_placed, 1d) and y"),
    ];
    let workspace = workspace(&texts);
    let listed = listing(&workspace.program(With::Nothing).unwrap());
    assert!(listed.find("trait shop.z").unwrap() < listed.find("trait shop.y").unwrap(), "{listed}");
    assert!(listed.find("trait shop.y").unwrap() < listed.find("trait shop.x").unwrap(), "{listed}");
}

/// Spans past the text: what is made by hand stands nowhere.
const NOWHERE: Span = Span::new(5_000, 9_000);

fn untyped(kind: ExprKind) -> Expr {
    Expr { kind, ty: Type::Any, span: NOWHERE }
}

fn occurrence(event: &str) -> Selector {
    let event = event.into();
    Selector { event, of: None, via: vec![], condition: None, key: None, own: true, span: NOWHERE }
}

/// The listing of one journey made by hand, whose only step has this body.
fn listing_of(entries: Vec<Trigger>, key: Option<Key>, body: Vec<StatementKind>) -> String {
    let body = body.into_iter().map(|kind| Statement { kind, span: NOWHERE }).collect();
    let body = Body::Journey(Journey {
        stage: None,
        key,
        locals: vec![],
        entries,
        again: Again::Always,
        goal: None,
        exits: vec![],
        limit: 1,
        paused: Some(untyped(ExprKind::Attribute("no".into()))),
        handlers: vec![],
        steps: vec![Step { name: "only".into(), body, span: NOWHERE }],
    });
    let (file, text) = ("lost.journey", "short");
    let item = LoweredItem { package: "".into(), name: "lost".into(), body: &body, file, text, start: 70_000 };
    listing(&lower(&Lowering { workspace: "w", zone: "UTC", items: vec![item] }))
}

#[test]
fn a_question_about_ones_own_sends_knows_whose_they_were() {
    let clicked = Selector { of: Some("note".into()), ..occurrence("clicked") };
    let read = Read {
        measure: Measure::Seen,
        of: vec![(clicked, None)],
        within: Some(60_000),
        up_to: None,
        enough: None,
        asked: Asked::Reading,
    };
    let leave = Statement { kind: StatementKind::Leave("seen".into()), span: NOWHERE };
    let body = StatementKind::If { condition: untyped(ExprKind::Read(read)), then: vec![leave], otherwise: vec![] };
    let key = Key { name: "order".into(), ty: Type::Id, up_to: 16 };
    insta::assert_snapshot!(listing_of(vec![], Some(key), vec![body]));
}

#[test]
fn what_cannot_be_found_becomes_unknown_or_is_left_out() {
    let nowhere = Selector {
        via: vec!["no".into()],
        condition: Some(Box::new(untyped(ExprKind::Here("no".into())))),
        key: Some("no".into()),
        ..occurrence("nowhere")
    };
    let entries = vec![
        Trigger::On(Bound { alternatives: vec![nowhere], bind: Some("no".into()), span: NOWHERE }),
        Trigger::When(untyped(ExprKind::Trait("no".into()))),
    ];
    let candidates = vec![("no".into(), vec![])];
    let body = vec![
        StatementKind::Emit("no".into(), vec![]),
        StatementKind::Send { candidates, via: vec![], arms: vec![], dropped: None },
        StatementKind::Go("no".into()),
    ];
    insta::assert_snapshot!(listing_of(entries, None, body));
}

#[test]
fn what_is_made_of_something_personal_is_personal() {
    let program = program_of(
        "event survey { personal mood: text?  word: text? }
         action look_up(income: GBP?) to \"desk\" answers { personal score: int  grade: text }
         message letter(income: GBP?, word: text?) {
           purpose service  channels email  hold 1d
           only when income is known and word is known
         }
         journey j {
           enter on survey as it
           limit 9d
           exit when latest(survey.mood) == \"bad\" or latest(survey.word) == \"bad\"
           step ask {
             do look_up(income: customer.income) as reply within 1d else { leave \"late\" }
             wait { when (reply.score > 3 or reply.grade == \"a\") or it.mood == \"sad\" -> tell  after 1d -> tell }
           }
           step tell { send letter(income: customer.income, word: it.word) }
         }",
    );
    let sections = [section_of(&program, "message"), section_of(&program, "journey")];
    insta::assert_snapshot!(sections.join("\n\n"));
}
