//! Arithmetic is total, exact and rounds once (§5).

use baton_program::*;

use super::build::{Build, DAY, HOUR};

fn apply(operator: Arithmetic, a: Value, b: Value) -> Value {
    let mut build = Build::new();
    let (a, b) = (build.constant(a), build.constant(b));
    let expr = build.node(Node::Arithmetic(operator, a, b));
    build.run().value(expr, 0)
}

fn pounds(pence: i64) -> Value {
    Value::Amount(pence, Currency(*b"GBP"))
}

#[test]
fn amounts_round_half_to_even_once() {
    let product = |pence, by| apply(Arithmetic::Multiply, pounds(pence), Value::Number(by));
    assert_eq!(product(10, 0.05), pounds(0));
    assert_eq!(product(30, 0.05), pounds(2));
    assert_eq!(product(-30, 0.05), pounds(-2));
    let quotient = |pence, by| apply(Arithmetic::Divide, pounds(pence), Value::Number(by));
    assert_eq!(quotient(5, 2.0), pounds(2));
    assert_eq!(quotient(7, 2.0), pounds(4));
    assert_eq!(quotient(7, 0.0), Value::Unknown);
}

#[test]
fn large_amounts_lose_nothing() {
    let large = (1 << 60) + 1;
    assert_eq!(apply(Arithmetic::Multiply, pounds(large), Value::Number(1.0)), pounds(large));
    assert_eq!(apply(Arithmetic::Multiply, pounds(large), Value::Number(0.5)), pounds(1 << 59));
    assert_eq!(apply(Arithmetic::Multiply, pounds(large), Value::Number(1e300)), pounds(i64::MAX));
    assert_eq!(apply(Arithmetic::Multiply, pounds(-large), Value::Number(1e300)), pounds(i64::MIN));
    assert_eq!(apply(Arithmetic::Multiply, pounds(large), Value::Number(5e-324)), pounds(0));
    assert_eq!(apply(Arithmetic::Multiply, pounds((1 << 53) - 1), Value::Number(3.0)), pounds(3 * ((1 << 53) - 1)));
    assert_eq!(apply(Arithmetic::Multiply, pounds(5), Value::Number((1_i64 << 60) as f64)), pounds(5 << 60));
    let quotient = |pence, by| apply(Arithmetic::Divide, pounds(pence), Value::Number(by));
    assert_eq!(quotient(i64::MAX, 1.5), pounds(6_148_914_691_236_517_205));
    assert_eq!(quotient(i64::MAX, -1.5), pounds(-6_148_914_691_236_517_205));
    assert_eq!(quotient(3, 2f64.powi(-60)), pounds(3 << 60));
    assert_eq!(quotient(large, 2f64.powi(59)), pounds(2));
    assert_eq!(quotient(large, 1e300), pounds(0));
    assert_eq!(quotient(-large, 1e-300), pounds(i64::MIN));
    assert_eq!(quotient(1, 5e-324), pounds(i64::MAX));
}

#[test]
fn everything_saturates_and_zero_has_one_sign() {
    assert_eq!(apply(Arithmetic::Add, Value::Int(i64::MAX), Value::Int(1)), Value::Int(i64::MAX));
    assert_eq!(apply(Arithmetic::Multiply, Value::Number(1e308), Value::Number(-10.0)), Value::Number(f64::MIN));
    let Value::Number(zero) = apply(Arithmetic::Multiply, Value::Number(0.0), Value::Number(-1.0)) else { panic!() };
    assert!(zero.is_sign_positive());
    assert_eq!(apply(Arithmetic::Divide, Value::Int(1), Value::Int(0)), Value::Unknown);
    assert_eq!(apply(Arithmetic::Divide, Value::Int(1), Value::Int(2)), Value::Number(0.5));
}

#[test]
fn dates_move_by_whole_days() {
    assert_eq!(apply(Arithmetic::Add, Value::Date(10), Value::Duration(36 * HOUR)), Value::Date(11));
    assert_eq!(apply(Arithmetic::Subtract, Value::Date(10), Value::Duration(36 * HOUR)), Value::Date(9));
    assert_eq!(apply(Arithmetic::Subtract, Value::Date(10), Value::Date(12)), Value::Duration(-2 * DAY));
}
