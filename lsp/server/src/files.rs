//! Where workspaces lie on disk.

use std::{
    io,
    path::{Path, PathBuf},
};

use baton_compiler::{Files, Workspace};

/// How the files of a workspace are found on disk: given by the program around the server, which finds them the same way
/// for every command.
pub type Find = fn(&Path) -> Result<Found, String>;

/// A workspace as it lies on disk.
pub struct Found {
    /// Its root folder.
    pub root: PathBuf,
    /// Its source files.
    pub sources: Vec<PathBuf>,
    /// The folders below it that can't be read, and why.
    pub closed: Vec<(PathBuf, io::Error)>,
}

/// The text of a file on disk, as far as there is one.
pub struct Text {
    /// What can be read, with `\u{FFFD}` for what can't be.
    pub text: String,
    /// What can't be.
    pub fault: Option<Fault>,
}

/// What is wrong with a file that isn't all text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It isn't UTF-8, from this byte on.
    NotUtf8(u32),
    /// Nothing of it can be read.
    Closed(io::ErrorKind),
}

/// The file that makes a folder a workspace.
pub const MANIFEST: &str = "journey.toml";
/// What the names of source files end in.
const EXTENSION: &str = "journey";
/// The folder that holds what was built, not what was written.
const BUILT: &str = "target";
/// How deep below a folder workspaces are looked for, and in how many folders at most.
const DEPTH: usize = 4;
const MOST_FOLDERS: usize = 4_096;

/// The nearest folder above a file that is a workspace. What lies nowhere on disk has none.
pub fn root_of(file: &Path) -> Option<PathBuf> {
    file.is_absolute().then(|| file.parent().and_then(around)).flatten()
}

/// The workspaces that a folder of the editor's shows: the one that it is or lies in, or else those below it.
pub fn roots_of(folder: &Path) -> Vec<PathBuf> {
    around(folder).map_or_else(|| below(folder), |root| vec![root])
}

/// Whether a file can be part of a workspace.
pub fn is_source(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == EXTENSION)
}

/// Whether a file makes its folder a workspace.
pub fn is_manifest(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == MANIFEST)
}

/// Whether a workspace leaves a file of this path out: in hidden folders, and where what was built lies.
pub fn is_left_out(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(|one| one == BUILT || one.starts_with('.')))
}

/// The path of a file within a workspace, with `/` between folders.
pub fn within(root: &Path, file: &Path) -> Option<String> {
    let parts = file.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy());
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// Reads a file, as far as it can be; none where there is no file.
pub fn read(file: &Path) -> Option<Text> {
    // Reading a pipe or a device might never end.
    let bytes = match std::fs::metadata(file) {
        Ok(about) if !about.is_file() => return None,
        about => about.and_then(|_| std::fs::read(file)),
    };
    match bytes {
        Ok(bytes) => Some(text_of(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => None,
        Err(error) => Some(Text { text: String::new(), fault: Some(Fault::Closed(error.kind())) }),
    }
}

fn text_of(bytes: Vec<u8>) -> Text {
    String::from_utf8(bytes).map_or_else(
        |error| {
            let fault = Some(Fault::NotUtf8(error.utf8_error().valid_up_to() as u32));
            Text { text: String::from_utf8_lossy(error.as_bytes()).into_owned(), fault }
        },
        |text| Text { text, fault: None },
    )
}

/// A workspace for a file that lies in none: the file's folder, with that file alone.
pub fn alone() -> Workspace {
    let manifest = "[workspace]\nname = \"untitled\"\ntimezone = \"UTC\"\n".into();
    Workspace::new(Files { manifest: Some(manifest), sources: Vec::new() })
}

fn around(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(MANIFEST).is_file()).map(Path::to_owned)
}

/// The workspaces below a folder, in the order of their paths.
fn below(folder: &Path) -> Vec<PathBuf> {
    let (mut roots, mut level, mut seen) = (Vec::new(), vec![folder.to_owned()], 0);
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        for entry in level.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten() {
            let name = entry.file_name();
            let hidden = name == BUILT || name.as_encoded_bytes().starts_with(b".");
            // A link to a folder isn't followed, so that no folder is seen twice.
            if hidden || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            seen += 1;
            if seen > MOST_FOLDERS {
                return roots;
            }
            let found = entry.path();
            if found.join(MANIFEST).is_file() { roots.push(found) } else { next.push(found) }
        }
        level = next;
    }
    roots.sort();
    roots
}
