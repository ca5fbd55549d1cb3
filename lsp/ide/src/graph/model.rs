//! What graphs are made of.

use smol_str::SmolStr;

/// A graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    /// Of what.
    pub kind: GraphKind,
    /// What it is called: a journey's full name, or `atlas`.
    pub name: String,
    /// What else is to be said of all of it, in a line.
    pub about: String,
    /// In the order of places; of an atlas those of a kind together.
    pub nodes: Vec<Node>,
    /// In the order of places.
    pub edges: Vec<Edge>,
    /// What nodes are in.
    pub groups: Vec<Group>,
}

/// Of what a graph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphKind {
    /// The way through one journey.
    Journey,
    /// All journeys, and what they have to do with each other.
    Atlas,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Unique within the graph, and the same as long as what it stands for has its name: `step:offer`.
    pub id: String,
    /// What it is.
    pub kind: NodeKind,
    /// What is written above.
    pub name: String,
    /// What is written below.
    pub lines: Vec<Line>,
    /// The number of the group that it is in.
    pub group: Option<usize>,
    /// Where it is written.
    pub place: Option<SourceLine>,
    /// Its documentation, on one line.
    pub docs: String,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "they are the words of §2 and §10")]
pub enum NodeKind {
    Entry,
    Handler,
    Step,
    /// How a journey is over: completed, or left for a reason.
    End,
    Goal,
    Exit,
    Limit,
    Paused,
    Source,
    Event,
    /// A condition that begins a journey.
    Condition,
    Switch,
    Signal,
    Audience,
    Journey,
    Message,
    Action,
    Purpose,
    Rule,
}

/// Something that is said of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub kind: LineKind,
    /// As people read it.
    pub text: String,
    /// What else is to be known of it.
    pub detail: String,
    /// How deep it is in branches.
    pub depth: u8,
    /// The full names of what it is about.
    pub of: Vec<SmolStr>,
    /// Where it is written.
    pub place: Option<SourceLine>,
}

/// What a line of a node says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are the words of the language")]
pub enum LineKind {
    Send,
    Offer,
    Do,
    Emit,
    Wait,
    Stay,
    /// Under which circumstances the deeper lines below are carried out.
    Branch,
    Again,
    Within,
    /// How the journey is over then.
    Leaves,
    Stage,
    Owner,
    Goal,
    Purpose,
    Channels,
    Hold,
    /// What a rule, channel or signal says, as it is written.
    Says,
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The number of the node at which it begins.
    pub from: usize,
    /// The number of the node to which it points.
    pub to: usize,
    /// What it means.
    pub kind: EdgeKind,
    /// On what, or why; may be empty.
    pub label: String,
    /// Where it is written.
    pub place: Option<SourceLine>,
}

/// What an arrow means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// A journey, or its first step, begins with it.
    Starts,
    /// A customer goes on there.
    Moves,
    /// The journey is over with it.
    Ends,
    /// It is read, or waited for, there.
    Feeds,
    /// A journey sends or offers a message.
    Sends,
    /// A journey commands an action.
    Does,
    /// A journey emits an event.
    Emits,
    /// A message has a purpose.
    Serves,
    /// A rule suppresses as long as this is so.
    While,
    /// A rule holds back, withholds or limits.
    HoldsBack,
    /// A rule changes the rank.
    Weighs,
    /// A journey pauses as long as this is so.
    Pauses,
}

/// What nodes are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Unique within the graph.
    pub id: String,
    /// What is written above it.
    pub name: String,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLine {
    /// The file's path.
    pub file: SmolStr,
    /// The line, from 1.
    pub line: u32,
}

impl GraphKind {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Atlas => "atlas",
        }
    }
}

impl NodeKind {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Entry => "enter",
            Self::Handler => "handler",
            Self::Step => "step",
            Self::End => "end",
            Self::Goal => "goal",
            Self::Exit => "exit",
            Self::Limit => "limit",
            Self::Paused => "paused",
            Self::Source => "source",
            Self::Event => "event",
            Self::Condition => "condition",
            Self::Switch => "switch",
            Self::Signal => "signal",
            Self::Audience => "audience",
            Self::Journey => "journey",
            Self::Message => "message",
            Self::Action => "action",
            Self::Purpose => "purpose",
            Self::Rule => "rule",
        }
    }
}

