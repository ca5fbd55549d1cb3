//! Declarations (§6), except those whose bodies have files of their own.

use std::sync::Arc;

use smol_str::SmolStr;

use super::builder::{Builder, child, children, end_of, has};
use super::{Pair, Rule};
use crate::tree::{
    AlertSide, Audience, Decl, DeclKind, Item, MeasureDecl, Name, Placement, Signal, Span, SwitchState, Trait, Unit,
};

impl<'c> Builder<'c> {
    /// A declaration.
    pub fn decl(&mut self, pair: Pair<'c>) -> Item {
        let docs = self.begin_item(pair.as_span().start());
        let private = self.child_span(&pair, Rule::PRIVATE);
        let Some(inner) = pair.clone().into_inner().find(|part| part.as_rule() != Rule::PRIVATE) else {
            return self.broken_item(docs, private, &pair, None, None);
        };
        let keyword = inner.clone().into_inner().next();
        let name = match inner.as_rule() {
            Rule::placement => self.child_name(&inner, Rule::NAME),
            Rule::test => None,
            _ => self.new_name(&inner),
        };
        if name.is_none()
            && needs_name(inner.as_rule())
            && let Some(keyword) = &keyword
        {
            self.missing(keyword, &format!("expected a name after `{}`", keyword.as_str()));
        }
        let was = self.was(&inner);
        let Some(kind) = self.decl_kind(&inner) else {
            return self.broken_item(docs, private, &pair, keyword, name);
        };
        let keyword =
            keyword.map_or(Name { text: SmolStr::default(), span: Span::default() }, |keyword| self.name(&keyword));
        self.item(Decl { docs, private, keyword, name, was, kind, span: self.decl_span(&pair) })
    }

    /// A declaration of which only its word and perhaps its name could be understood.
    pub fn broken_decl(&mut self, pair: Pair<'c>) -> Item {
        let docs = self.begin_item(pair.as_span().start());
        let private = self.child_span(&pair, Rule::PRIVATE);
        let keyword = child(&pair, Rule::decl_word);
        let name =
            child(&pair, Rule::new_name).filter(|name| child(name, Rule::NAME).is_some()).map(|name| self.name(&name));
        self.broken_item(docs, private, &pair, keyword, name)
    }

    fn broken_item(
        &self,
        docs: Vec<SmolStr>,
        private: Option<Span>,
        pair: &Pair<'c>,
        keyword: Option<Pair<'c>>,
        name: Option<Name>,
    ) -> Item {
        let keyword =
            keyword.map_or(Name { text: SmolStr::default(), span: Span::default() }, |keyword| self.name(&keyword));
        self.item(Decl { docs, private, keyword, name, was: None, kind: DeclKind::Broken, span: self.decl_span(pair) })
    }

    fn item(&self, decl: Decl) -> Item {
        Item { start: self.item_start(), decl: Arc::new(decl) }
    }

    /// From the documentation to the last word or sign.
    fn decl_span(&self, pair: &Pair<'c>) -> Span {
        Span::new(0, self.place(0, end_of(pair)).end)
    }

    fn decl_kind(&mut self, pair: &Pair<'c>) -> Option<DeclKind> {
        Some(match pair.as_rule() {
            Rule::customer => DeclKind::Customer(self.fields(&child(pair, Rule::fields)?)),
            Rule::event => DeclKind::Event(self.fields(&child(pair, Rule::fields)?)),
            Rule::enumeration => DeclKind::Enumeration(self.plain_names(pair)),
            Rule::trait_decl => DeclKind::Trait(self.trait_decl(pair)),
            Rule::signal => DeclKind::Signal(self.signal(pair)),
            Rule::channel => DeclKind::Channel(self.channel_items(pair)),
            Rule::priorities => DeclKind::Priorities(self.plain_names(pair)),
            Rule::message => DeclKind::Message(self.message(pair)),
            Rule::action => DeclKind::Action(self.action(pair)),
            Rule::policy => DeclKind::Policy(self.rules(pair)),
            Rule::journey => DeclKind::Journey(self.journey(pair)),
            Rule::source => DeclKind::Source(self.source(pair)),
            Rule::test => DeclKind::Test(self.test(pair)),
            Rule::decision => DeclKind::Decision(self.decision(pair)?),
            Rule::placement => DeclKind::Placement(self.placement(pair)),
            Rule::audience => DeclKind::Audience(self.audience(pair)),
            Rule::switch => DeclKind::Switch(self.switch(pair)),
            Rule::measure => DeclKind::Measure(self.measure_decl(pair)),
            Rule::invariant => DeclKind::Invariant(self.invariant(pair)),
            _ => return None,
        })
    }

