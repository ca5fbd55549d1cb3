//! What is written in boxes: rows of text, and how large they are together.

use super::{
    metrics::{BOLD, LINE, SMALL, TEXT, width, wrapped},
    model::{Line, LineKind, Node, NodeKind, without_address},
};

/// The widest text in a box, and in the label of a line.
const WIDEST: f64 = 250.0;
const WIDEST_LABEL: f64 = 190.0;
/// The distance of text from the border of its box.
pub(super) const PADDING_X: f64 = 12.0;
pub(super) const PADDING_Y: f64 = 8.0;
/// How much deeper lines are set in.
const INDENT: f64 = 14.0;
/// The height of a small line of text.
const SMALL_LINE: f64 = 14.0;

/// Rows of text in a box.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) rows: Vec<Row>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A row: pieces, each with the class of how it looks.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) pieces: Vec<(Look, String)>,
    pub(super) indent: f64,
    /// Where its letters stand, from the top of the block's text.
    pub(super) base: f64,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A name.
    Name,
    /// Text.
    Plain,
    /// A word of the language before it.
    Word,
    /// What is beside the point, smaller.
    Detail,
}

impl Look {
    /// Its class.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Plain => "text",
            Self::Word => "word",
            Self::Detail => "detail",
        }
    }

    const fn size(self) -> f64 {
        match self {
            Self::Detail => SMALL,
            Self::Name | Self::Plain | Self::Word => TEXT,
        }
    }
}

/// What is written in the box of a node.
pub(super) fn of_node(node: &Node) -> Block {
    let mut block = Block::default();
    let look = match node.kind {
        NodeKind::Condition
        | NodeKind::Entry
        | NodeKind::Handler
        | NodeKind::Goal
        | NodeKind::Exit
        | NodeKind::Paused => Look::Plain,
        _ => Look::Name,
    };
    block.text(look, node.caption(), &node.name, 0.0, WIDEST);
    node.lines.iter().for_each(|line| block.line(line));
    block.framed()
}

/// What is written beside a line.
pub(super) fn of_labels(labels: &[String]) -> Option<Block> {
    let mut block = Block::default();
    for label in labels {
        // Labels of several lines are told apart by a little distance.
        block.height += if block.rows.is_empty() { 0.0 } else { 5.0 };
        block.text(Look::Detail, "", label, 0.0, WIDEST_LABEL);
    }
    block.width += 8.0;
    block.height += 4.0;
    (!labels.is_empty()).then_some(block)
}

impl Block {
    fn line(&mut self, line: &Line) {
        let indent = f64::from(line.depth) * INDENT;
        let word = if line.kind.is_spoken() { line.kind.word() } else { "" };
        let text = if line.kind == LineKind::Owner { without_address(&line.text) } else { &line.text };
        self.text(Look::Plain, word, text, indent, WIDEST);
        if !line.detail.is_empty() {
            self.text(Look::Detail, "", &line.detail, indent + INDENT, WIDEST);
        }
    }

    /// Adds text, with a word before it, in as many rows as it takes.
    fn text(&mut self, look: Look, word: &str, text: &str, indent: f64, widest: f64) {
        let all = format!("{word} {text}");
        for (at, row) in wrapped(&all, look.size(), widest).into_iter().enumerate() {
            let rest = row.strip_prefix(word).filter(|_| at == 0 && !word.is_empty()).map(str::trim_start);
            let pieces = match rest {
                Some(rest) => vec![(Look::Word, word.to_owned()), (look, rest.to_owned())],
                None => vec![(look, row.clone())],
            };
            let bold = if look == Look::Name { BOLD } else { 1.0 };
            self.width = self.width.max(indent + width(&row, look.size()) * bold);
            self.height += if look == Look::Detail { SMALL_LINE } else { LINE };
            self.rows.push(Row { pieces, indent, base: self.height - 4.0 });
        }
    }

    /// With its padding.
    fn framed(mut self) -> Self {
        self.width = (self.width + 2.0 * PADDING_X).ceil();
        self.height = (self.height + 2.0 * PADDING_Y).ceil();
        self
    }
}
