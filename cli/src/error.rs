//! What can go wrong outside: with files, arguments and streams.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use baton_host::run::Unusable;
use baton_program::wire::Unloadable;
use owo_colors::OwoColorize as _;

use crate::exit::Exit;

/// A cause that ends the program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    #[error("`{}` is a file, and a workspace is a folder", .0.display())]
    NotAFolder(PathBuf),
    #[error("there is no `journey.toml` in `{}` or a folder above it", .0.display())]
    NoManifest(PathBuf),
    #[error("`{}` can't be read: {}", .0.display(), cause(.1))]
    Unreadable(PathBuf, #[source] io::Error),
    #[error("`{}` can't be read: it is no ordinary file", .0.display())]
    NoFile(PathBuf),
    #[error("`{}` is not in UTF-8: byte {byte} (line {line}) can't be read", .path.display())]
    NotUtf8 { path: PathBuf, byte: usize, line: usize },
    #[error("`{}` is read in this run, and can't be written as well", .0.display())]
    ReadAndWritten(PathBuf),
    #[error("`{}` can't be written: {}", .0.display(), cause(.1))]
    Unwritable(PathBuf, #[source] io::Error),
    #[error("`{}` is no `.journey` file", .0.display())]
    NotASource(PathBuf),
    #[error("`{}` stays as it is: formatted it would say something else", .0.display())]
    Unfaithful(PathBuf),
    #[error("`{}` is not empty", .0.display())]
    NotEmpty(PathBuf),
    #[error("no test has `{0}` in its package or title")]
    NoTest(String),
    #[error("there is no code `{written}`")]
    NoCode { written: String, near: Vec<String> },
    #[error("there is no declaration `{name}`, and no code")]
    NoDeclaration { name: String, near: Vec<String> },
    #[error("there is no journey `{name}`")]
    NoJourney { name: String, near: Vec<String>, known: Vec<String> },
    #[error("there is no source `{name}`")]
    NoSource { name: String, known: Vec<String> },
    #[error("`{name}` could be more than one source")]
    ManySources { name: String, known: Vec<String> },
    #[error("there are no events to run: `{}` is missing", .0.display())]
    NoEvents(PathBuf),
    #[error("there are no records of customer `{customer}`")]
    NoCustomer { customer: String, near: Vec<String>, known: usize },
    #[error("no record of customer `{customer}` tells of send `{send}`")]
    NoSend { send: String, customer: String, near: Vec<String>, known: Vec<String> },
    #[error("`{}` can't be loaded: {}", .0.display(), .1)]
    Unloadable(PathBuf, #[source] Unloadable),
    #[error("`{}` can't be gone on from: {}", .0.display(), .1)]
    Unusable(PathBuf, #[source] Unusable),
    #[error("{0}")]
    Events(#[from] baton_host::input::ReadError),
    #[error("the output can't be written: {}", cause(.0))]
    Output(#[from] io::Error),
}

impl Error {
    /// Reports the error on standard error. A reader who has gone away is no error: `baton run | head` ends quietly.
    pub fn report(&self) -> Exit {
        if let Self::Output(cause) = self
            && cause.kind() == io::ErrorKind::BrokenPipe
        {
            return Exit::Fine;
        }
        // Where standard error is gone too there is nobody left to tell.
        let mut stream = anstream::stderr();
        let _ = writeln!(stream, "{} {self}", "error:".red().bold());
        if let Some(help) = self.help() {
            let _ = writeln!(stream, "{} {help}", "help:".cyan().bold());
        }
        self.exit()
    }

    fn exit(&self) -> Exit {
        match self {
            Self::NoCustomer { .. } | Self::NoSend { .. } => Exit::Faults,
            _ => Exit::Misuse,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NoManifest(_) => {
                Some("a workspace is a folder with a `journey.toml`; `baton new DIR` makes one".into())
            }
            Self::NotAFolder(_) => Some("name the folder with its `journey.toml`, or one within it".into()),
            Self::NotASource(_) => Some("`baton fmt - < FILE` formats a text of any name".into()),
            Self::ReadAndWritten(_) => Some("name another file for what comes out".into()),
            Self::NoTest(_) => Some("`baton test` without `--filter` tells all of them".into()),
            Self::NotUtf8 { .. } => Some("save the file as UTF-8".into()),
            Self::Unfaithful(_) => Some("this is a mistake of Baton's: please report it, with the file".into()),
            Self::NotEmpty(_) => Some("a new workspace needs a folder that is empty or doesn't exist yet".into()),
            Self::NoCode { near, .. } if near.is_empty() => Some("`baton explain` lists all codes".into()),
            Self::NoCode { near, .. } => Some(format!("did you mean {}?", listed_or(near))),
            Self::NoDeclaration { near, .. } if near.is_empty() => {
                Some("declarations have their full names: `care.support`, `contact_rules.nights`".into())
            }
            Self::NoDeclaration { near, .. } => Some(format!("did you mean {}?", listed_or(near))),
            Self::NoJourney { known, .. } if known.is_empty() => Some("the workspace declares no `journey`".into()),
            Self::NoJourney { near, known, .. } if near.is_empty() => {
                Some(format!("its journeys are {}", beginning(known)))
            }
            Self::NoJourney { near, .. } => Some(format!("did you mean {}?", listed_or(near))),
            Self::NoSource { known, .. } if known.is_empty() => Some("the workspace declares no `source`".into()),
            Self::NoSource { known, .. } => Some(format!("its sources are {}", listed(known))),
            Self::ManySources { known, .. } => Some(format!("write it in full: {}", listed(known))),
            Self::Unloadable(..) => Some("`baton build DIR -o FILE` writes a program".into()),
            Self::Unusable(..) => Some("`baton run DIR --snapshot FILE` writes a snapshot".into()),
            Self::NoCustomer { known: 0, .. } => Some("there are no records at all; `baton run` writes them".into()),
            Self::NoCustomer { near, .. } | Self::NoSend { near, .. } if !near.is_empty() => {
                Some(format!("did you mean {}?", listed(near).replace(", ", " or ")))
            }
            Self::NoCustomer { known, .. } => Some(format!("there are records of {known} others")),
            Self::NoSend { known, .. } if known.is_empty() => Some("none of its records tells of a message".into()),
            Self::NoSend { known, .. } => Some(format!("its sends are {}", beginning(known))),
            Self::NoEvents(_) => Some("name a file with `--events FILE`, or `--events -` for standard input".into()),
            _ => None,
        }
    }

    /// For `map_err`: a file that can't be read.
    pub fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Unreadable(path, cause)
    }

    /// For `map_err`: a file that can't be written.
    pub fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Unwritable(path, cause)
    }
}

/// The first of many names.
fn beginning(names: &[String]) -> String {
    const MOST: usize = 10;
    match names.get(..MOST) {
        Some(first) if names.len() > MOST => format!("{} and {} more", listed(first), names.len() - MOST),
        _ => listed(names),
    }
}

fn listed_or(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The cause in words, without the number that the system gives it.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}
