//! Codes of what is wrong with the workspace as a whole: E0450–E0499.

codes! {
    /// Something can go round without time passing.
    E0450 ENDLESS,
}
