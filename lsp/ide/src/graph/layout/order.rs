//! The order within layers: each cell where its neighbours are, swept down and up; the order with the fewest crossings stays.

use std::collections::BTreeMap;

use super::{Held, Layered};

/// How often is swept down and up; large graphs have to do with less.
const SWEEPS: usize = 10;
const SWEEPS_OF_LARGE: usize = 2;
const LARGE: usize = 20_000;

/// The neighbours of each cell in the layer before and behind.
pub(super) struct Neighbours {
    pub(super) before: Vec<Vec<usize>>,
    pub(super) behind: Vec<Vec<usize>>,
}

impl Neighbours {
    pub(super) fn of(graph: &Layered) -> Self {
        let mut neighbours =
            Self { before: vec![Vec::new(); graph.cells.len()], behind: vec![Vec::new(); graph.cells.len()] };
        for (from, to) in &graph.joints {
            if let (Some(behind), Some(before)) = (neighbours.behind.get_mut(*from), neighbours.before.get_mut(*to)) {
                behind.push(*to);
                before.push(*from);
            }
        }
        neighbours
    }
}

/// The cells of each layer, in order.
pub(super) fn order(graph: &Layered) -> Vec<Vec<usize>> {
    let neighbours = Neighbours::of(graph);
    let mut order = vec![Vec::new(); graph.layers];
    for (number, cell) in graph.cells.iter().enumerate() {
        if let Some(layer) = order.get_mut(cell.layer) {
            layer.push(number);
        }
    }
    let sweeps = if graph.cells.len() > LARGE { SWEEPS_OF_LARGE } else { SWEEPS };
    let mut sorter = Sorter { graph, rank: vec![0.0; graph.cells.len()] };
    order.iter().for_each(|layer| sorter.number(layer));
    let mut best = order.clone();
    let mut fewest = usize::MAX;
    for _ in 0..sweeps {
        for layer in &mut order {
            sorter.sort(layer, &neighbours.before);
        }
        keep(&mut best, &mut fewest, &order, &sorter, &neighbours);
        for layer in order.iter_mut().rev() {
            sorter.sort(layer, &neighbours.behind);
        }
        keep(&mut best, &mut fewest, &order, &sorter, &neighbours);
        if fewest == 0 {
            break;
        }
    }
    best
}

fn keep(
    best: &mut Vec<Vec<usize>>,
    fewest: &mut usize,
    order: &[Vec<usize>],
    sorter: &Sorter<'_>,
    neighbours: &Neighbours,
) {
    let crossings = order.iter().map(|layer| sorter.crossings(layer, neighbours)).sum();
    if crossings < *fewest {
        *fewest = crossings;
        *best = order.to_vec();
    }
}

struct Sorter<'g> {
    graph: &'g Layered,
    /// Where each cell stands in its layer, as a share of it.
    rank: Vec<f64>,
}

impl Sorter<'_> {
    fn at(&self, cell: usize) -> f64 {
        self.rank.get(cell).copied().unwrap_or(0.0)
    }

    /// Writes down where the cells of a layer stand.
    fn number(&mut self, layer: &[usize]) {
        for (at, cell) in layer.iter().enumerate() {
            if let Some(rank) = self.rank.get_mut(*cell) {
                *rank = (at as f64 + 0.5) / layer.len() as f64;
            }
        }
    }

    /// Puts a layer in the order of the means of its neighbours; those of a group stay together.
    fn sort(&mut self, layer: &mut [usize], neighbours: &[Vec<usize>]) {
        let own = |cell: usize| match neighbours.get(cell).map(Vec::as_slice) {
            None | Some([]) => self.at(cell),
            Some(others) => others.iter().map(|other| self.at(*other)).sum::<f64>() / others.len() as f64,
        };
        let mut groups: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for cell in layer.iter() {
            if let Some(group) = self.group(*cell) {
                let sum = groups.entry(group).or_default();
                *sum = (sum.0 + own(*cell), sum.1 + 1.0);
            }
        }
        let key = |cell: &usize| {
            let (group, own) = (self.group(*cell), own(*cell));
            let mean = group.and_then(|group| groups.get(&group)).map_or(own, |(sum, count)| sum / count);
            (mean, group, own)
        };
        let mut keyed: Vec<_> = layer.iter().map(|cell| (key(cell), *cell)).collect();
        keyed.sort_by(|((a, a_group, a_own), _), ((b, b_group, b_own), _)| {
            a.total_cmp(b).then(a_group.cmp(b_group)).then(a_own.total_cmp(b_own))
        });
        layer.iter_mut().zip(keyed).for_each(|(cell, (_, sorted))| *cell = sorted);
        self.number(layer);
    }

    fn group(&self, cell: usize) -> Option<usize> {
        self.graph.cells.get(cell).filter(|cell| cell.what == Held::Box).and_then(|cell| cell.group)
    }

    /// How often joints from a layer to the one behind it cross: the inversions of where they end.
    fn crossings(&self, layer: &[usize], neighbours: &Neighbours) -> usize {
        let mut ends: Vec<f64> = Vec::new();
        for cell in layer {
            let mut own: Vec<f64> =
                neighbours.behind.get(*cell).into_iter().flatten().map(|other| self.at(*other)).collect();
            own.sort_by(f64::total_cmp);
            ends.extend(own);
        }
        inversions(&mut ends)
    }
}

/// How many pairs stand the wrong way round; sorts them.
fn inversions(values: &mut Vec<f64>) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let mut second = values.split_off(values.len() / 2);
    let mut count = inversions(values) + inversions(&mut second);
    let first = std::mem::take(values);
    let (mut left, mut right) = (first.into_iter().peekable(), second.into_iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some(a), Some(b)) if a > b => {
                count += left.len();
                values.extend(right.next());
            }
            (Some(_), _) => values.extend(left.next()),
            (None, Some(_)) => values.extend(right.next()),
            (None, None) => return count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn pairs_that_stand_the_wrong_way_round_are_counted() {
        assert_eq!(inversions(&mut vec![1.0, 2.0, 3.0]), 0);
        assert_eq!(inversions(&mut vec![3.0, 2.0, 1.0]), 3);
        assert_eq!(inversions(&mut vec![2.0, 2.0, 1.0]), 2);
        assert_eq!(inversions(&mut vec![]), 0);
    }
}
