//! What all that builds the tree shares: places, names, documentation, and the list of what was wrong.

use std::sync::Arc;

use pest::Parser;
use smol_str::SmolStr;

use super::diagnose::{self, skip_blank, token_at};
use super::repair::{Mistake, Repair, repair};
use super::scan::{Doc, Mark, MarkKind, Scan};
use super::split::{Chunk, Refused};
use super::words::{DECLARATIONS, Part};
use super::{Grammar, Pair, Parse, Places, Rule, SyntaxError};
use crate::tree::{Decl, DeclKind, Item, Name, Path, Span};

/// Builds the tree of one chunk. Places are the repaired chunk's, until they become spans.
pub(super) struct Builder<'c> {
    /// The chunk, its braces balanced.
    pub text: &'c str,
    /// Where the chunk starts in the file.
    start: usize,
    repair: &'c Repair,
    docs: &'c [Doc],
    places: Places,
    /// Where the declaration that is built starts in the file.
    item: usize,
    /// How many expressions and blocks are open.
    pub depth: usize,
    /// How deep the deepest tree is of the expressions in the operand that is built.
    pub deepest: usize,
    /// Whether it was told that the declaration is nested too deeply: once is enough.
    told_depth: bool,
    problems: Vec<Problem>,
}

/// Something wrong, and how much of the text it accounts for.
struct Problem {
    start: usize,
    end: usize,
    message: String,
    help: Option<String>,
    /// What follows this directly without being understood is the same mistake.
    region: (usize, usize),
    /// Whether a part is missing here: what stands in its place is looked at once it turns out to be junk.
    missing: bool,
}

/// A chunk of a file, and whether its tree says where what stands.
pub(super) struct Source<'s> {
    pub file: &'s str,
    pub scan: &'s Scan,
    pub chunk: &'s Chunk<'s>,
    pub places: Places,
}

