//! The names that can be read at a place, and the types of what is written before it.

use std::sync::Arc;

use baton_compiler::{
    Workspace,
    hir::{Body, Field, FullName, Type},
    lookup::{EventSignature, Lookup, Space, What},
};
use baton_grammar::tree::{DeclKind, Name, Path, Span};
use baton_program::{Currency, Privacy};
use smol_str::SmolStr;

use super::{Context, FUNCTIONS, FrameKind, Token, TokenKind, opener};
use crate::symbol::full_name;

/// How much text a `text` holds where nothing else is written.
const TEXT_BYTES: u32 = 1024;

/// A place and what names answer in its file.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'c, 't> {
    pub context: &'c Context<'t>,
    pub workspace: &'c Workspace,
    pub names: &'c dyn Lookup,
}

/// What a name stands for that is bound in the declaration itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    /// An event.
    Event(FullName),
    /// The answer of an action.
    Answer(FullName),
}

/// A path of these words, without a place.
pub(crate) fn path(words: &[&str]) -> Path {
    let name = |word: &&str| Name { text: SmolStr::new(word), span: Span::default() };
    Path { words: words.iter().map(name).collect(), span: Span::default() }
}

/// A field that nobody declared.
pub(crate) fn field(name: &str, ty: Type) -> Field {
    Field { name: name.into(), ty, privacy: Privacy::Open }
}

impl Scope<'_, '_> {
    /// The full name of the declaration.
    pub fn own(&self) -> FullName {
        full_name(&self.names.package(), self.context.own_name().unwrap_or_default())
    }

    /// The declaration of a kind that words name, and how many of them name it.
    pub fn find(&self, space: Space, words: &[&str]) -> Option<(FullName, What, usize)> {
        let found = self.names.find(space, &path(words))?;
        Some((found.name, found.what, found.words))
    }

