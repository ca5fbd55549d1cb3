//! The style, rule by rule of the grammar: what is spaced how, which lines break where, and what stands in columns.

use super::doc::Bracket;
use crate::parse::{Pair, Rule};

/// Where the lines of a node break if it doesn't fit on one.
pub(super) enum Breaks {
    /// Nowhere by itself.
    Nowhere,
    /// Inside its brackets, and after its commas.
    Brackets,
    /// Before these parts, given the part before.
    At(fn(Option<Rule>, Rule) -> bool),
}

/// Where the lines of a node break.
pub(super) fn breaks(rule: Rule) -> Breaks {
    match rule {
        Rule::params
        | Rule::args
        | Rule::of
        | Rule::either
        | Rule::paren
        | Rule::list
        | Rule::one_of
        | Rule::key
        | Rule::measured
        | Rule::share_of
        | Rule::since
        | Rule::until => Breaks::Brackets,
        Rule::names | Rule::best_of => Breaks::At(|before, _| before == Some(Rule::COMMA)),
        Rule::values => Breaks::At(|_, rule| rule == Rule::BAR),
        Rule::priorities => Breaks::At(|_, rule| rule == Rule::GREATER),
        Rule::pattern => Breaks::At(|_, rule| matches!(rule, Rule::link | Rule::then_no | Rule::all_within)),
        _ => Breaks::Nowhere,
    }
}

/// How many spaces stand between two tokens on one line.
pub(super) fn space(before: Option<Rule>, rule: Rule) -> usize {
    let attached = match rule {
        Rule::COMMA | Rule::COLON | Rule::OPTIONAL | Rule::RANGE | Rule::RPAREN | Rule::RBRACKET => true,
        // A dot behind a name would be part of it.
        Rule::field_of => before != Some(Rule::PATH),
        _ => matches!(before, Some(Rule::LPAREN | Rule::LBRACKET | Rule::NEGATE | Rule::RANGE)),
    };
    usize::from(!attached)
}

/// Whether the parenthesis of a node stands at what is before it.
pub(super) fn is_attached(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::params | Rule::args | Rule::of | Rule::key | Rule::measured | Rule::share_of | Rule::since | Rule::until
    )
}

/// Whether two spaces stand before a part: it says what follows, not more of the same.
pub(super) fn is_wide(rule: Rule, part: Rule) -> bool {
    matches!(
        (rule, part),
        (Rule::send | Rule::do_action | Rule::answered, Rule::otherwise)
            | (Rule::tell_at | Rule::tell_after, Rule::told)
    )
}

/// Whether a part begins a column of its item.
pub(super) fn is_column(rule: Rule, before: Option<Rule>, part: Rule) -> bool {
    match rule {
        Rule::field | Rule::entry | Rule::policy_rule => before == Some(Rule::COLON),
        Rule::exit if part == Rule::because => true,
        Rule::purpose
        | Rule::channels
        | Rule::hold
        | Rule::worth
        | Rule::chance
        | Rule::content
        | Rule::stage
        | Rule::owner
        | Rule::enter
        | Rule::again
        | Rule::goal
        | Rule::exit
        | Rule::limit => matches!(
            before,
            Some(
                Rule::PURPOSE
                    | Rule::CHANNELS
                    | Rule::HOLD
                    | Rule::WORTH
                    | Rule::CHANCE
                    | Rule::CONTENT
                    | Rule::STAGE
                    | Rule::OWNER
                    | Rule::ENTER
                    | Rule::AGAIN
                    | Rule::GOAL
                    | Rule::EXIT
                    | Rule::LIMIT
            )
        ),
        Rule::source_customer | Rule::source_id | Rule::source_via | Rule::source_at => part == Rule::column,
        Rule::step => part == Rule::block,
        Rule::arm | Rule::otherwise | Rule::share | Rule::on_item => part == Rule::reaction,
        Rule::take => matches!(part, Rule::WHERE | Rule::record),
        Rule::tell_at | Rule::tell_after => part == Rule::told,
        Rule::event => part == Rule::fields,
        Rule::channel | Rule::message => part == Rule::LBRACE,
        Rule::trait_decl | Rule::switch | Rule::audience | Rule::measure | Rule::enumeration | Rule::signal => {
            part == Rule::ASSIGN
        }
        _ => false,
    }
}

/// Whether a signal has a key: it stands out of the column of those without.
pub(super) fn is_each(pair: &Pair<'_>) -> bool {
    pair.as_rule() == Rule::signal && pair.clone().into_inner().any(|part| part.as_rule() == Rule::each)
}

/// The kind of an item: items of one kind can stand in columns, and in a file without empty lines between them.
pub(super) fn kind(pair: &Pair<'_>) -> Rule {
    let inner = || pair.clone().into_inner().map(|part| part.as_rule());
    match pair.as_rule() {
        Rule::decl => inner().find(|rule| *rule != Rule::PRIVATE).unwrap_or(Rule::decl),
        Rule::journey_item => {
            inner().find(|rule| matches!(rule, Rule::step | Rule::on_item)).unwrap_or(Rule::journey_item)
        }
        Rule::source_item => inner().find(|rule| *rule == Rule::take).unwrap_or(Rule::source_item),
        Rule::otherwise => Rule::arm,
        rule => rule,
    }
}

/// Which bracket a token is.
pub(super) fn bracket(rule: Rule) -> Option<Bracket> {
    match rule {
        Rule::LBRACE => Some(Bracket::Opening),
        Rule::RBRACE => Some(Bracket::Closing),
        Rule::RPAREN | Rule::RBRACKET => Some(Bracket::ClosingRound),
        _ => None,
    }
}
