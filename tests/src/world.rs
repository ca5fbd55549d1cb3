//! A small world for tests: a workspace out of text, compiled, and run over events.

use std::{io, sync::Arc};

use baton_compiler::{Colour, Files, Renderer, With, Workspace};
use baton_engine::Engine;
use baton_host::{input::Taken, run::run};
use baton_program::{Program, Record};

/// The manifest of a workspace in UTC.
pub const MANIFEST: &str = "[workspace]\nname = \"case\"\n";

/// A workspace of files: path and text.
pub fn workspace(files: &[(&str, &str)]) -> Workspace {
    let text = |wanted: &str| files.iter().find(|(path, _)| *path == wanted).map(|(_, text)| (*text).to_owned());
    let sources = files.iter().filter(|(path, _)| path.ends_with(".journey"));
    Workspace::new(Files {
        manifest: Some(text("journey.toml").unwrap_or_else(|| MANIFEST.to_owned())),
        sources: sources.map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect(),
    })
}

/// The program of a workspace that must be clean of errors.
///
/// # Errors
///
/// The diagnostics as people see them.
pub fn compiled(workspace: &Workspace) -> Result<Arc<Program>, String> {
    let explain = || workspace.render(&workspace.diagnostics(), Renderer::Human { colour: Colour::Never, width: 100 });
    let program = workspace.program(With::Tests).ok_or_else(explain)?;
    program.verify().map_err(|refusal| format!("the compiler made a program that is refused: {refusal}"))?;
    Ok(program)
}

/// The records of a run.
///
/// # Errors
///
/// None: a vector takes every record; the type is that of the run.
pub fn records(program: Arc<Program>, events: Vec<Taken>, until: Option<i64>) -> io::Result<Vec<Record>> {
    let engine = Engine::new(program);
    let mut records = Vec::new();
    run(&engine, events, until, &mut records)?;
    Ok(records)
}
