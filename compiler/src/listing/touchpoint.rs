//! Decisions, placements, offers, audiences, switches and measures.

use baton_program::{Audience, Choice, Decision, MeasureDecl, Offer, Placement, Switch, wire::duration_text};

use super::{
    Listing,
    expr::{because, name, time},
};

impl<'p> Listing<'p> {
    pub(super) fn decision(&mut self, decision: &'p Decision) {
        self.line(
            0,
            format!(
                "decision {}{} answers{}",
                decision.name,
                self.fields(&decision.params),
                self.fields(&decision.answers)
            ),
        );
        self.choices(1, &decision.choices);
    }

    fn choices(&mut self, depth: usize, choices: &'p [Choice]) {
        for choice in choices {
            match choice {
                Choice::Answer { values, reasons, .. } => {
                    self.line(depth, format!("answer ({}){}", self.exprs(values), because(reasons)));
                }
                Choice::If { condition, then, otherwise } => {
                    self.line(depth, format!("if {}", self.watch(condition)));
                    self.choices(depth + 1, then);
                    if !otherwise.is_empty() {
                        self.line(depth, "else");
                        self.choices(depth + 1, otherwise);
                    }
                }
            }
        }
    }

    pub(super) fn placement(&mut self, placement: &'p Placement) {
        let channel = name(&self.program.channels, placement.channel.index(), |it| &it.name);
        self.line(0, format!("placement {} via {channel} shows {}", placement.name, placement.shows));
    }

    pub(super) fn offer(&self, offer: &Offer) -> String {
        let placement = name(&self.program.placements, offer.placement.index(), |it| &it.name);
        let message = self.message_name(offer.message);
        format!("offer {message}({}) in {placement} for {}", self.exprs(&offer.args), duration_text(offer.lasts))
    }

    pub(super) fn audience(&mut self, audience: &'p Audience) {
        let refreshed = audience.refreshed.map_or(String::new(), |at| format!(" refreshed daily at {}", time(at)));
        let condition = self.watch(&audience.condition);
        self.line(0, format!("audience {}{refreshed} = {condition} (latch {})", audience.name, audience.member.0));
    }

    pub(super) fn switch(&mut self, switch: &'p Switch) {
        self.line(0, format!("switch {} = {}", switch.name, switch.initial.word()));
    }

    pub(super) fn measure(&mut self, measure: &'p MeasureDecl) {
        let (part, whole) = (self.selectors(&measure.part), self.selectors(&measure.whole));
        let within = measure.within.map_or(String::new(), |within| format!(" within {}", duration_text(within)));
        let by = measure.by.map_or(String::new(), |by| format!(" by {}", self.expr(by)));
        let alert =
            measure.alert.map_or(String::new(), |alert| format!(" alert {} {}", alert.side.word(), alert.bound()));
        let per = measure.per.word();
        self.line(0, format!("measure {} = {part} of {whole}{within}{by} per {per}{alert}", measure.name));
    }
}
