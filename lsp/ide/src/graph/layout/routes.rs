//! Places along the layers, and the ways of lines.

use std::collections::BTreeMap;

use super::{Direction, Held, LOOP, Layered, Layout, Line, Link, Point, Rect, Route, Sense, Shape, Sized, extent};

/// The distance between layers: at least, at most, and how much of it is for lines that go far across.
const GAP: f64 = 34.0;
const WIDEST_GAP: f64 = 150.0;
const SLOPE: f64 = 0.12;

/// Which side of a cell, along the main axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    Behind,
}

struct Router<'l> {
    graph: &'l Layered,
    direction: Direction,
    /// How far each box itself extends along the main axis and across, without what its loops take.
    bodies: Vec<(f64, f64)>,
    across: &'l [f64],
    /// Where each layer begins and ends.
    bands: Vec<(f64, f64)>,
    /// Where on the side of a box a line is fastened.
    ports: BTreeMap<(usize, Side, usize), f64>,
}

/// Puts everything where it goes.
pub(super) fn routes(
    boxes: &[Sized],
    links: &[Link],
    direction: Direction,
    graph: &Layered,
    order: &[Vec<usize>],
    across: &[f64],
) -> Layout {
    let bodies = boxes.iter().map(|one| extent(one.width, one.height, direction)).collect();
    let bands = bands(graph, order, across, links);
    let mut router = Router { graph, direction, bodies, across, bands, ports: BTreeMap::new() };
    router.fasten(links);
    let rects: Vec<Rect> = boxes.iter().enumerate().map(|(node, one)| router.rect(node, one)).collect();
    let lines = links.iter().zip(&graph.lines).enumerate();
    let routes: Vec<Route> = lines.map(|(number, (link, line))| router.route(number, link, line)).collect();
    let (main, cross) = router.size(&routes);
    let (width, height) = if direction == Direction::Down { (cross, main) } else { (main, cross) };
    Layout { boxes: rects, routes, width, height }
}

/// Where each layer begins and ends along the main axis: the further lines go across between two, the further apart.
fn bands(graph: &Layered, order: &[Vec<usize>], across: &[f64], links: &[Link]) -> Vec<(f64, f64)> {
    let middle = |cell: usize| across.get(cell).copied().unwrap_or(0.0);
    let layer = |cell: usize| graph.cells.get(cell).map_or(0, |cell| cell.layer);
    let mut gaps = vec![GAP; order.len()];
    let mut widen = |layer: usize, by: f64| {
        if let Some(gap) = gaps.get_mut(layer) {
            *gap = gap.max((GAP + by * SLOPE).min(WIDEST_GAP));
        }
    };
    graph.joints.iter().for_each(|(from, to)| widen(layer(*from), (middle(*from) - middle(*to)).abs()));
    for (link, line) in links.iter().zip(&graph.lines) {
        if *line == Line::Flat {
            widen(layer(link.from), 2.0 * (middle(link.from) - middle(link.to)).abs());
        }
    }
    let mut bands = Vec::with_capacity(order.len());
    let mut start = 0.0;
    for (layer, gap) in order.iter().zip(gaps) {
        let most = layer.iter().filter_map(|cell| graph.cells.get(*cell)).map(|cell| cell.main).fold(0.0, f64::max);
        bands.push((start, start + most));
        start += most + gap;
    }
    bands
}

