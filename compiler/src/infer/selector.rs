//! Occurrences (§7): which events are meant, through which channels, under which condition, of whose key and sends.

use baton_grammar::tree::{self, Happening, Name, Occurrence, Path, Span};
use baton_program::{BuiltIn, Comparison, Family};

use super::{Facts, Infer, Stands, broken, codes, in_words, learned, missing, typed};
use crate::{
    diagnostic::Finding,
    hir::{Expr, ExprKind, FullName, Selector, Type},
    lookup::{Space, What},
};

/// What an occurrence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// To ask history; the condition may be asked later.
    History,
    /// To begin something: an entry, the first event of a pattern.
    Entry,
    /// To move an instance.
    Trigger,
}

/// An occurrence whose event was found.
pub(crate) struct Selected {
    /// Which events.
    pub selector: Selector,
    /// The field that a measure names behind its event.
    pub field: Option<Expr>,
    /// What is known of the event's fields where its condition holds.
    pub facts: Facts,
}

/// The single happenings of an occurrence.
pub(crate) fn alternatives(occurrence: &Occurrence) -> Vec<&Happening> {
    match occurrence {
        Occurrence::One(happening) => vec![happening],
        Occurrence::Either(occurrences, _) => occurrences.iter().flat_map(alternatives).collect(),
    }
}

