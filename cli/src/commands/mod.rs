//! The commands, one file each, and the arguments that they share.

mod build;
mod check;
mod completions;
mod cost;
mod explain;
mod fmt;
mod graph;
mod lsp;
mod man;
mod new;
mod run;
mod test;
mod why;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{error::Error, exit::Exit};

/// Baton conducts customer journeys: it checks what teams want to say to a customer, and decides what is said.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub struct Baton {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  baton new acme             a small workspace to begin with
  baton check acme           find mistakes
  baton fmt acme             put its files into the one style
  baton explain E0151        what a mistake is about, with an example
  baton test acme            tell its tests
  baton run acme --summary   run its events, and show what came of them
  baton why r.jsonl --customer ann   tell what happened with a customer, and why
  baton build acme -o FILE   write its program, to be run elsewhere or compared with the next one
  baton cost acme            show what it keeps of each customer
  baton graph acme -o a.svg  draw all journeys, and what they have to do with each other

Exit codes: 0 all is well, 1 the workspace has errors or a test failed, 2 wrong use or an unreadable file";

#[derive(Debug, Subcommand)]
enum Command {
    New(new::New),
    Check(check::Check),
    Fmt(fmt::Fmt),
    Explain(explain::Explain),
    Test(test::Test),
    Run(run::Run),
    Why(why::Why),
    Build(build::Build),
    Cost(cost::Cost),
    Graph(graph::Graph),
    Lsp(lsp::Lsp),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Baton {
    /// Does what was asked.
    pub fn run(self) -> Result<Exit, Error> {
        match self.command {
            Command::New(new) => new.run(),
            Command::Check(check) => check.run(),
            Command::Fmt(fmt) => fmt.run(),
            Command::Explain(explain) => explain.run(),
            Command::Test(test) => test.run(),
            Command::Run(run) => run.run(),
            Command::Why(why) => why.run(),
            Command::Build(build) => build.run(),
            Command::Cost(cost) => cost.run(),
            Command::Graph(graph) => graph.run(),
            Command::Lsp(lsp) => lsp.run(),
            Command::Completions(completions) => completions.run(),
            Command::Man(man) => man.run(),
        }
    }
}

/// Which workspace.
#[derive(Debug, Args)]
struct In {
    /// The workspace: the folder with its `journey.toml`, or one within it
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Baton;

    #[test]
    fn examples_have_room_on_a_line() {
        // Without a terminal help is this wide, and what is longer is broken.
        const WIDTH: usize = 100;
        let baton = Baton::command();
        for command in baton.get_subcommands().chain([&baton]) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("  baton "), "{}: no examples", command.get_name());
            for example in help.lines().filter(|line| line.starts_with("  ")) {
                assert!(example.chars().count() <= WIDTH, "{}: {example}", command.get_name());
            }
        }
    }
}
