//! Shares of customers (§17), in exact decimals.

use baton_grammar::tree::Name;

use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    infer::Infer,
};

/// Decimals that a percentage may have, so that all of this is exact in 128 bits.
const DECIMALS: usize = 12;
/// A percent, in the smallest shares.
const PERCENT: u128 = 1_000_000_000_000;

/// A share of all customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Share(u128);

impl Share {
    /// 100%.
    pub const ALL: Self = Self(100 * PERCENT);

    /// The share that is written, without its sign; at most 100%.
    pub fn written(infer: &mut Infer, percent: &Name) -> Option<Self> {
        let share = Self::parse(&percent.text).filter(|share| *share <= Self::ALL);
        if share.is_none() {
            let message = format!("`{}%` is not between 0% and 100%, with at most {DECIMALS} decimals", percent.text);
            infer.report(Finding::new(codes::PERCENT_RANGE, percent.span, message));
        }
        share
    }

    fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        if part.len() > DECIMALS {
            return None;
        }
        let part: u128 = format!("{part:0<DECIMALS$}").parse().ok()?;
        whole.parse::<u128>().ok()?.checked_mul(PERCENT)?.checked_add(part).map(Self)
    }

    /// It in parts of [`baton_program::Alert::WHOLE`].
    pub fn parts(self) -> u64 {
        u64::try_from(self.0).unwrap_or(baton_program::Alert::WHOLE)
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The bound below which the hash of such customers is: ⌊P · 2^64 / 100⌋; none for all of them.
    pub fn bound(self) -> Option<u64> {
        u64::try_from((self.0 << 64) / Self::ALL.0).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_exact() {
        let bound = |text| Share::parse(text).and_then(Share::bound);
        assert_eq!(bound("0"), Some(0));
        assert_eq!(bound("50"), Some(1 << 63));
        assert_eq!(bound("12.5"), Some(1 << 61));
        // Of Python's fractions: `floor(Fraction(p) * 2**64 / 100)`.
        assert_eq!(bound("5"), Some(922_337_203_685_477_580));
        assert_eq!(bound("33.3"), Some(6_142_765_776_545_280_688));
        assert_eq!(bound("66.6"), Some(12_285_531_553_090_561_376));
        assert_eq!(bound("0.1"), Some(18_446_744_073_709_551));
        assert_eq!(bound("99.999999999999"), Some(18_446_744_073_709_367_148));
        assert_eq!(bound("0.000000000001"), Some(184_467));
        assert_eq!(bound("100"), None);
    }

    #[test]
    fn thirds_sum_without_loss() {
        let third = Share::parse("33.3").unwrap_or_default();
        let rest = Share::parse("33.4").unwrap_or_default();
        assert_eq!(third.and(third).and(rest), Share::ALL);
    }
}
