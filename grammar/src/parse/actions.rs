//! Channels, messages, actions and decisions (§6, §12): what journeys and touchpoints ask for.

use super::builder::{Builder, child, children};
use super::expr::NESTED;
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{Action, Capacity, ChannelItem, Choice, Decision, Message, MessageItem, MessageItemKind};

impl<'c> Builder<'c> {
    /// The items of a channel.
    pub fn channel_items(&mut self, pair: &Pair<'c>) -> Vec<ChannelItem> {
        let mut items = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::channel_item => items.extend(self.channel_item(&part)),
                Rule::channel_junk => self.junk(&part, previous.as_ref(), Part::ChannelItem),
                _ => continue,
            }
            previous = Some(part);
        }
        items
    }

    fn channel_item(&mut self, pair: &Pair<'c>) -> Option<ChannelItem> {
        let item = pair.clone().into_inner().next()?;
        match item.as_rule() {
            Rule::requires => self.child_expr(&item).map(ChannelItem::Requires),
            Rule::INBOUND => Some(ChannelItem::Inbound(self.span(&item))),
            _ => self.capacity(&item).map(ChannelItem::Capacity),
        }
    }

    fn capacity(&self, pair: &Pair<'c>) -> Option<Capacity> {
        let (count, unit) = (self.child_name(pair, Rule::INT)?, self.child_unit(pair)?);
        Some(Capacity { count, unit, span: self.span(pair) })
    }

    /// A message.
    pub fn message(&mut self, pair: &Pair<'c>) -> Message {
        let params = self.params(pair);
        let mut items = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::message_item => {
                    let kind = self.message_item(&part);
                    items.extend(kind.map(|kind| MessageItem { kind, span: self.span(&part) }));
                }
                Rule::message_junk => self.junk(&part, previous.as_ref(), Part::MessageItem),
                _ => continue,
            }
            previous = Some(part);
        }
        Message { params, items }
    }

    fn message_item(&mut self, pair: &Pair<'c>) -> Option<MessageItemKind> {
        let item = pair.clone().into_inner().next()?;
        match item.as_rule() {
            Rule::purpose => self.child_path(&item, Rule::PATH).map(MessageItemKind::Purpose),
            Rule::channels => {
                let names = self.paths(&child(&item, Rule::names)?);
                Some(MessageItemKind::Channels(names, self.child_expr(&item)))
            }
            Rule::hold => self.child_duration(&item).map(MessageItemKind::Hold),
            Rule::worth => self.child_expr(&item).map(MessageItemKind::Worth),
            Rule::chance => self.child_expr(&item).map(MessageItemKind::Chance),
            Rule::only_when => self.child_expr(&item).map(MessageItemKind::OnlyWhen),
            _ => {
                let template = self.child_plain(&item)?;
                Some(MessageItemKind::Content(template, self.child_record(&item)))
            }
        }
    }

    /// An action.
    pub fn action(&mut self, pair: &Pair<'c>) -> Action {
        let params = self.params(pair);
        let to = self.child_plain(pair);
        if to.is_none() {
            self.missing(pair, "expected `to` and the system's name in quotes");
        }
        let capacity = child(pair, Rule::capacity).and_then(|capacity| self.capacity(&capacity));
        let answers = child(pair, Rule::fields).map(|fields| self.fields(&fields));
        Action { params, to, capacity, answers }
    }

    /// A decision.
    pub fn decision(&mut self, pair: &Pair<'c>) -> Option<Decision> {
        let params = self.params(pair);
        let answers = self.fields(&child(pair, Rule::fields)?);
        let choices = self.choices(&child(pair, Rule::choices)?);
        Some(Decision { params, answers, choices })
    }

    fn choices(&mut self, pair: &Pair<'c>) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::choice => {
                    let choice = part.clone().into_inner().next().and_then(|choice| self.choice(&choice));
                    choices.push(choice.unwrap_or(Choice::Broken(self.span(&part))));
                }
                Rule::choice_junk => {
                    self.junk(&part, previous.as_ref(), Part::Choice);
                    choices.push(Choice::Broken(self.span(&part)));
                }
                _ => continue,
            }
            previous = Some(part);
        }
        choices
    }

    fn choice(&mut self, pair: &Pair<'c>) -> Option<Choice> {
        if pair.as_rule() == Rule::answer {
            return self.child_record(pair).map(Choice::Answer);
        }
        self.depth += 1;
        let choice = if self.depth > NESTED {
            self.too_deep_at(pair, "this `if` is nested too deeply", "give a part of it a name with `trait`");
            None
        } else {
            self.choice_if(pair)
        };
        self.depth -= 1;
        choice
    }

    fn choice_if(&mut self, pair: &Pair<'c>) -> Option<Choice> {
        let condition = self.value_in(pair, "expected a condition after `if`")?;
        let mut blocks = children(pair, Rule::choices);
        let then = self.choices(&blocks.next()?);
        let otherwise = match child(pair, Rule::choice_if) {
            Some(next) => Some(vec![self.choice(&next).unwrap_or(Choice::Broken(self.span(&next)))]),
            None => blocks.next().map(|choices| self.choices(&choices)),
        };
        Some(Choice::If { condition, then, otherwise })
    }
}
