//! Measures (§13): figures over all customers, computed outside every moment.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{ExprId, MeasureId, Place, Selector, Value};

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

/// `alert below 20%`, `alert above 10%`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// On which side of the share.
    pub side: Side,
    /// The share: 0.2 is 20%.
    pub share: f64,
}

/// On which side of its bound a measure alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// `below`.
    Below,
    /// `above`.
    Above,
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
