//! What a child process may use. Set by the child itself before it looks at the file; programs that
//! it starts inherit it.

/// Bytes of memory for reading a file.
pub const MEMORY: u64 = 1 << 30;
/// Bytes of memory while another program converts a file; office programs reserve much more than
/// they use.
pub const MEMORY_OF_OFFICE: u64 = 8 << 30;
/// Seconds of computing time for reading a file. Measured: the slowest of 176 real documents, a law
/// of 39 pages, needs 0.4 s; a made-up PDF of 250 pages 0.6 s.
pub const SECONDS: u64 = 9;
/// Seconds of computing time for recognising one page or converting one file.
pub const SECONDS_OF_PROGRAMS: u64 = 60;

/// Limits what this process may use: bytes of memory, and seconds of computing from now on. Where the
/// system knows no limits, the parent's clock is the only one.
#[cfg(unix)]
pub fn set(memory: u64, seconds: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or_default();
    let lower = |resource: Resource, most: u64| {
        let hard = getrlimit(resource).maximum;
        let current = Some(hard.map_or(most, |hard| hard.min(most)));
        // A system that refuses leaves us with the other limits.
        let _ = setrlimit(
            resource,
            Rlimit {
                current,
                maximum: hard,
            },
        );
    };
    lower(Resource::As, memory);
    lower(Resource::Cpu, used + seconds);
    lower(Resource::Core, 0);
}

/// The system knows no limits; the parent's clock is the only one.
#[cfg(not(unix))]
pub const fn set(_memory: u64, _seconds: u64) {}
