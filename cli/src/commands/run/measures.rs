//! The figures of measures at the end of a run, as a table for people.

use baton_host::measure::{Figures, Group, Kept, MeasureTally, UnitFigures};
use baton_program::wire;
use comfy_table::Table;

use crate::table::{Style, figures, table};

/// How many units whose figures can still change are shown of a measure: the latest.
const OPEN: usize = 8;
/// How many groups of a unit are shown.
const GROUPS: usize = 20;

/// Whether figures can still change.
#[derive(Clone, Copy)]
enum Stand {
    Final,
    SoFar,
}

/// The last final figures of each measure, and those that can still change.
pub fn measures(tallies: &[MeasureTally], style: Style) -> Table {
    let mut table = table(style);
    if !tallies.is_empty() {
        table.set_header(["measure", "alerts", "of", "part", "share", "unit from", "by", ""]);
    }
    for tally in tallies {
        let (mut first, alerts) = (true, tally.alerts);
        for line in lines(tally) {
            let (name, alerts) = if first { (&*tally.name, alerts.to_string()) } else { ("", String::new()) };
            first = false;
            table.add_row([name.to_owned(), alerts].into_iter().chain(line));
        }
        if first {
            table.add_row([&*tally.name, &alerts.to_string(), "0", "0"]);
        }
    }
    figures(table, 1, 4)
}

/// The figures of a measure: of, part, share, unit, group, stand.
fn lines(tally: &MeasureTally) -> Vec<[String; 6]> {
    let hidden = tally.open.len().saturating_sub(OPEN);
    let mut lines: Vec<_> = tally.last.iter().flat_map(|unit| of_unit(tally, unit, Stand::Final)).collect();
    if hidden > 0 {
        lines.push(remark(format!("… {hidden} earlier, so far")));
    }
    lines.extend(tally.open.iter().skip(hidden).flat_map(|unit| of_unit(tally, unit, Stand::SoFar)));
    lines
}

fn of_unit(tally: &MeasureTally, unit: &UnitFigures, stand: Stand) -> Vec<[String; 6]> {
    let shown = unit.groups.iter().take(GROUPS);
    let mut lines: Vec<_> = shown.map(|(group, figures)| line(tally, unit, group, *figures, stand)).collect();
    let hidden = unit.groups.len().saturating_sub(GROUPS);
    if hidden > 0 {
        lines.push(remark(format!("… {hidden} more groups")));
    }
    lines
}

fn line(tally: &MeasureTally, unit: &UnitFigures, group: &Group, figures: Figures, stand: Stand) -> [String; 6] {
    let by = if tally.kept == Kept::Apart { words(group) } else { String::new() };
    let share = format!("{:.2}%", figures.share() * 100.0);
    let stand = match stand {
        Stand::Final => "",
        Stand::SoFar => "so far",
    };
    [figures.of.to_string(), figures.part.to_string(), share, minute(unit.from), by, stand.to_owned()]
}

fn remark(text: String) -> [String; 6] {
    let [of, part, share, unit, stand] = [const { String::new() }; 5];
    [of, part, share, unit, text, stand]
}

fn words(group: &Group) -> String {
    match group {
        Group::Bool(holds) => holds.to_string(),
        Group::Int(int) => int.to_string(),
        Group::Text(text) => text.to_string(),
        Group::Unknown => "unknown".into(),
    }
}

/// `2026-03-02T00:00Z`: units begin at whole minutes.
fn minute(instant: i64) -> String {
    wire::iso(instant).to_string().replace(":00.000Z", "Z")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use baton_program::Unit;

    use super::*;
    use crate::table::shown;

    const WEEK: i64 = 7 * 86_400_000;
    /// Monday, 2 March 2026 in UTC.
    const MONDAY: i64 = 1_772_409_600_000;

    fn unit(week: i64, groups: &[(Group, u64, u64)]) -> UnitFigures {
        let groups: BTreeMap<_, _> =
            groups.iter().map(|(group, of, part)| (group.clone(), Figures { of: *of, part: *part })).collect();
        UnitFigures { from: MONDAY + week * WEEK, to: MONDAY + (week + 1) * WEEK, groups }
    }

    #[test]
    fn final_figures_come_first_and_open_ones_say_so() {
        let plans = [(Group::Text("basic".into()), 30, 10), (Group::Unknown, 2, 0)];
        let renewals = MeasureTally {
            name: "sales.renewals".into(),
            per: Unit::Week,
            kept: Kept::Apart,
            last: Some(unit(0, &plans)),
            open: vec![unit(1, &plans[..1])],
            alerts: 3,
        };
        let leakage = MeasureTally {
            name: "leakage".into(),
            kept: Kept::Together,
            last: None,
            open: (0..10).map(|week| unit(week, &[(Group::Unknown, 1, 1)])).skip(1).collect(),
            alerts: 0,
            ..renewals.clone()
        };
        let silent = MeasureTally { name: "silent".into(), open: vec![], ..leakage.clone() };
        let text = shown([measures(&[leakage, renewals, silent], Style::Plain)], Style::Plain);
        insta::assert_snapshot!(text);
    }
}
