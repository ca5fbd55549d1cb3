//! The threads that answer.
//!
//! Invariant: an answer in one lane never waits for one in another, so a long check of everything delays no question.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

/// What is answered beside what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody looks at the cursor.
    Questions,
    /// What is wrong with everything.
    Checks,
    /// What is nice to know.
    Asides,
}

type Job = Box<dyn FnOnce() + Send>;

/// The pool; its threads end when it is dropped and nothing is left to do.
pub struct Pool {
    questions: Sender<Job>,
    checks: Sender<Job>,
    asides: Sender<Job>,
}

impl Pool {
    /// A pool with its threads.
    pub fn new() -> Self {
        Self { questions: lane(2), checks: lane(1), asides: lane(1) }
    }

    /// Does this when a thread is free.
    pub fn run(&self, lane: Lane, job: impl FnOnce() + Send + 'static) {
        let jobs = match lane {
            Lane::Questions => &self.questions,
            Lane::Checks => &self.checks,
            Lane::Asides => &self.asides,
        };
        // The threads live as long as the pool.
        let _ = jobs.send(Box::new(job));
    }
}

fn lane(threads: usize) -> Sender<Job> {
    let (jobs, waiting) = channel();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..threads {
        let waiting = waiting.clone();
        thread::spawn(move || work(&waiting));
    }
    jobs
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // A question that panics has nobody left who could be told but its asker, who sees that no answer comes.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    #[test]
    fn a_check_that_takes_long_delays_no_question() {
        let pool = Pool::new();
        let (asked, answered) = channel();
        let (checked, all) = channel();
        // The check, and the test beside it, go on until the question has been answered.
        pool.run(Lane::Checks, move || checked.send(answered.recv().unwrap()).unwrap());
        pool.run(Lane::Questions, || panic!("on purpose"));
        pool.run(Lane::Questions, move || asked.send(1).unwrap());
        assert_eq!(all.recv(), Ok(1));
    }
}
