//! Codes of what is wrong with names and declarations: E0050–E0149 and W0010–W0099.

codes! {
    /// One name twice in one space of a package.
    E0050 DECLARED_TWICE,
    /// A name that the language has already.
    E0051 BUILT_IN,
    /// An attribute of the customer twice.
    E0052 ATTRIBUTE_TWICE,
    /// A field or parameter twice.
    E0053 FIELD_TWICE,
    /// A value of an enumeration twice.
    E0054 VALUE_TWICE,
    /// A declaration is called like a package.
    E0055 PACKAGE_NAME,
    /// A field that every event has already.
    E0057 IMPLICIT_FIELD,
    /// The literal `unknown` among the values of an enumeration.
    E0058 UNKNOWN_AS_VALUE,
    /// More than one `priorities`.
    E0060 PRIORITIES_TWICE,
    /// `priorities` outside of the root package.
    E0061 PRIORITIES_IN_PACKAGE,
    /// Messages, but no `priorities`.
    E0062 NO_PRIORITIES,
    /// A purpose twice.
    E0063 PURPOSE_TWICE,
    /// A `use` finds nothing.
    E0070 USE_OF_NOTHING,
    /// A `use` of something private.
    E0071 USE_OF_PRIVATE,
    /// A name that comes from two `use`s.
    E0072 AMBIGUOUS,
    /// A type that isn't there.
    E0080 UNKNOWN_TYPE,
    /// A type that can't stand here.
    E0081 MISPLACED_TYPE,
    /// A list of lists.
    E0082 LIST_OF_LISTS,
    /// A code that isn't one of ISO 4217.
    E0083 UNKNOWN_CURRENCY,
    /// A bound of `text up to` that can't be.
    E0084 TEXT_BOUND,
    /// An attribute that is neither optional nor has a default.
    E0086 MUST_BE_OPTIONAL,
    /// A default outside of `customer`.
    E0087 DEFAULT_OUTSIDE,
    /// `customer.timezone` of another type.
    E0088 TIMEZONE_TYPE,
    /// Traits that depend on themselves.
    E0090 TRAIT_CYCLE,
    /// Signals that depend on themselves.
    E0091 SIGNAL_CYCLE,

    /// A `use` that nothing needs.
    W0010 UNUSED_USE,
    /// A `use` twice, or of the package itself.
    W0011 NEEDLESS_USE,
}
