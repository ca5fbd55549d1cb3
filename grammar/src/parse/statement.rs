//! Statements and arms of journeys (§10).

use super::builder::{Builder, child, children, has};
use super::diagnose;
use super::expr::NESTED;
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{
    Answer, Arm, ArmTrigger, Block, Else, If, Name, Point, Reaction, Send, Share, Statement, StatementKind, Wait,
};

/// What days of the week are called (§18).
const DAYS: [&str; 9] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekdays", "weekends"];

impl<'c> Builder<'c> {
    /// `{ … }`.
    pub fn block(&mut self, pair: &Pair<'c>) -> Block {
        let mut statements = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::statement => {
                    let kind = part.clone().into_inner().next().and_then(|statement| self.statement(&statement));
                    statements.push(Statement { kind: kind.unwrap_or(StatementKind::Broken), span: self.span(&part) });
                }
                Rule::statement_junk => {
                    self.junk(&part, previous.as_ref(), Part::Statement);
                    statements.push(Statement { kind: StatementKind::Broken, span: self.span(&part) });
                }
                _ => continue,
            }
            previous = Some(part);
        }
        Block { statements, span: self.span(pair) }
    }

    /// The reaction in a node, if it is there.
    pub fn child_reaction(&mut self, pair: &Pair<'c>) -> Option<Reaction> {
        let reaction = child(pair, Rule::reaction)?.into_inner().next()?;
        if reaction.as_rule() == Rule::block {
            return Some(Reaction::Block(self.block(&reaction)));
        }
        match self.goto(&reaction) {
            Some(step) => Some(Reaction::Go(step)),
            // What is missing was told; the arrow without a step is no reaction to check.
            None => {
                Some(Reaction::Block(Block { statements: vec![self.broken(&reaction)], span: self.span(&reaction) }))
            }
        }
    }

    fn broken(&self, pair: &Pair<'c>) -> Statement {
        Statement { kind: StatementKind::Broken, span: self.span(pair) }
    }

    fn goto(&mut self, pair: &Pair<'c>) -> Option<Name> {
        let step = self.child_name(pair, Rule::NAME);
        if step.is_none() {
            self.missing(pair, "expected a step after `->`");
        }
        step
    }

    fn statement(&mut self, pair: &Pair<'c>) -> Option<StatementKind> {
        Some(match pair.as_rule() {
            Rule::send => StatementKind::Send(self.send(pair)),
            Rule::offer => self.offer(pair)?,
            Rule::do_action => {
                let call = child(pair, Rule::call).and_then(|call| self.call(&call))?;
                let answer = child(pair, Rule::answered).and_then(|answered| self.answered(&answered));
                StatementKind::Do { call, answer }
            }
            Rule::emit => {
                let record = self.child_record(pair);
                if record.is_none() {
                    self.missing(pair, "expected `{` after this event");
                }
                StatementKind::Emit(self.child_path(pair, Rule::PATH)?, record)
            }
            Rule::wait => StatementKind::Wait(self.wait(pair)?),
            Rule::if_block => self.if_block(pair)?,
            Rule::split => self.split(pair),
            Rule::goto => StatementKind::Go(self.goto(pair)),
            Rule::leave => {
                let reason = self.child_plain(pair);
                if reason.is_none() {
                    self.missing(pair, "expected a reason in quotes after `leave`");
                }
                StatementKind::Leave(reason)
            }
            Rule::DONE => StatementKind::Done,
            _ => StatementKind::Stay,
        })
    }

    fn send(&mut self, pair: &Pair<'c>) -> Send {
        let best = child(pair, Rule::best_of);
        let calls =
            children(best.as_ref().unwrap_or(pair), Rule::call).filter_map(|call| self.call(&call)).collect::<Vec<_>>();
        if let Some(best) = best.as_ref().filter(|_| calls.len() < 2) {
            self.missing(best, "expected `,` and another message to choose from");
        }
        let arms = self.arms(pair);
        let otherwise = children(pair, Rule::otherwise).last();
        Send {
            best: best.and_then(|best| Some(self.child_span(&best, Rule::BEST)?.to(self.child_span(&best, Rule::OF)?))),
            calls,
            via: self.via(pair),
            arms,
            otherwise: otherwise.and_then(|otherwise| self.otherwise(&otherwise)),
        }
    }

    fn otherwise(&mut self, pair: &Pair<'c>) -> Option<Reaction> {
        let reaction = self.child_reaction(pair);
        if reaction.is_none() {
            self.missing(pair, "expected `->` or `{` after `else`");
        }
        reaction
    }

    fn offer(&mut self, pair: &Pair<'c>) -> Option<StatementKind> {
        let call = child(pair, Rule::call).and_then(|call| self.call(&call))?;
        let (placement, lasts) = (self.child_path(pair, Rule::PATH), self.child_duration(pair));
        if placement.is_none() {
            self.missing(pair, "expected `in` and a placement");
        } else if lasts.is_none() {
            self.missing(pair, "expected `for` and a duration");
        }
        Some(StatementKind::Offer { call, placement, lasts })
    }

    fn answered(&mut self, pair: &Pair<'c>) -> Option<Answer> {
        let bind = self.child_name(pair, Rule::NAME)?;
        let within = self.child_duration(pair);
        if within.is_none() {
            self.missing(pair, &format!("expected `within` and a duration after `as {}`", bind.text));
        }
        let otherwise = child(pair, Rule::otherwise).and_then(|otherwise| self.otherwise(&otherwise));
        Some(Answer { bind, within, otherwise })
    }

    fn wait(&mut self, pair: &Pair<'c>) -> Option<Wait> {
        if has(pair, Rule::LBRACE) {
            let arms = self.arms(pair);
            if arms.is_empty()
                && let Some(brace) = child(pair, Rule::LBRACE)
            {
                self.missing(&brace, "expected an arm (`on`, `when`, `after` or `until`) after `{`");
            }
            return Some(Wait::Arms(arms));
        }
        if let Some(point) = child(pair, Rule::point) {
            return self.point(&point).map(Wait::Until);
        }
        let lasts = self.child_expr(pair);
        if lasts.is_none() {
            self.missing(pair, "expected a duration, `until` or `{` after `wait`");
        }
        lasts.map(Wait::For)
    }

    fn point(&mut self, pair: &Pair<'c>) -> Option<Point> {
        match self.child_name(pair, Rule::TIME) {
            Some(time) => Some(Point::TimeOfDay(time, self.days(pair))),
            None => self.child_expr(pair).map(Point::At),
        }
    }

    /// `on monday or friday`; empty if it is not there.
    pub fn days(&mut self, pair: &Pair<'c>) -> Vec<Name> {
        let Some(days) = child(pair, Rule::days) else { return Vec::new() };
        let mut names = Vec::new();
        for day in children(&days, Rule::WORD) {
            if !DAYS.contains(&day.as_str()) {
                let help = diagnose::suggestion(day.as_str(), &DAYS)
                    .unwrap_or_else(|| format!("the days are `{}`", DAYS.join("`, `")));
                self.wrong(&day, &format!("`{}` is not a day", day.as_str()), Some(help));
            }
            names.push(self.name(&day));
        }
        names
    }

    fn arms(&mut self, pair: &Pair<'c>) -> Vec<Arm> {
        let mut arms = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::arm => arms.push(self.arm(&part)),
                Rule::otherwise => {}
                Rule::arm_junk => {
                    self.junk(&part, previous.as_ref(), Part::Arm);
                    arms.push(Arm { trigger: ArmTrigger::Broken, reaction: None, span: self.span(&part) });
                }
                _ => continue,
            }
            previous = Some(part);
        }
        arms
    }

    fn arm(&mut self, pair: &Pair<'c>) -> Arm {
        let trigger = pair.clone().into_inner().next().and_then(|trigger| self.arm_trigger(&trigger));
        let reaction = self.child_reaction(pair);
        if reaction.is_none() {
            self.missing(pair, "expected `->` or `{` after this");
        }
        Arm { trigger: trigger.unwrap_or(ArmTrigger::Broken), reaction, span: self.span(pair) }
    }

    fn arm_trigger(&mut self, pair: &Pair<'c>) -> Option<ArmTrigger> {
        match pair.as_rule() {
            Rule::arm_on => self.child_bound(pair).map(ArmTrigger::On),
            Rule::arm_when => self.value_in(pair, "expected a condition after `when`").map(ArmTrigger::When),
            Rule::arm_after => self.value_in(pair, "expected a duration after `after`").map(ArmTrigger::After),
            _ => child(pair, Rule::point).and_then(|point| self.point(&point)).map(ArmTrigger::Until),
        }
    }

    fn if_block(&mut self, pair: &Pair<'c>) -> Option<StatementKind> {
        self.depth += 1;
        let kind = if self.depth > NESTED {
            self.too_deep_at(pair, "this `if` is nested too deeply", "move a part of it to a step");
            None
        } else {
            self.shallow_if(pair)
        };
        self.depth -= 1;
        kind
    }

    fn shallow_if(&mut self, pair: &Pair<'c>) -> Option<StatementKind> {
        let condition = self.value_in(pair, "expected a condition after `if`")?;
        let mut blocks = children(pair, Rule::block);
        let then = self.block(&blocks.next()?);
        let otherwise = match child(pair, Rule::if_block) {
            Some(next) => {
                let kind = self.if_block(&next).unwrap_or(StatementKind::Broken);
                Some(Else::If(Box::new(Statement { kind, span: self.span(&next) })))
            }
            None => blocks.next().map(|block| Else::Block(self.block(&block))),
        };
        Some(StatementKind::If(If { condition, then, otherwise }))
    }

    fn split(&mut self, pair: &Pair<'c>) -> StatementKind {
        let salt = self.child_plain(pair);
        let mut shares = Vec::new();
        let mut previous = None;
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::share => shares.extend(self.share(&part)),
                Rule::share_junk => self.junk(&part, previous.as_ref(), Part::Share),
                _ => continue,
            }
            previous = Some(part);
        }
        StatementKind::Split(salt, shares)
    }

    fn share(&mut self, pair: &Pair<'c>) -> Option<Share> {
        let name = self.child_name(pair, Rule::NAME)?;
        let reaction = self.child_reaction(pair);
        if reaction.is_none() {
            self.missing(pair, &format!("expected `->` or `{{` after `{}`", name.text));
        }
        Some(Share { percent: self.child_percent(pair), name, reaction })
    }
}