impl Router<'_> {
    /// Spreads the lines of each box over its side, in the order in which they come from across.
    fn fasten(&mut self, links: &[Link]) {
        let mut sides: BTreeMap<(usize, Side), Vec<(f64, usize)>> = BTreeMap::new();
        let mut add = |cell, side, toward: f64, line| sides.entry((cell, side)).or_default().push((toward, line));
        for (number, (link, line)) in links.iter().zip(&self.graph.lines).enumerate() {
            match line {
                Line::Through(cells, _) => {
                    if let [first, second, ..] = cells.as_slice() {
                        add(*first, Side::Behind, self.middle(*second), number);
                    }
                    if let [.., second, last] = cells.as_slice() {
                        add(*last, Side::Before, self.middle(*second), number);
                    }
                }
                Line::Flat if link.from < self.bodies.len() && link.to < self.bodies.len() => {
                    add(link.from, Side::Behind, self.middle(link.to), number);
                    add(link.to, Side::Behind, self.middle(link.from), number);
                }
                Line::Flat | Line::Own => {}
            }
        }
        for ((cell, side), mut lines) in sides {
            lines.sort_by(|(a, a_line), (b, b_line)| a.total_cmp(b).then(a_line.cmp(b_line)));
            let (start, extent) = self.body(cell);
            let step = extent / (lines.len() + 1) as f64;
            for (at, (_, line)) in lines.into_iter().enumerate() {
                self.ports.insert((cell, side, line), start + step * (at + 1) as f64);
            }
        }
    }

    fn middle(&self, cell: usize) -> f64 {
        self.across.get(cell).copied().unwrap_or(0.0)
    }

    /// Where a cell begins across, and how far it extends itself.
    fn body(&self, cell: usize) -> (f64, f64) {
        let whole = self.graph.cells.get(cell).map_or(0.0, |cell| cell.cross);
        (self.middle(cell) - whole / 2.0, self.bodies.get(cell).map_or(whole, |(_, cross)| *cross))
    }

    /// Where a cell begins and ends along the main axis: in the middle of its layer where layers are below each other, at
    /// its beginning where they are columns.
    fn span(&self, cell: usize, main: f64) -> (f64, f64) {
        let (start, end) = self.band(cell);
        let start = if self.direction == Direction::Down { start + (end - start - main) / 2.0 } else { start };
        (start, start + main)
    }

    fn band(&self, cell: usize) -> (f64, f64) {
        let layer = self.graph.cells.get(cell).map_or(0, |cell| cell.layer);
        self.bands.get(layer).copied().unwrap_or((0.0, 0.0))
    }

    fn rect(&self, node: usize, one: &Sized) -> Rect {
        let (start, _) = self.body(node);
        let corner = self.point(self.box_span(node).0, start);
        Rect { x: corner.x, y: corner.y, width: one.width, height: one.height }
    }

    fn point(&self, main: f64, cross: f64) -> Point {
        match self.direction {
            Direction::Down => Point { x: cross, y: main },
            Direction::Right => Point { x: main, y: cross },
        }
    }

    fn port(&self, cell: usize, side: Side, line: usize) -> f64 {
        self.ports.get(&(cell, side, line)).copied().unwrap_or_else(|| self.middle(cell))
    }

    /// Where the box of a cell begins and ends along the main axis.
    fn box_span(&self, cell: usize) -> (f64, f64) {
        let body = self.bodies.get(cell).map(|(main, _)| *main);
        self.span(cell, body.unwrap_or_else(|| self.graph.cells.get(cell).map_or(0.0, |cell| cell.main)))
    }

    fn route(&self, number: usize, link: &Link, line: &Line) -> Route {
        match line {
            Line::Through(cells, sense) => self.through(number, cells, *sense),
            Line::Own => self.own(link),
            Line::Flat if link.from < self.bodies.len() && link.to < self.bodies.len() => self.flat(number, link),
            Line::Flat => Route { points: Vec::new(), label: None, shape: Shape::Through },
        }
    }

    fn through(&self, number: usize, cells: &[usize], sense: Sense) -> Route {
        let mut points = Vec::new();
        let mut label = None;
        for (at, cell) in cells.iter().enumerate() {
            let ((start, end), (from, to)) = (self.band(*cell), self.box_span(*cell));
            if at == 0 {
                let cross = self.port(*cell, Side::Behind, number);
                points.extend([self.point(to, cross), self.point(end, cross)]);
            } else if at + 1 == cells.len() {
                let cross = self.port(*cell, Side::Before, number);
                points.extend([self.point(start, cross), self.point(from, cross)]);
            } else {
                let cross = self.middle(*cell);
                points.extend([self.point(start, cross), self.point(end, cross)]);
                label = label.or_else(|| self.label(*cell, from));
            }
        }
        if sense == Sense::Against {
            points.reverse();
        }
        Route { points, label, shape: Shape::Through }
    }

    fn label(&self, number: usize, from: f64) -> Option<Rect> {
        let cell = self.graph.cells.get(number).filter(|cell| cell.what == Held::Label)?;
        let corner = self.point(from, self.middle(number) - cell.cross / 2.0);
        let (width, height) = match self.direction {
            Direction::Down => (cell.cross, cell.main),
            Direction::Right => (cell.main, cell.cross),
        };
        Some(Rect { x: corner.x, y: corner.y, width, height })
    }

    fn own(&self, link: &Link) -> Route {
        let (start, extent_across) = self.body(link.from);
        let (from, to) = self.box_span(link.from);
        let (edge, third) = (start + extent_across, (to - from) / 3.0);
        let points = vec![self.point(from + 2.0 * third, edge), self.point(from + third, edge)];
        let label = link.label.map(|(width, height)| {
            let (main, _) = extent(width, height, self.direction);
            let corner = self.point(self.span(link.from, main).0, edge + LOOP);
            Rect { x: corner.x, y: corner.y, width, height }
        });
        Route { points, label, shape: Shape::Loop(LOOP) }
    }

    fn flat(&self, number: usize, link: &Link) -> Route {
        let end = |cell: usize| {
            let cross = self.port(cell, Side::Behind, number);
            [self.point(self.box_span(cell).1, cross), self.point(self.band(cell).1, cross)]
        };
        let [from, from_band] = end(link.from);
        let [to, to_band] = end(link.to);
        let far = ((self.middle(link.from) - self.middle(link.to)).abs() * SLOPE + GAP).min(WIDEST_GAP);
        Route { points: vec![from, from_band, to_band, to], label: None, shape: Shape::Arc(far) }
    }

    /// How far everything extends along the main axis, and across.
    fn size(&self, routes: &[Route]) -> (f64, f64) {
        let arcs = routes.iter().any(|route| matches!(route.shape, Shape::Arc(_)));
        let main = self.bands.last().map_or(0.0, |(_, end)| *end) + if arcs { GAP } else { 0.0 };
        let cells = self.graph.cells.iter().enumerate();
        let ends = cells.map(|(number, cell)| {
            self.middle(number) + cell.cross / 2.0 + if cell.group.is_some() { super::FRAME } else { 0.0 }
        });
        (main, ends.fold(0.0, f64::max))
    }
}