    fn plain_names(&self, pair: &Pair<'c>) -> Vec<Name> {
        children(pair, Rule::NAME).map(|name| self.name(&name)).collect()
    }

    fn trait_decl(&mut self, pair: &Pair<'c>) -> Trait {
        let ty = child(pair, Rule::type_of).and_then(|ty| self.type_of(&ty));
        if ty.is_none() && has(pair, Rule::COLON) {
            self.missing(pair, "expected a type after `:`");
            return Trait { ty, value: None };
        }
        Trait { ty, value: self.assigned(pair) }
    }

    /// The value behind `=`.
    fn assigned(&mut self, pair: &Pair<'c>) -> Option<crate::tree::Expr> {
        if !has(pair, Rule::ASSIGN) {
            self.missing(pair, "expected `=` and a value");
            return None;
        }
        self.value_in(pair, "expected a value after `=`")
    }

    fn signal(&mut self, pair: &Pair<'c>) -> Signal {
        let pattern = child(pair, Rule::pattern).and_then(|pattern| self.pattern(&pattern));
        if pattern.is_none() {
            let message = if has(pair, Rule::ASSIGN) {
                "expected an event or `becomes` after `=`"
            } else {
                "expected `=` and a pattern"
            };
            self.missing(pair, message);
        }
        Signal { each: self.each(pair), pattern }
    }

    fn placement(&mut self, pair: &Pair<'c>) -> Placement {
        let placement = Placement { via: self.child_path(pair, Rule::PATH), shows: self.child_name(pair, Rule::INT) };
        if placement.via.is_none() {
            self.missing(pair, "expected `via` and a channel");
        } else if placement.shows.is_none() {
            self.missing(pair, "expected `shows` and a number");
        }
        placement
    }

    fn audience(&mut self, pair: &Pair<'c>) -> Audience {
        Audience { refreshed: self.child_name(pair, Rule::TIME), condition: self.assigned(pair) }
    }

    fn switch(&mut self, pair: &Pair<'c>) -> Option<SwitchState> {
        let state = switch_state(pair);
        if state.is_none() {
            self.missing(pair, "expected `= on` or `= off`");
        }
        state
    }

    fn measure_decl(&mut self, pair: &Pair<'c>) -> MeasureDecl {
        let mut occurrences = children(pair, Rule::occurrence).filter_map(|part| self.occurrence(&part));
        let (part, whole) = (occurrences.next(), occurrences.next());
        drop(occurrences);
        let unit = self.child_unit(pair);
        if unit.is_none() {
            self.missing(pair, "expected `per` and `hour`, `day`, `week` or `month`");
        }
        let side = if has(pair, Rule::BELOW) { AlertSide::Below } else { AlertSide::Above };
        MeasureDecl {
            part,
            whole,
            within: child(pair, Rule::within).and_then(|within| self.child_duration(&within)),
            by: self.child_expr(pair),
            unit,
            alert: self.child_percent(pair).map(|share| (side, share)),
        }
    }

    /// The share in a node, without its sign.
    pub fn child_percent(&self, pair: &Pair<'c>) -> Option<Name> {
        let share = child(pair, Rule::PERCENT)?;
        Some(Name { text: share.as_str().trim_end_matches('%').into(), span: self.span(&share) })
    }

    /// The calendar unit in a node, if it is there.
    pub fn child_unit(&self, pair: &Pair<'c>) -> Option<Unit> {
        let word = child(pair, Rule::unit)?.into_inner().next()?;
        Some(match word.as_rule() {
            Rule::HOUR => Unit::Hour,
            Rule::DAY => Unit::Day,
            Rule::WEEK => Unit::Week,
            _ => Unit::Month,
        })
    }
}

/// `on` or `off` in a node.
pub(super) fn switch_state(pair: &Pair) -> Option<SwitchState> {
    if has(pair, Rule::ON) {
        return Some(SwitchState::On);
    }
    has(pair, Rule::OFF).then_some(SwitchState::Off)
}

fn needs_name(rule: Rule) -> bool {
    !matches!(rule, Rule::customer | Rule::priorities | Rule::test)
}
