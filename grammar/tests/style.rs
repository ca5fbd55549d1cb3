//! The style, by example: before and after.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use baton_grammar::format::{edits, format};
use insta::assert_snapshot;

fn both(text: &str) -> String {
    let after = format(text);
    assert_eq!(format(&after), after);
    format!("{text}\n────────\n{after}")
}

#[test]
fn spaces_and_lines() {
    let text = "\n\n  use   a.b\nuse c\nevent a{x:int,y:text?}\nevent long_name { z : a|b  ,}\n\n\n\ntrait t=-x+1 >=2 and(a or not b)\n\
        trait other :bool = f in(1,2 , ) and [ a ,b,] contains c.d .e\nevent c {\n}\nevent d {\n\n  x: int\n\n\n  y: int\n\n}";
    assert_snapshot!(both(text));
}

#[test]
fn columns() {
    let text = "message m { purpose a\nchannels b, c\nonly when customer.vip\nhold 1d\n\nworth 5 GBP\nchance 5% }\n\
        journey j for each k, up to 3 { stage use\nenter on a as b\ngoal c within 3d\nexit on d because \"d\"\nexit on longer because \"e\"\n\
        again after 7d\nlimit 30d\non a -> x\non abc -> y\nstep x { wait 7d -> y }\nstep long { send m else -> x\nwait { on a -> x\n\
        after 24h -> long } }\nstep y { done } }\n\
        policy p { a: cap all to 2 per day\n/// Documented.\nlonger: quiet 21:00..08:00 for all\n\nb: holdout 5% of upsell }\n\
        source s from csv { customer id\nat time as iso\na where x == y { z: column \"z\" }\nabc where xyz == y {} }\n\
        test \"t\" { at 2026-03-15 10:00 a {}\nexpect x\nafter 1d b { x: 1 y: 2 } }";
    assert_snapshot!(both(text));
}

#[test]
fn what_was_on_one_line_stays_there_if_it_is_not_too_long() {
    let text = "journey j { enter on a  limit 1d  step s { wait { on b -> s after 2d -> s } } }\n\
        journey k { enter on a  limit 1d  step s { wait { on something_happened -> s after 2d -> s } } step t { done } }\n\
        journey l { enter on a limit 1d\nstep s { if a { done } else if b { leave \"b\" } else { -> s } split { 10% a -> s b { done } } } }";
    assert_snapshot!(both(text));
}

#[test]
fn what_is_too_long_breaks() {
    let text = "trait t = aaaaaaaaaaaaaaaaaaaaaaaaaa == bbbbbbbbbbbbbbbbbbbbbbb and cccccccccccccccccccccccccccc or dddddddddddddddddddddddddddd + 1 > 2\n\
        type t = aaaaaaaaaaaaaaaaaaaaaaaaaa | bbbbbbbbbbbbbbbbbbbbbbb | cccccccccccccccccccccccccccc | dddddddddddddddddddddddddddd | e\n\
        action call(aaaaaaaaaaaaaaaaaaaaaaaaaa: text, bbbbbbbbbbbbbbbbbbbbbbb: text, cccccccccccccccccccccccccccc: id, d: text) to \"desk\"\n\
        measure leakage = something_that_happened where x == 1 of entered(some_journey_or_other) within 14d by customer.plan per week alert above 10%\n\
        event e { aaaaaaaaaaaaaaaaaaaaaaaaaa: text  bbbbbbbbbbbbbbbbbbbbbbb: text  cccccccccccccccccccccccccccc: id  personal d: text? }\n\
        journey j { enter on a limit 1d step s { send best of aaaaaaaaaaaaaaaaaaaaaaaaaa(x: 1), bbbbbbbbbbbbbbbbbbbbbbb(x: 2), cccccccccccccccccccccc(x: if a and b then c else d) via sms or email else -> s } }";
    assert_snapshot!(both(text));
}

#[test]
fn comments_stay_where_they_are() {
    let text = "// file\n\n\n// event\n/// doc\n\n/// doc 2\n\n  event a { // behind the brace\n// first\n\n// second\n  x: int// after x\n  ,\n // before the end\n\n}// behind\n// after\n\
        event b {\n// alone\n}\n\
        event c { x: int } // behind c\nevent cc { x: int } // behind cc\n\
        journey j { // j\nlimit 1d\nenter on a // why\n  as b\n\
        step s {\nif a { done } // then\n// else\nelse // other\n{ stay }\n\n// last\n}\n// very last\n}\n// end\n\n\n// of file\n\n\n";
    assert_snapshot!(both(text));
}

#[test]
fn comments_within_a_line_break_it() {
    let text = "trait t = a // one\n and b\n // two\n and (c // three\n or d)\n\
        action a(x: int, // first\n y: int // second\n) to \"desk\"\n\
        trait u = if a // when\n then b else c\n\
        event e { /// says x\n x: int /// says y\n y: int }\n\
        signal s = a // then\n then b within 1h";
    assert_snapshot!(both(text));
}

#[test]
fn what_is_half_written_stays() {
    let text = "event a {x:int}\n  event   b   {  x :  }\nevent c {y:int}\n\n\n\njourney   j {\n   step s {\n     send \n// why\n\n\nevent d {x:int}\n   trait  t  =  \n// c\n event e {x:int}";
    assert_snapshot!(both(text));
}

#[test]
fn line_ends() {
    let text = "\u{feff}event a {\r\n  x: int // é\r\n\r\n\r\n}\r\nevent b {} \t\r\n\r\n";
    assert_eq!(format(text), "event a {\n  x: int  // é\n}\n\nevent b {}\n");
    assert_eq!(format(""), "");
    assert_eq!(format(" \n\n\u{feff}"), "");
    assert_eq!(format("\n// x"), "// x\n");
    assert_eq!(format("event a {"), "event a {");
}

#[test]
fn an_edit_is_no_larger_than_it_must_be() {
    let text = "event a { x: int }\n\nevent b {x: int}\n\n\n\nevent c { x: int }\n";
    let edits: Vec<_> = edits(text).into_iter().map(|edit| (edit.span.start, edit.span.end, edit.text)).collect();
    assert_eq!(edits, [(29, 35, " x: int ".to_owned()), (38, 40, String::new())]);
}
