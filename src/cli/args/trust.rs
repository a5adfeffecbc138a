//! Arguments of `checkpoint`, `prove` and `keys`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What can be done about checkpoints.
#[derive(Debug, Subcommand)]
pub enum CheckpointTask {
    /// Sum all journals up in one root, and print it as a short block for minutes or e-mail.
    Make(MakeCheckpoint),
    /// List the checkpoints that are kept, the newest first.
    List {
        /// Print JSON for programs.
        #[arg(long)]
        json: bool,
    },
    /// Write the request for a time stamp (RFC 3161) of the newest checkpoint.
    Request {
        /// File to write; beside the checkpoint without it.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Take in the answer of a time-stamping authority, however it came here.
    Accept {
        /// The answer, a `.tsr` file.
        file: PathBuf,
    },
}

/// Arguments of `checkpoint make`.
#[derive(Debug, Args)]
pub struct MakeCheckpoint {
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
    /// Do not sign it with your own key.
    #[arg(long)]
    pub unsigned: bool,
}

/// Arguments of `prove`.
#[derive(Debug, Args)]
pub struct Prove {
    /// The entry: `WRITER:NUMBER`, or the beginning of its hash.
    pub entry: String,
    /// File to write; standard output without it.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What can be done about keys.
#[derive(Debug, Subcommand)]
pub enum KeysTask {
    /// Show which keys speak for whom, who has made sure of them, and which were taken back.
    List {
        /// Print JSON for programs.
        #[arg(long)]
        json: bool,
    },
    /// Use your own SSH key: it certifies this device, and signs sign-offs and checkpoints.
    Use {
        /// The key, private or public file; without it the usual ones in your home folder.
        key: Option<PathBuf>,
    },
    /// Stop using your own SSH key on this device; what it signed stays.
    Forget,
    /// Say that an SSH key is a colleague's, once you have compared its fingerprint with her.
    Vouch {
        /// The colleague's name, as it stands in her journal.
        // Not called like the option --reviewer: clap would take one for the other.
        colleague: String,
        /// Her public key (a `.pub` file), or its fingerprint when a journal names it.
        key: String,
    },
    /// Say that a key is not to be trusted any more.
    Revoke {
        /// A journal, for the key of its device; or the fingerprint of an SSH key.
        key: String,
        /// What became of it.
        #[arg(long, value_enum)]
        cause: CauseName,
        /// The last entry of the journal that is its owner's own; the last that is there without it.
        #[arg(long, value_name = "NUMBER")]
        last: Option<u64>,
    },
    /// Begin a new device key, and with it a new journal; the old one stays as it is.
    Renew {
        /// What became of the old one.
        #[arg(long, value_enum)]
        cause: CauseName,
        /// The last entry of your journal that you have written yourself; the last that is there without it.
        #[arg(long, value_name = "NUMBER")]
        last: Option<u64>,
    },
}

/// What became of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CauseName {
    /// Nobody has it any more.
    Lost,
    /// Somebody else may have it.
    Stolen,
    /// Another has taken its place.
    Replaced,
}
