//! What is known of each message that was asked for: when that was, and how long ago.

use std::{collections::BTreeMap, sync::Arc};

use baton_program::Record;

/// The messages of a customer by the ids of their sends.
pub(super) struct Sends<'a> {
    /// The first record of each.
    first: BTreeMap<&'a str, &'a Record>,
}

/// When a message was asked for, as a record of it sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// In this record's moment, of which it is the first to tell.
    Now,
    /// So many milliseconds ago.
    Ago(i64),
    /// Before the records begin.
    Before,
}

impl<'a> Sends<'a> {
    pub(super) fn of(records: &'a [Record]) -> Self {
        let mut first = BTreeMap::new();
        for record in records {
            if let Some(send) = &record.send {
                first.entry(&**send).or_insert(record);
            }
        }
        Self { first }
    }

    pub(super) fn asked(&self, record: &Record) -> Asked {
        let first = record.send.as_deref().and_then(|send| self.first.get(send));
        match first {
            Some(first) if asked_in(first).is_some_and(|moment| moment < first.moment) => Asked::Before,
            Some(first) if !std::ptr::eq(*first, record) => Asked::Ago(record.at.saturating_sub(first.at)),
            _ => Asked::Now,
        }
    }
}

/// The moment in which a message was asked for, which its send's id tells: `…/moment.place/customer`.
fn asked_in(record: &Record) -> Option<u64> {
    let id = record.send.as_deref()?.strip_suffix(&*record.customer)?.strip_suffix('/')?;
    let (_, last) = id.rsplit_once('/')?;
    last.split('.').next()?.parse().ok()
}

/// A message that a customer's records tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The send's id.
    pub send: Arc<str>,
    /// The message's full name, of the record that tells of it last.
    pub message: Arc<str>,
}

/// All messages that the records tell of, in the order of their first records.
pub fn known_sends(records: &[Record]) -> Vec<Known> {
    let mut at = BTreeMap::new();
    let mut known: Vec<Known> = Vec::new();
    for record in records {
        let own = record.send.iter().zip(&record.message);
        let not_shown = record.because.iter().filter_map(|because| because.send.as_ref().zip(because.message.as_ref()));
        for (send, message) in own.chain(not_shown) {
            let index = *at.entry(send.clone()).or_insert(known.len());
            match known.get_mut(index) {
                Some(told) => told.message = message.clone(),
                None => known.push(Known { send: send.clone(), message: message.clone() }),
            }
        }
    }
    known
}
