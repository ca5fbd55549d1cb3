//! Costs as tables for people.

use baton_program::{
    Program,
    layout::{Bytes, Cost, Layout, MOST_OF_A_MOMENT, Slot},
};
use comfy_table::Table;

use super::words;
use crate::table::{Style, figures, shown, table};

/// How many customers are counted together.
const MILLION: u64 = 1_000_000;
/// How many of the things that a declaration keeps are shown: the largest.
const SHOWN: usize = 2;

/// The tables: each declaration, the whole, and what a moment asks.
pub fn tables(program: &Program, layout: &Layout, style: Style) -> String {
    shown([declarations(program, layout, style), whole(layout, style), moment(layout, style)], style)
}

fn declarations(program: &Program, layout: &Layout, style: Style) -> Table {
    let mut table = table(style);
    table.set_header(["declaration", "is", "at rest", "once", "at most", "timers", "keeps at most"]);
    for cost in layout.by_declaration() {
        let Bytes { rest, once, most } = cost.bytes;
        let [rest, once, most] = [rest, once, most].map(in_units);
        let kind = cost.owner.kind.word().to_owned();
        let keeps = keeps(program, &cost);
        table.add_row([cost.owner.name.to_string(), kind, rest, once, most, cost.timers.to_string(), keeps]);
    }
    figures(table, 2, 4)
}

/// `3 instances 12.1 kB, when it ended 3.31 kB`; of the only thing that is kept the size is said already.
fn keeps(program: &Program, cost: &Cost<'_>) -> String {
    let slot = |slot: &&Slot| {
        let told = words::told(program, slot);
        let size = if cost.slots.len() > 1 { format!(" {}", in_units(slot.bytes.most)) } else { String::new() };
        let shared = match slot.also.len() {
            0 => String::new(),
            others => format!(" (shared with {others} more)"),
        };
        format!("{told}{size}{shared}")
    };
    let mut told: Vec<String> = cost.slots.iter().take(SHOWN).map(slot).collect();
    match cost.slots.len().saturating_sub(SHOWN) {
        0 => {}
        more => told.push(format!("and {more} more")),
    }
    told.join(", ")
}

fn whole(layout: &Layout, style: Style) -> Table {
    let mut table = table(style);
    let Bytes { rest, once, most } = layout.bytes();
    table.set_header(["", "at rest", "once", "at most"]);
    for (who, count) in [("a customer", 1), ("a million customers", MILLION)] {
        let [rest, once, most] = [rest, once, most].map(|bytes| in_units(bytes.saturating_mul(count)));
        table.add_row([who.into(), rest, once, most]);
    }
    figures(table, 1, 3)
}

fn moment(layout: &Layout, style: Style) -> Table {
    let mut table = table(style);
    table.set_header(["at most", ""]);
    table.add_row(["timers of a customer".into(), layout.timers().to_string()]);
    let work = &layout.moment;
    if let Some(event) = &work.event {
        table.add_row([format!("asked when {event} happens"), work.listeners.to_string()]);
    }
    table.add_row(["conditions watched".into(), work.conditions.to_string()]);
    table.add_row(["asked when the docket is cleared".into(), work.clearing.to_string()]);
    if work.showing > 0 {
        table.add_row(["asked when a placement is asked".into(), work.showing.to_string()]);
    }
    table.add_row(["steps of a moment".into(), MOST_OF_A_MOMENT.to_string()]);
    figures(table, 1, 1)
}

/// `264 B`, `1.20 kB`, `68.1 kB`, `3.40 TB`: three digits, in powers of a thousand.
fn in_units(bytes: u64) -> String {
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64;
    let mut unit = "B";
    for larger in ["kB", "MB", "GB", "TB", "PB", "EB"] {
        // What would be rounded up to a thousand is one of the next unit.
        if value < 999.5 {
            break;
        }
        value /= 1_000.0;
        unit = larger;
    }
    let decimals = match value {
        value if value < 9.995 => 2,
        value if value < 99.95 => 1,
        _ => 0,
    };
    format!("{value:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::in_units;

    #[test]
    fn sizes_in_units() {
        let table = [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1.00 kB"),
            (9_999, "10.0 kB"),
            (68_144, "68.1 kB"),
            (999_499, "999 kB"),
            (999_999, "1.00 MB"),
            (264_000_000, "264 MB"),
            (u64::MAX, "18.4 EB"),
        ];
        for (bytes, expected) in table {
            assert_eq!(in_units(bytes), expected, "{bytes}");
        }
    }
}
