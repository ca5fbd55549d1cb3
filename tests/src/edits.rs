//! A company's workspace, and the edits that people make in it: for what is said of an editor's speed, and for tests that
//! an edited workspace tells what a fresh one does.

use std::{fmt::Write as _, time::Duration};

/// How many files a team has.
const FILES: usize = 3;
/// How many parts a file has, of so many lines.
const PARTS: usize = 3;

const COMPANY: &str = "\
// What all teams share.

customer {
  name: text?
  email: text?
  email_consent: bool = false
  sms_consent: bool = false
  plan: basic | plus = basic
  value: GBP?
  score: int?
  vip: bool = false
}

channel email { requires customer.email_consent }
channel sms { requires customer.sms_consent }
priorities safety > service > upsell

event complained { about: text?  severity: low | high }

trait unhappy = seen(complained where severity == high, 14d)

policy contact {
  two_a_day: cap all to 2 per day except safety
  nights: quiet 21:00..08:00 for all via sms except safety
  cool_down: suppress upsell for 7d after complained where severity == high
  gentle: cap upsell to 3 per 7d
}
";

/// A kind of edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A literal in the body of a journey.
    Literal,
    /// A comment above everything.
    Comment,
    /// A step and what leads to it, renamed.
    Step,
    /// A word half written, and mended with the next edit of this kind.
    HalfWritten,
    /// A name that isn't declared, and mended with the next edit of this kind.
    Misspelt,
    /// One more field of an event of a team.
    Field,
    /// One more field of the event that everything uses.
    SharedField,
    /// One more value of a field by which everything asks for that event: all who ask are checked again.
    SharedType,
    /// A number in the root's policy.
    Policy,
    /// Quiet hours in the root's policy, which concern every message.
    Quiet,
    /// One more attribute of the customer.
    Attribute,
    /// A further event.
    Declaration,
}

impl Edit {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Literal,
        Self::Comment,
        Self::Step,
        Self::HalfWritten,
        Self::Misspelt,
        Self::Field,
        Self::Declaration,
        Self::SharedField,
        Self::SharedType,
        Self::Policy,
        Self::Quiet,
        Self::Attribute,
    ];

    /// What it changes, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Literal => "a literal in a journey",
            Self::Comment => "a comment above everything",
            Self::Step => "a step, renamed",
            Self::HalfWritten => "a word half written, and mended",
            Self::Misspelt => "a name misspelt, and mended",
            Self::Field => "a field of a team's event",
            Self::SharedField => "a field of the event that everything uses",
            Self::SharedType => "a value of a field that everything asks for",
            Self::Quiet => "quiet hours in the root's policy",
            Self::Policy => "a number in the root's policy",
            Self::Attribute => "an attribute of the customer",
            Self::Declaration => "a further declaration",
        }
    }

    /// Whether it is made in the company's file, which the others build on.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::SharedField | Self::SharedType | Self::Policy | Self::Quiet | Self::Attribute)
    }

    /// The text of a file after the edit; `number` makes each edit another one.
    pub fn apply(self, text: &str, number: usize) -> String {
        match self {
            Self::Literal => after(text, "wait ", "d", &format!("{}", 3 + number % 17)),
            Self::Comment => format!("// {number}\n{text}"),
            Self::Step => match between(text, "step second", " {") {
                Some(old) => text.replace(&format!("second{old} "), &format!("second{number} ")),
                None => text.to_owned(),
            },
            Self::HalfWritten => toggle(text, "  limit 30d\n", "  limi\n"),
            Self::Misspelt => toggle(text, "    send note_", "    send nope_"),
            Self::Field => text.replacen("  account: id\n", &format!("  account: id\n  field{number}: text?\n"), 1),
            Self::SharedField => text.replacen("about: text?", &format!("about: text?  field{number}: int?"), 1),
            Self::SharedType => toggle(text, "low | high }", "low | high | higher }"),
            Self::Quiet => toggle(text, "quiet 21:00..", "quiet 20:00.."),
            Self::Policy => after(text, "cap all to ", " per", &format!("{}", 3 + number % 7)),
            Self::Attribute => text.replacen("  score: int?\n", &format!("  score: int?\n  score{number}: int?\n"), 1),
            Self::Declaration => format!("{text}\nevent further{number} {{}}\n"),
        }
    }
}

