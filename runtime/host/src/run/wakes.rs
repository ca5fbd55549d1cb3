//! When customers want to be woken: at most one wake-up for each, the earliest first.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::customers::Ordinal;

/// A heap in which a wake-up that was replaced stays until its time comes, and is skipped then.
#[derive(Default)]
pub(super) struct Wakes {
    heap: BinaryHeap<Reverse<(i64, Ordinal)>>,
    /// The one that counts, for each customer.
    wanted: Vec<Option<i64>>,
}

impl Wakes {
    /// The customer wants to be woken then, and at no other time.
    pub(super) fn set(&mut self, customer: Ordinal, at: Option<i64>) {
        let index = customer.0 as usize;
        if index >= self.wanted.len() {
            self.wanted.resize(index + 1, None);
        }
        let Some(wanted) = self.wanted.get_mut(index) else { return };
        if *wanted != at {
            *wanted = at;
            self.heap.extend(at.map(|at| Reverse((at, customer))));
        }
    }

    /// When a customer wants to be woken.
    pub(super) fn of(&self, customer: Ordinal) -> Option<i64> {
        self.wanted.get(customer.0 as usize).copied().flatten()
    }

    /// The next wake-up; at one time in the order of customers. It stays until the customer's is set anew.
    pub(super) fn next(&mut self) -> Option<(i64, Ordinal)> {
        while let Some(Reverse((at, customer))) = self.heap.peek().copied() {
            if self.wanted.get(customer.0 as usize) == Some(&Some(at)) {
                return Some((at, customer));
            }
            self.heap.pop();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut wakes: Wakes) -> Vec<(i64, u32)> {
        let mut fired = vec![];
        while let Some((at, customer)) = wakes.next() {
            fired.push((at, customer.0));
            wakes.set(customer, None);
        }
        fired
    }

    #[test]
    fn the_earliest_comes_first_and_then_the_first_customer() {
        let mut wakes = Wakes::default();
        wakes.set(Ordinal(2), Some(5));
        wakes.set(Ordinal(0), Some(9));
        wakes.set(Ordinal(1), Some(5));
        assert_eq!(all(wakes), [(5, 1), (5, 2), (9, 0)]);
    }

    #[test]
    fn a_replaced_one_is_skipped() {
        let mut wakes = Wakes::default();
        wakes.set(Ordinal(0), Some(5));
        wakes.set(Ordinal(0), Some(7));
        wakes.set(Ordinal(1), Some(6));
        wakes.set(Ordinal(1), None);
        assert_eq!(all(wakes), [(7, 0)]);
    }

    #[test]
    fn one_that_comes_back_fires_once() {
        let mut wakes = Wakes::default();
        for at in [5, 7, 5] {
            wakes.set(Ordinal(0), Some(at));
        }
        assert_eq!(all(wakes), [(5, 0)]);
    }
}
