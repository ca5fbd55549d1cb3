//! The compiled program, and the wire forms of inputs and records.
//!
//! Architecture invariants: a program is plain data, and the only thing that crosses from compiling to running; one
//! from disk or network is untrusted until [`Program::verify`] has accepted it. This crate knows neither the language's
//! text nor any host.

mod audience;
pub mod change;
mod command;
mod condition;
mod decl;
mod depth;
mod expr;
mod fits;
mod ids;
mod input;
mod journey;
pub mod layout;
mod measure;
mod operands;
mod policy;
mod record;
#[cfg(test)]
mod sample;
mod source;
mod story;
mod touchpoint;
mod types;
mod value;
mod verify;
mod versions;
pub mod wire;

pub use audience::*;
pub use command::*;
pub use decl::*;
pub use expr::*;
pub use ids::*;
pub use input::*;
pub use journey::*;
pub use measure::*;
pub use policy::*;
pub use record::*;
pub use source::*;
pub use story::*;
pub use touchpoint::*;
pub use types::*;
pub use value::*;
pub use verify::{Fault, LONGEST, MOST, Refusal};
pub use versions::*;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A compiled workspace.
///
/// Declarations are in the order of their full names, so that "in order of full names" is the order of ids; channels
/// and purposes too, except that purposes stand in the order of `priorities`, the highest first. The built-in events
/// come first among the events, in the order of [`BuiltIn`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The workspace's name.
    pub workspace: Arc<str>,
    /// The time zone of a customer whose own is unknown (IANA).
    pub zone: Arc<str>,
    /// The values of all enumerations, in byte order.
    pub symbols: Vec<Arc<str>>,
    /// The files that [`Place`]s speak of.
    pub files: Vec<Arc<str>>,
    /// All expressions; operands stand before what uses them, so every expression ends.
    pub nodes: Vec<Node>,
    /// What history is asked, by [`Node::Read`].
    pub reads: Vec<Read>,
    /// The attributes of the customer.
    pub attributes: Vec<Attribute>,
    /// All events: built-in ones, then declared ones and signals together by full name.
    pub events: Vec<EventType>,
    /// The traits, each after those it uses.
    pub traits: Vec<Trait>,
    /// What is remembered of events.
    pub histories: Vec<History>,
    /// The signals.
    pub signals: Vec<Signal>,
    /// The channels.
    pub channels: Vec<Channel>,
    /// The purposes' full names, the highest priority first.
    pub purposes: Vec<Arc<str>>,
    /// The messages.
    pub messages: Vec<Message>,
    /// The actions.
    pub actions: Vec<Action>,
    /// The rules of all policies: the root's first, then by policy name, then from the top.
    pub rules: Vec<Rule>,
    /// The journeys.
    pub journeys: Vec<Journey>,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// The placements.
    pub placements: Vec<Placement>,
    /// The audiences.
    pub audiences: Vec<Audience>,
    /// The switches.
    pub switches: Vec<Switch>,
    /// The measures.
    pub measures: Vec<MeasureDecl>,
    /// The sources.
    pub sources: Vec<Source>,
    /// The tests; empty in a program that is not compiled for testing.
    pub stories: Vec<Story>,
    /// What it says of the version before.
    pub versions: Versions,
    /// How many latches a customer's state has.
    pub latches: u32,
    /// How many cap counters a customer's state has.
    pub counters: u32,
}

/// A place in the source, for explanations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Index into [`Program::files`].
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}
