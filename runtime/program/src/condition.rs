//! Whether an expression is a condition: what operators' commands may name to say among whom (§13).

use crate::{ExprId, Node, Program, Type, Value};

impl Program {
    /// Whether an expression of a trait is a condition: always true or false.
    pub fn is_condition(&self, expr: ExprId) -> bool {
        let mut at = expr;
        // Operands, and traits that are used, stand before what uses them: so this ends.
        loop {
            at = match self.nodes.get(at.index()) {
                Some(Node::If(_, then, _)) => *then,
                Some(Node::Fallback(_, instead)) => *instead,
                Some(Node::Trait(id)) => match self.traits.get(id.index()) {
                    Some(used) if used.value < at => used.value,
                    _ => return false,
                },
                Some(Node::Constant(value)) => return matches!(value, Value::Bool(_)),
                Some(Node::Attribute(id)) => {
                    return self.attributes.get(id.index()).is_some_and(|attribute| attribute.ty == Type::Bool);
                }
                Some(Node::Read(read)) => {
                    return self.reads.get(read.index()).is_some_and(|read| read.measure == crate::Measure::Seen);
                }
                Some(node) => return is_truth(node),
                None => return false,
            }
        }
    }
}

/// Whether the node itself says yes or no.
const fn is_truth(node: &Node) -> bool {
    matches!(
        node,
        Node::And(..)
            | Node::Or(..)
            | Node::Not(_)
            | Node::IsKnown(_)
            | Node::Compare(..)
            | Node::OneOf(..)
            | Node::StartsWith(..)
            | Node::EndsWith(..)
            | Node::Contains(..)
            | Node::InJourney { .. }
            | Node::MemberOf(_)
            | Node::Switch(_)
            | Node::OwnSend(_)
    )
}
