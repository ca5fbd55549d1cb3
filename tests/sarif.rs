//! What comes out for code hosts and editors is SARIF 2.1.0, over every mistake there is a page or a snapshot of: it is
//! valid by the schema of OASIS, and read into types that are made from it and written again without a difference, so
//! that nothing is there that the schema doesn't know.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::disallowed_methods)]

use std::{collections::BTreeSet, fs, path::Path, process::Command, sync::LazyLock};

use baton_compiler::{Renderer, diagnostic::Diagnostic};
use baton_tests::{cases, world};
use jsonschema::Validator;
use serde_json::Value;
use serde_sarif::sarif::Sarif;

const COMPANY: &str = include_str!("mistakes/company.journey");

/// The schema, which lies beside the types that are made from it: wherever Cargo has put them.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    // Only what this platform needs has been fetched.
    let version = Command::new("rustc").arg("-vV").output().expect("the compiler is there").stdout;
    let version = String::from_utf8(version).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("its platform");
    let asked = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host];
    let cargo = Command::new(env!("CARGO")).args(asked).output().expect("Cargo is there");
    let packages: Value = serde_json::from_slice(&cargo.stdout).expect("what Cargo knows");
    let of_types = |package: &&Value| package["name"] == "serde-sarif";
    let types = packages["packages"].as_array().and_then(|all| all.iter().find(of_types)).expect("the types");
    let manifest = Path::new(types["manifest_path"].as_str().unwrap());
    let schema = fs::read_to_string(manifest.with_file_name("src").join("schema.json")).expect("the schema");
    jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).expect("a schema")
});

#[track_caller]
fn accepts(log: &Value) {
    let wrong: Vec<String> = SCHEMA.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(is_accepted(log), "{log:#}");
}

fn is_accepted(log: &Value) -> bool {
    let read = serde_json::from_value::<Sarif>(log.clone());
    SCHEMA.is_valid(log) && read.is_ok_and(|read| serde_json::to_value(read).unwrap() == *log)
}

fn log(files: &[(&str, &str)]) -> (Value, Vec<Diagnostic>) {
    let workspace = world::workspace(files);
    let found = workspace.diagnostics();
    (serde_json::from_str(&workspace.render(&found, Renderer::Sarif)).unwrap(), found)
}

#[test]
fn every_mistake_is_told_in_the_format() {
    let mut told = 0;
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(tests.join("mistakes")).unwrap() {
        let topic = fs::read_to_string(entry.unwrap().path()).unwrap();
        for (_, text) in topic.split("# ").filter_map(|case| case.split_once('\n')) {
            let (log, found) = log(&[("company.journey", COMPANY), ("a folder/case.journey", text)]);
            accepts(&log);
            assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), found.len());
            told += found.len();
        }
    }
    for entry in fs::read_dir(tests.join("../docs/errors")).unwrap() {
        let page = fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in cases::page(&page).cases {
            let files: Vec<_> = case.files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
            let (log, found) = log(&files);
            accepts(&log);
            told += found.len();
        }
    }
    assert!(told > 100, "{told}");
}

#[test]
fn a_result_has_its_rule_place_and_fixes() {
    let (log, _) = log(&[
        ("company.journey", COMPANY),
        (
            "case.journey",
            "event survey { mood: int }\ntrait t = high_valu and true\ntrait high_value = (customer.visits ?? 1) > 2\n",
        ),
    ]);
    accepts(&log);
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(rules.iter().collect::<BTreeSet<_>>().len(), rules.len(), "each rule once: {rules:?}");
    for result in run["results"].as_array().unwrap() {
        assert_eq!(Some(rules[result["ruleIndex"].as_u64().unwrap() as usize]), result["ruleId"].as_str());
    }
    let of = |code: &str| run["results"].as_array().unwrap().iter().find(|result| result["ruleId"] == code).unwrap();
    let misspelt = of("E0152");
    assert_eq!(misspelt["level"], "error");
    assert_eq!(misspelt["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let replacement = &misspelt["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "high_value");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 11);
    assert_eq!(of("W0101")["level"], "warning");
    let twice = of("E0050");
    assert_eq!(twice["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"], "case.journey");
}

#[test]
fn a_schema_that_refuses_is_one() {
    let (mut log, _) = log(&[("case.journey", "event e { a: strng }")]);
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!is_accepted(&log));
}
