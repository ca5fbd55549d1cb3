//! Pictures of journeys (§10), and the atlas of a workspace: data first, then a form of it.
//!
//! Invariants: a graph is made of what is written, also where it is half-written or has errors; every edge joins nodes
//! that are there; the same workspace has the same graph, and the same graph the same picture, byte for byte.

mod atlas;
mod blocks;
mod dot;
mod journey;
mod json;
mod layout;
mod mermaid;
mod metrics;
mod model;
mod sources;
mod style;
mod svg;
#[cfg(test)]
mod tests;

pub use atlas::atlas;
pub use journey::journey;
pub use model::{Edge, EdgeKind, Graph, GraphKind, Group, Line, LineKind, Node, NodeKind, SourceLine};

use baton_compiler::{Workspace, lookup::What};
use baton_grammar::tree::DeclKind;
use smol_str::SmolStr;

/// The forms of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A picture, for everybody.
    Svg,
    /// A flowchart for Mermaid, which draws it in Markdown.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// For other programs; `docs/graphs.md` has its shape.
    Json,
}

/// A graph in a form, with a line end.
pub fn drawn(graph: &Graph, form: Form) -> String {
    match form {
        Form::Svg => svg::text(graph),
        Form::Mermaid => mermaid::text(graph),
        Form::Dot => dot::text(graph),
        Form::Json => json::text(graph),
    }
}

/// The full names of all journeys, in the order of files and places.
pub fn journeys(workspace: &Workspace) -> Vec<SmolStr> {
    let all = workspace.all_declarations();
    let journeys = all.filter(|one| one.what.is_some_and(|(_, what)| what == What::Journey));
    journeys.filter(|one| matches!(one.decl.kind, DeclKind::Journey(_))).map(|one| one.name).collect()
}

/// The full name of the journey that is meant by a name: it itself, that of the package, or the only one of any package.
pub fn named(workspace: &Workspace, package: &str, name: &str) -> Option<SmolStr> {
    let all = journeys(workspace);
    let here = format!("{package}.{name}");
    if let Some(found) = [here.as_str(), name].iter().find_map(|name| all.iter().find(|known| known == name)) {
        return Some(found.clone());
    }
    let mut others = all.iter().filter(|known| known.rsplit('.').next() == Some(name));
    others.next().filter(|_| others.next().is_none()).cloned()
}
