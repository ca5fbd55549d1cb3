//! A program as people read it: for snapshots, and for those who want to see what their text became.

mod code;
mod decl;
mod expr;
mod history;
mod touchpoint;

use std::fmt::Write as _;

use baton_program::{Origin, Program, RuleKind};

/// The program as text, a declaration after the other. What is built in is left out.
pub fn listing(program: &Program) -> String {
    let mut listing = Listing { program, out: String::new() };
    listing.line(0, format!("workspace {:?} in {}", program.workspace, program.zone));
    listing.section(program.attributes.iter(), Listing::attribute);
    let declared = program.events.iter().filter(|event| event.origin == Origin::Declared);
    listing.section(declared, Listing::event);
    listing.section(program.traits.iter(), Listing::trait_);
    listing.section(program.histories.iter().enumerate(), Listing::history);
    listing.section(program.signals.iter(), Listing::signal);
    listing.section(program.channels.iter(), Listing::channel);
    listing.section(program.messages.iter(), Listing::message);
    listing.section(program.actions.iter(), Listing::action);
    listing.section(program.rules.iter(), Listing::rule);
    listing.section(program.journeys.iter(), Listing::journey);
    listing.section(program.decisions.iter(), Listing::decision);
    listing.section(program.placements.iter(), Listing::placement);
    listing.section(program.audiences.iter(), Listing::audience);
    listing.section(program.switches.iter(), Listing::switch);
    listing.section(program.measures.iter(), Listing::measure);
    listing.section(program.sources.iter(), Listing::source);
    listing.out
}

/// A listing while it is written.
struct Listing<'p> {
    program: &'p Program,
    out: String,
}

impl<'p> Listing<'p> {
    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        // Writing to a string can't fail.
        let _ = writeln!(self.out, "{:width$}{}", "", text.as_ref(), width = depth * 2);
    }

    /// Declarations of one kind, with an empty line before them.
    fn section<T>(&mut self, all: impl Iterator<Item = T>, show: fn(&mut Self, T)) {
        let mut all = all.peekable();
        if all.peek().is_some() {
            self.out.push('\n');
        }
        all.for_each(|one| show(self, one));
    }

    fn rule(&mut self, rule: &'p baton_program::Rule) {
        let kind = match &rule.kind {
            RuleKind::Suppress(watch) => format!("suppress while {}", self.watch(watch)),
            RuleKind::Cap(cap) => {
                format!("cap to {} per {} (counter {})", cap.limit, expr::period(cap.per), cap.counter.0)
            }
            RuleKind::Quiet(quiet) => {
                let (from, to) = (expr::time(quiet.from), expr::time(quiet.to));
                format!("quiet {from}..{to}{}", expr::days(quiet.days))
            }
            RuleKind::Gather(until) => format!("gather until {}", expr::time(*until)),
            RuleKind::Weigh(by) => format!("weigh by {}", self.expr(*by)),
            RuleKind::Holdout(holdout) => self.holdout(holdout),
        };
        self.line(0, format!("rule {} = {kind}", rule.name));
    }

    fn holdout(&self, holdout: &baton_program::Holdout) -> String {
        let share = holdout.below.map_or("all".into(), expr::share);
        let names = |messages: &[baton_program::MessageId], journeys: &[baton_program::JourneyId]| {
            let messages = messages.iter().map(|id| self.message_name(*id));
            messages.chain(journeys.iter().map(|id| self.journey_name(*id))).collect::<Vec<_>>().join(", ")
        };
        let except = names(&holdout.except_messages, &holdout.except_journeys);
        let except = if except.is_empty() { except } else { format!(" except {except}") };
        format!("holdout {share} of {}{except} salt {:?}", names(&holdout.messages, &holdout.journeys), holdout.salt)
    }
}
