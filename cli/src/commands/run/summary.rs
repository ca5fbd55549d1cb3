//! The summary of a run, as tables for people.

use std::{collections::BTreeMap, sync::Arc};

use baton_host::run::{AudienceTally, JourneyTally, MessageTally, Summary};
use baton_program::AT_A_GLANCE;
use comfy_table::Table;

use super::measures::measures;
use crate::table::{Style, figures, shown, table};

/// The tables: totals, and what became of journeys, messages, actions, decisions and audiences, and
/// what measures came to. Those with nothing to say are left out.
pub fn tables(summary: &Summary, rejected: u64, style: Style) -> String {
    let tables = [
        totals(summary, rejected, style),
        journeys(&summary.journeys, style),
        messages(&summary.messages, style),
        offers(&summary.messages, style),
        dropped(&summary.messages, style),
        actions(&summary.actions, style),
        decisions(&summary.decisions, style),
        audiences(&summary.audiences, style),
        measures(&summary.measures, style),
    ];
    shown(tables, style)
}

fn totals(summary: &Summary, rejected: u64, style: Style) -> Table {
    let mut table = table(style);
    table.add_row(["events".into(), summary.events.to_string()]);
    table.add_row(["rejected".into(), rejected.to_string()]);
    let rest = [
        ("before --from", summary.before),
        ("later than --until", summary.after_until),
        ("commands", summary.commands),
        ("refused", summary.refused),
        ("merged", summary.merged),
        ("fields ignored", summary.ignored_fields),
    ];
    for (name, count) in rest.into_iter().filter(|(_, count)| *count > 0) {
        table.add_row([name.into(), count.to_string()]);
    }
    table.add_row(["customers".into(), summary.customers.to_string()]);
    table.add_row(["records".into(), summary.records.to_string()]);
    figures(table, 1, 1)
}

fn journeys(tallies: &[JourneyTally], style: Style) -> Table {
    let mut table = table(style);
    if tallies.is_empty() {
        return table;
    }
    table.set_header(["journey", "entered", "reached", "missed", "completed", "left", "refused", "left because"]);
    for tally in tallies {
        let left: u64 = tally.left.values().sum();
        let counts = [tally.entered, tally.reached, tally.missed, tally.completed, left, tally.refused];
        table.add_row(row(&tally.name, &counts, &[parts(&tally.left)]));
    }
    figures(table, 1, 6)
}

fn messages(tallies: &[MessageTally], style: Style) -> Table {
    let mut table = table(style);
    if tallies.is_empty() {
        return table;
    }
    table.set_header(["message", "sent", "held", "queued", "withheld", "withdrawn", "dropped", "sent via"]);
    for tally in tallies {
        let sent: u64 = tally.sent.values().sum();
        let counts = [sent, tally.held, tally.queued, tally.withheld, tally.withdrawn, tally.dropped];
        table.add_row(row(&tally.name, &counts, &[parts(&tally.sent)]));
    }
    figures(table, 1, 6)
}

/// What placements have shown.
fn offers(tallies: &[MessageTally], style: Style) -> Table {
    let mut table = table(style);
    let mut shown = tallies.iter().filter(|tally| !tally.shown.is_empty()).peekable();
    if shown.peek().is_some() {
        table.set_header(["message", "shown", "shown via"]);
    }
    for tally in shown {
        table.add_row(row(&tally.name, &[tally.shown.values().sum()], &[parts(&tally.shown)]));
    }
    figures(table, 1, 1)
}

/// Which rules dropped what; several can have dropped one message.
fn dropped(tallies: &[MessageTally], style: Style) -> Table {
    let mut by_rule: BTreeMap<&str, BTreeMap<Arc<str>, u64>> = BTreeMap::new();
    for tally in tallies {
        for (rule, count) in &tally.dropped_by {
            by_rule.entry(rule).or_default().insert(tally.name.clone(), *count);
        }
    }
    let mut table = table(style);
    if by_rule.is_empty() {
        return table;
    }
    table.set_header(["dropped by", "messages", "which"]);
    for (rule, messages) in by_rule {
        table.add_row(row(rule, &[messages.values().sum()], &[parts(&messages)]));
    }
    figures(table, 1, 1)
}

fn actions(tallies: &[(Arc<str>, u64)], style: Style) -> Table {
    let mut table = table(style);
    if !tallies.is_empty() {
        table.set_header(["action", "done"]);
    }
    for (name, done) in tallies {
        table.add_row(row(name, &[*done], &[]));
    }
    figures(table, 1, 1)
}

/// Those that the workspace declares; the built-in one only where it was asked.
fn decisions(tallies: &[(Arc<str>, u64)], style: Style) -> Table {
    let mut table = table(style);
    let mut shown = tallies.iter().filter(|(name, asked)| **name != *AT_A_GLANCE || *asked > 0).peekable();
    if shown.peek().is_some() {
        table.set_header(["decision", "asked"]);
    }
    for (name, asked) in shown {
        table.add_row(row(name, &[*asked], &[]));
    }
    figures(table, 1, 1)
}

fn audiences(tallies: &[AudienceTally], style: Style) -> Table {
    let mut table = table(style);
    if !tallies.is_empty() {
        table.set_header(["audience", "joined", "departed", "members at the end"]);
    }
    for tally in tallies {
        table.add_row(row(&tally.name, &[tally.joined, tally.departed, tally.members], &[]));
    }
    figures(table, 1, 3)
}

fn row(name: &str, counts: &[u64], rest: &[String]) -> Vec<String> {
    let counts = counts.iter().map(u64::to_string);
    std::iter::once(name.to_owned()).chain(counts).chain(rest.iter().cloned()).collect()
}

/// `limit 3, cancelled 1`: the most frequent first.
fn parts(counts: &BTreeMap<Arc<str>, u64>) -> String {
    let mut parts: Vec<_> = counts.iter().collect();
    parts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    parts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_summary() {
        let summary = Summary {
            events: 12,
            customers: 3,
            records: 20,
            journeys: vec![JourneyTally {
                name: "sales.renewal".into(),
                entered: 3,
                reached: 1,
                left: BTreeMap::from([("limit".into(), 1), ("lost".into(), 2)]),
                ..Default::default()
            }],
            messages: vec![MessageTally {
                name: "sales.offer".into(),
                sent: BTreeMap::from([("email".into(), 2)]),
                shown: BTreeMap::from([("web".into(), 4)]),
                dropped: 1,
                dropped_by: BTreeMap::from([("rules.nights".into(), 1)]),
                ..Default::default()
            }],
            audiences: vec![AudienceTally { name: "sales.keen".into(), joined: 5, departed: 2, members: 13 }],
            ..Default::default()
        };
        let expected = "\
events     12
rejected    1
customers   3
records    20

journey        entered  reached  missed  completed  left  refused  left because
sales.renewal        3        1       0          0     3        0  lost 2, limit 1

message      sent  held  queued  withheld  withdrawn  dropped  sent via
sales.offer     2     0       0         0          0        1  email 2

message      shown  shown via
sales.offer      4  web 4

dropped by    messages  which
rules.nights         1  sales.offer 1

audience    joined  departed  members at the end
sales.keen       5         2                  13
";
        assert_eq!(tables(&summary, 1, Style::Plain), expected);
    }
}
