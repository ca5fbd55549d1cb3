//! Sizes while a layout is made: of one thing with short texts, and of as much as there can be.

use super::Bytes;

/// How long a text or an id is taken to be where not the longest is meant.
const SHORT_TEXT: u64 = 16;

/// What is kept of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    /// Once, with short texts.
    pub(super) once: u64,
    /// At most.
    pub(super) most: u64,
}

impl Size {
    pub(super) const NOTHING: Self = Self { once: 0, most: 0 };

    /// Always the same.
    pub(super) const fn of(bytes: u64) -> Self {
        Self { once: bytes, most: bytes }
    }

    /// A text of at most so many bytes.
    pub(super) fn text(most: u64) -> Self {
        Self { once: most.min(SHORT_TEXT), most }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self { once: self.once.saturating_add(other.once), most: self.most.saturating_add(other.most) }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self { once: self.once.max(other.once), most: self.most.max(other.most) }
    }

    /// So many of it, all of which are there whenever there is one.
    pub(super) const fn times(self, count: u64) -> Self {
        Self { once: self.once.saturating_mul(count), most: self.most.saturating_mul(count) }
    }

    /// At most so many of it, and at least one.
    pub(super) const fn up_to(self, most: u64) -> Self {
        Self { once: self.once, most: self.most.saturating_mul(most) }
    }

    /// What is not there as long as nothing is known of the customer.
    pub(super) const fn bytes(self) -> Bytes {
        Bytes { rest: 0, once: self.once, most: self.most }
    }
}

/// The sum of sizes.
pub(super) fn sum(sizes: impl IntoIterator<Item = Size>) -> Size {
    sizes.into_iter().fold(Size::NOTHING, Size::and)
}

/// The largest of sizes.
pub(super) fn largest(sizes: impl IntoIterator<Item = Size>) -> Size {
    sizes.into_iter().fold(Size::NOTHING, Size::or)
}