/// The text with what stands between two others, the first time, replaced.
fn after(text: &str, before: &str, behind: &str, new: &str) -> String {
    match between(text, before, behind) {
        Some(old) => text.replacen(&format!("{before}{old}{behind}"), &format!("{before}{new}{behind}"), 1),
        None => text.to_owned(),
    }
}

/// What stands between two texts, the last `before` that comes before the first `behind`.
fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let tries = text.match_indices(before).filter_map(|(at, _)| text.get(at + before.len()..));
    tries.filter_map(|rest| rest.split_once(behind)).map(|(found, _)| found).find(|found| !found.contains([' ', '\n']))
}

/// The text with what is wrong in it mended, or with something wrong.
fn toggle(text: &str, right: &str, wrong: &str) -> String {
    if text.contains(wrong) { text.replacen(wrong, right, 1) } else { text.replacen(right, wrong, 1) }
}

/// A workspace of so many files beside the company's: of teams that have three files each, and use what others declare.
pub fn workspace(files: usize) -> Vec<(String, String)> {
    let teams = files.div_ceil(FILES);
    let mut all = vec![("company.journey".to_owned(), COMPANY.to_owned())];
    for number in 0..files {
        let (team, file) = (number / FILES, number % FILES);
        let path = format!("team{team}/journeys{file}.journey");
        all.push((path, text(team, file, (team + 1) % teams)));
    }
    all
}

fn text(team: usize, file: usize, other: usize) -> String {
    let mut text = format!("// The journeys of team {team}, as far as they are in file {file}.\n\n");
    let parts = file * PARTS..(file + 1) * PARTS;
    if other != team {
        let _ = write!(text, "use team{other}.opened_{other}_{}\n\n", parts.start);
    }
    if file == 0 {
        let _ = write!(
            text,
            "policy manners_{team} {{\n  office: quiet 18:00..09:00 for all via email\n  few: cap service to 1 per day\n}}\n\n"
        );
    }
    for part in parts {
        let opened = if part % PARTS == 0 { format!("opened_{other}_{part}") } else { format!("opened_{team}_{part}") };
        self::part(&mut text, &format!("{team}_{part}"), &opened);
    }
    text
}

fn part(text: &mut String, name: &str, opened: &str) {
    let _ = write!(
        text,
        r#"/// Something that happened in part {name}.
event opened_{name} {{
  account: id
  kind:    text
  amount:  GBP?
}}

/// And when it was over.
event closed_{name} {{
  account:   id
  satisfied: bool?
}}

trait busy_{name} = count({opened}, 14d) >= 3 and not seen(closed_{name}, 1d)
trait spent_{name} = sum({opened}.amount where amount is known, 30d) > 100.50 GBP

signal stuck_{name} for each account =
  opened_{name} as it then no closed_{name} within 7d

message note_{name}(kind: text) {{
  purpose  service
  channels email, sms by if customer.vip then 1.0 else share(opened(note_{name}), sent(note_{name}), 90d) ?? 0.0
  hold     2d
  content  "notes/{name}" {{ name: customer.name ?? "there"  kind: kind }}
}}

/// Those who opened it are helped until it is closed.
journey follow_{name} for each account {{
  stage support
  enter on opened_{name} as it
  goal  closed_{name} within 3d
  exit  on complained where severity == high because "unhappy"
  exit  when customer.vip and busy_{name} because "busy"
  limit 30d

  step first {{
    send note_{name}(kind: it.kind)
    if (it.amount ?? 0 GBP) > 200 GBP or spent_{name} {{ -> second_{name} }}
    wait {{
      on stuck_{name} -> second_{name} // as it seems
      after 24h -> second_{name} // at last
    }}
  }}

  step second_{name} {{
    wait 5d
    if unhappy {{ leave "unhappy" }}
    send note_{name}(kind: "again, {{it.kind}}") via sms
    leave "no answer"
  }}
}}

test "part {name}" {{
  customer {{ name: "Ann"  email: "a@example.com"  email_consent: true }}
  at 2026-03-02 10:00  opened_{name} {{ account: "a"  kind: "new"  amount: 5 GBP }}
  expect sent note_{name}
}}

"#
    );
}

/// Numbers that look random: the same seed gives the same ones.
#[derive(Clone, Copy, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number, below this one.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// So many hundredths of the times took at most this, in milliseconds.
pub fn percentile(times: &[Duration], at: usize) -> String {
    let mut times = times.to_vec();
    times.sort();
    let time = times.get((times.len() * at / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}
