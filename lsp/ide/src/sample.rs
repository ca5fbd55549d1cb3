//! Values to begin with, where one of a type is needed and nobody has said which.

use baton_compiler::{
    hir::{FullName, Type},
    lookup::{Lookup, Space},
};

/// A value of a type, as it is written where such a value is expected; none where nothing can stand for it.
pub(crate) fn sample(ty: &Type, names: &dyn Lookup) -> Option<String> {
    Some(match ty {
        Type::Bool => "true".into(),
        Type::Int => "1".into(),
        Type::Number => "1.0".into(),
        Type::Text(_) => "\"text\"".into(),
        Type::Id => "\"1\"".into(),
        Type::Amount(currency) => format!("10 {}", currency.code()),
        Type::Duration => "1d".into(),
        Type::Instant => "2026-03-10T10:00:00Z".into(),
        Type::Date => "2026-03-10".into(),
        Type::Time => "10:00".into(),
        Type::Timezone => "\"Europe/London\"".into(),
        Type::Channel => names.names(Space::Channel).into_iter().next()?.to_string(),
        Type::Enumeration(values) => values.first()?.to_string(),
        Type::List(element) => format!("[{}]", sample(element, names)?),
        Type::Optional(inner) => sample(inner, names)?,
        Type::Event(_) | Type::Any => return None,
    })
}

/// A full name as it can be written in a file: its own word where that means it.
pub(crate) fn written(names: &dyn Lookup, space: Space, name: &FullName) -> String {
    let (_, own) = crate::symbol::package_and_own(name);
    let found = names.find(space, &crate::context::path(&[own]));
    if found.is_some_and(|found| found.name == *name) { own.into() } else { name.to_string() }
}
