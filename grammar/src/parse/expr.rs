//! Expressions (§7): what pest leaves as a row of operands and operators becomes a tree.

use std::cell::RefCell;
use std::sync::LazyLock;

use pest::pratt_parser::{Assoc, Op, PrattParser};
use smol_str::SmolStr;

use super::builder::{Builder, child, children};
use super::types::Commas;
use super::words::Part;
use super::{Pair, Rule};
use crate::tree::{BinaryOp, DurationLit, Expr, ExprKind, Literal, Measure, PointOf, Span};

/// How the operators bind, the loosest first.
static BINDING: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    let infix = |rule| Op::infix(rule, Assoc::Left);
    let comparing = [
        Rule::NOT_EQUAL,
        Rule::LESS,
        Rule::AT_MOST,
        Rule::GREATER,
        Rule::AT_LEAST,
        Rule::starts_with,
        Rule::ends_with,
        Rule::CONTAINS,
    ];
    let comparing = comparing.into_iter().fold(infix(Rule::EQUAL), |ops, rule| ops | infix(rule));
    PrattParser::new()
        .op(infix(Rule::OR))
        .op(infix(Rule::AND))
        .op(Op::prefix(Rule::NOT))
        .op(comparing | Op::postfix(Rule::one_of) | Op::postfix(Rule::is_known) | Op::postfix(Rule::is_unknown))
        .op(infix(Rule::FALLBACK))
        .op(infix(Rule::PLUS) | infix(Rule::MINUS))
        .op(infix(Rule::TIMES) | infix(Rule::SLASH))
        .op(Op::prefix(Rule::NEGATE))
        .op(Op::postfix(Rule::field_of))
});

/// How many operands and operators can stand in one row.
const ROW: usize = 512;
/// How deep the tree of an expression can be; whoever walks over it can rely on that.
const DEPTH: usize = 256;
/// How many expressions and blocks can stand in one another, `else if` included.
pub(super) const NESTED: usize = 100;

/// An expression while it grows.
struct Grown {
    expr: Expr,
    form: Form,
    depth: usize,
}

/// What matters to the operator around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Operand,
    Comparison,
    Negation,
}

impl<'c> Builder<'c> {
    /// An expression.
    pub fn expr(&mut self, pair: &Pair<'c>) -> Expr {
        let grown = self.grown(pair);
        self.deepest = self.deepest.max(grown.depth);
        grown.expr
    }

    /// A condition between parentheses that part events with `or`.
    pub fn narrow(&mut self, pair: Pair<'c>) -> Expr {
        let grown = self.operation(pair);
        self.deepest = self.deepest.max(grown.depth);
        grown.expr
    }

    /// The expression in a node, if it is there.
    pub fn child_expr(&mut self, pair: &Pair<'c>) -> Option<Expr> {
        child(pair, Rule::expr).map(|expr| self.expr(&expr))
    }

    /// The value in a node, which may be junk; `message` tells that there is none.
    pub fn value_in(&mut self, pair: &Pair<'c>, message: &str) -> Option<Expr> {
        let found = pair.clone().into_inner().find(|part| matches!(part.as_rule(), Rule::expr | Rule::value_junk));
        match found {
            Some(value) if value.as_rule() == Rule::expr => Some(self.expr(&value)),
            Some(junk) => {
                self.junk(&junk, None, Part::Value);
                Some(Expr { kind: ExprKind::Broken, span: self.span(&junk) })
            }
            None => {
                self.missing(pair, message);
                None
            }
        }
    }

    fn grown(&mut self, pair: &Pair<'c>) -> Grown {
        self.depth += 1;
        let inner = pair.clone().into_inner().next();
        let grown = match inner {
            Some(inner) if self.depth <= NESTED => match inner.as_rule() {
                Rule::if_expr => self.if_expr(&inner),
                _ => self.operation(inner),
            },
            _ => self.too_deep(pair),
        };
        self.depth -= 1;
        if grown.depth > DEPTH { self.too_deep(pair) } else { grown }
    }

    fn too_deep(&mut self, pair: &Pair<'c>) -> Grown {
        self.too_deep_at(
            pair,
            "this expression is too long or nested too deeply",
            "give a part of it a name with `trait`",
        );
        Grown { expr: Expr { kind: ExprKind::Broken, span: self.span(pair) }, form: Form::Operand, depth: 0 }
    }

