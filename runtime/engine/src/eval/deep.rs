//! Expressions that are too deep or too wide to go down with them: a sum of ten thousand terms has a value as well, and
//! one whose parts are the same again and again has it in time.

use baton_program::{ExprId, Node, Program, Value};

use crate::view::{Names, View};

/// How deep an expression may be nested before its parts are taken one after another.
const DEEPEST: u16 = 64;

/// How many expressions one may come to when its parts are counted each time that they stand in it.
const WIDEST: u32 = 10_000;

/// Which expressions are deeper or wider; empty where none is.
pub(crate) fn deep(program: &Program) -> Vec<ExprId> {
    let mut extents: Vec<(u16, u32)> = Vec::with_capacity(program.nodes.len());
    for node in &program.nodes {
        let (mut depth, mut width) = (0, 1_u32);
        node.operands(|operand| {
            let (below, within) = extents.get(operand.index()).copied().unwrap_or_default();
            depth = depth.max(below);
            width = width.saturating_add(within);
        });
        extents.push((depth.saturating_add(1), width));
    }
    let is_deep = |(depth, width): &(u16, u32)| *depth > DEEPEST || *width > WIDEST;
    (0..).map(ExprId).zip(extents).filter(|(_, extent)| is_deep(extent)).map(|(expr, _)| expr).collect()
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
