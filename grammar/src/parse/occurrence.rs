//! Occurrences (§7) and patterns (§9).

use super::builder::{Builder, child, children};
use super::expr::NESTED;
use super::{Pair, Rule};
use crate::tree::{Bound, Each, Happening, Link, Occurrence, Path, Pattern, PatternEnd};

impl<'c> Builder<'c> {
    /// An `occurrence` or `bound`.
    pub fn occurrence(&mut self, pair: &Pair<'c>) -> Option<Occurrence> {
        if let Some(either) = child(pair, Rule::either) {
            self.depth += 1;
            let mut parts = Vec::new();
            if self.depth <= NESTED {
                parts.extend(children(&either, Rule::one_of_either).filter_map(|part| self.occurrence(&part)));
            }
            self.depth -= 1;
            return Some(Occurrence::Either(parts, self.span(&either)));
        }
        let condition = match child(pair, Rule::narrow_filter).and_then(|filter| child(&filter, Rule::narrow)) {
            Some(narrow) => Some(self.narrow(narrow)),
            None => child(pair, Rule::filter).and_then(|filter| self.child_expr(&filter)),
        };
        Some(Occurrence::One(Happening {
            all: self.child_span(pair, Rule::all),
            event: self.child_path(pair, Rule::PATH)?,
            of: child(pair, Rule::of).and_then(|of| self.child_path(&of, Rule::PATH)),
            via: self.via(pair),
            bind: child(pair, Rule::bind).and_then(|bind| self.child_name(&bind, Rule::NAME)),
            condition: condition.map(Box::new),
            span: self.span(pair),
        }))
    }

    /// The `bound` in a node, if it is there.
    pub fn child_bound(&mut self, pair: &Pair<'c>) -> Option<Bound> {
        child(pair, Rule::bound).and_then(|bound| self.occurrence(&bound))
    }

    /// `via c or d`; empty if it is not there.
    pub fn via(&self, pair: &Pair<'c>) -> Vec<Path> {
        let via = child(pair, Rule::via).or_else(|| child(pair, Rule::one_via));
        via.map(|via| self.paths(&via)).unwrap_or_default()
    }

    /// `for each key, up to N`.
    pub fn each(&self, pair: &Pair<'c>) -> Option<Each> {
        let each = child(pair, Rule::each)?;
        let up_to = child(&each, Rule::limit_keys).and_then(|keys| self.child_name(&keys, Rule::INT));
        Some(Each { key: self.child_name(&each, Rule::WORD)?, up_to, span: self.span(&each) })
    }

    /// What a signal waits for.
    pub fn pattern(&mut self, pair: &Pair<'c>) -> Option<Pattern> {
        if let Some(becomes) = child(pair, Rule::becomes) {
            return self.child_expr(&becomes).map(Pattern::Becomes);
        }
        let first = self.child_bound(pair)?;
        let links = children(pair, Rule::link).filter_map(|link| self.link(&link)).collect();
        let end = match (child(pair, Rule::then_no), child(pair, Rule::all_within)) {
            (Some(no), _) => self.then_no(&no),
            (None, Some(all)) => self.child_duration(&all).map(PatternEnd::AllWithin),
            (None, None) => None,
        };
        Some(Pattern::Sequence { first, links, end })
    }

    fn link(&mut self, pair: &Pair<'c>) -> Option<Link> {
        let event = self.child_bound(pair)?;
        let within = self.child_duration(pair);
        if within.is_none() && child(pair, Rule::WITHIN).is_some() {
            self.missing(pair, "expected a duration after `within`");
        }
        Some(Link { event, within })
    }

    fn then_no(&mut self, pair: &Pair<'c>) -> Option<PatternEnd> {
        let occurrence = child(pair, Rule::occurrence).and_then(|occurrence| self.occurrence(&occurrence))?;
        let within = self.child_duration(pair);
        if within.is_none() {
            self.missing(pair, "expected `within` and a duration after `then no …`");
        }
        Some(PatternEnd::No(occurrence, within))
    }
}
