//! A kill and then a power cut: what was not synced is gone, or there in part, or nothing but zeros;
//! what was called saved is there.

use super::*;

/// What is on the disk for certain, and what is only on its way.
#[derive(Default)]
struct Disk {
    /// The bytes of the journal at its last sync.
    synced: Vec<u8>,
    /// Whether the name of the journal is there.
    named: bool,
}

/// A file whose process may be killed behind any step, and which knows what a power cut would leave.
struct Watched {
    inner: FileMedium,
    path: PathBuf,
    disk: Arc<Mutex<Disk>>,
    /// So many steps are still taken before the process is no more.
    steps_left: usize,
}

impl Watched {
    fn step<T>(&mut self, done: impl FnOnce(&mut Self) -> io::Result<T>) -> io::Result<T> {
        if self.steps_left == 0 {
            return Err(io::Error::other("killed"));
        }
        self.steps_left -= 1;
        done(self)
    }

    fn settle(&self) {
        let bytes = files::read_if_there(&self.path, 1 << 30).unwrap();
        self.disk.lock().unwrap().synced = bytes.unwrap_or_default();
    }
}

impl Medium for Watched {
    fn is_in_place(&mut self, length: u64) -> bool {
        self.inner.is_in_place(length)
    }

    fn check(&mut self) -> io::Result<()> {
        self.inner.check()
    }

    fn append(&mut self, length: u64, bytes: &[u8]) -> io::Result<()> {
        self.step(|this| this.inner.append(length, bytes))
    }

    fn sync(&mut self) -> io::Result<()> {
        self.step(|this| {
            this.inner.sync()?;
            this.settle();
            Ok(())
        })
    }

    fn sync_folder(&mut self) -> io::Result<()> {
        self.step(|this| {
            this.inner.sync_folder()?;
            this.disk.lock().unwrap().named = true;
            Ok(())
        })
    }

    fn set_aside(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.step(|this| this.inner.set_aside(name, bytes))
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.step(|this| {
            this.inner.cut(length)?;
            this.settle();
            Ok(())
        })
    }
}

/// Opens and writes, until the process is killed; gives what was called saved.
fn work(place: &Place, disk: &Arc<Mutex<Disk>>, steps: usize, words: &str) -> Vec<Digest> {
    let name = format!("{}.jsonl", identity("Ana").writer());
    let mut journal = place.open_on(Watched {
        inner: FileMedium::new(&place.workspace.journal_folder(), &name),
        path: place.path(),
        disk: Arc::clone(disk),
        steps_left: steps,
    });
    let mut saved = Vec::new();
    for number in 0..2 {
        match write(&mut journal, &format!("{words} {number}")) {
            Ok(entries) => saved.extend(entries.iter().map(|stored| stored.hash)),
            Err(_) => break,
        }
    }
    saved
}

/// The power is cut: of what was not synced, so many hundredths are there, or as many zeros.
fn cut_power(place: &Place, disk: &Disk, part: usize, zeros: bool) {
    if !disk.named {
        let _ = std::fs::remove_file(place.path());
        return;
    }
    let bytes = place.bytes();
    // A cut is synced at once, so that what is there only ever goes on from what was synced.
    assert!(bytes.starts_with(&disk.synced));
    let loose = &bytes[disk.synced.len()..];
    let mut left = loose[..loose.len() * part / 100].to_vec();
    if zeros {
        left.fill(0);
    }
    place.put(&[&disk.synced[..], &left].concat());
}

#[test]
fn a_kill_and_a_power_cut_lose_nothing_that_was_saved() {
    for first in 0..8 {
        for second in 0..10 {
            for (part, zeros) in [(0, false), (40, false), (100, false), (100, true)] {
                let what = format!(
                    "killed behind step {first}, cut behind step {second}, {part} %, zeros: {zeros}"
                );
                let place = Place::new();
                let disk = Arc::new(Mutex::new(Disk::default()));
                let mut saved = work(&place, &disk, first, "first");
                saved.extend(work(&place, &disk, second, "second"));
                cut_power(&place, &disk.lock().unwrap(), part, zeros);

                let mut journal = place.open("Ana");
                assert_eq!(journal.read_only(), None, "{what}");
                let kept: Vec<_> = journal.entries().iter().map(|stored| stored.hash).collect();
                assert!(saved.iter().all(|hash| kept.contains(hash)), "{what}");
                write(&mut journal, "go on").unwrap();
            }
        }
    }
}
