//! A small map in order of its keys: most customers touch little of what a program declares.

use serde::{Deserialize, Serialize};

/// Pairs in order of their keys, so that equal maps have equal bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sparse<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sparse<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord + Copy, V> Sparse<K, V> {
    /// The value of a key.
    pub(crate) fn get(&self, key: K) -> Option<&V> {
        let at = self.find(key).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The value of a key, if it has one.
    pub(crate) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let at = self.find(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Gives a key its value.
    pub(crate) fn set(&mut self, key: K, value: V) {
        match self.find(key) {
            Ok(at) => {
                if let Some(pair) = self.0.get_mut(at) {
                    pair.1 = value;
                }
            }
            Err(at) => self.insert(at, key, value),
        }
    }

    /// The value of a key, which is made where it has none.
    #[expect(clippy::indexing_slicing, reason = "a pair stands at the place found, or has just been put there")]
    pub(crate) fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let at = match self.find(key) {
            Ok(at) => at,
            Err(at) => {
                self.insert(at, key, make());
                at
            }
        };
        &mut self.0[at].1
    }

    /// Takes a key's value away.
    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let at = self.find(key).ok()?;
        Some(self.0.remove(at).1)
    }

    /// The pairs in order of their keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }

    /// The values.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// The values of both; of a key that both have, what `join` makes of the two.
    pub(crate) fn with(mut self, other: Self, mut join: impl FnMut(K, V, V) -> V) -> Self {
        for (key, value) in other.0 {
            let value = match self.remove(key) {
                Some(own) => join(key, own, value),
                None => value,
            };
            self.set(key, value);
        }
        self
    }

    /// Most maps stay at one pair or two: room is made for no more than there are.
    fn insert(&mut self, at: usize, key: K, value: V) {
        self.0.reserve_exact(1);
        self.0.insert(at, (key, value));
    }

    /// The memory of the pairs and of what their values point to.
    pub(super) fn bytes(&self, each: impl Fn(&V) -> usize) -> usize {
        super::size::list(&self.0, |(_, value)| each(value))
    }

    fn find(&self, key: K) -> Result<usize, usize> {
        self.0.binary_search_by_key(&key, |pair| pair.0)
    }
}
