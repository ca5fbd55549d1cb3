//! From checked declarations to a program.
//!
//! Invariants: lowering is total (what can't be found becomes unknown, or is left out), and deterministic: the order of the
//! items given doesn't matter. Every table stands in the order that [`Program`] promises.

mod code;
mod decl;
mod declared;
mod expr;
mod history;
mod journey;
mod left;
mod pool;
mod privacy;
mod rules;
mod story;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod touchpoint;
mod values;
pub(crate) mod walk;
mod watch;

use baton_program::{CounterId, LatchId, Program};
use smol_str::SmolStr;

use crate::hir::{self, FullName};
pub(crate) use journey::bodies;
use pool::Pool;
use tables::{Tables, arc};

/// What is lowered: a workspace without errors.
#[derive(Clone, Debug)]
pub struct Lowering<'a> {
    /// The workspace's name.
    pub workspace: &'a str,
    /// Its time zone.
    pub zone: &'a str,
    /// All declarations, in any order.
    pub items: Vec<LoweredItem<'a>>,
}

/// A checked declaration and where it stands.
#[derive(Clone, Debug)]
pub struct LoweredItem<'a> {
    /// Its package; empty is the root.
    pub package: SmolStr,
    /// Its full name; empty for `customer`, `priorities` and tests.
    pub name: FullName,
    /// What it means.
    pub body: &'a hir::Body,
    /// Its file.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// The item's byte offset in the file.
    pub start: u32,
}

/// The program of a workspace. Tests are in it if they are among the items.
pub fn lower(input: &Lowering) -> Program {
    let tables = Tables::new(&input.items);
    let mut builder = Builder { tables: &tables, pool: Pool::default(), latches: 0, counters: 0 };
    let mut program = Program {
        workspace: arc(input.workspace),
        zone: arc(input.zone),
        symbols: tables.symbols.list.iter().map(|name| arc(name)).collect(),
        files: tables.files.list.iter().map(|name| arc(name)).collect(),
        purposes: tables.declared.purposes.iter().map(|name| arc(name)).collect(),
        attributes: builder.attributes(),
        events: builder.events(),
        traits: builder.traits(),
        signals: builder.signals(),
        channels: builder.channels(),
        messages: builder.messages(),
        actions: builder.actions(),
        rules: builder.rules(),
        journeys: builder.journeys(),
        decisions: builder.decisions(),
        placements: builder.placements(),
        audiences: builder.audiences(),
        switches: builder.switches(),
        measures: builder.measures(),
        sources: builder.sources(),
        stories: builder.stories(),
        ..Program::default()
    };
    program.latches = builder.latches;
    program.counters = builder.counters;
    program.nodes = builder.pool.nodes.list;
    program.reads = builder.pool.reads.list;
    program.histories = builder.pool.histories.list;
    program
}

/// A program while it is made.
struct Builder<'a> {
    tables: &'a Tables<'a>,
    pool: Pool,
    latches: u32,
    counters: u32,
}

impl Builder<'_> {
    /// A new place that remembers whether a condition held.
    fn latch(&mut self) -> LatchId {
        self.latches += 1;
        LatchId(self.latches - 1)
    }

    /// A new place that counts what was sent.
    fn counter(&mut self) -> CounterId {
        self.counters += 1;
        CounterId(self.counters - 1)
    }
}
