//! What there is of what can stand at a place.

use baton_compiler::{
    Workspace,
    hir::{Field, FullName, Type},
    lookup::{Space, What},
};
use baton_program::{BuiltIn, Family};
use smol_str::SmolStr;

use super::{
    Completion, CompletionKind, Completions, Extent, OFFERED,
    snippets::{self, Snippet, escaped},
    wanted::{Use, Wanted, Written},
};
use crate::{
    Kind, built_in,
    context::{FrameKind, Scope},
    import, sample,
    search::fit,
    symbol::package_and_own,
    words::meaning,
};

/// Gathers what can be written.
pub(super) struct Offer<'c, 't> {
    workspace: &'c Workspace,
    path: &'c str,
    pub scope: Scope<'c, 't>,
    items: Vec<Completion>,
    extent: Extent,
    /// Whether arguments follow already.
    called: bool,
}

/// How well something fits.
pub(super) mod rank {
    pub const EXACT: u8 = 0;
    pub const NEAR: u8 = 1;
    pub const FITS: u8 = 2;
    pub const USED: u8 = 3;
    pub const WORD: u8 = 4;
    pub const FAR: u8 = 5;
}

impl<'c, 't> Offer<'c, 't> {
    pub fn new(workspace: &'c Workspace, path: &'c str, scope: Scope<'c, 't>) -> Self {
        let text = workspace.text(path).unwrap_or_default();
        let behind = text.get(scope.context.word.end as usize..).unwrap_or_default();
        Self { workspace, path, scope, items: Vec::new(), extent: Extent::All, called: behind.starts_with(['(', '{']) }
    }

    /// The best first, and of two of one name the better.
    pub fn finish(mut self) -> Completions {
        self.items.sort_by(|a, b| (a.rank, &a.label, &a.detail).cmp(&(b.rank, &b.label, &b.detail)));
        let mut seen = std::collections::BTreeSet::new();
        self.items.retain(|item| seen.insert((item.label.clone(), item.also.is_empty())));
        if self.items.len() > OFFERED {
            self.items.truncate(OFFERED);
            self.extent = Extent::Some;
        }
        Completions { items: self.items, extent: self.extent }
    }

    /// Whether what is written may be the beginning of a label.
    pub fn fits(&self, label: &str) -> bool {
        let written = self.scope.context.written;
        written.is_empty() || fit(written, label).is_some()
    }

    pub fn push(&mut self, label: &str, kind: CompletionKind, rank: u8) -> Option<&mut Completion> {
        if !self.fits(label) {
            return None;
        }
        self.items.push(Completion {
            label: label.into(),
            kind,
            detail: String::new(),
            docs: String::new(),
            replaces: self.scope.context.word,
            snippet: escaped(label),
            also: Vec::new(),
            rank,
        });
        self.items.last_mut()
    }

    pub fn word(&mut self, word: &str, rank: u8) {
        if let Some(item) = self.push(word, CompletionKind::Word, rank) {
            item.docs = meaning(word.split(' ').next().unwrap_or(word)).unwrap_or_default().into();
        }
    }

    pub fn snippet(&mut self, snippet: &Snippet, kind: CompletionKind, rank: u8) {
        if let Some(item) = self.push(snippet.label, kind, rank) {
            item.docs = meaning(snippet.word()).unwrap_or_default().into();
            item.snippet = snippet.body.into();
        }
    }

    pub fn field(&mut self, field: &Field, kind: Kind, rank: u8) {
        if let Some(item) = self.push(&field.name, CompletionKind::Declared(kind), rank) {
            item.detail = in_words(&field.ty);
        }
    }

