//! The binary: hands over to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    kitei::cli::run(std::env::args_os())
}
