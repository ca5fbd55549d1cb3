//! Files of bytes: written so that they are there whole or not at all.

use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

use baton_program::Program;

use crate::error::Error;

/// Writes a file: beside it first, and then in its place.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = Path::new(&beside);
    let written = File::create(beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(beside, path));
    placed.map_err(|cause| {
        // What is half written is nobody's; that it can't be taken away is no news beside the cause.
        let _ = fs::remove_file(beside);
        Error::Unwritable(path.to_owned(), cause)
    })
}

/// Reads a program that `baton build` wrote.
pub fn program(path: &Path) -> Result<Program, Error> {
    Program::from_bytes(&read_whole(path)?).map_err(|cause| Error::Unloadable(path.to_owned(), cause))
}

/// Reads a file of bytes.
pub fn read_whole(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(Error::unreadable(path))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop.baton");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(read_whole(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("inside"), "").unwrap();
        assert!(matches!(write_whole(&path, b"x"), Err(Error::Unwritable(..))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
