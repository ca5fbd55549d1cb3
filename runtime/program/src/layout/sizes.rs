//! What the parts of a state take, in bytes on a 64-bit machine.
//!
//! Invariant: these are the sizes of the engine's own types; a test of the engine compares them.

/// A value, without what it points to.
pub const VALUE: u64 = 24;
/// What stands before the bytes of a shared text, list or event: two counts.
pub const SHARED: u64 = 16;
/// An event, without its fields.
pub const EVENT: u64 = 40;

/// The state of a customer of whom nothing is known.
pub const STATE: u64 = 272;
/// The hash of an event's id.
pub const EVENT_ID: u64 = 8;
/// How many event ids a customer remembers (§8).
pub const EVENT_IDS: u64 = 64;
/// An attribute that is known.
pub const ATTRIBUTE: u64 = 32;
/// A history.
pub const HISTORY: u64 = 56;
/// A remembered event, without what is kept of it.
pub const REMEMBRANCE: u64 = 32;
/// A signal that something matches.
pub const PATTERN: u64 = 32;
/// One of a signal's keys, without its prefixes.
pub const KEYED: u64 = 40;
/// A prefix, without its events.
pub const PREFIX: u64 = 56;
/// The number of an event.
pub const EVENT_NUMBER: u64 = 8;
/// How many latches share a word.
pub const LATCHES: u64 = 64;
/// A word of latches.
pub const LATCH_WORD: u64 = 8;
/// A cap that counts.
pub const COUNTER: u64 = 32;
/// A time.
pub const TIME: u64 = 8;
/// An instance, without its frame, where it rests and what it offers.
pub const INSTANCE: u64 = 160;
/// An offer, without its arguments and id.
pub const OFFERED: u64 = 56;
/// A place on the docket, without its messages.
pub const SENDING: u64 = 96;
/// A message that can be sent at a place on the docket, without its arguments.
pub const CANDIDATE: u64 = 24;
/// When an arm is due.
pub const DUE: u64 = 16;
/// What moves an instance when its pause ends, without what is bound.
pub const REMEMBERED: u64 = 64;
/// A journey of which instances have ended.
pub const ENDED_JOURNEY: u64 = 32;
/// The end of an instance.
pub const ENDED: u64 = 32;
/// The last send of a message, without its id.
pub const LAST_SEND: u64 = 40;
/// What operators have ordered, without the orders.
pub const ORDERS: u64 = 48;
/// A switch that was turned.
pub const TURNED: u64 = 4;
/// A journey that is paused by an operator.
pub const PAUSED: u64 = 2;
