//! Where boxes and the lines between them go: in layers, as Sugiyama and others do it, in its simple form.
//!
//! Layers along the main axis (longest paths, unless they are given), order within a layer by barycentres with a fixed
//! number of sweeps, places by least squares with distances kept. Labels of lines are boxes of layers between, so that they
//! overlap nothing. Invariants: no two boxes overlap; lines cross boxes nowhere, since they bend only between layers (but
//! for far ones of enormous graphs); the same input has the same layout; any input has one.

mod layers;
mod order;
mod places;
mod routes;

/// A box to be placed.
#[derive(Clone, Debug)]
pub(super) struct Sized {
    pub(super) width: f64,
    pub(super) height: f64,
    /// The layer that it must be in; none is found by the lines. All have one, or none has.
    pub(super) layer: Option<usize>,
    /// Boxes of a group stand together within a layer, with room for a frame.
    pub(super) group: Option<usize>,
}

/// A line to be drawn from one box to another.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The size of its label.
    pub(super) label: Option<(f64, f64)>,
}

/// Where the layers follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The first layer is at the top.
    Down,
    /// The first layer is at the left.
    Right,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// How a line goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Route {
    /// From its first point to its last: straight from each even one to the next, bent from each odd one.
    pub(super) points: Vec<Point>,
    /// Where its label is.
    pub(super) label: Option<Rect>,
    pub(super) shape: Shape,
}

/// How a line is bent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Along the main axis from layer to layer.
    Through,
    /// Out of a layer and back into it; so far.
    Arc(f64),
    /// From a box around its corner to itself; so far.
    Loop(f64),
}

/// Where everything goes.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// In the order of the boxes.
    pub(super) boxes: Vec<Rect>,
    /// In the order of the lines.
    pub(super) routes: Vec<Route>,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The distance between boxes of a layer, and that of lines that pass it.
const BETWEEN_BOXES: f64 = 26.0;
const BETWEEN_LINES: f64 = 14.0;
/// What a frame takes before and behind the boxes of a group.
pub(super) const FRAME_HEAD: f64 = 26.0;
pub(super) const FRAME: f64 = 12.0;
/// How far a loop goes out.
const LOOP: f64 = 22.0;

/// A box of a layer.
#[derive(Clone, Debug)]
struct Cell {
    what: Held,
    /// How far it extends along the main axis, and across.
    main: f64,
    cross: f64,
    layer: usize,
    group: Option<usize>,
}

/// What a box of a layer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// One of the boxes to be placed.
    Box,
    /// A line that passes.
    Line,
    /// The label of a line.
    Label,
}

/// A layered graph: cells, the first of them the boxes, and joints that lead from each layer to the next.
#[derive(Debug, Default)]
struct Layered {
    cells: Vec<Cell>,
    layers: usize,
    joints: Vec<(usize, usize)>,
    /// For each line what became of it.
    lines: Vec<Line>,
}

/// A line of a layered graph.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    /// Through these cells, from the earlier layer to the later one.
    Through(Vec<usize>, Sense),
    /// Within a layer, or too far.
    Flat,
    /// From a box to itself.
    Own,
}

/// Whether a line points along the layers or against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Along,
    Against,
}

/// Places boxes and lines. Lines that name boxes that aren't there are an empty route.
pub(super) fn layout(boxes: &[Sized], links: &[Link], direction: Direction) -> Layout {
    let graph = layers::layered(boxes, links, direction);
    let order = order::order(&graph);
    let across = places::across(&graph, &order);
    routes::routes(boxes, links, direction, &graph, &order, &across)
}

/// How far a box extends along the main axis, and across.
fn extent(width: f64, height: f64, direction: Direction) -> (f64, f64) {
    match direction {
        Direction::Down => (height, width),
        Direction::Right => (width, height),
    }
}

#[cfg(test)]
mod tests;
