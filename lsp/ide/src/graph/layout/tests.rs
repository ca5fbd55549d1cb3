//! Whatever is laid out: boxes and labels keep apart, and the same comes of the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::*;

fn boxes(sizes: &[(u8, u8)]) -> Vec<Sized> {
    let sized = |(width, height): &(u8, u8)| Sized {
        width: f64::from(*width) + 20.0,
        height: f64::from(*height) + 20.0,
        layer: None,
        group: None,
    };
    sizes.iter().map(sized).collect()
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/// Boxes and labels overlap nothing, lines begin and end at their boxes, and everything is within the picture.
fn holds(boxes: &[Sized], links: &[Link], layout: &Layout) {
    let labels: Vec<Rect> = layout.routes.iter().filter_map(|route| route.label).collect();
    let all: Vec<&Rect> = layout.boxes.iter().chain(&labels).collect();
    for (at, one) in all.iter().enumerate() {
        assert!(one.x >= -0.01 && one.y >= -0.01, "{one:?} is outside");
        assert!(
            one.x + one.width <= layout.width + 0.01 && one.y + one.height <= layout.height + 0.01,
            "{one:?} is outside"
        );
        for other in &all[at + 1..] {
            assert!(!overlap(one, other), "{one:?} overlaps {other:?}");
        }
    }
    assert_eq!(layout.boxes.len(), boxes.len());
    assert_eq!(layout.routes.len(), links.len());
    for (link, route) in links.iter().zip(&layout.routes) {
        let touches = |point: &Point, rect: &Rect| {
            let near = |value: f64, from: f64, size: f64| value >= from - 0.01 && value <= from + size + 0.01;
            near(point.x, rect.x, rect.width) && near(point.y, rect.y, rect.height)
        };
        assert!(touches(route.points.first().unwrap(), &layout.boxes[link.from]), "{link:?} begins elsewhere");
        assert!(touches(route.points.last().unwrap(), &layout.boxes[link.to]), "{link:?} ends elsewhere");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps(
        sizes in prop::collection::vec((any::<u8>(), any::<u8>()), 1..24),
        ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<Option<u8>>()), 0..40),
    ) {
        let boxes = boxes(&sizes);
        let link = |(from, to, label): &(prop::sample::Index, prop::sample::Index, Option<u8>)| Link {
            from: from.index(boxes.len()),
            to: to.index(boxes.len()),
            label: label.map(|width| (f64::from(width), 18.0)),
        };
        let links: Vec<Link> = ends.iter().map(link).collect();
        // Two loops at one box share its side; a graph's bundles have but one.
        let mut own = std::collections::BTreeSet::new();
        let links: Vec<Link> = links.into_iter().filter(|link| link.from != link.to || own.insert(link.from)).collect();
        for direction in [Direction::Down, Direction::Right] {
            holds(&boxes, &links, &layout(&boxes, &links, direction));
        }
    }

    #[test]
    fn groups_stand_together_in_given_layers(
        places in prop::collection::vec((0_usize..4, 0_usize..3), 1..30),
        ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..50),
    ) {
        let sized = |(layer, group): &(usize, usize)| Sized {
            width: 50.0,
            height: 20.0,
            layer: Some(*layer),
            group: (*layer == 1 && *group > 0).then_some(*group),
        };
        let boxes: Vec<Sized> = places.iter().map(sized).collect();
        let ends = ends.iter().map(|(from, to)| (from.index(boxes.len()), to.index(boxes.len())));
        let links: Vec<Link> = ends.filter(|(from, to)| from != to).map(|(from, to)| Link { from, to, label: None }).collect();
        let placed = layout(&boxes, &links, Direction::Right);
        holds(&boxes, &links, &placed);
        let mut column: Vec<(f64, usize)> =
            boxes.iter().zip(&placed.boxes).filter_map(|(one, rect)| Some((rect.y, one.group?))).collect();
        column.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut runs: Vec<usize> = column.iter().map(|(_, group)| *group).collect();
        runs.dedup();
        let groups: std::collections::BTreeSet<usize> = runs.iter().copied().collect();
        prop_assert_eq!(runs.len(), groups.len(), "a group is torn apart");
    }
}

#[test]
fn nothing_has_a_layout_too() {
    let nothing = layout(&[], &[], Direction::Down);
    assert!(nothing.boxes.is_empty() && nothing.routes.is_empty());
}

#[test]
fn a_cycle_is_a_way_back() {
    let boxes = boxes(&[(0, 0), (0, 0), (0, 0)]);
    let link = |from, to| Link { from, to, label: None };
    let links = [link(0, 1), link(1, 2), link(2, 0)];
    let layout = layout(&boxes, &links, Direction::Down);
    let tops: Vec<f64> = layout.boxes.iter().map(|one| one.y).collect();
    assert!(tops[0] < tops[1] && tops[1] < tops[2], "{tops:?}");
    holds(&boxes, &links, &layout);
}

#[test]
fn a_line_to_nowhere_goes_nowhere() {
    let layout = layout(&boxes(&[(0, 0)]), &[Link { from: 0, to: 7, label: None }], Direction::Right);
    assert!(layout.routes[0].points.is_empty());
}

#[test]
fn an_enormous_graph_has_a_layout_too() {
    let boxes = boxes(&vec![(0, 0); 2_000]);
    let chain = (1..boxes.len()).map(|to| Link { from: to - 1, to, label: None });
    let out = (0..boxes.len() - 1).map(|from| Link { from, to: boxes.len() - 1, label: Some((30.0, 12.0)) });
    let links: Vec<Link> = chain.chain(out).collect();
    let layout = layout(&boxes, &links, Direction::Down);
    assert!(layout.boxes.windows(2).all(|pair| pair[0].y + pair[0].height < pair[1].y));
}
