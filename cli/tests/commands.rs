//! The program as people and pipelines use it: exit codes, outputs, and what it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests are about files")]

mod common;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use tempfile::TempDir;

use self::common::{baton, command, err, exits, out, write};

/// A workspace made by `baton new`.
fn fresh() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("shop");
    let path = path.to_str().unwrap().to_owned();
    exits(&baton(&["new", &path]), 0);
    (folder, path)
}

#[test]
fn a_new_workspace_checks_passes_and_runs() {
    let (_folder, shop) = fresh();
    exits(&baton(&["check", &shop]), 0);
    let test = baton(&["test", &shop]);
    exits(&test, 0);
    let last = out(&test).lines().last().unwrap_or_default().to_owned();
    assert!(last.ends_with(" passed, 0 failed") && !last.starts_with('0'), "{last}");
    let run = baton(&["run", &shop]);
    exits(&run, 0);
    assert!(out(&run).lines().count() > 0 && out(&run).lines().all(|line| line.starts_with('{')));
    assert!(err(&run).contains("sent"), "{}", err(&run));
}

#[test]
fn new_leaves_what_is_there_alone() {
    let (_folder, shop) = fresh();
    let again = baton(&["new", &shop]);
    exits(&again, 2);
    assert!(err(&again).contains("not empty"), "{}", err(&again));
}