    /// What can stand there.
    pub fn wanted(&mut self, wanted: &Wanted) {
        match wanted {
            Wanted::Declaration => {
                for snippet in snippets::DECLARATIONS {
                    self.snippet(snippet, CompletionKind::Word, rank::WORD);
                }
            }
            Wanted::Words(words) => words.iter().for_each(|word| self.word(word, rank::WORD)),
            Wanted::Line(kind) => self.line(*kind),
            Wanted::Event(use_of) => self.events(*use_of, &[]),
            Wanted::Message(written) => self.messages(*written, &[]),
            Wanted::Action(written) => self.actions(*written, &[]),
            Wanted::Question => self.questions(),
            Wanted::Journey => self.declared(Space::Journey, &[], |_, _| true),
            Wanted::Audience => self.declared(Space::Audience, &[], |_, _| true),
            Wanted::Placement => self.declared(Space::Placement, &[], |_, _| true),
            Wanted::Channel => self.declared(Space::Channel, &[], |_, _| true),
            Wanted::Purpose => self.declared(Space::Purpose, &[], |_, _| true),
            Wanted::Switch => self.declared(Space::Trait, &[], |_, what| what == What::Switch),
            Wanted::Rule => self.rules(&[]),
            Wanted::Selection => {
                self.word("all", rank::EXACT);
                self.selectable(&[]);
            }
            Wanted::Selectable => {
                self.selectable(&[]);
                if self.scope.context.keyword == "policy" {
                    self.declared(Space::Journey, &[], |_, _| true);
                }
            }
            Wanted::Step(end) => self.steps(*end),
            Wanted::StepOfJourney => self.declared(Space::Journey, &[], |_, _| true),
            Wanted::Type => self.types(&[]),
            Wanted::Value(expected) => self.values(*expected),
            Wanted::Key => self.keys(),
            Wanted::Duration => {
                for (sample, detail) in [("1h", "an hour"), ("1d", "24 hours"), ("7d", "seven days"), ("30d", "thirty days")] {
                    if let Some(item) = self.push(sample, CompletionKind::Unit, rank::EXACT) {
                        item.detail = detail.into();
                    }
                }
            }
            Wanted::Operator => self.operators(),
            Wanted::Of(open) => self.of(*open),
            Wanted::Package => self.packages(&[]),
            Wanted::Inner(start, outer) => self.inner(*start, outer),
        }
    }

    /// What is of the words before the dot.
    fn inner(&mut self, start: usize, outer: &Wanted) {
        let end = self.scope.context.tokens.len().saturating_sub(1);
        let front = self.scope.context.words(start, end);
        match outer {
            Wanted::Event(use_of) => {
                if let Some((event, _, used)) = self.scope.find(Space::Happening, &front)
                    && used == front.len()
                {
                    let fields = self.scope.fields_of(&event);
                    fields.iter().for_each(|field| self.field(field, Kind::Field, rank::EXACT));
                }
                self.events(*use_of, &front);
            }
            Wanted::Message(written) => self.messages(*written, &front),
            Wanted::Action(written) => self.actions(*written, &front),
            Wanted::Journey => self.declared(Space::Journey, &front, |_, _| true),
            Wanted::Audience => self.declared(Space::Audience, &front, |_, _| true),
            Wanted::Placement => self.declared(Space::Placement, &front, |_, _| true),
            Wanted::Channel => self.declared(Space::Channel, &front, |_, _| true),
            Wanted::Switch => self.declared(Space::Trait, &front, |_, what| what == What::Switch),
            Wanted::Rule => self.rules(&front),
            Wanted::Selection | Wanted::Selectable => self.selectable(&front),
            Wanted::StepOfJourney => {
                self.declared(Space::Journey, &front, |_, _| true);
                self.steps_of(&front);
            }
            Wanted::Type => self.types(&front),
            Wanted::Value(_) => self.values_of(&front),
            Wanted::Package => self.packages(&front),
            Wanted::Of(open) => self.of_in(*open, &front),
            _ => {}
        }
    }

    /// The names of a kind that can be written here, behind these words; those that are like this.
    pub fn declared(&mut self, space: Space, front: &[&str], is_wanted: impl Fn(&FullName, What) -> bool) {
        self.each(space, front, &mut |offer, label, name, what, rank| {
            if is_wanted(name, what) {
                offer.name(space, label, name, what, rank);
            }
        });
    }

