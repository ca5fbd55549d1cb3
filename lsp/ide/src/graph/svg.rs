//! Graphs as pictures: SVG that needs nothing but itself.
//!
//! Invariants: no scripts, no fonts or pictures from elsewhere, no links; what stands where in the source is in
//! `data-place`, for editors, and in titles, for people.

mod legend;
mod scene;

use super::{
    blocks::{Block, Look, PADDING_X, PADDING_Y},
    layout::{Direction, Point, Rect, Route, Shape},
    model::{Bundle, Graph, Node, NodeKind},
    style::{Head, Tone, dashes, heads, sheet},
};
use scene::Scene;

/// The picture, with a line end.
pub(super) fn text(graph: &Graph) -> String {
    let scene = Scene::of(graph);
    let (width, height) = (number(scene.width), number(scene.height));
    let title = format!("{} {}", graph.kind.word(), graph.name);
    let title = if graph.kind.word() == graph.name { graph.name.clone() } else { title };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"baton-graph\" role=\"img\" width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n<title>{}</title>\n<desc>{}</desc>\n<style>\n{}</style>\n\
         <defs>\n{}</defs>\n<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n",
        escaped(&title),
        escaped(&described(graph)),
        sheet(),
        heads(),
    );
    out.push_str(&format!("<text class=\"title\" x=\"20\" y=\"32\">{}</text>\n", escaped(&title)));
    if !graph.about.is_empty() {
        out.push_str(&format!("<text class=\"about\" x=\"20\" y=\"52\">{}</text>\n", escaped(&graph.about)));
    }
    for (rect, name) in &scene.frames {
        frame(&mut out, *rect, name);
    }
    for ((bundle, route), _) in scene.lines.iter().zip(&scene.labels) {
        line(&mut out, graph, bundle, route, scene.direction);
    }
    for ((_, route), label) in scene.lines.iter().zip(&scene.labels) {
        if let (Some(label), Some(rect)) = (label, route.label) {
            out.push_str("<g class=\"label\" text-anchor=\"middle\">\n");
            out.push_str(&format!("<rect class=\"paper\" {} rx=\"3\"/>\n", at(rect)));
            rows(&mut out, label, Point { x: rect.x + rect.width / 2.0, y: rect.y + 2.0 });
            out.push_str("</g>\n");
        }
    }
    for (node, rect, block) in &scene.boxes {
        boxed(&mut out, node, *rect, block);
    }
    legend::draw(&mut out, &scene.legend);
    out.push_str("</svg>\n");
    out
}

/// The graph in a sentence, for who can't see it.
fn described(graph: &Graph) -> String {
    let names = |kind: NodeKind| -> Vec<&str> {
        graph.nodes.iter().filter(|node| node.kind == kind).map(|node| node.name.as_str()).collect()
    };
    let steps = names(NodeKind::Step);
    let what = if steps.is_empty() { ("journeys", names(NodeKind::Journey)) } else { ("steps", steps) };
    let edges = graph.edges.iter().map(|edge| {
        let name = |at: usize| graph.nodes.get(at).map(|node| node.name.as_str()).unwrap_or_default();
        let label = if edge.label.is_empty() { String::new() } else { format!(" ({})", edge.label) };
        format!("{} {} {}{label}", name(edge.from), edge.kind.word().replace('_', " "), name(edge.to))
    });
    // Of a large graph all lines would be a book.
    const MOST: usize = 40;
    let edges: Vec<String> = if graph.edges.len() <= MOST { edges.collect() } else { Vec::new() };
    format!("{}: {}. {}", what.0, what.1.join(", "), edges.join("; "))
}

fn frame(out: &mut String, rect: Rect, name: &str) {
    out.push_str(&format!("<g class=\"group\">\n<rect class=\"frame\" {} rx=\"10\"/>\n", at(rect)));
    let (x, y) = (number(rect.x + 10.0), number(rect.y + 18.0));
    out.push_str(&format!("<text class=\"about\" x=\"{x}\" y=\"{y}\">{}</text>\n</g>\n", escaped(name)));
}