impl LineKind {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Offer => "offer",
            Self::Do => "do",
            Self::Emit => "emit",
            Self::Wait => "wait",
            Self::Stay => "stay",
            Self::Branch => "branch",
            Self::Again => "again",
            Self::Within => "within",
            Self::Leaves => "leaves",
            Self::Stage => "stage",
            Self::Owner => "owner",
            Self::Goal => "goal",
            Self::Purpose => "purpose",
            Self::Channels => "channels",
            Self::Hold => "hold",
            Self::Says => "says",
        }
    }

    /// Whether its word stands before its text where people read it; the others' texts say enough.
    pub const fn is_spoken(self) -> bool {
        !matches!(self, Self::Branch | Self::Leaves | Self::Stay | Self::Says)
    }
}

impl EdgeKind {
    /// All of them, in order.
    pub const ALL: [Self; 12] = [
        Self::Starts,
        Self::Moves,
        Self::Ends,
        Self::Feeds,
        Self::Sends,
        Self::Does,
        Self::Emits,
        Self::Serves,
        Self::While,
        Self::HoldsBack,
        Self::Weighs,
        Self::Pauses,
    ];

    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Starts => "starts",
            Self::Moves => "moves",
            Self::Ends => "ends",
            Self::Feeds => "feeds",
            Self::Sends => "sends",
            Self::Does => "does",
            Self::Emits => "emits",
            Self::Serves => "serves",
            Self::While => "while",
            Self::HoldsBack => "holds_back",
            Self::Weighs => "weighs",
            Self::Pauses => "pauses",
        }
    }
}

impl Line {
    /// A line of a kind; the rest can be changed.
    pub fn new(kind: LineKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), detail: String::new(), depth: 0, of: Vec::new(), place: None }
    }

    /// All of it, as people read it.
    pub fn spoken(&self) -> String {
        let word = if self.kind.is_spoken() { self.kind.word() } else { "" };
        let said = [word, &self.text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if self.detail.is_empty() { said } else { format!("{said}, {}", self.detail) }
    }
}

impl Node {
    /// A node of a kind with a name; the rest can be changed.
    pub fn new(kind: NodeKind, id: impl Into<String>, name: impl Into<String>) -> Self {
        let (id, name) = (id.into(), name.into());
        Self { id, kind, name, lines: Vec::new(), group: None, place: None, docs: String::new() }
    }

    /// What stands before its name where people read it.
    pub const fn caption(&self) -> &'static str {
        match self.kind {
            NodeKind::Step | NodeKind::End => "",
            NodeKind::Handler => "at any step",
            NodeKind::Paused => "paused while",
            NodeKind::Condition => "when",
            kind => kind.word(),
        }
    }
}

impl Graph {
    /// Edges between the same nodes and of the same kind as one, with all of their labels, each once; in the order of the
    /// first of each.
    pub(super) fn bundles(&self) -> Vec<Bundle> {
        let mut bundles: Vec<Bundle> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        for edge in &self.edges {
            let at = *known.entry((edge.from, edge.to, edge.kind)).or_insert(bundles.len());
            if at == bundles.len() {
                let place = edge.place.clone();
                bundles.push(Bundle { from: edge.from, to: edge.to, kind: edge.kind, labels: Vec::new(), place });
            }
            if let Some(bundle) = bundles.get_mut(at)
                && !edge.label.is_empty()
                && !bundle.labels.contains(&edge.label)
            {
                bundle.labels.push(edge.label.clone());
            }
        }
        bundles
    }
}

/// Edges as one.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: EdgeKind,
    pub(super) labels: Vec<String>,
    pub(super) place: Option<SourceLine>,
}

impl std::fmt::Display for SourceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// `Growth` of `Growth <growth@acme.example>`.
pub(super) fn without_address(owner: &str) -> &str {
    owner.split('<').next().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(owner)
}
