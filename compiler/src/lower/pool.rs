//! The program's expressions, reads and histories: what is equal is kept once.

use std::fmt::Debug;

use baton_program::{ExprId, History, HistoryId, Node, Read, ReadId, Value};
use rustc_hash::FxHashMap;

/// Expressions and what they ask of history.
#[derive(Default)]
pub(super) struct Pool {
    pub(super) nodes: Once<Node>,
    pub(super) reads: Once<Read>,
    pub(super) histories: Once<History>,
}

impl Pool {
    /// The node's id. Its operands are in the pool already.
    pub(super) fn node(&mut self, node: Node) -> ExprId {
        ExprId(self.nodes.place_of(node) as u32)
    }

    /// A constant.
    pub(super) fn constant(&mut self, value: Value) -> ExprId {
        self.node(Node::Constant(value))
    }

    /// The history's id.
    pub(super) fn history(&mut self, history: History) -> HistoryId {
        HistoryId(self.histories.place_of(history) as u16)
    }

    /// The read's id.
    pub(super) fn read(&mut self, read: Read) -> ReadId {
        ReadId(self.reads.place_of(read) as u32)
    }
}

/// Things in the order in which they came, each once.
pub(super) struct Once<T> {
    pub(super) list: Vec<T>,
    /// Their places by their debug form: it tells apart what is different, numbers to the last bit.
    known: FxHashMap<String, usize>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { list: Vec::new(), known: FxHashMap::default() }
    }
}

impl<T: Debug> Once<T> {
    fn place_of(&mut self, one: T) -> usize {
        let next = self.list.len();
        let place = *self.known.entry(format!("{one:?}")).or_insert(next);
        if place == next {
            self.list.push(one);
        }
        place
    }
}
