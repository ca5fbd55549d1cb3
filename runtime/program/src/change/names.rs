//! What a version calls its things, in the words of the new one.

use std::{collections::BTreeMap, sync::Arc};

use crate::{JourneyId, Origin, Program, Renamed, StepId};

/// The names of a version's things, each as the new version calls it; in the order of ids.
#[derive(Default)]
pub(super) struct Names {
    pub(super) events: Vec<Arc<str>>,
    pub(super) signals: Vec<Arc<str>>,
    pub(super) channels: Vec<Arc<str>>,
    pub(super) messages: Vec<Arc<str>>,
    pub(super) actions: Vec<Arc<str>>,
    pub(super) rules: Vec<Arc<str>>,
    pub(super) journeys: Vec<Arc<str>>,
    pub(super) audiences: Vec<Arc<str>>,
    pub(super) measures: Vec<Arc<str>>,
    pub(super) switches: Vec<Arc<str>>,
    pub(super) steps: Vec<Vec<Arc<str>>>,
    /// New names of what occurrences name in parentheses.
    subjects: BTreeMap<Arc<str>, Arc<str>>,
}

impl Names {
    /// Of the new version itself.
    pub(super) fn own(program: &Program) -> Self {
        Self {
            events: program.events.iter().map(|event| event.name.clone()).collect(),
            signals: program.signals.iter().map(|signal| signal.name.clone()).collect(),
            channels: program.channels.iter().map(|channel| channel.name.clone()).collect(),
            messages: program.messages.iter().map(|message| message.name.clone()).collect(),
            actions: program.actions.iter().map(|action| action.name.clone()).collect(),
            rules: program.rules.iter().map(|rule| rule.name.clone()).collect(),
            journeys: program.journeys.iter().map(|journey| journey.name.clone()).collect(),
            audiences: program.audiences.iter().map(|audience| audience.name.clone()).collect(),
            switches: program.switches.iter().map(|switch| switch.name.clone()).collect(),
            measures: program.measures.iter().map(|measure| measure.name.clone()).collect(),
            steps: program.journeys.iter().map(steps).collect(),
            subjects: BTreeMap::new(),
        }
    }

    /// Of the version before.
    pub(super) fn before(old: &Program, new: &Program) -> Self {
        let mut names = Self::own(old);
        for (event, name) in old.events.iter().zip(&mut names.events) {
            let what = if matches!(event.origin, Origin::Signal(_)) { Renamed::Signal } else { Renamed::Event };
            rename(new, what, std::slice::from_mut(name));
        }
        rename(new, Renamed::Signal, &mut names.signals);
        rename(new, Renamed::Channel, &mut names.channels);
        rename(new, Renamed::Switch, &mut names.switches);
        rename(new, Renamed::Measure, &mut names.measures);
        for (what, table) in [
            (Renamed::Message, &mut names.messages),
            (Renamed::Action, &mut names.actions),
            (Renamed::Journey, &mut names.journeys),
            (Renamed::Audience, &mut names.audiences),
        ] {
            let before = table.clone();
            rename(new, what, table);
            names.subjects.extend(before.into_iter().zip(table.iter().cloned()).filter(|(was, is)| was != is));
        }
        for name in &mut names.rules {
            *name = rule(new, name);
        }
        for (journey, steps) in names.journeys.iter().zip(&mut names.steps) {
            if let Some(at) = new.journeys.iter().position(|one| one.name == *journey) {
                let kept =
                    |name: &str| new.journeys.get(at).is_some_and(|one| one.steps.iter().any(|s| &*s.name == name));
                let what = Renamed::Step(JourneyId(u16::try_from(at).unwrap_or(u16::MAX)));
                for name in steps.iter_mut().filter(|name| !kept(name)) {
                    let is = new.versions.renames.iter().find(|rename| rename.what == what && rename.was == *name);
                    *name = is.map_or_else(|| name.clone(), |rename| rename.is.clone());
                }
            }
        }
        names
    }

    pub(super) fn journey(&self, id: JourneyId) -> Arc<str> {
        self.journeys.get(id.index()).cloned().unwrap_or_default()
    }

    pub(super) fn step(&self, journey: JourneyId, step: StepId) -> Arc<str> {
        self.steps.get(journey.index()).and_then(|steps| steps.get(step.index())).cloned().unwrap_or_default()
    }

    /// What a name in parentheses is called now.
    pub(super) fn subject<'n>(&'n self, name: &'n str) -> &'n str {
        self.subjects.get(name).map_or(name, |name| name)
    }
}

fn steps(journey: &crate::Journey) -> Vec<Arc<str>> {
    journey.steps.iter().map(|step| step.name.clone()).collect()
}

/// Gives things of the version before the names that they have now. One whose new name stood in the version before too
/// was not renamed since.
fn rename(new: &Program, what: Renamed, names: &mut [Arc<str>]) {
    for name in names {
        *name = renamed(new, what, name).unwrap_or_else(|| name.clone());
    }
}

/// The new name of a thing of the version before, where it was renamed: what is still there was not.
fn renamed(new: &Program, what: Renamed, name: &str) -> Option<Arc<str>> {
    if is_there(new, what, name) {
        return None;
    }
    let renames = || new.versions.renames.iter().filter(|rename| rename.what == what);
    let exactly = renames().find(|rename| *rename.was == *name);
    // What has moved from the root package was written without a package.
    let from_root = || renames().find(|rename| !name.contains('.') && rename.was.rsplit('.').next() == Some(name));
    exactly.or_else(from_root).map(|rename| rename.is.clone())
}

fn is_there(program: &Program, what: Renamed, name: &str) -> bool {
    match what {
        Renamed::Event | Renamed::Signal => program.events.iter().any(|event| *event.name == *name),
        Renamed::Channel => program.channels.iter().any(|channel| *channel.name == *name),
        Renamed::Message => program.messages.iter().any(|message| *message.name == *name),
        Renamed::Action => program.actions.iter().any(|action| *action.name == *name),
        Renamed::Journey => program.journeys.iter().any(|journey| *journey.name == *name),
        Renamed::Rule => program.rules.iter().any(|rule| *rule.name == *name),
        Renamed::Decision => program.decisions.iter().any(|one| *one.name == *name),
        Renamed::Placement => program.placements.iter().any(|one| *one.name == *name),
        Renamed::Audience => program.audiences.iter().any(|one| *one.name == *name),
        Renamed::Switch => program.switches.iter().any(|one| *one.name == *name),
        Renamed::Measure => program.measures.iter().any(|one| *one.name == *name),
        Renamed::Policy | Renamed::Step(_) | Renamed::Type | Renamed::Trait | Renamed::Source => false,
    }
}

/// The new name of a rule: that of its policy, and its own.
fn rule(new: &Program, name: &str) -> Arc<str> {
    if is_there(new, Renamed::Rule, name) {
        return name.into();
    }
    let (policy, own) = name.rsplit_once('.').unwrap_or(("", name));
    let policy = renamed(new, Renamed::Policy, policy).unwrap_or_else(|| policy.into());
    let here: Arc<str> = format!("{policy}.{own}").into();
    let is = renamed(new, Renamed::Rule, name).or_else(|| renamed(new, Renamed::Rule, &here));
    is.unwrap_or(here)
}
