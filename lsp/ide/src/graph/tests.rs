//! Graphs of small workspaces.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use super::*;
use crate::testing::{EXAMPLE, fixture};

/// The nodes with their lines, and the edges.
fn shown(graph: &Graph) -> String {
    let mut out = format!("{} {}\n{}\n", graph.kind.word(), graph.name, graph.about);
    for node in &graph.nodes {
        let group = node.group.map(|group| format!(" [{}]", graph.groups[group].name)).unwrap_or_default();
        let place = node.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        out.push_str(&format!("\n{} {}{group}{place}", node.kind.word(), node.name));
        for line in &node.lines {
            out.push_str(&format!("\n    {}{}", "  ".repeat(usize::from(line.depth)), line.spoken()));
        }
    }
    out.push('\n');
    for edge in &graph.edges {
        let id = |at: usize| &graph.nodes[at].id;
        out.push_str(&format!("\n{} {} {}: {}", id(edge.from), edge.kind.word(), id(edge.to), edge.label));
    }
    out
}

#[test]
fn the_ways_through_a_journey() {
    let workspace = fixture(EXAMPLE).workspace;
    let both: Vec<String> =
        ["care.support", "sales.sell"].iter().map(|name| shown(&journey(&workspace, name).unwrap())).collect();
    insta::assert_snapshot!(both.join("\n\n────\n\n"));
}

#[test]
fn every_kind_of_way() {
    let fixture = fixture(
        r#"
event a { n: int }
event b {}
message m { purpose p  channels mail  hold 1h  content "m" }
message n { purpose p  channels mail  hold 1h  content "n" }
action act() to "desk" answers { fine: bool }
channel mail {}
priorities p
placement banner via web shows 1
channel web { inbound }
journey j {
  stage use
  owner "Mia"
  enter on a as x
  enter when seen(b, 1d)
  again never
  goal when seen(b, 2d) within 3d -> last
  exit on (b or a)
  limit 9d
  paused while seen(b, 1h)
  on a where n > 3 -> last
  on b { do act() }
  /// It begins here.
  step first {
    if x.n > 1 { send m  wait 1h } else if x.n < 0 { leave "odd" } else { do act() }
    send best of m, n via mail { on b -> last  after 1h { emit b {} }  else { done } }
    split { 10% few -> last  20% some { wait 2h  leave "some" }  many {} }
    do act() as answer within 1d else -> last
    wait until 09:00 on monday or friday
    wait { when seen(a, 1h) {}  until 2026-01-01 {}  after 2d -> first }
    stay
  }
  step last { wait 1d }
}
"#,
    );
    insta::assert_snapshot!(shown(&journey(&fixture.workspace, "j").unwrap()));
}

#[test]
fn texts_for_other_tools() {
    let workspace = fixture(EXAMPLE).workspace;
    let graph = journey(&workspace, "sales.sell").unwrap();
    for (name, form) in [("mermaid", Form::Mermaid), ("dot", Form::Dot), ("json", Form::Json)] {
        insta::assert_snapshot!(name, drawn(&graph, form));
    }
}

#[test]
fn the_atlas_of_a_workspace() {
    insta::assert_snapshot!(shown(&atlas(&fixture(EXAMPLE).workspace)));
}

#[test]
fn what_is_half_written_is_drawn_as_far_as_it_goes() {
    let workspace =
        fixture("event a {}\njourney j {\n  enter on a\n  step one { send nothing  -> two }\n  step two { wait { on")
            .workspace;
    let graph = journey(&workspace, "j").unwrap();
    insta::assert_snapshot!(shown(&graph));
    for form in [Form::Svg, Form::Mermaid, Form::Dot, Form::Json] {
        assert!(drawn(&graph, form).ends_with('\n'));
        assert!(drawn(&atlas(&workspace), form).ends_with('\n'));
    }
}

#[test]
fn a_journey_is_meant_by_its_own_name_where_no_other_has_it() {
    let workspace = fixture(
        "//- a/x.journey\njourney one { limit 1d }\njourney two { limit 1d }\n//- b/x.journey\njourney one { limit 1d }",
    )
    .workspace;
    assert_eq!(named(&workspace, "", "b.one").as_deref(), Some("b.one"));
    assert_eq!(named(&workspace, "b", "one").as_deref(), Some("b.one"));
    assert_eq!(named(&workspace, "", "two").as_deref(), Some("a.two"));
    assert_eq!(named(&workspace, "", "one"), None);
    assert_eq!(named(&workspace, "", "three"), None);
}
