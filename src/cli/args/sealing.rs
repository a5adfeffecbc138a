//! Arguments of `seal` and `open`.

use clap::Args;
use std::path::PathBuf;

/// Arguments of `seal`.
#[derive(Debug, Args)]
pub struct Seal {
    /// Public key of somebody who can open it: age1…, or the text of an ssh-ed25519 or ssh-rsa key.
    #[arg(long, value_name = "KEY", conflicts_with = "passphrase")]
    pub to: Vec<String>,
    /// File of such keys, one a line.
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase")]
    pub recipients_file: Vec<PathBuf>,
    /// Ask for a passphrase that opens it; so it is when no key is named.
    #[arg(long)]
    pub passphrase: bool,
    /// File whose first line is the passphrase, for scripts.
    #[arg(long, value_name = "FILE", env = "RAPPORTEUR_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// The sealed file; without it, it lies beside the workspace's folder, with `.age` behind its name.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave the plain workspace where it is.
    #[arg(long)]
    pub keep: bool,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `open`.
#[derive(Debug, Args)]
pub struct Open {
    /// The sealed file.
    pub file: PathBuf,
    /// Your private key: an SSH key, or the file that age-keygen made.
    #[arg(short, long, value_name = "FILE")]
    pub identity: Vec<PathBuf>,
    /// File whose first line is the passphrase, for scripts.
    #[arg(long, value_name = "FILE", env = "RAPPORTEUR_PASSPHRASE_FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// A new or empty folder; without it, the workspace's folder, which must not be there.
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,
    /// Print JSON for programs.
    #[arg(long)]
    pub json: bool,
}
