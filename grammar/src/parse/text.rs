//! Texts: escapes and holes.

use smol_str::SmolStr;

use super::builder::{Builder, child};
use super::words::Part;
use super::{Pair, Rule, diagnose};
use crate::tree::{Expr, ExprKind, Plain, TextPart};

impl<'c> Builder<'c> {
    /// A text that can have holes.
    pub fn text_parts(&mut self, pair: &Pair<'c>) -> Vec<TextPart> {
        let Some(closed) = child(pair, Rule::text_closed) else {
            return vec![TextPart::Letters(torn_letters(pair.as_str()))];
        };
        let mut parts = Vec::new();
        let mut letters = String::new();
        for part in closed.into_inner() {
            match part.as_rule() {
                Rule::letters => letters.push_str(part.as_str()),
                Rule::escape => letters.extend(self.escape(&part)),
                _ => {
                    if !letters.is_empty() {
                        parts.push(TextPart::Letters(SmolStr::from(&letters)));
                        letters.clear();
                    }
                    parts.push(TextPart::Hole(self.hole(&part)));
                }
            }
        }
        if !letters.is_empty() {
            parts.push(TextPart::Letters(letters.into()));
        }
        parts
    }

    /// A text that can have none.
    pub fn plain(&mut self, pair: &Pair<'c>) -> Plain {
        let span = self.span(pair);
        let Some(closed) = child(pair, Rule::text_closed) else {
            return Plain { text: torn_letters(pair.as_str()), span };
        };
        let mut text = String::new();
        for part in closed.into_inner() {
            match part.as_rule() {
                Rule::letters => text.push_str(part.as_str()),
                Rule::escape => text.extend(self.escape(&part)),
                _ => {
                    self.wrong(
                        &part,
                        "this text cannot have a hole",
                        Some("a brace that is meant is written `\\{`".into()),
                    );
                    text.push_str(part.as_str());
                }
            }
        }
        Plain { text: text.into(), span }
    }

    /// The text in a node, if it is there.
    pub fn child_plain(&mut self, pair: &Pair<'c>) -> Option<Plain> {
        child(pair, Rule::string).map(|text| self.plain(&text))
    }

    fn escape(&mut self, pair: &Pair) -> Option<char> {
        let meant = pair.as_str().chars().nth(1);
        match meant {
            Some('n') => Some('\n'),
            Some('"' | '\\' | '{') => meant,
            _ => {
                let help = "the escapes are `\\\"`, `\\\\`, `\\n` and `\\{`";
                self.wrong(pair, &format!("`{}` is not an escape", pair.as_str()), Some(help.into()));
                meant
            }
        }
    }

    fn hole(&mut self, pair: &Pair<'c>) -> Expr {
        if let Some(expr) = child(pair, Rule::expr) {
            return self.expr(&expr);
        }
        let span = pair.as_span();
        let inner = pair.as_str().trim_start_matches('{').trim_end_matches('}');
        if inner.trim().is_empty() {
            self.wrong(pair, "expected a value in `{}`", Some("a brace that is meant is written `\\{`".into()));
        } else {
            let at = span.start() + 1;
            let finding = diagnose::diagnose(inner, 0, Part::Value);
            self.wrong_at(at + finding.start, at + finding.end, &finding.message, finding.help);
        }
        Expr { kind: ExprKind::Broken, span: self.span(pair) }
    }
}

/// What stands in the quotes of a text that a diagnostic speaks of already.
fn torn_letters(text: &str) -> SmolStr {
    let inner = text.strip_prefix('"').unwrap_or(text);
    inner.strip_suffix('"').unwrap_or(inner).trim_end().into()
}
