//! A table whose entries go when their time has come.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::hash::Hash;

/// Entries with the second after which each is dropped.
#[derive(Debug)]
pub struct Expiring<K, V> {
    entries: HashMap<K, V>,
    due: BinaryHeap<Reverse<(i64, K)>>,
}

impl<K: Clone + Eq + Hash + Ord, V> Expiring<K, V> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self {
            entries: HashMap::new(),
            due: BinaryHeap::new(),
        }
    }

    /// Adds an entry that is kept until `until` has passed; false when there is one under this key already.
    pub fn insert(&mut self, key: K, value: V, until: i64) -> bool {
        if self.entries.contains_key(&key) {
            return false;
        }
        self.due.push(Reverse((until, key.clone())));
        self.entries.insert(key, value);
        true
    }

    /// The entry under `key`.
    #[must_use]
    pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.entries.get_mut(key)
    }

    /// Every entry with its key, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter()
    }

    /// Takes out the entry under `key`.
    pub fn remove<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.entries.remove(key)
    }

    /// Drops the entries whose time has passed at `now`.
    pub fn purge(&mut self, now: i64) {
        while self
            .due
            .peek()
            .is_some_and(|Reverse((until, _))| *until < now)
        {
            if let Some(Reverse((_, key))) = self.due.pop() {
                self.entries.remove(&key);
            }
        }
    }

    /// Every entry.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.values()
    }

    /// Every entry, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.values_mut()
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_goes_after_its_last_second() {
        let mut table = Expiring::new();
        assert!(table.insert("early", (), 10));
        assert!(table.insert("late", (), 20));
        table.purge(10);
        assert_eq!(table.len(), 2);
        table.purge(11);
        assert_eq!(table.len(), 1);
        assert!(table.get_mut("late").is_some());
    }

    #[test]
    fn a_key_is_taken_once() {
        let mut table = Expiring::new();
        assert!(table.insert("once", 1, 10));
        assert!(!table.insert("once", 2, 20));
        assert_eq!(table.get_mut("once"), Some(&mut 1));
    }
}
