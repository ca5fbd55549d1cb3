//! Snapshots: a run as bytes, to go on with later under the same program or a new one (§17).
//!
//! The bytes are magic, format, hash, and in postcard: the program, how far the run has come, all customers in the order
//! in which they first appeared, the lines of queued messages, what operators have ordered, and what measures have counted
//! in units whose figures are not final.

use std::{collections::BTreeSet, io, sync::Arc};

use baton_engine::{Chance, Customer, Engine, Output, State, TakeOver};
use baton_program::{ChannelId, Program, wire::Unloadable};
use serde::{Deserialize, Serialize};

use super::{
    Run, Sink,
    commands::Commands,
    customers::{Customers, FORGOTTEN, Ordinal},
    lines::{KeptLine, Lines},
    summary::Tally,
    wakes::Wakes,
};
use crate::measure::{KeptMeasure, Measures};

const MAGIC: &[u8; 6] = b"BATONS";

/// The format of the bytes.
const FORMAT: u16 = 2;

/// Why bytes are no snapshot to go on with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// They are something else.
    #[error("not a snapshot of a run")]
    NotASnapshot,
    /// They are of another format.
    #[error("a snapshot of format {0}, where this build reads format {FORMAT}")]
    OtherFormat(u16),
    /// They were changed on the way, or cut.
    #[error("the snapshot is damaged")]
    Damaged,
    /// The program in it can't be loaded.
    #[error("the program of the snapshot can't be loaded: {0}")]
    Program(#[from] Unloadable),
}

/// What a run has come to, apart from the run.
pub struct Snapshot {
    engine: Engine,
    at: i64,
    customers: Vec<Kept>,
    lines: Vec<KeptLine>,
    commands: Commands,
    measures: Vec<KeptMeasure>,
}

/// A customer as the run left it.
struct Kept {
    id: Arc<str>,
    /// The other ids by which it is known.
    also: Vec<Arc<str>>,
    state: State,
    wake: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    program: Vec<u8>,
    at: i64,
    customers: Vec<WrittenCustomer>,
    lines: Vec<KeptLine>,
    commands: Commands,
    measures: Vec<KeptMeasure>,
}

#[derive(Serialize, Deserialize)]
struct WrittenCustomer {
    id: Arc<str>,
    also: Vec<Arc<str>>,
    state: Vec<u8>,
    wake: Option<i64>,
}

impl Snapshot {
    /// The snapshot of these bytes.
    ///
    /// # Errors
    ///
    /// Where they are none, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unusable> {
        let bytes = bytes.strip_prefix(MAGIC).ok_or(Unusable::NotASnapshot)?;
        let (format, bytes) = bytes.split_first_chunk().ok_or(Unusable::Damaged)?;
        let format = u16::from_le_bytes(*format);
        if format != FORMAT {
            return Err(Unusable::OtherFormat(format));
        }
        let (hash, body) = bytes.split_first_chunk().ok_or(Unusable::Damaged)?;
        if u64::from_le_bytes(*hash) != xxhash_rust::xxh3::xxh3_64(body) {
            return Err(Unusable::Damaged);
        }
        let written: Written = postcard::from_bytes(body).map_err(|_| Unusable::Damaged)?;
        let engine = Engine::new(Arc::new(Program::from_bytes(&written.program)?));
        let read = |customer: WrittenCustomer| {
            let state = State::from_bytes(&engine, &customer.state).map_err(|_| Unusable::Damaged)?;
            Ok(Kept { id: customer.id, also: customer.also, state, wake: customer.wake })
        };
        let customers = written.customers.into_iter().map(read).collect::<Result<_, Unusable>>()?;
        let Written { at, lines, commands, measures, .. } = written;
        Ok(Self { engine, at, customers, lines, commands, measures })
    }

    /// The program under which the run was.
    pub fn program(&self) -> &Program {
        self.engine.program()
    }

    /// How far the run had come: UTC milliseconds.
    pub const fn at(&self) -> i64 {
        self.at
    }
}

