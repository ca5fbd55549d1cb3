//! The tables of §5 and §7: which expression has which type, and what is said about those that have none.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use baton_program::Measure;

use super::{each, in_words};
use crate::{
    check::check,
    hir::{Asked, Body, Expr, ExprKind, Read},
    testing::workspace,
};

const COMPANY: &str = r#"
customer {
  email: text?  plan: basic | plus | premium = basic  size: small | large = small
  age: int = 1  score: number = 1  worth: GBP?  paid: GBP = 0 GBP  fee: EUR = 0 EUR
  ends: date?  born: date = 2000-01-01  last: instant?  prefers: channel?  tags: list of text = []
}
channel email {}
channel sms {}
priorities service
event asked { ticket: id  topic: text  severity: low | high  amount: GBP?  n: int  took: duration }
event closed { ticket: id  n: int }
message offer { purpose service  channels email  hold 1d }
journey support for each ticket { enter on asked  limit 1d  step first { send offer } }
journey grow { enter on asked  limit 1d  step first { done } }
trait plus = true
trait never_rests = since(now) > 1d
"#;

/// The value of `trait it = …`, or what is said about it.
fn value(expr: &str) -> Result<Expr, String> {
    let text = format!("{COMPANY}trait it = {expr}\n");
    let workspace = workspace(&[("company.journey", &text)]);
    let file = baton_grammar::parse(&text).file;
    let item = file.items.iter().find(|item| item.decl.name.as_ref().is_some_and(|name| name.text == "it")).unwrap();
    let (body, findings) = check(&item.decl, &workspace.names("company.journey").unwrap());
    match (body, findings.as_slice()) {
        (Body::Trait(value), []) => Ok(value),
        (_, findings) => {
            Err(findings.iter().map(|one| format!("{}: {}", one.code, one.message)).collect::<Vec<_>>().join("; "))
        }
    }
}

/// The type of an expression, or what is said about it.
fn told(expr: &str) -> String {
    value(expr).map_or_else(|said| said, |value| in_words(&value.ty))
}

fn table(rows: &[(&str, &str)]) {
    for (expr, expected) in rows {
        assert_eq!(told(expr), *expected, "{expr}");
    }
}

/// The first read of an expression.
fn read(expr: &str) -> Read {
    let value = value(expr).unwrap();
    let mut found = None;
    each(&value, &mut |part| {
        if let ExprKind::Read(read) = &part.kind {
            found.get_or_insert(read.clone());
        }
    });
    found.unwrap()
}

#[test]
fn arithmetic_has_the_types_of_its_table() {
    table(&[
        ("1 + 2", "int"),
        ("1 + 2.5", "number"),
        ("5 / 2", "number"),
        ("5 / customer.age", "number?"),
        ("5 / 0", "number?"),
        ("1.50 GBP + customer.paid", "GBP"),
        ("customer.paid * 20%", "GBP"),
        ("2 * customer.paid", "GBP"),
        ("customer.paid / 2", "GBP"),
        ("customer.paid / 2 GBP", "number"),
        ("now + 1d", "instant"),
        ("now - now", "duration"),
        ("customer.born + 1w", "date"),
        ("customer.born - 2000-01-01", "duration"),
        ("1d - 1h 30m", "duration"),
        ("1d * 2.5", "duration"),
        ("1d / 1h", "number"),
        ("-customer.age", "int"),
        ("-9223372036854775808", "int"),
        ("customer.paid + customer.fee", "E0171: `GBP` and `EUR` don't mix"),
        ("customer.paid + 1", "E0170: `+` doesn't go between `GBP` and `int`"),
        ("1d + now", "E0170: `+` doesn't go between `duration` and `instant`"),
        ("customer.born + 12h", "E0178: a date moves by whole days"),
        ("customer.worth + 1 GBP", "E0151: `customer.worth` may be unknown here"),
        ("9223372036854775808", "E0160: `9223372036854775808` is too large for an `int`"),
    ]);
}

#[test]
fn comparisons_take_one_type() {
    table(&[
        ("1 < 2.5", "bool"),
        ("customer.paid >= 3 GBP", "bool"),
        ("customer.worth == 3 GBP", "bool"),
        ("customer.worth != 3 GBP", "E0151: `customer.worth` may be unknown here"),
        ("customer.worth > 3 GBP", "E0151: `customer.worth` may be unknown here"),
        ("customer.email == customer.email", "E0151: `customer.email` may be unknown here"),
        ("customer.paid > 3", "E0172: `GBP` can't be compared with `int`"),
        ("customer.paid > 3 EUR", "E0171: `GBP` and `EUR` can't be compared: currencies don't mix"),
        ("customer.plan < premium", "E0173: the values of `basic | plus | premium` have no order"),
        (
            "customer.plan == customer.size",
            "E0174: `basic | plus | premium` and `large | small` have no value in common: this is never true",
        ),
        ("now.date == now", "E0172: `date` can't be compared with `instant`"),
        ("customer.email in (\"a\", \"b\")", "bool"),
        ("customer.email == unknown", "E0176: nothing can be compared with `unknown`"),
        ("\"abc\" starts with \"a\"", "bool"),
        ("customer.tags contains \"a\"", "bool"),
        ("customer.age contains 1", "E0150: `contains` asks a text or a list, but this is `int`"),
    ]);
}

