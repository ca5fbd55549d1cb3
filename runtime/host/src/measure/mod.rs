//! Measures (§13): figures over all customers, made of what the engine marks as A and B.
//!
//! A unit of time belongs to the calendar of the workspace's zone. A customer with B in it counts once, in the group of
//! its first B; it is one of the share if A happens at or after one of its Bs, `within` D of it (its last instant
//! included), or else in the same unit. D after the unit's end its figures are final.
//!
//! Invariants: the figures are the same in whatever order the customers of one instant come; what is remembered is
//! bounded by the customers of units that are not final.

mod figures;
mod open;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use baton_engine::Engine;
use baton_program::{Because, Kind, Mark, Marked, MeasureDecl, MeasureId, Record, wire};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

pub use self::figures::{Figures, Group, Kept, MeasureTally, UnitFigures};
use self::open::{KeptOpen, Open};

/// All measures of a program.
pub(crate) struct Measures {
    all: Vec<Measure>,
    /// When figures are final next: UTC milliseconds.
    next: Option<i64>,
}

/// A measure as a snapshot keeps it.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeptMeasure {
    measure: MeasureId,
    open: Vec<KeptOpen>,
}

impl Measures {
    pub(crate) fn new(engine: &Engine) -> Self {
        Self { all: engine.program().measures.iter().map(|_| Measure::default()).collect(), next: None }
    }

    /// Something that a measure counts has happened to a customer. Marks come in the order of time.
    pub(crate) fn mark(&mut self, engine: &Engine, customer: &Arc<str>, mark: &Mark) {
        let declared = engine.program().measures.get(mark.measure.index());
        if let (Some(declared), Some(measure)) = (declared, self.all.get_mut(mark.measure.index())) {
            measure.mark(engine, declared, customer, mark);
            let due = measure.final_at(declared);
            self.next = self.next.into_iter().chain(due).min();
        }
    }

    /// The records of the figures that are final by then, in the order of time, of measures, of units and of groups.
    pub(crate) fn settle(&mut self, engine: &Engine, until: i64) -> Vec<Record> {
        let mut records = Vec::new();
        while let Some(at) = self.next.filter(|next| *next <= until) {
            for (measure, declared) in self.all.iter_mut().zip(&engine.program().measures) {
                while measure.final_at(declared).is_some_and(|due| due <= at) {
                    records.extend(measure.close(engine, declared));
                }
            }
            self.next = self.next_of(engine);
        }
        records
    }

    fn next_of(&self, engine: &Engine) -> Option<i64> {
        self.all.iter().zip(&engine.program().measures).filter_map(|(one, declared)| one.final_at(declared)).min()
    }

    /// A customer was known by another id: they are one from now on.
    pub(crate) fn merge(&mut self, was: &str, is: &Arc<str>) {
        self.all.iter_mut().flat_map(|measure| measure.open.values_mut()).for_each(|open| open.merge(was, is));
    }

    /// A customer is forgotten: its figures stay, its id doesn't.
    pub(crate) fn forget(&mut self, customer: &str) {
        self.all.iter_mut().flat_map(|measure| measure.open.values_mut()).for_each(|open| open.forget(customer));
    }

    /// What the measures came to so far.
    pub(crate) fn tallies(&self, engine: &Engine) -> Vec<MeasureTally> {
        let tally = |(measure, declared): (&Measure, &MeasureDecl)| MeasureTally {
            name: declared.name.clone(),
            per: declared.per,
            kept: if declared.by.is_some() { Kept::Apart } else { Kept::Together },
            last: measure.last.clone(),
            open: measure.open.iter().map(|(from, open)| open.figures(*from)).collect(),
            alerts: measure.alerts,
        };
        self.all.iter().zip(&engine.program().measures).map(tally).collect()
    }

    /// The measures as they stand, to be kept.
    pub(crate) fn kept(&self) -> Vec<KeptMeasure> {
        let kept = |(at, measure): (u16, &Measure)| KeptMeasure {
            measure: MeasureId(at),
            open: measure.open.iter().map(|(from, open)| open.kept(*from)).collect(),
        };
        (0..).zip(&self.all).map(kept).collect()
    }

