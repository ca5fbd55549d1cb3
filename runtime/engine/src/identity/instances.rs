//! Instances: of two with one journey and key the customer's own stays.

use std::sync::Arc;

use baton_program::Program;

use crate::state::Instance;

/// The instances that come over: numbered behind the customer's own, and with the id under which they entered.
pub(super) fn arrivals(mut instances: Vec<Instance>, entries: u64, was: &Arc<str>) -> Vec<Instance> {
    for instance in &mut instances {
        instance.id = instance.id.saturating_add(entries);
        instance.origin.get_or_insert_with(|| was.clone());
    }
    instances
}

/// The instances of both, and those for which there is no place: beside one of the same key, or beyond as many as the
/// journey has at a time. Whoever entered first has the place.
pub(super) fn together(
    program: &Program,
    mut own: Vec<Instance>,
    came: Vec<Instance>,
    id: &Arc<str>,
) -> (Vec<Instance>, Vec<Instance>) {
    for instance in &mut own {
        // From now on sends of another id with the same numbers can be reported.
        instance.origin.get_or_insert_with(|| id.clone());
    }
    let mut losers = Vec::new();
    for instance in came {
        let journey = program.journeys.get(instance.journey.index());
        let most = journey.and_then(|journey| journey.key.as_ref()).map_or(1, |key| usize::from(key.instances));
        let mut others = own.iter().filter(|other| other.journey == instance.journey);
        let has_place = others.clone().count() < most && others.all(|other| other.key != instance.key);
        if has_place {
            own.push(instance);
        } else {
            losers.push(instance);
        }
    }
    // The order of entry; the sort is stable, so that each keeps its own, and of one instant the customer's come first.
    own.sort_by_key(|instance| (instance.journey, instance.start));
    own.shrink_to_fit();
    (own, losers)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use baton_program::{Again, Journey, JourneyId, Key, Place, StepId, Value};

    use super::*;
    use crate::state::{Goal, Rest};

    fn journey(instances: Option<u16>) -> Journey {
        Journey {
            name: "j".into(),
            place: Place::default(),
            stage: None,
            key: instances.map(|instances| Key { name: "k".into(), instances }),
            slots: 0,
            entries: vec![],
            again: Again::Always,
            goal: None,
            exits: vec![],
            limit: 0,
            paused: None,
            handlers: vec![],
            steps: vec![],
            code: vec![],
        }
    }

    fn instance(id: u64, key: i64, start: i64) -> Instance {
        Instance {
            id,
            journey: JourneyId(0),
            key: Value::Int(key),
            start,
            moment: 1,
            origin: None,
            step: StepId(0),
            frame: Box::default(),
            goal: Goal::Open,
            rest: Rest::Nowhere,
            remembered: None,
            offers: Vec::new(),
        }
    }

    fn shown(instances: &[Instance]) -> Vec<(u64, Option<&str>)> {
        instances.iter().map(|instance| (instance.id, instance.origin.as_deref())).collect()
    }

    #[test]
    fn the_named_ones_stay_and_the_first_others_fill_up() {
        let program = Program { journeys: vec![journey(Some(3))], ..Program::default() };
        let own = vec![instance(1, 10, 50), instance(2, 20, 60)];
        let came = vec![instance(1, 20, 10), instance(2, 30, 55), instance(3, 40, 56)];
        let came = arrivals(came, 2, &"v".into());
        let (kept, losers) = together(&program, own, came, &"ann".into());
        assert_eq!(shown(&kept), [(1, Some("ann")), (4, Some("v")), (2, Some("ann"))]);
        assert_eq!(shown(&losers), [(3, Some("v")), (5, Some("v"))]);
    }

    #[test]
    fn without_a_key_there_is_one() {
        let program = Program { journeys: vec![journey(None)], ..Program::default() };
        let one = |id| Instance { key: Value::Unknown, ..instance(id, 0, 0) };
        let (kept, losers) = together(&program, vec![one(1)], arrivals(vec![one(1)], 1, &"v".into()), &"ann".into());
        assert_eq!((shown(&kept), shown(&losers)), (vec![(1, Some("ann"))], vec![(2, Some("v"))]));
    }

    #[test]
    fn whoever_came_before_keeps_the_id_of_its_entry() {
        let came = vec![Instance { origin: Some("first".into()), ..instance(1, 0, 0) }];
        assert_eq!(shown(&arrivals(came, 0, &"second".into())), [(1, Some("first"))]);
    }
}
