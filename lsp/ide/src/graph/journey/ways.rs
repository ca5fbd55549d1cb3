//! The ways through a body: what is done on them, and under which circumstances they lead where.

use baton_grammar::tree::{
    Answer, Arm, ArmTrigger, Call, Else, If, Point, Reaction, Send, Share, Span, Statement, StatementKind, Wait,
};
use smol_str::SmolStr;

use super::{Sketch, span_of};
use crate::graph::model::{Line, LineKind};

/// What is said of the way past a branch.
const OTHERWISE: &str = "otherwise";

/// How a place in a body is come to.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    /// What has happened on it that decides, in order.
    on: Vec<String>,
    course: Course,
}

/// Whether there was another way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Course {
    #[default]
    Only,
    /// One of several, and what is to be said of it if nothing else is.
    Other(&'static str),
}

impl Way {
    /// The way on after something has happened.
    fn after(&self, happened: impl Into<String>) -> Self {
        let on = self.on.iter().cloned().chain([happened.into()]).collect();
        Self { on, course: self.course }
    }

    /// The way on for those who did not take a branch.
    fn past(&self, said: &'static str) -> Self {
        Self { on: self.on.clone(), course: Course::Other(said) }
    }

    /// What stands on an arrow.
    pub(super) fn label(&self) -> String {
        match self.course {
            Course::Other(said) if self.on.is_empty() => said.into(),
            _ => self.on.join(", then "),
        }
    }

    /// The way on behind a place at which several join.
    fn joined(self, others: Vec<Self>) -> Option<Self> {
        let rest = |way: &Self| way.on.get(self.on.len()..).unwrap_or_default().join(", then ");
        let mut labels: Vec<String> = others.iter().map(rest).collect();
        labels.dedup();
        match others.len() {
            0 => None,
            _ if labels.iter().any(String::is_empty) => Some(self),
            _ => Some(self.after(labels.join(" or "))),
        }
    }
}

