//! The atlas: which journeys there are, what starts and feeds them, what they send and emit, and what holds it back.

mod bodies;
mod reads;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use baton_compiler::{
    Declaration, Workspace,
    hir::{Audience, Body, Expr, FullName, Journey, Message, Pattern, Signal, Trigger},
    lookup::{Space, What},
};
use baton_grammar::tree::{DeclKind, JourneyItemKind};
use smol_str::SmolStr;

use super::{
    model::{Edge, EdgeKind, Graph, GraphKind, Group, Line, LineKind, Node, NodeKind, without_address},
    sources::Sources,
};

/// The atlas of a workspace. What has nothing to do with a journey, a message or a rule is not in it.
pub fn atlas(workspace: &Workspace) -> Graph {
    let declarations: Vec<Declaration<'_>> = workspace.all_declarations().collect();
    let mut chart = Chart {
        workspace,
        sources: Sources::all(workspace),
        by_name: declarations
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some(((one.what?.0, one.name.clone()), at)))
            .collect(),
        declarations,
        graph: Graph {
            kind: GraphKind::Atlas,
            name: "atlas".into(),
            about: String::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            groups: Vec::new(),
        },
        nodes: BTreeMap::new(),
        drawn: BTreeSet::new(),
    };
    chart.draw();
    chart.graph
}

/// An atlas as far as it is drawn.
struct Chart<'w> {
    workspace: &'w Workspace,
    sources: Sources<'w>,
    declarations: Vec<Declaration<'w>>,
    by_name: BTreeMap<(Space, FullName), usize>,
    graph: Graph,
    /// The nodes by their ids.
    nodes: BTreeMap<String, usize>,
    /// The edges that there are.
    drawn: BTreeSet<(usize, usize, EdgeKind, String)>,
}

impl<'w> Chart<'w> {
    fn draw(&mut self) {
        for at in 0..self.declarations.len() {
            let Some(one) = self.declarations.get(at).cloned() else { continue };
            match one.body {
                Body::Journey(journey) => self.journey(&one, journey),
                Body::Message(_) => {
                    self.happening(&one.name);
                }
                Body::Policy(rules) => self.policy(&one, rules),
                _ => {}
            }
        }
        self.takes();
        self.graph.about = self.about();
        self.in_order();
    }

    fn about(&self) -> String {
        let count = |kind: NodeKind, one: &str, many: &str| {
            let count = self.graph.nodes.iter().filter(|node| node.kind == kind).count();
            format!("{count} {}", if count == 1 { one } else { many })
        };
        [
            count(NodeKind::Journey, "journey", "journeys"),
            count(NodeKind::Message, "message", "messages"),
            count(NodeKind::Rule, "rule", "rules"),
        ]
        .join(" · ")
    }

    fn journey(&mut self, one: &Declaration<'w>, journey: &'w Journey) {
        let Some(node) = self.journey_node(&one.name) else { return };
        for (number, entry) in journey.entries.iter().enumerate() {
            match entry {
                Trigger::On(bound) => self.bound(one, bound, node, EdgeKind::Starts, &one.name),
                Trigger::When(condition) => self.entry_condition(one, condition, number + 1, node),
            }
        }
        for trigger in
            journey.goal.iter().map(|goal| &goal.trigger).chain(journey.exits.iter().map(|exit| &exit.trigger))
        {
            match trigger {
                Trigger::On(bound) => self.bound(one, bound, node, EdgeKind::Feeds, &one.name),
                Trigger::When(condition) => self.reads(one, condition, node, EdgeKind::Feeds),
            }
        }
        if let Some(paused) = &journey.paused {
            self.reads(one, paused, node, EdgeKind::Pauses);
        }
        for handler in &journey.handlers {
            self.bound(one, &handler.on, node, EdgeKind::Feeds, &one.name);
            self.statements(one, &handler.body, node);
        }
        journey.steps.iter().for_each(|step| self.statements(one, &step.body, node));
    }

    fn entry_condition(&mut self, one: &Declaration<'w>, condition: &'w Expr, number: usize, journey: usize) {
        let id = format!("condition:{}:{number}", one.name);
        let mut node = Node::new(NodeKind::Condition, id, self.sources.written(one, condition.span));
        node.place = self.sources.line(one, condition.span);
        let condition_node = self.add(node);
        self.edge(condition_node, journey, EdgeKind::Starts, "", one, Some(condition.span));
        self.reads(one, condition, condition_node, EdgeKind::Feeds);
    }