    /// The parameters of the declaration.
    pub fn params(&self) -> Vec<Field> {
        let own = self.own();
        match self.context.keyword {
            "message" => self.names.message(&own).map(|one| one.params.clone()),
            "decision" => self.names.decision(&own).map(|one| one.params.clone()),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The key of the declaration.
    pub fn key(&self) -> Option<Field> {
        let own = self.own();
        match self.context.keyword {
            "journey" => self.names.journey(&own)?.key.as_ref().map(|key| field(&key.name, key.ty.clone())),
            "signal" => {
                let signal = self.names.event(&own)?;
                let key = signal.key.as_ref()?;
                signal.fields.iter().find(|field| field.name == *key).cloned()
            }
            _ => None,
        }
    }

    /// The `as` names of the declaration, and what they stand for.
    pub fn bound(&self) -> Vec<(&str, Bound)> {
        let tokens = &self.context.all;
        let binds = (0..tokens.len()).filter(|at| text(tokens, *at) == "as");
        let mut bound: Vec<(&str, Bound)> = binds.filter_map(|at| self.bind(tokens, at)).collect();
        bound.sort_by_key(|(name, _)| *name);
        bound.dedup_by(|(a, _), (b, _)| a == b);
        bound
    }

    fn bind<'a>(&self, tokens: &'a [Token<'_>], at: usize) -> Option<(&'a str, Bound)> {
        let name = tokens.get(at + 1).filter(|token| token.kind == TokenKind::Word)?;
        let (start, end) = named_before(tokens, at)?;
        let words: Vec<&str> = words(tokens, start, end + 1);
        let bound = match start.checked_sub(1).map(|at| text(tokens, at)) {
            Some("do") => Bound::Answer(self.find(Space::Action, &words)?.0),
            _ => Bound::Event(self.find(Space::Happening, &words)?.0),
        };
        Some((name.text, bound))
    }

    /// The event whose `where` the place stands in.
    pub fn here(&self) -> Option<Arc<EventSignature>> {
        let tokens = &self.context.tokens;
        let mut at = tokens.len();
        for frame in self.context.frames.iter().rev() {
            let is_asked = frame.kind == FrameKind::Asked;
            let from = if is_asked { frame.open + 1 } else { frame.start };
            while at > from {
                at -= 1;
                match text(tokens, at) {
                    ")" | "}" | "]" => at = opener(tokens, at)?,
                    "," if is_asked => return None,
                    "where" => {
                        let (start, end) = named_before(tokens, at)?;
                        let words = words(tokens, start, end + 1);
                        return self.names.event(&self.find(Space::Happening, &words)?.0);
                    }
                    _ => {}
                }
            }
            let goes_on = matches!(
                frame.kind,
                FrameKind::Group
                    | FrameKind::Values
                    | FrameKind::List
                    | FrameKind::Hole
                    | FrameKind::Key
                    | FrameKind::Asked
            );
            if !goes_on {
                return None;
            }
            at = frame.open;
        }
        None
    }

    /// What is of an event: its fields, time and channel.
    pub fn fields_of(&self, event: &FullName) -> Vec<Field> {
        let mut fields = self.names.event(event).map(|event| event.fields.clone()).unwrap_or_default();
        fields.push(field("at", Type::Instant));
        fields.push(field("channel", Type::Channel.optional()));
        fields
    }

    /// What is of a bound name.
    pub fn fields_of_bound(&self, bound: &Bound) -> Vec<Field> {
        match bound {
            Bound::Event(event) => self.fields_of(event),
            Bound::Answer(action) => self.names.action(action).and_then(|one| one.answers.clone()).unwrap_or_default(),
        }
    }

    /// What is of a value of this type.
    pub fn fields_of_type(&self, ty: &Type) -> Vec<Field> {
        match ty.known() {
            Type::Event(event) => self.fields_of(event),
            Type::List(_) => vec![field("size", Type::Int)],
            Type::Instant => {
                let days = ["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday"];
                let days = Type::Enumeration(days.map(SmolStr::new_static).into());
                vec![
                    field("date", Type::Date),
                    field("hour", Type::Int),
                    field("time", Type::Time),
                    field("weekday", days),
                ]
            }
            _ => Vec::new(),
        }
    }

    /// What is of what these words name, where they name something that has fields.
    pub fn inner(&self, words: &[&str]) -> Vec<Field> {
        match words {
            [] => Vec::new(),
            ["customer"] => self.attributes(),
            [name] if !self.here().is_some_and(|here| has(&here.fields, name)) => {
                let bound = self.bound().into_iter().find(|(bound, _)| bound == name);
                match bound {
                    Some((_, bound)) => self.fields_of_bound(&bound),
                    None => self.type_of(words).map(|ty| self.fields_of_type(&ty)).unwrap_or_default(),
                }
            }
            _ => self.type_of(words).map(|ty| self.fields_of_type(&ty)).unwrap_or_default(),
        }
    }

    /// The attributes of the customer.
    pub fn attributes(&self) -> Vec<Field> {
        self.names.attributes().iter().map(|one| field(&one.name, one.ty.clone())).collect()
    }

    /// The type of what words name.
    pub fn type_of(&self, words: &[&str]) -> Option<Type> {
        let (last, front) = words.split_last()?;
        if !front.is_empty() {
            let found = self.inner(front).into_iter().find(|field| field.name == *last);
            return found.map(|field| field.ty).or_else(|| self.trait_type(words));
        }
        if let Some(found) = self.here().and_then(|here| here.fields.iter().find(|field| field.name == *last).cloned())
        {
            return Some(found.ty);
        }
        if let Some((_, bound)) = self.bound().into_iter().find(|(name, _)| name == last) {
            return match bound {
                Bound::Event(event) => Some(Type::Event(event)),
                Bound::Answer(_) => None,
            };
        }
        match *last {
            "now" | "start" => return Some(Type::Instant),
            "channel" => return Some(Type::Channel),
            _ => {}
        }
        let own = self.params().into_iter().chain(self.key()).find(|field| field.name == *last);
        own.map(|field| field.ty).or_else(|| self.trait_type(words))
    }

    fn trait_type(&self, words: &[&str]) -> Option<Type> {
        match self.find(Space::Trait, words)? {
            (_, What::Switch, _) => Some(Type::Bool),
            (name, _, _) => Some(self.names.trait_type(&name)),
        }
    }

    /// The type of the operand that ends with a token.
    pub fn operand(&self, end: usize) -> Option<Type> {
        let tokens = &self.context.tokens;
        let token = tokens.get(end)?;
        match token.kind {
            TokenKind::Text => Some(Type::Text(TEXT_BYTES)),
            TokenKind::Number => Some(literal(token.text)),
            TokenKind::Word => match Currency::from_code(token.text) {
                Some(currency) => Some(Type::Amount(currency)),
                None => self.type_of(&words(tokens, self.context.path_start(end), end + 1)),
            },
            TokenKind::Sign if token.text == ")" => {
                let open = opener(tokens, end)?;
                let function = open.checked_sub(1).map_or("", |at| text(tokens, at));
                if FUNCTIONS.contains(&function) {
                    self.measured(function, open)
                } else {
                    self.operand(end.checked_sub(1)?)
                }
            }
            _ => None,
        }
    }

    /// The type of a function of history.
    fn measured(&self, function: &str, open: usize) -> Option<Type> {
        Some(match function {
            "count" | "distinct" => Type::Int,
            "seen" => Type::Bool,
            "share" => Type::Number.optional(),
            "since" | "until" => Type::Duration,
            _ => {
                let tokens = &self.context.tokens;
                let mut end = open + 1;
                while text(tokens, end + 1) == "." {
                    end += 2;
                }
                let path = words(tokens, open + 1, end + 1);
                let (event, _, used) = self.find(Space::Happening, &path)?;
                let field = path.get(used)?;
                let found = self.fields_of(&event).into_iter().find(|one| one.name == *field)?;
                if function == "sum" { found.ty.known().clone() } else { found.ty.optional() }
            }
        })
    }

    /// The type that is written from a colon on: `: type =`.
    pub fn written(&self, at: usize) -> Option<Type> {
        let tokens = &self.context.tokens;
        (text(tokens, at) == ":").then_some(())?;
        let end = (at..tokens.len()).find(|end| text(tokens, *end) == "=")?;
        let ty: Vec<&str> = (at + 1..end).map(|at| text(tokens, at)).collect();
        let parse = baton_grammar::parse(&format!("trait x: {} = 1", ty.join(" ")));
        let DeclKind::Trait(one) = &parse.file.items.first()?.decl.kind else { return None };
        one.ty.as_ref().map(|ty| self.names.type_of(ty))
    }

    /// The fields that can be given in a record or call, and whether any other key can be, too.
    pub fn given(&self, frame: usize) -> Option<Vec<Field>> {
        let frame = self.context.frames.get(frame)?;
        let tokens = &self.context.tokens;
        let before = frame.open.checked_sub(1)?;
        let start = self.context.path_start(before);
        let named = || words(tokens, start, before + 1);
        let outer = self.context.frames.iter().rev().find(|outer| outer.open < frame.open)?;
        if frame.kind == FrameKind::Call {
            let word = start.checked_sub(1).map_or("", |at| text(tokens, at));
            return match word {
                "do" => self.names.action(&self.find(Space::Action, &named())?.0).map(|one| one.params.clone()),
                "ask" => self.names.decision(&self.find(Space::Decision, &named())?.0).map(|one| one.params.clone()),
                _ => self.names.message(&self.find(Space::Happening, &named())?.0).map(|one| one.params.clone()),
            };
        }
        match outer.kind {
            FrameKind::Block => self.fields_told(&named()),
            FrameKind::Choices => self.names.decision(&self.own()).map(|one| one.answers.clone()),
            FrameKind::Source => {
                let end = (outer.start..frame.open).find(|at| text(tokens, *at) == "where").unwrap_or(frame.open);
                self.fields_told(&words(tokens, outer.start, end))
            }
            FrameKind::Test => self.told(outer.start, frame.open),
            _ => None,
        }
    }

    /// What a line of a test tells or expects, from its first token to the record.
    fn told(&self, start: usize, open: usize) -> Option<Vec<Field>> {
        let tokens = &self.context.tokens;
        match (text(tokens, start), text(tokens, start + 1)) {
            ("customer", _) => Some(self.attributes()),
            ("expect", "answer") => {
                let asked = (0..start).rev().find(|at| text(tokens, *at) == "ask")? + 1;
                let end = (asked..open).find(|at| text(tokens, *at) == "(" || !is_of_path(tokens, *at)).unwrap_or(open);
                let name = self.find(Space::Decision, &words(tokens, asked, end))?.0;
                self.names.decision(&name).map(|one| one.answers.clone())
            }
            ("expect", what) => {
                let mut end = start + 2;
                while text(tokens, end + 1) == "." {
                    end += 2;
                }
                let named = words(tokens, start + 2, end + 1);
                if what == "did" {
                    return self.names.action(&self.find(Space::Action, &named)?.0).map(|one| one.params.clone());
                }
                Some(self.content(&self.find(Space::Happening, &named)?.0))
            }
            _ => {
                let (from, to) = named_before(tokens, open)?;
                let event = words(tokens, from, to + 1);
                if event == ["answered"] {
                    let action = words(tokens, to + 2, open.checked_sub(1)?);
                    let action = self.find(Space::Action, &action)?.0;
                    return self.names.action(&action)?.answers.clone();
                }
                self.fields_told(&event)
            }
        }
    }

    /// What a message says.
    fn content(&self, message: &FullName) -> Vec<Field> {
        let Some(declared) = self.workspace.declared(Space::Happening, message) else { return Vec::new() };
        let Body::Message(message) = declared.body else { return Vec::new() };
        let values = message.content.iter().flat_map(|(_, values)| values);
        values.map(|(key, value)| field(key, value.ty.clone())).collect()
    }

    /// The fields of an event that is told or made.
    fn fields_told(&self, event: &[&str]) -> Option<Vec<Field>> {
        if event == ["customer_changed"] {
            return Some(self.attributes());
        }
        let name = self.find(Space::Happening, event)?.0;
        self.names.event(&name).map(|event| event.fields.clone())
    }
}

/// Whether a token can be one of a path.
fn is_of_path(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word || token.text == ".")
}

fn has(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| field.name == name)
}

