//! Names: of events, messages, journeys and everything else that is declared.

use baton_compiler::{
    hir::{Field, Type},
    lookup::{Space, What},
};
use baton_program::{BuiltIn, Family};
use smol_str::SmolStr;

use super::{Offer, rank};
use crate::{
    Kind,
    completion::{
        CompletionKind, docs,
        snippets::escaped,
        wanted::{Use, Written},
    },
    sample,
    symbol::package_and_own,
};

impl Offer<'_, '_> {
    pub(super) fn events(&mut self, use_of: Use, front: &[&str]) {
        self.each(Space::Happening, front, &mut |offer, label, name, what, rank| {
            let fits = match (what, use_of) {
                (What::Message, _) => false,
                (What::BuiltIn(event), Use::Told) => matches!(event.family(), Family::Customer | Family::Delivery),
                (What::BuiltIn(event), Use::Made) => {
                    event == BuiltIn::CustomerChanged && offer.scope.context.keyword == "source"
                }
                (What::Signal, Use::Told | Use::Made) => false,
                _ => true,
            };
            if !fits {
                return;
            }
            let rank = match what {
                // Stories change the customer, and measures are mostly of journeys.
                What::BuiltIn(event) if event.family() == Family::Customer && use_of == Use::Told => rank,
                What::BuiltIn(event)
                    if event.family() == Family::Journey && offer.scope.context.keyword == "measure" =>
                {
                    rank
                }
                What::BuiltIn(_) => rank.max(rank::USED),
                _ => rank,
            };
            offer.name(Space::Happening, label, name, what, rank);
            if let What::BuiltIn(event) = what
                && !offer.called
            {
                offer.written(
                    label,
                    match event.family() {
                        Family::Customer => "",
                        Family::Message | Family::Delivery => "(${1:message})",
                        Family::Journey => "(${1:journey})",
                        Family::Audience => "(${1:audience})",
                    },
                );
            }
            if use_of != Use::Any && !offer.called {
                let fields = offer.scope.names.event(name).map(|event| event.fields.clone()).unwrap_or_default();
                let fields = if what == What::Event { fields } else { Vec::new() };
                let record = offer.record(&fields);
                offer.written(label, &format!(" {record}"));
            }
        });
    }

    /// A record of all fields that must be given, as a snippet.
    pub(super) fn record(&self, fields: &[Field]) -> String {
        let given = fields.iter().filter(|field| !matches!(field.ty, Type::Optional(_)));
        let entries = given.enumerate().map(|(at, field)| {
            let sample = sample::sample(&field.ty, self.scope.names).unwrap_or_else(|| field.name.to_string());
            format!("{}: ${{{}:{}}}", field.name, at + 1, escaped(&sample))
        });
        let entries: Vec<String> = entries.collect();
        if entries.is_empty() { "{}".into() } else { format!("{{ {} }}", entries.join("  ")) }
    }

    /// All arguments, as a snippet.
    pub(super) fn arguments(&self, params: &[Field]) -> String {
        if params.is_empty() || self.called {
            return String::new();
        }
        let args = params.iter().enumerate().map(|(at, param)| format!("{0}: ${{{1}:{0}}}", param.name, at + 1));
        format!("({})", args.collect::<Vec<_>>().join(", "))
    }

    pub(super) fn messages(&mut self, written: Written, front: &[&str]) {
        self.each(Space::Happening, front, &mut |offer, label, name, what, rank| {
            if what == What::Message {
                offer.name(Space::Happening, label, name, what, rank);
                let params = offer.scope.names.message(name).map(|one| one.params.clone()).unwrap_or_default();
                offer.call(label, written, &params);
            }
        });
    }

    pub(super) fn actions(&mut self, written: Written, front: &[&str]) {
        self.each(Space::Action, front, &mut |offer, label, name, what, rank| {
            offer.name(Space::Action, label, name, what, rank);
            let params = offer.scope.names.action(name).map(|one| one.params.clone()).unwrap_or_default();
            offer.call(label, written, &params);
        });
    }

    pub(super) fn call(&mut self, label: &str, written: Written, params: &[Field]) {
        if written == Written::Called {
            let arguments = self.arguments(params);
            self.written(label, &arguments);
        }
    }

    pub(super) fn questions(&mut self, front: &[&str]) {
        if front.is_empty() {
            self.word("at_a_glance", rank::NEAR);
        }
        self.each(Space::Decision, front, &mut |offer, label, name, what, rank| {
            offer.name(Space::Decision, label, name, what, rank);
            let params = offer.scope.names.decision(name).map(|one| one.params.clone()).unwrap_or_default();
            offer.call(label, Written::Called, &params);
        });
        self.declared(Space::Placement, front, |_, _| true);
    }

    pub(super) fn selectable(&mut self, front: &[&str]) {
        if front.is_empty() {
            self.declared(Space::Purpose, &[], |_, _| true);
        }
        self.messages(Written::Named, front);
    }

