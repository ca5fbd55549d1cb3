//! Tests (§15).

use super::builder::{Builder, child, children};
use super::decl::switch_state;
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{Expectation, Extent, Line, LineKind, Moment, Outcome, Test, Told};

impl<'c> Builder<'c> {
    /// A test.
    pub fn test(&mut self, pair: &Pair<'c>) -> Test {
        let title = self.child_plain(pair);
        self.new_name(pair);
        if title.is_none()
            && child(pair, Rule::head_junk).is_none()
            && let Some(word) = child(pair, Rule::TEST)
        {
            self.missing(&word, "expected what the test shows, in quotes, after `test`");
        }
        let mut lines = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::line => {
                    let kind = part.clone().into_inner().next().and_then(|line| self.line(&line));
                    lines.push(Line { kind: kind.unwrap_or(LineKind::Broken), span: self.span(&part) });
                }
                Rule::line_junk => {
                    self.junk(&part, previous.as_ref(), Part::Line);
                    lines.push(Line { kind: LineKind::Broken, span: self.span(&part) });
                }
                _ => continue,
            }
            previous = Some(part);
        }
        Test { title, lines }
    }

    fn line(&mut self, pair: &Pair<'c>) -> Option<LineKind> {
        Some(match pair.as_rule() {
            Rule::tell_customer => {
                let (name, record) = (self.child_plain(pair), self.child_record(pair));
                if record.is_none() {
                    self.missing(pair, "expected `{` after `customer`");
                }
                LineKind::Customer(name, record)
            }
            Rule::tell_at => LineKind::At(self.moment(pair)?, self.told(pair)),
            Rule::tell_after => LineKind::After(self.child_duration(pair)?, self.told(pair)),
            Rule::turn => LineKind::Turn(switch_state(pair)?, self.child_path(pair, Rule::PATH)?),
            Rule::ask => LineKind::Ask(child(pair, Rule::call).and_then(|call| self.call(&call))?),
            Rule::in_holdout => LineKind::InHoldout(self.child_path(pair, Rule::PATH)?),
            Rule::takes => LineKind::Takes(self.child_name(pair, Rule::NAME)?, self.child_path(pair, Rule::PATH)?),
            _ => {
                let expected = child(pair, Rule::expectation)?.into_inner().next()?;
                let extent = self.child_duration(pair).map(|lasts| match child(pair, Rule::FOR) {
                    Some(_) => Extent::For(lasts),
                    None => Extent::Within(lasts),
                });
                LineKind::Expect(self.expectation(&expected)?, extent)
            }
        })
    }

    fn moment(&self, pair: &Pair<'c>) -> Option<Moment> {
        match self.child_name(pair, Rule::INSTANT) {
            Some(instant) => Some(Moment::Instant(instant)),
            None => Some(Moment::Local(self.child_name(pair, Rule::DATE)?, self.child_name(pair, Rule::TIME))),
        }
    }

    fn told(&mut self, pair: &Pair<'c>) -> Option<Told> {
        let told = child(pair, Rule::told)?;
        Some(Told {
            event: self.child_path(&told, Rule::PATH)?,
            of: child(&told, Rule::of).and_then(|of| self.child_path(&of, Rule::PATH)),
            via: self.via(&told),
            record: self.child_record(&told),
            span: self.span(&told),
        })
    }

    fn expectation(&mut self, pair: &Pair<'c>) -> Option<Expectation> {
        if pair.as_rule() == Rule::expr {
            return Some(Expectation::Holds(self.expr(pair)));
        }
        if pair.as_rule() == Rule::expect_answer {
            return self.child_record(pair).map(Expectation::Answer);
        }
        let mut paths = children(pair, Rule::PATH).map(|path| self.path(&path));
        let (about, because) = (paths.next()?, paths.next());
        drop(paths);
        let what = pair.clone().into_inner().next().map(|word| self.name(&word))?;
        Some(match pair.as_rule() {
            Rule::expect_message => {
                Expectation::Message { what, message: about, via: self.via(pair), with: self.child_record(pair) }
            }
            Rule::expect_fate => Expectation::Fate { what, message: about, because },
            Rule::expect_passed => Expectation::Passed { what, message: about },
            Rule::expect_no => Expectation::No(about),
            Rule::expect_did => Expectation::Did(about, self.child_record(pair)),
            _ => Expectation::Journey { journey: about, outcome: self.outcome(pair)? },
        })
    }

    fn outcome(&mut self, pair: &Pair<'c>) -> Option<Outcome> {
        let outcome = pair.clone().into_inner().next_back()?;
        Some(match outcome.as_rule() {
            Rule::REACHED => Outcome::Reached,
            Rule::COMPLETED => Outcome::Completed,
            Rule::MISSED => Outcome::Missed,
            Rule::REFUSED => Outcome::Refused,
            Rule::left => Outcome::Left(self.child_plain(&outcome)),
            _ => Outcome::NotEntered,
        })
    }
}
