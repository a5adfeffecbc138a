//! How long something takes and how much memory is in use, as the system tells it.

use std::time::Instant;

/// Times of one of several runs.
pub struct Times {
    /// Of the fastest run, in milliseconds.
    pub wall: f64,
    /// Of a run on average, all threads together; nothing where the system does not tell.
    pub processor: Option<f64>,
}

/// Does something several times.
pub fn timed<T>(runs: u32, mut work: impl FnMut() -> T) -> (T, Times) {
    let before = processor();
    let mut wall = f64::MAX;
    let mut last = None;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        last = Some(work());
        wall = wall.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    let used = processor()
        .zip(before)
        .map(|(after, before)| (after - before) / f64::from(runs.max(1)));
    (
        last.expect("it ran"),
        Times {
            wall,
            processor: used,
        },
    )
}

impl std::fmt::Display for Times {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{:8.1} ms", self.wall)?;
        self.processor
            .map_or(Ok(()), |used| write!(to, " {used:8.1} ms of processor"))
    }
}

/// Time that the processors have worked for this program, in milliseconds; ticks are of ten.
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, after) = told.rsplit_once(')')?;
    let mut ticks = after.split_whitespace().skip(11);
    let (user, system): (f64, f64) = (ticks.next()?.parse().ok()?, ticks.next()?.parse().ok()?);
    Some((user + system) * 10.0)
}

/// Memory in use, in megabytes.
pub fn memory() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
