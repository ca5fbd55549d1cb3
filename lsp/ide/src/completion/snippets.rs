//! What declarations, items and statements look like when they are begun: snippets, in which `${1:word}` is a place to be
//! filled in.

use crate::context::FrameKind;

/// Something that begins with a word.
pub(super) struct Snippet {
    /// What is shown.
    pub label: &'static str,
    /// What is written.
    pub body: &'static str,
}

const fn snippet(label: &'static str, body: &'static str) -> Snippet {
    Snippet { label, body }
}

impl Snippet {
    /// The word that it begins with.
    pub fn word(&self) -> &'static str {
        self.label.split(' ').next().unwrap_or(self.label)
    }
}

/// Declarations, with all that they need.
pub(super) const DECLARATIONS: &[Snippet] = &[
    snippet("action", "action ${1:name}(${2:brief}: ${3:text}) to \"${4:system}\""),
    snippet("audience", "audience ${1:name} = ${2:condition}"),
    snippet("channel", "channel ${1:name} { requires ${2:customer.email is known} }"),
    snippet("customer", "customer {\n  ${1:attribute}: ${2:text?}\n}"),
    snippet(
        "decision",
        "decision ${1:name}(${2:topic}: ${3:text}) answers { ${4:queue}: ${5:text} } {\n  answer { ${4:queue}: ${6:\"\"} }\n}",
    ),
    snippet("event", "event ${1:name} { ${2:field}: ${3:text} }"),
    snippet("invariant", "invariant ${1:name}: never sent ${2:purpose} while ${3:condition}"),
    snippet(
        "journey",
        "journey ${1:name} {\n  enter on ${2:event}\n  limit ${3:30d}\n\n  step ${4:first} {\n    ${0:done}\n  }\n}",
    ),
    snippet("measure", "measure ${1:name} = ${2:event} of ${3:event} within ${4:14d} per ${5:week}"),
    snippet(
        "message",
        "message ${1:name} {\n  purpose  ${2:purpose}\n  channels ${3:channel}\n  hold     ${4:12h}\n  content  \"${5:template}\"\n}",
    ),
    snippet("placement", "placement ${1:name} via ${2:channel} shows ${3:1}"),
    snippet("policy", "policy ${1:name} {\n  ${2:rule}: suppress ${3:all} while ${4:condition}\n}"),
    snippet("priorities", "priorities ${1:service} > ${2:marketing}"),
    snippet("private", "private "),
    snippet("signal", "signal ${1:name} = ${2:event} then no ${3:event} within ${4:2h}"),
    snippet(
        "source",
        "source ${1:name} from ${2:csv} {\n  customer ${3:column}\n  at       ${4:column} as ${5:iso}\n  ${6:event} { ${7:field}: ${8:column} }\n}",
    ),
    snippet("switch", "switch ${1:name} = ${2:off}"),
    snippet(
        "test",
        "test \"${1:what it shows}\" {\n  at ${2:2026-03-10 10:00}  ${3:event} {}\n  expect ${4:condition}\n}",
    ),
    snippet("trait", "trait ${1:name} = ${2:condition}"),
    snippet("type", "type ${1:name} = ${2:one} | ${3:other}"),
    snippet("use", "use ${1:package}"),
];

/// What begins a line of what is open.
pub(super) const fn lines(kind: FrameKind) -> &'static [Snippet] {
    match kind {
        FrameKind::Channel => CHANNEL,
        FrameKind::Message => MESSAGE,
        FrameKind::Policy => RULES,
        FrameKind::Journey => JOURNEY,
        FrameKind::Source => SOURCE,
        FrameKind::Test => TEST,
        FrameKind::Choices => CHOICES,
        FrameKind::Block => STATEMENTS,
        FrameKind::Arms => ARMS,
        _ => &[],
    }
}

/// The items that stand at most once.
pub(super) const ONCE: [&str; 15] = [
    "stage", "owner", "again", "goal", "limit", "paused", "purpose", "channels", "hold", "worth", "chance", "only",
    "content", "inbound", "capacity",
];

const CHANNEL: &[Snippet] = &[
    snippet("capacity", "capacity ${1:100} per ${2:hour}"),
    snippet("inbound", "inbound"),
    snippet("requires", "requires ${1:customer.email is known}"),
];

const MESSAGE: &[Snippet] = &[
    snippet("chance", "chance ${1:10%}"),
    snippet("channels", "channels ${1:channel}"),
    snippet("content", "content \"${1:template}\" { $2 }"),
    snippet("hold", "hold ${1:12h}"),
    snippet("only when", "only when ${1:condition}"),
    snippet("purpose", "purpose ${1:purpose}"),
    snippet("worth", "worth ${1:1}"),
];

