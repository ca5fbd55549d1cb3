//! The layout of expressions: long ones break before their loosest operators first.

use super::doc::Doc;
use super::lower::Lower;
use crate::parse::{Pair, Rule};

/// The operators, the loosest first.
const LEVELS: [&[Rule]; 6] = [
    &[Rule::OR],
    &[Rule::AND],
    &[
        Rule::EQUAL,
        Rule::NOT_EQUAL,
        Rule::AT_MOST,
        Rule::AT_LEAST,
        Rule::LESS,
        Rule::GREATER,
        Rule::starts_with,
        Rule::ends_with,
        Rule::CONTAINS,
    ],
    &[Rule::FALLBACK],
    &[Rule::PLUS, Rule::MINUS],
    &[Rule::TIMES, Rule::SLASH],
];

impl Lower<'_> {
    /// Operands and operators in a row.
    pub fn operation(&mut self, pair: Pair<'_>, docs: &mut Vec<Doc>) {
        let parts: Vec<Pair<'_>> = pair.into_inner().collect();
        let bracketed = self.is_bracketed();
        self.level(&parts, &LEVELS, bracketed, docs);
    }

    fn level(&mut self, parts: &[Pair<'_>], levels: &[&[Rule]], flush: Flush, docs: &mut Vec<Doc>) {
        let Some((level, tighter)) = levels.split_first() else {
            return parts.iter().for_each(|part| self.lower(part.clone(), docs));
        };
        let is_operator = |part: &Pair<'_>| level.contains(&part.as_rule());
        if !parts.iter().any(is_operator) {
            return self.level(parts, tighter, flush, docs);
        }
        self.group(docs, |lower, docs| {
            let mut inside = Vec::new();
            let mut rest = parts;
            while let Some(at) = rest.iter().position(is_operator) {
                let (operand, behind) = rest.split_at(at);
                lower.level(operand, tighter, Flush::No, &mut inside);
                lower.line(&mut inside);
                if let Some((operator, behind)) = behind.split_first() {
                    lower.lower(operator.clone(), &mut inside);
                    rest = behind;
                }
            }
            lower.level(rest, tighter, Flush::No, &mut inside);
            flush.indented(inside, docs);
        });
    }

    /// `if … then … else if … then … else …`: on lines of its own if it doesn't fit on one, one for each `else`.
    pub fn conditional(&mut self, pair: Pair<'_>, docs: &mut Vec<Doc>) {
        let flush = self.is_bracketed();
        self.group(docs, |lower, docs| {
            let mut inside = Vec::new();
            if flush == Flush::No {
                lower.line(&mut inside);
            }
            let mut next = Some(pair);
            while let Some(conditional) = next.take() {
                let parts: Vec<Pair<'_>> = conditional.into_inner().collect();
                let [first, condition, then, value, otherwise, other] = parts.as_slice() else {
                    parts.into_iter().for_each(|part| lower.lower(part, &mut inside));
                    break;
                };
                lower.row(first, &mut inside);
                lower.lower(condition.clone(), &mut inside);
                lower.group(&mut inside, |lower, docs| {
                    let mut inside = Vec::new();
                    lower.line(&mut inside);
                    lower.row(then, &mut inside);
                    lower.lower(value.clone(), &mut inside);
                    docs.push(Doc::Indent(inside));
                });
                lower.line(&mut inside);
                lower.row(otherwise, &mut inside);
                next = conditional_of(other);
                if next.is_none() {
                    lower.lower(other.clone(), &mut inside);
                }
            }
            flush.indented(inside, docs);
        });
    }

    /// Whether what comes next stands directly behind a bracket, which has indented it already.
    fn is_bracketed(&self) -> Flush {
        if matches!(self.last, Some(Rule::LPAREN | Rule::LBRACKET)) { Flush::Yes } else { Flush::No }
    }
}

/// Whether the lines of something are as deep as where it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flush {
    Yes,
    No,
}

impl Flush {
    fn indented(self, inside: Vec<Doc>, docs: &mut Vec<Doc>) {
        match self {
            Self::Yes => docs.extend(inside),
            Self::No => docs.push(Doc::Indent(inside)),
        }
    }
}

/// The conditional that an expression is.
fn conditional_of<'c>(part: &Pair<'c>) -> Option<Pair<'c>> {
    part.clone().into_inner().next().filter(|inner| inner.as_rule() == Rule::if_expr)
}