impl Sketch<'_> {
    /// Draws a block; the way on behind it, if there is one.
    pub(super) fn block(&mut self, node: usize, statements: &[Statement], way: Way, depth: u8) -> Option<Way> {
        statements.iter().try_fold(way, |way, statement| self.statement(node, statement, way, depth))
    }

    pub(super) fn reaction(&mut self, node: usize, reaction: Option<&Reaction>, way: Way, depth: u8) -> Option<Way> {
        match reaction {
            Some(Reaction::Go(to)) => {
                self.go(node, to, &way, to.span);
                None
            }
            Some(Reaction::Block(block)) => self.block(node, &block.statements, way, depth),
            None => Some(way),
        }
    }

    fn statement(&mut self, node: usize, statement: &Statement, way: Way, depth: u8) -> Option<Way> {
        let span = statement.span;
        match &statement.kind {
            StatementKind::Send(send) => return Some(self.send(node, send, span, way, depth)),
            StatementKind::Offer { call, placement, lasts } => {
                let name = self.full_name(&call.path);
                let placement = placement.as_ref().map(|path| format!(" in {}", self.written(path.span)));
                let lasts = lasts.as_ref().map(|lasts| format!(" for {}", self.written(lasts.span)));
                let text: String =
                    [Some(self.written(call.path.span)), placement, lasts].into_iter().flatten().collect();
                let detail = self.purpose(&name);
                self.say(node, Line { detail, of: vec![name], ..Line::new(LineKind::Offer, text) }, span, depth);
            }
            StatementKind::Do { call, answer } => {
                return Some(self.command(node, call, answer.as_ref(), span, way, depth));
            }
            StatementKind::Emit(path, _) => {
                let name = self.full_name(path);
                let line = Line::new(LineKind::Emit, self.written(path.span));
                self.say(node, Line { of: vec![name], ..line }, span, depth);
            }
            StatementKind::Wait(wait) => return self.wait(node, wait, span, way, depth),
            StatementKind::If(branch) => return self.branch(node, branch, span, way, depth),
            StatementKind::Split(_, shares) => return self.split(node, shares, way, depth),
            StatementKind::Go(to) => {
                if let Some(to) = to {
                    self.go(node, to, &way, span);
                }
                return None;
            }
            StatementKind::Leave(reason) => {
                let reason = reason.as_ref().map(|reason| reason.text.as_str());
                self.end(node, &way, "left", Some(reason.unwrap_or_default()), span);
                return None;
            }
            StatementKind::Done => {
                self.end(node, &way, "completed", None, span);
                return None;
            }
            StatementKind::Stay => {
                self.say(node, Line::new(LineKind::Stay, "stay"), span, depth);
                return None;
            }
            StatementKind::Broken => {}
        }
        Some(way)
    }

    fn send(&mut self, node: usize, send: &Send, span: Span, way: Way, depth: u8) -> Way {
        let names: Vec<SmolStr> = send.calls.iter().map(|call| self.full_name(&call.path)).collect();
        let calls: Vec<String> = send.calls.iter().map(|call| self.written(call.path.span)).collect();
        let best = if send.best.is_some() { "best of " } else { "" };
        let via: Vec<String> = send.via.iter().map(|path| self.written(path.span)).collect();
        let via = if via.is_empty() { String::new() } else { format!(" via {}", via.join(" or ")) };
        // Of several, or where channels are written, those of the message would say something else.
        let detail = match (names.as_slice(), send.via.as_slice()) {
            ([name], []) => self.purpose_and_channels(name),
            ([name], _) => self.purpose(name),
            _ => String::new(),
        };
        let line = Line::new(LineKind::Send, format!("{best}{}{via}", calls.join(", ")));
        self.say(node, Line { detail, of: names, ..line }, span, depth);
        for arm in &send.arms {
            let label = format!("{}, before it is sent", self.arm_label(&arm.trigger));
            self.nested(node, label, arm.reaction.as_ref(), &way, arm.span, depth);
        }
        let Some(otherwise) = &send.otherwise else { return way };
        let label = format!("{} dropped", calls.join(", "));
        match self.nested(node, label, Some(otherwise), &way, span, depth) {
            Some(_) => way,
            None => way.past("sent"),
        }
    }

    fn command(&mut self, node: usize, call: &Call, answer: Option<&Answer>, span: Span, way: Way, depth: u8) -> Way {
        let name = self.full_name(&call.path);
        let within = answer.and_then(|answer| answer.within.as_ref()).map(|within| self.written(within.span));
        let detail = match (answer, &within) {
            (Some(_), Some(within)) => format!("waits for its answer, {within} at most"),
            (Some(_), None) => "waits for its answer".into(),
            (None, _) => String::new(),
        };
        let line = Line::new(LineKind::Do, self.written(call.path.span));
        self.say(node, Line { detail, of: vec![name], ..line }, span, depth);
        let Some(otherwise) = answer.and_then(|answer| answer.otherwise.as_ref()) else { return way };
        let label = format!("no answer within {}", within.unwrap_or_default());
        match self.nested(node, label, Some(otherwise), &way, span, depth) {
            Some(_) => way,
            None => way.past("answered"),
        }
    }

    fn wait(&mut self, node: usize, wait: &Wait, span: Span, way: Way, depth: u8) -> Option<Way> {
        let text = match wait {
            Wait::For(duration) => self.written(duration.span),
            Wait::Until(point) => self.point(point),
            Wait::Arms(arms) => return self.arms(node, arms, way, depth),
        };
        let happened = if matches!(wait, Wait::For(_)) { format!("after {text}") } else { text.clone() };
        self.say(node, Line::new(LineKind::Wait, text), span, depth);
        Some(way.after(happened))
    }

    fn arms(&mut self, node: usize, arms: &[Arm], way: Way, depth: u8) -> Option<Way> {
        let mut on = Vec::new();
        for arm in arms {
            let label = self.arm_label(&arm.trigger);
            on.extend(self.nested(node, label, arm.reaction.as_ref(), &way, arm.span, depth));
        }
        way.joined(on)
    }

    fn branch(&mut self, node: usize, branch: &If, span: Span, way: Way, depth: u8) -> Option<Way> {
        let label = format!("if {}", self.written(branch.condition.span));
        let then = self.inside(node, label, &branch.then.statements, &way, span, depth);
        let otherwise = match &branch.otherwise {
            None => Some(way.past(OTHERWISE)),
            Some(Else::If(branch)) => self.statement(node, branch, way.past(OTHERWISE), depth),
            Some(Else::Block(block)) => self
                .inside(node, "else".into(), &block.statements, &way, block.span, depth)
                .map(|_| way.past(OTHERWISE)),
        };
        match (then, otherwise) {
            (Some(_), Some(_)) => Some(way),
            (then, otherwise) => then.or(otherwise),
        }
    }

    fn split(&mut self, node: usize, shares: &[Share], way: Way, depth: u8) -> Option<Way> {
        let mut on = Vec::new();
        for share in shares {
            let percent = share.percent.as_ref().map_or("the rest".into(), |percent| format!("{}%", percent.text));
            let label = format!("{percent} ({})", share.name.text);
            on.extend(self.nested(node, label, share.reaction.as_ref(), &way, share.name.span, depth));
        }
        // Where all arms go on there is nothing to be told apart.
        if on.len() == shares.len() { Some(way) } else { way.joined(on) }
    }

    /// A reaction to something, with a line above what is done in it.
    fn nested(
        &mut self,
        node: usize,
        label: String,
        reaction: Option<&Reaction>,
        way: &Way,
        span: Span,
        depth: u8,
    ) -> Option<Way> {
        match reaction {
            Some(Reaction::Block(block)) => self.inside(node, label, &block.statements, way, span, depth),
            _ => self.reaction(node, reaction, way.after(label), depth),
        }
    }

    fn inside(
        &mut self,
        node: usize,
        label: String,
        statements: &[Statement],
        way: &Way,
        span: Span,
        depth: u8,
    ) -> Option<Way> {
        let lines = |sketch: &Self| sketch.graph.nodes.get(node).map_or(0, |node| node.lines.len());
        let before = lines(self);
        let way = if label == "else" { way.past(OTHERWISE) } else { way.after(label.clone()) };
        let on = self.block(node, statements, way, depth.saturating_add(1));
        if lines(self) > before {
            let mut line = Line::new(LineKind::Branch, format!("{label}:"));
            line.depth = depth;
            line.place = self.line(span);
            if let Some(node) = self.graph.nodes.get_mut(node) {
                node.lines.insert(before, line);
            }
        }
        on
    }

    fn arm_label(&self, trigger: &ArmTrigger) -> String {
        match trigger {
            ArmTrigger::On(bound) => format!("on {}", self.written(span_of(bound))),
            ArmTrigger::When(condition) => format!("when {}", self.written(condition.span)),
            ArmTrigger::After(duration) => format!("after {}", self.written(duration.span)),
            ArmTrigger::Until(point) => self.point(point),
            ArmTrigger::Broken => "?".into(),
        }
    }

    fn point(&self, point: &Point) -> String {
        match point {
            Point::At(expr) => format!("until {}", self.written(expr.span)),
            Point::TimeOfDay(time, days) => {
                let days: Vec<&str> = days.iter().map(|day| day.text.as_str()).collect();
                let days = if days.is_empty() { String::new() } else { format!(" on {}", days.join(" or ")) };
                format!("until {}{days}", time.text)
            }
        }
    }

    fn say(&mut self, node: usize, line: Line, span: Span, depth: u8) {
        let place = self.line(span);
        if let Some(node) = self.graph.nodes.get_mut(node) {
            node.lines.push(Line { depth, place, ..line });
        }
    }
}
