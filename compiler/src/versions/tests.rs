//! What `was` and `from step` may say.
#![allow(clippy::unwrap_used)]

use baton_program::{Gone, Renamed};

use crate::{Files, With, Workspace};

const REST: &str = "channel mail {}\npriorities service\nevent came {}\nevent went {}\n\
                    message hi { purpose service  channels mail  hold 1d }\n";

fn workspace(text: &str) -> Workspace {
    let manifest = "[workspace]\nname = \"case\"\n".to_owned();
    let files = vec![("company.journey".into(), format!("{REST}{text}"))];
    Workspace::new(Files { manifest: Some(manifest), sources: files })
}

/// Codes and messages of the errors.
fn told(text: &str) -> Vec<String> {
    let found = workspace(text).diagnostics();
    let errors = found.iter().filter(|one| one.code.to_string().starts_with('E'));
    errors.map(|one| format!("{} {}", one.code, one.message)).collect()
}

fn journey(items: &str) -> String {
    format!("journey j {{ enter on came  limit 9d  step a {{ send hi  wait 1d  -> b }} step b {{ stay }} {items} }}")
}

#[test]
fn what_is_right_is_in_the_program() {
    let text = format!(
        "{}\nevent paid was payed {{}}\nsignal s was t = came then went within 1d\npolicy p was q {{ one was two: cap all to 1 per day }}",
        journey("from step old -> b  from step older leave \"over\"  step c was d { stay }")
    );
    assert_eq!(told(&text), [""; 0]);
    let program = workspace(&text).program(With::Nothing).unwrap();
    program.verify().unwrap();
    let renames: Vec<_> =
        program.versions.renames.iter().map(|one| format!("{:?} {} {}", one.what, one.is, one.was)).collect();
    assert_eq!(
        renames,
        ["Event paid payed", "Signal s t", "Policy p q", "Rule p.one p.two", "Step(JourneyId(0)) c d",]
    );
    let gone: Vec<_> = program.versions.gone.iter().map(|one| (&*one.step, &one.to)).collect();
    assert!(matches!(gone.as_slice(), [("old", Gone::To(_)), ("older", Gone::Leave(reason))] if &**reason == "over"));
    assert!(program.versions.was(Renamed::Event, "paid").is_some_and(|was| &**was == "payed"));
}

#[test]
fn what_was_renamed_is_not_there_any_more() {
    assert_eq!(told("event gone was went {}"), ["E0552 `went` is still there"]);
    assert_eq!(told("event a was x {}\nevent b was x {}"), ["E0553 two say that they were `x`"]);
    assert_eq!(told("event a was x {}\nsignal b was x = came then went within 1d"), [""; 0]);
    assert_eq!(
        told("policy p { a: cap all to 1 per day  b was a: cap all to 2 per week }"),
        ["E0552 `a` is still there"]
    );
    assert_eq!(told(&journey("step c was b { stay }")), ["E0552 `b` is still there"]);
    assert_eq!(told(&journey("step c was k.x { stay }")), ["E0556 `k.x` is no name of a step"]);
}

#[test]
fn a_step_that_is_gone_is_gone() {
    assert_eq!(told(&journey("from step a -> b")), ["E0554 the step `a` is still there"]);
    assert_eq!(told(&journey("from step x -> c")), ["E0212 there is no step `c`"]);
    assert_eq!(told(&journey("from step x -> b  from step x leave \"y\"")), ["E0555 `from step x` stands twice"]);
    assert_eq!(told(&journey("from step x -> b  step c was x { stay }")), ["E0553 `x` is both renamed and gone"]);
}
