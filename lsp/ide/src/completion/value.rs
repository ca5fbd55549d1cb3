//! Values: what there is to read at a place, what fits its type first.

use baton_compiler::{
    hir::{Field, Type},
    lookup::{Space, What},
};

use super::{
    CompletionKind, docs,
    offer::{Offer, in_words, rank},
    snippets::{self, escaped},
    wanted::Expected,
};
use crate::{
    Kind,
    context::{Bound, FrameKind},
};

impl Offer<'_, '_> {
    /// Values, those of the expected type first.
    pub fn values(&mut self, expected: Expected) {
        let wanted = self.expected(expected);
        self.literals(wanted.as_ref());
        self.here(wanted.as_ref());
        self.bound(wanted.as_ref());
        let from = self.len();
        for attribute in self.scope.attributes() {
            let label = format!("customer.{}", attribute.name);
            let kind = CompletionKind::Declared(Kind::Attribute);
            if let Some(item) = self.push(&label, kind, rank_of(wanted.as_ref(), &attribute.ty)) {
                item.detail = in_words(&attribute.ty);
            }
        }
        self.document(from, &docs::attributes(self.scope.workspace));
        self.traits(wanted.as_ref(), &[]);
        for function in snippets::FUNCTIONS {
            let ty = answers(function.label);
            let rank = ty.map_or(rank::WORD, |ty| rank_of(wanted.as_ref(), &ty).max(rank::FITS));
            self.snippet(function, CompletionKind::Function, rank);
        }
        let is_condition = wanted == Some(Type::Bool);
        for word in ["in", "member of", "not"] {
            self.word(word, if is_condition { rank::FITS } else { rank::FAR });
        }
        let words = ["customer", "if", "now", "step of", "steps left in", "unknown", "true", "false"];
        words.into_iter().for_each(|word| self.word(word, rank::FAR));
        if self.scope.context.keyword == "journey" {
            self.word("start", rank::FAR);
        }
    }

    fn expected(&self, expected: Expected) -> Option<Type> {
        let known = |ty: Type| ty.known().clone();
        match expected {
            Expected::Anything => None,
            Expected::Condition => Some(Type::Bool),
            Expected::Text => Some(Type::Text(1024)),
            Expected::Number => Some(Type::Number),
            Expected::Duration => Some(Type::Duration),
            Expected::Point => Some(Type::Instant),
            Expected::Like(end) => self.scope.operand(end).map(known),
            Expected::Key(at, frame) => {
                let name = self.scope.context.text(at);
                let fields = self.scope.given(frame)?;
                fields.into_iter().find(|field| field.name == name).map(|field| known(field.ty))
            }
            Expected::Written(at) => self.scope.written(at).map(known),
        }
    }

    /// What is written out: values of the enumeration, channels, texts.
    fn literals(&mut self, wanted: Option<&Type>) {
        match wanted {
            Some(Type::Enumeration(values)) => {
                for value in values.iter() {
                    self.push(value, CompletionKind::Declared(Kind::Value), rank::EXACT);
                }
            }
            Some(Type::Bool) if self.scope.context.frame().kind == FrameKind::Record => {
                for word in ["true", "false"] {
                    self.word(word, rank::EXACT);
                }
            }
            Some(Type::Channel) => self.declared(Space::Channel, &[], |_, _| true),
            Some(Type::Text(_) | Type::Id | Type::Timezone) => {
                if let Some(item) = self.push("\"…\"", CompletionKind::Word, rank::NEAR) {
                    item.snippet = "\"$1\"".into();
                }
            }
            Some(ty @ (Type::Amount(_) | Type::Duration | Type::Date)) => {
                if let Some(sample) = crate::sample::sample(ty, self.scope.names)
                    && let Some(item) = self.push(&sample, CompletionKind::Unit, rank::NEAR)
                {
                    item.detail = in_words(ty);
                    item.snippet = format!("${{1:{}}}", escaped(&sample));
                }
            }
            _ => {}
        }
    }

    /// The fields of the event that is asked about.
    fn here(&mut self, wanted: Option<&Type>) {
        let is_by = self.scope.context.keyword == "message" && self.scope.context.frame().kind == FrameKind::Message;
        if is_by {
            self.field(&crate::context::field("channel", Type::Channel), Kind::Field, rank::NEAR);
        }
        let Some(here) = self.scope.here() else { return };
        let implicit =
            [crate::context::field("at", Type::Instant), crate::context::field("channel", Type::Channel.optional())];
        for field in here.fields.iter().chain(&implicit) {
            self.field(field, Kind::Field, near(wanted, &field.ty));
        }
    }

    /// `as` names, the key, and parameters. A name that has a field of the expected type is offered with it, too.
    fn bound(&mut self, wanted: Option<&Type>) {
        let scope = self.scope;
        for (name, bound) in scope.bound() {
            let own = match &bound {
                Bound::Event(event) => rank_of(wanted, &Type::Event(event.clone())),
                Bound::Answer(_) => rank::FITS,
            };
            let fields = self.scope.fields_of_bound(&bound);
            self.local(name, own.min(rank::FITS).min(near(wanted, &Type::Any)), &bound_in_words(&bound));
            self.fields_behind(name, &fields, wanted);
        }
        for field in self.scope.key().into_iter().chain(self.scope.params()) {
            self.local(&field.name, near(wanted, &field.ty), &in_words(&field.ty));
            let fields = self.scope.fields_of_type(&field.ty);
            self.fields_behind(&field.name, &fields, wanted);
        }
    }

