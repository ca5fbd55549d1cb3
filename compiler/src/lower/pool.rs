//! The program's expressions, reads and histories: what is equal is kept once.

use baton_program::{ExprId, History, HistoryId, Node, Read, ReadId, Value};
use rustc_hash::FxHashMap;

/// Expressions and what they ask of history.
#[derive(Default)]
pub(super) struct Pool {
    pub(super) nodes: Vec<Node>,
    pub(super) reads: Vec<Read>,
    pub(super) histories: Vec<History>,
    /// Nodes by their debug form: it tells apart what is different, numbers to the last bit.
    known_nodes: FxHashMap<String, ExprId>,
}

impl Pool {
    /// The node's id. Its operands are in the pool already.
    pub(super) fn node(&mut self, node: Node) -> ExprId {
        let next = ExprId(self.nodes.len() as u32);
        let id = *self.known_nodes.entry(format!("{node:?}")).or_insert(next);
        if id == next {
            self.nodes.push(node);
        }
        id
    }

    /// A constant.
    pub(super) fn constant(&mut self, value: Value) -> ExprId {
        self.node(Node::Constant(value))
    }

    /// The history's id.
    pub(super) fn history(&mut self, history: History) -> HistoryId {
        HistoryId(place_of(&mut self.histories, history) as u16)
    }

    /// The read's id.
    pub(super) fn read(&mut self, read: Read) -> ReadId {
        ReadId(place_of(&mut self.reads, read) as u32)
    }
}

fn place_of<T: PartialEq>(all: &mut Vec<T>, one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    })
}