const RULES: &[Snippet] = &[
    snippet("cap", "cap ${1:all} to ${2:1} per ${3:day}"),
    snippet("gather", "gather ${1:all} until ${2:18:00}"),
    snippet("holdout", "holdout ${1:5%} of ${2:purpose}"),
    snippet("quiet", "quiet ${1:21:00}..${2:08:00} for ${3:all}"),
    snippet("suppress … for", "suppress ${1:all} for ${2:7d} after ${3:event}"),
    snippet("suppress … while", "suppress ${1:all} while ${2:condition}"),
    snippet("weigh", "weigh ${1:purpose} by ${2:2}"),
];

const JOURNEY: &[Snippet] = &[
    snippet("again", "again ${1:after 30d}"),
    snippet("enter on", "enter on ${1:event}"),
    snippet("enter when", "enter when ${1:condition}"),
    snippet("exit on", "exit on ${1:event} because \"${2:reason}\""),
    snippet("exit when", "exit when ${1:condition} because \"${2:reason}\""),
    snippet("from step", "from step ${1:old} -> ${2:step}"),
    snippet("goal", "goal ${1:event}"),
    snippet("limit", "limit ${1:30d}"),
    snippet("on", "on ${1:event} -> ${2:step}"),
    snippet("owner", "owner \"${1:team}\""),
    snippet("paused while", "paused while ${1:condition}"),
    snippet("stage", "stage ${1:name}"),
    snippet("step", "step ${1:name} {\n  $0\n}"),
];

const SOURCE: &[Snippet] = &[
    snippet("at", "at ${1:column} as ${2:iso}"),
    snippet("customer", "customer ${1:column}"),
    snippet("id", "id ${1:column}"),
    snippet("via", "via ${1:column}"),
];

const TEST: &[Snippet] = &[
    snippet("after", "after ${1:1d}"),
    snippet("ask", "ask ${1:decision}"),
    snippet("at", "at ${1:2026-03-10} ${2:10:00}  ${3:event}"),
    snippet("customer", "customer { $1 }"),
    snippet("expect", "expect $1"),
    snippet("in holdout", "in holdout ${1:policy.rule}"),
    snippet("takes", "takes ${1:arm} of ${2:journey.step}"),
    snippet("turn", "turn ${1:on} ${2:switch}"),
];

const CHOICES: &[Snippet] = &[snippet("answer", "answer { $1 }"), snippet("if", "if ${1:condition} {\n  $0\n}")];

const STATEMENTS: &[Snippet] = &[
    snippet("->", "-> ${1:step}"),
    snippet("do", "do ${1:action}"),
    snippet("done", "done"),
    snippet("emit", "emit ${1:event} { $2 }"),
    snippet("if", "if ${1:condition} {\n  $0\n}"),
    snippet("leave", "leave \"${1:reason}\""),
    snippet("offer", "offer ${1:message} in ${2:placement} for ${3:1d}"),
    snippet("send", "send ${1:message}"),
    snippet("split", "split { ${1:50%} ${2:one} -> ${3:step}  ${4:other} -> ${5:step} }"),
    snippet("stay", "stay"),
    snippet("wait", "wait ${1:1d}"),
    snippet("wait { … }", "wait {\n  on ${1:event} -> ${2:step}\n  after ${3:1d} -> ${4:step}\n}"),
    snippet("wait until", "wait until ${1:09:00}"),
];

const ARMS: &[Snippet] = &[
    snippet("after", "after ${1:1d} -> ${2:step}"),
    snippet("else", "else -> ${1:step}"),
    snippet("on", "on ${1:event} -> ${2:step}"),
    snippet("until", "until ${1:09:00} -> ${2:step}"),
    snippet("when", "when ${1:condition} -> ${2:step}"),
];

/// What functions of history are given, and what they answer.
pub(super) const FUNCTIONS: &[Snippet] = &[
    snippet("average", "average(${1:event}.${2:field}, ${3:30d})"),
    snippet("count", "count(${1:event}, ${2:30d})"),
    snippet("distinct", "distinct(${1:event}.${2:field}, ${3:30d})"),
    snippet("first", "first(${1:event}.${2:field})"),
    snippet("highest", "highest(${1:event}.${2:field}, ${3:30d})"),
    snippet("latest", "latest(${1:event}.${2:field}, ${3:30d})"),
    snippet("lowest", "lowest(${1:event}.${2:field}, ${3:30d})"),
    snippet("seen", "seen(${1:event}, ${2:30d})"),
    snippet("share", "share(${1:event}, ${2:event}, ${3:30d})"),
    snippet("since", "since(${1:event})"),
    snippet("sum", "sum(${1:event}.${2:field}, ${3:30d})"),
    snippet("until", "until(${1:date})"),
];

/// A snippet as plain text: its places hold what they were to be filled in with.
pub fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let (mut letters, mut in_place) = (snippet.chars().peekable(), false);
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            '$' => {
                in_place = letters.next_if_eq(&'{').is_some() || in_place;
                while letters.next_if(char::is_ascii_digit).is_some() {}
                letters.next_if_eq(&':');
            }
            '}' if in_place => in_place = false,
            _ => text.push(letter),
        }
    }
    text
}

/// Text that stands for itself in a snippet.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '$' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
