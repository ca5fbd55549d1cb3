//! What is wrong with a stretch of text that could not be understood: where, what was expected there, and what would mend it.
//!
//! The stretch is parsed once more on its own; how far pest came, and which rules it tried there, is turned into the
//! user's words.

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

use super::words::{self, Part, RESERVED, RULES};
use super::{Grammar, Rule};

/// A mistake, with places in the text that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub start: usize,
    pub end: usize,
    pub message: String,
    pub help: Option<String>,
}

/// How far a parse came.
struct Reach {
    at: usize,
    tried: Vec<Rule>,
}

/// What is wrong with `text`, whose part before `junk` could be understood and the rest could not.
pub(super) fn diagnose(text: &str, junk: usize, part: Part) -> Finding {
    let reach = reach(text, part.alone()).filter(|reach| reach.at >= junk);
    let reach = reach.unwrap_or(Reach { at: junk, tried: Vec::new() });
    let at = skip_blank(text, reach.at);
    let token = token_at(text, at);
    let end = at + token.len();
    let written = visible(token);
    let finding = |message: String, help: Option<String>| Finding { start: at, end, message, help };
    if let Some((message, help)) = odd_token(token, &reach.tried) {
        return finding(message, help);
    }
    let previous = last_token(text.get(..at).unwrap_or_default());
    let similar = suggestion(token, part.words());
    if at == skip_blank(text, junk) && (junk == 0 || starts_line(text, at) || similar.is_some()) {
        if part == Part::Value {
            return finding(format!("expected a value before `{written}`"), None);
        }
        let help = similar.or_else(|| list_of(part));
        return finding(format!("`{written}` does not start {}", part.name()), help);
    }
    // At the end of the stretch or of a line, what lacks something is pointed at.
    let (start, end) = match (token.is_empty() || starts_line(text, at), previous) {
        (true, Some(previous)) => {
            let end = text.get(..at).map_or(0, |before| before.trim_end().len());
            (end.saturating_sub(previous.len()), end)
        }
        _ => (at, end),
    };
    let after = previous.map_or(String::new(), |previous| format!(" after `{previous}`"));
    let expected = expected(&reach.tried);
    let help = suggestion(token, &keywords(&reach.tried).iter().map(String::as_str).collect::<Vec<_>>());
    let message = match expected {
        Some(expected) => format!("expected {expected}{after}"),
        None if token.is_empty() => format!("something is missing{after}"),
        None => format!("unexpected `{written}`{after}"),
    };
    Finding { start, end, message, help }
}

/// Whether a stretch starts such a part: more than its first word could be understood, or that is a word of its own.
pub(super) fn starts(text: &str, part: Part) -> bool {
    let first = token_at(text, 0);
    if part.words().iter().any(|word| word.split(' ').next() == Some(first)) && part != Part::Rule {
        return true;
    }
    reach(text, part.alone()).is_some_and(|reach| reach.at > 0)
}

/// How far a rule comes in a text; `None` if it takes all of it.
fn reach(text: &str, rule: Rule) -> Option<Reach> {
    let error = Grammar::parse(rule, text).err()?;
    let InputLocation::Pos(at) = error.location else { return None };
    let ErrorVariant::ParsingError { positives, .. } = error.variant else { return None };
    Some(Reach { at, tried: positives })
}

