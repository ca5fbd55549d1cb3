//! What measures count (§13): events that are A or B of one are marked for whoever computes figures over all customers.
//! Nothing of it is kept with the customer.

use baton_program::{Event, Mark, Marked, MeasureDecl, Selector, TEXT_BYTES, Type, Value};

use crate::moment::Moment;
use crate::view::{Names, View, bounded};

impl Moment<'_> {
    /// Marks an event for the measures that count it.
    pub(crate) fn mark(&mut self, event: &Event) {
        let engine = self.engine;
        for id in &engine.tables().listeners(event.event).measures {
            let Some(measure) = self.program.measures.get(id.index()) else { continue };
            let view = self.view();
            let whole = view.whole(measure, event);
            let part = view.takes_any(&measure.part, event).then_some(Marked::Part);
            let at = self.now;
            self.output.marks.extend(whole.into_iter().chain(part).map(|is| Mark { measure: *id, at, is }));
        }
    }
}

impl View<'_> {
    /// B, with the value by which its figures are kept apart.
    fn whole(self, measure: &MeasureDecl, event: &Event) -> Option<Marked> {
        let by = || measure.by.map_or(Value::Unknown, |by| self.value(by, Names::NONE));
        self.takes_any(&measure.whole, event).then(|| Marked::Whole(bounded(by(), &Type::Text(TEXT_BYTES))))
    }

    fn takes_any(self, selectors: &[Selector], event: &Event) -> bool {
        selectors.iter().any(|selector| self.takes(selector, event, Names::NONE.about(event)))
    }
}
