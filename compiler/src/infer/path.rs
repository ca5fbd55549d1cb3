//! What a path stands for (§4): looked up from the left, first among what is in scope, then among declarations; the rest
//! of its words are members.

use baton_grammar::tree::{self, Name, Path, Span};
use smol_str::SmolStr;

use super::{
    Infer, Origin, Stands, as_written, broken, codes, in_words, missing, typed,
    types::{values, weekday},
};
use crate::{
    diagnostic::Finding,
    hir::{Constant, Expr, ExprKind, Field, FullName, Type},
    lookup::{Space, What, Why},
};

impl Infer<'_> {
    /// The value of a path: a value of the enumeration that is expected before anything else.
    pub(super) fn path(&mut self, path: &Path, expected: Option<&Type>) -> Expr {
        if let (Some(values), [word]) = (expected.and_then(values), path.words.as_slice())
            && values.contains(&word.text)
        {
            let symbol = ExprKind::Constant(Constant::Symbol(word.text.clone()));
            return typed(symbol, Type::Enumeration(values.clone()), path.span);
        }
        match self.root(path) {
            Some((root, used)) => self.members(root, path.words.get(used..).unwrap_or_default()),
            None => self.without_a_name(path, expected),
        }
    }

    /// Whether a path has a meaning of its own, whatever is expected.
    pub(super) fn resolves(&self, path: &Path) -> bool {
        let Some(first) = path.words.first() else { return false };
        let word = first.text.as_str();
        self.scope.stands == Stands::Source
            || self.in_scope(word)
            || matches!(word, "customer" | "now")
            || (word == "start" && self.scope.stands == Stands::Journey)
            || self.names.find(Space::Trait, path).is_some()
    }

    /// Whether a word is a field, a local name or the key.
    fn in_scope(&self, word: &str) -> bool {
        self.is_field(word) || self.is_outer(word)
    }

    pub(super) fn is_field(&self, word: &str) -> bool {
        self.scope.here.is_some() && (matches!(word, "at" | "channel") || self.type_of_field(word).is_some())
    }

    /// The type of a field of the event that is asked about.
    fn type_of_field(&self, word: &str) -> Option<Type> {
        self.names.field(self.scope.here.as_ref()?, word).map(|field| field.ty)
    }

    fn is_outer(&self, word: &str) -> bool {
        self.scope.locals.contains_key(word)
            || self.scope.unbound.contains(word)
            || self.scope.key.as_ref().is_some_and(|key| key.name == word)
            || (word == "channel" && self.scope.stands == Stands::By)
    }

    /// What the first word or words of a path name, and how many they are.
    fn root(&mut self, path: &Path) -> Option<(Expr, usize)> {
        let first = path.words.first()?;
        if self.scope.stands == Stands::Source {
            return Some((self.bare_column(path), path.words.len()));
        }
        if let Some(field) = self.field_of_here(first) {
            return Some((field, 1));
        }
        if let Some(local) = self.local(first) {
            return Some((local, 1));
        }
        match first.text.as_str() {
            "customer" => Some((self.attribute(path), 2)),
            "now" => Some((typed(ExprKind::Now, Type::Instant, first.span), 1)),
            "start" if self.scope.stands == Stands::Journey => {
                Some((typed(ExprKind::Start, Type::Instant, first.span), 1))
            }
            _ => self.trait_value(path),
        }
    }

    /// A field of the event whose `where` this is. It hides what has its name outside.
    fn field_of_here(&mut self, word: &Name) -> Option<Expr> {
        let event = self.scope.here.clone()?;
        let (kind, ty) = match (word.text.as_str(), self.type_of_field(&word.text)) {
            (_, Some(ty)) => (ExprKind::Here(word.text.clone()), ty),
            ("at", None) => (ExprKind::HereAt, Type::Instant),
            ("channel", None) => (ExprKind::HereChannel, Type::Channel.optional()),
            _ => return None,
        };
        // The key and the field of its name are the same: this key's events are meant.
        let is_key = self.scope.key.as_ref().is_some_and(|key| key.name == word.text);
        if !is_key && matches!(kind, ExprKind::Here(_)) {
            self.warn_if_hidden(word, &event);
        }
        Some(self.narrowed(typed(kind, ty, word.span)))
    }

    fn warn_if_hidden(&mut self, word: &Name, event: &FullName) {
        let path = Path { words: vec![word.clone()], span: word.span };
        let what = match self.scope.locals.get(&word.text).map(|local| local.origin) {
            Some(Origin::Parameter) => "the parameter",
            Some(Origin::Event | Origin::Answer) => "the name",
            None if matches!(word.text.as_str(), "customer" | "now") => "the word",
            None => match self.names.find(Space::Trait, &path) {
                Some(found) if found.words == 1 && found.what == What::Switch => "the switch",
                Some(found) if found.words == 1 => "the trait",
                _ => return,
            },
        };
        let message = format!("the field `{0}` of `{event}` hides {what} `{0}`", word.text);
        self.report(Finding::new(codes::HIDES, word.span, message).help("give one of the two another name"));
    }

    fn local(&mut self, word: &Name) -> Option<Expr> {
        let name = &word.text;
        if let Some(local) = self.scope.locals.get(name) {
            let local = typed(ExprKind::Local(name.clone()), local.ty.clone(), word.span);
            return Some(self.narrowed(local));
        }
        if self.scope.unbound.contains(name) {
            let message = format!("`{name}` is not bound on every way that leads here");
            let help = "every way must bind the name with `as`, to the same kind of event";
            return Some(self.refuse(Finding::new(codes::NOT_BOUND, word.span, message).help(help)));
        }
        if let Some(key) = self.scope.key.as_ref().filter(|key| key.name == *name) {
            return Some(typed(ExprKind::Key, key.ty.clone(), word.span));
        }
        let asked = name == "channel" && self.scope.stands == Stands::By;
        asked.then(|| typed(ExprKind::AskedChannel, Type::Channel, word.span))
    }

    fn attribute(&mut self, path: &Path) -> Expr {
        let [customer, name, ..] = path.words.as_slice() else {
            let finding = Finding::new(codes::NOT_A_VALUE, path.span, "`customer` is not a value by itself");
            return self.refuse(finding.help("read one of the customer's attributes: `customer.name`"));
        };
        let span = customer.span.to(name.span);
        if let Some(attribute) = self.names.attribute(&name.text) {
            return self.narrowed(typed(ExprKind::Attribute(name.text.clone()), attribute.ty, span));
        }
        let names: Vec<SmolStr> = self.names.attributes().iter().map(|attribute| attribute.name.clone()).collect();
        let message = format!("the customer has no attribute `{}`", name.text);
        let finding = Finding::new(codes::UNKNOWN_ATTRIBUTE, name.span, message);
        self.refuse(missing::suggest(finding, name, names))
    }

    fn trait_value(&mut self, path: &Path) -> Option<(Expr, usize)> {
        let found = self.names.find(Space::Trait, path)?;
        let words = path.words.get(..found.words).unwrap_or_default();
        let span = words.first().zip(words.last()).map_or(path.span, |(first, last)| first.span.to(last.span));
        let value = match found.what {
            What::Trait => {
                let ty = self.names.trait_type(&found.name);
                self.narrowed(typed(ExprKind::Trait(found.name), ty, span))
            }
            What::Switch => typed(ExprKind::Switch(found.name), Type::Bool, span),
            _ => broken(span),
        };
        Some((value, found.words))
    }

    /// A bare word in a source.
    fn bare_column(&mut self, path: &Path) -> Expr {
        match path.words.as_slice() {
            [word] => self.column(&word.text, path.span),
            _ => {
                let written = missing::dotted(path);
                let finding = Finding::new(codes::QUOTED_COLUMN, path.span, format!("`{written}` is no column's name"));
                self.refuse(finding.help(format!("write a nested field in quotes: `column \"{written}\"`")))
            }
        }
    }

    /// A path that names nothing by itself: a channel where one is expected, or a mistake.
    fn without_a_name(&mut self, path: &Path, expected: Option<&Type>) -> Expr {
        let span = path.span;
        match (expected.map(Type::known), path.words.as_slice()) {
            (Some(Type::Any), _) => broken(span),
            (Some(Type::Channel), _) => match self.channel(path) {
                Some(channel) => typed(ExprKind::Constant(Constant::Channel(channel)), Type::Channel, span),
                None => broken(span),
            },
            (Some(Type::Enumeration(values)), [word]) => {
                let message = format!("`{}` is not one of `{}`", word.text, values.join(" | "));
                let finding = Finding::new(codes::NOT_ONE_OF, span, message);
                let finding = missing::suggest(finding, word, values.iter().cloned());
                self.refuse(finding)
            }
            _ => {
                let finding = self.unknown_name(path);
                self.refuse(finding)
            }
        }
    }

    fn unknown_name(&self, path: &Path) -> Finding {
        let written = missing::dotted(path);
        let span = path.span;
        for space in [Space::Happening, Space::Journey, Space::Channel] {
            let Some(found) = self.names.find(space, path) else { continue };
            let message = format!("`{written}` is {}, not a value", missing::article(found.what));
            let finding = Finding::new(codes::NOT_A_VALUE, span, message);
            return match found.what {
                What::Event | What::BuiltIn(_) | What::Signal => {
                    finding.help(format!("ask history: `seen({written})`, `latest({written}.field)`"))
                }
                What::Message => finding.help(format!("ask history: `seen(sent({written}))`")),
                What::Journey => finding.help(format!("ask `in {written}`")),
                _ => finding,
            };
        }
        let missing = self.names.missing(Space::Trait, path);
        match &missing.why {
            Why::Private(_) | Why::NotInPackage(_) => missing::finding(codes::UNKNOWN_NAME, "trait", path, &missing),
            Why::Other(_) | Why::Nothing => {
                let Some(word) = path.words.first() else {
                    return Finding::new(codes::UNKNOWN_NAME, span, "a name is missing");
                };
                let finding =
                    Finding::new(codes::UNKNOWN_NAME, span, format!("nothing here is called `{}`", word.text));
                let near = missing::suggest(finding, word, self.words_here());
                if near.help.is_some() {
                    return near;
                }
                near.help("a value of an enumeration stands by itself only where its type is expected: beside `==`, in a parameter or a field")
            }
        }
    }

    /// The words that can be read here.
    fn words_here(&self) -> Vec<SmolStr> {
        let here = self.scope.here.as_ref().and_then(|event| self.names.event(event));
        let fields = here.iter().flat_map(|here| here.fields.iter().map(|field| field.name.clone()));
        let locals = self.scope.locals.keys().chain(self.scope.key.iter().map(|key| &key.name)).cloned();
        fields.chain(locals).chain(self.names.names(Space::Trait)).collect()
    }

    /// What the words behind an expression are of it: fields of events, `.size`, `.date` …
    pub(super) fn members(&mut self, mut of: Expr, words: &[Name]) -> Expr {
        for word in words {
            if of.ty == Type::Any {
                return broken(of.span.to(word.span));
            }
            of = self.member(of, word);
        }
        of
    }

    fn member(&mut self, of: Expr, word: &Name) -> Expr {
        let of = self.known(of);
        let span = of.span.to(word.span);
        let boxed = |of: Expr| Box::new(of);
        let (kind, ty) = match (&of.ty, word.text.as_str()) {
            (Type::Any, _) => return broken(span),
            (Type::Event(event), _) => {
                let event = event.clone();
                return self.event_member(of, &event, word, span);
            }
            (Type::List(_), "size") => (ExprKind::Size(boxed(of)), Type::Int),
            (Type::Instant, "date") => (ExprKind::DateOf(boxed(of)), Type::Date),
            (Type::Instant, "time") => (ExprKind::TimeOf(boxed(of)), Type::Time),
            (Type::Instant, "hour") => (ExprKind::HourOf(boxed(of)), Type::Int),
            (Type::Instant | Type::Date, "weekday") => (ExprKind::WeekdayOf(boxed(of)), weekday()),
            (ty, _) => {
                let finding =
                    Finding::new(codes::UNKNOWN_FIELD, word.span, format!("`{}` has no `{}`", in_words(ty), word.text));
                let members: &[&'static str] = match ty {
                    Type::List(_) => &["size"],
                    Type::Instant => &["date", "time", "hour", "weekday"],
                    Type::Date => &["weekday"],
                    _ => &[],
                };
                let members = members.iter().map(|member| SmolStr::new_static(member));
                return self.refuse(missing::suggest(finding, word, members));
            }
        };
        typed(kind, ty, span)
    }

    fn event_member(&mut self, of: Expr, event: &FullName, word: &Name, span: Span) -> Expr {
        if let Some(field) = self.field_of(&of, event, &word.text) {
            return self.narrowed(typed(ExprKind::Field(Box::new(of), word.text.clone()), field.ty, span));
        }
        match word.text.as_str() {
            "at" => typed(ExprKind::EventAt(Box::new(of)), Type::Instant, span),
            "channel" => self.narrowed(typed(ExprKind::EventChannel(Box::new(of)), Type::Channel.optional(), span)),
            _ => {
                let Some(fields) = self.fields_of(&of, event) else { return broken(span) };
                let what = as_written(&of).unwrap_or_else(|| event.to_string());
                let finding =
                    Finding::new(codes::UNKNOWN_FIELD, word.span, format!("`{what}` has no field `{}`", word.text));
                self.refuse(missing::suggest(finding, word, fields.into_iter().map(|field| field.name)))
            }
        }
    }

    /// A field of an event value: an event's, or that of an action's answer.
    fn field_of(&self, of: &Expr, event: &FullName, name: &str) -> Option<Field> {
        if self.is_answer(of) {
            return self.fields_of(of, event)?.into_iter().find(|field| field.name == name);
        }
        self.names.field(event, name)
    }

    fn fields_of(&self, of: &Expr, event: &FullName) -> Option<Vec<Field>> {
        if self.is_answer(of) {
            return self.names.action(event)?.answers.clone();
        }
        Some(self.names.event(event)?.fields.clone())
    }

    fn is_answer(&self, of: &Expr) -> bool {
        let ExprKind::Local(name) = &of.kind else { return false };
        self.scope.locals.get(name).is_some_and(|local| local.origin == Origin::Answer)
    }

    /// A path as something before has narrowed it.
    pub(super) fn narrowed(&self, mut expr: Expr) -> Expr {
        if let Type::Optional(inner) = &expr.ty
            && self.facts.holds(&expr)
        {
            expr.ty = (**inner).clone();
        }
        expr
    }

    /// `in J(key) at step`.
    pub(super) fn in_journey(
        &mut self,
        journey: &Path,
        key: Option<&tree::Expr>,
        step: Option<&Name>,
        span: Span,
    ) -> Expr {
        let Some(name) = self.journey_or_audience(journey) else {
            key.map(|key| self.expr(key, Some(&Type::Any)));
            return broken(span);
        };
        let Some(signature) = self.names.journey(&name) else { return broken(span) };
        let key = match (key, &signature.key) {
            (Some(key), Some(declared)) => Some(Box::new(self.check(key, &declared.ty))),
            (Some(key), None) => {
                let finding = Finding::new(codes::JOURNEY_KEY, key.span, format!("the journey `{name}` has no key"));
                return self.refuse(finding.help(format!("ask `in {name}`")));
            }
            (None, _) => None,
        };
        if let Some(step) = step {
            let steps: Vec<_> = signature.steps.iter().map(|(step, _)| step).collect();
            if !steps.contains(&&step.text) {
                let message = format!("the journey `{name}` has no step `{}`", step.text);
                self.no_such(codes::UNKNOWN_STEP, step, message, steps);
                return broken(span);
            }
        }
        let step = step.map(|step| step.text.clone());
        typed(ExprKind::InJourney { journey: name, key, step }, Type::Bool, span)
    }

    /// `in stage S`: in any of its journeys. The `or`s between them stand where the whole does.
    pub(super) fn in_stage(&mut self, stage: &Name, span: Span) -> Expr {
        let journeys = self.names.of_stage(&stage.text);
        let in_one = |journey: &FullName| {
            typed(ExprKind::InJourney { journey: journey.clone(), key: None, step: None }, Type::Bool, span)
        };
        match any(journeys.iter().map(in_one).collect(), span) {
            Some(in_any) => in_any,
            None => self.refuse(self.no_such_stage(stage)),
        }
    }

    fn no_such_stage(&self, stage: &Name) -> Finding {
        let stages = self.names.stages();
        let quoted: Vec<_> = stages.iter().map(|stage| format!("`{stage}`")).collect();
        let finding =
            Finding::new(codes::UNKNOWN_STAGE, stage.span, format!("no journey is of the stage `{}`", stage.text));
        match quoted.as_slice() {
            [] => finding.help("write `stage` and its name in the journeys that are of it"),
            [one] => missing::suggest(finding.label(format!("the only stage is {one}")), stage, stages),
            all => missing::suggest(finding.label(format!("the stages are {}", all.join(", "))), stage, stages),
        }
    }

    /// The journey behind `in`. An audience is for `member of`.
    fn journey_or_audience(&mut self, path: &Path) -> Option<FullName> {
        if self.names.find(Space::Journey, path).is_none() && self.names.find(Space::Audience, path).is_some() {
            let written = missing::dotted(path);
            let finding =
                Finding::new(codes::UNKNOWN_JOURNEY, path.span, format!("`{written}` is an audience, not a journey"));
            self.report(finding.help(format!("ask `member of {written}`")));
            return None;
        }
        self.named(Space::Journey, path, codes::UNKNOWN_JOURNEY)
    }

    /// `member of A`.
    pub(super) fn member_of(&mut self, path: &Path, span: Span) -> Expr {
        let find = |space| self.names.find(space, path);
        if find(Space::Audience).is_none() && find(Space::Journey).is_some() {
            let written = missing::dotted(path);
            let message = format!("`{written}` is a journey, not an audience");
            let finding = Finding::new(codes::UNKNOWN_AUDIENCE, path.span, message);
            return self.refuse(finding.help(format!("ask `in {written}`")));
        }
        match self.named(Space::Audience, path, codes::UNKNOWN_AUDIENCE) {
            Some(name) => typed(ExprKind::MemberOf(name), Type::Bool, span),
            None => broken(span),
        }
    }

    /// `step of J` and `steps left in J`, of a journey without a key.
    pub(super) fn of_journey(&mut self, path: &Path, span: Span, kind: fn(FullName) -> ExprKind, ty: Type) -> Expr {
        let Some(name) = self.named(Space::Journey, path, codes::UNKNOWN_JOURNEY) else { return broken(span) };
        if self.names.journey(&name).is_some_and(|journey| journey.key.is_some()) {
            let message = format!("the journey `{name}` has a key: a customer can be at several of its steps");
            let help = format!("ask `in {name}(key) at step`");
            return self.refuse(Finding::new(codes::JOURNEY_KEY, path.span, message).help(help));
        }
        typed(kind(name), ty.optional(), span)
    }
}

/// Whether one of several conditions is true. They are halved again and again: many make no deep tree.
fn any(mut conditions: Vec<Expr>, span: Span) -> Option<Expr> {
    if conditions.len() < 2 {
        return conditions.pop();
    }
    let behind = conditions.split_off(conditions.len() / 2);
    let (first, behind) = (any(conditions, span)?, any(behind, span)?);
    Some(typed(ExprKind::Or(Box::new(first), Box::new(behind)), Type::Bool, span))
}
