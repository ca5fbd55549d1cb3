//! Measures (§13): figures over all customers.

use baton_grammar::tree::{self, AlertSide, DurationLit, Name, Unit};
use baton_program::{Alert, Privacy, Side, TEXT_BYTES};

use super::{privacy, share::Share};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Expr, Measure, Type},
    infer::{Infer, Role, in_words},
};

/// The longest time after which A can still count: so long its customers are remembered.
const LONGEST_DAYS: i64 = 400;

/// A measure; none if too little of it could be understood.
pub(super) fn measure(infer: &mut Infer, measure: &tree::MeasureDecl) -> Option<Measure> {
    let part = measure.part.as_ref().map(|part| infer.selectors(part, Role::History));
    let whole = measure.whole.as_ref().map(|whole| infer.selectors(whole, Role::History));
    let within = measure.within.as_ref().and_then(|duration| within(infer, duration));
    let by = measure.by.as_ref().map(|by| group(infer, by));
    let alert = measure.alert.as_ref().and_then(|(side, share)| alert(infer, *side, share));
    Some(Measure { part: part?, whole: whole?, within, by, per: unit(measure.unit?), alert })
}

fn within(infer: &mut Infer, duration: &DurationLit) -> Option<i64> {
    let within = infer.positive_duration(duration)?;
    if within > LONGEST_DAYS * 86_400_000 {
        let message = format!("a measure waits for {LONGEST_DAYS} days at most");
        let finding = Finding::new(codes::WAITS_TOO_LONG, duration.span, message);
        infer.report(finding.help("its figures are final only then, and its customers are remembered so long"));
        return None;
    }
    Some(within)
}

/// The value by which figures are kept apart: one that two customers can share, and that may be shown.
fn group(infer: &mut Infer, by: &tree::Expr) -> Expr {
    let by = infer.expr(by, None);
    let is_group = match by.ty.known() {
        Type::Bool | Type::Int | Type::Id | Type::Channel | Type::Enumeration(_) | Type::Any => true,
        Type::Text(bytes) => *bytes <= TEXT_BYTES,
        _ => false,
    };
    if !is_group {
        let message = format!("figures can't be kept apart by `{}`", in_words(&by.ty));
        let finding = Finding::new(codes::NO_GROUP, by.span, message);
        infer.report(finding.help("name a few groups: `if … then \"many\" else \"few\"`"));
    } else if privacy(&by, infer.names) == Privacy::Personal {
        let finding =
            Finding::new(codes::PERSONAL_GROUP, by.span, "figures kept apart by this would show what is personal");
        infer.report(
            finding.help("figures are for everybody's eyes: keep them apart by something that isn't `personal`"),
        );
    }
    by
}

/// `alert below 20%`. A bound beyond which no share lies is none.
fn alert(infer: &mut Infer, side: AlertSide, percent: &Name) -> Option<Alert> {
    let share = Share::written(infer, percent)?;
    let (side, edge) = match side {
        AlertSide::Below => (Side::Below, Share::default()),
        AlertSide::Above => (Side::Above, Share::ALL),
    };
    if share == edge {
        let message = format!("no share lies {} {}%", side.word(), percent.text);
        infer.report(
            Finding::new(codes::NEVER_ALERTS, percent.span, message).help("this would never alert: move the bound"),
        );
        return None;
    }
    Some(Alert { side, share: share.parts() })
}

const fn unit(unit: Unit) -> baton_program::Unit {
    match unit {
        Unit::Hour => baton_program::Unit::Hour,
        Unit::Day => baton_program::Unit::Day,
        Unit::Week => baton_program::Unit::Week,
        Unit::Month => baton_program::Unit::Month,
    }
}