    fn local(&mut self, name: &str, rank: u8, detail: &str) {
        if let Some(item) = self.push(name, CompletionKind::Local, rank) {
            item.detail = detail.into();
        }
    }

    fn fields_behind(&mut self, name: &str, fields: &[Field], wanted: Option<&Type>) {
        for field in fields {
            let rank = rank_of(wanted, &field.ty);
            if wanted.is_some() && rank <= rank::NEAR {
                self.local(&format!("{name}.{}", field.name), rank, &in_words(&field.ty));
            }
        }
    }

    fn traits(&mut self, wanted: Option<&Type>, front: &[&str]) {
        let names = self.scope.names;
        let wanted = wanted.cloned();
        let from = self.len();
        self.declared(Space::Trait, front, |_, _| true);
        let path = front.join(".");
        for at in from..self.len() {
            let Some(name) = self.full(at) else { continue };
            let full = if path.is_empty() { name } else { format!("{path}.{name}") };
            let words: Vec<&str> = full.split('.').collect();
            let ty = match self.scope.find(Space::Trait, &words) {
                Some((_, What::Switch, _)) => Type::Bool,
                Some((name, _, _)) => names.trait_type(&name),
                None => continue,
            };
            self.typed(at, &ty, rank_of(wanted.as_ref(), &ty));
        }
    }

    /// What is of what words name, in a value.
    pub fn values_of(&mut self, front: &[&str]) {
        let fields = self.scope.inner(front);
        let from = self.len();
        if front == ["customer"] {
            fields.iter().for_each(|field| self.field(field, Kind::Attribute, rank::NEAR));
            self.document(from, &docs::attributes(self.scope.workspace));
        } else {
            fields.iter().for_each(|field| self.field(field, Kind::Field, rank::NEAR));
            if let Some(Type::Event(event)) = self.scope.type_of(front) {
                self.document(from, &docs::fields(self.scope.workspace, &event));
            }
        }
        if fields.is_empty() {
            self.traits(None, front);
        }
    }

    /// What goes on with the value before.
    pub fn operators(&mut self) {
        let last = self.scope.context.tokens.len().checked_sub(1);
        let ty = last.and_then(|last| self.scope.operand(last));
        let all: &[&str] = match ty.as_ref().map(Type::known) {
            Some(Type::Bool) => &["and", "or", "==", "!=", "??", "is known", "is unknown"],
            Some(Type::Text(_)) => {
                &["==", "!=", "starts with", "ends with", "contains", "in", "??", "is known", "is unknown"]
            }
            Some(Type::Enumeration(_) | Type::Id | Type::Channel) => {
                &["==", "!=", "in", "??", "is known", "is unknown"]
            }
            Some(Type::List(_)) => &["contains", "??", "is known", "is unknown"],
            _ => &[
                "==",
                "!=",
                "<",
                "<=",
                ">",
                ">=",
                "+",
                "-",
                "*",
                "/",
                "in",
                "??",
                "is known",
                "is unknown",
                "and",
                "or",
            ],
        };
        let unknown = matches!(ty, Some(Type::Optional(_)));
        for (at, word) in all.iter().enumerate() {
            let handles = unknown && matches!(*word, "??" | "is known" | "is unknown");
            // What comes first in the list is written most.
            let rank = if at < 2 { rank::WORD } else { rank::FAR };
            self.word(word, if handles { rank::USED } else { rank });
        }
    }
}

fn bound_in_words(bound: &Bound) -> String {
    match bound {
        Bound::Event(event) => event.to_string(),
        Bound::Answer(action) => format!("the answer of {action}"),
    }
}

/// How well the type of what is declared nearby fits: where nothing is expected, better than anything else. With what is
/// no condition one can begin.
fn near(wanted: Option<&Type>, ty: &Type) -> u8 {
    match wanted {
        None => rank::NEAR,
        Some(Type::Bool) => rank_of(wanted, ty).min(rank::NEAR),
        Some(_) => rank_of(wanted, ty).min(rank::USED),
    }
}

/// How well a type fits where another one is expected.
fn rank_of(wanted: Option<&Type>, ty: &Type) -> u8 {
    let Some(wanted) = wanted else { return rank::FITS };
    if let (Type::Enumeration(_), Type::Enumeration(_)) = (wanted, ty) {
        // The values themselves are meant mostly.
        return if wanted == ty { rank::NEAR } else { rank::FAR };
    }
    let same = |a: &Type, b: &Type| match (a, b) {
        (Type::Text(_), Type::Text(_)) | (Type::Number, Type::Int) | (Type::Instant, Type::Date) => true,
        _ => a == b,
    };
    match ty {
        Type::Optional(inner) if same(wanted, inner) => rank::NEAR,
        Type::Optional(_) if *wanted == Type::Bool => rank::FITS,
        Type::Optional(_) => rank::FAR,
        ty if same(wanted, ty) => rank::EXACT,
        Type::Any => rank::FITS,
        // A condition can begin with it.
        _ if *wanted == Type::Bool => rank::FITS,
        _ => rank::FAR,
    }
}

/// What a function of history answers, where that doesn't depend on what is asked.
fn answers(function: &str) -> Option<Type> {
    Some(match function {
        "count" | "distinct" => Type::Int,
        "seen" => Type::Bool,
        "share" => Type::Number.optional(),
        "since" | "until" => Type::Duration,
        _ => return None,
    })
}
