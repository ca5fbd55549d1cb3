//! What there is of what can stand at a place.

mod form;
mod name;

use baton_compiler::{
    Workspace,
    hir::{Field, FullName, Type},
    lookup::{Space, What},
};

use super::{
    Completion, CompletionKind, Completions, Extent, OFFERED,
    docs::{self, Docs},
    snippets::{self, Snippet, escaped},
    wanted::Wanted,
};
use crate::{Kind, built_in, context::Scope, import, search::fit, symbol::package_and_own, words::meaning};

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
            Wanted::Question => self.questions(&[]),
            Wanted::Journey => self.declared(Space::Journey, &[], |_, _| true),
            Wanted::Stage => self.stages(),
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
            Wanted::Each => self.each_key(),
            Wanted::Duration => {
                for (sample, detail) in
                    [("1h", "an hour"), ("1d", "24 hours"), ("7d", "seven days"), ("30d", "thirty days")]
                {
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
                    let (from, fields) = (self.len(), self.scope.fields_of(&event));
                    fields.iter().for_each(|field| self.field(field, Kind::Field, rank::EXACT));
                    self.document(from, &docs::fields(self.workspace, &event));
                }
                self.events(*use_of, &front);
            }
            Wanted::Message(written) => self.messages(*written, &front),
            Wanted::Action(written) => self.actions(*written, &front),
            Wanted::Question => self.questions(&front),
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

    /// A declaration by its name. A trait can't read itself, nor a signal follow on itself.
    pub fn name(&mut self, space: Space, label: &str, name: &FullName, what: What, rank: u8) {
        let is_own = matches!(what, What::Trait | What::Signal) && what.noun().ends_with(self.scope.context.keyword);
        if is_own && *name == self.scope.own() {
            return;
        }
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

    /// What is written behind a name, if it was offered just now.
    fn written(&mut self, label: &str, behind: &str) {
        if let Some(item) = self.items.last_mut().filter(|item| item.label == label) {
            item.snippet.push_str(behind);
        }
    }

    /// Documents what was offered from an index on, by the last word of each.
    pub fn document(&mut self, from: usize, docs: &Docs) {
        for item in self.items.iter_mut().skip(from) {
            let word = item.label.rsplit('.').next().unwrap_or_default();
            if let Some(text) = docs.get(word) {
                item.docs.clone_from(text);
            }
        }
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