    fn if_expr(&mut self, pair: &Pair<'c>) -> Grown {
        let mut depth = 0;
        let mut parts = children(pair, Rule::expr).map(|part| {
            let part = self.grown(&part);
            depth = depth.max(part.depth);
            Box::new(part.expr)
        });
        let (condition, then, otherwise) = (parts.next(), parts.next(), parts.next());
        drop(parts);
        let kind = match (condition, then, otherwise) {
            (Some(condition), Some(then), Some(otherwise)) => ExprKind::If(condition, then, otherwise),
            _ => ExprKind::Broken,
        };
        Grown { expr: Expr { kind, span: self.span(pair) }, form: Form::Operand, depth: depth + 1 }
    }

    fn operation(&mut self, pair: Pair<'c>) -> Grown {
        if pair.clone().into_inner().len() > ROW {
            return self.too_deep(&pair);
        }
        let builder = RefCell::new(self);
        BINDING
            .map_primary(|operand| builder.borrow_mut().operand(operand))
            .map_prefix(|op, right| builder.borrow_mut().prefix(&op, right))
            .map_postfix(|left, op| builder.borrow_mut().postfix(left, &op))
            .map_infix(|left, op, right| builder.borrow_mut().infix(left, &op, right))
            .parse(pair.into_inner())
    }

    fn prefix(&mut self, op: &Pair<'c>, right: Grown) -> Grown {
        let span = self.span(op).to(right.expr.span);
        let depth = right.depth + 1;
        if op.as_rule() == Rule::NOT {
            return Grown {
                expr: Expr { kind: ExprKind::Not(Box::new(right.expr)), span },
                form: Form::Negation,
                depth,
            };
        }
        self.refuse_negation(op, &right);
        Grown { expr: Expr { kind: ExprKind::Negate(Box::new(right.expr)), span }, form: Form::Operand, depth }
    }

    fn postfix(&mut self, left: Grown, op: &Pair<'c>) -> Grown {
        let mut depth = left.depth + 1;
        let span = left.expr.span.to(self.span(op));
        if op.as_rule() == Rule::field_of {
            let Some(word) = self.child_name(op, Rule::WORD) else { return left };
            let kind = match left.expr.kind {
                ExprKind::Path(mut path) => {
                    path.words.push(word);
                    path.span = span;
                    ExprKind::Path(path)
                }
                kind => ExprKind::Field(Box::new(Expr { kind, span: left.expr.span }), word),
            };
            return Grown { expr: Expr { kind, span }, form: Form::Operand, depth };
        }
        self.refuse_chain(op, &left);
        let value = Box::new(left.expr);
        let kind = match op.as_rule() {
            Rule::is_known => ExprKind::IsKnown(value),
            Rule::is_unknown => ExprKind::IsUnknown(value),
            _ => {
                let options: Vec<Grown> =
                    self.separated(op, Commas::Required).iter().map(|option| self.grown(option)).collect();
                if options.is_empty() {
                    self.wrong(op, "expected a value in `in ()`", None);
                }
                depth = depth.max(options.iter().map(|option| option.depth + 1).max().unwrap_or(0));
                ExprKind::OneOf(value, options.into_iter().map(|option| option.expr).collect())
            }
        };
        Grown { expr: Expr { kind, span }, form: Form::Comparison, depth }
    }

    fn infix(&mut self, left: Grown, op: &Pair<'c>, right: Grown) -> Grown {
        let Some(binary) = binary_op(op.as_rule()) else { return left };
        if !matches!(binary, BinaryOp::Or | BinaryOp::And) {
            self.refuse_negation(op, &right);
        }
        let compares = is_comparison(binary);
        if compares {
            self.refuse_chain(op, &left);
        }
        let span = left.expr.span.to(right.expr.span);
        let depth = left.depth.max(right.depth) + 1;
        let kind = ExprKind::Binary(binary, Box::new(left.expr), Box::new(right.expr));
        Grown { expr: Expr { kind, span }, form: if compares { Form::Comparison } else { Form::Operand }, depth }
    }

