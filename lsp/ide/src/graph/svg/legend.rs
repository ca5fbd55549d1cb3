//! What the lines of an atlas mean.

use super::{
    super::{
        metrics::{TEXT, width},
        model::{EdgeKind, Graph},
        style::{Head, Tone, dashes},
    },
    number,
};

/// The length of a sample, and the height of a row of them.
const SAMPLE: f64 = 34.0;
const ROW: f64 = 24.0;

/// A line and what it means.
pub(super) struct Sample {
    kind: EdgeKind,
    x: f64,
    y: f64,
}

/// Samples of the lines that a graph has, in rows from a corner on to the right; with their height.
pub(super) fn samples(graph: &Graph, left: f64, top: f64, right: f64) -> (Vec<Sample>, f64) {
    let (mut x, mut y) = (left, top);
    let mut samples = Vec::new();
    for kind in EdgeKind::ALL {
        if !graph.edges.iter().any(|edge| edge.kind == kind) {
            continue;
        }
        let wide = SAMPLE + 8.0 + width(meaning(kind), TEXT) + 24.0;
        if x > left && x + wide > right {
            (x, y) = (left, y + ROW);
        }
        samples.push(Sample { kind, x, y });
        x += wide;
    }
    let height = if samples.is_empty() { 0.0 } else { y - top + ROW };
    (samples, height)
}

/// Draws samples.
pub(super) fn draw(out: &mut String, samples: &[Sample]) {
    for Sample { kind, x, y } in samples {
        let tone = Tone::of_edge(*kind);
        let dashed = dashes(*kind).map(|dashes| format!(" stroke-dasharray=\"{dashes}\"")).unwrap_or_default();
        out.push_str(&format!(
            "<g class=\"edge legend {}\"><path d=\"M{} {y}h{SAMPLE}\"{dashed} marker-end=\"url(#{})\"/>\
             <text class=\"about\" x=\"{}\" y=\"{}\">{}</text></g>\n",
            tone.class(),
            number(*x),
            Head::of(*kind).id(tone),
            number(x + SAMPLE + 8.0),
            number(y + 4.0),
            meaning(*kind),
            y = number(*y),
        ));
    }
}

/// What a line means, in words.
const fn meaning(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Starts => "starts",
        EdgeKind::Moves => "goes on",
        EdgeKind::Ends => "ends",
        EdgeKind::Feeds => "is read by",
        EdgeKind::Sends => "sends or offers",
        EdgeKind::Does => "commands",
        EdgeKind::Emits => "emits",
        EdgeKind::Serves => "has the purpose",
        EdgeKind::While => "lets a rule hold back",
        EdgeKind::HoldsBack => "holds back",
        EdgeKind::Weighs => "weighs",
        EdgeKind::Pauses => "pauses",
    }
}
