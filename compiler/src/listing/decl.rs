//! Declarations, but for journeys and rules.

use baton_program::{
    Action, Attribute, Channel, Direction, EventType, Field, Message, Pattern, Privacy, Signal, Source, Trait, Type,
    Value, wire::duration_text,
};

use super::{
    Listing,
    expr::{name, within},
};

impl Listing<'_> {
    pub(super) fn attribute(&mut self, attribute: &Attribute) {
        let default = match &attribute.default {
            Value::Unknown => String::new(),
            value => format!(" = {}", self.value(value)),
        };
        let privacy = privacy(attribute.privacy);
        self.line(0, format!("attribute {privacy}{}: {}{default}", attribute.name, self.ty(&attribute.ty)));
    }

    pub(super) fn event(&mut self, event: &EventType) {
        self.line(0, format!("event {}{}", event.name, self.fields(&event.fields)));
    }

    pub(super) fn trait_(&mut self, found: &Trait) {
        self.line(0, format!("trait {} = {}", found.name, self.expr(found.value)));
    }

    pub(super) fn signal(&mut self, signal: &Signal) {
        let fields = self.program.events.get(signal.event.index()).map(|event| self.fields(&event.fields));
        let keys = signal.keys.map_or(String::new(), |keys| format!(" for each key, up to {keys}"));
        self.line(0, format!("signal {}{}{keys}", signal.name, fields.unwrap_or_default()));
        match &signal.pattern {
            Pattern::Becomes(latch, watch) => {
                self.line(1, format!("becomes {}  [latch {}]", self.watch(watch), latch.0));
            }
            Pattern::Sequence { links, no, all_within, .. } => {
                for link in links {
                    self.line(1, format!("then {}{}", self.bound(&link.on), within(link.within)));
                }
                if let Some(no) = no {
                    self.line(1, format!("then no {}{}", self.selectors(&no.on), within(Some(no.within))));
                }
                if all_within.is_some() {
                    self.line(1, format!("all{}", within(*all_within)));
                }
            }
        }
    }

    pub(super) fn channel(&mut self, channel: &Channel) {
        let requires = channel.requires.as_ref();
        let requires = requires.map_or(String::new(), |watch| format!(" requires {}", self.watch(watch)));
        let direction = match channel.direction {
            Direction::Inbound => " inbound",
            Direction::Outbound => "",
        };
        self.line(0, format!("channel {}{direction}{requires}{}", channel.name, capacity(channel.capacity)));
    }

    pub(super) fn message(&mut self, message: &Message) {
        self.line(0, format!("message {}{}", message.name, self.fields(&message.params)));
        let purpose = name(&self.program.purposes, message.purpose.index(), |purpose| purpose);
        self.line(1, format!("purpose {purpose}, hold {}", duration_text(message.hold)));
        for (what, value) in [("by", message.by), ("worth", message.worth), ("chance", message.chance)] {
            if let Some(value) = value {
                self.line(1, format!("{what} {}", self.expr(value)));
            }
        }
        if let Some(watch) = &message.only_when {
            self.line(1, format!("only when {}", self.watch(watch)));
        }
        if let Some(content) = &message.content {
            let values: Vec<String> =
                content.values.iter().map(|(key, value)| format!("{key}: {}", self.expr(*value))).collect();
            self.line(1, format!("content {:?} {{ {} }}", content.template, values.join(", ")));
        }
        self.message_rules(message);
    }

    fn message_rules(&mut self, message: &Message) {
        let rules = &message.rules;
        for (what, ids) in [("suppress", &rules.suppress), ("gather", &rules.gather), ("weigh", &rules.weigh)] {
            if !ids.is_empty() {
                self.line(1, format!("{what}: {}", self.rule_names(ids)));
            }
        }
        for (channel, rules) in self.channel_names(&message.channels).into_iter().zip(&rules.channels) {
            self.line(1, format!("via {channel}"));
            for (what, ids) in [("suppress", &rules.suppress), ("quiet", &rules.quiet), ("caps", &rules.caps)] {
                if !ids.is_empty() {
                    self.line(2, format!("{what}: {}", self.rule_names(ids)));
                }
            }
        }
    }

    pub(super) fn action(&mut self, action: &Action) {
        let answers = action.answers.as_ref();
        let answers = answers.map_or(String::new(), |answers| format!(" answers{}", self.fields(answers)));
        let (params, capacity) = (self.fields(&action.params), capacity(action.capacity));
        self.line(0, format!("action {}{params} to {:?}{capacity}{answers}", action.name, action.to));
    }

    pub(super) fn source(&mut self, source: &Source) {
        self.line(0, format!("source {} from {:?}", source.name, source.format));
        self.line(1, format!("customer {:?}, at {:?} as {:?}", source.customer, source.at, source.clock));
        for take in &source.takes {
            let condition = take.condition.map_or(String::new(), |id| format!(" where {}", self.expr(id)));
            let fields: Vec<String> =
                take.fields.iter().map(|(field, value)| format!("{field}: {}", self.expr(*value))).collect();
            self.line(1, format!("{}{condition} {{ {} }}", self.event_name(take.event), fields.join(", ")));
        }
    }

    pub(super) fn fields(&self, fields: &[Field]) -> String {
        let show = |field: &Field| format!("{}{}: {}", privacy(field.privacy), field.name, self.ty(&field.ty));
        if fields.is_empty() {
            return String::new();
        }
        format!(" {{ {} }}", fields.iter().map(show).collect::<Vec<_>>().join(", "))
    }

    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Text(baton_program::TEXT_BYTES) => "text".into(),
            Type::Text(bytes) => format!("text up to {bytes}"),
            Type::Amount(currency) => currency.code().into(),
            Type::Enumeration(values) => {
                let values = values.iter().map(|value| name(&self.program.symbols, value.index(), |symbol| symbol));
                values.collect::<Vec<_>>().join(" | ")
            }
            Type::List(element) => format!("list of {}", self.ty(element)),
            Type::Event(event) => self.event_name(*event),
            Type::Optional(inner) => format!("{}?", self.ty(inner)),
            plain => format!("{plain:?}").to_lowercase(),
        }
    }
}

fn privacy(privacy: Privacy) -> &'static str {
    match privacy {
        Privacy::Open => "",
        Privacy::Personal => "personal ",
    }
}

fn capacity(capacity: Option<baton_program::Capacity>) -> String {
    capacity.map_or(String::new(), |of| format!(" capacity {} per {}", of.count, duration_text(of.per)))
}