/// Adds what a chunk of a file says to the file's tree. What pest parsed is shown if nothing is wrong with it.
pub(super) fn build_chunk(source: &Source, result: &mut Parse, show: impl FnOnce(Option<Pair<'_>>)) {
    let &Source { file, chunk, .. } = source;
    let written = file.get(chunk.start..chunk.end).unwrap_or_default();
    if let Some((at, refused)) = chunk.refused {
        let message = match refused {
            Refused::Depth => "brackets are nested too deeply here",
            Refused::Texts => "too many texts of this declaration are not closed",
        };
        refuse(source, written, at, message, result);
        return show(None);
    }
    let repair = repair(chunk.marks, chunk.end);
    let repaired = repair.apply(written, chunk.start);
    let text = repaired.as_deref().unwrap_or(written);
    let mut builder = Builder::new(source, text, &repair);
    let Some(parsed) = Grammar::parse(Rule::chunk, text).ok().and_then(|mut pairs| pairs.next()) else {
        let at = chunk.start + skip_blank(written, 0);
        refuse(source, written, at, "this declaration is nested too deeply", result);
        return show(None);
    };
    let told = result.errors.len();
    builder.chunk(parsed.clone(), result);
    let torn = torn_texts(file, chunk.marks);
    let errors = builder.errors(file, &torn);
    result.errors.extend(torn.into_iter().map(|(_, error)| error));
    result.errors.extend(errors);
    show(Some(parsed).filter(|_| repaired.is_none() && result.errors.len() == told));
}

/// Takes a chunk that cannot be parsed as one declaration that cannot be understood.
fn refuse(source: &Source, text: &str, at: usize, message: &str, result: &mut Parse) {
    let chunk = source.chunk;
    let span = Span::new(at as u32, (at + token_at(text, at - chunk.start).len()) as u32);
    result.errors.push(SyntaxError { span, message: message.to_owned(), help: None });
    let repair = Repair::default();
    let first = skip_blank(text, 0);
    let word = token_at(text, first);
    if !DECLARATIONS.contains(&word) {
        return;
    }
    let second = skip_blank(text, first + word.len());
    let name = Some(token_at(text, second)).filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    let mut builder = Builder::new(source, text, &repair);
    builder.item = 0;
    let docs = builder.begin_item(first);
    let named =
        |builder: &Builder, at: usize, word: &str| Name { text: word.into(), span: builder.place(at, at + word.len()) };
    let decl = Decl {
        docs,
        private: None,
        keyword: named(&builder, first, word),
        name: name.map(|name| named(&builder, second, name)),
        was: None,
        kind: DeclKind::Broken,
        span: Span::new(0, builder.place(0, text.trim_end().len()).end),
    };
    result.file.items.push(Item { start: builder.item_start(), decl: Arc::new(decl) });
}

/// The texts that are not closed, one for each line, with the end of the line.
fn torn_texts(file: &str, marks: &[Mark]) -> Vec<(usize, SyntaxError)> {
    let mut torn: Vec<(usize, SyntaxError)> = Vec::new();
    for mark in marks {
        let MarkKind::TornText { end } = mark.kind else { continue };
        if torn.last().is_some_and(|(line_end, _)| mark.at < *line_end) {
            continue;
        }
        let text = file.get(mark.at..end).unwrap_or_default();
        let (message, help) = if text.len() > 1 && text.ends_with('"') {
            ("this text, or a `{` in it, is not closed", "a brace that is meant is written `\\{`")
        } else {
            ("this text is not closed", "a text ends with `\"` on its own line")
        };
        let line_end =
            file.get(mark.at..).and_then(|rest| rest.find('\n')).map_or(file.len(), |length| mark.at + length);
        let span = Span::new(mark.at as u32, (mark.at + text.trim_end().len()) as u32);
        torn.push((line_end, SyntaxError { span, message: message.into(), help: Some(help.into()) }));
    }
    torn
}

impl<'c> Builder<'c> {
    fn new(source: &Source<'c>, text: &'c str, repair: &'c Repair) -> Self {
        Self {
            text,
            start: source.chunk.start,
            repair,
            docs: &source.scan.docs,
            places: source.places,
            item: source.chunk.start,
            depth: 0,
            deepest: 0,
            told_depth: false,
            problems: Vec::new(),
        }
    }

    fn chunk(&mut self, chunk: Pair<'c>, result: &mut Parse) {
        let mut previous = None;
        for part in chunk.into_inner() {
            match part.as_rule() {
                Rule::import => {
                    self.item = 0;
                    if !result.file.items.is_empty() {
                        self.wrong(
                            &part,
                            "`use` stands before all declarations",
                            Some("move it to the top of the file".into()),
                        );
                    }
                    match child(&part, Rule::PATH) {
                        Some(path) => result.file.uses.push(self.path(&path)),
                        None => self.missing(&part, "expected a package or a declaration after `use`"),
                    }
                }
                Rule::decl => result.file.items.push(self.decl(part.clone())),
                Rule::decl_broken => {
                    result.file.items.push(self.broken_decl(part.clone()));
                    let end = end_of(&part);
                    self.junk_between(part.as_span().start(), part.as_span().start(), end, Part::Declaration);
                }
                Rule::decl_junk => self.junk(&part, previous.as_ref(), Part::Declaration),
                _ => continue,
            }
            previous = Some(part);
        }
    }

    /// The errors in the file's places. What follows from a brace or a text that is not closed is left out.
    fn errors(self, file: &str, torn: &[(usize, SyntaxError)]) -> Vec<SyntaxError> {
        let original = |at: usize| self.repair.original(at, self.start).min(file.len());
        let line_start = |at: usize| file.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let follows = |from: usize, to: usize| {
            torn.iter().any(|(line_end, error)| from <= *line_end && line_start(error.span.start as usize) <= to)
        };
        let mut errors = Vec::new();
        for problem in self.apart() {
            let (from, to) =
                (original(problem.region.0.min(problem.start)), original(problem.region.1.max(problem.end)));
            if torn.is_empty() || !follows(from, to) {
                let span = Span::new(original(problem.start) as u32, original(problem.end) as u32);
                errors.push(SyntaxError { span, message: problem.message.clone(), help: problem.help.clone() });
            }
        }
        errors.sort_by_key(|error| error.span);
        let brace = |at: usize, message: &str, help: &str| SyntaxError {
            span: Span::new(at as u32, at as u32 + 1),
            message: message.to_owned(),
            help: Some(help.to_owned()),
        };
        match self.repair.mistake {
            // A text that is not closed hides the braces behind it.
            Some(_) if !torn.is_empty() => errors.clear(),
            Some(Mistake::Unclosed(at)) => {
                errors.retain(|error| (error.span.end as usize) < at);
                errors.push(brace(at, "unclosed `{`", "a `}` is missing where its block ends"));
            }
            Some(Mistake::Stray(at)) => {
                errors.retain(|error| (error.span.start as usize) < at);
                errors.truncate(1);
                if errors.is_empty() {
                    errors.push(brace(
                        at,
                        "unexpected `}`",
                        "it closes nothing: take it out, or open its block with `{`",
                    ));
                }
            }
            None => {}
        }
        errors
    }

    /// The problems in order of place. Where something is missing beside what is not understood, the first of the two stays.
    fn apart(&self) -> Vec<&Problem> {
        let mut problems: Vec<&Problem> = self.problems.iter().collect();
        problems.sort_by_key(|problem| problem.region);
        let mut apart: Vec<&Problem> = Vec::new();
        for problem in problems {
            let same = apart.last().is_some_and(|last| {
                (last.missing || problem.missing) && skip_blank(self.text, last.region.1) >= problem.region.0
            });
            if !same {
                apart.push(problem);
            }
        }
        apart
    }

    // Places.

    /// From now on spans count from the documentation of what stands at `at`, whose lines are returned.
    pub fn begin_item(&mut self, at: usize) -> Vec<SmolStr> {
        let at = self.repair.original(at, self.start);
        self.told_depth = false;
        self.item = self.docs_before(at).first().map_or(at, |doc| doc.span.start as usize);
        self.doc_lines(at)
    }

    fn docs_before(&self, at: usize) -> &'c [Doc] {
        let first = self.docs.partition_point(|doc| (doc.before as usize) < at);
        let rest = self.docs.get(first..).unwrap_or_default();
        rest.get(..rest.partition_point(|doc| doc.before as usize == at)).unwrap_or_default()
    }

    /// Where the declaration that is built starts in the file.
    pub fn item_start(&self) -> u32 {
        if self.places == Places::LeftOut { 0 } else { self.item as u32 }
    }

    /// The lines that document a node.
    pub fn docs(&self, pair: &Pair) -> Vec<SmolStr> {
        self.doc_lines(self.repair.original(pair.as_span().start(), self.start))
    }

    fn doc_lines(&self, at: usize) -> Vec<SmolStr> {
        self.docs_before(at).iter().map(|doc| doc.text.clone()).collect()
    }

    /// A span of the declaration.
    pub fn place(&self, start: usize, end: usize) -> Span {
        if self.places == Places::LeftOut {
            return Span::default();
        }
        let relative = |at: usize| self.repair.original(at, self.start).saturating_sub(self.item) as u32;
        Span::new(relative(start), relative(end))
    }

    /// The span of a node, without the white space that pest takes in where an optional part could have followed.
    pub fn span(&self, pair: &Pair) -> Span {
        self.place(pair.as_span().start(), end_of(pair))
    }

    // Leaves.

    /// A word as it stands.
    pub fn name(&self, pair: &Pair) -> Name {
        Name { text: pair.as_str().into(), span: self.span(pair) }
    }

    /// The word of a child, if it is there.
    pub fn child_name(&self, pair: &Pair<'c>, rule: Rule) -> Option<Name> {
        child(pair, rule).map(|name| self.name(&name))
    }

    /// The name that a declaration or step gives. What stands behind its head and should not is told, too.
    pub fn new_name(&mut self, pair: &Pair<'c>) -> Option<Name> {
        if let Some(junk) = child(pair, Rule::head_junk) {
            let part = if pair.as_rule() == Rule::step { Part::JourneyItem } else { Part::Declaration };
            let end = junk.as_span().start() + junk.as_str().trim_end().len();
            self.junk_between(pair.as_span().start(), junk.as_span().start(), end, part);
        }
        let given = child(pair, Rule::new_name)?;
        if child(&given, Rule::ODD_NAME).is_some() {
            let (message, help) = diagnose::odd_name(given.as_str().trim_end());
            self.wrong(&given, &message, Some(help));
        }
        let span = self.span(&given);
        Some(Name { text: given.as_str().trim_end().into(), span })
    }

    /// Words joined by dots.
    pub fn path(&self, pair: &Pair) -> Path {
        let mut at = pair.as_span().start();
        let words = pair.as_str().split('.').map(|word| {
            let span = self.place(at, at + word.len());
            at += word.len() + 1;
            Name { text: word.into(), span }
        });
        Path { words: words.collect(), span: self.span(pair) }
    }

    /// The path of a child, if it is there.
    pub fn child_path(&self, pair: &Pair<'c>, rule: Rule) -> Option<Path> {
        child(pair, rule).map(|path| self.path(&path))
    }

    /// All paths directly in a node.
    pub fn paths(&self, pair: &Pair<'c>) -> Vec<Path> {
        children(pair, Rule::PATH).map(|path| self.path(&path)).collect()
    }

    /// The name behind `was`.
    pub fn was(&self, pair: &Pair<'c>) -> Option<Path> {
        child(pair, Rule::was).and_then(|was| self.child_path(&was, Rule::PATH))
    }

    // What is wrong.

    /// A node that is wrong as it stands.
    pub fn wrong(&mut self, pair: &Pair, message: &str, help: Option<String>) {
        let (start, end) = (pair.as_span().start(), end_of(pair));
        self.wrong_at(start, end, message, help);
    }

    /// A place that is wrong as it stands.
    pub fn wrong_at(&mut self, start: usize, end: usize, message: &str, help: Option<String>) {
        self.problems.push(Problem {
            start,
            end,
            message: message.to_owned(),
            help,
            region: (start, end),
            missing: false,
        });
    }

    /// A node in which nothing more is understood, because it is too deep.
    pub fn too_deep_at(&mut self, pair: &Pair, message: &str, help: &str) {
        if !std::mem::replace(&mut self.told_depth, true) {
            let start = pair.as_span().start();
            let end = start + token_at(self.text, start).len();
            self.wrong_at(start, end, message, Some(help.to_owned()));
        }
    }

    /// A node at whose end something is missing.
    pub fn missing(&mut self, pair: &Pair, message: &str) {
        let end = end_of(pair);
        let last = last_leaf(pair);
        let (start, message) = (last.as_span().start().min(end), message.to_owned());
        self.problems.push(Problem { start, end, message, help: None, region: (end, end), missing: true });
    }

    /// A comma that is missing before the word or sign at `at`.
    pub fn missing_comma(&mut self, at: usize) {
        let token = token_at(self.text, at);
        let (end, message) = (at + token.len(), format!("expected `,` before `{token}`"));
        self.problems.push(Problem { start: at, end, message, help: None, region: (at, at), missing: true });
    }

    /// A stretch that could not be understood, behind a part that could.
    pub fn junk(&mut self, junk: &Pair<'c>, previous: Option<&Pair<'c>>, part: Part) {
        let span = junk.as_span();
        let end = span.start() + junk.as_str().trim_end().len();
        let from =
            previous.filter(|previous| !is_junk(previous)).map_or(span.start(), |previous| previous.as_span().start());
        self.junk_between(from, span.start(), end, part);
    }

    /// Tells what is wrong between `junk` and `end`; what stands between `from` and `junk` was understood.
    fn junk_between(&mut self, from: usize, junk: usize, end: usize, part: Part) {
        let token = token_at(self.text, junk);
        let adjacent = self
            .problems
            .last()
            .is_some_and(|last| last.region.0 <= junk && skip_blank(self.text, last.region.1) >= junk);
        let mut replaced = None;
        if adjacent {
            let last_missing = self.problems.last().is_some_and(|last| last.missing);
            if last_missing {
                replaced = self.problems.pop();
            } else if !part.words().contains(&token) {
                if let Some(last) = self.problems.last_mut() {
                    last.region.1 = last.region.1.max(end);
                }
                return;
            }
        }
        let from = if replaced.is_none() && diagnose::starts(self.text.get(junk..end).unwrap_or_default(), part) {
            junk
        } else {
            from
        };
        let finding = diagnose::diagnose(self.text.get(from..end).unwrap_or_default(), junk - from, part);
        let (mut start, mut stop, mut message, mut help) =
            (finding.start + from, finding.end + from, finding.message, finding.help);
        if let Some(missing) = replaced.filter(|_| start <= junk) {
            (start, stop, message) = (junk, junk + token.len(), missing.message);
            help = missing.help.or_else(|| {
                Some(part).filter(|part| *part == Part::Rule).and_then(|part| diagnose::suggestion(token, part.words()))
            });
            if message.contains("a duration")
                && let Some((odd, units)) = diagnose::without_unit(token)
            {
                (message, help) = (odd, Some(units));
            }
        }
        self.problems.push(Problem { start, end: stop, message, help, region: (junk, end), missing: false });
    }
}

