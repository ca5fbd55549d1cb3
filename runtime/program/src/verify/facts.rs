//! What is known of each expression once its operands are known: the frame and the fields that it reads.

use super::Fault;
use crate::{ExprId, Node, Program, ReadId};

/// For each node, how much it reads of its surroundings.
pub struct Facts {
    reach: Vec<Reach>,
}

/// How far an expression reaches: one more than the highest index that it reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Slots of the frame.
    pub slots: usize,
    /// Fields of the event that is asked about, or values kept of it.
    pub here: usize,
    /// Whether it reads columns of a row.
    pub columns: bool,
    /// How deep questions to history are nested in it that are asked of each remembered event.
    pub nested: u8,
}

impl Reach {
    fn and(self, other: Self) -> Self {
        Self {
            slots: self.slots.max(other.slots),
            here: self.here.max(other.here),
            columns: self.columns || other.columns,
            nested: self.nested.max(other.nested),
        }
    }
}

impl Facts {
    /// Of all nodes, which have their operands before them.
    pub fn of(program: &Program) -> Result<Self, Fault> {
        let mut facts = Self { reach: Vec::with_capacity(program.nodes.len()) };
        for (index, node) in program.nodes.iter().enumerate() {
            let reach = facts.of_node(program, node).ok_or(Fault::Forward(index))?;
            facts.reach.push(reach);
        }
        Ok(facts)
    }

    /// Of an expression, where there is it.
    pub fn reach(&self, expr: ExprId) -> Option<Reach> {
        self.reach.get(expr.index()).copied()
    }

    /// None where it uses what isn't known yet.
    fn of_node(&self, program: &Program, node: &Node) -> Option<Reach> {
        let own = match node {
            Node::Local(slot) => Reach { slots: usize::from(*slot) + 1, ..Reach::default() },
            Node::Here(index) => Reach { here: usize::from(*index) + 1, ..Reach::default() },
            Node::Column(_) => Reach { columns: true, ..Reach::default() },
            Node::Trait(id) => {
                let nested = self.reach(program.traits.get(id.index())?.value)?.nested;
                Reach { nested, ..Reach::default() }
            }
            Node::Read(read) => self.of_read(program, *read)?,
            Node::Share(one, other) => self.of_read(program, *one)?.and(self.of_read(program, *other)?),
            _ => Reach::default(),
        };
        let mut reach = Some(own);
        node.operands(|operand| reach = reach.zip(self.reach(operand)).map(|(all, one)| all.and(one)));
        reach
    }

    /// The filters of a read speak of the frame that asks, but of kept values instead of the event's.
    fn of_read(&self, program: &Program, read: ReadId) -> Option<Reach> {
        let filters = program.reads.get(read.index())?.filters.iter().flatten();
        let (mut slots, mut nested) = (0, 0);
        for filter in filters {
            let reach = self.reach(*filter)?;
            slots = slots.max(reach.slots);
            nested = nested.max(reach.nested.saturating_add(1));
        }
        Some(Reach { slots, nested, ..Reach::default() })
    }
}
