//! Values of a type from other values: what the expressions of a source give to a field (§16).

use super::{Mismatch, read_json::wanted};
use crate::{Program, Type, Value};

impl Program {
    /// The value as one of that type: text is converted, unknown stays where the type has it, an int may be wanted as a
    /// number.
    ///
    /// # Errors
    /// Where it is none of that type.
    pub fn convert(&self, value: Value, ty: &Type) -> Result<Value, Mismatch> {
        let known = match ty {
            Type::Optional(inner) => inner,
            ty => ty,
        };
        match value {
            value if ty.holds(&value) => Ok(value),
            Value::Unknown => Err(Mismatch::Missing),
            Value::Text(text) => self.from_text(&text, ty),
            Value::Int(int) if *known == Type::Number => Ok(Value::Number(int as f64)),
            value => Err(Mismatch::not(&self.text_of(&value), wanted(known))),
        }
    }
}
