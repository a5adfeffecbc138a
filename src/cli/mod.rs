//! The command line: arguments in, results and exit codes out.

pub mod args;

mod failure;

mod output;

mod confidential;
mod context;

mod checklists;

mod progress;

mod imports;

mod search;
mod shows;
mod similar;
mod weight;

mod log;

mod annotations;
mod beside;

mod decisions;
mod describe;

mod exports;

mod signing;

mod checkpoints;

mod keys;

mod sources;

mod secret;

mod sealing;

mod install;

mod interface;

use crate::runtime::worker;
use crate::store::files;
use args::{Cli, Task};
use clap::{CommandFactory, Parser};
use context::Context;
use failure::{Exit, Failure};
use output::say;
use std::process::ExitCode;

/// Runs the program with the arguments of this process.
pub fn run() -> ExitCode {
    files::make_all_private();
    // The program starts itself as a child for each file that it reads.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == worker::ARGUMENT)
    {
        return worker::serve();
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are printed this way too, with exit code 0.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match dispatch(&cli) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(failure) => {
            tell(&failure);
            ExitCode::from(failure.exit as u8)
        }
    }
}

fn tell(failure: &Failure) {
    if failure.silent {
        return;
    }
    say(format!("rapporteur: {}", failure.message));
    if let Some(hint) = &failure.hint {
        say(format!("  {hint}"));
    }
}

fn dispatch(cli: &Cli) -> Result<Exit, Failure> {
    if let (Some(_), Some(name)) = (&cli.command, &cli.checklist) {
        return Err(Failure::usage(format!(
            "--checklist {name} stands before the command, where it concerns only the interface."
        ))
        .hint("Write it behind `import` or `suggest`."));
    }
    let context = Context::new(&cli.common)?;
    let Some(task) = &cli.command else {
        return interface::open(
            &context,
            &cli.paths,
            cli.checklist.as_deref(),
            cli.common.linear,
        );
    };
    match task {
        Task::Demo => interface::demo(&context, &cli.common),
        Task::Import(arguments) => imports::run(&context, arguments),
        Task::List(options) => shows::list(&context, options.json),
        Task::Text(arguments) => beside::text(&context, arguments),
        Task::Beside(one) => beside::beside(&context, &one.agreement, one.json),
        Task::Clauses(one) => shows::clauses(&context, &one.agreement, one.json),
        Task::Checklist(task) => checklists::run(&context, task),
        Task::Laws(arguments) => sources::laws(&context, arguments),
        Task::Suggest(arguments) => shows::pointers(&context, arguments),
        Task::Similar(arguments) => similar::run(&context, arguments),
        Task::Search(arguments) => search::run(&context, arguments),
        Task::Tag(arguments) => decisions::tag(&context, arguments),
        Task::Reject(arguments) => decisions::reject(&context, arguments),
        Task::Annotations(arguments) => annotations::run(&context, arguments),
        Task::Answer(arguments) => decisions::answer(&context, arguments),
        Task::Note(arguments) => decisions::note(&context, arguments),
        Task::Describe(arguments) => describe::run(&context, arguments),
        Task::Confidential(arguments) => confidential::run(&context, arguments),
        Task::Read(arguments) => decisions::read(&context, arguments),
        Task::Undo => decisions::undo(&context),
        Task::Redo => decisions::redo(&context),
        Task::SignOff(arguments) => signing::sign_off(&context, arguments),
        Task::Log(arguments) => log::run(&context, arguments),
        Task::Verify(arguments) => shows::prove(&context, arguments),
        Task::Checkpoint(task) => checkpoints::run(&context, task),
        Task::Prove(arguments) => checkpoints::prove(&context, arguments),
        Task::Keys(task) => keys::run(&context, task),
        Task::Export(arguments) => exports::run(&context, arguments),
        Task::Seal(arguments) => sealing::seal(&context, arguments),
        Task::Open(arguments) => sealing::open(&context, arguments),
        Task::Doctor(options) => install::doctor(&context, options.json),
        Task::Completions { shell } => install::completions(&context, *shell, &mut Cli::command()),
        Task::Man => install::man(&context, Cli::command()),
    }
}
