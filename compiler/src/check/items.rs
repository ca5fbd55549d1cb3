//! Items of a declaration: those that stand once, and those that must be there.

use baton_grammar::tree::{Capacity, Name, Span, Unit};

use crate::{
    diagnostic::{Finding, Mend, Safety, Site, codes::bodies as codes},
    infer::Infer,
};

/// A single item: it is kept the first time, and refused from then on.
pub(super) struct Once<T> {
    what: &'static str,
    first: Option<(Span, T)>,
}

impl<T: PartialEq> Once<T> {
    /// Not there yet.
    pub fn new(what: &'static str) -> Self {
        Self { what, first: None }
    }

    /// It stands here.
    pub fn put(&mut self, infer: &mut Infer, span: Span, value: T) {
        match &self.first {
            None => self.first = Some((span, value)),
            Some((first, before)) => {
                let finding = Finding::new(codes::ITEM_TWICE, span, format!("`{}` stands twice", self.what));
                let safety = if *before == value { Safety::Safe } else { Safety::Shown };
                let fix = Mend::remove(safety, span, "leave this one out");
                infer.report(finding.other(Site::Here(*first), "the first one").fix(fix));
            }
        }
    }

    /// What was there.
    pub fn get(self) -> Option<T> {
        self.first.map(|(_, value)| value)
    }

    /// What was there, to look at.
    pub fn first(&self) -> Option<&T> {
        self.first.as_ref().map(|(_, value)| value)
    }

    /// Whether it was there.
    pub fn is_there(&self) -> bool {
        self.first.is_some()
    }
}

/// Says that an item must be there.
pub(super) fn missing(infer: &mut Infer, span: Span, message: String, help: &str) {
    infer.report(lacking(span, message, help));
}

/// That an item must be there.
pub(super) fn lacking(span: Span, message: String, help: &str) -> Finding {
    Finding::new(codes::MISSING_ITEM, span, message).help(help)
}

/// A fix that puts an item before another one: its value has to be thought about.
pub(super) fn put_before(other: Span, item: &str) -> Mend {
    let title = format!("write `{item}`, or another value");
    Mend::insert(Safety::Shown, other.start, format!("{item}\n  "), title)
}

/// Says which names stand twice.
pub(super) fn twice<'n>(infer: &mut Infer, names: impl IntoIterator<Item = &'n Name>, what: &str) {
    let mut seen: Vec<&Name> = Vec::new();
    for name in names {
        match seen.iter().find(|first| first.text == name.text) {
            None => seen.push(name),
            Some(first) => {
                let finding =
                    Finding::new(codes::NAME_TWICE, name.span, format!("the {what} `{}` stands twice", name.text));
                infer.report(finding.other(Site::Here(first.span), "the first one"));
            }
        }
    }
}

/// `capacity N per unit`.
pub(super) fn capacity(infer: &mut Infer, capacity: &Capacity) -> Option<baton_program::Capacity> {
    const HOUR: i64 = 3_600_000;
    let count = infer.count(&capacity.count, 1, u32::MAX)?;
    let per = match capacity.unit {
        Unit::Hour => HOUR,
        Unit::Day => 24 * HOUR,
        Unit::Week => 7 * 24 * HOUR,
        Unit::Month => 30 * 24 * HOUR,
    };
    Some(baton_program::Capacity { count, per })
}
