//! Telling: records become moments, and each record a fact in words.

use baton_program::{Because, Kind, Record, wire::duration_text};

use super::{
    About, Fact, Lines, Moment, Objected, Outcome, Tale, answers,
    cause::{cause, happened, instance, quoted, with},
    objection::{objected, objections, place, unreachable},
    offers,
    sends::{Asked, Sends},
    time::{local, zone},
    ways::ways,
};

/// The story of the customer whose records these are; none where there are no records.
pub fn of_customer(records: &[Record], lines: &Lines<'_>) -> Option<Tale> {
    let teller = Teller { sends: Sends::of(records), about: None, lines };
    let customer = records.first()?.customer.clone();
    Some(Tale { customer, about: None, moments: teller.moments(records), outcome: None })
}

/// The story of one message out of its customer's records; none where they don't tell of it.
pub fn of_send(records: &[Record], send: &str, lines: &Lines<'_>) -> Option<Tale> {
    let teller = Teller { sends: Sends::of(records), about: Some(send), lines };
    let own: Vec<_> = records.iter().enumerate().filter(|(_, record)| tells_of(record, send)).collect();
    let ((_, first), (_, last)) = (own.first()?, own.last()?);
    let step = first.step.as_deref().unwrap_or("unknown");
    let asked_for = || format!("{}, asked for by {} at step `{step}`", quoted(last.message.as_ref()), instance(first));
    let words = offers::offered_by(first, send).unwrap_or_else(asked_for);
    let belongs = |(index, record): &(usize, &Record)| {
        own.iter().any(|(at, own)| index == at || (index < at && may_have_led_to(record, own)))
    };
    let told = records.iter().enumerate().filter(belongs).map(|(_, record)| record);
    Some(Tale {
        customer: first.customer.clone(),
        about: Some(About { send: send.into(), words }),
        moments: teller.moments(told),
        outcome: Some(teller.outcome(last)),
    })
}

/// Whether a record is one of a send, or says why an offer was not shown.
fn tells_of(record: &Record, send: &str) -> bool {
    record.send.as_deref() == Some(send) || record.because.iter().any(|because| offers::is_about(because, send))
}

/// Whether an earlier record may be what let a message be asked for, or let it through: it tells of a customer's
/// journeys in the same moment.
fn may_have_led_to(earlier: &Record, own: &Record) -> bool {
    !answers::is_answer(earlier) && earlier.moment == own.moment && earlier.send.is_none() && earlier.command.is_none()
}

struct Teller<'a> {
    sends: Sends<'a>,
    /// The send that the story is about, if it is about one.
    about: Option<&'a str>,
    lines: &'a Lines<'a>,
}