#[test]
fn check_says_where_and_exits_with_1() {
    let (_folder, shop) = fresh();
    write(&shop, "broken.journey", "event e { a: strng }\n");
    let check = baton(&["check", &shop]);
    exits(&check, 1);
    let said = out(&check) + &err(&check);
    assert!(said.contains("broken.journey:1:14") && said.contains("strng"), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours where there is no terminal");
}

#[test]
fn what_is_not_there_or_no_workspace_is_named() {
    let (_folder, shop) = fresh();
    let says = |arguments: &[&str], words: &str| {
        let said = baton(arguments);
        exits(&said, 2);
        assert!(err(&said).contains(words), "{arguments:?}\n{}", err(&said));
    };
    says(&["check", "no such folder"], "there is no folder `no such folder`");
    says(&["check", &format!("{shop}/company.journey")], "company.journey` is a file, and a workspace is a folder");
    says(&["fmt", &format!("{shop}/journey.toml")], "journey.toml` is no `.journey` file");
    says(&["run", &shop, "--events", &format!("clicks={shop}/events.jsonl")], "there is no source `clicks`");
    let events = format!("{shop}/events.jsonl");
    says(&["run", &shop, "--records", &events], "events.jsonl` is read in this run, and can't be written as well");
    assert!(fs::metadata(&events).unwrap().len() > 0);
    says(&["test", &shop, "--filter", "no such words"], "no test has `no such words` in its package or title");
}

#[test]
fn tests_are_told_to_programs() {
    let (_folder, shop) = fresh();
    let text = "test \"greeted\" {\n  at 2026-03-02 10:00 signed_up {}\n  expect sent hello\n}\n";
    write(&shop, "welcome/more.journey", text);
    let test = baton(&["test", &shop, "--format", "json"]);
    exits(&test, 1);
    let told: serde_json::Value = serde_json::from_str(&out(&test)).unwrap();
    assert_eq!((&told["failed"], told["tests"].as_array().unwrap().len()), (&1.into(), 3));
    let failed = told["tests"].as_array().unwrap().iter().find(|test| test["passed"] == false).unwrap();
    assert_eq!((&failed["title"], &failed["package"]), (&"greeted".into(), &"welcome".into()));
    assert_eq!(failed["failure"]["place"], "welcome/more.journey:3:3");
    assert!(!failed["failure"]["expected"].as_str().unwrap().is_empty(), "{failed:#}");
}

#[test]
fn codes_are_explained_to_programs() {
    let read = |arguments: &[&str]| -> serde_json::Value { serde_json::from_str(&out(&baton(arguments))).unwrap() };
    assert_eq!(read(&["explain", "--format", "json"])[0]["code"], "E0001");
    let page = read(&["explain", "e0151", "--format", "json"]);
    assert!(page["page"].as_str().unwrap().starts_with("# E0151: "), "{page:#}");
}

#[test]
fn check_gives_json() {
    let (_folder, shop) = fresh();
    write(&shop, "broken.journey", "event e { a: strng }\n");
    let check = baton(&["check", &shop, "--format", "json"]);
    exits(&check, 1);
    let said = out(&check);
    assert!(said.trim_start().starts_with('{') && said.contains("\"line\": 1") | said.contains("\"line\":1"), "{said}");
}

/// A workspace with these lines in one file more.
fn with(text: &str) -> (TempDir, String, PathBuf) {
    let (folder, shop) = fresh();
    let path = write(&shop, "more.journey", text);
    (folder, shop, path)
}

#[test]
fn check_gives_sarif_and_workflow_commands() {
    let (_folder, shop, _) = with("event e { a: strng }\n");
    let sarif = baton(&["check", &shop, "--format", "sarif"]);
    exits(&sarif, 1);
    assert!(out(&sarif).contains("\"version\": \"2.1.0\"") && out(&sarif).contains("\"uri\": \"more.journey\""));
    let github = baton(&["check", &shop, "--format", "github"]);
    exits(&github, 1);
    let error =
        "::error file=more.journey,line=1,endLine=1,col=14,endColumn=19,title=E0080%3A a type that isn't there::";
    assert!(out(&github).contains(error), "{}", out(&github));
}

#[test]
fn check_makes_the_safe_fixes_and_shows_the_others() {
    let (_folder, shop, path) =
        with("event e { count: int }\ntrait t = (count(e, 7d) ?? 1) = 2\ntrait u = count(f, 7d) > 1\n");
    let check = baton(&["check", &shop, "--fix"]);
    exits(&check, 1);
    assert!(err(&check).contains("fixed more.journey:2:31: E0001: write `==`"), "{}", err(&check));
    assert!(err(&check).contains("W0101: leave `??` and what follows out"), "{}", err(&check));
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, "event e { count: int }\ntrait t = (count(e, 7d)) == 2\ntrait u = count(f, 7d) > 1\n");
    let again = baton(&["check", &shop, "--fix"]);
    assert_eq!(err(&again), "", "nothing is left to be made");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_has_to_be_looked_at_stays_as_it_is() {
    let text = "event event_one { a: int? }\ntrait t = seen(event_on, 7d)\n";
    let (_folder, shop, path) = with(text);
    let check = baton(&["check", &shop, "--fix"]);
    exits(&check, 1);
    assert!(out(&check).contains("more.journey:2:16: E0190: write `event_one`"), "{}", out(&check));
    assert!(out(&check).contains("  + trait t = seen(event_one, 7d)"), "{}", out(&check));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn explain_tells_what_a_code_means() {
    let page = baton(&["explain", "e0151"]);
    exits(&page, 0);
    let said = out(&page);
    assert!(said.starts_with("E0151: a value that may be unknown\n"), "{said}");
    assert!(said.contains("\n    trait spends = ") && !said.contains("```") && !said.contains('\u{1b}'), "{said}");
    let all = baton(&["explain"]);
    exits(&all, 0);
    assert!(out(&all).contains("E0151  a value that may be unknown\n") && out(&all).contains("\nW0101  "));
    let unknown = baton(&["explain", "E0152x"]);
    exits(&unknown, 2);
    assert!(err(&unknown).contains("did you mean `E0152`?"), "{}", err(&unknown));
}

#[test]
fn wrong_use_exits_with_2() {
    let (_folder, shop) = fresh();
    exits(&baton(&["chekc"]), 2);
    exits(&baton(&["check", "/no/such/folder"]), 2);
    exits(&baton(&["run", &shop, "--events", "/no/such/file"]), 2);
    exits(&baton(&["run", &shop, "--source", "nothing", "--events", "-"]), 2);
    exits(&baton(&["run", &shop, "--until", "tomorrow"]), 2);
    let nowhere = TempDir::new().unwrap();
    let check = baton(&["check", nowhere.path().to_str().unwrap()]);
    exits(&check, 2);
    assert!(err(&check).contains("journey.toml"), "{}", err(&check));
}

#[test]
fn a_file_that_is_not_text_is_named() {
    let (_folder, shop) = fresh();
    fs::write(Path::new(&shop).join("odd.journey"), b"event e {} \xff").unwrap();
    let check = baton(&["check", &shop]);
    exits(&check, 2);
    assert!(err(&check).contains("odd.journey") && err(&check).contains("UTF-8"), "{}", err(&check));
}

#[test]
fn a_failing_test_shows_what_happened() {
    let (_folder, shop) = fresh();
    write(
        &shop,
        "failing.journey",
        "event e {}\njourney j { enter on e  limit 1d  step s { wait 1h  leave \"tired\" } }\ntest \"never comes true\" {\n  at 2026-03-02 10:00 e {}\n  after 2h\n  expect j reached\n}\n",
    );
    let test = baton(&["test", &shop]);
    exits(&test, 1);
    let said = out(&test) + &err(&test);
    assert!(
        said.contains("never comes true") && said.contains("failing.journey:6") && said.contains("tired"),
        "{said}"
    );
    let last = out(&test).lines().last().unwrap_or_default().to_owned();
    assert!(last.ends_with(", 1 failed"), "{last}");
    let filtered = baton(&["test", &shop, "--filter", "whoever orders"]);
    exits(&filtered, 0);
    assert_eq!(out(&filtered).lines().last(), Some("1 passed, 0 failed"));
}

const WORKSPACE: &str = r#"
customer { known: bool = true }
channel email {}
priorities service
event a { n: int }
message m { purpose service  channels email  hold 1d }
journey j { enter on a where n > 1  again always  limit 1d  step s { send m } }
source rows from csv { customer who  at time as seconds  a where kind == "a" { n: n } }
"#;

fn small() -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap().to_owned();
    write(&path, "journey.toml", "[workspace]\nname = \"small\"\n");
    write(&path, "all.journey", WORKSPACE);
    (folder, path)
}

fn event(id: u32, customer: &str, at: &str, n: &str) -> String {
    format!(
        r#"{{"specversion":"1.0","id":"{id}","source":"t","type":"a","subject":"{customer}","time":"{at}","data":{{"n":{n}}}}}"#
    )
}

#[test]
fn a_bad_line_never_stops_the_run() {
    let (_folder, path) = small();
    let lines = [
        event(1, "ann", "2026-03-02T10:00:00Z", "5"),
        "not json".to_owned(),
        event(2, "ann", "yesterday", "5"),
        event(3, "bob", "2026-03-02T09:00:00Z", "2"),
        event(4, "bob", "2026-03-02T09:00:00Z", "\"two\""),
    ];
    write(&path, "events.jsonl", &(lines.join("\n") + "\n"));
    let rejected = write(&path, "rejected.jsonl", "");
    let run = baton(&["run", &path, "--rejected", rejected.to_str().unwrap()]);
    exits(&run, 0);
    let sent: Vec<String> =
        out(&run).lines().filter(|line| line.contains(r#""kind":"sent""#)).map(str::to_owned).collect();
    assert_eq!(sent.len(), 2);
    assert!(sent[0].contains("bob") && sent[1].contains("ann"), "in order of time: {sent:?}");
    let rejected = fs::read_to_string(rejected).unwrap();
    assert_eq!(rejected.lines().count(), 3, "{rejected}");
    assert!(rejected.lines().next().unwrap().contains(r#""line":2"#), "{rejected}");
}

#[test]
fn rows_come_through_a_source_from_standard_input() {
    let (_folder, path) = small();
    let mut child = command(&["run", &path, "--source", "rows", "--events", "-", "--summary"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"who,time,kind,n\nann,1772445600,a,3\nann,1772445700,b,3\nbob,1772445600,a,x\n")
        .unwrap();
    let run = child.wait_with_output().unwrap();
    exits(&run, 0);
    let summary = out(&run);
    assert!(summary.contains("rejected") && summary.contains('2'), "{summary}");
}

#[test]
fn records_go_to_a_file() {
    let (_folder, path) = small();
    write(&path, "events.jsonl", &event(1, "ann", "2026-03-02T10:00:00Z", "5"));
    let records = Path::new(&path).join("records.jsonl");
    let run = baton(&["run", &path, "--records", records.to_str().unwrap()]);
    exits(&run, 0);
    assert_eq!(out(&run), "");
    let first = baton(&["run", &path]);
    assert_eq!(fs::read(&records).unwrap(), first.stdout, "the same inputs, the same bytes");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let (_folder, path) = small();
    let lines: Vec<String> = (0..20_000).map(|id| event(id, &format!("c{id}"), "2026-03-02T10:00:00Z", "5")).collect();
    write(&path, "events.jsonl", &lines.join("\n"));
    let mut child = command(&["run", &path]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let run = child.wait_with_output().unwrap();
    assert!(!err(&run).contains("panicked"), "{}", err(&run));
}

#[test]
fn help_has_examples() {
    let commands =
        ["new", "check", "fmt", "explain", "test", "run", "why", "build", "cost", "graph", "lsp", "completions", "man"];
    for command in commands {
        let help = baton(&[command, "--help"]);
        exits(&help, 0);
        assert!(out(&help).contains(&format!("baton {command}")), "{}", out(&help));
        assert!(out(&help).to_lowercase().contains("examples"), "{}", out(&help));
    }
    exits(&baton(&["--version"]), 0);
    exits(&baton(&["completions", "bash"]), 0);
    exits(&baton(&["man"]), 0);
}

#[test]
fn a_built_program_runs_like_its_workspace() {
    let (folder, shop) = fresh();
    let file = folder.path().join("shop.baton");
    let file = file.to_str().unwrap();
    let built = baton(&["build", &shop, "-o", file]);
    exits(&built, 0);
    assert!(out(&built).starts_with("built `"), "{}", out(&built));
    let (own, built) = (baton(&["run", &shop]), baton(&["run", &shop, "--program", file]));
    exits(&built, 0);
    assert_eq!(out(&own), out(&built));

    fs::write(file, "no program").unwrap();
    let refused = baton(&["run", &shop, "--program", file]);
    exits(&refused, 2);
    assert!(err(&refused).contains("not a compiled program"), "{}", err(&refused));
    exits(&baton(&["build", &shop]), 2);
}

#[test]
fn a_run_cut_in_two_by_a_snapshot_is_the_same_run() {
    let (folder, shop) = fresh();
    let whole = out(&baton(&["run", &shop]));
    let times: Vec<&str> = whole.lines().map(|line| &line[7..31]).collect();
    let state = folder.path().join("state");
    let state = state.to_str().unwrap();
    let first = baton(&["run", &shop, "--until", times[times.len() / 2], "--snapshot", state]);
    exits(&first, 0);
    let second = baton(&["run", &shop, "--from", state]);
    exits(&second, 0);
    assert_eq!(out(&first) + &out(&second), whole);
    assert!(err(&second).contains("before --from"), "{}", err(&second));

    fs::write(state, "no snapshot").unwrap();
    let refused = baton(&["run", &shop, "--from", state]);
    exits(&refused, 2);
    assert!(err(&refused).contains("not a snapshot of a run"), "{}", err(&refused));
}

#[test]
fn operators_commands_stand_among_the_events() {
    let (_folder, shop) = fresh();
    write(&shop, "switches.journey", "switch crisis = off\naudience all_well = not crisis\n");
    let events = write(
        &shop,
        "more.jsonl",
        r#"{"type":"customer_changed","subject":"ann","time":"2026-03-02T10:00:00Z","data":{}}
{"type":"baton:turn","id":"1","time":"2026-03-02T11:00:00Z","data":{"switch":"crisis","to":"on","who":"mia","why":"outage"}}
{"type":"baton:turn","id":"1","time":"2026-03-02T12:00:00Z","data":{"switch":"crisis","to":"off","who":"mia","why":"again"}}
{"type":"baton:turn","id":"2","time":"2026-03-02T13:00:00Z","data":{"switch":"crisis","to":"off","who":"mia"}}
"#,
    );
    let run = baton(&["run", &shop, "--events", events.to_str().unwrap()]);
    exits(&run, 0);
    let kinds = ["joined", "departed", "commanded", "refused"];
    let told = |kind: &&str| out(&run).contains(&format!(r#""kind":"{kind}""#));
    assert!(kinds.iter().all(told), "{}", out(&run));
    let said = err(&run);
    assert!(said.contains("more.jsonl:4: field `why` is missing"), "{said}");
    for line in ["rejected   1", "commands   1", "refused    1"] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn a_run_writes_who_is_in_which_audience() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().to_str().unwrap();
    write(path, "journey.toml", "[workspace]\nname = \"s\"\n");
    write(
        path,
        "a.journey",
        "event came {}\naudience late = seen(came)\naudience nobody = not seen(came) and seen(came, 1d)\n",
    );
    let event = |customer: &str| {
        format!(
            r#"{{"specversion":"1.0","id":"{customer}","source":"t","type":"came","subject":"{customer}","time":"2026-03-02T10:00:00Z","data":{{}}}}"#
        )
    };
    write(path, "events.jsonl", &format!("{}\n{}\n", event("zoe"), event("ann")));
    let members = folder.path().join("members.jsonl");
    let run = baton(&["run", path, "--summary", "--audiences", members.to_str().unwrap()]);
    exits(&run, 0);
    assert!(out(&run).contains("late           2         0                   2"), "{}", out(&run));
    let expected = "{\"audience\":\"late\",\"customer\":\"ann\"}\n{\"audience\":\"late\",\"customer\":\"zoe\"}\n";
    assert_eq!(fs::read_to_string(members).unwrap(), expected);
}

#[test]
fn a_build_against_the_version_before_says_what_becomes_of_customers() {
    let (folder, shop) = fresh();
    let manifest = "[workspace]\nname = \"s\"\n";
    let journey = |step: &str| {
        format!(
            "event came {{}}\njourney j {{ enter on came  limit 9d  step a {{ wait 1d  -> {step} }} step {step} {{ stay }} }}\n"
        )
    };
    let other = folder.path().join("other");
    let other = other.to_str().unwrap();
    write(other, "journey.toml", manifest);
    write(other, "a.journey", &journey("b"));
    let old = folder.path().join("old.baton");
    let old = old.to_str().unwrap();
    exits(&baton(&["build", other, "-o", old]), 0);
    let same = baton(&["build", other, "--against", old]);
    exits(&same, 0);
    assert!(out(&same).starts_with("taken over\n  journey   j"), "{}", out(&same));

    write(other, "a.journey", &journey("c"));
    let next = folder.path().join("next.baton");
    let refused = baton(&["build", other, "--against", old, "-o", next.to_str().unwrap()]);
    exits(&refused, 1);
    assert!(out(&refused).contains("E0550") && !next.exists(), "{}", out(&refused));
    assert!(
        out(&refused).ends_with("1 error: this version can't follow, and nothing is written\n"),
        "{}",
        out(&refused)
    );
    let json = baton(&["build", other, "--against", old, "--format", "json"]);
    exits(&json, 1);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert!(json["notes"].is_array() && json["diagnostics"][0]["code"] == "E0550", "{json}");
    exits(&baton(&["build", &shop, "--against", "nowhere.baton"]), 2);
}

/// A workspace with a measure and two invariants.
fn measured() -> (TempDir, String) {
    let (folder, path) = fresh();
    write(
        &path,
        "figures.journey",
        "event came {}\nevent stayed {}\nmeasure staying = stayed of came within 1d per day alert below 60%\n\
         invariant calm: never sent all while false\ninvariant few: sent all at most 9 per day\n",
    );
    let event = |id: u32, what: &str, customer: &str, time: &str| {
        format!(
            r#"{{"specversion":"1.0","id":"{id}","source":"s","type":"{what}","subject":"{customer}","time":"{time}","data":{{}}}}"#
        )
    };
    let events = [
        event(1, "came", "ann", "2026-03-02T10:00:00Z"),
        event(2, "came", "bob", "2026-03-02T11:00:00Z"),
        event(3, "stayed", "ann", "2026-03-02T12:00:00Z"),
        event(4, "came", "bob", "2026-03-04T12:00:00Z"),
    ];
    write(&path, "events.jsonl", &events.join("\n"));
    (folder, path)
}

#[test]
fn a_summary_shows_the_last_figures_of_measures() {
    let (_folder, path) = measured();
    let run = baton(&["run", &path]);
    exits(&run, 0);
    let kinds: Vec<serde_json::Value> = out(&run)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].clone())
        .collect();
    assert!(kinds.ends_with(&["measured".into(), "alerted".into()]), "{kinds:?}");
    let summary = baton(&["run", &path, "--summary"]);
    let figures: Vec<String> =
        out(&summary).lines().skip_while(|line| !line.starts_with("measure ")).map(str::to_owned).collect();
    let words: Vec<Vec<&str>> = figures.iter().map(|line| line.split_whitespace().collect()).collect();
    let expected = [
        vec!["measure", "alerts", "of", "part", "share", "unit", "from", "by"],
        vec!["staying", "1", "2", "1", "50.00%", "2026-03-02T00:00Z"],
        vec!["1", "0", "0.00%", "2026-03-04T00:00Z", "so", "far"],
    ];
    assert_eq!(words, expected, "{figures:?}");
    let json = baton(&["run", &path, "--summary", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    let staying = &json["measures"][0];
    assert_eq!((&staying["name"], &staying["alerts"]), (&"staying".into(), &1.into()));
    assert_eq!(staying["last"]["figures"], serde_json::json!([{ "of": 2, "part": 1, "share": 0.5 }]));
    assert_eq!(staying["open"][0]["from"], "2026-03-04T00:00:00.000Z");
}

#[test]
fn invariants_are_listed_as_not_decided_and_refuse_nothing() {
    let (_folder, path) = measured();
    let check = baton(&["check", &path]);
    exits(&check, 0);
    assert!(out(&check).contains("2 invariants not decided: `calm`, `few`\n"), "{}", out(&check));
    let json = baton(&["check", &path, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out(&json)).unwrap();
    assert_eq!(json["invariants"][1]["name"], "few");
    assert_eq!(json["invariants"][1]["verdict"], "not decided");
    assert_eq!(
        (&json["invariants"][1]["file"], &json["invariants"][1]["line"]),
        (&"figures.journey".into(), &5.into())
    );
    for format in ["sarif", "github"] {
        assert!(!out(&baton(&["check", &path, "--format", format])).contains("calm"));
    }
}
