//! Decisions, placements, audiences, switches and measures (§12, §13).

use baton_program::{Audience, ChannelId, Choice, Decision, MeasureDecl, Placement, Switch, Watch};
use smol_str::SmolStr;

use super::{Builder, expr::Scope, tables::arc};
use crate::hir;

impl Builder<'_> {
    pub(super) fn decisions(&mut self) -> Vec<Decision> {
        let tables = self.tables;
        let decisions = tables.declared.decisions.iter().map(|decision| {
            let params: Vec<SmolStr> = decision.is.params.iter().map(|param| param.name.clone()).collect();
            let scope = Scope::of(decision.item).with_locals(&params);
            Decision {
                name: arc(&decision.item.name),
                params: self.fields(&decision.is.params),
                answers: self.fields(&decision.is.answers),
                choices: self.choices(scope, &decision.is.choices),
                place: tables.declaration(decision.item),
            }
        });
        decisions.collect()
    }

    fn choices(&mut self, scope: Scope, choices: &[hir::Choice]) -> Vec<Choice> {
        let choice = |choice: &hir::Choice| match choice {
            hir::Choice::Answer(values, span) => {
                let place = scope.place(self.tables, *span);
                Choice::Answer { values: self.exprs(scope, values), reasons: self.all_reasons(scope, values), place }
            }
            hir::Choice::If { condition, then, otherwise } => Choice::If {
                condition: Watch {
                    reasons: self.all_reasons(scope, std::slice::from_ref(condition)),
                    ..self.asked(scope, condition)
                },
                then: self.choices(scope, then),
                otherwise: self.choices(scope, otherwise),
            },
        };
        choices.iter().map(choice).collect()
    }

    /// A condition that is asked, not watched: nothing wakes anybody because of it.
    fn asked(&mut self, scope: Scope, condition: &hir::Expr) -> Watch {
        Watch { clocks: Vec::new(), ..self.watch(scope, condition) }
    }

    pub(super) fn placements(&self) -> Vec<Placement> {
        let tables = self.tables;
        let placements = tables.declared.placements.iter().map(|placement| Placement {
            name: arc(&placement.item.name),
            channel: tables.channel(&placement.is.channel).unwrap_or(ChannelId(0)),
            shows: placement.is.shows,
            place: tables.declaration(placement.item),
        });
        placements.collect()
    }

    pub(super) fn audiences(&mut self) -> Vec<Audience> {
        let tables = self.tables;
        let audiences = tables.declared.audiences.iter().map(|audience| {
            let (scope, condition) = (Scope::of(audience.item), &audience.is.condition);
            let refreshed = audience.is.refreshed;
            Audience {
                name: arc(&audience.item.name),
                condition: if refreshed.is_some() {
                    self.asked(scope, condition)
                } else {
                    self.watch(scope, condition)
                },
                refreshed,
                member: self.latch(),
                place: tables.declaration(audience.item),
            }
        });
        audiences.collect()
    }

    pub(super) fn switches(&self) -> Vec<Switch> {
        let tables = self.tables;
        let switches = tables.declared.switches.iter().map(|switch| Switch {
            name: arc(&switch.item.name),
            initial: *switch.is,
            place: tables.declaration(switch.item),
        });
        switches.collect()
    }

    pub(super) fn measures(&mut self) -> Vec<MeasureDecl> {
        let tables = self.tables;
        let measures = tables.declared.measures.iter().map(|measure| {
            let scope = Scope::of(measure.item);
            MeasureDecl {
                name: arc(&measure.item.name),
                part: self.selectors(scope, &measure.is.part),
                whole: self.selectors(scope, &measure.is.whole),
                within: measure.is.within,
                by: self.maybe(scope, measure.is.by.as_ref()),
                per: measure.is.per,
                alert: measure.is.alert,
                place: tables.declaration(measure.item),
            }
        });
        measures.collect()
    }
}