    fn journey_node(&mut self, name: &FullName) -> Option<usize> {
        let id = format!("journey:{name}");
        if let Some(known) = self.nodes.get(&id) {
            return Some(*known);
        }
        let one = self.find(Space::Journey, name)?;
        let Body::Journey(journey) = one.body else { return None };
        let DeclKind::Journey(tree) = &one.decl.kind else { return None };
        let mut node = Node::new(NodeKind::Journey, id, name.as_str());
        let written_owner = tree.items.iter().find_map(|item| match &item.kind {
            JourneyItemKind::Owner(owner) => Some(owner.text.clone()),
            _ => None,
        });
        node.lines.extend(journey.stage.iter().map(|stage| Line::new(LineKind::Stage, stage.as_str())));
        let owner = written_owner.or_else(|| self.workspace.owner(&one.package).cloned());
        node.lines.extend(owner.iter().map(|owner| Line::new(LineKind::Owner, owner.as_str())));
        let goal = tree.items.iter().find(|item| matches!(item.kind, JourneyItemKind::Goal { .. }));
        let goal = goal.map(|goal| self.sources.written(&one, goal.span));
        let goal = goal.map(|goal| Line::new(LineKind::Goal, goal.trim_start_matches("goal ").trim()));
        node.lines.extend(goal);
        node.group = self.group(&one.package);
        Some(self.add_declared(node, &one))
    }

    /// The frame of a package; the root's journeys have none.
    fn group(&mut self, package: &SmolStr) -> Option<usize> {
        if package.is_empty() {
            return None;
        }
        let id = format!("package:{package}");
        let known = self.graph.groups.iter().position(|group| group.id == id);
        Some(known.unwrap_or_else(|| {
            let owner = self.workspace.owner(package).map(|owner| format!(" · {}", without_address(owner)));
            self.graph.groups.push(Group { id, name: format!("{package}{}", owner.unwrap_or_default()) });
            self.graph.groups.len() - 1
        }))
    }

    /// The node of an event, signal or message; a built-in event has one, too.
    fn happening(&mut self, name: &FullName) -> Option<usize> {
        if self.find(Space::Happening, name).is_some() {
            return self.declared(Space::Happening, name);
        }
        Some(self.add(Node::new(NodeKind::Event, format!("event:{name}"), name.as_str())))
    }

    fn declared(&mut self, space: Space, name: &FullName) -> Option<usize> {
        let one = self.find(space, name)?;
        let kind = match one.what?.1 {
            What::Event => NodeKind::Event,
            What::Signal => NodeKind::Signal,
            What::Message => NodeKind::Message,
            What::Action => NodeKind::Action,
            What::Audience => NodeKind::Audience,
            What::Switch => NodeKind::Switch,
            _ => return None,
        };
        let id = format!("{}:{name}", kind.word());
        if let Some(known) = self.nodes.get(&id) {
            return Some(*known);
        }
        let mut node = Node::new(kind, id, name.as_str());
        match one.body {
            Body::Message(message) => node.lines = about_message(message),
            Body::Action(action) => node.lines.push(Line::new(LineKind::Says, format!("to \"{}\"", action.to))),
            Body::Audience(Audience { refreshed: Some(_), .. }) => {
                if let DeclKind::Audience(audience) = &one.decl.kind {
                    let time = audience.refreshed.as_ref().map(|time| time.text.as_str()).unwrap_or_default();
                    node.lines.push(Line::new(LineKind::Says, format!("refreshed daily at {time}")));
                }
            }
            _ => {}
        }
        let at = self.add_declared(node, &one);
        match one.body {
            Body::Signal(signal) => self.signal(&one, signal, at),
            Body::Audience(audience) => self.reads(&one, &audience.condition, at, EdgeKind::Feeds),
            Body::Message(message) => {
                let purpose = self.purpose(&message.purpose);
                self.edge(at, purpose, EdgeKind::Serves, "", &one, None);
                message.only_when.iter().for_each(|when| self.reads(&one, when, at, EdgeKind::Feeds));
            }
            _ => {}
        }
        Some(at)
    }

    fn signal(&mut self, one: &Declaration<'w>, signal: &'w Signal, at: usize) {
        match &signal.pattern {
            Pattern::Becomes(condition) => self.reads(one, condition, at, EdgeKind::Feeds),
            Pattern::Sequence { links, no, .. } => {
                for (bound, _) in links {
                    self.bound(one, bound, at, EdgeKind::Feeds, "");
                }
                for selector in no.iter().flat_map(|(no, _)| no) {
                    if let Some((from, label)) = self.selected(selector) {
                        let label = if label.is_empty() { "unless it comes".into() } else { format!("unless {label}") };
                        self.edge(from, at, EdgeKind::Feeds, &label, one, Some(selector.span));
                    }
                }
            }
        }
    }