/// The first child of a rule.
pub(super) fn child<'c>(pair: &Pair<'c>, rule: Rule) -> Option<Pair<'c>> {
    pair.clone().into_inner().find(|child| child.as_rule() == rule)
}

/// The children of a rule.
pub(super) fn children<'c>(pair: &Pair<'c>, rule: Rule) -> impl Iterator<Item = Pair<'c>> + use<'c> {
    pair.clone().into_inner().filter(move |child| child.as_rule() == rule)
}

/// Whether a keyword or sign stands in a node.
pub(super) fn has(pair: &Pair, rule: Rule) -> bool {
    child(pair, rule).is_some()
}

/// The end of a node's last word or sign.
pub(super) fn end_of(pair: &Pair) -> usize {
    let last = last_leaf(pair);
    last.as_span().start() + last.as_str().trim_end().len()
}

fn last_leaf<'c>(pair: &Pair<'c>) -> Pair<'c> {
    let mut last = pair.clone();
    // A text ends with its quote, which is no node.
    while last.as_rule() != Rule::text_closed {
        match last.clone().into_inner().next_back() {
            Some(inner) => last = inner,
            None => break,
        }
    }
    last
}

fn is_junk(pair: &Pair) -> bool {
    matches!(
        pair.as_rule(),
        Rule::decl_junk
            | Rule::decl_broken
            | Rule::field_junk
            | Rule::entry_junk
            | Rule::value_junk
            | Rule::channel_junk
            | Rule::message_junk
            | Rule::choice_junk
            | Rule::journey_junk
            | Rule::statement_junk
            | Rule::arm_junk
            | Rule::share_junk
            | Rule::rule_junk
            | Rule::source_junk
            | Rule::line_junk
    )
}
