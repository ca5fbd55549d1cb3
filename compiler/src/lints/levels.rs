//! What a workspace makes of warnings: `[lints]` of `journey.toml` allows or denies them everywhere, and a comment
//! `// allow W0301: reason` those of one place, which is its own line or the next one that isn't a comment.
//!
//! Invariant: an error can't be allowed, and an allowance says why, and allows something.

use std::collections::BTreeMap;

use baton_grammar::tree::Span;
use smol_str::SmolStr;

use crate::{
    diagnostic::{
        Code, Diagnostic, Severity,
        codes::{
            self,
            lints::{ALLOWS_NOTHING, NO_REASON, NO_SUCH_WARNING, NOT_A_WARNING},
        },
    },
    names::{did_you_mean, nearest},
};

/// What a warning is in a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// It isn't told.
    Allow,
    /// It is told.
    Warn,
    /// The workspace is refused because of it.
    Deny,
}

impl Level {
    /// The level of a word.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "allow" => Self::Allow,
            "warn" => Self::Warn,
            "deny" => Self::Deny,
            _ => return None,
        })
    }
}

/// The levels that `journey.toml` sets, by the number of the warning.
pub(crate) type Levels = BTreeMap<u16, Level>;

/// A file whose comments may allow something.
pub(crate) struct Commented<'a> {
    /// Its path.
    pub file: &'a SmolStr,
    /// Its text.
    pub text: &'a str,
    /// Its comments.
    pub comments: &'a [Span],
}

/// Whether all checks have been made: before that an allowance may seem to allow nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    /// They have.
    All,
    /// There are errors, and some checks wait until there are none.
    Some,
}

/// A comment that allows a warning.
struct Allowance<'a> {
    file: &'a SmolStr,
    /// Where its code stands.
    span: Span,
    code: Code,
    /// The bytes of the file for which it counts.
    place: Span,
    used: bool,
}

/// The code that someone wrote, if it is a warning's.
pub(crate) fn warning(written: &str) -> Result<Code, (Code, String, Option<String>)> {
    let known = codes::all().find(|code| code.to_string() == written);
    match known {
        Some(code) if code.severity == Severity::Error => {
            let help = "an error has to be mended".to_owned();
            Err((NOT_A_WARNING, format!("`{written}` is an error, and has no level"), Some(help)))
        }
        Some(code) => Ok(code),
        None => {
            let warnings = codes::all().filter(|code| code.severity != Severity::Error);
            let near = nearest(written, warnings.map(|code| code.to_string().into()));
            Err((NO_SUCH_WARNING, format!("there is no warning `{written}`"), did_you_mean(&near)))
        }
    }
}

/// The diagnostics of a file as they are told in this workspace, with what is wrong with its allowances.
pub(crate) fn levelled(
    diagnostics: Vec<Diagnostic>,
    levels: &Levels,
    comments: Option<&Commented>,
    checks: Checks,
) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut allowances = Vec::new();
    if let Some(file) = comments {
        for comment in file.comments {
            match allowance(file, *comment) {
                Some(Ok(allowance)) => allowances.push(allowance),
                Some(Err(diagnostic)) => told.push(diagnostic),
                None => {}
            }
        }
    }
    for mut diagnostic in diagnostics {
        let allows = |one: &&mut Allowance| {
            let inside = one.place.start <= diagnostic.span.start && diagnostic.span.start < one.place.end;
            one.code == diagnostic.code && *one.file == diagnostic.file && inside
        };
        if let Some(allowance) = allowances.iter_mut().find(allows) {
            allowance.used = true;
            continue;
        }
        let level = match diagnostic.code.severity {
            Severity::Error => None,
            _ => levels.get(&diagnostic.code.number),
        };
        match level {
            Some(Level::Allow) => continue,
            Some(Level::Deny) => diagnostic.code.severity = Severity::Denied,
            Some(Level::Warn) | None => {}
        }
        told.push(diagnostic);
    }
    let idle = allowances.iter().filter(|allowance| checks == Checks::All && !allowance.used);
    told.extend(idle.map(|allowance| {
        let message = format!("this allows nothing: `{}` isn't told here", allowance.code);
        let help = "take the comment out; it counts for its own line, or for the next one that isn't a comment";
        tell(ALLOWS_NOTHING, allowance.file, allowance.span, message, Some(help.into()))
    }));
    told
}

/// The allowance that a comment is, or what is wrong with it; none if it is another comment.
fn allowance<'a>(file: &Commented<'a>, comment: Span) -> Option<Result<Allowance<'a>, Diagnostic>> {
    let text = file.text.get(comment.start as usize..comment.end as usize)?;
    let rest = text.trim_start_matches('/').trim_start().strip_prefix("allow ")?.trim_start();
    let written: &str = rest.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if !looks_like_code(written) {
        return None;
    }
    let at = comment.start + u32::try_from(text.len() - rest.len()).ok()?;
    let span = Span::new(at, at + u32::try_from(written.len()).ok()?);
    let reason = rest.get(written.len()..).unwrap_or_default().trim_start().strip_prefix(':').unwrap_or_default();
    let code = match warning(written) {
        Ok(code) => code,
        Err((code, message, help)) => return Some(Err(tell(code, file.file, span, message, help))),
    };
    if reason.trim().is_empty() {
        let message = format!("this doesn't say why `{written}` is allowed");
        let help = format!("write the reason behind it: `// allow {written}: because …`");
        return Some(Err(tell(NO_REASON, file.file, span, message, Some(help))));
    }
    Some(Ok(Allowance { file: file.file, span, code, place: place(file.text, comment), used: false }))
}

/// Whether a word is a letter and digits, as codes are; other words are prose.
fn looks_like_code(word: &str) -> bool {
    let digits = word.strip_prefix(['W', 'E', 'w', 'e']);
    digits.is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

/// Where an allowance counts: on its own line if something stands before it; else up to the end of the next line that isn't a
/// comment, so that the docs of a declaration may stand between.
fn place(text: &str, comment: Span) -> Span {
    let before = text.get(..comment.start as usize).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    if !before.get(line..).unwrap_or_default().trim().is_empty() {
        return Span::new(u32::try_from(line).unwrap_or(0), comment.start);
    }
    let mut end = comment.end as usize;
    for (number, line) in text.get(end..).unwrap_or_default().split_inclusive('\n').enumerate() {
        end += line.len();
        let line = line.trim();
        // The first is what is left of the comment's own line.
        if number > 0 && !line.is_empty() && !line.starts_with("//") {
            break;
        }
    }
    Span::new(comment.start, u32::try_from(end).unwrap_or(u32::MAX))
}

fn tell(code: Code, file: &SmolStr, span: Span, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic { code, message, file: file.clone(), span, label: None, others: Vec::new(), help, fixes: Vec::new() }
}
