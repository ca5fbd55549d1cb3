//! Journeys: their items (§10).

use super::builder::{Builder, child, children, has};
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{Again, Gone, Journey, JourneyItem, JourneyItemKind, Trigger};

impl<'c> Builder<'c> {
    /// A journey.
    pub fn journey(&mut self, pair: &Pair<'c>) -> Journey {
        let each = self.each(pair);
        let mut items = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::journey_item => {
                    let docs = self.docs(&part);
                    let kind = part.clone().into_inner().next().and_then(|item| self.journey_item(&item));
                    items.push(JourneyItem {
                        docs,
                        kind: kind.unwrap_or(JourneyItemKind::Broken),
                        span: self.span(&part),
                    });
                }
                Rule::journey_junk => {
                    self.junk(&part, previous.as_ref(), Part::JourneyItem);
                    let docs = self.docs(&part);
                    items.push(JourneyItem { docs, kind: JourneyItemKind::Broken, span: self.span(&part) });
                }
                _ => continue,
            }
            previous = Some(part);
        }
        Journey { each, items }
    }

    fn journey_item(&mut self, pair: &Pair<'c>) -> Option<JourneyItemKind> {
        Some(match pair.as_rule() {
            Rule::stage => JourneyItemKind::Stage(self.child_name(pair, Rule::NAME)?),
            Rule::owner => JourneyItemKind::Owner(self.child_plain(pair)?),
            Rule::enter => JourneyItemKind::Enter(self.trigger(pair)?),
            Rule::again => JourneyItemKind::Again(self.again(pair)?),
            Rule::goal => JourneyItemKind::Goal {
                trigger: self.trigger(pair)?,
                within: child(pair, Rule::within).and_then(|within| self.child_duration(&within)),
                to: self.child_name(pair, Rule::NAME),
            },
            Rule::exit => {
                let trigger = self.trigger(pair)?;
                let because = child(pair, Rule::because).and_then(|because| self.child_plain(&because));
                JourneyItemKind::Exit { trigger, because }
            }
            Rule::limit => {
                let limit = self.child_duration(pair);
                if limit.is_none() {
                    self.missing(pair, "expected a duration after `limit`");
                }
                JourneyItemKind::Limit(limit)
            }
            Rule::paused => JourneyItemKind::Paused(self.child_expr(pair)?),
            Rule::on_item => {
                let bound = self.child_bound(pair)?;
                let reaction = self.child_reaction(pair);
                if reaction.is_none() {
                    self.missing(pair, "expected `->` or `{` after this event");
                }
                JourneyItemKind::On(bound, reaction)
            }
            Rule::step => {
                let name = self.new_name(pair);
                if name.is_none()
                    && let Some(word) = child(pair, Rule::STEP)
                {
                    self.missing(&word, "expected a name after `step`");
                }
                let body = self.block(&child(pair, Rule::block)?);
                JourneyItemKind::Step { name, was: self.was(pair), body }
            }
            _ => self.gone_step(pair)?,
        })
    }

    fn trigger(&mut self, pair: &Pair<'c>) -> Option<Trigger> {
        if has(pair, Rule::WHEN) {
            return self.child_expr(pair).map(Trigger::When);
        }
        self.child_bound(pair).map(Trigger::On)
    }

    fn again(&mut self, pair: &Pair<'c>) -> Option<Again> {
        if has(pair, Rule::NEVER) {
            return Some(Again::Never);
        }
        if has(pair, Rule::ALWAYS) {
            return Some(Again::Always);
        }
        self.child_duration(pair).map(Again::After)
    }

    fn gone_step(&mut self, pair: &Pair<'c>) -> Option<JourneyItemKind> {
        let mut names = children(pair, Rule::NAME).map(|name| self.name(&name));
        let (step, target) = (names.next()?, names.next());
        drop(names);
        let to = match target {
            Some(target) => Gone::Step(target),
            None => Gone::Leave(self.child_plain(pair)?),
        };
        Some(JourneyItemKind::From { step, to })
    }
}
