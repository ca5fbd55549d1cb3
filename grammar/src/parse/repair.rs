//! Balances the braces of a chunk, by what the indentation of its lines says was meant.
//!
//! The grammar can then rely on every block to have its closing brace, and one forgotten brace is one mistake.

use super::scan::{Mark, MarkKind};

/// What was done to a chunk's text. Offsets are the file's.
#[derive(Debug, Default)]
pub(super) struct Repair {
    /// Before these bytes a `}` was put, in order.
    inserted: Vec<usize>,
    /// These braces were taken out.
    removed: Vec<usize>,
    /// The first thing that was wrong.
    pub mistake: Option<Mistake>,
}

/// A brace without its other half.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mistake {
    /// A `{` without a `}`.
    Unclosed(usize),
    /// A `}` without a `{`.
    Stray(usize),
}

/// A brace with the line in which it stands.
#[derive(Clone, Copy)]
struct Brace {
    at: usize,
    /// Place and indentation of its line's first word.
    line: (usize, usize),
}

/// What one walk over the braces found.
#[derive(Default)]
struct Walk {
    unclosed: Vec<Brace>,
    /// A block whose brace closes it at an indentation that belongs to another.
    suspect: Option<(Brace, Brace)>,
    stray: Option<Brace>,
    /// The brace that closed the outermost block, if something but a brace followed it.
    early: Option<Brace>,
}

/// How many braces are repaired by indentation; what is wrong beyond that is closed at the end, or taken out.
const GUESSES: usize = 4;

/// What balances the braces among the marks of a chunk that ends at `end`.
pub(super) fn repair(marks: &[Mark], end: usize) -> Repair {
    let mut repair = Repair::default();
    for _ in 0..GUESSES {
        let walk = repair.walk(marks);
        if let Some(stray) = walk.stray {
            let wrong =
                walk.suspect.map(|(_, close)| close).filter(|_| walk.early.is_some()).or(walk.early).unwrap_or(stray);
            repair.mistake.get_or_insert(Mistake::Stray(wrong.at));
            repair.removed.push(wrong.at);
        } else if let Some(outermost) = walk.unclosed.first() {
            let (opener, place) = match walk.suspect {
                Some((opener, _)) => (opener, dedent(marks, opener).unwrap_or(end)),
                None => (*outermost, end),
            };
            repair.mistake.get_or_insert(Mistake::Unclosed(opener.at));
            repair.inserted.push(place);
            repair.inserted.sort_unstable();
        } else {
            return repair;
        }
    }
    repair.balance_the_rest(marks, end);
    repair
}

/// The first word after an opening brace that is indented no deeper than the brace's line.
fn dedent(marks: &[Mark], opener: Brace) -> Option<usize> {
    marks.iter().skip_while(|mark| mark.at <= opener.at).find_map(|mark| match mark.kind {
        MarkKind::Line { indent, .. } if indent <= opener.line.1 => Some(mark.at),
        _ => None,
    })
}

impl Repair {
    /// Walks over the braces as they are after what was repaired so far.
    fn walk(&self, marks: &[Mark]) -> Walk {
        let mut walk = Walk::default();
        let mut line = (0, 0);
        let mut inserted = self.inserted.iter().peekable();
        let mut closed: Option<Brace> = None;
        for mark in marks {
            while inserted.next_if(|at| **at <= mark.at).is_some() {
                walk.unclosed.pop();
            }
            match mark.kind {
                MarkKind::Line { indent, .. } => line = (mark.at, indent),
                MarkKind::Open(b'{') => walk.unclosed.push(Brace { at: mark.at, line }),
                MarkKind::Close(b'}') if !self.removed.contains(&mark.at) => {
                    let close = Brace { at: mark.at, line };
                    match walk.unclosed.pop() {
                        Some(opener) => {
                            let first = close.line.0 == close.at;
                            let apart = opener.line.0 != close.line.0;
                            if apart && (!first || opener.line.1 != close.line.1) && walk.suspect.is_none() {
                                walk.suspect = Some((opener, close));
                            }
                            closed = Some(close).filter(|_| walk.unclosed.is_empty());
                        }
                        None if walk.stray.is_none() => {
                            walk.stray = Some(close);
                            walk.early = closed.filter(|early| something_between(marks, early.at, close.at));
                        }
                        None => {}
                    }
                }
                _ => {}
            }
        }
        for _ in inserted {
            walk.unclosed.pop();
        }
        walk
    }

    /// Closes at the end what is open, and takes out every `}` that closes nothing.
    fn balance_the_rest(&mut self, marks: &[Mark], end: usize) {
        let mut open = 0usize;
        let mut strays = Vec::new();
        let mut inserted = self.inserted.iter().peekable();
        for mark in marks {
            while inserted.next_if(|at| **at <= mark.at).is_some() {
                open = open.saturating_sub(1);
            }
            match mark.kind {
                MarkKind::Open(b'{') => open += 1,
                MarkKind::Close(b'}') if !self.removed.contains(&mark.at) => match open.checked_sub(1) {
                    Some(left) => open = left,
                    None => strays.push(mark.at),
                },
                _ => {}
            }
        }
        open = open.saturating_sub(inserted.count());
        self.inserted.extend(std::iter::repeat_n(end, open));
        self.removed.extend(strays);
    }

    /// The text of a chunk that starts at `start`, repaired; `None` if nothing was to be done.
    pub fn apply(&self, chunk: &str, start: usize) -> Option<String> {
        if self.inserted.is_empty() && self.removed.is_empty() {
            return None;
        }
        let mut removed = self.removed.clone();
        removed.sort_unstable();
        let mut edits: Vec<(usize, bool)> = self.inserted.iter().map(|at| (*at, true)).collect();
        edits.extend(removed.iter().map(|at| (*at, false)));
        edits.sort_by_key(|(at, inserts)| (*at, !inserts));
        let mut text = String::with_capacity(chunk.len() + self.inserted.len());
        let mut done = 0;
        for (at, inserts) in edits {
            let at = at - start;
            text.push_str(chunk.get(done..at).unwrap_or_default());
            text.push(if inserts { '}' } else { ' ' });
            done = if inserts { at } else { at + 1 };
        }
        text.push_str(chunk.get(done..).unwrap_or_default());
        Some(text)
    }

    /// The place in the file of a place in the repaired text of the chunk that starts at `start`.
    pub fn original(&self, repaired: usize, start: usize) -> usize {
        let before = self.inserted.iter().enumerate().take_while(|(index, at)| *at - start + index < repaired).count();
        start + repaired - before
    }
}

/// Whether something else than closing braces begins a line between two places.
fn something_between(marks: &[Mark], from: usize, to: usize) -> bool {
    let pairs = marks.iter().zip(marks.iter().skip(1));
    pairs.filter(|(mark, _)| from < mark.at && mark.at < to).any(|(mark, next)| {
        let closes = next.at == mark.at && next.kind == MarkKind::Close(b'}');
        matches!(mark.kind, MarkKind::Line { .. }) && !closes
    })
}