/// Mistakes that show in the word or sign at which the parse stopped.
fn odd_token(token: &str, tried: &[Rule]) -> Option<(String, Option<String>)> {
    let wants_name = tried.iter().any(|rule| {
        matches!(
            rule,
            Rule::NAME
                | Rule::WORD
                | Rule::PATH
                | Rule::new_name
                | Rule::call
                | Rule::bound
                | Rule::field
                | Rule::param
        ) || matches!(
            rule,
            Rule::occurrence
                | Rule::one_of_either
                | Rule::names
                | Rule::entry
                | Rule::share
                | Rule::personal
                | Rule::policy_rule
        )
    });
    let wants_value = wants_value(tried);
    let compares = tried.iter().any(|rule| matches!(rule, Rule::EQUAL));
    let first = token.chars().next()?;
    let say = |message: String, help: &str| Some((message, Some(help.to_owned())));
    match token {
        "==" if tried.contains(&Rule::ASSIGN) => say("`==` compares".into(), "write `=`"),
        "?" if compares => say("unexpected `?`".into(), "what stands for something unknown is written `??`"),
        "=" if compares => say("`=` does not compare".into(), "write `==`"),
        "&&" => say("unexpected `&&`".into(), "write `and`"),
        "||" => say("unexpected `||`".into(), "write `or`"),
        "!" => say("unexpected `!`".into(), "write `not`"),
        ";" => say("unexpected `;`".into(), "nothing ends with `;`: leave it out"),
        "'" => say("unexpected `'`".into(), "texts stand in double quotes"),
        "." => say("expected a name after `.`".into(), "write the field's name, or leave the `.` out"),
        _ if wants_name && !wants_value && RESERVED.contains(&token) => {
            let (message, help) = odd_name(token);
            say(message, &help)
        }
        _ if first.is_ascii_digit() => odd_number(token, wants_value, tried),
        _ if (wants_name || wants_value) && first.is_alphabetic() && token.chars().any(char::is_uppercase) => {
            let (message, help) = odd_name(token);
            say(message, &help)
        }
        _ if first.is_ascii_lowercase() && tried.contains(&Rule::CODE) && !tried.contains(&Rule::PATH) => {
            let help = "a duration is written together, as in `5d`, and a currency in capitals, as in `12 GBP`";
            say(format!("unexpected `{token}` after a number"), help)
        }
        _ => None,
    }
}

/// Why a word cannot be a name, and what can.
pub(super) fn odd_name(word: &str) -> (String, String) {
    if RESERVED.contains(&word) {
        return (format!("`{word}` is a reserved word and cannot be a name"), "choose another name".to_owned());
    }
    (format!("`{word}` is not a name"), format!("names are written `{}`", snake_case(word)))
}

/// Whether a value could have stood where these rules were tried.
fn wants_value(tried: &[Rule]) -> bool {
    tried.iter().any(|rule| matches!(rule, Rule::expr | Rule::operation | Rule::narrow))
        || tried.contains(&Rule::LPAREN) && tried.contains(&Rule::LBRACKET)
}

/// A number, duration or time that is none.
fn odd_number(token: &str, wants_value: bool, tried: &[Rule]) -> Option<(String, Option<String>)> {
    let wants_number = wants_value
        || tried.iter().any(|rule| {
            matches!(
                rule,
                Rule::duration | Rule::SPAN | Rule::INT | Rule::period | Rule::TIME | Rule::PERCENT | Rule::point
            )
        });
    let unit = token.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = token.strip_suffix(unit)?;
    if !wants_number {
        return None;
    }
    let wants_duration = tried.iter().any(|rule| matches!(rule, Rule::duration | Rule::SPAN));
    if wants_duration
        && !wants_value
        && let Some((message, help)) = without_unit(token)
    {
        return Some((message, Some(help)));
    }
    if !unit.is_empty() && unit.chars().all(|c| c.is_ascii_alphabetic()) && !UNITS.contains(&unit) {
        let help = "the units are `ms`, `s`, `m`, `h`, `d` and `w`; a currency stands apart, as in `12 GBP`";
        return Some((format!("`{token}` is not a duration: there is no unit `{unit}`"), Some(help.into())));
    }
    if digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") {
        let help = "numbers have no zero in front".to_owned();
        return Some((format!("`{token}` is not a number"), Some(help)));
    }
    None
}

/// What to say of a whole number where a duration is wanted.
pub(super) fn without_unit(token: &str) -> Option<(String, String)> {
    let is_whole = !token.is_empty() && token.bytes().all(|digit| digit.is_ascii_digit());
    let help = || format!("write the unit: `{token}d`, `{token}h`, `{token}m`");
    is_whole.then(|| (format!("`{token}` is not a duration"), help()))
}

/// The units of durations.
const UNITS: [&str; 6] = ["ms", "s", "m", "h", "d", "w"];

/// What the rules that were tried are called, in one phrase; `None` if nothing useful can be said.
fn expected(tried: &[Rule]) -> Option<String> {
    if wants_value(tried) {
        return Some("a value".to_owned());
    }
    let mut names: Vec<String> = Vec::new();
    for name in tried.iter().filter_map(|rule| words::called(*rule)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // Where a bracket is open, what closes it matters most.
    if names.iter().any(|name| matches!(name.as_str(), "`)`" | "`]`")) {
        names.retain(|name| matches!(name.as_str(), "`,`" | "`)`" | "`]`"));
    }
    // What may follow matters less than what must: a long list of possibilities says nothing.
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] if names.len() <= 6 => Some(format!("{} or {last}", first.join(", "))),
        _ => None,
    }
}

