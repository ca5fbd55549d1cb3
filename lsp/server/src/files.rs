//! Where workspaces lie on disk.

use std::path::{Path, PathBuf};

use baton_compiler::{Files, Workspace};

/// How a workspace is read from disk: given by the program around the server, which reads them the same way for every
/// command.
pub type Load = fn(&Path) -> Result<Loaded, String>;

/// A workspace as it lies on disk.
pub struct Loaded {
    /// Its root folder.
    pub root: PathBuf,
    /// Its files.
    pub files: Files,
}

/// The file that makes a folder a workspace.
pub const MANIFEST: &str = "journey.toml";

/// The nearest folder above a file that is a workspace.
pub fn root_of(file: &Path) -> Option<PathBuf> {
    file.ancestors().skip(1).find(|folder| folder.join(MANIFEST).is_file()).map(Path::to_owned)
}

/// The path of a file within a workspace, with `/` between folders.
pub fn within(root: &Path, file: &Path) -> Option<String> {
    let parts = file.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy());
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// A workspace for a file that lies in none: the file's folder, with that file alone.
pub fn alone() -> Workspace {
    let manifest = "[workspace]\nname = \"untitled\"\ntimezone = \"UTC\"\n".into();
    Workspace::new(Files { manifest: Some(manifest), sources: Vec::new() })
}
