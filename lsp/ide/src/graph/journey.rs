//! The graph of one journey: from its tree, so that a half-written one has a graph, too.
//!
//! What can happen at any step (goal, exits, limit, pause, and lines that leave a customer where she is) is a group of
//! nodes without edges: arrows from every step would say no more, and hide the way.

mod ways;

use std::collections::BTreeMap;

use baton_compiler::{
    Declaration, Workspace,
    hir::{Body, Message},
    lookup::Space,
};
use baton_grammar::tree::{
    self, Again, DeclKind, DurationLit, JourneyItem, JourneyItemKind, Name, Occurrence, Path, Reaction, Span, Trigger,
};
use smol_str::SmolStr;

use super::{
    model::{Edge, EdgeKind, Graph, GraphKind, Group, Line, LineKind, Node, NodeKind, SourceLine},
    sources::Sources,
};
use ways::Way;

/// The number of the group of what can happen at any step.
const ANY_STEP: usize = 0;

/// The graph of the journey of a full name.
pub fn journey(workspace: &Workspace, name: &str) -> Option<Graph> {
    let declaration = workspace.declared(Space::Journey, &name.into())?;
    let decl = declaration.decl.clone();
    let DeclKind::Journey(tree) = &decl.kind else { return None };
    let sources = Sources::one(workspace, declaration.path);
    let mut sketch = Sketch {
        workspace,
        sources,
        graph: Graph {
            kind: GraphKind::Journey,
            name: name.to_owned(),
            about: String::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            groups: Vec::new(),
        },
        declaration,
        steps: BTreeMap::new(),
    };
    sketch.draw(tree);
    Some(sketch.graph)
}

/// A graph as far as it is drawn.
struct Sketch<'w> {
    workspace: &'w Workspace,
    sources: Sources<'w>,
    declaration: Declaration<'w>,
    graph: Graph,
    /// The nodes of steps; the first of a name is meant by it.
    steps: BTreeMap<SmolStr, usize>,
}

