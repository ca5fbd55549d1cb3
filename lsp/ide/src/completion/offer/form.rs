//! What has a form rather than a name: types, lines, keys, and numbers with their units.

use baton_compiler::{hir::Type, lookup::Space};

use super::{Offer, in_words, rank};
use crate::{
    Kind,
    completion::{CompletionKind, snippets, wanted::Use},
    context::{FrameKind, TokenKind},
};

impl Offer<'_, '_> {
    pub(super) fn types(&mut self, front: &[&str]) {
        self.declared(Space::Type, front, |_, _| true);
        if self.scope.context.frame().kind == FrameKind::Params {
            self.events(Use::Any, front);
        }
        if !front.is_empty() {
            return;
        }
        for word in [
            "bool",
            "channel",
            "date",
            "duration",
            "id",
            "instant",
            "int",
            "list of",
            "number",
            "text",
            "text up to",
            "time",
            "timezone",
        ] {
            self.word(word, rank::EXACT);
        }
        for currency in self.currencies() {
            if let Some(item) = self.push(&currency, CompletionKind::Word, rank::NEAR) {
                item.detail = "an amount".into();
            }
        }
    }

    /// What begins a line: what stands at most once and stands there already comes last.
    pub(super) fn line(&mut self, kind: FrameKind) {
        let context = self.scope.context;
        for snippet in snippets::lines(kind) {
            let word = snippet.word();
            let again = context.frames.len() == 2 && snippets::ONCE.contains(&word) && context.begun.contains(&word);
            self.snippet(snippet, CompletionKind::Word, if again { rank::FAR } else { rank::WORD });
        }
    }

    /// The fields or parameters that aren't given yet.
    pub(super) fn keys(&mut self) {
        let context = self.scope.context;
        let last = context.frames.len().saturating_sub(1);
        let frame = context.frame();
        let kind = if frame.kind == FrameKind::Call { Kind::Parameter } else { Kind::Field };
        for field in self.scope.given(last).unwrap_or_default() {
            if self.is_given(frame.open, &field.name) {
                continue;
            }
            let needed = !matches!(field.ty, Type::Optional(_));
            if let Some(item) =
                self.push(&field.name, CompletionKind::Declared(kind), if needed { rank::EXACT } else { rank::NEAR })
            {
                item.snippet = format!("{}: $0", field.name);
                item.detail = in_words(&field.ty);
            }
        }
    }

    /// The fields of the events with which a journey or signal begins that can be its key.
    pub(super) fn each_key(&mut self) {
        let all = &self.scope.context.all;
        let text = |at: usize| all.get(at).map_or("", |token| token.text);
        for at in 1..all.len() {
            let begins = matches!((text(at - 1), text(at)), ("enter", "on")) || text(at) == "=";
            if !begins {
                continue;
            }
            let path = all.iter().skip(at + 1).take_while(|token| token.kind == TokenKind::Word || token.text == ".");
            let words: Vec<&str> = path.map(|token| token.text).filter(|word| *word != ".").collect();
            let Some((event, _, _)) = self.scope.find(Space::Happening, &words) else { continue };
            for field in self.scope.fields_of(&event) {
                if matches!(field.ty, Type::Id | Type::Int | Type::Text(_) | Type::Enumeration(_)) {
                    self.field(&field, Kind::Field, rank::EXACT);
                }
            }
        }
    }

    /// Whether a key stands in the brackets that open at a token, before or after the place.
    pub(super) fn is_given(&self, open: usize, key: &str) -> bool {
        let (all, word) = (&self.scope.context.all, self.scope.context.word);
        let text = |at: usize| all.get(at).map_or("", |token| token.text);
        let is_here = |at: usize| all.get(at).is_some_and(|token| token.span.start == word.start);
        let mut depth = 0_usize;
        for at in open + 1..all.len() {
            match text(at) {
                "(" | "{" | "[" => depth += 1,
                ")" | "}" | "]" if depth == 0 => return false,
                ")" | "}" | "]" => depth -= 1,
                word if depth == 0 && word == key && text(at + 1) == ":" && !is_here(at) => return true,
                _ => {}
            }
        }
        false
    }

    /// A number with its units.
    pub fn units(&mut self) {
        let written = self.scope.context.written;
        let digits = written.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        if digits.is_empty() || digits.contains([':', '-']) {
            return;
        }
        let is_whole = digits.chars().all(|digit| digit.is_ascii_digit());
        let units =
            [("d", "days"), ("h", "hours"), ("m", "minutes"), ("s", "seconds"), ("w", "weeks"), ("ms", "milliseconds")];
        for (at, (unit, name)) in units.into_iter().enumerate().filter(|_| is_whole) {
            if let Some(item) = self.push(&format!("{digits}{unit}"), CompletionKind::Unit, at as u8) {
                item.detail = format!("{digits} {name}");
            }
        }
        if let Some(item) = self.push(&format!("{digits}%"), CompletionKind::Unit, 6) {
            item.detail = "a share".into();
        }
        for currency in self.currencies() {
            if let Some(item) = self.push(&format!("{digits} {currency}"), CompletionKind::Unit, 7) {
                item.detail = "an amount".into();
            }
        }
    }

    /// The currencies that this workspace speaks of.
    pub(super) fn currencies(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for attribute in self.scope.names.attributes().iter() {
            if let Type::Amount(currency) = attribute.ty.known() {
                codes.push(currency.code().into());
            }
        }
        for token in &self.scope.context.all {
            let is_code = token.text.len() == 3 && token.text.chars().all(|letter| letter.is_ascii_uppercase());
            if is_code && token.span != self.scope.context.word {
                codes.push(token.text.into());
            }
        }
        if codes.is_empty() {
            codes.extend(["EUR".to_owned(), "GBP".to_owned(), "USD".to_owned()]);
        }
        codes.sort();
        codes.dedup();
        codes
    }
}