    /// The measures as they were kept; `target` says what each is in this program, if it still counts the same.
    pub(crate) fn restored(
        engine: &Engine,
        kept: Vec<KeptMeasure>,
        target: impl Fn(MeasureId) -> Option<MeasureId>,
    ) -> Self {
        let mut measures = Self::new(engine);
        for KeptMeasure { measure, open } in kept {
            if let Some(measure) = target(measure).and_then(|id| measures.all.get_mut(id.index())) {
                measure.open = open.into_iter().map(|kept| (kept.from, Open::from(kept))).collect();
            }
        }
        measures.next = measures.next_of(engine);
        measures
    }
}

/// One measure.
#[derive(Default)]
struct Measure {
    /// The units whose figures can still change, by where they begin.
    open: BTreeMap<i64, Open>,
    /// The unit of the last mark: most come in the same.
    unit: Range<i64>,
    /// The instant of the last mark, and to whom A happened at it: B of the same instant counts it, too.
    instant: (i64, FxHashSet<Arc<str>>),
    last: Option<UnitFigures>,
    alerts: u64,
}

impl Measure {
    fn mark(&mut self, engine: &Engine, declared: &MeasureDecl, customer: &Arc<str>, mark: &Mark) {
        let at = mark.at;
        if !self.unit.contains(&at) {
            self.unit = engine.unit(declared.per, at);
        }
        if self.instant.0 != at {
            self.instant = (at, FxHashSet::default());
        }
        match &mark.is {
            Marked::Whole(by) => {
                let Range { start, end } = self.unit;
                let open = self.open.entry(start).or_insert_with(|| Open::new(end));
                open.whole(customer, at, || Group::of(engine.program(), by));
                if self.instant.1.contains(customer) {
                    open.part(customer, at, declared.within);
                }
            }
            Marked::Part => {
                let this = self.unit.start;
                let counting = self.open.range_mut(if declared.within.is_some() { i64::MIN.. } else { this.. });
                counting.for_each(|(_, open)| open.part(customer, at, declared.within));
                self.instant.1.insert(customer.clone());
            }
        }
    }

    /// When the figures of the earliest unit are final.
    fn final_at(&self, declared: &MeasureDecl) -> Option<i64> {
        let (_, first) = self.open.first_key_value()?;
        Some(first.to().saturating_add(declared.within.unwrap_or(0)))
    }

    /// The records of the earliest unit, whose figures are final.
    fn close(&mut self, engine: &Engine, declared: &MeasureDecl) -> Vec<Record> {
        let at = self.final_at(declared);
        let Some((at, (from, open))) = at.zip(self.open.pop_first()) else { return Vec::new() };
        let over = open.over(from);
        let mut records = Vec::new();
        for (group, figures) in &over.groups {
            let record = record(declared, at, &over, group, *figures);
            let alert = alert(engine, declared, *figures);
            self.alerts += u64::from(alert.is_some());
            records.push(record.clone());
            records.extend(alert.map(|alert| Record { kind: Kind::Alerted, because: vec![alert], ..record }));
        }
        self.last = Some(over);
        records
    }
}

/// The record of a group's figures.
fn record(declared: &MeasureDecl, at: i64, unit: &UnitFigures, group: &Group, figures: Figures) -> Record {
    let mut with: Vec<(Arc<str>, Json)> = vec![
        ("from".into(), wire::iso(unit.from).to_string().into()),
        ("to".into(), wire::iso(unit.to).to_string().into()),
    ];
    if declared.by.is_some() {
        with.push(("by".into(), group.json()));
    }
    with.push(("of".into(), figures.of.into()));
    with.push(("part".into(), figures.part.into()));
    with.push(("share".into(), figures.share().into()));
    Record { at, kind: Kind::Measured, measure: Some(declared.name.clone()), with, ..Record::default() }
}

/// Why figures alert, if they do.
fn alert(engine: &Engine, declared: &MeasureDecl, figures: Figures) -> Option<Because> {
    let alert = declared.alert.filter(|alert| alert.is_raised(figures.part, figures.of))?;
    let bound = (alert.side.word().into(), alert.bound().into());
    let values = vec![("share".into(), figures.share().into()), bound];
    Some(Because { rule: declared.name.clone(), place: engine.place(declared.place), values, ..Because::default() })
}
