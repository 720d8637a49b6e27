//! `cargo xtask COMMAND`: everything that builds, serves, tests and checks this repository. Needs rustup, Node and a browser, no other tool.
#![expect(clippy::print_stdout, reason = "a command for people: what it does and finds goes to the terminal")]

mod apis;
mod args;
mod browser;
mod budget;
mod build;
mod bundle;
mod catalogue;
mod check;
mod compress;
mod data;
mod markdown;
mod new_rule;
mod offline;
mod oracle;
mod policy;
mod release;
mod repo;
mod serve;
mod server;
mod single;
mod site;
mod steps;
mod template;
mod test;
mod tidy;
mod tools;
mod wasm;

use std::process::ExitCode;

use args::Command;
use repo::Repo;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&words).and_then(|command| run(&command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> anyhow::Result<()> {
    let repo = Repo::find()?;
    match command {
        Command::Help => {
            println!("{}", args::HELP);
            Ok(())
        }
        Command::Build => build::run(&repo),
        Command::Serve(options) => serve::run(&repo, options),
        Command::Test { all } => test::run(&repo, *all),
        Command::Check => check::run(&repo),
        Command::Release => release::run(&repo),
        Command::Data => data::run(&repo),
        Command::Tidy => tidy::run(&repo),
        Command::Oracle(options) => oracle::run(&repo, options),
        Command::NewRule { id, strategy } => new_rule::run(&repo, id, *strategy),
    }
}