    /// Goes through the names of a kind: those of this package and the root first, and no more than can be offered.
    fn each(&mut self, space: Space, front: &[&str], take: &mut dyn FnMut(&mut Self, &str, &FullName, What, u8)) {
        let names = self.scope.names.names(space);
        let front = if front.is_empty() { String::new() } else { format!("{}.", front.join(".")) };
        let labels = names.iter().filter_map(|name| name.strip_prefix(front.as_str()).map(|label| (name, label)));
        let (near, far): (Vec<_>, Vec<_>) =
            labels.filter(|(_, label)| self.fits(label)).partition(|(_, label)| !label.contains('.'));
        let enough = self.items.len() + OFFERED;
        for (written, label) in near.into_iter().chain(far) {
            if self.items.len() > enough {
                self.extent = Extent::Some;
                return;
            }
            let words: Vec<&str> = written.split('.').collect();
            let Some((name, what, _)) = self.scope.find(space, &words) else { continue };
            take(self, label, &name, what, if label.contains('.') { rank::FITS } else { rank::NEAR });
            let own = package_and_own(&name).1;
            // The plain name of another package's declaration brings a `use` with it.
            if label.contains('.') && front.is_empty() && !names.iter().any(|name| name == own) {
                let from = self.items.len();
                take(self, own, &name, what, rank::USED);
                let also = import::edit(self.workspace, self.path, &name);
                for item in self.items.iter_mut().skip(from) {
                    item.detail = format!("{} · use {name}", item.detail);
                    item.also = also.iter().cloned().collect();
                }
            }
        }
    }

    /// A declaration by its name.
    pub fn name(&mut self, space: Space, label: &str, name: &FullName, what: What, rank: u8) {
        let kind = match what {
            What::BuiltIn(_) => CompletionKind::BuiltIn,
            _ => CompletionKind::Declared(kind_of(what)),
        };
        let docs = match what {
            What::BuiltIn(event) => built_in::meaning(event).into(),
            What::Purpose => String::new(),
            _ => self.docs(space, name),
        };
        let detail = what.noun().to_owned();
        if let Some(item) = self.push(label, kind, rank) {
            (item.docs, item.detail) = (docs, detail);
        }
    }

    fn docs(&self, space: Space, name: &FullName) -> String {
        let found = self.workspace.declared(space, name);
        found.map(|one| one.decl.docs.join("\n")).unwrap_or_default()
    }

    fn events(&mut self, use_of: Use, front: &[&str]) {
        self.each(Space::Happening, front, &mut |offer, label, name, what, rank| {
            let fits = match (what, use_of) {
                (What::Message, _) => false,
                (What::BuiltIn(event), Use::Told) => matches!(event.family(), Family::Customer | Family::Delivery),
                (What::BuiltIn(event), Use::Made) => event == BuiltIn::CustomerChanged && offer.scope.context.keyword == "source",
                (What::Signal, Use::Told | Use::Made) => false,
                _ => true,
            };
            if !fits {
                return;
            }
            let rank = if matches!(what, What::BuiltIn(_)) { rank.max(rank::USED) } else { rank };
            offer.name(Space::Happening, label, name, what, rank);
            if use_of != Use::Any && !offer.called {
                let fields = offer.scope.names.event(name).map(|event| event.fields.clone()).unwrap_or_default();
                let fields = if what == What::Event { fields } else { Vec::new() };
                let record = offer.record(&fields);
                offer.written(&format!(" {record}"));
            }
        });
    }

    /// What is written behind the name that was offered last.
    fn written(&mut self, behind: &str) {
        if let Some(item) = self.items.last_mut() {
            item.snippet.push_str(behind);
        }
    }

    /// A record of all fields that must be given, as a snippet.
    fn record(&self, fields: &[Field]) -> String {
        let given = fields.iter().filter(|field| !matches!(field.ty, Type::Optional(_)));
        let entries = given.enumerate().map(|(at, field)| {
            let sample = sample::sample(&field.ty, self.scope.names).unwrap_or_else(|| field.name.to_string());
            format!("{}: ${{{}:{}}}", field.name, at + 1, escaped(&sample))
        });
        let entries: Vec<String> = entries.collect();
        if entries.is_empty() { "{}".into() } else { format!("{{ {} }}", entries.join("  ")) }
    }

