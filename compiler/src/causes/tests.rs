//! Workspaces that can go round, and such that can not.

use crate::testing::told_of;

/// What every workspace of these tests has.
const COMPANY: &str = "
    customer { vip: bool = false }
    channel email {}
    priorities service
    event from_outside {}
    event told {}
    event told_again {}
    message note { purpose service  channels email  hold 1d }
";

fn rounds(text: &str) -> Vec<String> {
    let all = told_of(&format!("{COMPANY}{text}"));
    all.into_iter().filter(|one| one.starts_with('E')).collect()
}

#[track_caller]
fn ends(text: &str) {
    assert_eq!(rounds(text), Vec::<String>::new());
}

#[test]
fn steps_that_only_go_on_to_each_other() {
    insta::assert_debug_snapshot!(rounds(
        "journey j { enter on from_outside  limit 1d  step a { -> b }  step b { -> a } }"
    ));
}

#[test]
fn a_step_that_goes_on_to_itself() {
    insta::assert_debug_snapshot!(rounds("journey j { enter on from_outside  limit 1d  step a { -> a } }"));
}

#[test]
fn a_condition_that_may_hold_already() {
    insta::assert_debug_snapshot!(rounds(
        "journey j { enter on from_outside  limit 1d  step a { wait { when customer.vip -> a } } }"
    ));
}

#[test]
fn a_send_takes_no_time() {
    insta::assert_debug_snapshot!(rounds("journey j { enter on from_outside  limit 1d  step a { send note  -> a } }"));
}

#[test]
fn an_event_that_the_step_itself_emits() {
    insta::assert_debug_snapshot!(rounds(
        "journey j { enter on from_outside  limit 1d  step a { emit told {}  wait { on told -> a } } }"
    ));
}

#[test]
fn two_journeys_that_emit_for_each_other() {
    insta::assert_debug_snapshot!(rounds(
        "journey j { enter on told  limit 1d  step a { emit told_again {} } }
         journey k { enter on told_again  limit 1d  step a { emit told {} } }"
    ));
}

#[test]
fn a_signal_of_what_it_causes() {
    insta::assert_debug_snapshot!(rounds(
        "signal twice = from_outside then told
         journey j { enter on from_outside  limit 1d  on twice { emit told {} }  step a { stay } }"
    ));
}

#[test]
fn what_takes_time_ends() {
    ends("journey j { enter on from_outside  limit 1d  step a { wait 1h  -> a } }");
    ends(
        "journey j { enter on from_outside  limit 1d  step a { send note  wait { on from_outside -> a  after 1h -> a } } }",
    );
    ends("journey j { enter on from_outside  limit 1d  step a { wait until 09:00  -> a } }");
    ends("journey j { enter on from_outside  limit 1d  step a { emit told {}  wait { on opened(note) -> a } } }");
}

#[test]
fn a_round_through_an_entry_without_emit_ends() {
    ends(
        "journey j { enter on left(k)  limit 1d  step a { leave \"on\" } }
         journey k { enter on left(j)  limit 1d  step a { leave \"on\" } }",
    );
    ends(
        "journey j { enter when not in k  limit 1d  step a { done } }
         journey k { enter when not in j  limit 1d  step a { done } }",
    );
}

#[test]
fn audiences_that_read_each_other() {
    insta::assert_debug_snapshot!(rounds(
        "audience a = not b_is_so
         trait b_is_so = member of b
         audience b = member of a"
    ));
}

#[test]
fn an_audience_of_what_joining_it_causes() {
    insta::assert_debug_snapshot!(rounds(
        "audience a = count(told, 1d) == 0
         journey j { enter on from_outside  limit 1d  on joined(a) { emit told {} }  step s { stay } }"
    ));
}

#[test]
fn an_audience_of_who_is_in_a_journey_that_it_enters_ends() {
    ends(
        "audience a = not in j
         journey j { enter on joined(a)  limit 1d  step s { done } }",
    );
}

#[test]
fn a_refreshed_audience_takes_time() {
    ends("audience a refreshed daily at 06:00 = not member of a");
    ends(
        "audience a refreshed daily at 06:00 = count(told, 1d) == 0
         journey j { enter on from_outside  limit 1d  on joined(a) { emit told {} }  step s { stay } }",
    );
}

#[test]
fn what_is_shown_takes_a_question() {
    ends(
        "channel web { inbound }
         placement banner via web shows 1
         message card { purpose service  channels web }
         journey j {
           enter on from_outside
           limit 1d
           step a { offer card in banner for 1d  wait { on shown(card) -> b } }
           step b { emit told {}  -> a }
         }",
    );
}