fn boxed(out: &mut String, node: &Node, rect: Rect, block: &Block) {
    let tone = Tone::of_node(node.kind);
    let place = node.place.as_ref().map(ToString::to_string);
    out.push_str(&format!(
        "<g class=\"node {} {}\" data-id=\"{}\"{}>\n",
        node.kind.word(),
        tone.class(),
        escaped(&node.id),
        place.as_ref().map(|place| format!(" data-place=\"{}\"", escaped(place))).unwrap_or_default(),
    ));
    let head = [node.kind.word(), &node.name].join(" ");
    let said: Vec<&str> = [head.as_str(), &node.docs, place.as_deref().unwrap_or_default()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    out.push_str(&format!("<title>{}</title>\n", escaped(&said.join("\n"))));
    let (round, thick) = match node.kind {
        NodeKind::Entry | NodeKind::End | NodeKind::Purpose | NodeKind::Event | NodeKind::Condition => {
            ((rect.height / 2.0).min(17.0), "1.2")
        }
        NodeKind::Step | NodeKind::Journey => (6.0, "1.8"),
        _ => (6.0, "1.2"),
    };
    let dashed = if node.kind == NodeKind::Handler { " stroke-dasharray=\"6 3\"" } else { "" };
    let round = number(round);
    out.push_str(&format!("<rect class=\"box\" {} rx=\"{round}\" stroke-width=\"{thick}\"{dashed}/>\n", at(rect)));
    rows(out, block, Point { x: rect.x + PADDING_X, y: rect.y + PADDING_Y });
    out.push_str("</g>\n");
}

/// The rows of a block, from its corner on.
fn rows(out: &mut String, block: &Block, corner: Point) {
    for row in &block.rows {
        let (x, y) = (number(corner.x + row.indent), number(corner.y + row.base));
        let piece =
            |(look, text): &(Look, String)| format!("<tspan class=\"{}\">{}</tspan>", look.class(), escaped(text));
        let pieces: Vec<String> = row.pieces.iter().map(piece).collect();
        out.push_str(&format!("<text x=\"{x}\" y=\"{y}\">{}</text>\n", pieces.join(" ")));
    }
}

fn line(out: &mut String, graph: &Graph, bundle: &Bundle, route: &Route, direction: Direction) {
    let tone = Tone::of_edge(bundle.kind);
    let node = |at: usize| graph.nodes.get(at);
    let id = |at: usize| node(at).map(|node| node.id.as_str()).unwrap_or_default();
    let name = |at: usize| node(at).map(|node| node.name.as_str()).unwrap_or_default();
    let place = bundle.place.as_ref().map(ToString::to_string);
    let data = place.as_ref().map(|place| format!(" data-place=\"{}\"", escaped(place))).unwrap_or_default();
    out.push_str(&format!(
        "<g class=\"edge {} {}\" data-from=\"{}\" data-to=\"{}\"{data}>\n",
        bundle.kind.word(),
        tone.class(),
        escaped(id(bundle.from)),
        escaped(id(bundle.to)),
    ));
    let mut said = vec![format!("{} {} {}", name(bundle.from), bundle.kind.word().replace('_', " "), name(bundle.to))];
    said.extend(bundle.labels.iter().cloned());
    said.extend(place);
    out.push_str(&format!("<title>{}</title>\n", escaped(&said.join("\n"))));
    let dashed = dashes(bundle.kind).map(|dashes| format!(" stroke-dasharray=\"{dashes}\"")).unwrap_or_default();
    let head = Head::of(bundle.kind).id(tone);
    out.push_str(&format!("<path d=\"{}\"{dashed} marker-end=\"url(#{head})\"/>\n</g>\n", path(route, direction)));
}

/// The way of a line as SVG writes it.
fn path(route: &Route, direction: Direction) -> String {
    let mut points = route.points.iter().copied();
    let Some(mut last) = points.next() else { return String::new() };
    let mut path = format!("M{}", coordinates(last));
    if let Shape::Loop(far) = route.shape {
        let Some(end) = points.next() else { return path };
        // A curve reaches three quarters of the way to where it is drawn to.
        let out = |point: Point| along(point, direction, 0.0, far / 0.75);
        path.push_str(&format!("C{} {} {}", coordinates(out(last)), coordinates(out(end)), coordinates(end)));
        return path;
    }
    for (number, point) in points.enumerate() {
        if number % 2 == 0 {
            if point != last {
                path.push_str(&format!("L{}", coordinates(point)));
            }
        } else {
            let (first, second) = match route.shape {
                Shape::Arc(far) => (along(last, direction, far, 0.0), along(point, direction, far, 0.0)),
                Shape::Through | Shape::Loop(_) => {
                    let half = match direction {
                        Direction::Down => (point.y - last.y) / 2.0,
                        Direction::Right => (point.x - last.x) / 2.0,
                    };
                    (along(last, direction, half, 0.0), along(point, direction, -half, 0.0))
                }
            };
            path.push_str(&format!("C{} {} {}", coordinates(first), coordinates(second), coordinates(point)));
        }
        last = point;
    }
    path
}

/// A point so far along the main axis and across from another.
fn along(point: Point, direction: Direction, main: f64, cross: f64) -> Point {
    match direction {
        Direction::Down => Point { x: point.x + cross, y: point.y + main },
        Direction::Right => Point { x: point.x + main, y: point.y + cross },
    }
}

fn coordinates(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

fn at(rect: Rect) -> String {
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

/// A number with one decimal at most.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // Never `-0`.
    format!("{}", tenths + 0.0)
}

/// Text as XML writes it; letters that it can't hold are blanks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push('\n'),
            letter if letter.is_control() || matches!(letter, '\u{FFFE}' | '\u{FFFF}') => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