    fn refuse_chain(&mut self, op: &Pair<'c>, left: &Grown) {
        if left.form == Form::Comparison {
            self.wrong(op, "comparisons do not chain", Some("join two comparisons with `and`".into()));
        }
    }

    fn refuse_negation(&mut self, op: &Pair<'c>, right: &Grown) {
        if right.form == Form::Negation {
            let message = format!("`not` cannot stand after `{}`", op.as_str().trim());
            self.wrong(op, &message, Some("put the `not …` in parentheses".into()));
        }
    }

    fn operand(&mut self, pair: Pair<'c>) -> Grown {
        let span = self.span(&pair);
        let mut depth = 0;
        let outside = std::mem::take(&mut self.deepest);
        let kind = match pair.as_rule() {
            Rule::paren => {
                let Some(inner) = child(&pair, Rule::expr) else { return self.too_deep(&pair) };
                let inner = self.grown(&inner);
                depth = inner.depth;
                inner.expr.kind
            }
            Rule::list => {
                let elements: Vec<Grown> =
                    self.separated(&pair, Commas::Required).iter().map(|element| self.grown(element)).collect();
                depth = 1 + elements.iter().map(|element| element.depth).max().unwrap_or(0);
                ExprKind::List(elements.into_iter().map(|element| element.expr).collect())
            }
            Rule::PATH => ExprKind::Path(self.path(&pair)),
            Rule::in_stage => self.child_name(&pair, Rule::NAME).map_or(ExprKind::Broken, ExprKind::InStage),
            Rule::in_journey => self.in_journey(&pair, &mut depth),
            Rule::member_of => self.of_path(&pair, ExprKind::MemberOf),
            Rule::step_of => self.of_path(&pair, ExprKind::StepOf),
            Rule::steps_left => self.of_path(&pair, ExprKind::StepsLeft),
            Rule::measured => self.measured(&pair),
            Rule::share_of => self.share_of(&pair),
            Rule::since => self.point_of(&pair).map_or(ExprKind::Broken, |point| ExprKind::Since(Box::new(point))),
            Rule::until => self.point_of(&pair).map_or(ExprKind::Broken, |point| ExprKind::Until(Box::new(point))),
            Rule::column_named => self.child_plain(&pair).map_or(ExprKind::Broken, ExprKind::Column),
            _ => ExprKind::Literal(self.literal(&pair)),
        };
        depth = depth.max(std::mem::replace(&mut self.deepest, outside));
        Grown { expr: Expr { kind, span }, form: Form::Operand, depth: depth + 1 }
    }

    fn of_path(&mut self, pair: &Pair<'c>, kind: fn(crate::tree::Path) -> ExprKind) -> ExprKind {
        self.child_path(pair, Rule::PATH).map_or(ExprKind::Broken, kind)
    }

    fn in_journey(&mut self, pair: &Pair<'c>, depth: &mut usize) -> ExprKind {
        let Some(journey) = self.child_path(pair, Rule::PATH) else { return ExprKind::Broken };
        let key = child(pair, Rule::key).and_then(|key| child(&key, Rule::expr)).map(|key| {
            let key = self.grown(&key);
            *depth = key.depth;
            Box::new(key.expr)
        });
        ExprKind::In { journey, key, step: self.child_name(pair, Rule::NAME) }
    }

    fn measured(&mut self, pair: &Pair<'c>) -> ExprKind {
        let word = child(pair, Rule::measure_word);
        let measure =
            word.as_ref().and_then(|word| word.clone().into_inner().next()).and_then(|word| measure(word.as_rule()));
        let occurrence = child(pair, Rule::occurrence).and_then(|occurrence| self.occurrence(&occurrence));
        let (Some(word), Some(measure), Some(occurrence)) = (word, measure, occurrence) else {
            return ExprKind::Broken;
        };
        ExprKind::Measure {
            measure,
            name: self.span(&word),
            occurrence: Box::new(occurrence),
            within: self.child_duration(pair),
            up_to: child(pair, Rule::limit_keys).and_then(|keys| self.child_name(&keys, Rule::INT)),
        }
    }

    fn share_of(&mut self, pair: &Pair<'c>) -> ExprKind {
        let mut occurrences =
            children(pair, Rule::occurrence).filter_map(|occurrence| self.occurrence(&occurrence).map(Box::new));
        let (part, whole) = (occurrences.next(), occurrences.next());
        drop(occurrences);
        match (part, whole) {
            (Some(part), Some(whole)) => ExprKind::Share(part, whole, self.child_duration(pair)),
            _ => ExprKind::Broken,
        }
    }

