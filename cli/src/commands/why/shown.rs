//! A story as people read it.

use std::io::{self, Write};

use baton_host::why::{Fact, Moment, Objected, Place, Tale, between, clock};
use owo_colors::OwoColorize as _;

/// Writes a story: a heading, its moments, and what became of the message that it is about.
pub fn write(out: &mut impl Write, tale: &Tale) -> io::Result<()> {
    heading(out, tale)?;
    for moment in &tale.moments {
        writeln!(out)?;
        write_moment(out, moment)?;
    }
    let Some(outcome) = &tale.outcome else { return Ok(()) };
    writeln!(out)?;
    writeln!(out, "{} {}", "outcome:".bold(), outcome.words)?;
    match outcome.ways.as_slice() {
        [] => Ok(()),
        [way] => writeln!(out, "{} {way}", LETS.bold()),
        ways => {
            writeln!(out, "{} any of", LETS.bold())?;
            ways.iter().try_for_each(|way| writeln!(out, "  {way}"))
        }
    }
}

/// In front of what ends an objection, or all of them.
const LETS: &str = "lets it through:";

fn heading(out: &mut impl Write, tale: &Tale) -> io::Result<()> {
    if let Some(about) = &tale.about {
        writeln!(out, "{}", about.words)?;
        return writeln!(out, "send {} to customer `{}`", about.send, tale.customer);
    }
    let count = tale.moments.iter().filter(|moment| moment.moment > 0).count();
    let moments = if count == 1 { "moment" } else { "moments" };
    let (first, last) = (tale.moments.first(), tale.moments.last());
    let time = first.zip(last).map_or_else(String::new, |(first, last)| format!(", {}", between(first.at, last.at)));
    writeln!(out, "customer `{}`: {count} {moments}{time}", tale.customer)
}

fn write_moment(out: &mut impl Write, moment: &Moment) -> io::Result<()> {
    let local = moment.local.as_ref().map_or_else(String::new, |local| format!(" ({local})"));
    let number = if moment.moment > 0 { format!(", moment {}", moment.moment) } else { String::new() };
    writeln!(out, "{}{local}{number}", clock(moment.at).bold())?;
    moment.facts.iter().try_for_each(|fact| write_fact(out, fact))
}

fn write_fact(out: &mut impl Write, fact: &Fact) -> io::Result<()> {
    write!(out, "  {}", fact.words)?;
    write_place(out, fact.place.as_ref(), 4)?;
    for (index, objected) in fact.objections.iter().enumerate() {
        write_objected(out, index + 1, objected)?;
    }
    Ok(())
}

fn write_objected(out: &mut impl Write, number: usize, objected: &Objected) -> io::Result<()> {
    write!(out, "    {} {}", format!("{number}.").red(), objected.words)?;
    write_place(out, objected.place.as_ref(), 7)?;
    writeln!(out, "       {} {}", LETS.green(), objected.ends)
}

/// The rest of a line: the place, and beneath it the line as written, where that can be had.
fn write_place(out: &mut impl Write, place: Option<&Place>, indent: usize) -> io::Result<()> {
    let Some(place) = place else { return writeln!(out) };
    writeln!(out, " {}", format!("({})", place.place).blue())?;
    match (&place.source, place.line()) {
        (Some(source), Some(line)) => writeln!(out, "{:indent$}{} {source}", "", format!("{line} |").blue()),
        _ => Ok(()),
    }
}
