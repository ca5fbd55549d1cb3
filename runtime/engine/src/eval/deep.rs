//! Expressions that are nested too deep to go down with them: a sum of ten thousand terms has a value as well.

use baton_program::{ExprId, Node, Program, Value};

use crate::view::{Names, View};

/// How deep an expression may be nested before its parts are taken one after another.
const DEEPEST: u16 = 64;

/// Which expressions are nested deeper; empty where none is.
pub(crate) fn deep(program: &Program) -> Vec<ExprId> {
    let mut depths: Vec<u16> = Vec::with_capacity(program.nodes.len());
    for node in &program.nodes {
        let mut below = 0;
        node.operands(|operand| below = below.max(depths.get(operand.index()).copied().unwrap_or(0)));
        depths.push(below.saturating_add(1));
    }
    (0..).map(ExprId).zip(depths).filter(|(_, depth)| *depth > DEEPEST).map(|(expr, _)| expr).collect()
}

impl View<'_> {
    /// The value of a deep expression, from its parts up. All are asked, also those that going down would pass by: they
    /// change nothing.
    pub(super) fn deep_value(self, expr: ExprId, names: Names<'_>) -> Value {
        let mut values: Vec<(ExprId, Value)> = Vec::new();
        for part in parts(&self.program().nodes, expr) {
            if let Some(node) = self.program().nodes.get(part.index()) {
                let value = self.value_of(node, Names { parts: &values, ..names });
                values.push((part, value));
            }
        }
        values.pop().map(|(_, value)| value).unwrap_or_default()
    }
}

/// The parts of an expression in order, itself last: operands stand before what uses them.
fn parts(nodes: &[Node], expr: ExprId) -> Vec<ExprId> {
    let mut parts = vec![expr];
    let mut at = 0;
    let mut seen = std::collections::BTreeSet::from([expr]);
    while let Some(part) = parts.get(at).copied() {
        if let Some(node) = nodes.get(part.index()) {
            node.operands(|operand| {
                if seen.insert(operand) {
                    parts.push(operand);
                }
            });
        }
        at += 1;
    }
    parts.sort_unstable();
    parts
}
