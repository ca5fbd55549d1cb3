//! What people see when they make a mistake: one snapshot a topic, from the mistakes in `mistakes/*.txt`.
//!
//! Each mistake stands below a line `# what it is` and is compiled together with `mistakes/company.journey`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use baton_compiler::{Colour, Renderer, With, Workspace};
use baton_tests::world;

const COMPANY: &str = include_str!("mistakes/company.journey");
/// What the company declares is there for the mistakes: that nothing uses it, and what its action is called, is none.
const MANIFEST: &str = "[workspace]\nname = \"case\"\n[lints]\nW0331 = \"allow\"\nW0340 = \"allow\"\n";

fn company_with(case: &str) -> Workspace {
    world::workspace(&[("journey.toml", MANIFEST), ("company.journey", COMPANY), ("case.journey", case)])
}

fn mistakes(topic: &str) -> Vec<(&str, &str)> {
    let cases = topic.split("# ").filter(|case| !case.trim().is_empty());
    cases.map(|case| case.split_once('\n').expect("a mistake has a title and a text")).collect()
}

#[test]
fn what_people_see() {
    insta::glob!("mistakes/*.txt", |path| {
        let topic = std::fs::read_to_string(path).unwrap();
        let mut shown = String::new();
        for (title, text) in mistakes(&topic) {
            let workspace = company_with(text);
            let found = workspace.diagnostics();
            assert!(!found.is_empty(), "{title}: nothing was found");
            let rendered = workspace.render(&found, Renderer::Human { colour: Colour::Never, width: 100 });
            shown += &format!("# {title}\n{rendered}\n");
        }
        insta::assert_snapshot!(shown);
    });
}

#[test]
fn the_company_itself_is_clean() {
    let workspace = company_with("");
    assert_eq!(workspace.diagnostics(), []);
    assert!(workspace.program(With::Nothing).is_some());
}

/// One mistake is told once: none of these gives more diagnostics than it has mistakes.
#[test]
fn one_mistake_one_diagnostic() {
    let mut chatty = String::new();
    for path in glob("mistakes") {
        let topic = std::fs::read_to_string(&path).unwrap();
        for (title, text) in mistakes(&topic) {
            let workspace = company_with(text);
            let found = workspace.diagnostics();
            if found.len() != 1 {
                let codes: Vec<String> = found.iter().map(|one| format!("{}: {}", one.code, one.message)).collect();
                chatty += &format!("{}: {title}: {codes:#?}\n", path.display());
            }
        }
    }
    assert!(chatty.is_empty(), "{chatty}");
}

fn glob(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    files
}
