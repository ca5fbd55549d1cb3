//! Literals (§4, §5): from digits to values, exactly, with what is wrong about them.

use baton_grammar::tree::{self, DurationLit, Literal, Span, TextPart};
use baton_program::{Currency, LIST_ELEMENTS, TEXT_BYTES};
use jiff::civil::Date;
use smol_str::{SmolStr, SmolStrBuilder};

use super::{Infer, codes, in_words, typed, types::common, unknown};
use crate::{
    diagnostic::{Finding, codes::names::UNKNOWN_CURRENCY},
    hir::{Constant, Expr, ExprKind, Type},
};

/// Milliseconds of the units of durations, the largest first.
const UNITS: [(&str, i64); 6] =
    [("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

impl Infer<'_> {
    /// A literal's value; a text is an `id` or a time zone where one is expected.
    pub(super) fn literal(&mut self, literal: &Literal, span: Span, expected: Option<&Type>) -> Expr {
        let value = match literal {
            Literal::True => Ok((Constant::Bool(true), Type::Bool)),
            Literal::False => Ok((Constant::Bool(false), Type::Bool)),
            Literal::Unknown => return unknown(expected.unwrap_or(&Type::Any), span),
            Literal::Instant(text) => instant(text, span).map(|at| (Constant::Instant(at), Type::Instant)),
            Literal::Date(text) => date(text, span).map(|days| (Constant::Date(days), Type::Date)),
            Literal::Time(text) => time_of_day(text, span).map(|time| (Constant::Time(time), Type::Time)),
            Literal::Duration(literal) => duration(literal).map(|span| (Constant::Duration(span), Type::Duration)),
            Literal::Amount(digits, code) => amount("", digits, code, span),
            Literal::Percent(digits) => number(&format!("{digits}e-2"), span),
            Literal::Int(digits) => int(digits, span),
            Literal::Number(digits) => number(digits, span),
            Literal::Text(parts) => return self.text(parts, span, expected),
        };
        self.constant(value, span)
    }

    /// `-` before a literal is part of it, so that the least `int` can be written.
    pub(super) fn negative_literal(&mut self, literal: &Literal, span: Span) -> Option<Expr> {
        let value = match literal {
            Literal::Amount(digits, code) => amount("-", digits, code, span),
            Literal::Percent(digits) => number(&format!("-{digits}e-2"), span),
            Literal::Int(digits) => int(&format!("-{digits}"), span),
            Literal::Number(digits) => number(&format!("-{digits}"), span),
            Literal::Duration(literal) => duration(literal).map(|span| (Constant::Duration(-span), Type::Duration)),
            _ => return None,
        };
        Some(self.constant(value, span))
    }

    fn constant(&mut self, value: Result<(Constant, Type), Finding>, span: Span) -> Expr {
        match value {
            Ok((value, ty)) => typed(ExprKind::Constant(value), ty, span),
            Err(finding) => self.refuse(finding),
        }
    }

    /// The milliseconds of a duration that must be longer than none: a window, a limit.
    pub fn positive_duration(&mut self, literal: &DurationLit) -> Option<i64> {
        let milliseconds = self.duration(literal)?;
        if milliseconds > 0 {
            return Some(milliseconds);
        }
        self.error(codes::NO_TIME, literal.span, "this is no time at all: it must be longer than `0s`");
        None
    }

    /// The milliseconds of a duration.
    pub fn duration(&mut self, literal: &DurationLit) -> Option<i64> {
        duration(literal).map_err(|finding| self.report(finding)).ok()
    }

    fn text(&mut self, parts: &[TextPart], span: Span, expected: Option<&Type>) -> Expr {
        let mut letters = SmolStrBuilder::new();
        let mut pieces = Vec::new();
        for part in parts {
            match part {
                TextPart::Letters(text) => {
                    letters.push_str(text);
                    pieces.push(typed(ExprKind::Constant(Constant::Text(text.clone())), text_type(text), span));
                }
                TextPart::Hole(hole) => pieces.push(self.hole(hole)),
            }
        }
        if parts.iter().any(|part| matches!(part, TextPart::Hole(_))) {
            let longest = pieces.iter().filter_map(|piece| bytes_of(&piece.ty)).fold(TEXT_BYTES, u32::max);
            return typed(ExprKind::Text(pieces), Type::Text(longest), span);
        }
        let text = letters.finish();
        match expected.map(Type::known) {
            Some(Type::Id) => typed(ExprKind::Constant(Constant::Id(text)), Type::Id, span),
            Some(Type::Timezone) => self.timezone(text, span),
            // One that fits into a shorter text may stand there.
            Some(Type::Text(most)) if text.len() <= *most as usize => {
                let ty = Type::Text(bytes_of(&text_type(&text)).map_or(*most, |bytes| bytes.min(*most)));
                typed(ExprKind::Constant(Constant::Text(text)), ty, span)
            }
            _ => {
                let ty = text_type(&text);
                typed(ExprKind::Constant(Constant::Text(text)), ty, span)
            }
        }
    }

    fn hole(&mut self, hole: &tree::Expr) -> Expr {
        let inferred = self.expr(hole, None);
        let value = self.known(inferred);
        if matches!(value.ty, Type::Event(_)) {
            let message = format!("an event such as `{}` has no text of its own", in_words(&value.ty));
            return self.refuse(Finding::new(codes::NO_TEXT, hole.span, message).help("write one of its fields"));
        }
        value
    }

    fn timezone(&mut self, name: SmolStr, span: Span) -> Expr {
        if jiff::tz::TimeZone::get(&name).is_ok() {
            return typed(ExprKind::Constant(Constant::Timezone(name)), Type::Timezone, span);
        }
        let finding = Finding::new(codes::NO_SUCH_ZONE, span, format!("there is no time zone `{name}`"));
        self.refuse(finding.help("time zones have the names of the IANA database, such as `Europe/London`"))
    }

    pub(super) fn list(&mut self, items: &[tree::Expr], span: Span, expected: Option<&Type>) -> Expr {
        if items.len() > LIST_ELEMENTS {
            let message = format!("a list has at most {LIST_ELEMENTS} elements, this one has {}", items.len());
            return self.refuse(Finding::new(codes::LIST_TOO_LONG, span, message));
        }
        if let Some(Type::List(element)) = expected.map(Type::known) {
            let values = items.iter().map(|item| self.check(item, element)).collect();
            return typed(ExprKind::List(values), Type::List(element.clone()), span);
        }
        let mut element = Type::Any;
        let mut values = Vec::new();
        for item in items {
            let inferred = self.expr(item, Some(&element).filter(|ty| **ty != Type::Any));
            let value = self.known(inferred);
            let Some(both) = common(&element, &value.ty) else {
                let (a, b) = (in_words(&element), in_words(&value.ty));
                let message = format!("the elements of a list are of one type, but here are `{a}` and `{b}`");
                return self.refuse(Finding::new(codes::TWO_TYPES, item.span, message));
            };
            element = if element == Type::Any { value.ty.clone() } else { both };
            values.push(value);
        }
        let values = values.into_iter().map(|value| super::widened_to(value, &element)).collect();
        typed(ExprKind::List(values), Type::List(Box::new(element)), span)
    }

    /// A column of a source's row: text, or unknown where it is empty.
    pub(super) fn column(&mut self, name: &SmolStr, span: Span) -> Expr {
        if self.scope.stands != super::Stands::Source {
            let finding = Finding::new(codes::ONLY_ELSEWHERE, span, "a column can be read only in a `source`");
            return self.refuse(finding);
        }
        let column = typed(ExprKind::Column(name.clone()), Type::Text(TEXT_BYTES).optional(), span);
        self.narrowed(column)
    }

    /// A plain date of the grammar, as days since 1970.
    pub fn plain_date(&mut self, name: &tree::Name) -> Option<i32> {
        date(&name.text, name.span).map_err(|finding| self.report(finding)).ok()
    }

    /// A plain time of the grammar, as milliseconds since midnight.
    pub fn plain_time(&mut self, name: &tree::Name) -> Option<u32> {
        time_of_day(&name.text, name.span).map_err(|finding| self.report(finding)).ok()
    }

    /// A plain instant of the grammar, in UTC milliseconds.
    pub fn plain_instant(&mut self, name: &tree::Name) -> Option<i64> {
        instant(&name.text, name.span).map_err(|finding| self.report(finding)).ok()
    }

    /// A whole number between two bounds.
    pub fn count(&mut self, digits: &tree::Digits, least: u32, most: u32) -> Option<u32> {
        let count = digits.text.parse().ok().filter(|count| (least..=most).contains(count));
        if count.is_none() {
            let message = format!("`{}` is not between {least} and {most}", digits.text);
            self.error(codes::COUNT_RANGE, digits.span, message);
        }
        count
    }
}

/// How long a text of this type may be.
fn bytes_of(ty: &Type) -> Option<u32> {
    match ty {
        Type::Text(bytes) => Some(*bytes),
        _ => None,
    }
}

fn text_type(text: &str) -> Type {
    Type::Text(u32::try_from(text.len()).unwrap_or(u32::MAX).max(TEXT_BYTES))
}

fn int(digits: &str, span: Span) -> Result<(Constant, Type), Finding> {
    let finding = || Finding::new(codes::NUMBER_RANGE, span, format!("`{digits}` is too large for an `int`"));
    digits.parse().map(|int| (Constant::Int(int), Type::Int)).map_err(|_| finding().help("an `int` has 64 bits"))
}

fn number(digits: &str, span: Span) -> Result<(Constant, Type), Finding> {
    let finding = || Finding::new(codes::NUMBER_RANGE, span, "this is too large for a `number`");
    let number = digits.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(finding)?;
    // There is no -0.
    Ok((Constant::Number(number + 0.0), Type::Number))
}

fn amount(sign: &str, digits: &str, code: &tree::Name, span: Span) -> Result<(Constant, Type), Finding> {
    let Some(currency) = Currency::from_code(&code.text) else {
        let message = format!("`{}` is not a currency of ISO 4217", code.text);
        return Err(Finding::new(UNKNOWN_CURRENCY, code.span, message));
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = currency.decimals() as usize;
    if part.len() > decimals {
        let message = format!("`{digits} {}` has more decimals than the {decimals} of {}", code.text, code.text);
        return Err(Finding::new(codes::AMOUNT_DECIMALS, span, message));
    }
    let minor = format!("{sign}{whole}{part:0<decimals$}").parse();
    let finding =
        || Finding::new(codes::NUMBER_RANGE, span, format!("`{digits} {}` is too large for an amount", code.text));
    minor.map(|minor| (Constant::Amount(minor), Type::Amount(currency))).map_err(|_| finding())
}

/// The milliseconds of a duration: larger units first, each once.
pub(crate) fn duration(literal: &DurationLit) -> Result<i64, Finding> {
    let mut total = 0_i64;
    let mut units = UNITS.iter();
    for (digits, unit) in &literal.parts {
        let Some((_, size)) = units.find(|(name, _)| name == unit) else {
            let finding = Finding::new(codes::DURATION_UNITS, literal.span, "the units of a duration are not in order");
            return Err(finding.help("write the larger units first, each once: `1d 12h 30m`"));
        };
        let part = digits.parse::<i64>().ok().and_then(|count| count.checked_mul(*size));
        let sum = part.and_then(|part| total.checked_add(part));
        total = sum.ok_or_else(|| Finding::new(codes::NUMBER_RANGE, literal.span, "this duration is too long"))?;
    }
    Ok(total)
}

/// Days since 1970 of `2026-03-15`.
pub(crate) fn date(text: &str, span: Span) -> Result<i32, Finding> {
    let finding = || Finding::new(codes::NO_SUCH_TIME, span, format!("there is no date `{text}`"));
    let mut numbers = text.splitn(3, '-').map(|digits| digits.parse::<i16>().ok());
    let mut next = || numbers.next().flatten();
    let (year, month, day) = (next(), next(), next());
    let small = |number: Option<i16>| number.and_then(|number| i8::try_from(number).ok());
    let date = year.zip(small(month)).zip(small(day)).and_then(|((year, month), day)| Date::new(year, month, day).ok());
    let days = date.map(|date| date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24);
    days.and_then(|days| i32::try_from(days).ok()).ok_or_else(finding)
}

/// Milliseconds since midnight of `21:00` or `21:00:30`, before 24:00.
pub(crate) fn time_of_day(text: &str, span: Span) -> Result<u32, Finding> {
    let finding = || Finding::new(codes::NO_SUCH_TIME, span, format!("there is no time of day `{text}`"));
    let mut total = 0;
    let mut parts = text.split(':');
    for (bound, size) in [(24, 3_600_000), (60, 60_000), (60, 1_000)] {
        let Some(digits) = parts.next() else { break };
        let part = digits.parse::<u32>().ok().filter(|part| *part < bound).ok_or_else(finding)?;
        total += part * size;
    }
    Ok(total)
}

/// UTC milliseconds of `2026-03-15T10:00:00.000Z`.
pub(crate) fn instant(text: &str, span: Span) -> Result<i64, Finding> {
    let finding = || Finding::new(codes::NO_SUCH_TIME, span, format!("there is no instant `{text}`"));
    let (day, rest) = text.split_once('T').ok_or_else(finding)?;
    let time = rest.trim_end_matches('Z');
    let (time, part) = time.split_once('.').unwrap_or((time, ""));
    let (days, time) = date(day, span).and_then(|days| Ok((days, time_of_day(time, span)?))).map_err(|_| finding())?;
    let part: i64 = format!("{part:0<3}").parse().map_err(|_| finding())?;
    Ok(i64::from(days) * 86_400_000 + i64::from(time) + part)
}
