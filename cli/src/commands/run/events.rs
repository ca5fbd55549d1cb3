//! The events of a run, from all of its files.

use std::borrow::Cow;

use baton_engine::Engine;
use baton_host::input::{Form, Reader};
use baton_program::{Source, wire::Taken};

use super::rejected::Rejected;
use crate::error::Error;

/// A file and its source; without one it has CloudEvents. `-` is standard input.
pub type EventFile<'a> = (Option<&'a Source>, Cow<'a, str>);

/// Reads all files, and gives what was taken in the order in which it stands there. One that can't be read is an error
/// at once; what is rejected goes to `rejected`.
pub fn read(engine: &Engine, files: &[EventFile<'_>], rejected: &mut Rejected) -> Result<Vec<Taken>, Error> {
    let evaluate = |expression, columns: &dyn Fn(&str) -> _| engine.evaluate_row(expression, columns);
    let mut events = vec![];
    for (source, path) in files {
        let form = source.map_or(Form::CloudEvents, |source| Form::Source(source, &evaluate));
        for row in Reader::open(path, engine.program(), form)? {
            let mut row = row?;
            match &mut row.result {
                Ok(taken) => events.append(taken),
                Err(_) => rejected.tell(&row)?,
            }
        }
    }
    Ok(events)
}
