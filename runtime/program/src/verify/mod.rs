//! Whether a program may run: everything that it names is there, every expression and every body ends, and what it
//! keeps is bounded. What passes can't lead the engine astray, whoever made it.
//!
//! Types of operands are not asked about: every node has a value whatever its operands are.

mod code;
mod decl;
mod expr;
mod facts;
mod journey;
mod policy;
mod source;
mod story;
mod touchpoint;
mod types;
mod versions;

#[cfg(test)]
mod tests;

use crate::{Place, Program};
use facts::Facts;

/// The longest duration that a program may wait or look back, in milliseconds: 10,000 years.
pub const LONGEST: i64 = 10_000 * 366 * 86_400_000;

/// The most that a program may keep of one kind for a customer: events of a history, keys, times of a cap.
pub const MOST: u32 = 10_000;

/// Why a program may not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{of}: {fault}")]
pub struct Refusal {
    /// Of what: "journey `care.support`".
    pub of: Box<str>,
    /// Why.
    pub fault: Fault,
}

/// What is wrong with a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It names something that isn't there.
    #[error("there is no {0} {1}")]
    NoSuch(&'static str, usize),
    /// An expression uses what does not stand before it.
    #[error("expression {0} uses one that does not stand before it")]
    Forward(usize),
    /// An expression reads beyond its frame, or beyond the fields it is asked about.
    #[error("{0} {1} where there are {2}")]
    Beyond(&'static str, usize, usize),
    /// Two things that belong together don't.
    #[error("{0} do not match")]
    Unequal(&'static str),
    /// Something that must be there is missing, or stands in the wrong order.
    #[error("{0}")]
    Broken(&'static str),
    /// A number out of its range.
    #[error("{0} of {1} is out of range")]
    Range(&'static str, i64),
}

/// The outcome of one check.
type Check = Result<(), Fault>;

/// The program that is verified, with what is known of its expressions.
struct Checker<'p> {
    program: &'p Program,
    facts: Facts,
}

impl Program {
    /// Whether the program may run.
    ///
    /// # Errors
    /// The first thing that forbids it.
    pub fn verify(&self) -> Result<(), Refusal> {
        let facts = Facts::of(self).map_err(|fault| Refusal { of: "expressions".into(), fault })?;
        let checker = Checker { program: self, facts };
        checker.tables()?;
        checker.expressions()?;
        checker.declarations()?;
        checker.rules()?;
        checker.journeys()?;
        checker.touchpoints()?;
        checker.sources()?;
        checker.versions()?;
        checker.stories()
    }
}

impl Checker<'_> {
    fn tables(&self) -> Result<(), Refusal> {
        let program = self.program;
        let of = |fault| Refusal { of: "the workspace".into(), fault };
        types::zone(&program.zone).map_err(of)?;
        ascending(program.symbols.iter(), "the values of enumerations are not in order").map_err(of)?;
        self.latches_and_counters().map_err(of)
    }

    fn place(&self, place: Place) -> Check {
        at(&self.program.files, place.file as usize, "file")
    }

    fn duration(milliseconds: i64) -> Check {
        range("a duration", milliseconds, 0, LONGEST)
    }

    fn duration_if(milliseconds: Option<i64>) -> Check {
        milliseconds.map_or(Ok(()), Self::duration)
    }
}

/// Each of a table is in order; the first that isn't is refused by its name.
fn each<'a, T>(
    kind: &str,
    table: &'a [T],
    name: impl Fn(&'a T) -> &'a str,
    check: impl Fn(usize, &'a T) -> Check,
) -> Result<(), Refusal> {
    for (index, item) in table.iter().enumerate() {
        check(index, item).map_err(|fault| Refusal { of: format!("{kind} `{}`", name(item)).into(), fault })?;
    }
    Ok(())
}

/// Whether a table has that index.
fn at<T>(table: &[T], index: usize, what: &'static str) -> Check {
    if index < table.len() { Ok(()) } else { Err(Fault::NoSuch(what, index)) }
}

fn ensure(holds: bool, fault: Fault) -> Check {
    if holds { Ok(()) } else { Err(fault) }
}

fn range(what: &'static str, value: i64, least: i64, most: i64) -> Check {
    ensure((least..=most).contains(&value), Fault::Range(what, value))
}

fn ascending<T: Ord>(items: impl Iterator<Item = T>, fault: &'static str) -> Check {
    ensure(items.is_sorted_by(|a, b| a < b), Fault::Broken(fault))
}
