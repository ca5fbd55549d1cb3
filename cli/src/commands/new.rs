//! `baton new`: a small workspace to begin with.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;

use crate::{error::Error, exit::Exit};

/// Make a small workspace that checks, has tests that pass and events that run
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct New {
    /// The folder to make; its last part becomes the workspace's name
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  baton new acme
  baton new acme && baton test acme && baton run acme";

/// What stands in the template's manifest for the workspace's name.
const NAME: &str = "{{name}}";

/// The files of a new workspace.
const TEMPLATE: [(&str, &str); 4] = [
    ("journey.toml", include_str!("../template/journey.toml")),
    ("company.journey", include_str!("../template/company.journey")),
    ("welcome/welcome.journey", include_str!("../template/welcome/welcome.journey")),
    ("events.jsonl", include_str!("../template/events.jsonl")),
];

impl New {
    pub fn run(&self) -> Result<Exit, Error> {
        let folder = &self.folder;
        if !is_empty(folder)? {
            return Err(Error::NotEmpty(folder.clone()));
        }
        let name = name(folder);
        for (path, text) in TEMPLATE {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(Error::unwritable(parent))?;
            }
            fs::write(&path, text.replace(NAME, &name)).map_err(Error::unwritable(&path))?;
        }
        let mut out = anstream::stdout().lock();
        writeln!(out, "made the workspace `{name}` in `{}`; next:", folder.display())?;
        let folder = for_a_shell(folder);
        for command in ["check", "test", "run"] {
            writeln!(out, "  baton {command} {folder}")?;
        }
        Ok(Exit::Fine)
    }
}

/// Whether the folder is empty or isn't there yet.
fn is_empty(folder: &Path) -> Result<bool, Error> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(cause) => Err(Error::Unwritable(folder.to_owned(), cause)),
    }
}

/// A workspace's name from its folder's.
fn name(folder: &Path) -> String {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let last = absolute.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let kept: String = last.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '-' }).collect();
    let name = kept.trim_matches('-');
    if name.is_empty() { "workspace".into() } else { name.into() }
}

/// The folder as it can be typed: in quotes where a shell would take it apart.
fn for_a_shell(folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let plain = |char: char| char.is_alphanumeric() || "/\\._-+:@%,".contains(char);
    if folder.chars().all(plain) { folder.into_owned() } else { format!("'{}'", folder.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_can_be_typed() {
        assert_eq!(for_a_shell(Path::new("/tmp/acme-2")), "/tmp/acme-2");
        assert_eq!(for_a_shell(Path::new("Acme Telecom")), "'Acme Telecom'");
        assert_eq!(for_a_shell(Path::new("ann's")), r"'ann'\''s'");
    }

    #[test]
    fn names_of_workspaces() {
        assert_eq!(name(Path::new("/tmp/Acme Telecom")), "acme-telecom");
        assert_eq!(name(Path::new("/tmp/\"x\"")), "x");
        assert_eq!(name(Path::new("/")), "workspace");
    }
}
