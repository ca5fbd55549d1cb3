//! What literals mean: the units that are part of them.

use baton_compiler::Declaration;
use baton_grammar::tree::{DurationLit, ExprKind, Literal, Part, Span, TextPart, walk};

use crate::{
    occurrence::holds,
    text::{word_at, written},
};

/// The literal with a unit at a byte of a file, and what it means.
pub(super) fn describe(declaration: &Declaration<'_>, text: &str, offset: u32) -> Option<(Span, String)> {
    let mut found = None;
    walk(&declaration.decl, &mut |part| {
        let span = part.span().shifted(declaration.start);
        if !holds(span, offset) {
            return;
        }
        let said = match part {
            Part::Duration(duration) => length(duration),
            Part::Expr(expr) => match &expr.kind {
                ExprKind::Literal(Literal::Percent(percent)) => share(percent),
                ExprKind::Literal(Literal::Amount(_, code)) => Some(format!("an exact amount of `{}`", code.text)),
                ExprKind::Literal(Literal::Time(_)) => Some("a time of day, in the customer's zone".into()),
                ExprKind::Literal(Literal::Date(_)) => Some("a date, which begins at the customer's midnight".into()),
                _ => None,
            },
            _ => None,
        };
        found = said.map(|said| (span, format!("`{}` is {said}.", written(text, span)))).or(found.take());
    });
    found.or_else(|| percent(text, offset))
}

/// `1d` is exactly 24 hours.
fn length(duration: &DurationLit) -> Option<String> {
    let mut milliseconds: u64 = 0;
    for (digits, unit) in &duration.parts {
        let size = match unit.as_str() {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 604_800_000,
            _ => return None,
        };
        milliseconds = milliseconds.checked_add(digits.parse::<u64>().ok()?.checked_mul(size)?)?;
    }
    let units =
        [(86_400_000, "24 hours"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second"), (1, "millisecond")];
    let (size, unit) =
        units.into_iter().find(|(size, _)| milliseconds >= *size && milliseconds.is_multiple_of(*size))?;
    Some(match (milliseconds / size, unit) {
        (1, "24 hours") => "exactly 24 hours".into(),
        (count, "24 hours") => format!("exactly {count} times 24 hours, whatever the calendar says"),
        (1, unit) => format!("exactly 1 {unit}"),
        (count, unit) => format!("exactly {count} {unit}s"),
    })
}

/// `5%` is the number 0.05.
fn share(percent: &str) -> Option<String> {
    percent.parse::<f64>().ok().map(|percent| format!("the number {}", percent / 100.0))
}

/// A share that is no expression: of a holdout, a split, an alert.
fn percent(text: &str, offset: u32) -> Option<(Span, String)> {
    let (span, digits) = word_at(text, offset)?;
    let sign = Span::new(span.end, span.end + 1);
    if written(text, sign) != "%" || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let said = share(digits)?;
    Some((span.to(sign), format!("`{digits}%` is {said}.")))
}

/// Whether a byte stands in the letters of a text.
pub(super) fn in_text(declaration: &Declaration<'_>, offset: u32) -> bool {
    let mut inside = false;
    walk(&declaration.decl, &mut |part| {
        let within = |span: Span| span.start + declaration.start < offset && offset < span.end + declaration.start;
        match part {
            Part::Text(text) if within(text.span) => inside = true,
            Part::Expr(expr) if within(expr.span) => {
                // A hole comes after the text that it is in, and is not of its letters.
                inside = match &expr.kind {
                    ExprKind::Literal(Literal::Text(parts)) => {
                        !parts.iter().any(|part| matches!(part, TextPart::Hole(hole) if within(hole.span)))
                    }
                    _ => false,
                };
            }
            _ => {}
        }
    });
    inside
}