    fn purpose(&mut self, name: &FullName) -> usize {
        let priorities = self.declarations.iter().find(|one| matches!(one.body, Body::Priorities(_)));
        let place = priorities.and_then(|one| self.sources.line_of_name(one));
        let mut node = Node::new(NodeKind::Purpose, format!("purpose:{name}"), name.as_str());
        node.place = place;
        self.add(node)
    }

    /// Sources, which bring events that are there by now.
    fn takes(&mut self) {
        for at in 0..self.declarations.len() {
            let Some(one) = self.declarations.get(at).cloned() else { continue };
            let Body::Source(source) = one.body else { continue };
            let events: BTreeSet<&FullName> = source.takes.iter().map(|take| &take.event).collect();
            let known: Vec<usize> =
                events.into_iter().filter_map(|event| self.nodes.get(&format!("event:{event}")).copied()).collect();
            if known.is_empty() {
                continue;
            }
            let from =
                self.add_declared(Node::new(NodeKind::Source, format!("source:{}", one.name), one.name.as_str()), &one);
            known.into_iter().for_each(|event| self.edge(from, event, EdgeKind::Feeds, "", &one, None));
        }
    }

    fn find(&self, space: Space, name: &FullName) -> Option<Declaration<'w>> {
        self.by_name.get(&(space, name.clone())).and_then(|at| self.declarations.get(*at)).cloned()
    }

    fn add_declared(&mut self, mut node: Node, one: &Declaration<'_>) -> usize {
        node.place = self.sources.line_of_name(one);
        node.docs = one.decl.docs.join(" ");
        self.add(node)
    }

    /// Adds a node, unless there is one of its id.
    fn add(&mut self, node: Node) -> usize {
        if let Some(known) = self.nodes.get(&node.id) {
            return *known;
        }
        let at = self.graph.nodes.len();
        self.nodes.insert(node.id.clone(), at);
        self.graph.nodes.push(node);
        at
    }

    /// Adds an edge, unless there is the same one.
    fn edge(
        &mut self,
        from: usize,
        to: usize,
        kind: EdgeKind,
        label: &str,
        one: &Declaration<'_>,
        span: Option<baton_grammar::tree::Span>,
    ) {
        if from != to && self.drawn.insert((from, to, kind, label.to_owned())) {
            let place = match span {
                Some(span) => self.sources.line(one, span),
                None => self.sources.line_of_name(one),
            };
            self.graph.edges.push(Edge { from, to, kind, label: label.to_owned(), place });
        }
    }

    /// Puts nodes of a kind together, purposes by priority and the others by name.
    fn in_order(&mut self) {
        let priorities: Vec<SmolStr> = self
            .declarations
            .iter()
            .find_map(|one| match one.body {
                Body::Priorities(purposes) => Some(purposes.clone()),
                _ => None,
            })
            .unwrap_or_default();
        let key = |node: &Node| {
            let purpose = (node.kind == NodeKind::Purpose).then(|| priorities.iter().position(|one| *one == node.name));
            (node.kind, purpose, node.group, node.id.clone())
        };
        let mut nodes: Vec<(usize, Node)> = std::mem::take(&mut self.graph.nodes).into_iter().enumerate().collect();
        nodes.sort_by_cached_key(|(_, node)| key(node));
        let now: BTreeMap<usize, usize> = nodes.iter().enumerate().map(|(now, (before, _))| (*before, now)).collect();
        for edge in &mut self.graph.edges {
            edge.from = now.get(&edge.from).copied().unwrap_or_default();
            edge.to = now.get(&edge.to).copied().unwrap_or_default();
        }
        self.graph.nodes = nodes.into_iter().map(|(_, node)| node).collect();
    }
}

fn about_message(message: &Message) -> Vec<Line> {
    let mut lines = vec![Line::new(LineKind::Purpose, message.purpose.as_str())];
    if !message.channels.is_empty() {
        lines.push(Line::new(LineKind::Channels, message.channels.join(", ")));
    }
    let hold = message.hold.map(|hold| Line::new(LineKind::Hold, baton_program::wire::duration_text(hold)));
    lines.extend(hold);
    lines
}
