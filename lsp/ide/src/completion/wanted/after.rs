//! What goes on behind something whole.

use super::{Rules, Wanted};
use crate::context::FrameKind;

impl Rules<'_, '_> {
    /// Behind something whole: what can go on with it, and what can begin anew.
    pub(super) fn goes_on(&self) -> Vec<Wanted> {
        let words = self.continuations();
        let mut all: Vec<Wanted> = (!words.is_empty()).then_some(Wanted::Words(words)).into_iter().collect();
        all.extend(self.line());
        if self.is_value() {
            all.push(Wanted::Operator);
        }
        if self.kind() == FrameKind::Head && self.context.first {
            all.push(Wanted::Declaration);
        }
        all
    }

    pub(super) fn continuations(&self) -> &'static [&'static str] {
        let head = self.head();
        match self.kind() {
            FrameKind::Head => match self.context.keyword {
                "trait" | "audience" | "invariant" if self.at == self.context.name + 1 => {
                    &["=", ":", "refreshed daily at", "was"]
                }
                "invariant" => &["while", "at most", "ends within", "reaches", "only after", "per"],
                "signal" if self.at == self.context.name + 1 => &["=", "for each", "was"],
                "signal" => &["then", "then no", "within", "all within", "where", "via", "as"],
                "journey" => &["for each", "{", "was"],
                "action" => &["to", "answers", "capacity", "was"],
                "decision" => &["answers", "{", "was"],
                "placement" => &["via", "shows", "was"],
                "measure" if self.at == self.context.name + 1 => &["=", "was"],
                "measure" => &["of", "within", "by", "per", "alert", "where", "via"],
                "source" => &["from", "separated by", "{"],
                "switch" | "type" if self.at == self.context.name + 1 => &["=", "was"],
                "trait" | "audience" | "switch" | "type" | "use" | "priorities" => &[],
                _ => &["{", "was"],
            },
            FrameKind::Journey => match head {
                "goal" => &["within", "->", "where", "via", "as"],
                "exit" => &["because", "where", "via", "as"],
                "enter" => &["as", "where", "via"],
                "on" => &["->", "{", "where", "via", "as"],
                "step" => &["{", "was"],
                "from" => &["->", "leave"],
                _ => &[],
            },
            FrameKind::Block => match head {
                "send" => &["else", "via", "{"],
                "offer" => &["in", "for"],
                "do" => &["as", "within", "else"],
                "wait" if self.back(2) == "until" => &["on"],
                "if" => &["{", "else"],
                _ => &[],
            },
            FrameKind::Arms => &["->", "{", "where", "via", "as"],
            FrameKind::Policy => match self.context.text(self.start() + 2) {
                "suppress" => &["while", "for", "after", "via", "except"],
                "cap" => &["to", "per", "via", "except"],
                "quiet" => &["for", "on", "via", "except"],
                "gather" => &["until", "via", "except"],
                "holdout" => &["of", "salt", "except"],
                "weigh" => &["by", "except"],
                _ => &["was"],
            },
            FrameKind::Test => match head {
                "expect" => &[
                    "within",
                    "for",
                    "via",
                    "with",
                    "because",
                    "reached",
                    "completed",
                    "missed",
                    "refused",
                    "left",
                    "not entered",
                    "at",
                ],
                "at" | "after" => &["via", "{"],
                _ => &[],
            },
            FrameKind::Asked => &["where", "via"],
            FrameKind::Group if self.is_among_events() => &["or", "where", "via"],
            FrameKind::Source => &["as", "where", "{"],
            FrameKind::Choices if head == "if" => &["{", "else"],
            _ => &[],
        }
    }

    /// Whether what is before may be a value that goes on.
    pub(super) fn is_value(&self) -> bool {
        let opens = [
            "where", "when", "while", "if", "then", "else", "by", "requires", "worth", "chance", "=", ":", "becomes",
            "wait", "and", "or", "not", "expect", "never", "after", "until",
        ];
        let is_expr = match self.kind() {
            FrameKind::Group | FrameKind::Values | FrameKind::List | FrameKind::Hole | FrameKind::Key => true,
            _ => self.sentence_words().any(|word| opens.contains(&word)),
        };
        is_expr && !matches!(self.back(1), "{" | "}")
    }
}
