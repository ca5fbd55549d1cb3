//! A unit of time of a measure whose figures can still change: the customers with B in it.
//!
//! Invariant: the figures are those of the customers, and of those who were forgotten since; so nothing is asked of all of
//! them when the unit is over.

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::figures::{Figures, Group, UnitFigures};

/// A unit whose figures can still change.
pub(super) struct Open {
    /// Where the next unit begins: UTC milliseconds.
    to: i64,
    customers: FxHashMap<Arc<str>, Counted>,
    groups: BTreeMap<Group, Figures>,
}

/// A customer with B in a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Counted {
    /// When B first happened: what the group is of.
    first: i64,
    /// When it last happened: what A is counted from.
    last: i64,
    group: Group,
    /// Whether it is one of the share.
    part: bool,
}

/// A unit as a snapshot keeps it: where it begins and ends, and its customers by id.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptOpen {
    pub(super) from: i64,
    to: i64,
    customers: BTreeMap<Arc<str>, Counted>,
    groups: BTreeMap<Group, Figures>,
}

impl Open {
    pub(super) fn new(to: i64) -> Self {
        Self { to, customers: FxHashMap::default(), groups: BTreeMap::new() }
    }

    pub(super) const fn to(&self) -> i64 {
        self.to
    }

    /// B happened to a customer.
    pub(super) fn whole(&mut self, customer: &Arc<str>, at: i64, group: impl FnOnce() -> Group) {
        if let Some(counted) = self.customers.get_mut(customer) {
            counted.last = at;
            return;
        }
        let counted = Counted { first: at, last: at, group: group(), part: false };
        self.count(&counted);
        self.customers.insert(customer.clone(), counted);
    }

    /// A happened to a customer: it counts if B came before, no longer than so many milliseconds ago where that is said.
    pub(super) fn part(&mut self, customer: &str, at: i64, within: Option<i64>) {
        let Some(counted) = self.customers.get_mut(customer) else { return };
        let in_time = within.is_none_or(|within| at.saturating_sub(counted.last) <= within);
        if in_time && !counted.part {
            counted.part = true;
            if let Some(figures) = self.groups.get_mut(&counted.group) {
                figures.part += 1;
            }
        }
    }

    /// Two customers are one: who had B first says the group, at one time the second.
    pub(super) fn merge(&mut self, was: &str, is: &Arc<str>) {
        let Some(old) = self.customers.remove(was) else { return };
        let both = match self.customers.remove(is) {
            None => old.clone(),
            Some(own) => {
                self.discount(&own);
                let group = if old.first < own.first { &old.group } else { &own.group };
                Counted {
                    first: old.first.min(own.first),
                    last: old.last.max(own.last),
                    group: group.clone(),
                    part: old.part || own.part,
                }
            }
        };
        self.discount(&old);
        self.count(&both);
        self.customers.insert(is.clone(), both);
    }

    /// A customer is forgotten: its figures stay, its id doesn't.
    pub(super) fn forget(&mut self, customer: &str) {
        self.customers.remove(customer);
    }

    fn count(&mut self, counted: &Counted) {
        let figures = self.groups.entry(counted.group.clone()).or_default();
        figures.of += 1;
        figures.part += u64::from(counted.part);
    }

    fn discount(&mut self, counted: &Counted) {
        if let Some(figures) = self.groups.get_mut(&counted.group) {
            figures.of = figures.of.saturating_sub(1);
            figures.part = figures.part.saturating_sub(u64::from(counted.part));
            if figures.of == 0 {
                self.groups.remove(&counted.group);
            }
        }
    }

    /// What it comes to so far.
    pub(super) fn figures(&self, from: i64) -> UnitFigures {
        UnitFigures { from, to: self.to, groups: self.groups.clone() }
    }

    /// What it came to.
    pub(super) fn over(self, from: i64) -> UnitFigures {
        UnitFigures { from, to: self.to, groups: self.groups }
    }

    pub(super) fn kept(&self, from: i64) -> KeptOpen {
        let customers = self.customers.iter().map(|(id, counted)| (id.clone(), counted.clone())).collect();
        KeptOpen { from, to: self.to, customers, groups: self.groups.clone() }
    }
}

impl From<KeptOpen> for Open {
    fn from(kept: KeptOpen) -> Self {
        Self { to: kept.to, customers: kept.customers.into_iter().collect(), groups: kept.groups }
    }
}