#[test]
fn a_bare_word_is_a_value_of_what_is_expected() {
    table(&[
        ("customer.plan == plus", "bool"),
        ("plus == customer.plan", "bool"),
        ("plus", "bool"),
        ("customer.plan in (basic, plus)", "bool"),
        ("customer.plan == (if customer.age > 1 then basic else plus)", "bool"),
        ("if customer.age > 1 then customer.plan else plus", "basic | plus | premium"),
        ("customer.prefers == email", "bool"),
        ("sms == customer.prefers", "bool"),
        ("customer.plan == basc", "E0154: `basc` is not one of `basic | plus | premium`"),
        ("basic", "E0152: nothing here is called `basic`"),
        ("now.weekday == monday", "bool"),
    ]);
}

#[test]
fn unknown_must_be_handled_once() {
    table(&[
        ("customer.worth ?? 0 GBP", "GBP"),
        ("customer.worth ?? customer.worth", "GBP?"),
        ("customer.age ?? 3", "W0101: what stands before `??` is always known"),
        ("customer.worth is known and customer.worth > 1 GBP", "bool"),
        ("customer.worth is unknown or customer.worth > 1 GBP", "bool"),
        ("if customer.worth is unknown then 0 GBP else customer.worth", "GBP"),
        ("not (customer.worth is unknown) and customer.worth > 1 GBP", "bool"),
        ("customer.worth == 1 GBP and customer.worth > 1 GBP", "bool"),
        (
            "(customer.worth is known or customer.age > 1) and customer.worth > 1 GBP",
            "E0151: `customer.worth` may be unknown here",
        ),
        ("if customer.age > 1 then customer.worth else unknown", "GBP?"),
        ("\"{customer.email}\"", "E0151: `customer.email` may be unknown here"),
        ("customer.last.date", "E0151: `customer.last` may be unknown here"),
        ("customer.emial is known", "E0155: the customer has no attribute `emial`"),
        (
            "customer.emial > 3 and customer.emial + 1 > 2",
            "E0155: the customer has no attribute `emial`; E0155: the customer has no attribute `emial`",
        ),
    ]);
}

#[test]
fn measures_have_the_types_of_their_table() {
    table(&[
        ("seen(asked)", "bool"),
        ("count(asked where severity == high, 3d)", "int"),
        ("sum(asked.took, 3d)", "duration"),
        ("sum(asked.amount where amount is known, 3d)", "GBP"),
        ("sum(asked.amount, 3d)", "E0151: `amount` may be unknown in some of the events"),
        ("average(asked.n)", "number?"),
        ("highest((asked.n or closed.n), 3d)", "int?"),
        ("distinct(asked.topic, 3d)", "int"),
        ("distinct(asked.topic)", "E0196: `distinct` needs a window"),
        ("latest(asked.amount)", "GBP?"),
        ("first(asked.topic, 3d)", "E0197: `first` takes no window: it is the first one ever"),
        ("since(asked)", "duration?"),
        ("since(customer.born)", "duration"),
        ("until(asked)", "E0200: `until` takes an instant or a date, not something that happens"),
        ("share(opened via email, sent(offer) via email, 90d)", "number?"),
        ("sum(asked, 3d)", "E0193: `sum` needs a field of `asked`"),
        ("count(asked.n, 3d)", "E0194: `asked.n` is a field, where an event is wanted"),
        ("sum(asked.topic, 3d)", "E0195: there is no `sum` of `text`"),
        ("seen(offer)", "E0191: `offer` is a message, not an event"),
        ("count(asked, 0s)", "E0169: this is no time at all: it must be longer than `0s`"),
        ("count(asked, 3d, up to 20000)", "E0198: `up to` takes a number between 1 and 10000"),
        ("count(asked where topic == topic, 3d)", "E0175: the field `topic` is compared with itself"),
        ("in support(\"t1\") at first", "bool"),
        ("in grow(\"t1\")", "E0213: the journey `grow` has no key"),
        ("in grow at last", "E0212: the journey `grow` has no step `last`"),
        ("step of grow", "text?"),
        ("step of support", "E0213: the journey `support` has a key: a customer can be at several of its steps"),
    ]);
}

#[test]
fn a_count_compared_with_a_constant_says_how_many_it_needs() {
    let rows = [(">= 2", 2), ("> 2", 3), ("== 3", 4), ("< 2", 2), ("<= 2", 3), ("!= 3", 4), (">= 0", 1)];
    for (comparison, enough) in rows {
        assert_eq!(read(&format!("count(asked, 3d) {comparison}")).enough, Some(enough), "{comparison}");
    }
    assert_eq!(read("3 < count(asked, 3d)").enough, Some(4));
    assert_eq!(read("count(asked, 3d) > customer.age").enough, None);
    assert_eq!(read("count(asked) >= 2").enough, None);
    assert_eq!(read("seen(asked, 3d)").enough, Some(1));
}

#[test]
fn a_condition_of_the_event_alone_is_asked_when_it_happens() {
    let read = read("count(asked where n > customer.age, 3d)");
    assert_eq!((read.measure, read.asked), (Measure::Count, Asked::Happening));
}
