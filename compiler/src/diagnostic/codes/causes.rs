//! Codes of what is wrong with the workspace as a whole: E0450–E0499.

use crate::diagnostic::Code;

/// Something can go round without time passing.
pub const ENDLESS: Code = Code::error(450);
