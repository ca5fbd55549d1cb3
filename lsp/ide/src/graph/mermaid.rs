//! Graphs as flowcharts of Mermaid, which many places draw in Markdown.

use super::model::{Edge, EdgeKind, Graph, GraphKind, Node, NodeKind};

/// The flowchart, with a line end.
pub(super) fn text(graph: &Graph) -> String {
    let direction = if graph.kind == GraphKind::Journey { "TB" } else { "LR" };
    let mut out = format!("flowchart {direction}\n");
    let numbered = || graph.nodes.iter().enumerate();
    for (number, group) in graph.groups.iter().enumerate() {
        out.push_str(&format!("  subgraph g{number}[\"{}\"]\n", escaped(&group.name)));
        for (at, one) in numbered().filter(|(_, node)| node.group == Some(number)) {
            out.push_str(&format!("    {}\n", node(at, one)));
        }
        out.push_str("  end\n");
    }
    for (at, one) in numbered().filter(|(_, node)| node.group.is_none()) {
        out.push_str(&format!("  {}\n", node(at, one)));
    }
    for bundle in graph.bundles() {
        let edge = Edge {
            from: bundle.from,
            to: bundle.to,
            kind: bundle.kind,
            label: bundle.labels.iter().map(|label| escaped(label)).collect::<Vec<_>>().join("<br>"),
            place: None,
        };
        out.push_str(&format!("  {}\n", arrow(&edge)));
    }
    out
}

fn node(number: usize, node: &Node) -> String {
    let head = match node.caption() {
        "" => format!("<b>{}</b>", escaped(&node.name)),
        caption => format!("{caption} <b>{}</b>", escaped(&node.name)),
    };
    let lines = node.lines.iter().map(|line| {
        let indent = "&emsp;".repeat(usize::from(line.depth));
        format!("<br>{indent}{}", escaped(&line.spoken()))
    });
    let text: String = std::iter::once(head).chain(lines).collect();
    match node.kind {
        NodeKind::Entry | NodeKind::Event | NodeKind::Condition => format!("n{number}([\"{text}\"])"),
        NodeKind::End | NodeKind::Purpose => format!("n{number}((\"{text}\"))"),
        NodeKind::Handler | NodeKind::Signal => format!("n{number}{{{{\"{text}\"}}}}"),
        NodeKind::Message => format!("n{number}[/\"{text}\"/]"),
        NodeKind::Source => format!("n{number}[(\"{text}\")]"),
        NodeKind::Step | NodeKind::Journey => format!("n{number}[\"{text}\"]"),
        _ => format!("n{number}(\"{text}\")"),
    }
}

fn arrow(edge: &Edge) -> String {
    let arrow = match edge.kind {
        EdgeKind::Feeds | EdgeKind::Serves | EdgeKind::Weighs => "-.->",
        EdgeKind::HoldsBack => "--x",
        EdgeKind::While | EdgeKind::Pauses => "-.-x",
        _ => "-->",
    };
    let label = if edge.label.is_empty() { String::new() } else { format!("|\"{}\"|", edge.label) };
    format!("n{} {arrow}{label} n{}", edge.from, edge.to)
}

/// Text in quotes; Mermaid reads what has a meaning in HTML or to itself as the number of a letter.
fn escaped(text: &str) -> String {
    let letter = |letter: char| match letter {
        '"' | '<' | '>' | '&' | '#' | ';' | '`' | '\\' => format!("#{};", u32::from(letter)),
        letter if letter.is_control() => " ".into(),
        letter => letter.to_string(),
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(escaped("a \"b\" <= #1"), "a #34;b#34; #60;= #35;1");
    }
}
