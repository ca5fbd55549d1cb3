//! Graphs as JSON, for programs: keys in a fixed order; `docs/graphs.md` has the shape.

use serde_json::{Value, json};

use super::model::{Edge, Graph, Line, Node, SourceLine};

/// The number of the shape: another one where a key goes or changes its meaning.
const SHAPE: u32 = 1;

/// The JSON, with a line end.
pub(super) fn text(graph: &Graph) -> String {
    let value = json!({
        "shape": SHAPE,
        "graph": graph.kind.word(),
        "name": graph.name,
        "about": graph.about,
        "groups": graph.groups.iter().map(|group| json!({ "id": group.id, "name": group.name })).collect::<Value>(),
        "nodes": graph.nodes.iter().map(|one| node(graph, one)).collect::<Value>(),
        "edges": graph.edges.iter().map(|one| edge(graph, one)).collect::<Value>(),
    });
    format!("{value:#}\n")
}

fn node(graph: &Graph, node: &Node) -> Value {
    json!({
        "id": node.id,
        "kind": node.kind.word(),
        "name": node.name,
        "group": node.group.and_then(|group| graph.groups.get(group)).map(|group| &group.id),
        "docs": node.docs,
        "place": node.place.as_ref().map(place),
        "lines": node.lines.iter().map(line).collect::<Value>(),
    })
}

fn line(line: &Line) -> Value {
    json!({
        "kind": line.kind.word(),
        "text": line.text,
        "detail": line.detail,
        "depth": line.depth,
        "of": line.of.iter().map(|name| name.as_str()).collect::<Value>(),
        "place": line.place.as_ref().map(place),
    })
}

fn edge(graph: &Graph, edge: &Edge) -> Value {
    let id = |node: usize| graph.nodes.get(node).map(|node| &node.id);
    json!({
        "from": id(edge.from),
        "to": id(edge.to),
        "kind": edge.kind.word(),
        "label": edge.label,
        "place": edge.place.as_ref().map(place),
    })
}

fn place(place: &SourceLine) -> Value {
    json!({ "file": place.file.as_str(), "line": place.line })
}