fn text<'t>(tokens: &[Token<'t>], at: usize) -> &'t str {
    tokens.get(at).map_or("", |token| token.text)
}

fn words<'t>(tokens: &[Token<'t>], from: usize, to: usize) -> Vec<&'t str> {
    let these = tokens.get(from..to).unwrap_or_default();
    these.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.text).collect()
}

/// The first and last token of the name before an `as`, `where` or record: what is in parentheses, `via` and `as` between
/// them left out. Of several events in parentheses it is the first.
fn named_before(tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
    let mut end = at.checked_sub(1)?;
    if end >= 2 && text(tokens, end - 1) == "as" {
        end -= 2;
    }
    let mut via = end;
    while via >= 1 && (is_of_path(tokens, via) && !matches!(text(tokens, via), "on" | "goal" | "exit" | "enter")) {
        if text(tokens, via) == "via" {
            end = via.checked_sub(1)?;
            break;
        }
        via -= 1;
    }
    if text(tokens, end) == ")" {
        let open = opener(tokens, end)?;
        let is_name = open.checked_sub(1).is_some_and(|at| {
            tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
                && !FUNCTIONS.contains(&text(tokens, at))
                && !matches!(text(tokens, at), "on" | "goal" | "exit" | "enter" | "no" | "then" | "of" | "after" | "or")
        });
        if !is_name {
            let mut end = open + 1;
            while text(tokens, end + 1) == "." {
                end += 2;
            }
            return Some((open + 1, end));
        }
        end = open - 1;
    }
    let mut start = end;
    while start >= 2 && text(tokens, start - 1) == "." {
        start -= 2;
    }
    Some((start, end))
}

/// The type of a number with its unit or sign.
fn literal(text: &str) -> Type {
    if text.contains('T') {
        Type::Instant
    } else if text.contains(':') {
        Type::Time
    } else if text.contains('-') {
        Type::Date
    } else if text.ends_with('%') || text.contains('.') {
        Type::Number
    } else if text.ends_with(|last: char| last.is_ascii_digit()) {
        Type::Int
    } else {
        Type::Duration
    }
}
