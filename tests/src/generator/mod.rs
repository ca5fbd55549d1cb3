//! Random workspaces that are well typed: what the checks, the lowering and the runtime must bear.
//!
//! First it is drawn what there is (names and types), then what it says; everything may read everything but for what the
//! language forbids: traits read only those before them, what is emitted enters only journeys that emit nothing.

mod exprs;
mod journeys;
mod messages;

use std::fmt::Write as _;

/// A workspace out of text; the same seed gives the same one.
pub fn workspace(seed: u64) -> String {
    let mut writer = Writer::new(seed);
    writer.customer();
    writer.events();
    writer.traits();
    writer.signals();
    writer.channels();
    writer.messages();
    writer.policies();
    writer.touchpoints();
    writer.journeys();
    writer.text
}

/// The types that are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ty {
    Bool,
    Int,
    Number,
    Text,
    Id,
    Amount,
    Date,
    Instant,
    Letter,
}

impl Ty {
    const ALL: [Self; 9] = [
        Self::Bool,
        Self::Int,
        Self::Number,
        Self::Text,
        Self::Id,
        Self::Amount,
        Self::Date,
        Self::Instant,
        Self::Letter,
    ];

    const fn written(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Number => "number",
            Self::Text => "text",
            Self::Id => "id",
            Self::Amount => "GBP",
            Self::Date => "date",
            Self::Instant => "instant",
            Self::Letter => "letter",
        }
    }
}

/// Something with a name and a type.
#[derive(Clone, Debug)]
struct Typed {
    name: String,
    ty: Ty,
    /// Whether it may be unknown.
    optional: bool,
}

/// An event: those that are emitted come only from inside.
#[derive(Clone, Debug)]
struct Event {
    name: String,
    /// The first is `k: id`, the key of those for each.
    fields: Vec<Typed>,
    emitted: bool,
}

/// A message or action and its parameters.
#[derive(Clone, Debug)]
struct Callable {
    name: String,
    params: Vec<Typed>,
}

/// A journey as the others see it.
#[derive(Clone, Debug)]
struct Known {
    name: String,
    keyed: bool,
    steps: usize,
}

/// The names that can be read at a place.
#[derive(Clone, Debug, Default)]
struct Scope {
    /// Events bound with `as`: the name, and which event.
    bound: Vec<(String, usize)>,
    /// Parameters.
    params: Vec<Typed>,
    /// Whether the condition is watched: time enters it only through windows and comparisons.
    watched: bool,
    /// How many traits, and how many journeys, can be read.
    traits: usize,
    journeys: usize,
}

struct Writer {
    seed: u64,
    text: String,
    attributes: Vec<Typed>,
    events: Vec<Event>,
    /// The traits that are conditions.
    traits: usize,
    signals: usize,
    messages: Vec<Callable>,
    actions: Vec<Callable>,
    journeys: Vec<Known>,
    /// How many salts have been given.
    salts: usize,
}

const CHANNELS: [&str; 3] = ["mail", "sms", "web"];
const PURPOSES: [&str; 3] = ["urgent", "helpful", "selling"];
const LETTERS: [&str; 3] = ["a", "b", "c"];

impl Writer {
    fn new(seed: u64) -> Self {
        let mut writer = Self {
            seed: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
            text: String::new(),
            attributes: Vec::new(),
            events: Vec::new(),
            traits: 0,
            signals: 0,
            messages: Vec::new(),
            actions: Vec::new(),
            journeys: Vec::new(),
            salts: 0,
        };
        writer.draw();
        writer
    }

    /// Draws what there is.
    fn draw(&mut self) {
        self.attributes = (0..self.between(3, 8)).map(|at| self.typed(format!("at{at}"))).collect();
        for at in 0..self.between(3, 6) {
            let key = Typed { name: "k".into(), ty: Ty::Id, optional: false };
            let fields = (0..self.between(1, 4)).map(|field| self.typed(format!("f{field}"))).collect::<Vec<_>>();
            let fields = std::iter::once(key).chain(fields).collect();
            self.events.push(Event { name: format!("ev{at}"), fields, emitted: at == 2 });
        }
        self.traits = self.between(1, 4);
        self.signals = self.between(0, 3);
        self.messages = (0..self.between(2, 4)).map(|at| self.callable(format!("msg{at}"))).collect();
        self.actions = (0..2).map(|at| self.callable(format!("act{at}"))).collect();
        for at in 0..self.between(2, 5) {
            let (keyed, steps) = (self.one_in(3), self.between(1, 4));
            self.journeys.push(Known { name: format!("way{at}"), keyed, steps });
        }
    }

