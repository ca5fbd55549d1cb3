//! Graphs of the examples: the pictures of the docs, and what must hold of any graph in any form.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "pictures are files")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::{collections::BTreeSet, fs, path::Path};

use baton_compiler::{Workspace, hir::Body, lookup::Space};
use baton_ide::graph::{Form, Graph, NodeKind, atlas, drawn, journey, journeys};
use baton_tests::{examples, generator, world};
use roxmltree::{Document, Node};

/// The graphs of an example's journeys, and its atlas.
fn graphs(workspace: &Workspace) -> Vec<Graph> {
    journeys(workspace).iter().map(|name| journey(workspace, name).unwrap()).chain([atlas(workspace)]).collect()
}

/// Checks the graphs of all examples, and of workspaces that were drawn by lot.
fn of_all(check: impl Fn(&Workspace, &Graph)) {
    let examples = examples::names().into_iter().map(|example| examples::workspace(&example));
    let by_lot = (0..20).map(|seed| world::workspace(&[("company.journey", &generator::workspace(seed))]));
    for workspace in examples.chain(by_lot) {
        graphs(&workspace).iter().for_each(|graph| check(&workspace, graph));
    }
}

#[test]
fn the_pictures_of_the_docs_are_those_of_the_examples() {
    let workspace = examples::workspace("telecom");
    let pictures = [
        ("support.svg", journey(&workspace, "care.support").unwrap()),
        ("renew_contract.svg", journey(&workspace, "sales.renew_contract").unwrap()),
        ("telecom.svg", atlas(&workspace)),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures");
    for (name, graph) in pictures {
        let (file, now) = (folder.join(name), drawn(&graph, Form::Svg));
        if std::env::var("BATON_PICTURES").is_ok_and(|mode| mode == "write") {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &now).unwrap();
        }
        let known = fs::read_to_string(&file).unwrap_or_default();
        let mended_by = "`BATON_PICTURES=write cargo test -p baton-tests --test graphs` draws it again";
        assert!(known == now, "docs/pictures/{name} is not what is drawn now; {mended_by}");
    }
}

#[test]
fn a_journey_s_graph_has_all_that_an_instance_runs_through() {
    of_all(|workspace, graph| {
        let Some(declared) = workspace.declared(Space::Journey, &graph.name.as_str().into()) else { return };
        let Body::Journey(journey) = declared.body else { panic!("{} is a journey", graph.name) };
        let count = |kind: NodeKind| graph.nodes.iter().filter(|node| node.kind == kind).count();
        assert_eq!(count(NodeKind::Entry), journey.entries.len(), "{}", graph.name);
        assert_eq!(count(NodeKind::Step), journey.steps.len(), "{}", graph.name);
        assert_eq!(count(NodeKind::Handler), journey.handlers.len(), "{}", graph.name);
        assert_eq!(count(NodeKind::Exit), journey.exits.len(), "{}", graph.name);
        assert_eq!(count(NodeKind::Goal), usize::from(journey.goal.is_some()), "{}", graph.name);
        assert_eq!(count(NodeKind::Paused), usize::from(journey.paused.is_some()), "{}", graph.name);
        assert_eq!(count(NodeKind::Limit), 1, "{}", graph.name);
        let said: BTreeSet<&str> = graph
            .nodes
            .iter()
            .flat_map(|node| &node.lines)
            .flat_map(|line| &line.of)
            .map(|name| name.as_str())
            .collect();
        let atlas = atlas(workspace);
        let at = atlas.nodes.iter().position(|node| node.id == format!("journey:{}", graph.name)).unwrap();
        for edge in atlas.edges.iter().filter(|edge| edge.from == at) {
            let to = &atlas.nodes[edge.to];
            if matches!(to.kind, NodeKind::Message | NodeKind::Action) && matches!(edge.kind.word(), "sends" | "does") {
                assert!(
                    said.contains(to.name.as_str()),
                    "{} says that it {} {}",
                    graph.name,
                    edge.kind.word(),
                    to.name
                );
            }
        }
    });
}

#[test]
fn an_atlas_has_every_journey_message_and_rule() {
    for example in examples::names() {
        let workspace = examples::workspace(&example);
        let ids: BTreeSet<String> = atlas(&workspace).nodes.into_iter().map(|node| node.id).collect();
        for one in workspace.all_declarations() {
            match one.body {
                Body::Journey(_) => assert!(ids.contains(&format!("journey:{}", one.name)), "{}", one.name),
                Body::Message(_) => assert!(ids.contains(&format!("message:{}", one.name)), "{}", one.name),
                Body::Policy(rules) => {
                    rules.iter().for_each(|rule| assert!(ids.contains(&format!("rule:{}.{}", one.name, rule.name))));
                }
                _ => {}
            }
        }
    }
}

