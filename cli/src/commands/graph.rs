//! `baton graph`: a journey, or the atlas of all of them, as a picture or for other tools.

use std::{fs, io::Write as _, path::PathBuf};

use baton_ide::graph::{self, Form};
use clap::{Args, ValueEnum};
use smol_str::SmolStr;

use super::In;
use crate::{error::Error, exit::Exit, workspace::Loaded};

/// How much of a name may be other than written for it to be offered.
const NEAR: usize = 3;

/// Draw a journey, or the atlas: all journeys, what starts and feeds them, what they send, and what holds it back
///
/// The picture is made of what is written: a workspace with errors has one, too, as far as it can be understood.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Graph {
    #[command(flatten)]
    workspace: In,
    /// Draw this journey: its full name, or its own if no other has it
    #[arg(short, long, value_name = "NAME")]
    journey: Option<String>,
    /// The form of the graph
    #[arg(long, value_enum, default_value_t = Format::Svg)]
    format: Format,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  baton graph acme -o atlas.svg                          all journeys; any browser shows it
  baton graph acme --journey care.support -o support.svg
  baton graph acme --journey support --format mermaid    for Markdown
  baton graph acme --format dot | dot -Tpdf -o acme.pdf
  baton graph acme --format json                         for other programs (see docs/graphs.md)

Exit codes: 0 it was drawn, 2 there is no such journey, wrong use, or a file that can't be read or written";

/// The forms of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A picture, which is light or dark as its reader likes it
    Svg,
    /// A flowchart of Mermaid, which Markdown can hold
    Mermaid,
    /// For Graphviz
    Dot,
    /// JSON, for programs
    Json,
}

impl From<Format> for Form {
    fn from(format: Format) -> Self {
        match format {
            Format::Svg => Self::Svg,
            Format::Mermaid => Self::Mermaid,
            Format::Dot => Self::Dot,
            Format::Json => Self::Json,
        }
    }
}

impl Graph {
    pub fn run(&self) -> Result<Exit, Error> {
        let workspace = Loaded::read(&self.workspace.folder)?.workspace;
        let graph = match &self.journey {
            None => graph::atlas(&workspace),
            Some(name) => {
                let found = graph::named(&workspace, "", name);
                let journey = found.and_then(|name| graph::journey(&workspace, &name));
                journey.ok_or_else(|| unknown(name, &graph::journeys(&workspace)))?
            }
        };
        let drawn = graph::drawn(&graph, self.format.into());
        match &self.output {
            Some(file) => fs::write(file, drawn).map_err(Error::unwritable(file))?,
            None => {
                let mut out = std::io::stdout().lock();
                out.write_all(drawn.as_bytes())?;
                out.flush()?;
            }
        }
        Ok(Exit::Fine)
    }
}

/// That there is no such journey, with those that were perhaps meant: of the same own name in other packages, or nearly.
fn unknown(name: &str, known: &[SmolStr]) -> Error {
    let own = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let distance = |known: &SmolStr| {
        let whole = strsim::damerau_levenshtein(known, name);
        whole.min(strsim::damerau_levenshtein(&own(known), &own(name)))
    };
    let mut near: Vec<(usize, String)> = known.iter().map(|known| (distance(known), known.to_string())).collect();
    near.retain(|(distance, _)| *distance < NEAR);
    near.sort();
    Error::NoJourney {
        name: name.to_owned(),
        near: near.into_iter().map(|(_, name)| name).take(NEAR).collect(),
        known: known.iter().map(ToString::to_string).collect(),
    }
}