    fn callable(&mut self, name: String) -> Callable {
        let params = (0..self.between(0, 3)).map(|at| self.typed(format!("p{at}"))).collect();
        Callable { name, params }
    }

    fn typed(&mut self, name: String) -> Typed {
        let ty = Ty::ALL[self.below(Ty::ALL.len())];
        Typed { name, ty, optional: self.one_in(3) }
    }

    fn below(&mut self, most: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed >> 11) as usize % most.max(1)
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    /// One of the messages.
    fn message(&mut self) -> Callable {
        let at = self.below(self.messages.len());
        self.messages[at].clone()
    }

    fn any<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }

    fn line(&mut self, depth: usize, text: impl AsRef<str>) {
        let _ = writeln!(self.text, "{:width$}{}", "", text.as_ref(), width = depth * 2);
    }

    fn customer(&mut self) {
        self.line(0, "type letter = a | b | c");
        self.line(0, "customer {");
        self.line(1, "consent: bool = false");
        self.line(1, "timezone: timezone?");
        for attribute in self.attributes.clone() {
            let default =
                if attribute.optional { String::new() } else { format!(" = {}", self.constant(attribute.ty)) };
            let personal = if self.one_in(5) { "personal " } else { "" };
            // Defaults are plain: texts and ids are in quotes, and what has no plain form may be unknown.
            let plain = !matches!(attribute.ty, Ty::Instant | Ty::Date);
            let (mark, default) = if plain && !attribute.optional { ("", default) } else { ("?", String::new()) };
            self.line(1, format!("{personal}{}: {}{mark}{default}", attribute.name, attribute.ty.written()));
        }
        // What may be unknown in the text is so for all that read it.
        for attribute in &mut self.attributes {
            attribute.optional |= matches!(attribute.ty, Ty::Instant | Ty::Date);
        }
        self.line(0, "}");
    }

    fn events(&mut self) {
        for event in self.events.clone() {
            let field = |field: &Typed| {
                format!("{}: {}{}", field.name, field.ty.written(), if field.optional { "?" } else { "" })
            };
            let fields: Vec<String> = event.fields.iter().map(field).collect();
            self.line(0, format!("event {} {{ {} }}", event.name, fields.join("  ")));
        }
    }

    fn traits(&mut self) {
        for at in 0..self.traits {
            let scope = Scope { watched: true, traits: at, ..Scope::default() };
            let condition = self.condition(&scope, 2);
            self.line(0, format!("trait tr{at} = {condition}"));
        }
    }

    fn signals(&mut self) {
        let outside: Vec<usize> = (0..self.events.len()).filter(|at| !self.events[*at].emitted).collect();
        for at in 0..self.signals {
            let each = if self.one_in(2) { " for each k" } else { "" };
            let (first, second) = (outside[self.below(outside.len())], outside[self.below(outside.len())]);
            let (first, second) = (self.events[first].name.clone(), self.events[second].name.clone());
            let within = self.duration();
            let pattern = match self.below(4) {
                0 => format!("{first} as x then no {second} within {within}"),
                1 => format!("{first} as x then {second} as y within {within}"),
                2 => format!("{first} as x then {second} then {first} all within {within}"),
                _ if each.is_empty() => {
                    let scope = Scope { watched: true, traits: self.traits, ..Scope::default() };
                    format!("becomes {}", self.condition(&scope, 1))
                }
                _ => format!("{first} as x then {second} within {within}"),
            };
            self.line(0, format!("signal sig{at}{each} = {pattern}"));
        }
    }

    /// A duration that policies and windows take.
    fn duration(&mut self) -> String {
        self.any(&["30m", "2h", "1d", "36h", "3d", "1w"]).to_owned()
    }
}
