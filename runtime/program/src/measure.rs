//! Measures (§13): figures over all customers, computed outside every moment.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ExprId, MeasureId, Period, Place, Selector, Value};

/// `measure name = A of B within D by expr per unit alert …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureDecl {
    /// Its full name.
    pub name: Arc<str>,
    /// A: any of these.
    pub part: Vec<Selector>,
    /// B: any of these.
    pub whole: Vec<Selector>,
    /// D in milliseconds: A counts within it of B; none is within the same unit of time.
    pub within: Option<i64>,
    /// Figures are kept apart by this value, read of the customer when B happens.
    pub by: Option<ExprId>,
    /// The unit of time, in the workspace's zone.
    pub per: Unit,
    /// When it alerts.
    pub alert: Option<Alert>,
    /// Where it is declared.
    pub place: Place,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// The hour.
    Hour,
    /// The day.
    Day,
    /// The week, from Monday.
    Week,
    /// The month.
    Month,
}

impl Unit {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The period of the calendar that it is.
    pub const fn period(self) -> Period {
        match self {
            Self::Hour => Period::Hour,
            Self::Day => Period::Day,
            Self::Week => Period::Week,
            Self::Month => Period::Month,
        }
    }
}

/// `alert below 20%`, `alert above 10%`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// On which side of the share.
    pub side: Side,
    /// The share, exactly, in parts of [`Alert::WHOLE`].
    pub share: u64,
}

impl Alert {
    /// 100%: a percent has twelve decimals.
    pub const WHOLE: u64 = 100_000_000_000_000;

    /// Whether a share of `part` among `whole` lies beyond the bound: strictly.
    pub const fn is_raised(self, part: u64, whole: u64) -> bool {
        let (share, bound) = (part as u128 * Self::WHOLE as u128, self.share as u128 * whole as u128);
        match self.side {
            Side::Below => share < bound,
            Side::Above => share > bound,
        }
    }

    /// The bound as a number: 20% is 0.2.
    pub fn bound(self) -> f64 {
        self.share as f64 / Self::WHOLE as f64
    }
}

/// On which side of its bound a measure alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// `below`.
    Below,
    /// `above`.
    Above,
}

impl Side {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Above => "above",
        }
    }
}

/// Something that a measure counts has happened to a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// The measure.
    pub measure: MeasureId,
    /// When it is counted: UTC milliseconds, of the moment.
    pub at: i64,
    /// What it is for the measure.
    pub is: Marked,
}

/// What a measure counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Marked {
    /// A.
    Part,
    /// B, with the value by which figures are kept apart.
    Whole(Value),
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether 20%, or another share in hundredths of a percent, alerts on a side of its bound.
    fn raised(side: Side, hundredths: u64, part: u64, whole: u64) -> bool {
        Alert { side, share: hundredths * Alert::WHOLE / 10_000 }.is_raised(part, whole)
    }

    #[test]
    fn a_share_on_its_bound_does_not_alert() {
        for (hundredths, part, whole) in [(2_000, 1, 5), (700, 7, 100), (3_333, 3_333, 10_000), (2_900, 29, 100)] {
            assert!(!raised(Side::Below, hundredths, part, whole), "{part} of {whole}");
            assert!(!raised(Side::Above, hundredths, part, whole), "{part} of {whole}");
            assert!(raised(Side::Below, hundredths, part - 1, whole), "{part} of {whole}");
            assert!(raised(Side::Above, hundredths, part + 1, whole), "{part} of {whole}");
        }
    }

    #[test]
    fn a_bound_is_the_number_that_is_written() {
        assert!((Alert { side: Side::Below, share: Alert::WHOLE / 5 }.bound() - 0.2).abs() < f64::EPSILON);
    }
}