impl<'a> Run<'a> {
    /// The run as bytes, for [`Snapshot::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let customer = |(ordinal, customer, state): (Ordinal, &Customer, &State)| WrittenCustomer {
            id: customer.id.clone(),
            also: self.customers.also(ordinal),
            state: state.to_bytes(self.engine),
            wake: self.wakes.of(ordinal),
        };
        let written = Written {
            program: self.engine.program().to_bytes(),
            at: self.reached,
            customers: self.customers.iter().map(customer).collect(),
            lines: self.lines.kept(),
            measures: self.measures.kept(),
            commands: self.commands.clone(),
        };
        // Writing to memory doesn't fail; no bytes at all wouldn't load.
        let body = postcard::to_stdvec(&written).unwrap_or_default();
        let hash = xxhash_rust::xxh3::xxh3_64(&body);
        [MAGIC.as_slice(), &FORMAT.to_le_bytes(), &hash.to_le_bytes(), &body].concat()
    }

    /// A run that goes on where a snapshot was taken. Under another program than the snapshot's, every customer is taken
    /// over at the time of the snapshot, in the order in which they first appeared; the records of that go to the sink.
    ///
    /// Events that are not later than the snapshot belong to the run before: they are not taken, and counted in
    /// [`super::Summary::before`].
    ///
    /// # Errors
    ///
    /// Those of the sink.
    pub fn go_on_from(engine: &'a Engine, snapshot: Snapshot, sink: &mut impl Sink) -> io::Result<Self> {
        let same = snapshot.engine.identity() == engine.identity();
        let Snapshot { engine: old, at, customers, lines, commands, measures } = snapshot;
        let mut run = Self {
            engine,
            customers: Customers::default(),
            wakes: Wakes::default(),
            lines: Lines::new(&engine.program().channels),
            commands: Commands::default(),
            output: Output::default(),
            tally: Tally::new(engine.program()),
            measures: Measures::new(engine),
            reached: at,
            begins_after: Some(at),
        };
        let change = (!same).then(|| TakeOver::new(&old, engine));
        run.commands = match &change {
            Some(change) => commands.under(change),
            None => commands,
        };
        let target = |measure| change.as_ref().map_or(Some(measure), |change| change.measure(measure));
        run.measures = Measures::restored(engine, measures, target);
        let mut ids = Vec::with_capacity(customers.len());
        let mut queued = Vec::new();
        // The places of those who are somebody else by now are empty.
        let gone: BTreeSet<_> = customers.iter().flat_map(|customer| customer.also.iter().cloned()).collect();
        let mut also = Vec::new();
        for Kept { id, also: others, mut state, mut wake } in customers {
            let customer = Customer { id: id.clone(), chance: Chance::Hashed };
            if let Some(change) = change.as_ref().filter(|_| *id != *FORGOTTEN && !gone.contains(&id)) {
                state = change.take_over(&customer, state, at, &mut run.output);
                wake = state.wake().map(|wake| wake.max(at.saturating_add(1)));
            }
            for mark in run.output.marks.drain(..) {
                run.measures.mark(engine, &id, &mark);
            }
            let ordinal = run.customers.add(customer, state);
            run.wakes.set(ordinal, wake);
            also.push((ordinal, others));
            queued.extend(run.output.queued.drain(..).map(|queued| (ordinal, id.clone(), queued)));
            ids.push(id);
        }
        for (ordinal, others) in also {
            run.customers.know_also(ordinal, others);
        }
        run.line_up(lines, &ids, change.as_ref());
        for (ordinal, id, queued) in queued {
            run.lines.join(ordinal, &id, queued);
        }
        run.hand_on(sink)?;
        Ok(run)
    }

    /// Queued messages keep their places; those that have met another fate have left.
    fn line_up(&mut self, lines: Vec<KeptLine>, ids: &[Arc<str>], change: Option<&TakeOver<'_>>) {
        for (channel, line) in (0..).map(ChannelId).zip(lines) {
            let target = change.map_or(Some(channel), |change| change.channel(channel));
            let Some(target) = target else { continue };
            let customers = &self.customers;
            self.lines.restore(target, line, |waiting| {
                let ordinal = Ordinal(waiting.customer);
                let (id, state) = (ids.get(waiting.customer as usize)?, customers.get(ordinal)?);
                let purpose = change.map_or(Some(waiting.purpose), |change| change.purpose(waiting.purpose));
                let purpose = purpose.unwrap_or(waiting.purpose);
                state.is_queued(&waiting.send).then(|| (ordinal, id.clone(), purpose))
            });
        }
    }
}
