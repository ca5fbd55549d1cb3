//! Sources (§16): how other records become events.

use super::builder::{Builder, child, has};
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{Clock, Plain, Source, SourceItem, SourceItemKind};

/// The formats that a source can have.
const FORMATS: [&str; 3] = ["csv", "tsv", "jsonl"];

impl<'c> Builder<'c> {
    /// A source.
    pub fn source(&mut self, pair: &Pair<'c>) -> Source {
        let format = self.child_name(pair, Rule::WORD);
        if format.is_none()
            && !has(pair, Rule::head_junk)
            && let Some(before) = child(pair, Rule::FROM).or_else(|| child(pair, Rule::new_name))
        {
            self.missing(&before, "expected `from csv`, `from tsv` or `from jsonl`");
        }
        if let Some(word) = child(pair, Rule::WORD).filter(|word| !FORMATS.contains(&word.as_str())) {
            let help = "the formats are `csv`, `tsv` and `jsonl`".to_owned();
            self.wrong(&word, &format!("`{}` is not a format", word.as_str()), Some(help));
        }
        let separator = self.child_plain(pair);
        let mut items = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::source_item => {
                    let kind = part.clone().into_inner().next().and_then(|item| self.source_item(&item));
                    items.extend(kind.map(|kind| SourceItem { kind, span: self.span(&part) }));
                }
                Rule::source_junk => self.junk(&part, previous.as_ref(), Part::SourceItem),
                _ => continue,
            }
            previous = Some(part);
        }
        Source { format, separator, items }
    }

    fn source_item(&mut self, pair: &Pair<'c>) -> Option<SourceItemKind> {
        if pair.as_rule() == Rule::take {
            return Some(SourceItemKind::Take {
                event: self.child_path(pair, Rule::PATH)?,
                condition: self.child_expr(pair),
                record: self.child_record(pair),
            });
        }
        let column = self.column(&child(pair, Rule::column)?)?;
        Some(match pair.as_rule() {
            Rule::source_customer => SourceItemKind::Customer(column),
            Rule::source_id => SourceItemKind::Id(column),
            Rule::source_via => SourceItemKind::Via(column),
            _ => {
                let clock = child(pair, Rule::clock).and_then(|clock| self.clock(&clock));
                if clock.is_none() && has(pair, Rule::AS) {
                    self.missing(pair, "expected `seconds`, `milliseconds`, `iso` or `hours since` a date after `as`");
                }
                SourceItemKind::At(column, clock)
            }
        })
    }

    fn column(&mut self, pair: &Pair<'c>) -> Option<Plain> {
        if let Some(word) = self.child_name(pair, Rule::WORD) {
            return Some(Plain { text: word.text, span: word.span });
        }
        self.child_plain(pair)
    }

    fn clock(&self, pair: &Pair<'c>) -> Option<Clock> {
        let clock = pair.clone().into_inner().next()?;
        Some(match clock.as_rule() {
            Rule::SECONDS => Clock::Seconds,
            Rule::MILLISECONDS => Clock::Milliseconds,
            Rule::ISO => Clock::Iso,
            _ => Clock::HoursSince(self.child_name(&clock, Rule::DATE)?),
        })
    }
}
