//! Workspaces on disk: finding the root, and reading its files.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use baton_compiler::{Files, With, Workspace};
use baton_program::Program;

use crate::{error::Error, terminal};

/// The file that makes a folder a workspace.
pub const MANIFEST: &str = "journey.toml";
/// What the names of source files end in.
pub const EXTENSION: &str = "journey";
/// Folders that hold what was built, not what was written.
const BUILT: &str = "target";

/// A workspace, read from disk and handed to the compiler.
pub struct Loaded {
    /// Its root folder.
    pub root: PathBuf,
    /// How many source files it has.
    pub files: usize,
    /// The compiler's view of it.
    pub workspace: Workspace,
}

impl Loaded {
    /// Reads the workspace that the folder is or lies in.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let (root, read) = files(folder)?;
        let files = read.sources.len();
        Ok(Self { root, files, workspace: Workspace::new(read) })
    }

    /// The program; without one its errors are shown on standard error.
    pub fn program(&self, with: With) -> Result<Option<Arc<Program>>, Error> {
        let program = self.workspace.program(with);
        if program.is_none() {
            let mut errors = self.workspace.diagnostics();
            errors.retain(|diagnostic| diagnostic.code.severity.refuses());
            let stream = io::stderr();
            let shown = self.workspace.render(&errors, terminal::renderer(&stream));
            io::Write::write_all(&mut stream.lock(), shown.as_bytes())?;
        }
        Ok(program)
    }
}

/// The root and the texts of the workspace that the folder is or lies in.
fn files(folder: &Path) -> Result<(PathBuf, Files), Error> {
    let root = root(folder)?;
    let manifest = text(&root.join(MANIFEST))?;
    let mut sources = vec![];
    for path in source_files(&root)? {
        let text = text(&path)?;
        sources.push((relative(&root, &path), text));
    }
    Ok((root, Files { manifest: Some(manifest), sources }))
}

/// The nearest folder with a manifest, from this one upwards.
pub fn root(folder: &Path) -> Result<PathBuf, Error> {
    if !folder.is_dir() {
        let error = if folder.exists() { Error::NotAFolder } else { Error::NoFolder };
        return Err(error(folder.to_owned()));
    }
    if folder.join(MANIFEST).is_file() {
        return Ok(folder.to_owned());
    }
    let absolute = folder.canonicalize().map_err(Error::unreadable(folder))?;
    let above = absolute.ancestors().find(|folder| folder.join(MANIFEST).is_file());
    above.map(Path::to_owned).ok_or_else(|| Error::NoManifest(folder.to_owned()))
}

/// What lies below a folder.
#[derive(Default)]
pub struct Below {
    /// The source files, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// The folders that can't be read, and why.
    pub closed: Vec<(PathBuf, io::Error)>,
}

/// All source files, in the order of their paths.
pub fn source_files(root: &Path) -> Result<Vec<PathBuf>, Error> {
    let below = below(root);
    match below.closed.into_iter().next() {
        Some((folder, cause)) => Err(Error::Unreadable(folder, cause)),
        None => Ok(below.files),
    }
}

/// The source files that can be found. Links to folders are not followed, so that every file is found once and every walk
/// ends.
pub fn below(root: &Path) -> Below {
    let (mut below, mut folders) = (Below::default(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        if let Err(cause) = list(&folder, &mut below.files, &mut folders) {
            below.closed.push((folder, cause));
        }
    }
    below.files.sort();
    below
}

/// The source files in a folder, and its folders.
fn list(folder: &Path, files: &mut Vec<PathBuf>, folders: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if entry.file_type()?.is_dir() {
            if name != BUILT && !name.as_encoded_bytes().starts_with(b".") {
                folders.push(path);
            }
        } else if path.extension().is_some_and(|extension| extension == EXTENSION) {
            files.push(path);
        }
    }
    Ok(())
}

/// The text of a file.
pub fn text(path: &Path) -> Result<String, Error> {
    // Reading a pipe or a device might never end.
    if fs::metadata(path).map_err(Error::unreadable(path))?.is_file() {
        let bytes = fs::read(path).map_err(Error::unreadable(path))?;
        String::from_utf8(bytes).map_err(|error| not_utf8(path, &error))
    } else {
        Err(Error::NoFile(path.to_owned()))
    }
}

/// What is wrong with bytes that are no text.
pub fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Error {
    let byte = error.utf8_error().valid_up_to();
    let line = error.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() + 1;
    Error::NotUtf8 { path: path.to_owned(), byte: byte + 1, line }
}

/// The path within the workspace, parted by `/` on every system.
fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).iter();
    parts.map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn workspace(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        source_files(folder).unwrap().iter().map(|path| relative(folder, path)).collect()
    }

    #[test]
    fn files_are_found_in_order_and_hidden_and_built_ones_are_not() {
        let folder = workspace(&[
            ("b.journey", b""),
            ("a/z.journey", b""),
            ("a/b/c.journey", b""),
            ("a/notes.txt", b""),
            (".git/x.journey", b""),
            ("target/y.journey", b""),
        ]);
        assert_eq!(names(folder.path()), ["a/b/c.journey", "a/z.journey", "b.journey"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_ends() {
        let folder = workspace(&[("a/z.journey", b"")]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/loop")).unwrap();
        assert_eq!(names(folder.path()), ["a/z.journey"]);
    }

    #[test]
    fn the_root_is_looked_for_upwards() {
        let folder = workspace(&[("journey.toml", b""), ("a/b/c.journey", b"")]);
        let found = root(&folder.path().join("a/b")).unwrap();
        assert_eq!(found, folder.path().canonicalize().unwrap());
        assert!(matches!(root(&folder.path().join("nowhere")), Err(Error::NoFolder(_))));
        assert!(matches!(root(&folder.path().join("journey.toml")), Err(Error::NotAFolder(_))));
    }

    #[test]
    fn what_is_not_utf_8_is_named_with_its_place() {
        let folder = workspace(&[("a.journey", b"// one\n// t\xffo\n")]);
        let error = text(&folder.path().join("a.journey")).unwrap_err();
        assert!(matches!(error, Error::NotUtf8 { byte: 12, line: 2, .. }), "{error}");
    }
}