#[test]
fn ids_are_unique_and_edges_join_nodes() {
    of_all(|_, graph| {
        let ids: BTreeSet<&str> = graph.nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids.len(), graph.nodes.len(), "{}", graph.name);
        for edge in &graph.edges {
            assert!(edge.from < graph.nodes.len() && edge.to < graph.nodes.len(), "{}: {edge:?}", graph.name);
            assert!(edge.place.is_some(), "{}: {edge:?}", graph.name);
        }
    });
}

#[test]
fn a_picture_shows_every_node_once_and_nothing_overlaps() {
    of_all(|_, graph| {
        let svg = drawn(graph, Form::Svg);
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{}: {error}", graph.name));
        let root = document.root_element();
        let size = ["width", "height"].map(|side| number(root, side));
        let nodes: Vec<Node> = root.descendants().filter(|one| one.attribute("data-id").is_some()).collect();
        let drawn: BTreeSet<&str> = nodes.iter().filter_map(|node| node.attribute("data-id")).collect();
        assert_eq!((nodes.len(), drawn.len()), (graph.nodes.len(), graph.nodes.len()), "{}", graph.name);
        let class = |one: &Node, class: &str| one.attribute("class") == Some(class);
        let labels = root.descendants().filter(|one| class(one, "label")).flat_map(|one| one.children());
        let labels = labels.filter(|one| class(one, "paper"));
        let boxes = root.descendants().filter(|one| class(one, "box"));
        let rects: Vec<[f64; 4]> =
            boxes.chain(labels).map(|one| ["x", "y", "width", "height"].map(|side| number(one, side))).collect();
        for (at, [x, y, width, height]) in rects.iter().enumerate() {
            assert!(
                *x >= 0.0 && *y >= 0.0 && x + width <= size[0] && y + height <= size[1],
                "{} is cut off",
                graph.name
            );
            for [other_x, other_y, other_width, other_height] in &rects[at + 1..] {
                let apart = x + width <= other_x + 0.2
                    || other_x + other_width <= x + 0.2
                    || y + height <= other_y + 0.2
                    || other_y + other_height <= y + 0.2;
                assert!(apart, "boxes of {} overlap at {x}, {y}", graph.name);
            }
        }
    });
}

#[test]
fn a_picture_needs_nothing_but_itself() {
    of_all(|_, graph| {
        let svg = drawn(graph, Form::Svg);
        for word in ["<script", "href", "@import", "<image", "<foreignObject", "data:"] {
            assert!(!svg.contains(word), "{} has {word}", graph.name);
        }
        assert_eq!(svg.matches("http").count(), 1, "the name of SVG itself");
        assert!(svg.contains("prefers-color-scheme:dark"));
    });
}

#[test]
fn texts_for_tools_name_every_node_before_it_is_joined() {
    of_all(|_, graph| {
        for (form, arrow) in [(Form::Mermaid, "-"), (Form::Dot, "->")] {
            let text = drawn(graph, form);
            let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let mut known = BTreeSet::new();
            let mut joined = 0;
            for line in text.lines().filter(|line| line.trim().starts_with('n') && !line.trim().starts_with("node")) {
                let words = words(line);
                if words.get(1).is_some_and(|second| second.contains(arrow) && !second.starts_with('['))
                    && is_number(&words[0])
                {
                    joined += 1;
                    let last = words.iter().rev().find(|word| is_number(word.trim_end_matches(';'))).unwrap();
                    assert!(known.contains(&words[0]) && known.contains(last.trim_end_matches(';')), "{line}");
                } else {
                    known.insert(words[0].chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
                }
            }
            assert_eq!(known.len(), graph.nodes.len(), "{text}");
            assert!(joined > 0 || graph.edges.is_empty(), "{text}");
        }
    });
}

/// `n12`.
fn is_number(word: &str) -> bool {
    word.strip_prefix('n').is_some_and(|number| number.parse::<usize>().is_ok())
}

fn number(node: Node, attribute: &str) -> f64 {
    node.attribute(attribute).and_then(|value| value.parse().ok()).unwrap()
}