impl Teller<'_> {
    fn moments<'r>(&self, records: impl IntoIterator<Item = &'r Record>) -> Vec<Moment> {
        let mut moments: Vec<Moment> = Vec::new();
        for record in records {
            let fact = self.fact(record);
            let number = if answers::is_answer(record) { 0 } else { record.moment };
            let own_time = || zone(record).and_then(|zone| local(record.at, zone));
            match moments.last_mut().filter(|moment| moment.moment == number && moment.at == record.at) {
                Some(moment) => {
                    moment.local = moment.local.take().or_else(own_time);
                    moment.facts.push(fact);
                }
                None => {
                    moments.push(Moment { at: record.at, local: own_time(), moment: number, facts: vec![fact] });
                }
            }
        }
        moments
    }

    fn fact(&self, record: &Record) -> Fact {
        let (words, because) = match (offers::told(record), fate(record)) {
            _ if answers::is_answer(record) => (answers::told(record), record.because.last()),
            (Some(words), _) => (words, None),
            (None, Some(fate)) => (self.asked(record, &fate), because_of_fate(record)),
            (None, None) => (happened(record), record.because.first()),
        };
        Fact {
            kind: record.kind,
            words,
            place: because.and_then(|because| place(because, self.lines)),
            send: record.send.clone(),
            objections: self.objections(record),
        }
    }

    /// A message's fate, with when it was asked for.
    fn asked(&self, record: &Record, fate: &str) -> String {
        let (message, why) = (quoted(record.message.as_ref()), why(record));
        match self.sends.asked(record) {
            Asked::Now => format!("asked to send {message}; {fate}{why}"),
            Asked::Ago(0) => format!("{message} {fate}{why}"),
            Asked::Ago(time) => format!("{message} {fate} {} after it was asked for{why}", duration_text(time)),
            Asked::Before => format!("{message} {fate}{why}; it was asked for before these records begin"),
        }
    }

    fn objections(&self, record: &Record) -> Vec<Objected> {
        match record.kind {
            Kind::Held | Kind::Dropped | Kind::Withheld => {
                objections(record).map(|because| objected(record, because, self.lines)).collect()
            }
            Kind::Answered => record.because.iter().filter_map(|because| self.not_shown(record, because)).collect(),
            _ => vec![],
        }
    }

    /// What kept an offer from being shown; the story of one offer leaves out the others.
    fn not_shown(&self, record: &Record, because: &Because) -> Option<Objected> {
        let (send, message) = (because.send.as_deref()?, because.message.as_ref());
        let objected = objected(record, because, self.lines);
        match self.about {
            None => Some(Objected { words: format!("not {}: {}", quoted(message), objected.words), ..objected }),
            Some(about) => (about == send).then_some(objected),
        }
    }

    fn outcome(&self, last: &Record) -> Outcome {
        if let Some(words) = offers::outcome(last) {
            return Outcome { words: format!("{words}{}", content(last)), ways: ways(&self.objections(last)) };
        }
        let (fate, asked, why) = (fate(last).unwrap_or_default(), self.sends.asked(last), why(last));
        let words = match (last.kind, asked) {
            (Kind::Held, _) => "still held when these records end".into(),
            (Kind::Queued, _) => format!("still in line for {} when these records end", quoted(last.channel.as_ref())),
            (_, Asked::Now | Asked::Ago(0)) => format!("{fate} at once{why}"),
            (Kind::Dropped, Asked::Ago(time)) if why.is_empty() => {
                format!("{fate} {} after it was asked for: its `hold` was over", duration_text(time))
            }
            (_, Asked::Ago(time)) => format!("{fate} {} after it was asked for{why}", duration_text(time)),
            (_, Asked::Before) => format!("{fate}{why}; it was asked for before these records begin"),
        };
        Outcome { words: format!("{words}{}", content(last)), ways: ways(&self.objections(last)) }
    }
}

/// What became of a message, in words.
fn fate(record: &Record) -> Option<String> {
    let channel = quoted(record.channel.as_ref());
    Some(match record.kind {
        Kind::Sent => format!("sent via {channel}"),
        Kind::Shown => format!("shown via {channel}"),
        Kind::Queued => format!("queued for {channel}"),
        Kind::Held => "held".into(),
        Kind::Withheld => format!("withheld where it would have gone out via {channel}"),
        Kind::Dropped => "dropped".into(),
        Kind::Withdrawn => "withdrawn".into(),
        _ => return None,
    })
}

/// What brought a fate about beside objections.
fn because_of_fate(record: &Record) -> Option<&Because> {
    match record.kind {
        Kind::Dropped => unreachable(record),
        Kind::Withdrawn => record.because.first(),
        _ => None,
    }
}

/// The same in words that go on from the fate.
fn why(record: &Record) -> String {
    match record.kind {
        Kind::Queued => ": it takes only so much at once".into(),
        Kind::Dropped if unreachable(record).is_some() => ": no channel can reach the customer".into(),
        Kind::Withdrawn => cause(record).map_or_else(String::new, |cause| format!(", because {cause}")),
        _ => String::new(),
    }
}

/// What was sent: `, as "sales/renewal" with ends = 2026-04-05`.
fn content(record: &Record) -> String {
    record.content.as_ref().map_or_else(String::new, |content| format!(", as \"{content}\"{}", with(record)))
}
