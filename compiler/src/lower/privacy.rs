//! Which values may be shown in explanations.

use baton_program::Privacy;

use super::{tables::Tables, walk};
use crate::hir::{self, Expr, ExprKind};

impl Tables<'_> {
    /// Whether the value of an expression may be shown. `event` is the one whose fields it reads by `Here`.
    pub(super) fn privacy(&self, event: Option<&str>, expr: &Expr) -> Privacy {
        let own = match &expr.kind {
            ExprKind::Attribute(name) => {
                let number = self.attributes.number(name);
                number.and_then(|number| self.declared.attributes.get(number)).map(|found| found.is.privacy)
            }
            ExprKind::Trait(name) => {
                self.traits.number(name).and_then(|number| self.trait_privacy.get(number)).copied()
            }
            ExprKind::Here(field) => event.and_then(|event| self.field_privacy(event, field)),
            ExprKind::Field(of, field) => match of.ty.known() {
                hir::Type::Event(event) => self.field_privacy(event, field),
                _ => None,
            },
            _ => None,
        };
        let personal = |privacy| privacy == Privacy::Personal;
        let is_personal = own.is_some_and(personal)
            || walk::operands(expr).into_iter().any(|operand| personal(self.privacy(event, operand)))
            || walk::reads(expr).into_iter().flat_map(|read| &read.of).any(|(selector, of)| {
                let mut asked = selector.condition.as_deref().into_iter().chain(of);
                asked.any(|part| personal(self.privacy(Some(&selector.event), part)))
            });
        if is_personal { Privacy::Personal } else { Privacy::Open }
    }

    fn field_privacy(&self, event: &str, field: &str) -> Option<Privacy> {
        self.fields(event).iter().find(|found| found.name == field).map(|found| found.privacy)
    }
}
