//! The `plimsoll` command: arguments and files in, text and an exit status out. What is found is the engine's business.

mod access;
mod args;
mod catalogue;
mod check;
mod connectivity;
mod decode;
mod diff;
mod explain;
mod fix;
mod human;
mod images;
mod input;
mod manual;
mod markdown;
mod output;
mod paint;
mod session;
mod today;
mod write;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use output::Status;

fn main() -> ExitCode {
    let args = Args::parse();
    let status = match &args.command {
        Command::Check(args) => check::run(args),
        Command::Fix(args) => fix::run(args),
        Command::Decode(args) => decode::run(args),
        Command::Images(args) => images::run(args),
        Command::Connectivity(args) => connectivity::run(args),
        Command::WhoCan(args) => access::who_can(args),
        Command::Can(args) => access::can(args),
        Command::Rules(args) => catalogue::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Completions { shell } => manual::completions(*shell),
        Command::Man => manual::page(),
    };
    status.unwrap_or_else(|error| output::failed(&error)).into()
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Found => 1,
            Status::Trouble => 2,
        })
    }
}