/// The keywords among the rules that were tried.
fn keywords(tried: &[Rule]) -> Vec<String> {
    let names = tried.iter().filter_map(|rule| words::called(*rule));
    let mut all: Vec<String> = names
        .map(|name| name.trim_matches('`').to_owned())
        .filter(|name| name.bytes().all(|b| b.is_ascii_lowercase()))
        .collect();
    if tried.contains(&Rule::suppress) {
        all.extend(RULES.iter().map(|word| (*word).to_owned()));
    }
    all
}

/// "did you mean", if a word is near.
pub(super) fn suggestion(written: &str, words: &[&str]) -> Option<String> {
    words::similar(written, words).map(|word| format!("{MEANT}{word}`?"))
}

/// How a help begins that names the word which was probably meant.
const MEANT: &str = "did you mean `";

/// The word that a help says was probably meant.
pub(super) fn meant(help: &str) -> Option<&str> {
    help.strip_prefix(MEANT)?.strip_suffix("`?")
}

fn list_of(part: Part) -> Option<String> {
    let words = part.words();
    (!words.is_empty()).then(|| format!("here can stand: `{}`", words.join("`, `")))
}

/// `fooBar` as the language writes it.
fn snake_case(word: &str) -> String {
    let mut snake = String::new();
    let mut after_small = false;
    for c in word.chars() {
        if c.is_uppercase() && after_small {
            snake.push('_');
        }
        after_small = c.is_lowercase() || c.is_ascii_digit();
        snake.extend(c.to_lowercase());
    }
    snake
}

/// The place of the first thing from `at` on that is not white space or a comment.
pub(super) fn skip_blank(text: &str, at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or_default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '\u{feff}');
        if !rest.starts_with("//") {
            return text.len() - rest.len();
        }
        rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default();
    }
}

/// Whether nothing but white space stands before `at` in its line.
fn starts_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
}

/// The longest word or sign that is shown whole.
const SHOWN: usize = 40;

/// The word, number, text or sign at a place; empty at the end.
pub(super) fn token_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let Some(first) = rest.chars().next() else { return "" };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let length = if is_word(first) {
        rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
    } else if let Some(sign) =
        ["->", "==", "!=", "<=", ">=", "??", "..", "&&", "||"].iter().find(|sign| rest.starts_with(**sign))
    {
        sign.len()
    } else if first == '"' {
        let line = rest.split('\n').next().unwrap_or_default();
        line.get(1..).and_then(|inner| inner.find('"')).map_or(line.trim_end().len(), |end| end + 2)
    } else {
        first.len_utf8()
    };
    let shown = rest.char_indices().nth(SHOWN).map_or(length, |(end, _)| length.min(end));
    rest.get(..shown).unwrap_or_default()
}

/// A word or sign as people can see it: what has no shape of its own, like a space that isn't one, by its number.
fn visible(token: &str) -> String {
    let mut visible = String::new();
    for char in token.chars() {
        match char {
            '"' | '\'' | '\\' => visible.push(char),
            _ => visible.extend(char.escape_debug()),
        }
    }
    visible
}

/// The last word or sign of a text.
fn last_token(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let line = text.rsplit('\n').next().unwrap_or_default();
    let last = line.chars().next_back()?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '%' | ':');
    let start = if is_word(last) {
        line.char_indices().rev().find(|(_, c)| !is_word(*c)).map_or(0, |(at, c)| at + c.len_utf8())
    } else if line.ends_with("->") || line.ends_with("==") || line.ends_with("??") {
        line.len() - 2
    } else {
        line.len() - last.len_utf8()
    };
    let token = line.get(start..)?;
    (token.chars().count() <= SHOWN && last != '"' && !line.contains("//")).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_named() {
        let message = |text| diagnose(text, 0, Part::Declaration).message;
        assert_eq!(message("\0\0"), "`\\0` does not start a declaration");
        assert_eq!(message("\u{a0}event a {}"), "`\\u{a0}` does not start a declaration");
        assert_eq!(message("événement a {}"), "`événement` does not start a declaration");
    }
}
