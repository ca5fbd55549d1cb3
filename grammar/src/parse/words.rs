//! What the rules of the grammar are called in front of people, and the words that can start a part.

use super::Rule;

/// The words that start declarations.
pub const DECLARATIONS: &[&str] = &[
    "customer",
    "event",
    "type",
    "trait",
    "signal",
    "channel",
    "priorities",
    "message",
    "action",
    "policy",
    "journey",
    "decision",
    "placement",
    "audience",
    "switch",
    "measure",
    "invariant",
    "source",
    "test",
];

/// The words that no name can be (§4).
pub const RESERVED: [&str; 16] = [
    "and", "or", "not", "if", "then", "else", "in", "is", "true", "false", "where", "via", "as", "when", "while",
    "within",
];

/// The parts of which a text is a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Declaration,
    Field,
    Entry,
    Argument,
    ChannelItem,
    MessageItem,
    Choice,
    SourceItem,
    JourneyItem,
    Statement,
    Arm,
    Share,
    Rule,
    Line,
    Value,
}

impl Part {
    /// The rule that takes one such part and nothing else.
    pub fn alone(self) -> Rule {
        match self {
            Self::Declaration => Rule::lone_decl,
            Self::Field => Rule::lone_field,
            Self::Entry | Self::Argument => Rule::lone_entry,
            Self::ChannelItem => Rule::lone_channel_item,
            Self::MessageItem => Rule::lone_message_item,
            Self::Choice => Rule::lone_choice,
            Self::SourceItem => Rule::lone_source_item,
            Self::JourneyItem => Rule::lone_journey_item,
            Self::Statement => Rule::lone_statement,
            Self::Arm => Rule::lone_arm,
            Self::Share => Rule::lone_share,
            Self::Rule => Rule::lone_rule,
            Self::Line => Rule::lone_line,
            Self::Value => Rule::lone_expr,
        }
    }

    /// With its article.
    pub fn name(self) -> &'static str {
        match self {
            Self::Declaration => "a declaration",
            Self::Field => "a field",
            Self::Entry => "an entry of a record",
            Self::Argument => "an argument",
            Self::ChannelItem => "a line of a channel",
            Self::MessageItem => "a line of a message",
            Self::Choice => "a line of a decision",
            Self::SourceItem => "a line of a source",
            Self::JourneyItem => "a line of a journey",
            Self::Statement => "a statement",
            Self::Arm => "an arm",
            Self::Share => "an arm of a `split`",
            Self::Rule => "a rule",
            Self::Line => "a line of a test",
            Self::Value => "a value",
        }
    }

    /// The words that can start one.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Declaration => DECLARATIONS,
            Self::ChannelItem => &["requires", "inbound", "capacity"],
            Self::MessageItem => &["purpose", "channels", "hold", "worth", "chance", "only when", "content"],
            Self::Choice => &["answer", "if"],
            Self::SourceItem => &["customer", "id", "via", "at"],
            Self::JourneyItem => {
                &["stage", "owner", "enter", "again", "goal", "exit", "limit", "paused", "on", "step", "from step"]
            }
            Self::Statement => &["send", "offer", "do", "emit", "wait", "if", "split", "->", "leave", "done", "stay"],
            Self::Arm => &["on", "when", "after", "until", "else"],
            Self::Rule => RULES,
            Self::Line => &["customer", "at", "after", "turn", "ask", "in holdout", "takes", "expect"],
            Self::Field | Self::Entry | Self::Argument | Self::Share | Self::Value => &[],
        }
    }
}

/// The words that start what a rule does.
pub(super) const RULES: &[&str] = &["suppress", "cap", "quiet", "gather", "holdout", "weigh"];

