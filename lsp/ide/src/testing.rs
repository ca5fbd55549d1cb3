//! What the tests of this crate share: a workspace from text, with `$0` where the cursor stands.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use baton_compiler::{Files, Workspace};

/// A workspace of two packages, with a bit of everything.
pub(crate) const EXAMPLE: &str = r#"
//- journey.toml
[workspace]
name = "test"
timezone = "Europe/London"
[packages.care]
owner = "Customer Care <care@acme.example>"
//- company.journey
type plan = basic | plus
/// Whom it is all about.
customer {
  /// Where messages go.
  personal email: text?
  plan: plan = basic
  consent: bool = false
}
channel mail { requires customer.email is known and customer.consent }
channel sms { requires customer.consent  capacity 10 per hour }
channel web { inbound }
priorities safety > service > upsell
switch crisis = off
audience reachable = customer.email is known
trait loyal = customer.plan == plus
policy rules {
  /// Nobody who waits for help wants to be sold something.
  calm: suppress upsell while in care.support or crisis
  loud: suppress all via sms while not member of reachable
  cool: suppress upsell for 7d after care.ticket_closed where satisfied ?? true
  daily: cap all via sms or mail to 2 per day except safety
  rolling: cap upsell to 3 per 7d
  nights: quiet 21:00..08:00 on friday or saturday for all via sms except safety, service
  evening: gather upsell until 18:00
  control: holdout 5% of upsell
  weights: weigh upsell by if loyal then 2.0 else 1.0
}
//- care/support.journey
event ticket_opened {
  ticket: id
  /// What it is about.
  topic: text
  severity: low | normal | high
}
event ticket_closed { ticket: id  satisfied: bool? }
event called { minutes: int }
event solved { ticket: id }

/// Somebody who calls again and again.
trait repeat_caller = count(called, 14d) >= 2
signal given_up for each ticket = ticket_opened as first_one then no ticket_closed within 3d

message ticket_received(request: ticket_opened) {
  purpose  service
  channels mail, sms
  hold     12h
  content  "care/received" { topic: request.topic }
}
action call_back(ticket: id, brief: text) to "desk" answers { done_by: text? }

/// From the first word to the last.
journey support for each ticket {
  enter on ticket_opened as request
  goal  ticket_closed within 3d
  limit 30d

  /// Says that we heard.
  step acknowledge {
    send ticket_received(request: request)
    if request.severity == high or repeat_caller { -> escalate }
    wait { on given_up -> escalate  after 24h -> escalate }
  }
  step escalate {
    do call_back(ticket: ticket, brief: "{request.topic}, {count(called, 14d)} calls") as answer within 1d
    emit solved { ticket: ticket }
    done
  }
}
policy own { softly: suppress service while repeat_caller }
test "a ticket is acknowledged" {
  customer { email: "ann@example.com"  consent: true  plan: plus }
  at 2026-03-10 10:00  ticket_opened { ticket: "t1"  topic: "billing"  severity: normal }
  expect sent ticket_received via mail with { topic: "billing" }
  expect in support at acknowledge
}
//- sales/offer.journey
use care.ticket_closed

message offer { purpose upsell  channels mail, web  hold 2d  content "sales/offer" }
placement banner via web shows 1
journey sell {
  enter on ticket_closed where satisfied ?? false
  exit  on left(care.support)
  limit 10d
  step try_it {
    offer offer in banner for 5d
    split { 50% soft { wait 1d } hard -> again_then }
    send offer
  }
  step again_then { wait { on clicked(offer) { done }  after 2d { leave "lost" } } }
}
"#;

/// A workspace and the cursor in it.
pub(crate) struct Fixture {
    pub(crate) workspace: Workspace,
    pub(crate) path: String,
    pub(crate) offset: u32,
}

impl Fixture {
    /// The same, with the cursor behind what stands before the word that is meant.
    pub(crate) fn after(mut self, before: &str) -> Self {
        self.offset += before.len() as u32;
        self
    }
}

/// Reads files parted by `//- path` lines; without one all of it is `company.journey`. `$0` is the cursor.
pub(crate) fn fixture(text: &str) -> Fixture {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ") {
            Some(path) => files.push((path.trim().into(), String::new())),
            None if files.is_empty() && line.trim().is_empty() => {}
            None if files.is_empty() => files.push(("company.journey".into(), line.into())),
            None => files.last_mut().expect("there is one").1.push_str(line),
        }
    }
    let (mut path, mut offset) = (files.last().expect("a file").0.clone(), 0);
    for (name, text) in &mut files {
        if let Some(at) = text.find("$0") {
            (path, offset) = (name.clone(), at as u32);
            text.replace_range(at..at + 2, "");
        }
    }
    let plain = || "[workspace]\nname = \"test\"\ntimezone = \"Europe/London\"\n".to_owned();
    let manifest = files.iter().position(|(name, _)| name == "journey.toml").map(|at| files.remove(at).1);
    let manifest = Some(manifest.unwrap_or_else(plain));
    Fixture { workspace: Workspace::new(Files { manifest, sources: files }), path, offset }
}

/// The line of a file in which a place stands, with the place marked under it.
pub(crate) fn shown(workspace: &Workspace, path: &str, span: baton_grammar::tree::Span) -> String {
    let text = workspace.text(path).expect("the file");
    let (start, end) = (span.start as usize, span.end as usize);
    let begin = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[begin..].lines().next().unwrap_or_default();
    let marks = "^".repeat(end.saturating_sub(start).clamp(1, line.len().max(1)));
    format!("{path}\n  {line}\n  {}{marks}\n", " ".repeat(start - begin))
}

/// [`EXAMPLE`], with the cursor before the `nth` place (from 0) at which `word` stands.
pub(crate) fn example_at(word: &str, nth: usize) -> Fixture {
    let (at, _) = EXAMPLE.match_indices(word).nth(nth).unwrap_or_else(|| panic!("`{word}` stands there"));
    let mut text = EXAMPLE.to_owned();
    text.insert_str(at, "$0");
    fixture(&text)
}

/// What a question answers at words of [`EXAMPLE`]: each word in its line, and the places that are the answer.
pub(crate) fn answers(
    words: &[(&str, usize)],
    question: impl Fn(&Workspace, &str, u32) -> Vec<crate::Place>,
) -> String {
    let answer = |(word, nth): &(&str, usize)| {
        let Fixture { workspace, path, offset } = example_at(word, *nth);
        let length = word.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(word.len()) as u32;
        let asked = shown(&workspace, &path, baton_grammar::tree::Span::new(offset, offset + length));
        let places = question(&workspace, &path, offset);
        let places = places.iter().map(|place| shown(&workspace, &place.path, place.span)).collect::<String>();
        format!("{asked}→ {}\n", if places.is_empty() { "nothing\n" } else { &places })
    };
    words.iter().map(answer).collect()
}
