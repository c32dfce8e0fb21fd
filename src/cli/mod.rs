//! The command line: one file per command, Japanese help and messages, exit codes 0, 1 and 2.

mod args;
mod build;
mod check;
mod fields;
mod init;
mod load;
mod manifest;
mod report;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Command, Parsed};
use report::Exit;

/// Runs the program with its arguments, the program's own name first.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let exit = match args::parse(arguments) {
        Parsed::Command(command) => match *command {
            Command::Build(args) => build::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Fields(args) => fields::run(&args),
            Command::Init(args) => init::run(&args),
        },
        Parsed::Help(text) => {
            report::print(&text);
            Exit::Fine
        }
        Parsed::Usage(text) => {
            report::complain(&text);
            Exit::Usage
        }
    };
    ExitCode::from(exit as u8)
}