    /// All arguments, as a snippet.
    fn arguments(&self, params: &[Field]) -> String {
        if params.is_empty() || self.called {
            return String::new();
        }
        let args = params.iter().enumerate().map(|(at, param)| format!("{0}: ${{{1}:{0}}}", param.name, at + 1));
        format!("({})", args.collect::<Vec<_>>().join(", "))
    }

    fn messages(&mut self, written: Written, front: &[&str]) {
        self.each(Space::Happening, front, &mut |offer, label, name, what, rank| {
            if what == What::Message {
                offer.name(Space::Happening, label, name, what, rank);
                let params = offer.scope.names.message(name).map(|one| one.params.clone()).unwrap_or_default();
                offer.call(written, &params);
            }
        });
    }

    fn actions(&mut self, written: Written, front: &[&str]) {
        self.each(Space::Action, front, &mut |offer, label, name, what, rank| {
            offer.name(Space::Action, label, name, what, rank);
            let params = offer.scope.names.action(name).map(|one| one.params.clone()).unwrap_or_default();
            offer.call(written, &params);
        });
    }

    fn call(&mut self, written: Written, params: &[Field]) {
        if written == Written::Called {
            let arguments = self.arguments(params);
            self.written(&arguments);
        }
    }

    fn questions(&mut self) {
        self.word("at_a_glance", rank::NEAR);
        self.each(Space::Decision, &[], &mut |offer, label, name, what, rank| {
            offer.name(Space::Decision, label, name, what, rank);
            let params = offer.scope.names.decision(name).map(|one| one.params.clone()).unwrap_or_default();
            offer.call(Written::Called, &params);
        });
        self.declared(Space::Placement, &[], |_, _| true);
    }

    fn selectable(&mut self, front: &[&str]) {
        if front.is_empty() {
            self.declared(Space::Purpose, &[], |_, _| true);
        }
        self.messages(Written::Named, front);
    }

    /// Rules, named with their policies.
    fn rules(&mut self, front: &[&str]) {
        if let Some((policy, _, used)) = self.scope.find(Space::Policy, front)
            && used == front.len()
        {
            let rules = self.scope.names.policy(&policy).map(|one| one.rules.clone()).unwrap_or_default();
            for (rule, _) in rules {
                self.push(&rule, CompletionKind::Declared(Kind::Rule), rank::EXACT);
            }
            return;
        }
        let names = self.scope.names.names(Space::Policy);
        let front = if front.is_empty() { String::new() } else { format!("{}.", front.join(".")) };
        for name in names.iter().filter_map(|name| name.strip_prefix(front.as_str()).map(|label| (name, label))) {
            let words: Vec<&str> = name.0.split('.').collect();
            let Some((policy, _, _)) = self.scope.find(Space::Policy, &words) else { continue };
            let rules = self.scope.names.policy(&policy).map(|one| one.rules.clone()).unwrap_or_default();
            for (rule, _) in rules {
                self.push(&format!("{}.{rule}", name.1), CompletionKind::Declared(Kind::Rule), rank::NEAR);
            }
        }
    }

    fn steps(&mut self, end: Option<usize>) {
        let context = self.scope.context;
        match end {
            None => {
                let mut steps: Vec<SmolStr> = context
                    .all
                    .windows(2)
                    .filter_map(|pair| match pair {
                        [step, name] if step.text == "step" && context.keyword == "journey" => Some(name.text.into()),
                        _ => None,
                    })
                    .filter(|name: &SmolStr| !matches!(name.as_str(), "of" | "{"))
                    .collect();
                steps.dedup();
                for step in steps {
                    self.push(&step, CompletionKind::Declared(Kind::Step), rank::EXACT);
                }
            }
            Some(end) => {
                let last = end.saturating_sub(1);
                let words = context.words(context.path_start(last), end);
                self.steps_of(&words);
            }
        }
    }