    fn point_of(&mut self, pair: &Pair<'c>) -> Option<PointOf> {
        if let Some(expr) = child(pair, Rule::expr) {
            return Some(PointOf::Expr(self.expr(&expr)));
        }
        child(pair, Rule::occurrence).and_then(|occurrence| self.occurrence(&occurrence)).map(PointOf::Occurrence)
    }

    fn literal(&mut self, pair: &Pair<'c>) -> Literal {
        let text = pair.as_str();
        match pair.as_rule() {
            Rule::TRUE => Literal::True,
            Rule::FALSE => Literal::False,
            Rule::INSTANT => Literal::Instant(text.into()),
            Rule::DATE => Literal::Date(text.into()),
            Rule::TIME => Literal::Time(text.into()),
            Rule::duration => Literal::Duration(self.duration(pair)),
            Rule::amount => match (child(pair, Rule::NUMBER), self.child_name(pair, Rule::CODE)) {
                (Some(number), Some(code)) => Literal::Amount(number.as_str().into(), code),
                _ => Literal::Unknown,
            },
            Rule::PERCENT => Literal::Percent(text.trim_end_matches('%').into()),
            Rule::NUMBER if text.contains('.') => Literal::Number(text.into()),
            Rule::NUMBER => Literal::Int(text.into()),
            Rule::string => Literal::Text(self.text_parts(pair)),
            _ => Literal::Unknown,
        }
    }

    /// `1h 30m`.
    pub fn duration(&self, pair: &Pair<'c>) -> DurationLit {
        let parts = children(pair, Rule::SPAN).map(|part| {
            let text = part.as_str();
            let unit = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
            let (digits, unit) = text.split_at(unit);
            (SmolStr::from(digits), SmolStr::from(unit))
        });
        DurationLit { parts: parts.collect(), span: self.span(pair) }
    }

    /// The duration in a node, if it is there.
    pub fn child_duration(&self, pair: &Pair<'c>) -> Option<DurationLit> {
        child(pair, Rule::duration).map(|duration| self.duration(&duration))
    }

    /// The span of a keyword in a node, if it is there.
    pub fn child_span(&self, pair: &Pair<'c>, rule: Rule) -> Option<Span> {
        child(pair, rule).map(|word| self.span(&word))
    }
}

fn binary_op(rule: Rule) -> Option<BinaryOp> {
    Some(match rule {
        Rule::OR => BinaryOp::Or,
        Rule::AND => BinaryOp::And,
        Rule::EQUAL => BinaryOp::Equal,
        Rule::NOT_EQUAL => BinaryOp::NotEqual,
        Rule::LESS => BinaryOp::Less,
        Rule::AT_MOST => BinaryOp::LessOrEqual,
        Rule::GREATER => BinaryOp::Greater,
        Rule::AT_LEAST => BinaryOp::GreaterOrEqual,
        Rule::starts_with => BinaryOp::StartsWith,
        Rule::ends_with => BinaryOp::EndsWith,
        Rule::CONTAINS => BinaryOp::Contains,
        Rule::FALLBACK => BinaryOp::Fallback,
        Rule::PLUS => BinaryOp::Add,
        Rule::MINUS => BinaryOp::Subtract,
        Rule::TIMES => BinaryOp::Multiply,
        Rule::SLASH => BinaryOp::Divide,
        _ => return None,
    })
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Contains, EndsWith, Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual, StartsWith};
    matches!(op, Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual | StartsWith | EndsWith | Contains)
}

fn measure(rule: Rule) -> Option<Measure> {
    Some(match rule {
        Rule::SEEN => Measure::Seen,
        Rule::COUNT => Measure::Count,
        Rule::SUM => Measure::Sum,
        Rule::AVERAGE => Measure::Average,
        Rule::LOWEST => Measure::Lowest,
        Rule::HIGHEST => Measure::Highest,
        Rule::DISTINCT => Measure::Distinct,
        Rule::LATEST => Measure::Latest,
        Rule::FIRST => Measure::First,
        _ => return None,
    })
}
