//! What an expression reads, itself and through traits.

use std::collections::BTreeSet;

use baton_compiler::{
    hir::{Body, Expr, ExprKind, FullName, Selector, each},
    lookup::Space,
};

use super::Chart;

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// An event, signal or message.
    Happening(FullName),
    /// A journey.
    Journey(FullName),
    /// An audience.
    Audience(FullName),
    /// A switch.
    Switch(FullName),
}

/// What is read as far as it is found, and how that is said.
pub(super) struct Reads<'c, 'w> {
    chart: &'c Chart<'w>,
    found: Vec<(Of, String)>,
    traits: BTreeSet<&'w FullName>,
}

impl<'c, 'w> Reads<'c, 'w> {
    /// What an expression reads, in the order of places.
    pub(super) fn of(chart: &'c Chart<'w>, expr: &'w Expr) -> Vec<(Of, String)> {
        let mut reads = Self { chart, found: Vec::new(), traits: BTreeSet::new() };
        reads.expr(expr, "");
        reads.found
    }

    fn expr(&mut self, expr: &'w Expr, through: &str) {
        let mut parts = Vec::new();
        each(expr, &mut |part: &'w Expr| parts.push(part));
        for part in parts {
            self.part(part, through);
        }
    }

    fn part(&mut self, part: &'w Expr, through: &str) {
        let said = |what: String| match through {
            "" => what,
            through => format!("{what}, through {through}"),
        };
        match &part.kind {
            ExprKind::InJourney { journey, step, .. } => {
                let at = step.as_ref().map_or("in it".to_owned(), |step| format!("at {step}"));
                self.found.push((Of::Journey(journey.clone()), said(at)));
            }
            ExprKind::StepOf(journey) => self.found.push((Of::Journey(journey.clone()), said("where it is".into()))),
            ExprKind::StepsLeft(journey) => {
                self.found.push((Of::Journey(journey.clone()), said("steps left".into())));
            }
            ExprKind::MemberOf(audience) => self.found.push((Of::Audience(audience.clone()), said("member".into()))),
            ExprKind::Switch(switch) => self.found.push((Of::Switch(switch.clone()), said(String::new()))),
            ExprKind::Trait(name) => {
                if self.traits.insert(name)
                    && let Some(Body::Trait(value)) = self.chart.find(Space::Trait, name).map(|one| one.body)
                {
                    self.expr(value, name);
                }
            }
            _ => {
                let of_reads = part.reads().into_iter().flat_map(|read| &read.of);
                of_reads.for_each(|(selector, _)| self.selector(selector, through));
            }
        }
    }

    fn selector(&mut self, selector: &'w Selector, through: &str) {
        let through = if through.is_empty() { String::new() } else { format!("through {through}") };
        let Some(of) = &selector.of else {
            self.found.push((Of::Happening(selector.event.clone()), through));
            return;
        };
        let known = |space: Space| self.chart.by_name.contains_key(&(space, of.clone()));
        let found = if known(Space::Journey) {
            Of::Journey(of.clone())
        } else if known(Space::Audience) {
            Of::Audience(of.clone())
        } else {
            Of::Happening(of.clone())
        };
        let label = [selector.event.as_str(), &through].into_iter().filter(|part| !part.is_empty());
        let label = label.collect::<Vec<_>>().join(", ");
        self.found.push((found, label));
    }
}
