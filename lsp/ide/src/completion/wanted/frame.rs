//! What only the frame makes of the words before: the heads of declarations, fields, rules, stories.

use super::{
    Expected,
    Expected::{Anything, Condition},
    Rules, Use, Wanted, Written,
};
use crate::context::{FrameKind, TokenKind};

impl Rules<'_, '_> {
    /// The arguments of functions of history.
    pub(super) fn asked(&self, is_first: bool) -> Vec<Wanted> {
        let function = self.open().checked_sub(1).map_or("", |at| self.context.text(at));
        let commas = (self.open() + 1..self.at).filter(|at| self.context.text(*at) == ",").count();
        match function {
            "since" | "until" if is_first => vec![Wanted::Value(Expected::Point), Wanted::Event(Use::Any)],
            _ if is_first => vec![Wanted::Event(Use::Any)],
            "share" if commas == 1 => vec![Wanted::Event(Use::Any)],
            _ => vec![Wanted::Duration, Wanted::Words(&["up to"])],
        }
    }

    /// What only this kind of frame makes of the words before.
    pub(super) fn of_frame(&self) -> Option<Vec<Wanted>> {
        let (last, head) = (self.back(1), self.head());
        Some(match self.kind() {
            FrameKind::Head => return self.in_head(),
            FrameKind::Params if last == ":" => vec![Wanted::Type],
            FrameKind::Params | FrameKind::Fields => return self.in_fields(),
            FrameKind::Record | FrameKind::Call if last == ":" => {
                vec![Wanted::Value(Expected::Key(self.at.checked_sub(2)?, self.frame))]
            }
            FrameKind::Record if self.at == self.start() + 1 => Vec::new(),
            FrameKind::Policy if last == ":" => vec![Wanted::Line(FrameKind::Policy)],
            FrameKind::Policy => return self.in_rule(),
            FrameKind::Test => return self.in_story(),
            FrameKind::Source => match last {
                "customer" | "id" | "via" | "at" => Vec::new(),
                "as" => vec![Wanted::Words(&["seconds", "milliseconds", "iso", "hours since"])],
                _ => return None,
            },
            FrameKind::Message => match (head, last) {
                (_, "purpose") => vec![Wanted::Purpose],
                ("channels", "channels") => vec![Wanted::Channel],
                ("channels", ",") if !self.has("by") => vec![Wanted::Channel],
                (_, "by") => vec![Wanted::Value(Expected::Number)],
                (_, "worth" | "chance") => vec![Wanted::Value(Expected::Number)],
                (_, "only") => vec![Wanted::Words(&["when"])],
                ("channels", _) if self.last_is(TokenKind::Word) && !self.has("by") => {
                    [vec![Wanted::Words(&["by"])], self.line()].concat()
                }
                _ => return None,
            },
            FrameKind::Channel => match last {
                "per" => vec![Wanted::Words(UNITS)],
                "inbound" => self.line(),
                _ if head == "capacity" && self.last_is(TokenKind::Number) => vec![Wanted::Words(&["per"])],
                _ => return None,
            },
            FrameKind::Shares if self.last_is(TokenKind::Word) => vec![Wanted::Words(&["->"])],
            _ => return None,
        })
    }

    pub(super) fn in_head(&self) -> Option<Vec<Wanted>> {
        let keyword = self.context.keyword;
        let last = self.back(1);
        Some(match (keyword, last) {
            ("use", "use") => vec![Wanted::Package],
            ("use", _) => vec![Wanted::Declaration, Wanted::Words(&["use"])],
            ("private", _) => vec![Wanted::Declaration],
            (_, last) if last == keyword => Vec::new(),
            (_, "was") => Vec::new(),
            (_, "for") => vec![Wanted::Words(&["each"])],
            (_, "each") => vec![Wanted::Each],
            ("trait", ":") => vec![Wanted::Type],
            ("trait", "=") => vec![Wanted::Value(Expected::Written(self.context.name + 1))],
            ("audience", "=") => vec![Wanted::Value(Condition)],
            ("audience", "refreshed") => vec![Wanted::Words(&["daily at"])],
            ("signal", "=") => vec![Wanted::Event(Use::Any), Wanted::Words(&["becomes"])],
            ("signal", "then") if !self.has("if") => vec![Wanted::Event(Use::Any), Wanted::Words(&["no"])],
            ("signal", "all") => vec![Wanted::Words(&["within"])],
            ("switch", "=") => vec![Wanted::Words(&["off", "on"])],
            ("measure", "=" | "of") => vec![Wanted::Event(Use::Any)],
            ("measure", "per") | ("action", "per") => vec![Wanted::Words(UNITS)],
            ("measure", "alert") => vec![Wanted::Words(&["below", "above"])],
            ("measure", "by") => vec![Wanted::Value(Anything)],
            ("source", "from") => vec![Wanted::Words(&["csv", "jsonl", "tsv"])],
            ("type", "=" | "|") | ("priorities", ">") => Vec::new(),
            ("invariant", ":") => vec![Wanted::Words(&["never", "never sent", "sent"]), Wanted::Journey],
            ("invariant", "never") => vec![Wanted::Words(&["sent"]), Wanted::Value(Condition)],
            ("invariant", "sent") => vec![Wanted::Selection],
            ("invariant", "reaches") => vec![Wanted::Step(Some(self.at - 1))],
            ("invariant", "only") => vec![Wanted::Words(&["after"])],
            ("invariant", "after") => {
                vec![Wanted::Step((self.start()..self.at).find(|at| self.context.text(*at) == "reaches"))]
            }
            _ => return None,
        })
    }

