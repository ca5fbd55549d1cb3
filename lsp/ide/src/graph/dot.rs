//! Graphs for Graphviz.

use super::model::{EdgeKind, Graph, GraphKind, Node, NodeKind};

/// The digraph, with a line end.
pub(super) fn text(graph: &Graph) -> String {
    let direction = if graph.kind == GraphKind::Journey { "TB" } else { "LR" };
    let mut out = format!("digraph {} {{\n", quoted(&graph.name));
    out.push_str(&format!("  graph [rankdir={direction}, newrank=true, fontname=\"sans-serif\"];\n"));
    out.push_str("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    out.push_str("  edge [fontname=\"sans-serif\", fontsize=11];\n");
    let numbered = || graph.nodes.iter().enumerate();
    for (number, group) in graph.groups.iter().enumerate() {
        out.push_str(&format!("  subgraph cluster_{number} {{\n    label={};\n", quoted(&group.name)));
        for (at, one) in numbered().filter(|(_, node)| node.group == Some(number)) {
            out.push_str(&format!("    {}\n", node(at, one)));
        }
        out.push_str("  }\n");
    }
    for (at, one) in numbered().filter(|(_, node)| node.group.is_none()) {
        out.push_str(&format!("  {}\n", node(at, one)));
    }
    for bundle in graph.bundles() {
        let label = match bundle.labels.as_slice() {
            [] => String::new(),
            labels => format!("label={}, ", quoted(&labels.join("\n"))),
        };
        out.push_str(&format!("  n{} -> n{} [{label}{}];\n", bundle.from, bundle.to, drawn(bundle.kind)));
    }
    out.push_str("}\n");
    out
}

fn node(number: usize, node: &Node) -> String {
    let head = [node.caption(), &node.name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = node.lines.iter().map(|line| format!("{}{}", "  ".repeat(usize::from(line.depth)), line.spoken()));
    let text: Vec<String> = std::iter::once(head).chain(lines).collect();
    let shape = match node.kind {
        NodeKind::Entry | NodeKind::Event | NodeKind::Condition => ", shape=ellipse",
        NodeKind::End | NodeKind::Purpose => ", shape=oval, style=bold",
        NodeKind::Handler | NodeKind::Signal => ", shape=hexagon, style=\"\"",
        NodeKind::Message => ", shape=note, style=\"\"",
        NodeKind::Source => ", shape=cylinder, style=\"\"",
        NodeKind::Journey => ", style=\"rounded,bold\"",
        _ => "",
    };
    format!("n{number} [id={}, label={}{shape}];", quoted(&node.id), quoted(&text.join("\n")))
}

/// How Graphviz draws it.
const fn drawn(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Feeds | EdgeKind::Serves | EdgeKind::Weighs => "style=dotted",
        EdgeKind::HoldsBack => "arrowhead=tee",
        EdgeKind::While | EdgeKind::Pauses => "style=dashed, arrowhead=tee",
        _ => "style=solid",
    }
}

/// Text in quotes.
fn quoted(text: &str) -> String {
    let letter = |letter: char| match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".into(),
        '\n' => "\\n".into(),
        letter if letter.is_control() => " ".into(),
        letter => letter.to_string(),
    };
    format!("\"{}\"", text.chars().map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(quoted("a \"b\"\n\\c"), r#""a \"b\"\n\\c""#);
    }
}
