//! What is counted when, and in which group.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use baton_program::{BuiltIn, Own, Place, Side, Unit, Value};

use super::*;
use crate::calls::{HOUR, PING, SECOND, ping, program};
use crate::run::{Run, Snapshot, run};

const DAY: i64 = 24 * HOUR;
/// Midnight in London that begins Monday, 2 March 2026: in winter London has UTC.
const MONDAY: i64 = 1_772_409_600_000;

fn selector(event: baton_program::EventId) -> baton_program::Selector {
    baton_program::Selector { event, of: None, via: vec![], condition: None, key: None, own: Own::Any }
}

/// The share of completed calls among pings.
fn completed(within: Option<i64>, per: Unit, alert: Option<baton_program::Alert>) -> MeasureDecl {
    MeasureDecl {
        name: "completed".into(),
        part: vec![selector(BuiltIn::Completed.id())],
        whole: vec![selector(PING)],
        within,
        by: None,
        per,
        alert,
        place: Place::default(),
    }
}

fn engine(measures: Vec<MeasureDecl>) -> Engine {
    Engine::new(Arc::new(baton_program::Program { measures, ..program() }))
}

/// Marks, and the figures that are final by then: when, where the unit begins, group, of and part.
fn counted(measure: MeasureDecl, marks: &[(&str, i64, Marked)], until: i64) -> Vec<(i64, i64, Group, u64, u64)> {
    let engine = engine(vec![measure]);
    let mut measures = Measures::new(&engine);
    for (customer, at, is) in marks {
        assert!(measures.settle(&engine, *at).is_empty(), "a unit was over before all marks of it came");
        measures.mark(&engine, &(*customer).into(), &Mark { measure: MeasureId(0), at: *at, is: is.clone() });
    }
    let records = measures.settle(&engine, until);
    let tallies = measures.tallies(&engine);
    let last = tallies.first().unwrap().last.clone();
    let at = records.last().map_or(0, |record| record.at);
    let of = |unit: UnitFigures| {
        let from = unit.from;
        unit.groups.into_iter().map(move |(group, figures)| (at, from, group, figures.of, figures.part))
    };
    last.into_iter().flat_map(of).collect()
}

fn whole(by: &str) -> Marked {
    Marked::Whole(Value::Text(by.into()))
}

const B: Marked = Marked::Whole(Value::Unknown);
const A: Marked = Marked::Part;

#[test]
fn the_last_instant_counts_and_the_next_does_not() {
    for (late, part) in [(0, 1), (HOUR, 1), (HOUR + 1, 0)] {
        let marks = [("ann", MONDAY, B), ("ann", MONDAY + late, A)];
        let figures = counted(completed(Some(HOUR), Unit::Day, None), &marks, MONDAY + 9 * DAY);
        assert_eq!(figures, [(MONDAY + DAY + HOUR, MONDAY, Group::Unknown, 1, part)], "{late} ms later");
    }
}

#[test]
fn what_happens_before_counts_only_in_the_same_instant() {
    for (early, part) in [(0, 1), (1, 0)] {
        let marks = [("ann", MONDAY, A), ("ann", MONDAY + early, B)];
        let figures = counted(completed(Some(HOUR), Unit::Day, None), &marks, MONDAY + 9 * DAY);
        assert_eq!(figures, [(MONDAY + DAY + HOUR, MONDAY, Group::Unknown, 1, part)], "{early} ms earlier");
    }
}

#[test]
fn a_customer_counts_once_from_any_of_its_bs_in_the_unit_and_in_the_group_of_the_first() {
    let marks = [
        ("ann", MONDAY, whole("x")),
        ("bob", MONDAY, whole("y")),
        ("ann", MONDAY + 20 * HOUR, whole("y")),
        ("ann", MONDAY + 21 * HOUR, A),
    ];
    let figures = counted(completed(Some(HOUR), Unit::Day, None), &marks, MONDAY + 9 * DAY);
    let at = MONDAY + DAY + HOUR;
    let text = |text: &str| Group::Text(text.into());
    assert_eq!(figures, [(at, MONDAY, text("x"), 1, 1), (at, MONDAY, text("y"), 1, 0)]);
}

#[test]
fn without_within_the_unit_ends_it() {
    let marks = [("ann", MONDAY + DAY - 1, B), ("bob", MONDAY + DAY - 2, B), ("bob", MONDAY + DAY - 1, A)];
    let mut marks = marks.to_vec();
    marks.sort_by_key(|(_, at, _)| *at);
    let figures = counted(completed(None, Unit::Day, None), &marks, MONDAY + DAY);
    assert_eq!(figures, [(MONDAY + DAY, MONDAY, Group::Unknown, 2, 1)]);
}

#[test]
fn a_unit_is_over_at_its_end_and_no_sooner() {
    let marks = [("ann", MONDAY, B)];
    assert_eq!(counted(completed(Some(HOUR), Unit::Week, None), &marks, MONDAY + 7 * DAY + HOUR - 1), []);
    assert_eq!(counted(completed(Some(HOUR), Unit::Week, None), &marks, MONDAY + 7 * DAY + HOUR).len(), 1);
}

