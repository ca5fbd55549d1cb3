//! Codes of what is wrong between one version and the next: E0550–E0569.

codes! {
    /// A step that is gone, and nothing says what becomes of those at it.
    E0550 STRANDED,
    /// A `was` that finds nothing in the version before.
    E0551 WAS_NOTHING,
    /// A `was` that names what is still there.
    E0552 WAS_STILL_THERE,
    /// Two that say that they were the same.
    E0553 WAS_TWICE,
    /// A `from step` of a step that is still there.
    E0554 STEP_STILL_THERE,
    /// More than one `from step` for one step.
    E0555 FROM_STEP_TWICE,
    /// The old name of a step or rule that is no plain name.
    E0556 WAS_PATH,
}
