//! Occurrences, histories and what is asked of them.

use baton_program::{Bound, History, Measure, Own, ReadId, Selector, Store};

use super::{Listing, expr::within};

impl Listing<'_> {
    pub(super) fn history(&mut self, (number, history): (usize, &History)) {
        let store = match history.store {
            Store::Running(fold) => format!("running {}", fold.word()),
            Store::Recent(count) => format!("last {count}"),
        };
        self.line(0, format!("history {number} = {store}{}", within(history.within)));
        for alternative in &history.alternatives {
            let kept = self.exprs(&alternative.kept);
            let kept = if kept.is_empty() { kept } else { format!(" keeps {kept}") };
            self.line(1, format!("{}{kept}", self.selector(&alternative.selector)));
        }
    }

    /// A question to history: `count(history 3, 14d)`.
    pub(super) fn read(&self, id: ReadId) -> String {
        let Some(read) = self.program.reads.get(id.index()) else { return "?".into() };
        let window =
            read.within.map_or(String::new(), |window| format!(", {}", baton_program::wire::duration_text(window)));
        let filters = read.filters.iter().flatten().map(|filter| format!(" where {}", self.expr(*filter)));
        let filters: String = filters.collect();
        format!("{}(history {}{filters}{window})", measure_name(read.measure), read.history.0)
    }

    pub(super) fn selector(&self, selector: &Selector) -> String {
        let of = selector.of.as_ref().map_or(String::new(), |of| format!("({of})"));
        let key = selector.key.map_or(String::new(), |field| format!(" of key {field}"));
        let own = match selector.own {
            Own::Any => "",
            Own::Instance => " of own send",
        };
        let condition = selector.condition.map_or(String::new(), |id| format!(" where {}", self.expr(id)));
        format!("{}{of}{}{key}{own}{condition}", self.event_name(selector.event), self.via(&selector.via))
    }

    pub(super) fn selectors(&self, selectors: &[Selector]) -> String {
        let all: Vec<String> = selectors.iter().map(|selector| self.selector(selector)).collect();
        all.join(" or ")
    }

    pub(super) fn bound(&self, bound: &Bound) -> String {
        let slot = bound.slot.map_or(String::new(), |slot| format!(" as slot {slot}"));
        format!("{}{slot}", self.selectors(&bound.alternatives))
    }
}

fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::LatestAt => "time of latest",
        measure => measure.word(),
    }
}
