//! Whether a name is free where a symbol gets its own.

use baton_compiler::{
    Workspace,
    lookup::{Lookup as _, Space},
};
use baton_program::BuiltIn;

use crate::{
    Symbol, occurrences_of,
    symbol::{full_name, package_and_own},
};

/// Nothing of its kind has the name where the symbol gets its own.
pub(super) fn is_free(workspace: &Workspace, symbol: &Symbol, to: &str) -> Result<(), String> {
    let taken = |other: Symbol| !occurrences_of(workspace, &other).is_empty();
    let clash = |is_taken: bool, what: String| if is_taken { Err(format!("{what} `{to}` already")) } else { Ok(()) };
    match symbol {
        Symbol::Declaration(Space::Purpose, _) => {
            let names = workspace.paths().next().and_then(|path| workspace.lookup(path));
            let is_taken = names.is_some_and(|names| names.names(Space::Purpose).iter().any(|purpose| purpose == to));
            clash(is_taken, "there is a purpose".into())
        }
        Symbol::Declaration(space, name) => {
            if *space == Space::Happening && BuiltIn::named(to).is_some() {
                return Err(format!("`{to}` is a built-in event"));
            }
            match workspace.declared(*space, &full_name(package_and_own(name).0, to)) {
                Some(other) => clash(true, format!("{} declares", other.path)),
                None => Ok(()),
            }
        }
        Symbol::Attribute(_) => clash(taken(Symbol::Attribute(to.into())), "the customer has an attribute".into()),
        Symbol::Member(owner, _) => {
            let whose = format!("`{}` has", owner.name());
            clash(taken(Symbol::Member(owner.clone(), to.into())), whose)
        }
        Symbol::Step(journey, _) => {
            clash(taken(Symbol::Step(journey.clone(), to.into())), format!("`{journey}` has a step"))
        }
        Symbol::Arm(journey, step, _) => {
            clash(taken(Symbol::Arm(journey.clone(), step.clone(), to.into())), format!("`{step}` has an arm"))
        }
        Symbol::Rule(policy, _) => {
            clash(taken(Symbol::Rule(policy.clone(), to.into())), format!("`{policy}` has a rule"))
        }
        Symbol::Local(path, start, _) => {
            let is_taken = taken(Symbol::Local(path.clone(), *start, to.into()));
            clash(is_taken, "this declaration has a name".into())
        }
        Symbol::Value(values, _) => clash(values.iter().any(|value| value == to), "the type has a value".into()),
        Symbol::Key(..) | Symbol::BuiltIn(_) | Symbol::Package(_) => Ok(()),
    }
}
