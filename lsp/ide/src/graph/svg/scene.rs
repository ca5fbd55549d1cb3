//! What stands where in a picture.

use super::super::{
    blocks::{Block, of_labels, of_node},
    layout::{Direction, FRAME, FRAME_HEAD, Layout, Link, Rect, Route, Sized, layout},
    metrics::{TEXT, width},
    model::{Bundle, Graph, GraphKind, Node, NodeKind},
};
use super::legend::{self, Sample};

/// The border around everything, and the height of the title.
const MARGIN: f64 = 20.0;
const HEAD: f64 = 72.0;
/// The distance between boxes that stand below each other in a frame, and of the frame from the rest.
const BETWEEN: f64 = 12.0;
const ASIDE: f64 = 40.0;

/// A picture before it is drawn.
pub(super) struct Scene<'g> {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) direction: Direction,
    pub(super) boxes: Vec<(&'g Node, Rect, Block)>,
    pub(super) lines: Vec<(Bundle, Route)>,
    /// What is written beside each line.
    pub(super) labels: Vec<Option<Block>>,
    pub(super) frames: Vec<(Rect, &'g str)>,
    pub(super) legend: Vec<Sample>,
}

impl<'g> Scene<'g> {
    /// Puts everything in its place.
    pub(super) fn of(graph: &'g Graph) -> Self {
        let mut scene = match graph.kind {
            GraphKind::Journey => Self::journey(graph),
            GraphKind::Atlas => Self::atlas(graph),
        };
        let titles = [width(&graph.name, 18.0) + 120.0, width(&graph.about, TEXT)].into_iter().fold(0.0, f64::max);
        scene.width = scene.width.max(titles + 2.0 * MARGIN);
        if graph.kind == GraphKind::Atlas {
            let (samples, height) = legend::samples(graph, MARGIN, scene.height, scene.width - MARGIN);
            scene.legend = samples;
            scene.height += height;
        }
        scene
    }

    /// The ways below each other, and what can happen at any step aside.
    fn journey(graph: &'g Graph) -> Self {
        let blocks: Vec<Block> = graph.nodes.iter().map(of_node).collect();
        let is_aside = |node: &Node| node.group.is_some();
        let main: Vec<usize> =
            (0..graph.nodes.len()).filter(|at| !graph.nodes.get(*at).is_some_and(is_aside)).collect();
        let sized =
            main.iter().filter_map(|at| blocks.get(*at)).map(|block| sized(block, None, None)).collect::<Vec<_>>();
        let number = |node: usize| main.binary_search(&node).unwrap_or(usize::MAX);
        let bundles = graph.bundles();
        let labels: Vec<Option<Block>> = bundles.iter().map(|bundle| of_labels(&bundle.labels)).collect();
        let links = bundles.iter().zip(&labels).map(|(bundle, label)| Link {
            from: number(bundle.from),
            to: number(bundle.to),
            label: label.as_ref().map(|label| (label.width, label.height)),
        });
        let placed = layout(&sized, &links.collect::<Vec<_>>(), Direction::Down);
        let Placed { mut scene, rects } = Self::from(placed, Direction::Down, bundles, labels);
        let mut aside = Rect { x: scene.width + ASIDE - MARGIN, y: HEAD, width: 0.0, height: FRAME_HEAD };
        let mut rects = rects.into_iter();
        for (node, block) in graph.nodes.iter().zip(blocks) {
            let rect = if is_aside(node) {
                let rect =
                    Rect { x: aside.x + FRAME, y: aside.y + aside.height, width: block.width, height: block.height };
                aside.width = aside.width.max(block.width + 2.0 * FRAME);
                aside.height += block.height + BETWEEN;
                rect
            } else {
                rects.next().unwrap_or_default()
            };
            scene.boxes.push((node, rect, block));
        }
        if let Some(group) = graph.groups.first() {
            let widest = aside.width - 2.0 * FRAME;
            scene.boxes.iter_mut().filter(|(node, ..)| is_aside(node)).for_each(|(_, rect, _)| rect.width = widest);
            scene.width = scene.width.max(aside.x + aside.width + MARGIN);
            scene.height = scene.height.max(aside.y + aside.height + MARGIN);
            scene.frames.push((aside, &group.name));
        }
        scene
    }

    /// Columns, from what happens to what holds back.
    fn atlas(graph: &'g Graph) -> Self {
        let mut blocks: Vec<Block> = graph.nodes.iter().map(of_node).collect();
        let used: std::collections::BTreeSet<usize> = graph.nodes.iter().map(|node| column(node.kind)).collect();
        let layer = |node: &Node| used.range(..column(node.kind)).count();
        let mut widest = vec![0.0_f64; used.len()];
        for (node, block) in graph.nodes.iter().zip(&blocks) {
            if let Some(widest) = widest.get_mut(layer(node)) {
                *widest = widest.max(block.width);
            }
        }
        for (node, block) in graph.nodes.iter().zip(&mut blocks) {
            block.width = widest.get(layer(node)).copied().unwrap_or(block.width);
        }
        let nodes = graph.nodes.iter().zip(&blocks);
        let sized: Vec<Sized> = nodes.map(|(node, block)| sized(block, Some(layer(node)), node.group)).collect();
        let bundles = graph.bundles();
        let links = bundles.iter().map(|bundle| Link { from: bundle.from, to: bundle.to, label: None });
        let placed = layout(&sized, &links.collect::<Vec<_>>(), Direction::Right);
        let labels = vec![None; bundles.len()];
        let Placed { mut scene, rects } = Self::from(placed, Direction::Right, bundles, labels);
        scene.boxes =
            graph.nodes.iter().zip(rects).zip(blocks).map(|((node, rect), block)| (node, rect, block)).collect();
        for (number, group) in graph.groups.iter().enumerate() {
            let members = scene.boxes.iter().filter(|(node, ..)| node.group == Some(number)).map(|(_, rect, _)| *rect);
            if let Some(around) = members.reduce(union) {
                let frame = Rect {
                    x: around.x - FRAME,
                    y: around.y - FRAME_HEAD,
                    width: around.width + 2.0 * FRAME,
                    height: around.height + FRAME_HEAD + FRAME,
                };
                scene.frames.push((frame, &group.name));
            }
        }
        scene
    }

    /// A scene of what a layout has placed, below the title.
    fn from(placed: Layout, direction: Direction, bundles: Vec<Bundle>, labels: Vec<Option<Block>>) -> Placed<'g> {
        let moved = |rect: Rect| Rect { x: rect.x + MARGIN, y: rect.y + HEAD, ..rect };
        let routes = placed.routes.into_iter().map(|mut route| {
            for point in &mut route.points {
                point.x += MARGIN;
                point.y += HEAD;
            }
            route.label = route.label.map(moved);
            route
        });
        let scene = Self {
            width: placed.width + 2.0 * MARGIN,
            height: placed.height + HEAD + MARGIN,
            direction,
            boxes: Vec::new(),
            lines: bundles.into_iter().zip(routes).collect(),
            labels,
            frames: Vec::new(),
            legend: Vec::new(),
        };
        Placed { scene, rects: placed.boxes.into_iter().map(moved).collect() }
    }
}

/// A scene without its boxes, and where they go.
struct Placed<'g> {
    scene: Scene<'g>,
    rects: Vec<Rect>,
}

const fn sized(block: &Block, layer: Option<usize>, group: Option<usize>) -> Sized {
    Sized { width: block.width, height: block.height, layer, group }
}

/// In which column of the atlas a kind of node stands.
const fn column(kind: NodeKind) -> usize {
    match kind {
        NodeKind::Source => 0,
        NodeKind::Event | NodeKind::Switch => 1,
        NodeKind::Signal | NodeKind::Audience | NodeKind::Condition => 2,
        NodeKind::Message | NodeKind::Action => 4,
        NodeKind::Purpose => 5,
        NodeKind::Rule => 6,
        _ => 3,
    }
}

fn union(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    let right = (a.x + a.width).max(b.x + b.width);
    let bottom = (a.y + a.height).max(b.y + b.height);
    Rect { x, y, width: right - x, height: bottom - y }
}
