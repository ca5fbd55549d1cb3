//! Places across the layers: as near to the neighbours as distances let a cell be.
//!
//! A layer is placed by least squares with the order and distances kept: pools of cells that push each other move
//! together (pool adjacent violators), which is exact, and linear in the cells.

use super::{BETWEEN_BOXES, BETWEEN_LINES, FRAME, FRAME_HEAD, Held, Layered, order::Neighbours};

/// How often places are improved down and up, by the neighbours of one side, and then of both.
const ROUNDS: usize = 8;
const SMOOTHING: usize = 24;

/// The middle of each cell, from zero on.
pub(super) fn across(graph: &Layered, order: &[Vec<usize>]) -> Vec<f64> {
    let neighbours = Neighbours::of(graph);
    let mut middles = vec![0.0; graph.cells.len()];
    for layer in order {
        place(graph, layer, &mut middles, |_, _| (0.0, 1.0));
    }
    for _ in 0..ROUNDS {
        for layer in order {
            place(graph, layer, &mut middles, |cell, middles| wish(graph, cell, middles, [&neighbours.before]));
        }
        for layer in order.iter().rev() {
            place(graph, layer, &mut middles, |cell, middles| wish(graph, cell, middles, [&neighbours.behind]));
        }
    }
    // Wishes of one side alone leave lines as steps; those of both make them straight, little by little.
    let both = [&neighbours.before, &neighbours.behind];
    for _ in 0..SMOOTHING {
        for layer in order.iter().chain(order.iter().rev()) {
            place(graph, layer, &mut middles, |cell, middles| wish(graph, cell, middles, both));
        }
    }
    let start = |(cell, middle): (&super::Cell, &f64)| middle - cell.cross / 2.0 - margin(cell.group, FRAME_HEAD);
    let least = graph.cells.iter().zip(&middles).map(start).fold(f64::INFINITY, f64::min);
    let shift = if least.is_finite() { least } else { 0.0 };
    middles.iter().map(|middle| middle - shift).collect()
}

/// Where a cell would like to be, and how much: in the middle of its neighbours, straight lines above all.
fn wish<const N: usize>(graph: &Layered, cell: usize, middles: &[f64], sides: [&Vec<Vec<usize>>; N]) -> (f64, f64) {
    let is_line = |cell: usize| graph.cells.get(cell).is_some_and(|cell| cell.what != Held::Box);
    let (mut sum, mut weights) = (0.0, 0.0);
    for other in sides.into_iter().filter_map(|side| side.get(cell)).flatten() {
        let weight = match (is_line(cell), is_line(*other)) {
            (true, true) => 24.0,
            (true, false) | (false, true) => 2.0,
            (false, false) => 1.0,
        };
        sum += weight * middles.get(*other).copied().unwrap_or(0.0);
        weights += weight;
    }
    if weights == 0.0 { (middles.get(cell).copied().unwrap_or(0.0), 0.05) } else { (sum / weights, weights) }
}

/// Places the cells of a layer as near to their wishes as the distances let them.
fn place(graph: &Layered, layer: &[usize], middles: &mut [f64], wish: impl Fn(usize, &[f64]) -> (f64, f64)) {
    struct Pool {
        sum: f64,
        weight: f64,
        count: usize,
    }
    let mut offsets = Vec::with_capacity(layer.len());
    let mut pools: Vec<Pool> = Vec::new();
    let mut offset = 0.0;
    let mut last = None;
    for number in layer {
        offset += last.map_or(0.0, |last| distance(graph, last, *number));
        last = Some(*number);
        offsets.push(offset);
        let (wanted, weight) = wish(*number, middles);
        let mut pool = Pool { sum: (wanted - offset) * weight, weight, count: 1 };
        while let Some(before) = pools.pop_if(|before| before.sum / before.weight > pool.sum / pool.weight) {
            pool.sum += before.sum;
            pool.weight += before.weight;
            pool.count += before.count;
        }
        pools.push(pool);
    }
    let pooled = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.sum / pool.weight, pool.count));
    for ((number, offset), base) in layer.iter().zip(offsets).zip(pooled) {
        if let Some(middle) = middles.get_mut(*number) {
            *middle = base + offset;
        }
    }
}

/// How far apart the middles of neighbours in a layer must be.
fn distance(graph: &Layered, a: usize, b: usize) -> f64 {
    let (Some(a), Some(b)) = (graph.cells.get(a), graph.cells.get(b)) else { return 0.0 };
    let between = if a.what == Held::Box && b.what == Held::Box { BETWEEN_BOXES } else { BETWEEN_LINES };
    let frames = if a.group == b.group { 0.0 } else { margin(a.group, FRAME) + margin(b.group, FRAME_HEAD) };
    a.cross / 2.0 + between + frames + b.cross / 2.0
}

/// What the frame of a group takes on one side.
fn margin(group: Option<usize>, frame: f64) -> f64 {
    if group.is_some() { frame } else { 0.0 }
}
