//! Expressions of a wanted type, over what a place can read.

use super::{LETTERS, Scope, Ty, Typed, Writer};

impl Writer {
    /// A constant of a type; instants have none that is plain.
    pub(super) fn constant(&mut self, ty: Ty) -> String {
        let small = self.below(12);
        match ty {
            Ty::Bool => if small.is_multiple_of(2) { "true" } else { "false" }.into(),
            Ty::Int => format!("{small}"),
            Ty::Number => format!("{small}.5"),
            Ty::Text | Ty::Id => format!("\"t{}\"", small % 5),
            Ty::Amount => format!("{small}.50 GBP"),
            Ty::Date => format!("2026-03-{:02}", small + 1),
            Ty::Instant => format!("2026-03-{:02}T10:00:00Z", small + 1),
            Ty::Letter => LETTERS[small % 3].into(),
        }
    }

    /// What a place can read, with its path.
    fn readable(&mut self, scope: &Scope) -> Vec<Typed> {
        let attributes =
            self.attributes.iter().map(|one| Typed { name: format!("customer.{}", one.name), ..one.clone() });
        let mut all: Vec<Typed> = attributes.collect();
        for (name, event) in &scope.bound {
            let fields = self.events[*event].fields.iter();
            all.extend(fields.map(|one| Typed { name: format!("{name}.{}", one.name), ..one.clone() }));
        }
        all.extend(scope.params.iter().cloned());
        all
    }

    /// A value of a type that is always known.
    pub(super) fn value(&mut self, ty: Ty, scope: &Scope, depth: usize) -> String {
        let fitting: Vec<Typed> = self.readable(scope).into_iter().filter(|one| one.ty == ty).collect();
        let inner = depth.saturating_sub(1);
        match self.below(6) {
            0 | 1 if !fitting.is_empty() => {
                let one = fitting[self.below(fitting.len())].clone();
                if one.optional { format!("({} ?? {})", one.name, self.constant(ty)) } else { one.name }
            }
            2 if depth > 0 => {
                let condition = self.condition(scope, inner);
                let (a, b) = (self.value(ty, scope, inner), self.value(ty, scope, inner));
                format!("(if {condition} then {a} else {b})")
            }
            3 if depth > 0 && ty == Ty::Bool => format!("({})", self.condition(scope, inner)),
            4 if depth > 0 => self.computed(ty, scope, inner),
            _ => self.constant(ty),
        }
    }

    /// A value that is computed from others, or asked of history.
    fn computed(&mut self, ty: Ty, scope: &Scope, depth: usize) -> String {
        let operator = self.any(&["+", "-"]);
        match ty {
            Ty::Int if self.one_in(2) => self.count(),
            Ty::Int | Ty::Number | Ty::Amount => {
                let (a, b) = (self.value(ty, scope, depth), self.value(ty, scope, depth));
                format!("({a} {operator} {b})")
            }
            Ty::Text => {
                let (number, text) = (self.value(Ty::Int, scope, depth), self.value(Ty::Letter, scope, depth));
                if text.contains('"') || number.contains('"') || LETTERS.contains(&text.as_str()) {
                    self.constant(Ty::Text)
                } else {
                    format!("\"n{{{number}}} {{{text}}}\"")
                }
            }
            _ => self.constant(ty),
        }
    }

    /// How often something happened.
    fn count(&mut self) -> String {
        let (event, window) = (self.occurrence(), self.duration());
        format!("count({event}, {window})")
    }

    /// An event with a condition of its own, perhaps.
    pub(super) fn occurrence(&mut self) -> String {
        let at = self.below(self.events.len());
        let name = self.events[at].name.clone();
        if self.one_in(2) {
            return name;
        }
        format!("{name} where {}", self.of_fields(at))
    }

    /// A condition over the fields of an event.
    pub(super) fn of_fields(&mut self, event: usize) -> String {
        let at = self.below(self.events[event].fields.len());
        let field = self.events[event].fields[at].clone();
        self.compared(&field)
    }

    /// A condition over one value.
    fn compared(&mut self, one: &Typed) -> String {
        let constant = self.constant(one.ty);
        let ordered = matches!(one.ty, Ty::Int | Ty::Number | Ty::Amount | Ty::Date | Ty::Instant);
        let (known, name) = (one.optional, &one.name);
        match self.below(4) {
            0 if known => format!("{name} is known"),
            1 if ordered && known => format!("({name} is known and {name} > {constant})"),
            1 if ordered => format!("{name} <= {constant}"),
            2 if one.ty == Ty::Text && known => format!("({name} ?? \"\") starts with \"t\""),
            2 if one.ty == Ty::Letter => format!("{name} in (a, b)"),
            3 if one.ty == Ty::Bool && !known => format!("not {name}"),
            _ if one.ty == Ty::Bool && !known => name.clone(),
            _ => format!("{name} == {constant}"),
        }
    }

    /// A condition.
    pub(super) fn condition(&mut self, scope: &Scope, depth: usize) -> String {
        let inner = depth.saturating_sub(1);
        match self.below(9) {
            0 if depth > 0 => format!("({} and {})", self.condition(scope, inner), self.condition(scope, inner)),
            1 if depth > 0 => format!("({} or {})", self.condition(scope, inner), self.condition(scope, inner)),
            2 if depth > 0 => format!("not ({})", self.condition(scope, inner)),
            3 => {
                let least = self.between(1, 3);
                format!("{} >= {least}", self.count())
            }
            4 => {
                let (event, window) = (self.occurrence(), self.duration());
                format!("seen({event}, {window})")
            }
            5 if scope.traits > 0 => format!("tr{}", self.below(scope.traits)),
            6 if scope.journeys > 0 => {
                let at = self.below(scope.journeys);
                format!("in {}", self.journeys[at].name)
            }
            7 => self.of_time(scope),
            _ => {
                let readable = self.readable(scope);
                let one = readable[self.below(readable.len())].clone();
                self.compared(&one)
            }
        }
    }

    /// A condition into which time enters.
    fn of_time(&mut self, scope: &Scope) -> String {
        let window = self.duration();
        match self.below(4) {
            0 => format!("(since({}) ?? 999d) > {window}", self.whole()),
            1 => "now.weekday in (monday, friday)".into(),
            2 if !scope.watched => "now.hour < 12".into(),
            _ => format!("sum({}, {window}) > 3", self.summed()),
        }
    }

    /// An event of whatever key: without a window nothing else can be asked.
    fn whole(&mut self) -> String {
        let at = self.below(self.events.len());
        format!("all {}", self.events[at].name)
    }

    /// A field of numbers that can be added.
    fn summed(&mut self) -> String {
        for event in &self.events {
            if let Some(field) = event.fields.iter().find(|field| field.ty == Ty::Int && !field.optional) {
                return format!("{}.{}", event.name, field.name);
            }
        }
        "customer_visits.n".into()
    }

    /// The arguments or fields of what has these, each with a value.
    pub(super) fn given(&mut self, wanted: &[Typed], scope: &Scope, depth: usize, between: &str) -> String {
        let given: Vec<String> =
            wanted.iter().map(|one| format!("{}: {}", one.name, self.value(one.ty, scope, depth))).collect();
        given.join(between)
    }
}
