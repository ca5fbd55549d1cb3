//! The program as tests start it, and what they read of it.
#![allow(dead_code, reason = "each of the tests uses a part of it")]

use std::{
    fs,
    io::{BufRead, Write},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// The program with nothing to read, and without what the surroundings say of colours.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

pub fn baton(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the program runs")
}

/// What stands on standard output.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

/// What stands on standard error.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("what is said is UTF-8")
}

#[track_caller]
pub fn exits(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "out:\n{}\nerr:\n{}", out(output), err(output));
}

/// Writes a file, and the folders that it needs.
pub fn write(folder: impl AsRef<Path>, name: &str, text: &str) -> PathBuf {
    let path = folder.as_ref().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

/// Sends a message as editors do.
pub fn send(input: &mut impl Write, message: &str) {
    write!(input, "Content-Length: {}\r\n\r\n{message}", message.len()).unwrap();
    input.flush().unwrap();
}

/// The next message of a language server; none when it has said everything.
pub fn receive(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut head = String::new();
    while output.read_line(&mut head).unwrap() > 2 {}
    if head.is_empty() {
        return None;
    }
    let length = head.trim().strip_prefix("Content-Length: ").expect("only messages are there");
    let mut body = vec![0; length.parse().unwrap()];
    output.read_exact(&mut body).unwrap();
    Some(body)
}
