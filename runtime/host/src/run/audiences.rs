//! Who is in which audience (§13), for other systems to use.

use std::sync::Arc;

use baton_program::AudienceId;

use super::{AudienceTally, Run};

impl Run<'_> {
    /// Who is in which audience, one JSON object a line, `{"audience":…,"customer":…}`: by the audiences' full names, and
    /// of each by the customers' ids.
    pub fn members(&self) -> String {
        let mut members: Vec<(AudienceId, &Arc<str>)> = self.memberships().collect();
        members.sort();
        let line = |(audience, customer): (AudienceId, &Arc<str>)| {
            let audience = self.engine.program().audiences.get(audience.index())?;
            let (audience, customer) = (serde_json::json!(*audience.name), serde_json::json!(**customer));
            Some(format!("{{\"audience\":{audience},\"customer\":{customer}}}\n"))
        };
        members.into_iter().filter_map(line).collect()
    }

    /// Counts who is in each audience now.
    pub(super) fn count_members(&self, tallies: &mut [AudienceTally]) {
        for (audience, _) in self.memberships() {
            if let Some(tally) = tallies.get_mut(audience.index()) {
                tally.members += 1;
            }
        }
    }

    fn memberships(&self) -> impl Iterator<Item = (AudienceId, &Arc<str>)> {
        self.customers.iter().flat_map(|(_, customer, state)| {
            self.engine.member_of(state).into_iter().map(move |audience| (audience, &customer.id))
        })
    }
}