    pub(super) fn in_fields(&self) -> Option<Vec<Wanted>> {
        let last = self.back(1);
        Some(match last {
            ":" => vec![Wanted::Type],
            "=" => vec![Wanted::Value(Expected::Written(self.start() + if self.head() == "personal" { 2 } else { 1 }))],
            "list" => vec![Wanted::Words(&["of"])],
            "of" => vec![Wanted::Type],
            "text" => vec![Wanted::Words(&["up to"])],
            "personal" | "|" => Vec::new(),
            _ if self.has("=") => return None,
            _ => Vec::new(),
        })
    }

    pub(super) fn in_rule(&self) -> Option<Vec<Wanted>> {
        let (last, verb) = (self.back(1), self.context.text(self.start() + 2));
        Some(match last {
            "suppress" | "cap" | "gather" => vec![Wanted::Selection],
            "weigh" => vec![Wanted::Selectable],
            "for" if verb == "quiet" => vec![Wanted::Selection],
            "of" if verb == "holdout" => vec![Wanted::Selectable],
            "except" => vec![Wanted::Selectable],
            "," if self.has("except") || matches!(verb, "holdout" | "weigh") => vec![Wanted::Selectable],
            "," => vec![Wanted::Selection],
            "after" => vec![Wanted::Event(Use::Any)],
            "for" => vec![Wanted::Duration],
            "per" => vec![Wanted::Words(&["day", "week", "month", "hour"]), Wanted::Duration],
            "until" => Vec::new(),
            "by" => vec![Wanted::Value(Expected::Number)],
            _ => return None,
        })
    }

    pub(super) fn in_story(&self) -> Option<Vec<Wanted>> {
        let (last, head) = (self.back(1), self.head());
        let is_moment = |at: &str| at.starts_with(|first: char| first.is_ascii_digit());
        Some(match (head, last) {
            (_, "expect") => vec![
                Wanted::Words(&[
                    "sent",
                    "no",
                    "in",
                    "held",
                    "waiting",
                    "dropped",
                    "withdrawn",
                    "queued",
                    "withheld",
                    "shown",
                    "did",
                    "answer",
                ]),
                Wanted::Journey,
                Wanted::Value(Condition),
            ],
            (_, "sent" | "shown" | "held" | "waiting" | "dropped" | "withdrawn" | "queued" | "withheld")
                if self.back(2) == "expect" =>
            {
                vec![Wanted::Message(Written::Named)]
            }
            ("expect", "no") => {
                vec![Wanted::Message(Written::Named), Wanted::Event(Use::Any), Wanted::Action(Written::Named)]
            }
            ("expect", "did") => vec![Wanted::Action(Written::Named)],
            ("expect", "because") => {
                vec![Wanted::Rule, Wanted::Words(&["paused", "only_when", "requires", "unreachable"])]
            }
            ("expect", "within" | "for") => vec![Wanted::Duration],
            ("expect", "with" | "answer") => vec![Wanted::Words(&["{"])],
            ("expect", "not") => vec![Wanted::Words(&["in", "entered"]), Wanted::Value(Condition)],
            ("turn", "turn") => vec![Wanted::Words(&["on", "off"])],
            ("turn", _) if self.at == self.start() + 2 => vec![Wanted::Switch],
            (_, "ask") => vec![Wanted::Question],
            ("in", "in") => vec![Wanted::Words(&["holdout"])],
            ("in", "holdout") => vec![Wanted::Rule],
            ("takes", "of") => vec![Wanted::StepOfJourney],
            ("takes", _) if self.at == self.start() + 2 => vec![Wanted::Words(&["of"])],
            ("at" | "after", moment) if is_moment(moment) => vec![Wanted::Event(Use::Told)],
            ("at" | "after", "at" | "after") => {
                vec![Wanted::Duration].into_iter().filter(|_| last == "after").collect()
            }
            ("expect", _) => return None,
            _ => return None,
        })
    }
}

const UNITS: &[&str] = &["hour", "day", "week", "month"];
