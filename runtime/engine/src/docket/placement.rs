//! What a placement shows (§12): the offers that stand for it are put in the order of the docket, asked the docket's
//! questions for its channel, and the best of them are shown.

use std::sync::Arc;

use baton_program::{Because, BuiltIn, Kind, Objection, Offer, Op, Pc, Placement, PlacementId, Record};
use serde_json::{Map, Value as Json};

use super::Proposal;
use super::order::by_asking;
use crate::moment::{Acted, Moment};
use crate::state::{Instance, Offered};
use crate::view::View;
use crate::{Customer, Engine, Output};

/// What a record says of an offer for which there is no room.
const SHOWS: &str = "shows";

/// The question that a moment answers when its docket has come to rest.
#[derive(Debug)]
pub(crate) struct Showing {
    /// The placement that asks.
    pub(crate) placement: PlacementId,
    /// The question's id.
    pub(crate) request: Option<Arc<str>>,
}

impl Engine {
    /// The answer about a customer of whom nothing is known: nobody offers him anything, and he stays unknown.
    pub(crate) fn show_nothing(&self, customer: &Customer, output: &mut Output, at: i64, showing: Showing) {
        let placement = self.program().placements.get(showing.placement.index());
        output.records.push(Record {
            at,
            customer: customer.id.clone(),
            kind: Kind::Answered,
            placement: placement.map(|placement| placement.name.clone()),
            request: showing.request,
            with: vec![("messages".into(), Json::Array(Vec::new()))],
            ..Record::default()
        });
    }
}

impl Moment<'_> {
    /// Answers the question of the moment, once.
    pub(crate) fn answer_placement(&mut self) -> Acted {
        let Some(showing) = self.showing.take() else { return Acted::No };
        let Some(placement) = self.program.placements.get(showing.placement.index()) else { return Acted::No };
        let now = self.now;
        for instance in &mut self.state.instances {
            instance.offers.retain(|offer| offer.stands(now));
        }
        let (mut shown, mut because) = (Vec::new(), Vec::new());
        let mut room = placement.shows;
        for (who, pc) in self.view().offers_in_order(showing.placement) {
            let objections = self.view().objections_to_offer(who, pc, placement);
            if !objections.is_empty() {
                because.extend(objections);
            } else if room == 0 {
                because.extend(self.view().no_room(who, pc, placement));
            } else {
                room -= 1;
                shown.extend(self.show(who, pc, placement, &showing));
            }
        }
        self.output.records.push(Record {
            placement: Some(placement.name.clone()),
            request: showing.request,
            with: vec![("messages".into(), shown.into())],
            because,
            ..self.record(Kind::Answered)
        });
        if self.queue.is_empty() { Acted::No } else { Acted::Yes }
    }

    /// Shows an offer, and gives it as the answer has it. One that is withheld takes its room, and nobody sees it.
    fn show(&mut self, who: u64, pc: Pc, at: &Placement, showing: &Showing) -> Option<Json> {
        let view = self.view();
        let (_, proposal) = view.offered(who, pc)?;
        let here = |record| Record { placement: Some(at.name.clone()), request: showing.request.clone(), ..record };
        if let Some(because) = view.withholding(self.customer, &proposal) {
            let record = here(self.record_about(&proposal, Kind::Withheld));
            let channel = self.channel_name(at.channel);
            self.output.records.push(Record { channel, because: vec![because], ..record });
            return None;
        }
        let (message, caps) = (proposal.id, view.caps(&proposal, at.channel));
        let record = here(self.delivered(&proposal, at.channel, Kind::Shown));
        let shown = shown(&record);
        self.count_in(&caps);
        self.deliver(message, at.channel, BuiltIn::Shown, record);
        Some(shown)
    }
}

/// A message of the answer: what a touchpoint needs to show it, and to report what came of it.
fn shown(record: &Record) -> Json {
    let text = |text: &Option<Arc<str>>| text.as_deref().map(Json::from);
    let with: Map<String, Json> = record.with.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
    let with = (!with.is_empty()).then_some(Json::Object(with));
    let parts = [
        ("message", text(&record.message)),
        ("send", text(&record.send)),
        ("content", text(&record.content)),
        ("with", with),
    ];
    Json::Object(parts.into_iter().filter_map(|(name, part)| Some((name.to_owned(), part?))).collect())
}

impl<'a> View<'a> {
    /// The offers that stand for a placement, in the order of the docket: the instances, and their statements.
    fn offers_in_order(self, placement: PlacementId) -> Vec<(u64, Pc)> {
        let all = self.state.instances.iter().flat_map(|instance| instance.offers.iter().map(move |it| (instance, it)));
        let mut offers: Vec<_> = all
            .filter_map(|(instance, offer)| {
                let (statement, proposal) = self.proposal(instance, offer)?;
                let stands = statement.placement == placement;
                stands.then(|| (self.standing(&proposal), offer, instance))
            })
            .collect();
        offers.sort_by(|(a, offer_a, of_a), (b, offer_b, of_b)| {
            // Of one instance and one time the first written comes first: the sort is stable.
            a.compare(b).then_with(|| by_asking((offer_a.asked, of_a), (offer_b.asked, of_b)))
        });
        offers.into_iter().map(|(_, offer, instance)| (instance.id, offer.pc)).collect()
    }

    /// An offer of an instance, with its statement.
    fn offered(self, who: u64, pc: Pc) -> Option<(&'a Offer, Proposal<'a>)> {
        let instance = self.state.instance(who)?;
        self.proposal(instance, instance.offers.iter().find(|offer| offer.pc == pc)?)
    }

    fn proposal(self, instance: &'a Instance, offer: &'a Offered) -> Option<(&'a Offer, Proposal<'a>)> {
        let journey = self.program().journeys.get(instance.journey.index())?;
        let Some(Op::Offer(statement)) = journey.code.get(offer.pc.index()) else {
            return None;
        };
        let (id, send, asked) = (statement.message, &offer.id, offer.asked);
        let message = self.program().messages.get(id.index())?;
        let proposal = Proposal { instance, journey, id, message, args: &offer.args, send, asked, counted: None };
        Some((statement, proposal))
    }

    /// What objects to an offer, as records show it.
    fn objections_to_offer(self, who: u64, pc: Pc, at: &Placement) -> Vec<Because> {
        let Some((_, proposal)) = self.offered(who, pc) else { return Vec::new() };
        let objections = self.because_of(&proposal, &self.ask_on(&proposal, at.channel));
        objections.into_iter().map(|because| about(&proposal, because)).collect()
    }

    /// That better offers have taken the placement's room.
    fn no_room(self, who: u64, pc: Pc, at: &Placement) -> Option<Because> {
        let (_, proposal) = self.offered(who, pc)?;
        let because = Because {
            kind: Some(Objection::Shows),
            values: vec![("shows".into(), at.shows.into())],
            ..self.because(&SHOWS.into(), at.place)
        };
        Some(about(&proposal, because))
    }
}

/// What decided about one of several messages.
fn about(proposal: &Proposal<'_>, because: Because) -> Because {
    let (message, send) = (Some(proposal.message.name.clone()), Some(proposal.send.clone()));
    Because { message, send, ..because }
}
