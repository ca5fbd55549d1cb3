//! The customers of a run and their states, in the order in which they first appeared.

use std::sync::Arc;

use baton_engine::{Chance, Customer, Orders, State};
use baton_program::Program;
use rustc_hash::FxHashMap;

/// A customer's place in the order of first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Ordinal(pub(super) u32);

/// What stands for the id of a customer who was forgotten: no customer has it.
pub(super) const FORGOTTEN: &str = "";

/// Why two ids don't become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unmerged {
    /// The other is no id.
    NoId,
    /// Both are the customer's own already.
    Same,
    /// The other is somebody's already: an id is merged once.
    Already,
}

impl Unmerged {
    /// In the words of records.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::NoId => "no id",
            Self::Same => "the same customer",
            Self::Already => "already merged",
        }
    }
}

/// All that have appeared.
#[derive(Default)]
pub(super) struct Customers {
    ordinals: FxHashMap<Arc<str>, Ordinal>,
    all: Vec<(Customer, State)>,
    /// Whom those became one with whose places are empty because of it; that can be such a place in turn.
    into: FxHashMap<Ordinal, Ordinal>,
    /// The other ids by which customers are known, in no order.
    also: FxHashMap<Ordinal, Vec<OtherId>>,
}

/// Another id of a customer, and the place of its bearer, where somebody had appeared under it.
type OtherId = (Arc<str>, Option<Ordinal>);

impl Customers {
    /// The customer who is known by this id; a new one if it is the first that is heard of it. Operators' orders that
    /// stand are there before it.
    pub(super) fn ordinal(&mut self, id: &Arc<str>, program: &Program, orders: &Orders) -> Ordinal {
        if let Some(known) = self.find(id) {
            // Where places are empty, the way to it is short from now on.
            if !self.into.is_empty() {
                self.ordinals.insert(id.clone(), known);
            }
            return known;
        }
        let new = Ordinal(self.all.len() as u32);
        let customer = Customer { id: id.clone(), chance: Chance::Hashed };
        self.all.push((customer, State::under(program, orders)));
        self.ordinals.insert(id.clone(), new);
        new
    }

    /// The customer who is known by this id, if it has appeared.
    pub(super) fn find(&self, id: &Arc<str>) -> Option<Ordinal> {
        let mut ordinal = *self.ordinals.get(id)?;
        while let Some(one) = self.into.get(&ordinal) {
            ordinal = *one;
        }
        Some(ordinal)
    }

    /// The id that stays of the customer who is known by this one; the same where nobody is.
    pub(super) fn own_id<'a>(&'a self, id: &'a Arc<str>) -> &'a Arc<str> {
        let known = self.find(id).and_then(|known| self.all.get(known.0 as usize));
        known.map_or(id, |(customer, _)| &customer.id)
    }

    /// Why a customer can't be known by this id as well.
    pub(super) fn objection(&self, named: Ordinal, was: &Arc<str>) -> Option<Unmerged> {
        if was.is_empty() {
            return Some(Unmerged::NoId);
        }
        let known = self.find(was)?;
        let is_own = self.all.get(known.0 as usize).is_some_and(|(customer, _)| customer.id == *was);
        match is_own {
            false => Some(Unmerged::Already),
            true => (known == named).then_some(Unmerged::Same),
        }
    }

    /// A customer is known by this id from now on, and by all that its bearer was known by: gives the bearer's place and
    /// state, which are empty then; none where nobody has appeared under it.
    pub(super) fn merge(&mut self, named: Ordinal, was: &Arc<str>, program: &Program) -> Option<(Ordinal, State)> {
        let bearer = self.find(was);
        self.ordinals.insert(was.clone(), named);
        let mut ids = bearer.and_then(|bearer| self.also.remove(&bearer)).unwrap_or_default();
        ids.push((was.clone(), bearer));
        let known = self.also.entry(named).or_default();
        // Whoever has more ids keeps the list, so that no chain of merges takes long.
        if known.len() < ids.len() {
            std::mem::swap(known, &mut ids);
        }
        known.append(&mut ids);
        let bearer = bearer?;
        self.into.insert(bearer, named);
        let (_, state) = self.all.get_mut(bearer.0 as usize)?;
        Some((bearer, std::mem::replace(state, State::new(program))))
    }

    /// The other ids by which a customer is known, in order.
    pub(super) fn also(&self, ordinal: Ordinal) -> Vec<Arc<str>> {
        let mut ids: Vec<_> = self.also.get(&ordinal).into_iter().flatten().map(|(id, _)| id.clone()).collect();
        ids.sort_unstable();
        ids
    }

    /// A customer who has appeared before this run is known by these ids as well; their bearers have been added.
    pub(super) fn know_also(&mut self, named: Ordinal, ids: Vec<Arc<str>>) {
        for id in ids {
            let bearer = self.ordinals.insert(id.clone(), named);
            self.into.extend(bearer.map(|bearer| (bearer, named)));
            self.also.entry(named).or_default().push((id, bearer));
        }
    }

    pub(super) fn get_mut(&mut self, ordinal: Ordinal) -> Option<(&Customer, &mut State)> {
        self.all.get_mut(ordinal.0 as usize).map(|(customer, state)| (&*customer, state))
    }