#[test]
fn two_that_become_one_count_once() {
    let engine = engine(vec![completed(Some(HOUR), Unit::Day, None)]);
    let mut measures = Measures::new(&engine);
    let mark = |measures: &mut Measures, customer: &str, at: i64, is: Marked| {
        measures.mark(&engine, &customer.into(), &Mark { measure: MeasureId(0), at, is });
    };
    mark(&mut measures, "visitor", MONDAY, whole("x"));
    mark(&mut measures, "ann", MONDAY + 1, whole("y"));
    mark(&mut measures, "visitor", MONDAY + 2, A);
    mark(&mut measures, "bob", MONDAY + 2, whole("y"));
    measures.merge("visitor", &"ann".into());
    measures.merge("nobody", &"bob".into());
    mark(&mut measures, "ann", MONDAY + 3, A);
    let groups = measures.tallies(&engine).remove(0).open.remove(0).groups;
    let one = |of, part| Figures { of, part };
    let expected = [(Group::Text("x".into()), one(1, 1)), (Group::Text("y".into()), one(1, 0))];
    assert_eq!(groups, BTreeMap::from(expected));
    measures.forget("ann");
    assert_eq!(measures.tallies(&engine).remove(0).open.remove(0).groups, groups);
}

#[test]
fn the_order_of_customers_changes_nothing() {
    let events = |ids: &[&str]| {
        let pings = (0..40).flat_map(|hour| ids.iter().map(move |id| ping(id, MONDAY + hour * 6 * HOUR)));
        pings.collect::<Vec<_>>()
    };
    let engine = engine(vec![completed(Some(2 * HOUR), Unit::Day, None), completed(None, Unit::Week, None)]);
    let measured = |ids: &[&str]| {
        let mut records: Vec<Record> = vec![];
        run(&engine, events(ids), Some(MONDAY + 40 * DAY), &mut records).unwrap();
        records.into_iter().filter(|record| record.measure.is_some()).collect::<Vec<_>>()
    };
    let forwards = measured(&["ann", "bob", "carla"]);
    assert!(!forwards.is_empty());
    assert_eq!(forwards, measured(&["carla", "bob", "ann"]));
}

#[test]
fn figures_come_in_order_of_time_and_alert_strictly_beyond_the_bound() {
    let alert = |hundredths: u64| {
        Some(baton_program::Alert { side: Side::Below, share: hundredths * baton_program::Alert::WHOLE / 10_000 })
    };
    // Of three that ping in one day two complete within an hour and ten seconds: the line is too long for the third.
    let within = Some(HOUR + 10 * SECOND);
    for (bound, alerts) in [(6_666, 0), (6_667, 1)] {
        let engine = engine(vec![completed(within, Unit::Day, alert(bound))]);
        let mut records: Vec<Record> = vec![];
        let events = ["ann", "bob", "carla"].map(|id| ping(id, MONDAY)).into();
        let summary = run(&engine, events, Some(MONDAY + 9 * DAY), &mut records).unwrap();
        let measured: Vec<_> = records.iter().filter(|record| record.measure.is_some()).collect();
        let kinds: Vec<_> = measured.iter().map(|record| record.kind).collect();
        assert_eq!(kinds, [Kind::Measured, Kind::Alerted].get(..=alerts).unwrap());
        assert_eq!(measured.first().unwrap().at, MONDAY + DAY + HOUR + 10 * SECOND);
        assert_eq!(summary.measures.first().unwrap().alerts, alerts as u64);
        assert!(records.is_sorted_by_key(|record| record.at));
    }
}

#[test]
fn going_on_from_a_snapshot_is_running_through() {
    let pings = |from: i64, to: i64| {
        let all = (0..60)
            .map(|n| ping(["ann", "bob", "carla"].into_iter().cycle().nth(n).unwrap(), MONDAY + n as i64 * 3 * HOUR));
        all.filter(|taken| (from..to).contains(&taken.input.at)).collect::<Vec<_>>()
    };
    let measures = || vec![completed(Some(30 * HOUR), Unit::Day, None), completed(None, Unit::Week, None)];
    let (engine, end) = (engine(measures()), MONDAY + 30 * DAY);
    let mut whole: Vec<Record> = vec![];
    run(&engine, pings(0, end), Some(end), &mut whole).unwrap();
    assert!(whole.iter().filter(|record| record.measure.is_some()).count() > 8);
    for cut in [MONDAY, MONDAY + DAY - 1, MONDAY + DAY, MONDAY + 2 * DAY + 6 * HOUR, MONDAY + 7 * DAY, MONDAY + 8 * DAY]
    {
        let mut parts: Vec<Record> = vec![];
        let mut first = Run::new(&engine);
        first.go_on(pings(0, cut + 1), Some(cut), &mut parts).unwrap();
        let snapshot = Snapshot::from_bytes(&first.to_bytes()).unwrap();
        let mut second = Run::go_on_from(&engine, snapshot, &mut parts).unwrap();
        second.go_on(pings(cut + 1, end), Some(end), &mut parts).unwrap();
        assert_eq!(parts, whole, "cut at {cut}");
    }
}
