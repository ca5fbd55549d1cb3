//! Journeys: entries, goals, exits, handlers, and steps that all can be reached.

use super::{Known, Scope, Writer};

/// Where a journey is being written.
struct Place<'j> {
    journey: &'j Known,
    /// Whether it may emit: those that are entered by what is emitted may not.
    emits: bool,
    /// The step, and the scope.
    step: usize,
    scope: Scope,
}

impl Writer {
    pub(super) fn journeys(&mut self) {
        for (at, journey) in self.journeys.clone().iter().enumerate() {
            self.journey(at, journey);
        }
    }

    fn journey(&mut self, at: usize, journey: &Known) {
        let emits = at < 2;
        // What is emitted enters only those that emit nothing; so does nothing else of theirs lead back.
        let entries: Vec<usize> = (0..self.events.len()).filter(|one| !emits || !self.events[*one].emitted).collect();
        let each = if journey.keyed { " for each k" } else { "" };
        self.line(0, format!("journey {}{each} {{", journey.name));
        self.line(1, format!("stage {}", ["start", "middle", "end"][at % 3]));
        let watched = Scope { watched: true, traits: self.traits, ..Scope::default() };
        let mut scope = Scope { watched: true, traits: self.traits, journeys: at, ..Scope::default() };
        if journey.keyed || self.one_in(2) {
            let event = entries[self.below(entries.len())];
            let condition = if self.one_in(2) { format!(" where {}", self.of_fields(event)) } else { String::new() };
            self.line(1, format!("enter on {} as it{condition}", self.events[event].name.clone()));
            scope.bound.push(("it".into(), event));
        } else {
            let condition = self.condition(&watched, 1);
            self.line(1, format!("enter when {condition}"));
        }
        let again = self.any(&["always", "never", "after 3d"]);
        self.line(1, format!("again {again}"));
        let outside = self.event_from_outside();
        let within = if self.one_in(2) { format!(" within {}", self.duration()) } else { String::new() };
        self.line(1, format!("goal {outside}{within}"));
        if self.one_in(2) {
            let condition = self.condition(&watched, 1);
            self.line(1, format!("exit when {condition} because \"enough\""));
        }
        if self.one_in(3) {
            self.line(1, "paused while crisis");
        }
        self.line(1, "limit 60d");
        let mut place = Place { journey, emits, step: 0, scope };
        if self.one_in(2) {
            let (event, step) = (self.event_from_outside(), self.below(journey.steps));
            self.line(1, format!("on {event} -> st{step}"));
        }
        for step in 0..journey.steps {
            place.step = step;
            self.line(1, format!("step st{step} {{"));
            for _ in 0..self.between(1, 3) {
                self.statement(&place, 2, 2);
            }
            self.line(2, "wait 1h");
            self.way_on(&place, 2);
            self.line(1, "}");
        }
        self.line(0, "}");
    }

    /// The last statement of a step: on to the next one, or out.
    fn way_on(&mut self, place: &Place<'_>, depth: usize) {
        if place.step + 1 < place.journey.steps {
            self.line(depth, format!("-> st{}", place.step + 1));
        } else {
            let end = self.any(&["done", "leave \"over\"", "stay"]);
            self.line(depth, end);
        }
    }

    /// An event that comes from outside.
    fn event_from_outside(&mut self) -> String {
        let outside: Vec<String> =
            self.events.iter().filter(|event| !event.emitted).map(|event| event.name.clone()).collect();
        outside[self.below(outside.len())].clone()
    }

    fn statement(&mut self, place: &Place<'_>, depth: usize, nested: usize) {
        let scope = &place.scope;
        match self.below(9) {
            0 | 1 => self.send(place, depth),
            2 => {
                let message = self.message();
                let args = self.given(&message.params, scope, 1, ", ");
                let lasts = self.duration();
                self.line(depth, format!("offer {}({args}) in banner for {lasts}", message.name));
            }
            3 => {
                let action = self.actions[1].clone();
                let args = self.given(&action.params, scope, 1, ", ");
                self.line(depth, format!("do {}({args})", action.name));
            }
            4 => {
                let action = self.actions[0].clone();
                let args = self.given(&action.params, scope, 1, ", ");
                self.salts += 1;
                let (name, within) = (self.salts, self.duration());
                self.line(depth, format!("do {}({args}) as said{name} within {within} else {{ done }}", action.name));
            }
            5 if place.emits => {
                let event = self.events[2].clone();
                let fields = self.given(&event.fields, scope, 1, "  ");
                self.line(depth, format!("emit {} {{ {fields} }}", event.name));
            }
            6 => self.wait(place, depth),
            7 if nested > 0 => {
                let condition = self.condition(scope, 1);
                self.line(depth, format!("if {condition} {{"));
                self.statement(place, depth + 1, nested - 1);
                self.line(depth, "} else {");
                self.statement(place, depth + 1, nested - 1);
                self.line(depth, "}");
            }
            8 if nested > 0 => {
                self.salts += 1;
                self.line(depth, format!("split \"salt{}\" {{", self.salts));
                self.line(depth + 1, "30% left {");
                self.statement(place, depth + 2, nested - 1);
                self.line(depth + 1, "}");
                self.line(depth + 1, "right {");
                self.statement(place, depth + 2, nested - 1);
                self.line(depth + 1, "}");
                self.line(depth, "}");
            }
            _ => {
                let duration = self.duration();
                self.line(depth, format!("wait {duration}"));
            }
        }
    }

    fn send(&mut self, place: &Place<'_>, depth: usize) {
        let message = self.message();
        let args = self.given(&message.params, &place.scope, 1, ", ");
        let via = if self.one_in(3) { " via sms" } else { "" };
        let (event, later) = (self.event_from_outside(), self.later(place));
        let tail = match self.below(4) {
            0 => " else { done }".to_owned(),
            1 => format!(" {{ on {event} {later}  after 2h {later} }}"),
            _ => String::new(),
        };
        let other = self.message();
        if self.one_in(5) && other.name != message.name {
            let others = self.given(&other.params, &place.scope, 0, ", ");
            self.line(depth, format!("send best of {}({args}), {}({others}){via}{tail}", message.name, other.name));
        } else {
            self.line(depth, format!("send {}({args}){via}{tail}", message.name));
        }
    }

    fn wait(&mut self, place: &Place<'_>, depth: usize) {
        match self.below(3) {
            0 => self.line(depth, "wait until 09:00 on monday or friday"),
            _ => {
                let (event, window, step) =
                    (self.event_from_outside(), self.duration(), self.below(place.journey.steps));
                let (later, condition) = (self.later(place), self.condition(&place.scope, 1));
                self.line(depth, "wait {");
                self.line(depth + 1, format!("on {event} -> st{step}"));
                if self.one_in(2) {
                    self.line(depth + 1, format!("when {condition} {later}"));
                }
                self.line(depth + 1, format!("after {window} {{ }}"));
                self.line(depth, "}");
            }
        }
    }

    /// On to a step that comes later, so that no way leads back without time; behind the last one, out.
    fn later(&mut self, place: &Place<'_>) -> String {
        let last = place.journey.steps - 1;
        if place.step >= last {
            return "{ done }".into();
        }
        format!("-> st{}", self.between(place.step + 1, last))
    }
}
