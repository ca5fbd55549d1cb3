//! How pictures look, in light and in dark.
//!
//! Colours stand in rules of their own for each, not in variables: viewers of pictures that aren't browsers know only the
//! former. The light ones hold wherever nothing else is asked for.

use super::model::{EdgeKind, NodeKind};

/// The colours of one appearance.
struct Palette {
    paper: &'static str,
    ink: &'static str,
    muted: &'static str,
    /// Of lines that aren't special.
    line: &'static str,
    frame: &'static str,
    /// Filling and border of boxes, by [`Tone`].
    tones: [(&'static str, &'static str); 6],
}

const LIGHT: Palette = Palette {
    paper: "#ffffff",
    ink: "#1c2733",
    muted: "#5b6876",
    line: "#7b8794",
    frame: "#d5dbe1",
    tones: [
        ("#f4f6f8", "#9aa5b1"),
        ("#e6f4ea", "#3a8a55"),
        ("#e7f0fb", "#3b74b9"),
        ("#fbeae8", "#c0453a"),
        ("#fdf3dc", "#b07d14"),
        ("#f1ebfa", "#7e57b8"),
    ],
};

const DARK: Palette = Palette {
    paper: "#15191e",
    ink: "#e3e8ee",
    muted: "#9aa7b4",
    line: "#8793a0",
    frame: "#3a434d",
    tones: [
        ("#20262d", "#66727e"),
        ("#17301f", "#5fb37c"),
        ("#172a42", "#6ea4e3"),
        ("#3a1d1b", "#e27b71"),
        ("#352a10", "#d3a548"),
        ("#2a2140", "#a98be0"),
    ],
};

/// What something is coloured as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Green,
    Blue,
    Red,
    Amber,
    Violet,
}

impl Tone {
    const ALL: [Self; 6] = [Self::Plain, Self::Green, Self::Blue, Self::Red, Self::Amber, Self::Violet];

    /// Its class.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Violet => "violet",
        }
    }

    /// That of a kind of node: what begins is green, what is said blue, what holds back red, what bounds amber.
    pub(super) const fn of_node(kind: NodeKind) -> Self {
        match kind {
            NodeKind::Step | NodeKind::Journey | NodeKind::End | NodeKind::Source | NodeKind::Action => Self::Plain,
            NodeKind::Entry | NodeKind::Goal | NodeKind::Event | NodeKind::Condition => Self::Green,
            NodeKind::Message => Self::Blue,
            NodeKind::Exit | NodeKind::Rule | NodeKind::Paused => Self::Red,
            NodeKind::Limit | NodeKind::Purpose | NodeKind::Switch => Self::Amber,
            NodeKind::Handler | NodeKind::Signal | NodeKind::Audience => Self::Violet,
        }
    }

    /// That of a kind of line.
    pub(super) const fn of_edge(kind: EdgeKind) -> Self {
        match kind {
            EdgeKind::Starts => Self::Green,
            EdgeKind::Sends => Self::Blue,
            EdgeKind::HoldsBack | EdgeKind::While | EdgeKind::Pauses => Self::Red,
            EdgeKind::Serves | EdgeKind::Weighs => Self::Amber,
            EdgeKind::Emits => Self::Violet,
            EdgeKind::Moves | EdgeKind::Ends | EdgeKind::Feeds | EdgeKind::Does => Self::Plain,
        }
    }
}

/// What a line ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// An arrow.
    Arrow,
    /// A bar: it stops.
    Bar,
}

impl Head {
    /// That of a kind of line.
    pub(super) const fn of(kind: EdgeKind) -> Self {
        match kind {
            EdgeKind::HoldsBack | EdgeKind::Pauses => Self::Bar,
            _ => Self::Arrow,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Arrow => "arrow",
            Self::Bar => "bar",
        }
    }

    /// The name of this head in a colour.
    pub(super) fn id(self, tone: Tone) -> String {
        format!("baton-{}-{}", self.name(), tone.class())
    }
}

/// How a line is dashed; none is drawn through.
pub(super) const fn dashes(kind: EdgeKind) -> Option<&'static str> {
    match kind {
        EdgeKind::Feeds | EdgeKind::Weighs => Some("2 4"),
        EdgeKind::While | EdgeKind::Pauses => Some("7 4"),
        _ => None,
    }
}

/// The style sheet. All of it is bound to the picture's class, so that it changes nothing on a page around it.
pub(super) fn sheet() -> String {
    let font = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,sans-serif";
    let mut sheet = format!(
        ".baton-graph{{font:13px {font}}}\n\
         .baton-graph .title{{font-size:16px;font-weight:600}}\n\
         .baton-graph .name{{font-weight:600}}\n\
         .baton-graph .detail{{font-size:11px}}\n\
         .baton-graph .edge path{{fill:none;stroke-width:1.4}}\n\
         .baton-graph .frame{{fill:none;stroke-dasharray:5 4}}\n"
    );
    sheet.push_str(&colours(&LIGHT));
    sheet.push_str(&format!("@media (prefers-color-scheme:dark){{\n{}}}\n", colours(&DARK)));
    sheet
}

fn colours(palette: &Palette) -> String {
    let Palette { paper, ink, muted, line, frame, tones } = palette;
    let mut rules = format!(
        ".baton-graph .paper{{fill:{paper}}}\n\
         .baton-graph text{{fill:{ink}}}\n\
         .baton-graph .word,.baton-graph .detail,.baton-graph .about{{fill:{muted}}}\n\
         .baton-graph .frame{{stroke:{frame}}}\n"
    );
    for (tone, (filling, border)) in Tone::ALL.into_iter().zip(tones) {
        let class = tone.class();
        let stroke = if tone == Tone::Plain { line } else { border };
        rules.push_str(&format!(
            ".baton-graph .{class}>.box{{fill:{filling};stroke:{border}}}\n\
             .baton-graph .{class}>path{{stroke:{stroke}}}\n\
             .baton-graph .head.{class}{{fill:{stroke};stroke:{stroke}}}\n"
        ));
    }
    rules
}

/// The heads of lines, in each colour.
pub(super) fn heads() -> String {
    let mut out = String::new();
    for tone in Tone::ALL {
        for (head, shape, at) in [(Head::Arrow, "M0 0L9 4.5L0 9L2 4.5Z", "9"), (Head::Bar, "M3 -2V11", "4")] {
            out.push_str(&format!(
                "<marker id=\"{}\" viewBox=\"-1 -3 12 15\" refX=\"{at}\" refY=\"4.5\" markerWidth=\"12\" markerHeight=\"15\" \
                 markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head {}\" d=\"{shape}\" \
                 stroke-width=\"{}\"/></marker>\n",
                head.id(tone),
                tone.class(),
                if head == Head::Bar { 2.5 } else { 0.0 },
            ));
        }
    }
    out
}