impl Sketch<'_> {
    fn draw(&mut self, journey: &tree::Journey) {
        self.graph.about = self.about(journey);
        self.entries(&journey.items);
        for item in &journey.items {
            if let JourneyItemKind::Step { name: Some(name), .. } = &item.kind {
                self.step(item, name);
            }
        }
        self.begin();
        for item in &journey.items {
            match &item.kind {
                JourneyItemKind::Step { name: Some(name), body, .. } => {
                    let Some(node) = self.steps.get(&name.text).copied() else { continue };
                    if let Some(way) = self.block(node, &body.statements, Way::default(), 0) {
                        self.end(node, &way, "completed", None, item.span);
                    }
                }
                JourneyItemKind::On(bound, reaction) => self.handler(item, bound, reaction.as_ref()),
                _ => self.anywhere(item),
            }
        }
        if self.graph.nodes.iter().any(|node| node.group.is_some()) {
            self.graph.groups.push(Group { id: "any_step".into(), name: "at any step".into() });
        }
    }

    /// What is said of the journey as a whole.
    fn about(&self, journey: &tree::Journey) -> String {
        let mut said = Vec::new();
        said.extend(journey.each.as_ref().map(|each| self.written(each.span)));
        let owner = journey.items.iter().find_map(|item| match &item.kind {
            JourneyItemKind::Owner(owner) => Some(&owner.text),
            _ => None,
        });
        for item in &journey.items {
            if let JourneyItemKind::Stage(stage) = &item.kind {
                said.push(format!("stage {}", stage.text));
            }
        }
        let owner = owner.or_else(|| self.workspace.owner(&self.declaration.package));
        said.extend(owner.map(|owner| format!("owned by {owner}")));
        said.join(" · ")
    }

    fn entries(&mut self, items: &[JourneyItem]) {
        let again = items.iter().find_map(|item| match &item.kind {
            JourneyItemKind::Again(again) => Some(match again {
                Again::Never => "never".to_owned(),
                Again::Always => "always".into(),
                Again::After(duration) => format!("after {}", self.written(duration.span)),
            }),
            _ => None,
        });
        let entries = items.iter().filter(|item| matches!(item.kind, JourneyItemKind::Enter(_)));
        for (number, item) in entries.enumerate() {
            let JourneyItemKind::Enter(trigger) = &item.kind else { continue };
            let mut node = Node::new(NodeKind::Entry, format!("enter:{}", number + 1), self.trigger(trigger));
            node.lines.extend(again.iter().map(|again| Line::new(LineKind::Again, again)));
            self.add(node, item);
        }
    }

    fn step(&mut self, item: &JourneyItem, name: &Name) {
        let node = Node::new(NodeKind::Step, format!("step:{}", name.text), name.text.as_str());
        if !self.steps.contains_key(&name.text) {
            let at = self.add(node, item);
            self.steps.insert(name.text.clone(), at);
        }
    }

    /// Every entry leads to the first step.
    fn begin(&mut self) {
        let first = self.graph.nodes.iter().position(|node| node.kind == NodeKind::Step);
        let entries = self.graph.nodes.iter().enumerate().filter(|(_, node)| node.kind == NodeKind::Entry);
        let entry = |(from, node): (usize, &Node)| {
            let place = node.place.clone();
            Some(Edge { from, to: first?, kind: EdgeKind::Starts, label: String::new(), place })
        };
        let edges: Vec<Edge> = entries.filter_map(entry).collect();
        self.graph.edges.extend(edges);
    }

    fn handler(&mut self, item: &JourneyItem, bound: &Occurrence, reaction: Option<&Reaction>) {
        let number = self.graph.nodes.iter().filter(|node| node.kind == NodeKind::Handler).count() + 1;
        let name = format!("on {}", self.written(span_of(bound)));
        let at = self.add(Node::new(NodeKind::Handler, format!("on:{number}"), name), item);
        self.reaction(at, reaction, Way::default(), 0);
        self.rest(at);
    }

    /// What can happen at any step, and has no way of its own.
    fn anywhere(&mut self, item: &JourneyItem) {
        match &item.kind {
            JourneyItemKind::Goal { trigger, within, to } => {
                let mut node = Node::new(NodeKind::Goal, "goal", self.trigger(trigger));
                let missed = |within: &DurationLit| {
                    let mut line = Line::new(LineKind::Within, self.written(within.span));
                    line.detail = "or it is missed".into();
                    line
                };
                node.lines.extend(within.as_ref().map(missed));
                let at = self.add(node, item);
                if let Some(to) = to {
                    self.go(at, to, &Way::default(), item.span);
                }
                self.rest(at);
            }
            JourneyItemKind::Exit { trigger, because } => {
                let number = self.graph.nodes.iter().filter(|node| node.kind == NodeKind::Exit).count() + 1;
                let mut node = Node::new(NodeKind::Exit, format!("exit:{number}"), self.trigger(trigger));
                let reason = because.as_ref().map(|because| format!(" \"{}\"", because.text)).unwrap_or_default();
                node.lines.push(Line::new(LineKind::Leaves, format!("left{reason}")));
                let at = self.add(node, item);
                self.rest(at);
            }
            JourneyItemKind::Limit(Some(duration)) => {
                let mut node = Node::new(NodeKind::Limit, "limit", self.written(duration.span));
                node.lines.push(Line::new(LineKind::Leaves, "left \"limit\""));
                let at = self.add(node, item);
                self.rest(at);
            }
            JourneyItemKind::Paused(condition) => {
                let node = Node::new(NodeKind::Paused, "paused", self.written(condition.span));
                let at = self.add(node, item);
                self.rest(at);
            }
            _ => {}
        }
    }

    /// A node without a way belongs to what can happen at any step.
    fn rest(&mut self, at: usize) {
        let has_way = self.graph.edges.iter().any(|edge| edge.from == at);
        if let Some(node) = self.graph.nodes.get_mut(at).filter(|_| !has_way) {
            node.group = Some(ANY_STEP);
        }
    }

    /// Adds what an item says; a second one with the same id stands beside it.
    fn add(&mut self, mut node: Node, item: &JourneyItem) -> usize {
        let same = self.graph.nodes.iter().filter(|other| other.id.split('#').next() == Some(&node.id)).count();
        if same > 0 {
            node.id = format!("{}#{}", node.id, same + 1);
        }
        node.place = self.line(self.place_of(item));
        node.docs = item.docs.join(" ");
        self.graph.nodes.push(node);
        self.graph.nodes.len() - 1
    }

    /// An item's place is that of its first word, behind its documentation.
    fn place_of(&self, item: &JourneyItem) -> Span {
        match &item.kind {
            JourneyItemKind::Step { name: Some(name), .. } => name.span,
            JourneyItemKind::Enter(trigger)
            | JourneyItemKind::Goal { trigger, .. }
            | JourneyItemKind::Exit { trigger, .. } => span_of_trigger(trigger),
            JourneyItemKind::On(bound, _) => span_of(bound),
            _ => item.span,
        }
    }

    fn go(&mut self, from: usize, to: &Name, way: &Way, span: Span) {
        let Some(to) = self.steps.get(&to.text).copied() else { return };
        self.edge(from, to, EdgeKind::Moves, way, span);
    }

    /// The journey is over: completed, or left for a reason.
    fn end(&mut self, from: usize, way: &Way, how: &str, reason: Option<&str>, span: Span) {
        let (id, name) = match reason {
            Some(reason) => (format!("end:{how}:{reason}"), format!("{how} \"{reason}\"")),
            None => (format!("end:{how}"), how.to_owned()),
        };
        let known = self.graph.nodes.iter().position(|node| node.id == id);
        let to = known.unwrap_or_else(|| {
            self.graph.nodes.push(Node::new(NodeKind::End, id, name));
            self.graph.nodes.len() - 1
        });
        self.edge(from, to, EdgeKind::Ends, way, span);
    }

    fn edge(&mut self, from: usize, to: usize, kind: EdgeKind, way: &Way, span: Span) {
        let place = self.line(span);
        self.graph.edges.push(Edge { from, to, kind, label: way.label(), place });
    }

    fn trigger(&self, trigger: &Trigger) -> String {
        match trigger {
            Trigger::On(bound) => format!("on {}", self.written(span_of(bound))),
            Trigger::When(condition) => format!("when {}", self.written(condition.span)),
        }
    }

    /// What a path names, in full; as it is written where it names nothing.
    fn full_name(&self, path: &Path) -> SmolStr {
        let named = self.declaration.named(path).map(|reference| reference.name.clone());
        named.unwrap_or_else(|| self.written(path.span).into())
    }

    fn message(&self, name: &SmolStr) -> Option<&Message> {
        match self.workspace.declared(Space::Happening, name)?.body {
            Body::Message(message) => Some(message),
            _ => None,
        }
    }

    fn purpose(&self, name: &SmolStr) -> String {
        self.message(name).map(|message| message.purpose.to_string()).unwrap_or_default()
    }

    fn purpose_and_channels(&self, name: &SmolStr) -> String {
        let channels = self.message(name).filter(|message| !message.channels.is_empty());
        let via = channels.map(|message| format!(" via {}", message.channels.join(" or ")));
        self.purpose(name) + &via.unwrap_or_default()
    }

    fn written(&self, span: Span) -> String {
        self.sources.written(&self.declaration, span)
    }

    fn line(&self, span: Span) -> Option<SourceLine> {
        self.sources.line(&self.declaration, span)
    }
}

/// All of what is waited for.
const fn span_of(bound: &Occurrence) -> Span {
    match bound {
        Occurrence::Either(_, span) => *span,
        Occurrence::One(one) => one.span,
    }
}

fn span_of_trigger(trigger: &Trigger) -> Span {
    match trigger {
        Trigger::On(bound) => span_of(bound),
        Trigger::When(condition) => condition.span,
    }
}
