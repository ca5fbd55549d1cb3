//! What messages are worth (§6): one type for all of a purpose, because they are compared with one another.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Finding, Site, codes::bodies as codes},
    hir::{FullName, Message, Type},
    infer::in_words,
    lookup::Space,
};

/// Of each purpose the first message that says its worth, and its type.
#[derive(Default)]
pub(crate) struct Worths(BTreeMap<FullName, (FullName, Type)>);

impl Worths {
    /// What to say of a message, if an earlier one of its purpose has a worth of another type.
    pub fn finding(&mut self, name: &FullName, message: &Message) -> Option<Finding> {
        let worth = message.worth.as_ref().filter(|worth| matches!(worth.ty, Type::Number | Type::Amount(_)))?;
        let first = self.0.entry(message.purpose.clone()).or_insert_with(|| (name.clone(), worth.ty.clone()));
        let (first, ty) = (&first.0, &first.1);
        if *ty == worth.ty {
            return None;
        }
        let (this, other) = (in_words(&worth.ty), in_words(ty));
        let said = format!(
            "the worth of `{name}` is `{this}`, but that of `{first}`, also of `{}`, is `{other}`",
            message.purpose
        );
        let finding = Finding::new(codes::TWO_TYPES, worth.span, said);
        let finding = finding.other(Site::Declaration(Space::Happening, first.clone()), format!("`{other}`"));
        Some(finding.help("messages of one purpose are compared by their worth: it has one type"))
    }
}
