//! Events that are waited for, and the name under which the one that comes is kept (§9, §10).

use baton_grammar::tree::{Name, Occurrence};
use smol_str::SmolStr;

use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Bound, Type},
    infer::{Facts, Infer, Local, Role, Selected, alternatives},
};

/// What is waited for, and what is known once it has come.
pub(super) struct Awaited {
    /// The events.
    pub bound: Bound,
    /// The name and what has it.
    pub local: Option<(SmolStr, Local)>,
    /// What is known of the fields of what has the name.
    pub facts: Facts,
    /// What was found of each alternative.
    pub selected: Vec<Selected>,
}

/// What an occurrence waits for. A name can be given to one event, not to one of several.
pub(super) fn awaited(infer: &mut Infer, occurrence: &Occurrence, role: Role) -> Awaited {
    let (bind, span) = match occurrence {
        Occurrence::One(one) => (one.bind.as_ref(), one.span),
        Occurrence::Either(_, span) => (None, *span),
    };
    let selected: Vec<Selected> =
        alternatives(occurrence).into_iter().filter_map(|one| infer.whole(one, role)).collect();
    if let Some(bind) = bind {
        refuse_key(infer, bind);
    }
    let local = bind.map(|bind| {
        let event = selected.first().map(|one| one.selector.event.clone());
        let ty = event.map_or(Type::Any, Type::Event);
        (bind.text.clone(), Local::event(ty))
    });
    let facts = match (bind, selected.as_slice()) {
        (Some(bind), [one]) => one.facts.of_bound(&bind.text),
        _ => Facts::default(),
    };
    let alternatives = selected.iter().map(|one| one.selector.clone()).collect();
    let bound = Bound { alternatives, bind: bind.map(|bind| bind.text.clone()), span };
    Awaited { bound, local, facts, selected }
}

/// The key's name is taken.
pub(super) fn refuse_key(infer: &mut Infer, bind: &Name) {
    if infer.scope.key.as_ref().is_some_and(|key| key.name == bind.text) {
        let finding = Finding::new(codes::NAME_IN_USE, bind.span, format!("`{}` is the key's name", bind.text));
        infer.report(finding.help("give the event another name"));
    }
}