    fn steps_of(&mut self, journey: &[&str]) {
        let Some((journey, _, _)) = self.scope.find(Space::Journey, journey) else { return };
        let steps = self.scope.names.journey(&journey).map(|one| one.steps.clone()).unwrap_or_default();
        for (step, _) in steps {
            self.push(&step, CompletionKind::Declared(Kind::Step), rank::EXACT);
        }
    }

    fn types(&mut self, front: &[&str]) {
        self.declared(Space::Type, front, |_, _| true);
        if self.scope.context.frame().kind == FrameKind::Params {
            self.events(Use::Any, front);
        }
        if !front.is_empty() {
            return;
        }
        for word in [
            "bool", "channel", "date", "duration", "id", "instant", "int", "list of", "number", "text", "text up to",
            "time", "timezone",
        ] {
            self.word(word, rank::EXACT);
        }
        for currency in self.currencies() {
            if let Some(item) = self.push(&currency, CompletionKind::Word, rank::NEAR) {
                item.detail = "an amount".into();
            }
        }
    }

    /// What begins a line: what stands at most once and stands there already comes last.
    fn line(&mut self, kind: FrameKind) {
        let context = self.scope.context;
        for snippet in snippets::lines(kind) {
            let word = snippet.word();
            let again = context.frames.len() == 2 && snippets::ONCE.contains(&word) && context.begun.contains(&word);
            self.snippet(snippet, CompletionKind::Word, if again { rank::FAR } else { rank::WORD });
        }
    }

    /// The fields or parameters that aren't given yet.
    fn keys(&mut self) {
        let context = self.scope.context;
        let last = context.frames.len().saturating_sub(1);
        let frame = context.frame();
        let kind = if frame.kind == FrameKind::Call { Kind::Parameter } else { Kind::Field };
        for field in self.scope.given(last).unwrap_or_default() {
            if self.is_given(frame.open, &field.name) {
                continue;
            }
            let needed = !matches!(field.ty, Type::Optional(_));
            if let Some(item) = self.push(&field.name, CompletionKind::Declared(kind), if needed { rank::EXACT } else { rank::NEAR }) {
                item.snippet = format!("{}: $0", field.name);
                item.detail = in_words(&field.ty);
            }
        }
    }

    /// Whether a key stands in the brackets that open at a token, before or after the place.
    fn is_given(&self, open: usize, key: &str) -> bool {
        let all = &self.scope.context.all;
        let text = |at: usize| all.get(at).map_or("", |token| token.text);
        let mut depth = 0_usize;
        for at in open + 1..all.len() {
            match text(at) {
                "(" | "{" | "[" => depth += 1,
                ")" | "}" | "]" if depth == 0 => return false,
                ")" | "}" | "]" => depth -= 1,
                word if depth == 0 && word == key && text(at + 1) == ":" => return true,
                _ => {}
            }
        }
        false
    }

    /// What can stand in the parentheses of an event.
    fn of(&mut self, open: usize) {
        self.of_in(open, &[]);
    }

    fn of_in(&mut self, open: usize, front: &[&str]) {
        let context = self.scope.context;
        let Some(end) = open.checked_sub(1) else { return };
        let event = context.words(context.path_start(end), open);
        match event.as_slice() {
            ["answered"] => return self.actions(Written::Named, front),
            ["failed"] => {
                self.actions(Written::Named, front);
                return self.messages(Written::Named, front);
            }
            _ => {}
        }
        let Some((_, What::BuiltIn(event), _)) = self.scope.find(Space::Happening, &event) else { return };
        match event.family() {
            Family::Customer => {}
            Family::Message | Family::Delivery => self.messages(Written::Named, front),
            Family::Journey => self.declared(Space::Journey, front, |_, _| true),
            Family::Audience => self.declared(Space::Audience, front, |_, _| true),
        }
    }

