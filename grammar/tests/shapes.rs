//! What the tree says about texts that are easily read in another way.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod common;

use baton_grammar::parse;
use baton_grammar::tree::{
    Decl, DeclKind, Expr, ExprKind, JourneyItemKind, LineKind, Literal, MessageItemKind, Moment, Occurrence, PointOf,
    StatementKind, TextPart, TypeKind, Wait,
};

fn decl(text: &str) -> Decl {
    let parse = parse(text);
    assert!(parse.errors.is_empty(), "{}", common::shown(text, &parse.errors));
    assert_eq!(parse.file.items.len(), 1);
    Decl::clone(&parse.file.items[0].decl)
}

fn value(text: &str) -> Expr {
    let DeclKind::Trait(found) = decl(&format!("trait t = {text}")).kind else { panic!("{text}") };
    found.value.unwrap()
}

fn steps(text: &str) -> Vec<StatementKind> {
    let DeclKind::Journey(journey) = decl(&format!("journey j {{ step s {{ {text} }} }}")).kind else {
        panic!("{text}")
    };
    let JourneyItemKind::Step { body, .. } = &journey.items[0].kind else { panic!("{text}") };
    body.statements.iter().map(|statement| statement.kind.clone()).collect()
}

/// An expression with all its parentheses.
fn bound(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Binary(op, a, b) => format!("({} {op:?} {})", bound(a), bound(b)),
        ExprKind::Not(a) => format!("(Not {})", bound(a)),
        ExprKind::Negate(a) => format!("(Negate {})", bound(a)),
        ExprKind::IsKnown(a) => format!("({} known)", bound(a)),
        ExprKind::OneOf(a, options) => format!("({} in {:?})", bound(a), options.iter().map(bound).collect::<Vec<_>>()),
        ExprKind::Path(path) => path.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join("."),
        ExprKind::Field(a, word) => format!("{}.{}", bound(a), word.text),
        ExprKind::If(a, b, c) => format!("(if {} {} {})", bound(a), bound(b), bound(c)),
        ExprKind::Literal(Literal::Int(digits)) => digits.to_string(),
        ExprKind::Literal(Literal::Duration(lit)) => {
            lit.parts.iter().map(|(digits, unit)| format!("{digits}{unit}")).collect()
        }
        ExprKind::Literal(Literal::Amount(digits, code)) => format!("{digits}{}", code.text),
        ExprKind::In { journey, .. } => format!("in:{}", journey.words[0].text),
        ExprKind::InStage(stage) => format!("stage:{}", stage.text),
        other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_owned(),
    }
}

#[test]
fn operators_bind_as_the_text_says() {
    let cases = [
        ("a or b and not c == d", "(a Or (b And (Not (c Equal d))))"),
        ("a ?? b + c * -d", "(a Fallback (b Add (c Multiply (Negate d))))"),
        ("a ?? b == c", "((a Fallback b) Equal c)"),
        ("a - b - c", "((a Subtract b) Subtract c)"),
        ("not a in (b, c) and d.e is known", "((Not (a in [\"b\", \"c\"])) And (d.e known))"),
        ("in j and a", "(in:j And a)"),
        ("in stage ask or in stage stage and a", "(stage:ask Or (stage:stage And a))"),
        ("not in stage use", "(Not stage:use)"),
        ("if a then b else if c then d else e ?? f", "(if a b (if c d (e Fallback f)))"),
        ("(a ?? b).date", "(a Fallback b).date"),
        ("(a or b) and c", "((a Or b) And c)"),
        ("1h 30m + 2d", "(1h30m Add 2d)"),
        ("12.50 GBP * 2", "(12.50GBP Multiply 2)"),
        ("orders + instance + not_b + contains_x", "(((orders Add instance) Add not_b) Add contains_x)"),
        ("count + seen == event.step", "((count Add seen) Equal event.step)"),
    ];
    for (text, expected) in cases {
        assert_eq!(bound(&value(text)), expected, "{text}");
    }
}

#[test]
fn a_journey_may_be_called_stage() {
    let cases = [
        ("in stage", "in:stage"),
        ("in stage and x", "(in:stage And x)"),
        ("in stage at hello", "in:stage"),
        ("in stage(key)", "in:stage"),
        ("in stage.two", "in:stage"),
    ];
    for (text, expected) in cases {
        assert_eq!(bound(&value(text)), expected, "{text}");
    }
    let before_others = [
        "policy p { a: suppress all while in stage except note  b: suppress all while in stage  c: cap all to 1 per day }",
        "journey j { exit when in stage because \"helped\" }",
    ];
    for text in before_others {
        assert_eq!(parse(text).errors, [], "{text}");
    }
}

#[test]
fn since_takes_an_occurrence_before_a_value() {
    let point = |text: &str| match value(text).kind {
        ExprKind::Since(point) | ExprKind::Until(point) => *point,
        other => panic!("{other:?}"),
    };
    assert!(matches!(point("until(customer.contract_ends)"), PointOf::Occurrence(Occurrence::One(_))));
    assert!(matches!(point("since((a or b where c))"), PointOf::Occurrence(Occurrence::Either(..))));
    assert!(matches!(point("since(clicked(m) via web)"), PointOf::Occurrence(Occurrence::One(_))));
    assert!(matches!(point("until(a + 3d)"), PointOf::Expr(_)));
    assert!(matches!(point("until(2026-03-15)"), PointOf::Expr(_)));
}

