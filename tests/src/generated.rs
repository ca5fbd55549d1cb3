//! A large workspace, generated: for benchmarks of the compiler and for bounds on its time.

use std::fmt::Write as _;

const COMPANY: &str = "\
customer { name: text?  email: text?  plan: basic | plus = basic  value: GBP?  score: int?  visits: int = 0  ends: date?  vip: bool = false }
channel email { requires customer.email is known }
channel sms {}
priorities safety > service > upsell
policy contact { two: cap all to 2 per day except safety  nights: quiet 21:00..08:00 for all via sms }
";

/// A workspace of about so many lines: files of one package each, with events, traits, signals, messages and journeys.
pub fn workspace(lines: usize) -> Vec<(String, String)> {
    let mut files = vec![("company.journey".to_owned(), COMPANY.to_owned())];
    let mut written = 0;
    for number in 0.. {
        let text = package(number);
        written += text.lines().count();
        files.push((format!("team{number}/journeys.journey"), text));
        if written >= lines {
            break;
        }
    }
    files
}

fn package(number: usize) -> String {
    let mut text = String::new();
    for part in 0..6 {
        let _ = write!(
            text,
            r#"/// Something that happened in part {part} of team {number}.
event opened_{part} {{
  account: id
  kind:    text
  amount:  GBP?
}}
event closed_{part} {{ account: id  satisfied: bool? }}

trait busy_{part} = count(opened_{part}, 14d) >= 3 and not seen(closed_{part}, 1d)
trait spent_{part} = sum(opened_{part}.amount where amount is known, 30d) > 100.50 GBP

signal stuck_{part} for each account = opened_{part} as it then no closed_{part} within 7d

message note_{part}(kind: text) {{
  purpose  service
  channels email, sms by if customer.vip then 1.0 else share(opened(note_{part}), sent(note_{part}), 90d) ?? 0.0
  hold     12h
  content  "team{number}/note" {{ name: customer.name ?? "there"  kind: kind }}
}}

journey follow_{part} for each account {{
  stage support
  enter on opened_{part} as it
  goal  closed_{part} within 3d
  exit  when customer.vip and busy_{part} because "busy"
  limit 30d

  step first {{
    send note_{part}(kind: it.kind)
    if (it.amount ?? 0 GBP) > 200 GBP or spent_{part} {{ -> second }}
    wait {{
      on closed_{part} where satisfied is known and satisfied -> second
      after 24h -> second
    }}
  }}

  step second {{
    wait 5d
    send note_{part}(kind: "again, {{it.kind}}") via sms
    leave "no answer"
  }}
}}

"#
        );
    }
    text
}
