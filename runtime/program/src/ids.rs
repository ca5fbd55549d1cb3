//! Names of things within a program: indices into its tables.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($int:ty);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub $int);

        impl $name {
            /// The index into its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An expression: the node at its root.
    ExprId(u32);
    /// A read of history.
    ReadId(u32);
    /// A value of an enumeration.
    SymbolId(u32);
    /// An attribute of the customer.
    AttributeId(u16);
    /// An event or signal as an event.
    EventId(u16);
    /// A trait.
    TraitId(u16);
    /// A history.
    HistoryId(u16);
    /// A signal.
    SignalId(u16);
    /// A channel.
    ChannelId(u16);
    /// A purpose; the lower, the higher its priority.
    PurposeId(u16);
    /// A message.
    MessageId(u16);
    /// An action.
    ActionId(u16);
    /// A rule.
    RuleId(u16);
    /// A journey.
    JourneyId(u16);
    /// A step of a journey, in the order written.
    StepId(u16);
    /// An instruction of a journey's code.
    Pc(u32);
    /// A switch.
    SwitchId(u16);
    /// An audience.
    AudienceId(u16);
    /// A decision.
    DecisionId(u16);
    /// A placement.
    PlacementId(u16);
    /// A measure.
    MeasureId(u16);
    /// A place of the state that remembers whether a watched condition held.
    LatchId(u32);
    /// A place of the state that remembers what was sent, for a cap.
    CounterId(u32);
}