#[test]
fn a_measure_has_its_field_in_the_path() {
    let ExprKind::Measure { occurrence, within, .. } =
        value("latest(call_ended.agent where outcome == resolved, 180d)").kind
    else {
        panic!()
    };
    let Occurrence::One(happening) = *occurrence else { panic!() };
    assert_eq!(happening.event.words.len(), 2);
    assert!(happening.condition.is_some() && within.is_some());
}

#[test]
fn holes_have_their_own_places() {
    let text = "trait t = \"é {a.b} \\{ {x ?? \"q\"}\"";
    let expr = value("\"é {a.b} \\{ {x ?? \"q\"}\"");
    let ExprKind::Literal(Literal::Text(parts)) = expr.kind else { panic!() };
    let holes: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            TextPart::Hole(hole) => text.get(hole.span.start as usize..hole.span.end as usize),
            TextPart::Letters(_) => None,
        })
        .collect();
    assert_eq!(holes, ["a.b", "x ?? \"q\""]);
    assert_eq!(parts[2], TextPart::Letters(" { ".into()));
}

#[test]
fn spans_count_from_the_declaration() {
    let text = "use a\n// x\nevent e {}\n\n/// doc\nprivate event f { a: int }\n";
    let parse = parse(text);
    let item = &parse.file.items[1];
    assert_eq!(item.start as usize, text.find("/// doc").unwrap());
    let at = |span: baton_grammar::tree::Span| {
        let span = span.shifted(item.start);
        &text[span.start as usize..span.end as usize]
    };
    assert_eq!(at(item.decl.span), "/// doc\nprivate event f { a: int }");
    assert_eq!(at(item.decl.private.unwrap()), "private");
    let DeclKind::Event(fields) = &item.decl.kind else { panic!() };
    assert_eq!(at(fields[0].span), "a: int");
    // A part that could go on does not take the white space behind it.
    let text = "journey j { limit 3d  // x\n\n stage a }";
    let DeclKind::Journey(journey) = decl(text).kind else { panic!() };
    assert_eq!(&text[journey.items[0].span.start as usize..journey.items[0].span.end as usize], "limit 3d");
}

#[test]
fn arrows_end_values() {
    let found = steps("wait 5d -> escalate");
    assert!(matches!(&found[..], [StatementKind::Wait(Wait::For(_)), StatementKind::Go(Some(_))]), "{found:?}");
    let found = steps("send m else -> x stay");
    let [StatementKind::Send(send), StatementKind::Stay] = &found[..] else { panic!("{found:?}") };
    assert!(send.otherwise.is_some());
    let found = steps("split { 50% a -> x  b -> y } done");
    let [StatementKind::Split(None, shares), StatementKind::Done] = &found[..] else { panic!("{found:?}") };
    assert_eq!(shares[0].percent.as_ref().unwrap().text, "50");
    assert!(shares[1].percent.is_none());
}

#[test]
fn a_value_ends_before_the_next_line_of_a_message() {
    let text = "message m { channels a, b by if channel == customer.prefers then 1.0 else share(x via channel, y, 90d) ?? 0.0  hold 2d }";
    let DeclKind::Message(message) = decl(text).kind else { panic!() };
    let kinds: Vec<&MessageItemKind> = message.items.iter().map(|item| &item.kind).collect();
    assert!(matches!(kinds[..], [MessageItemKind::Channels(_, Some(_)), MessageItemKind::Hold(_)]), "{kinds:?}");
}

#[test]
fn a_goal_ends_its_condition() {
    let text = "journey j { goal a where b == c within 3d -> d exit on e where f because \"g\" }";
    let DeclKind::Journey(journey) = decl(text).kind else { panic!() };
    assert!(matches!(&journey.items[0].kind, JourneyItemKind::Goal { within: Some(_), to: Some(_), .. }));
    assert!(matches!(&journey.items[1].kind, JourneyItemKind::Exit { because: Some(_), .. }));
}

#[test]
fn a_line_without_an_event_does_not_take_the_next() {
    let text =
        "test \"x\" { at 2026-03-16 00:00\n expect in j at offer\n at 2026-03-17\n after 3d\n customer { a: 1 } }";
    let DeclKind::Test(test) = decl(text).kind else { panic!() };
    assert_eq!(test.lines.len(), 5);
    assert!(matches!(&test.lines[0].kind, LineKind::At(Moment::Local(_, Some(_)), None)));
}

#[test]
fn types_keep_their_question_mark() {
    let DeclKind::Event(fields) =
        decl("event e { a: x | y? b: list of EUR? c: text up to 8000? d: GBP e: care.opened }").kind
    else {
        panic!()
    };
    let types: Vec<_> = fields.iter().map(|field| field.ty.clone().unwrap()).collect();
    assert!(matches!(&types[0].kind, TypeKind::Values(values) if values.len() == 2));
    assert!(matches!(&types[1].kind, TypeKind::List(element) if matches!(**element, TypeKind::Currency(_))));
    assert!(matches!(&types[2].kind, TypeKind::TextUpTo(_)));
    assert_eq!(types.iter().map(|ty| ty.optional).collect::<Vec<_>>(), [true, true, true, false, false]);
}

#[test]
fn the_tour_keeps_its_tree() {
    let DeclKind::Journey(journey) = parse(&common::text("support")).file.items.last().unwrap().decl.kind.clone()
    else {
        panic!()
    };
    let lines: Vec<String> = journey
        .items
        .iter()
        .map(|item| format!("{:?}", item.kind).split([' ', '(']).next().unwrap().to_owned())
        .collect();
    assert_eq!(lines, ["Stage", "Enter", "Goal", "Limit", "Step", "Step"]);
}