impl Infer<'_> {
    /// Events of which none is bound to a name.
    pub fn selectors(&mut self, occurrence: &Occurrence, role: Role) -> Vec<Selector> {
        let all = alternatives(occurrence).into_iter();
        all.filter_map(|one| self.whole(one, role).map(|selected| selected.selector)).collect()
    }

    /// An occurrence of a whole event, without a field behind it.
    pub fn whole(&mut self, happening: &Happening, role: Role) -> Option<Selected> {
        let (selected, rest) = self.selected(happening, role, false)?;
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            let written = missing::dotted(&happening.event);
            let message = format!("`{written}` is a field, where an event is wanted");
            let finding = Finding::new(codes::TAKES_NO_FIELD, first.span.to(last.span), message);
            self.report(finding.help(format!("write `{}`", selected.selector.event)));
            return None;
        }
        Some(selected)
    }

    /// An occurrence with the field that is measured.
    pub(super) fn with_field(&mut self, happening: &Happening, measure: &str) -> Option<Selected> {
        let (selected, rest) = self.selected(happening, Role::History, true)?;
        if rest.is_empty() {
            let written = missing::dotted(&happening.event);
            let finding = Finding::new(
                codes::NEEDS_FIELD,
                happening.event.span,
                format!("`{measure}` needs a field of `{written}`"),
            );
            self.report(finding.help(format!("write `{measure}({written}.field)`")));
            return None;
        }
        Some(selected)
    }

    /// The event, its condition, and the words behind the event's name.
    fn selected<'t>(&mut self, happening: &'t Happening, role: Role, measured: bool) -> Option<(Selected, &'t [Name])> {
        let (event, what, words) = self.event(&happening.event)?;
        let of = self.name_in_parentheses(happening.of.as_ref(), &event, what);
        let (via, asked_channel) = self.via(&happening.via);
        let rest = happening.event.words.get(words..).unwrap_or_default();
        let (condition, field, facts) = self.inside(&event, |this| {
            let condition = happening.condition.as_deref().map(|condition| this.condition(condition));
            let facts = condition.as_ref().map(|condition| learned(condition, true)).unwrap_or_default();
            let field = measured.then(|| this.measured_field(rest, &facts)).flatten();
            (condition, field, facts)
        });
        let condition = all_of(condition.into_iter().chain(asked_channel));
        let key = if happening.all.is_some() { None } else { self.key_field(&event, what, happening.event.span) };
        // Where something begins there is no instance yet whose sends could be meant.
        let own = role != Role::Entry && happening.all.is_none() && self.is_own(what, of.as_ref());
        let of = of.flatten();
        let selector = Selector { event, of, via, condition: condition.map(Box::new), key, own, span: happening.span };
        Some((Selected { selector, field, facts }, rest))
    }

    /// The event that a path begins with.
    pub fn event(&mut self, path: &Path) -> Option<(FullName, What, usize)> {
        let found = match self.names.find(Space::Happening, path) {
            Some(found) => found,
            None => {
                let missing = self.names.missing(Space::Happening, path);
                let finding = missing::finding(codes::UNKNOWN_EVENT, "event", path, &missing);
                let is_answer = matches!(path.words.as_slice(), [word] if word.text == "answered");
                let finding = if is_answer {
                    finding.help("`do … as x within d` waits for an action's answer")
                } else {
                    finding
                };
                self.report(finding);
                return None;
            }
        };
        if found.what == What::Message {
            let finding =
                Finding::new(codes::NOT_AN_EVENT, path.span, format!("`{}` is a message, not an event", found.name));
            self.report(
                finding.help(format!("say what happens to it: `sent({0})`, `clicked({0})`", missing::dotted(path))),
            );
            return None;
        }
        Some((found.name, found.what, found.words))
    }

    /// What stands in parentheses: nothing, or the full name; and none at all where it is wrong.
    fn name_in_parentheses(&mut self, of: Option<&Path>, event: &FullName, what: What) -> Option<Option<FullName>> {
        let Some(path) = of else { return Some(None) };
        let What::BuiltIn(built_in) = what else {
            let message = format!("`{event}` takes no name in parentheses");
            let finding = Finding::new(codes::NAME_IN_PARENTHESES, path.span, message);
            self.report(finding.help("only built-in events do, such as `clicked(message)` and `reached(journey)`"));
            return None;
        };
        match built_in.family() {
            Family::Message | Family::Delivery => self.message_of(path, built_in).map(Some),
            Family::Journey => self.named(Space::Journey, path, codes::UNKNOWN_JOURNEY).map(Some),
            Family::Audience => self.named(Space::Audience, path, codes::UNKNOWN_AUDIENCE).map(Some),
            Family::Customer => {
                self.error(codes::NAME_IN_PARENTHESES, path.span, format!("`{event}` takes no name in parentheses"));
                None
            }
        }
    }

    fn message_of(&mut self, path: &Path, built_in: BuiltIn) -> Option<FullName> {
        let is_message = self.names.find(Space::Happening, path).is_some_and(|found| found.what == What::Message);
        if built_in == BuiltIn::Failed && !is_message && self.names.find(Space::Action, path).is_some() {
            let message =
                format!("`failed({})` of an action can't be asked or waited for by itself", missing::dotted(path));
            let finding = Finding::new(codes::NAME_IN_PARENTHESES, path.span, message);
            self.report(finding.help("`do … as x within d else …` says what follows where an action fails"));
            return None;
        }
        self.message(path)
    }

    /// The message that a path names.
    pub fn message(&mut self, path: &Path) -> Option<FullName> {
        match self.names.find(Space::Happening, path) {
            Some(found) if found.what == What::Message && found.words == path.words.len() => Some(found.name),
            Some(found) => {
                let message = format!("`{}` is {}, not a message", found.name, missing::article(found.what));
                self.error(codes::UNKNOWN_MESSAGE, path.span, message);
                None
            }
            None => {
                let missing = self.names.missing(Space::Happening, path);
                let finding = missing::finding(codes::UNKNOWN_MESSAGE, "message", path, &missing);
                self.report(finding);
                None
            }
        }
    }

    /// The channels of `via`. In `by`, `via channel` means the one that is asked about, which is a condition.
    fn via(&mut self, paths: &[Path]) -> (Vec<FullName>, Option<Expr>) {
        let mut asked = None;
        let mut channels = Vec::new();
        for path in paths {
            let is_asked = matches!(path.words.as_slice(), [word] if word.text == "channel");
            if is_asked && self.scope.stands == Stands::By {
                asked = Some(is_asked_channel(path.span));
            } else {
                channels.extend(self.channel(path));
            }
        }
        (channels, asked)
    }

    /// The channels of a `via` that names declared channels.
    pub fn channels(&mut self, paths: &[Path]) -> Vec<FullName> {
        paths.iter().filter_map(|path| self.channel(path)).collect()
    }

    /// Does something inside the `where` of an event.
    fn inside<T>(&mut self, event: &FullName, work: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.scope.here.replace(event.clone());
        // The condition is asked when the event happens: what is known now of what can change says nothing.
        let result = self.knowing(self.facts.lasting(), work);
        self.scope.here = outer;
        result
    }

    /// The field of a measure, with what the condition has made sure of.
    fn measured_field(&mut self, words: &[Name], facts: &Facts) -> Option<Expr> {
        let (first, last) = (words.first()?, words.last()?);
        let path = Path { words: words.to_vec(), span: first.span.to(last.span) };
        if !self.is_field(&first.text) {
            let event = self.scope.here.clone()?;
            let message = format!("`{event}` has no field `{}`", first.text);
            let signature = self.names.event(&event)?;
            self.no_such(codes::UNKNOWN_FIELD, first, message, signature.fields.iter().map(|field| &field.name));
            return Some(broken(path.span));
        }
        let facts = self.facts.with(facts);
        let expr = tree::Expr { span: path.span, kind: tree::ExprKind::Path(path) };
        // A measured field hides nothing: it stands behind its event.
        let mark = self.findings.len();
        let field = self.knowing(facts, |this| this.expr(&expr, None));
        let hides: Vec<Finding> = self.findings.drain(mark..).filter(|finding| finding.code != codes::HIDES).collect();
        self.findings.extend(hides);
        Some(field)
    }

    /// The field that must be this journey's or signal's key.
    fn key_field(&mut self, event: &FullName, what: What, span: Span) -> Option<smol_str::SmolStr> {
        let key = self.scope.key.clone()?;
        let field = self.names.field(event, &key.name)?;
        let is_same = match (field.ty.known(), &key.ty) {
            (Type::Text(_), Type::Text(_)) | (_, Type::Any) | (Type::Any, _) => true,
            (Type::Enumeration(a), Type::Enumeration(b)) => a.iter().any(|value| b.contains(value)),
            (field, key) => field == key,
        };
        if is_same {
            return Some(key.name);
        }
        // Fields of built-in events are nobody's choice.
        if !matches!(what, What::BuiltIn(_)) {
            let (got, want) = (in_words(&field.ty), in_words(&key.ty));
            let message = format!("the field `{}` is `{got}` here, but the key `{}` is `{want}`", key.name, key.name);
            let finding = Finding::new(codes::KEY_TYPE, span, message);
            self.report(finding.help("give the field the key's type or another name"));
        }
        None
    }

    /// Whether an event of a message means a send of this instance.
    fn is_own(&self, what: What, of: Option<&Option<FullName>>) -> bool {
        let What::BuiltIn(built_in) = what else { return false };
        let is_of_message = matches!(built_in.family(), Family::Message | Family::Delivery);
        is_of_message
            && match of {
                Some(Some(message)) => self.scope.sends.contains(message),
                // Whoever unsubscribes from no message in particular wants none: that is about the customer.
                Some(None) => built_in != BuiltIn::Unsubscribed && !self.scope.sends.is_empty(),
                None => false,
            }
    }
}

/// `channel == <the one asked about>`, of the event that is asked about.
fn is_asked_channel(span: Span) -> Expr {
    let here = typed(ExprKind::HereChannel, Type::Channel.optional(), span);
    let asked = typed(ExprKind::AskedChannel, Type::Channel, span);
    typed(ExprKind::Compare(Comparison::Equal, Box::new(here), Box::new(asked)), Type::Bool, span)
}

/// All of some conditions.
fn all_of(conditions: impl Iterator<Item = Expr>) -> Option<Expr> {
    conditions.reduce(|a, b| {
        let span = a.span.to(b.span);
        typed(ExprKind::And(Box::new(a), Box::new(b)), Type::Bool, span)
    })
}