/// What a rule of the grammar is called, if it can be missed by name.
pub(super) fn called(rule: Rule) -> Option<String> {
    let name = match rule {
        Rule::NAME | Rule::WORD | Rule::new_name | Rule::PATH | Rule::names => "a name",
        Rule::expr | Rule::operation | Rule::narrow | Rule::if_expr | Rule::paren | Rule::NEGATE => "a value",
        Rule::call => "a message or action",
        Rule::bound | Rule::occurrence | Rule::one_of_either | Rule::pattern | Rule::either => "an event",
        Rule::selection => "`all` or names of purposes and messages",
        Rule::type_of | Rule::values => "a type",
        Rule::CODE => "a currency",
        Rule::string | Rule::text_closed => "a text in quotes",
        Rule::duration | Rule::SPAN => "a duration such as `3d`",
        Rule::INT | Rule::NUMBER => "a whole number",
        Rule::PERCENT => "a share such as `10%`",
        Rule::TIME => "a time such as `09:00`",
        Rule::DATE => "a date such as `2026-03-15`",
        Rule::INSTANT => "an instant such as `2026-03-15T10:00:00Z`",
        Rule::record | Rule::fields | Rule::block | Rule::choices | Rule::LBRACE => "`{`",
        Rule::reaction => "`->` or `{`",
        Rule::goto | Rule::ARROW => "`->`",
        Rule::args | Rule::params | Rule::LPAREN | Rule::of | Rule::key => "`(`",
        Rule::RPAREN => "`)`",
        Rule::RBRACE => "`}`",
        Rule::LBRACKET | Rule::list => "`[`",
        Rule::RBRACKET => "`]`",
        Rule::COLON => "`:`",
        Rule::COMMA => "`,`",
        Rule::ASSIGN => "`=`",
        Rule::BAR => "`|`",
        Rule::RANGE => "`..`",
        Rule::HOLE_CLOSE => "`}`",
        Rule::via | Rule::one_via => "`via`",
        Rule::each => "`for each`",
        Rule::within => "`within`",
        Rule::because => "`because`",
        Rule::filter | Rule::narrow_filter => "`where`",
        Rule::bind => "`as`",
        Rule::otherwise => "`else`",
        Rule::days => "`on`",
        Rule::limit_keys => "`up to`",
        Rule::capacity => "`capacity`",
        Rule::unit => "`hour`, `day`, `week` or `month`",
        Rule::period => "a duration, `hour`, `day`, `week` or `month`",
        Rule::column => "a column",
        Rule::clock => "`seconds`, `milliseconds`, `iso` or `hours since`",
        Rule::claim => "a claim",
        Rule::expectation => "what should have happened",
        Rule::told => "an event",
        _ => return keyword(rule),
    };
    Some(name.to_owned())
}

/// The keyword that a rule takes: keywords are named in capitals, nodes of the tree are not, and signs have names above.
fn keyword(rule: Rule) -> Option<String> {
    let name = format!("{rule:?}");
    let is_keyword = name.chars().all(|c| c.is_ascii_uppercase());
    (is_keyword && !matches!(rule, Rule::EOI | Rule::WAS) && !is_operator(rule))
        .then(|| format!("`{}`", name.to_lowercase()))
}

/// Whether a rule goes on with an expression, which is possible after every value and worth no mention.
pub(super) fn is_operator(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::OR
            | Rule::AND
            | Rule::EQUAL
            | Rule::NOT_EQUAL
            | Rule::AT_MOST
            | Rule::AT_LEAST
            | Rule::LESS
            | Rule::GREATER
            | Rule::CONTAINS
            | Rule::FALLBACK
            | Rule::PLUS
            | Rule::MINUS
            | Rule::TIMES
            | Rule::SLASH
            | Rule::starts_with
            | Rule::ends_with
            | Rule::field_of
            | Rule::one_of
            | Rule::is_known
            | Rule::is_unknown
            | Rule::STARTS
            | Rule::ENDS
            | Rule::IN
            | Rule::IS
            | Rule::OPTIONAL
    )
}

/// The word of a list that was probably meant.
pub(super) fn similar<'w>(written: &str, words: &[&'w str]) -> Option<&'w str> {
    let near = words.iter().map(|word| (strsim::damerau_levenshtein(written, word), *word));
    let (distance, word) = near.min_by_key(|(distance, _)| *distance)?;
    let longest = written.chars().count().max(word.len());
    (distance > 0 && longest >= 3 && distance <= longest.div_ceil(4).min(3)).then_some(word)
}
