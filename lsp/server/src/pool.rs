//! The threads that answer questions.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

/// How many questions are answered at a time.
const THREADS: usize = 2;

type Job = Box<dyn FnOnce() + Send>;

/// The pool; its threads end when it is dropped and nothing is left to do.
pub struct Pool {
    jobs: Sender<Job>,
}

impl Pool {
    /// A pool with its threads.
    pub fn new() -> Self {
        let (jobs, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..THREADS {
            let waiting = waiting.clone();
            thread::spawn(move || work(&waiting));
        }
        Self { jobs }
    }

    /// Does this when a thread is free.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        // The threads live as long as the pool.
        let _ = self.jobs.send(Box::new(job));
    }
}

fn work(waiting: &Mutex<Receiver<Job>>) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        // A question that panics has nobody left who could be told but its asker, who sees that no answer comes.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}
