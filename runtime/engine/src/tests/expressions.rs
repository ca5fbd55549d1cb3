//! Every expression has a value, in a time that its text bounds.

use baton_program::*;

use super::build::Build;

#[test]
fn a_sum_of_many_terms_has_a_value() {
    let mut build = Build::new();
    let one = build.constant(Value::Int(1));
    let sum = (0..100_000).fold(one, |sum, _| build.node(Node::Arithmetic(Arithmetic::Add, sum, one)));
    assert_eq!(build.run().value(sum, 0), Value::Int(100_001));
}

#[test]
fn traits_that_use_each_other_twice_are_asked_once() {
    let mut build = Build::new();
    let mut value = build.constant(Value::Int(1));
    for level in 0..60 {
        build.0.traits.push(Trait { name: format!("t{level:02}").into(), value });
        let [a, b] = [(); 2].map(|()| build.node(Node::Trait(TraitId(level))));
        value = build.node(Node::Arithmetic(Arithmetic::Add, a, b));
    }
    assert_eq!(build.run().value(value, 0), Value::Int(1 << 60));
}

#[test]
fn parts_that_stand_in_an_expression_again_and_again_are_asked_once() {
    let mut build = Build::new();
    let one = build.constant(Value::Int(1));
    let sum = (0..60).fold(one, |sum, _| build.node(Node::Arithmetic(Arithmetic::Add, sum, sum)));
    assert_eq!(build.run().value(sum, 0), Value::Int(1 << 60));
}

#[test]
fn what_is_unknown_equals_nothing_and_is_not_different_from_anything() {
    let mut build = Build::new();
    let (unknown, one) = (build.constant(Value::Unknown), build.constant(Value::Int(1)));
    let compared = [Comparison::Equal, Comparison::NotEqual, Comparison::Less];
    let exprs = compared.map(|comparison| build.node(Node::Compare(comparison, unknown, one)));
    let (known, or) = (build.node(Node::IsKnown(unknown)), build.node(Node::Fallback(unknown, one)));
    let run = build.run();
    assert_eq!(exprs.map(|expr| run.value(expr, 0)), [const { Value::Bool(false) }; 3]);
    assert_eq!((run.value(known, 0), run.value(or, 0)), (Value::Bool(false), Value::Int(1)));
}

#[test]
fn a_text_is_cut_between_characters() {
    let mut build = Build::new();
    let letters = build.constant(Value::Text("a\u{e9}".into()));
    let text = build.node(Node::Text(vec![letters; 4], 8));
    assert_eq!(build.run().value(text, 0), Value::Text("a\u{e9}a\u{e9}a".into()));
}