    /// Packages, and what they declare.
    fn packages(&mut self, front: &[&str]) {
        let front = if front.is_empty() { String::new() } else { format!("{}.", front.join(".")) };
        let packages: Vec<SmolStr> = self.workspace.packages().map(|(name, _)| name.clone()).collect();
        for package in packages.iter().filter_map(|package| package.strip_prefix(front.as_str())) {
            if !package.is_empty() {
                self.push(package, CompletionKind::Package, rank::EXACT);
            }
        }
        if front.is_empty() {
            return;
        }
        for space in [
            Space::Happening,
            Space::Trait,
            Space::Type,
            Space::Channel,
            Space::Action,
            Space::Policy,
            Space::Journey,
            Space::Decision,
            Space::Placement,
            Space::Audience,
        ] {
            let words: Vec<&str> = front.trim_end_matches('.').split('.').collect();
            self.declared(space, &words, |_, _| true);
        }
    }

    /// A number with its units.
    pub fn units(&mut self) {
        let written = self.scope.context.written;
        let digits = written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if digits.is_empty() || digits.contains([':', '-']) {
            return;
        }
        let is_whole = digits.chars().all(|digit| digit.is_ascii_digit());
        let units = [("d", "days"), ("h", "hours"), ("m", "minutes"), ("s", "seconds"), ("w", "weeks"), ("ms", "milliseconds")];
        for (at, (unit, name)) in units.into_iter().enumerate().filter(|_| is_whole) {
            if let Some(item) = self.push(&format!("{digits}{unit}"), CompletionKind::Unit, at as u8) {
                item.detail = format!("{digits} {name}");
            }
        }
        if let Some(item) = self.push(&format!("{digits}%"), CompletionKind::Unit, 6) {
            item.detail = "a share".into();
        }
        for currency in self.currencies() {
            if let Some(item) = self.push(&format!("{digits} {currency}"), CompletionKind::Unit, 7) {
                item.detail = "an amount".into();
            }
        }
    }

    /// The currencies that this workspace speaks of.
    fn currencies(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for attribute in self.scope.names.attributes().iter() {
            if let Type::Amount(currency) = attribute.ty.known() {
                codes.push(currency.code().into());
            }
        }
        for token in &self.scope.context.all {
            let is_code = token.text.len() == 3 && token.text.chars().all(|letter| letter.is_ascii_uppercase());
            if is_code && token.span != self.scope.context.word {
                codes.push(token.text.into());
            }
        }
        if codes.is_empty() {
            codes.extend(["EUR".to_owned(), "GBP".to_owned(), "USD".to_owned()]);
        }
        codes.sort();
        codes.dedup();
        codes
    }

    /// How many are offered.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// The full name of what is offered at an index; what is written, where nothing else is said.
    pub fn full(&self, at: usize) -> Option<String> {
        let item = self.items.get(at)?;
        let used = item.also.first().and_then(|edit| edit.text.trim().strip_prefix("use "));
        Some(used.map_or_else(|| item.label.clone(), str::to_owned))
    }

    /// The type and rank of what is offered at an index.
    pub fn typed(&mut self, at: usize, ty: &Type, rank: u8) {
        let Some(item) = self.items.get_mut(at) else { return };
        let used = item.detail.split_once(" · ").map(|(_, used)| format!(" · {used}")).unwrap_or_default();
        item.detail = format!("{}{used}", in_words(ty));
        item.rank = if item.also.is_empty() { rank } else { rank.max(rank::USED) };
    }
}

/// A type as people write it; nothing where it isn't known.
pub(super) fn in_words(ty: &Type) -> String {
    if *ty == Type::Any { String::new() } else { ty.in_words() }
}

/// The kind of a declaration.
const fn kind_of(what: What) -> Kind {
    match what {
        What::Event | What::BuiltIn(_) => Kind::Event,
        What::Signal => Kind::Signal,
        What::Message => Kind::Message,
        What::Trait => Kind::Trait,
        What::Switch => Kind::Switch,
        What::Type => Kind::Type,
        What::Channel => Kind::Channel,
        What::Purpose => Kind::Purpose,
        What::Action => Kind::Action,
        What::Policy => Kind::Policy,
        What::Journey => Kind::Journey,
        What::Decision => Kind::Decision,
        What::Placement => Kind::Placement,
        What::Audience => Kind::Audience,
        What::Measure => Kind::Measure,
        What::Invariant => Kind::Invariant,
        What::Source => Kind::Source,
    }
}
