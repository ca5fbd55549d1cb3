//! What stands above tests and journeys: what a test comes to, and what a journey says, obeys and keeps.

use std::sync::Arc;

use baton_compiler::{With, Workspace, lookup::Space};
use baton_engine::Engine;
use baton_grammar::tree::{DeclKind, Span};
use baton_host::story::{self, Verdict};
use baton_program::{Program, layout::Declared};

use crate::{Symbol, cause::arrows, hover::grouped};

/// Something above which there is more to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// Where it gets its name.
    pub span: Span,
    /// What it is.
    pub of: LensOf,
}

/// What has more to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LensOf {
    /// A test, by its title.
    Test(String),
    /// A journey, by its full name.
    Journey(String),
}

/// The tests and journeys of a file, in the order of places.
pub fn lenses(workspace: &Workspace, path: &str) -> Vec<Lens> {
    let lens = |one: &baton_compiler::Declaration<'_>| {
        let of = match &one.decl.kind {
            DeclKind::Test(test) => LensOf::Test(test.title.as_ref()?.text.to_string()),
            DeclKind::Journey(_) if !one.name.is_empty() => LensOf::Journey(one.name.to_string()),
            _ => return None,
        };
        Some(Lens { span: one.name_span(), of })
    };
    workspace.declarations(path).iter().filter_map(lens).collect()
}

/// What a journey says, obeys and keeps: `3 messages · 2 rules apply · 212 bytes`. What it keeps is known as soon as the
/// workspace has no errors: an instance, with texts and ids of 16 bytes.
pub fn figures(workspace: &Workspace, journey: &str) -> String {
    let own = Symbol::Declaration(Space::Journey, journey.into());
    let arrows = arrows::arrows(workspace);
    let message = |symbol: &Symbol| match symbol {
        Symbol::Declaration(Space::Happening, name) => {
            let found = workspace.declared(Space::Happening, name);
            found.is_some_and(|one| matches!(one.decl.kind, DeclKind::Message(_)))
        }
        _ => false,
    };
    let messages =
        counted(arrows.iter().filter(|arrow| arrow.from == own && message(&arrow.to)).map(|arrow| &arrow.to));
    let rules = arrows.iter().filter(|arrow| matches!(arrow.from, Symbol::Rule(..)) && messages.contains(&&arrow.to));
    let rules = counted(rules.map(|arrow| &arrow.from));
    let mut figures = vec![
        match messages.len() {
            1 => "1 message".into(),
            count => format!("{count} messages"),
        },
        match rules.len() {
            1 => "1 rule applies".into(),
            count => format!("{count} rules apply"),
        },
    ];
    if let Some(program) = workspace.program(With::Nothing) {
        let layout = program.layout();
        let costs = layout.by_declaration();
        let own = costs.iter().find(|cost| cost.owner.kind == Declared::Journey && &*cost.owner.name == journey);
        figures.push(format!("{} bytes", grouped(own.map_or(0, |cost| cost.bytes.once))));
    }
    figures.join(" · ")
}

/// Each once.
fn counted<'s>(symbols: impl Iterator<Item = &'s Symbol>) -> Vec<&'s Symbol> {
    let mut symbols: Vec<_> = symbols.collect();
    symbols.sort();
    symbols.dedup();
    symbols
}

/// A test that can be told, apart from the workspace in which it stands.
pub struct Told {
    program: Arc<Program>,
    story: usize,
}

/// What a test comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All that it expects came about.
    Passed,
    /// Something didn't.
    Failed {
        /// The line, from 1.
        line: u32,
        /// What it expects, in words.
        expected: String,
    },
}

/// The test of this title in a file; none as long as the workspace has errors.
pub fn test(workspace: &Workspace, path: &str, title: &str) -> Option<Told> {
    let program = workspace.program(With::Tests)?;
    let here = |story: &baton_program::Story| {
        let file = program.files.get(story.place.file as usize);
        file.is_some_and(|file| &**file == path) && &*story.title == title
    };
    let story = program.stories.iter().position(here)?;
    Some(Told { program, story })
}

impl Told {
    /// Tells the test: what it comes to.
    pub fn outcome(&self) -> Outcome {
        let verdict =
            self.program.stories.get(self.story).map(|one| story::tell(&Engine::new(self.program.clone()), one));
        match verdict {
            Some(Verdict::Failed(failure)) => Outcome::Failed { line: failure.place.line, expected: failure.expected },
            Some(Verdict::Passed) | None => Outcome::Passed,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{EXAMPLE, fixture};

    #[test]
    fn journeys_and_tests_have_lenses() {
        let fixture = fixture(EXAMPLE);
        let of = |path| lenses(&fixture.workspace, path).into_iter().map(|one| one.of).collect::<Vec<_>>();
        let care = [LensOf::Journey("care.support".into()), LensOf::Test("a ticket is acknowledged".into())];
        assert_eq!(of("care/support.journey"), care);
        assert_eq!(of("sales/offer.journey"), [LensOf::Journey("sales.sell".into())]);
    }

    #[test]
    fn a_journey_says_obeys_and_keeps() {
        let fixture = fixture(EXAMPLE);
        insta::assert_snapshot!(figures(&fixture.workspace, "care.support"), @"1 message · 3 rules apply · 1,045 bytes");
        insta::assert_snapshot!(figures(&fixture.workspace, "sales.sell"), @"1 message · 7 rules apply · 454 bytes");
    }

    #[test]
    fn a_test_comes_to_something() {
        let path = "care/support.journey";
        let title = "a ticket is acknowledged";
        let right = fixture(EXAMPLE).workspace;
        assert_eq!(test(&right, path, title).unwrap().outcome(), Outcome::Passed);
        assert!(test(&right, path, "another").is_none());
        let wrong = fixture(&EXAMPLE.replace("at acknowledge", "at escalate")).workspace;
        let failed = Outcome::Failed { line: 46, expected: "the condition to hold".into() };
        assert_eq!(test(&wrong, path, title).unwrap().outcome(), failed);
        let broken = fixture(&EXAMPLE.replace("purpose  service", "purpose  nothing")).workspace;
        assert!(test(&broken, path, title).is_none());
        assert!(figures(&broken, "care.support").ends_with("apply"));
    }
}