    /// Rules, named with their policies.
    pub(super) fn rules(&mut self, front: &[&str]) {
        if let Some((policy, _, used)) = self.scope.find(Space::Policy, front)
            && used == front.len()
        {
            let rules = self.scope.names.policy(&policy).map(|one| one.rules.clone()).unwrap_or_default();
            let from = self.len();
            for (rule, _) in rules {
                self.push(&rule, CompletionKind::Declared(Kind::Rule), rank::EXACT);
            }
            self.document(from, &docs::rules(self.workspace, &policy));
            return;
        }
        let names = self.scope.names.names(Space::Policy);
        let front = if front.is_empty() { String::new() } else { format!("{}.", front.join(".")) };
        for name in names.iter().filter_map(|name| name.strip_prefix(front.as_str()).map(|label| (name, label))) {
            let words: Vec<&str> = name.0.split('.').collect();
            let Some((policy, _, _)) = self.scope.find(Space::Policy, &words) else { continue };
            let rules = self.scope.names.policy(&policy).map(|one| one.rules.clone()).unwrap_or_default();
            let from = self.len();
            for (rule, _) in rules {
                self.push(&format!("{}.{rule}", name.1), CompletionKind::Declared(Kind::Rule), rank::NEAR);
            }
            self.document(from, &docs::rules(self.workspace, &policy));
        }
    }

    pub(super) fn steps(&mut self, end: Option<usize>) {
        let context = self.scope.context;
        match end {
            None => {
                let mut steps: Vec<SmolStr> = context
                    .all
                    .windows(2)
                    .filter_map(|pair| match pair {
                        [step, name] if step.text == "step" && context.keyword == "journey" => Some(name.text.into()),
                        _ => None,
                    })
                    .filter(|name: &SmolStr| !matches!(name.as_str(), "of" | "{"))
                    .collect();
                steps.dedup();
                let from = self.len();
                for step in steps {
                    self.push(&step, CompletionKind::Declared(Kind::Step), rank::EXACT);
                }
                self.document(from, &docs::steps(self.workspace, &self.scope.own()));
            }
            Some(end) => {
                let last = end.saturating_sub(1);
                let words = context.words(context.path_start(last), end);
                self.steps_of(&words);
            }
        }
    }

    pub(super) fn steps_of(&mut self, journey: &[&str]) {
        let Some((journey, _, _)) = self.scope.find(Space::Journey, journey) else { return };
        let steps = self.scope.names.journey(&journey).map(|one| one.steps.clone()).unwrap_or_default();
        let from = self.len();
        for (step, _) in steps {
            self.push(&step, CompletionKind::Declared(Kind::Step), rank::EXACT);
        }
        self.document(from, &docs::steps(self.workspace, &journey));
    }

    /// The stages, with the journeys of each.
    pub(super) fn stages(&mut self) {
        for stage in self.scope.names.stages() {
            let journeys = self.scope.names.of_stage(&stage).join(", ");
            if let Some(item) = self.push(&stage, CompletionKind::Word, rank::EXACT) {
                item.detail = journeys;
            }
        }
    }

    /// What can stand in the parentheses of an event.
    pub(super) fn of(&mut self, open: usize) {
        self.of_in(open, &[]);
    }

    pub(super) fn of_in(&mut self, open: usize, front: &[&str]) {
        let context = self.scope.context;
        let Some(end) = open.checked_sub(1) else { return };
        let event = context.words(context.path_start(end), open);
        match event.as_slice() {
            ["answered"] => return self.actions(Written::Named, front),
            ["failed"] => {
                self.actions(Written::Named, front);
                return self.messages(Written::Named, front);
            }
            _ => {}
        }
        let Some((_, What::BuiltIn(event), _)) = self.scope.find(Space::Happening, &event) else { return };
        match event.family() {
            Family::Customer => {}
            Family::Message | Family::Delivery => self.messages(Written::Named, front),
            Family::Journey => self.declared(Space::Journey, front, |_, _| true),
            Family::Audience => self.declared(Space::Audience, front, |_, _| true),
        }
    }

    /// Packages, and what they declare.
    pub(super) fn packages(&mut self, front: &[&str]) {
        let front = if front.is_empty() { String::new() } else { format!("{}.", front.join(".")) };
        let packages: Vec<SmolStr> = self.workspace.packages().map(|(name, _)| name.clone()).collect();
        for package in packages.iter().filter_map(|package| package.strip_prefix(front.as_str())) {
            if !package.is_empty() {
                self.push(package, CompletionKind::Package, rank::EXACT);
            }
        }
        if front.is_empty() {
            return;
        }
        for path in crate::uses::files(self.workspace, front.trim_end_matches('.')) {
            for one in self.workspace.declarations(&path) {
                if let (Some((space, what)), None) = (one.what, one.decl.private) {
                    self.name(space, package_and_own(&one.name).1, &one.name, what, rank::NEAR);
                }
            }
        }
    }
}
