//! Channels, messages, actions, policies, and what touchpoints ask.

use super::{CHANNELS, PURPOSES, Scope, Ty, Typed, Writer};

impl Writer {
    pub(super) fn channels(&mut self) {
        self.line(0, "event customer_visits { n: int }");
        self.line(0, "channel mail { requires customer.consent }");
        let capacity = if self.one_in(2) { "  capacity 3 per hour" } else { "" };
        self.line(0, format!("channel sms {{ requires customer.consent{capacity} }}"));
        self.line(0, "channel web { inbound }");
        self.line(0, format!("priorities {}", PURPOSES.join(" > ")));
        self.line(0, "switch crisis = off");
    }

    pub(super) fn messages(&mut self) {
        for message in self.messages.clone() {
            let scope = Scope { params: message.params.clone(), traits: self.traits, ..Scope::default() };
            let params = params(&message.params);
            let purpose = self.any(&PURPOSES);
            let by = if self.one_in(3) { format!(" by {}", self.value(Ty::Number, &scope, 1)) } else { String::new() };
            self.line(0, format!("message {}{params} {{", message.name));
            self.line(1, format!("purpose {purpose}"));
            self.line(1, format!("channels mail, sms, web{by}"));
            let hold = self.any(&["0s", "1h", "2d", "1w"]);
            self.line(1, format!("hold {hold}"));
            if self.one_in(2) {
                let worth = self.value(Ty::Number, &scope, 1);
                self.line(1, format!("worth {worth}"));
                self.line(1, "chance 40%");
            }
            if self.one_in(2) {
                let condition = self.condition(&scope, 1);
                self.line(1, format!("only when {condition}"));
            }
            let text = self.value(Ty::Text, &scope, 1);
            self.line(1, format!("content \"{}\" {{ it: {text} }}", message.name));
            self.line(0, "}");
        }
        for action in self.actions.clone() {
            let answers = if action.name == "act0" { " answers { ok: bool  note: text? }" } else { "" };
            self.line(0, format!("action {}{} to \"desk\"{answers}", action.name, params(&action.params)));
        }
    }

    pub(super) fn policies(&mut self) {
        let scope = Scope { watched: true, traits: self.traits, journeys: self.journeys.len(), ..Scope::default() };
        self.line(0, "policy rules {");
        let suppress = self.condition(&scope, 1);
        self.line(1, format!("calm: suppress selling while {suppress}"));
        let (event, window) = (self.occurrence(), self.duration());
        self.line(1, format!("after: suppress helpful via sms for {window} after {event}"));
        let (most, per) = (self.between(1, 4), self.any(&["day", "week", "36h", "month"]));
        self.line(1, format!("few: cap all to {most} per {per} except urgent"));
        let via = self.any(&CHANNELS[..2]);
        self.line(1, format!("nights: quiet 21:00..08:00 for all via {via} except urgent"));
        if self.one_in(3) {
            self.line(1, "best: gather selling until 10:00");
        }
        if self.one_in(2) {
            self.line(1, "control: holdout 20% of selling");
        }
        let weight = self.value(Ty::Number, &scope, 1);
        self.line(1, format!("weight: weigh selling, helpful by {weight}"));
        self.line(0, "}");
    }

    pub(super) fn touchpoints(&mut self) {
        let scope = Scope { watched: true, traits: self.traits, ..Scope::default() };
        self.line(0, "placement banner via web shows 2");
        let condition = self.condition(&scope, 1);
        self.line(0, format!("audience needy = {condition}"));
        let asked = Scope { watched: false, ..scope.clone() };
        let condition = self.condition(&asked, 1);
        self.line(0, format!("audience daily refreshed daily at 06:00 = {condition}"));
        let decided = Scope { params: vec![Typed { name: "what".into(), ty: Ty::Letter, optional: false }], ..asked };
        let (first, number, other) =
            (self.condition(&decided, 2), self.value(Ty::Int, &decided, 1), self.value(Ty::Letter, &decided, 1));
        self.line(0, "decision choose(what: letter) answers { number: int  letter: letter  more: text? } {");
        self.line(1, format!("if {first} {{ answer {{ number: {number}  letter: a }} }}"));
        self.line(1, format!("answer {{ number: 0  letter: {other} }}"));
        self.line(0, "}");
        let (part, whole) = (self.occurrence(), self.occurrence());
        self.line(0, format!("measure share = {part} of {whole} within 2d per day alert below 20%"));
    }
}

fn params(params: &[Typed]) -> String {
    if params.is_empty() {
        return String::new();
    }
    let each = |one: &Typed| format!("{}: {}{}", one.name, one.ty.written(), if one.optional { "?" } else { "" });
    format!("({})", params.iter().map(each).collect::<Vec<_>>().join(", "))
}
