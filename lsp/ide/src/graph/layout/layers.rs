//! Layers: which box is in which, and what stands in between for lines and their labels.

use super::{BETWEEN_LINES, Cell, Direction, Held, LOOP, Layered, Line, Link, Sense, Sized, extent};

/// How many cells lines may have in layers that they pass. Beyond that, lines that go further than so many layers have none,
/// and cross what is in their way: nobody could follow them anyway, and others would wait for long.
const MOST_PASSED: usize = 50_000;
const FAR: usize = 8;

/// The layered graph of boxes and lines.
pub(super) fn layered(boxes: &[Sized], links: &[Link], direction: Direction) -> Layered {
    let known = |link: &Link| link.from < boxes.len() && link.to < boxes.len();
    let layer_of = match boxes.iter().map(|one| one.layer).collect::<Option<Vec<usize>>>() {
        Some(given) => given,
        None => longest_paths(boxes.len(), links.iter().filter(|link| known(link))),
    };
    let at = |node: usize| layer_of.get(node).copied().unwrap_or(0);
    // Behind each layer with labels there is one for them.
    let count = layer_of.iter().max().map_or(0, |last| last + 1);
    let mut has_labels = vec![false; count];
    for link in links.iter().filter(|link| known(link) && link.label.is_some()) {
        if let Some(gap) = label_gap(at(link.from), at(link.to)).and_then(|gap| has_labels.get_mut(gap)) {
            *gap = true;
        }
    }
    let mut shift = Vec::with_capacity(count);
    let mut labels = 0;
    for has in &has_labels {
        shift.push(labels);
        labels += usize::from(*has);
    }
    let real = |node: usize| at(node) + shift.get(at(node)).copied().unwrap_or(0);
    let mut graph = Layered { layers: count + labels, ..Layered::default() };
    for (node, one) in boxes.iter().enumerate() {
        let (main, cross) = extent(one.width, one.height, direction);
        graph.cells.push(Cell { what: Held::Box, main, cross, layer: real(node), group: one.group });
    }
    let span = |link: &Link| real(link.from).abs_diff(real(link.to));
    let passed: usize = links.iter().filter(|link| known(link)).map(|link| span(link).saturating_sub(1)).sum();
    let furthest = if passed > MOST_PASSED { FAR } else { usize::MAX };
    for link in links {
        let line = if known(link) && span(link) <= furthest {
            graph.line(link, real(link.from), real(link.to), direction)
        } else {
            Line::Flat
        };
        graph.lines.push(line);
    }
    graph
}

/// Behind which layer the label of a line stands: nearest to where it begins.
const fn label_gap(from: usize, to: usize) -> Option<usize> {
    if from < to {
        Some(from)
    } else if from > to {
        Some(from - 1)
    } else {
        None
    }
}

impl Layered {
    /// A line through cells of its own in all layers between.
    fn line(&mut self, link: &Link, from: usize, to: usize, direction: Direction) -> Line {
        if link.from == link.to {
            let (main, cross) = link.label.map_or((0.0, 0.0), |(width, height)| extent(width, height, direction));
            if let Some(cell) = self.cells.get_mut(link.from) {
                cell.cross += LOOP + cross + BETWEEN_LINES;
                cell.main = cell.main.max(main + 12.0);
            }
            return Line::Own;
        }
        let (first, last, start, end, sense) = match from.cmp(&to) {
            std::cmp::Ordering::Less => (from, to, link.from, link.to, Sense::Along),
            std::cmp::Ordering::Greater => (to, from, link.to, link.from, Sense::Against),
            std::cmp::Ordering::Equal => return Line::Flat,
        };
        let label_layer = if sense == Sense::Along { first + 1 } else { last - 1 };
        let mut through = vec![start];
        for layer in first + 1..last {
            let label = link.label.filter(|_| layer == label_layer);
            let (main, cross) = label.map_or((0.0, 0.0), |(width, height)| extent(width, height, direction));
            let what = if label.is_some() { Held::Label } else { Held::Line };
            through.push(self.cells.len());
            self.cells.push(Cell { what, main, cross, layer, group: None });
        }
        through.push(end);
        self.joints.extend(through.iter().copied().zip(through.iter().copied().skip(1)));
        Line::Through(through, sense)
    }
}

/// The layer of each box: one more than that of the last one before it. A line that closes a cycle (in the order in which
/// boxes and lines are given) points back.
fn longest_paths<'l>(count: usize, links: impl Iterator<Item = &'l Link>) -> Vec<usize> {
    let mut onward: Vec<Vec<usize>> = vec![Vec::new(); count];
    for link in links.filter(|link| link.from != link.to) {
        if let Some(targets) = onward.get_mut(link.from) {
            targets.push(link.to);
        }
    }
    let (forward, finished) = without_cycles(&onward);
    let mut layers = vec![0_usize; count];
    // The one that is finished last comes first.
    for node in finished.into_iter().rev() {
        let layer = layers.get(node).copied().unwrap_or(0);
        for target in forward.get(node).into_iter().flatten() {
            if let Some(other) = layers.get_mut(*target) {
                *other = (*other).max(layer + 1);
            }
        }
    }
    layers
}

/// Looks depth first, and leaves out what points to somewhere on the way to it; with the order in which nodes are left.
fn without_cycles(onward: &[Vec<usize>]) -> (Vec<Vec<usize>>, Vec<usize>) {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Seen {
        Not,
        OnTheWay,
        Left,
    }
    let mut seen = vec![Seen::Not; onward.len()];
    let mut forward: Vec<Vec<usize>> = vec![Vec::new(); onward.len()];
    let mut finished = Vec::with_capacity(onward.len());
    for root in 0..onward.len() {
        if seen.get(root) != Some(&Seen::Not) {
            continue;
        }
        let mut way = vec![(root, 0)];
        if let Some(seen) = seen.get_mut(root) {
            *seen = Seen::OnTheWay;
        }
        while let Some((node, next)) = way.last_mut() {
            let node = *node;
            let Some(target) = onward.get(node).and_then(|targets| targets.get(*next)).copied() else {
                finished.push(node);
                if let Some(seen) = seen.get_mut(node) {
                    *seen = Seen::Left;
                }
                way.pop();
                continue;
            };
            *next += 1;
            let Some(target_seen) = seen.get_mut(target) else { continue };
            if *target_seen != Seen::OnTheWay
                && let Some(forward) = forward.get_mut(node)
            {
                forward.push(target);
            }
            if *target_seen == Seen::Not {
                *target_seen = Seen::OnTheWay;
                way.push((target, 0));
            }
        }
    }
    (forward, finished)
}
