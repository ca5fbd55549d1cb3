//! Why something that came in is not a value of a type, in the user's words.

use std::sync::Arc;

use crate::{Currency, LIST_ELEMENTS};

/// Why something is not a value of the type that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Nothing where something must be.
    #[error("there is no value")]
    Missing,
    /// Something else.
    #[error("`{text}` is not {wanted}")]
    Not {
        /// What came, cut where it is long.
        text: Box<str>,
        /// What was wanted: `a whole number`.
        wanted: &'static str,
    },
    /// A whole number, an amount and the like that is too large.
    #[error("`{text}` is beyond the range of {wanted}")]
    OutOfRange {
        /// What came, cut where it is long.
        text: Box<str>,
        /// What was wanted.
        wanted: &'static str,
    },
    /// No value of the enumeration.
    #[error("`{text}` is not one of {values}")]
    NotOneOf {
        /// What came, cut where it is long.
        text: Box<str>,
        /// The values.
        values: Box<str>,
    },
    /// A text that is too long.
    #[error("text of {} bytes where at most {} fit", grouped(*.bytes), grouped(*.most))]
    TooLong {
        /// How many bytes it has.
        bytes: u64,
        /// How many fit.
        most: u64,
    },
    /// A list that is too long.
    #[error("a list of {} elements where at most {LIST_ELEMENTS} fit", grouped(*.elements))]
    TooMany {
        /// How many elements it has.
        elements: u64,
    },
    /// An element of a list that does not fit.
    #[error("element {number} of the list: {cause}")]
    Element {
        /// Which, from 1.
        number: usize,
        /// Why.
        cause: Box<Mismatch>,
    },
    /// An amount finer than its currency.
    #[error("`{text}` has more decimals than the {} of {}", .currency.decimals(), .currency.code())]
    Decimals {
        /// What came, cut where it is long.
        text: Box<str>,
        /// The currency.
        currency: Currency,
    },
    /// An amount in another currency.
    #[error("`{text}` is not an amount in {}", .currency.code())]
    OtherCurrency {
        /// What came, cut where it is long.
        text: Box<str>,
        /// The one that is wanted.
        currency: Currency,
    },
    /// A channel's last word that several channels have.
    #[error("`{text}` is more than one channel: {} and {}", .between.0, .between.1)]
    Ambiguous {
        /// What came.
        text: Box<str>,
        /// The first two that it can mean.
        between: (Arc<str>, Arc<str>),
    },
    /// An event, which is no value that can come in.
    #[error("an event can't be given as a value")]
    Event,
}

impl Mismatch {
    pub(super) fn not(text: &str, wanted: &'static str) -> Self {
        Self::Not { text: excerpt(text), wanted }
    }

    pub(super) fn out_of_range(text: &str, wanted: &'static str) -> Self {
        Self::OutOfRange { text: excerpt(text), wanted }
    }
}

/// The text, or its beginning where it is too long for a message.
pub(super) fn excerpt(text: &str) -> Box<str> {
    const CHARACTERS: usize = 60;
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => text.get(..end).map_or_else(|| text.into(), |start| format!("{start}…").into()),
        None => text.into(),
    }
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
