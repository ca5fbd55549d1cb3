//! Operators' commands (§13) as CloudEvents: `baton:turn`, `baton:pause` and the like, with who and why.

use std::sync::Arc;

use serde_json::value::RawValue;

use super::{
    Mismatch, Rejection, Taken, Whom, cloud_event::Envelope, mismatch::excerpt, read_json::string, read_text::bounded,
};
use crate::{
    Among, AudienceId, Carried, Command, InputKind, JourneyId, Order, Program, SwitchId, SwitchState, TEXT_BYTES,
    TraitId,
};

/// What stands before the word of a command in the type of its CloudEvent.
pub(super) const PREFIX: &str = "baton:";

/// Whom a command can be for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Everybody,
    OneCustomer,
    Either,
}

impl Envelope<'_> {
    /// The command of that word; none where no command is called so.
    pub(super) fn command(self, program: &Program, word: &str) -> Option<Result<Taken, Rejection>> {
        let whom = match word {
            "turn" => For::Everybody,
            "forget" => For::OneCustomer,
            "pause" | "resume" | "advance" | "remove" | "refresh" => For::Either,
            _ => return None,
        };
        Some(self.ordered(program, word, whom))
    }

    fn ordered(self, program: &Program, word: &str, whom: For) -> Result<Taken, Rejection> {
        match (whom, &self.customer) {
            (For::Everybody, Some(_)) => return Err(Rejection::ForEverybody(word.into())),
            (For::OneCustomer, None) => return Err(Rejection::MissingAttribute("subject")),
            _ => {}
        }
        let (order, own) = self.order(program, word)?;
        let among = match self.text("among")? {
            Some(_) if whom != For::Either => return Err(Rejection::NotAmong(word.into())),
            Some(name) => self.among(program, &name)?,
            None => Among::All,
        };
        let extent = match self.data.get("preview").map_err(Rejection::Data)?.map(RawValue::get) {
            None | Some("null" | "false") => Carried::Out,
            Some("true") => Carried::Preview,
            Some(raw) => return Err(Rejection::field("preview", Mismatch::not(raw, "`true` or `false`"))),
        };
        let (who, why) = (self.said("who")?, self.said("why")?);
        let given = ["among", "preview"].into_iter().filter(|name| matches!(self.data.get(name), Ok(Some(_)))).count();
        let command = Command { id: self.id.clone(), order, among, extent, who, why };
        let whom = self.customer.clone().map_or(Whom::Everybody, Whom::Customer);
        Ok(self.taken_by(whom, InputKind::Command(Arc::new(command)), own + given + 2))
    }

    /// What is ordered, and how many fields say it.
    fn order(&self, program: &Program, word: &str) -> Result<(Order, usize), Rejection> {
        let journey = || self.journey(program);
        Ok(match word {
            "turn" => (Order::Turn(self.switch(program)?, self.to()?), 2),
            "pause" => (Order::Pause(journey()?), 1),
            "resume" => (Order::Resume(journey()?), 1),
            "advance" => (Order::Advance(journey()?), 1),
            "remove" => (Order::Remove(journey()?), 1),
            "refresh" => (Order::Refresh(self.audience(program)?), 1),
            _ => (Order::Forget, 0),
        })
    }

    fn to(&self) -> Result<SwitchState, Rejection> {
        match &*self.said("to")? {
            "on" => Ok(SwitchState::On),
            "off" => Ok(SwitchState::Off),
            other => Err(Rejection::field("to", Mismatch::not(other, "`on` or `off`"))),
        }
    }

    fn switch(&self, program: &Program) -> Result<SwitchId, Rejection> {
        let name = self.said("switch")?;
        let names = program.switches.iter().map(|switch| &*switch.name);
        named("switch", &name, names).map(SwitchId)
    }

    fn journey(&self, program: &Program) -> Result<JourneyId, Rejection> {
        let name = self.said("journey")?;
        let names = program.journeys.iter().map(|journey| &*journey.name);
        named("journey", &name, names).map(JourneyId)
    }

    fn audience(&self, program: &Program) -> Result<AudienceId, Rejection> {
        let name = self.said("audience")?;
        let Some(at) = place(&name, program.audiences.iter().map(|one| &*one.name)) else {
            let refreshed = program.audiences.iter().filter(|one| one.refreshed.is_some());
            return Err(unknown("audience", &name, refreshed.map(|one| &*one.name)));
        };
        match program.audiences.get(usize::from(at)) {
            Some(audience) if audience.refreshed.is_none() => Err(Rejection::Watched(name.as_ref().into())),
            _ => Ok(AudienceId(at)),
        }
    }

    fn among(&self, program: &Program, name: &str) -> Result<Among, Rejection> {
        if let Some(at) = place(name, program.audiences.iter().map(|one| &*one.name)) {
            return Ok(Among::Audience(AudienceId(at)));
        }
        let conditions = program.traits.iter().filter(|one| program.is_condition(one.value)).map(|one| &*one.name);
        let Some(at) = program.traits.iter().position(|one| *one.name == *name) else {
            let audiences = program.audiences.iter().map(|one| &*one.name);
            return Err(unknown("audience or condition", name, audiences.chain(conditions)));
        };
        let is_condition = program.traits.get(at).is_some_and(|one| program.is_condition(one.value));
        match u16::try_from(at) {
            Ok(at) if is_condition => Ok(Among::Trait(TraitId(at))),
            _ => Err(Rejection::NoCondition(excerpt(name))),
        }
    }

    /// A text that must be there and say something.
    fn said(&self, field: &'static str) -> Result<Arc<str>, Rejection> {
        match self.text(field)? {
            None => Err(Rejection::MissingField(field.into())),
            Some(text) if text.trim().is_empty() => Err(Rejection::Empty(field)),
            Some(text) => Ok(text),
        }
    }

    fn text(&self, field: &'static str) -> Result<Option<Arc<str>>, Rejection> {
        match self.data.get(field).map_err(Rejection::Data)?.map(RawValue::get) {
            None | Some("null") => Ok(None),
            Some(raw) => {
                let text = string(raw).ok_or_else(|| Rejection::field(field, Mismatch::not(raw, "text")))?;
                bounded(&text, TEXT_BYTES).map(Some).map_err(|cause| Rejection::field(field, cause))
            }
        }
    }
}

/// The place of a full name among those of a kind.
pub(super) fn named<'p>(
    kind: &'static str,
    name: &str,
    names: impl Iterator<Item = &'p str> + Clone,
) -> Result<u16, Rejection> {
    place(name, names.clone()).ok_or_else(|| unknown(kind, name, names))
}

fn place<'p>(name: &str, mut names: impl Iterator<Item = &'p str>) -> Option<u16> {
    names.position(|one| one == name).and_then(|at| u16::try_from(at).ok())
}

/// That nothing of a kind has that name: it says which names there are, those that end alike first.
fn unknown<'p>(kind: &'static str, name: &str, names: impl Iterator<Item = &'p str>) -> Rejection {
    const SHOWN: usize = 5;
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let mut names: Vec<&str> = names.collect();
    names.sort_by_key(|one| last(one) != last(name));
    let more = names.len().saturating_sub(SHOWN);
    let shown: Vec<_> = names.iter().take(SHOWN).map(|one| format!("`{one}`")).collect();
    let there_are = match (shown.is_empty(), more) {
        (true, _) => format!("the program has no {kind}"),
        (false, 0) => format!("full names are {}", shown.join(", ")),
        (false, more) => format!("full names are {} and {more} more", shown.join(", ")),
    };
    Rejection::Unnamed { kind, name: excerpt(name), there_are: there_are.into() }
}
