//! The order of work: files are read at the same time and kept in the order of their names, so that
//! the same folder always gives the same journal.

use crate::runtime::worker::Refusal;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How far reading may run ahead of keeping.
const AHEAD: usize = 64;

/// The place of a file: its number on the list, then its number inside the container, and so on.
pub type Order = Vec<usize>;

/// A file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// What it is called in receipts; for a file inside another, both names.
    pub path: PathBuf,
    /// What came out of a container: its bytes, or why they could not be taken out.
    pub taken_out: Option<Result<Vec<u8>, Refusal>>,
}

/// Everything that is still to be read or kept.
#[derive(Debug)]
pub struct Queue<T> {
    waiting: BTreeMap<Order, State<T>>,
    running: usize,
    total: usize,
}

#[derive(Debug)]
enum State<T> {
    Waiting(Job),
    Running,
    Finished(T),
}

impl<T> Queue<T> {
    /// A queue of files.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let total = paths.len();
        let state = |path| {
            State::Waiting(Job {
                path,
                taken_out: None,
            })
        };
        let waiting = paths
            .into_iter()
            .enumerate()
            .map(|(number, path)| (vec![number], state(path)))
            .collect();
        Self {
            waiting,
            running: 0,
            total,
        }
    }

    /// How many files are known by now.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// How many are being read.
    pub const fn running(&self) -> usize {
        self.running
    }

    /// The next file to read, when it is not too far ahead.
    pub fn next(&mut self) -> Option<(Order, Job)> {
        let near = self.waiting.iter_mut().take(AHEAD);
        let (order, state) = near
            .into_iter()
            .find(|(_, state)| matches!(state, State::Waiting(_)))?;
        let State::Waiting(job) = std::mem::replace(state, State::Running) else {
            return None;
        };
        self.running += 1;
        Some((order.clone(), job))
    }

    /// Takes in what came of a file, and the files in it.
    pub fn finish(&mut self, order: &Order, outcome: T, members: Vec<Job>) {
        self.running -= 1;
        self.total += members.len();
        self.waiting.insert(order.clone(), State::Finished(outcome));
        for (number, job) in members.into_iter().enumerate() {
            let mut inside = order.clone();
            inside.push(number);
            self.waiting.insert(inside, State::Waiting(job));
        }
    }

    /// Takes in that a file was given up.
    pub const fn stopped(&mut self) {
        self.running -= 1;
    }

    /// The next outcome whose turn it is.
    pub fn take(&mut self) -> Option<T> {
        let first = self.waiting.first_entry()?;
        match first.get() {
            State::Finished(_) => match first.remove() {
                State::Finished(outcome) => Some(outcome),
                State::Waiting(_) | State::Running => None,
            },
            State::Waiting(_) | State::Running => None,
        }
    }

    /// Whatever is finished, also out of turn.
    pub fn take_finished(&mut self) -> Vec<T> {
        let all = std::mem::take(&mut self.waiting);
        let finished = all.into_values().filter_map(|state| match state {
            State::Finished(outcome) => Some(outcome),
            State::Waiting(_) | State::Running => None,
        });
        finished.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(name: &str) -> Job {
        Job {
            path: PathBuf::from(name),
            taken_out: Some(Ok(Vec::new())),
        }
    }

    #[test]
    fn what_is_finished_out_of_turn_waits_and_members_follow_their_container() {
        let mut queue = Queue::new(["a", "b.zip", "c"].map(PathBuf::from).to_vec());
        let started: Vec<Order> = (0..3).map(|_| queue.next().unwrap().0).collect();
        assert!(queue.next().is_none());
        queue.finish(&started[2], "c", Vec::new());
        assert_eq!(queue.take(), None);
        queue.finish(&started[0], "a", Vec::new());
        assert_eq!(queue.take(), Some("a"));
        queue.finish(&started[1], "b.zip", vec![job("b.zip/x"), job("b.zip/y")]);
        assert_eq!(queue.total(), 5);
        let (x, job_x) = queue.next().unwrap();
        assert_eq!(job_x.path, PathBuf::from("b.zip/x"));
        let (y, _) = queue.next().unwrap();
        queue.finish(&y, "y", Vec::new());
        assert_eq!(queue.take(), Some("b.zip"));
        assert_eq!(queue.take(), None);
        assert_eq!(queue.running(), 1);
        queue.finish(&x, "x", Vec::new());
        let rest: Vec<_> = std::iter::from_fn(|| queue.take()).collect();
        assert_eq!(rest, ["x", "y", "c"]);
    }

    #[test]
    fn reading_does_not_run_far_ahead() {
        let mut queue: Queue<()> = Queue::new(vec![PathBuf::from("a"); AHEAD + 10]);
        let mut started = 0;
        while queue.next().is_some() {
            started += 1;
        }
        assert_eq!(started, AHEAD);
    }
}