    /// A customer that has appeared before this run.
    pub(super) fn add(&mut self, customer: Customer, state: State) -> Ordinal {
        let ordinal = Ordinal(self.all.len() as u32);
        if &*customer.id != FORGOTTEN {
            self.ordinals.insert(customer.id.clone(), ordinal);
        }
        self.all.push((customer, state));
        ordinal
    }

    /// Nothing is left of a customer but its place in the order, and the places of those with whom it became one. Gives
    /// all the ids by which it was known.
    pub(super) fn forget(&mut self, ordinal: Ordinal, program: &Program) -> Vec<Arc<str>> {
        let (mut ids, mut places) = (Vec::new(), vec![ordinal]);
        for (id, place) in self.also.remove(&ordinal).unwrap_or_default() {
            ids.push(id);
            places.extend(place);
        }
        for place in places {
            if let Some((customer, state)) = self.all.get_mut(place.0 as usize) {
                let id = std::mem::replace(&mut customer.id, FORGOTTEN.into());
                ids.extend((place == ordinal).then_some(id));
                *state = State::new(program);
            }
        }
        for id in &ids {
            self.ordinals.remove(id);
        }
        ids
    }

    /// The places of all who are neither forgotten nor another by now.
    pub(super) fn ordinals(&self) -> Vec<Ordinal> {
        let is_here =
            |ordinal: &Ordinal, customer: &Customer| &*customer.id != FORGOTTEN && !self.into.contains_key(ordinal);
        let here = self.iter().filter(|(ordinal, customer, _)| is_here(ordinal, customer));
        here.map(|(ordinal, ..)| ordinal).collect()
    }

    /// All of them, in the order of first appearance.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Ordinal, &Customer, &State)> {
        (0..).map(Ordinal).zip(&self.all).map(|(ordinal, (customer, state))| (ordinal, customer, state))
    }

    pub(super) fn get(&self, ordinal: Ordinal) -> Option<&State> {
        self.all.get(ordinal.0 as usize).map(|(_, state)| state)
    }

    /// How many have appeared; whoever is known by several ids is one.
    pub(super) fn len(&self) -> usize {
        self.all.len().saturating_sub(self.into.len())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ids(ids: &[&str]) -> Vec<Arc<str>> {
        ids.iter().map(|id| (*id).into()).collect()
    }

    /// Three who have appeared, and one id of whom nobody has heard.
    fn three() -> (Customers, Program, Vec<Ordinal>) {
        let (mut customers, program) = (Customers::default(), Program::default());
        let places =
            ids(&["a", "b", "c"]).iter().map(|id| customers.ordinal(id, &program, &Orders::default())).collect();
        (customers, program, places)
    }

    #[test]
    fn whoever_was_merged_is_found_under_all_ids() {
        let (mut customers, program, places) = three();
        let [a, b, c] = places.try_into().unwrap();
        assert!(customers.merge(b, &"a".into(), &program).is_some_and(|(place, _)| place == a));
        assert!(customers.merge(b, &"unheard".into(), &program).is_none());
        assert!(customers.merge(c, &"b".into(), &program).is_some_and(|(place, _)| place == b));
        for id in ids(&["a", "b", "c", "unheard"]) {
            assert_eq!(customers.find(&id), Some(c), "{id}");
            assert_eq!(customers.ordinal(&id, &program, &Orders::default()), c, "{id}");
        }
        assert_eq!(customers.also(c), ids(&["a", "b", "unheard"]));
        assert_eq!((customers.len(), customers.ordinals()), (1, vec![c]));
    }

    #[test]
    fn an_id_is_merged_once() {
        let (mut customers, program, places) = three();
        let [_, b, c] = places.try_into().unwrap();
        customers.merge(b, &"a".into(), &program);
        assert_eq!(customers.objection(c, &"a".into()), Some(Unmerged::Already));
        assert_eq!(customers.objection(b, &"a".into()), Some(Unmerged::Already));
        assert_eq!(customers.objection(b, &"b".into()), Some(Unmerged::Same));
        assert_eq!(customers.objection(b, &"".into()), Some(Unmerged::NoId));
        assert_eq!(customers.objection(c, &"b".into()), None);
        assert_eq!(customers.objection(c, &"unheard".into()), None);
    }

    #[test]
    fn what_a_snapshot_keeps_is_known_again() {
        let (mut customers, program, places) = three();
        let [_, b, c] = places.try_into().unwrap();
        customers.merge(b, &"a".into(), &program);
        customers.merge(c, &"b".into(), &program);
        let mut again = Customers::default();
        for (_, customer, _) in customers.iter() {
            again.add(customer.clone(), State::new(&program));
        }
        again.know_also(c, customers.also(c));
        assert_eq!((again.also(c), again.len(), again.ordinals()), (customers.also(c), 1, vec![c]));
        assert_eq!(again.find(&"a".into()), Some(c));
    }

    #[test]
    fn nothing_is_left_of_any_id_of_whoever_is_forgotten() {
        let (mut customers, program, places) = three();
        let [_, b, c] = places.try_into().unwrap();
        customers.merge(b, &"a".into(), &program);
        let mut forgotten = customers.forget(b, &program);
        forgotten.sort();
        assert_eq!(forgotten, ids(&["a", "b"]));
        assert!(ids(&["a", "b"]).iter().all(|id| customers.find(id).is_none()));
        assert!(customers.iter().all(|(place, customer, _)| place == c || &*customer.id == FORGOTTEN));
        assert_eq!(customers.ordinals(), vec![c]);
    }
}
