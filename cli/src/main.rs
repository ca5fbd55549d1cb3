//! The program `baton`: it reads files, asks the other rooms, and shows what they say.
//!
//! Architecture invariants: nothing is decided here; what goes wrong outside (files, arguments) ends in one `error:` line
//! with what helps, and an exit code of [`exit::Exit`].

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the command line reads and writes files")]

mod commands;
mod error;
mod exit;
mod files;
mod fix;
mod source;
mod table;
mod terminal;
mod workspace;

use std::process::ExitCode;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match commands::Baton::parse().run() {
        Ok(exit) => exit.into(),
        Err(error) => error.report().into(),
    }
}
