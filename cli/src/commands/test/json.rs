//! What the tests came to, for programs.

use baton_engine::Waiting;
use baton_host::story::{Failure, Verdict};
use baton_program::{Place, Program, Story, wire};
use serde_json::{Value, json};

/// All tests in the order in which they were told; `failure` is null where a test passed.
pub(super) fn text(program: &Program, told: &[(&Story, Verdict)]) -> String {
    let failed = told.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_))).count();
    let tests: Value = told.iter().map(|(story, verdict)| test(program, story, verdict)).collect();
    format!("{:#}\n", json!({ "tests": tests, "passed": told.len() - failed, "failed": failed }))
}

fn test(program: &Program, story: &Story, verdict: &Verdict) -> Value {
    json!({
        "package": story.package,
        "title": story.title,
        "place": place(program, story.place),
        "passed": matches!(verdict, Verdict::Passed),
        "failure": match verdict {
            Verdict::Passed => Value::Null,
            Verdict::Failed(failure) => failed(program, failure),
        },
    })
}

fn failed(program: &Program, failure: &Failure) -> Value {
    let signals =
        failure.signals.iter().map(|(at, signal)| json!({ "at": wire::iso(*at).to_string(), "signal": signal }));
    json!({
        "place": place(program, failure.place),
        "expected": failure.expected,
        "customer": failure.customer,
        "at": wire::iso(failure.at).to_string(),
        "happened": failure.happened,
        "signals": signals.collect::<Vec<_>>(),
        "waiting": failure.docket.iter().map(|waiting| on_the_docket(program, waiting)).collect::<Vec<_>>(),
    })
}

fn on_the_docket(program: &Program, waiting: &Waiting) -> Value {
    let message = program.messages.get(waiting.message.index()).map(|message| &message.name);
    json!({ "message": message, "send": waiting.send, "because": waiting.because })
}

/// As records have it: `care/support.journey:12:3`.
fn place(program: &Program, place: Place) -> String {
    let file = program.files.get(place.file as usize).map_or("", |file| file);
    format!("{file}:{}:{}", place.line, place.column)
}
