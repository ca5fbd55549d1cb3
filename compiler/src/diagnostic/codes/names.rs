//! Codes of what is wrong with names and declarations: E0050–E0149 and W0010–W0099.

use crate::diagnostic::Code;

/// One name twice in one space of a package.
pub const DECLARED_TWICE: Code = Code::error(50);
/// A name that the language has already.
pub const BUILT_IN: Code = Code::error(51);
/// An attribute of the customer twice.
pub const ATTRIBUTE_TWICE: Code = Code::error(52);
/// A field or parameter twice.
pub const FIELD_TWICE: Code = Code::error(53);
/// A value of an enumeration twice.
pub const VALUE_TWICE: Code = Code::error(54);
/// A declaration is called like a package.
pub const PACKAGE_NAME: Code = Code::error(55);
/// A declaration has no name.
pub const NO_NAME: Code = Code::error(56);
/// A field that every event has already.
pub const IMPLICIT_FIELD: Code = Code::error(57);
/// The literal `unknown` among the values of an enumeration.
pub const UNKNOWN_AS_VALUE: Code = Code::error(58);
/// More than one `priorities`.
pub const PRIORITIES_TWICE: Code = Code::error(60);
/// `priorities` outside of the root package.
pub const PRIORITIES_IN_PACKAGE: Code = Code::error(61);
/// Messages, but no `priorities`.
pub const NO_PRIORITIES: Code = Code::error(62);
/// A purpose twice.
pub const PURPOSE_TWICE: Code = Code::error(63);
/// A `use` finds nothing.
pub const USE_OF_NOTHING: Code = Code::error(70);
/// A `use` of something private.
pub const USE_OF_PRIVATE: Code = Code::error(71);
/// A name that comes from two `use`s.
pub const AMBIGUOUS: Code = Code::error(72);
/// A type that isn't there.
pub const UNKNOWN_TYPE: Code = Code::error(80);
/// A type that can't stand here.
pub const MISPLACED_TYPE: Code = Code::error(81);
/// A list of lists.
pub const LIST_OF_LISTS: Code = Code::error(82);
/// A code that isn't one of ISO 4217.
pub const UNKNOWN_CURRENCY: Code = Code::error(83);
/// A bound of `text up to` that can't be.
pub const TEXT_BOUND: Code = Code::error(84);
/// A field or parameter without a type.
pub const NO_TYPE: Code = Code::error(85);
/// An attribute that is neither optional nor has a default.
pub const MUST_BE_OPTIONAL: Code = Code::error(86);
/// A default outside of `customer`.
pub const DEFAULT_OUTSIDE: Code = Code::error(87);
/// `customer.timezone` of another type.
pub const TIMEZONE_TYPE: Code = Code::error(88);
/// Traits that depend on themselves.
pub const TRAIT_CYCLE: Code = Code::error(90);
/// Signals that depend on themselves.
pub const SIGNAL_CYCLE: Code = Code::error(91);
/// `decision` is not supported yet.
pub const NO_DECISIONS: Code = Code::error(140);
/// `placement` is not supported yet.
pub const NO_PLACEMENTS: Code = Code::error(141);
/// `audience` is not supported yet.
pub const NO_AUDIENCES: Code = Code::error(142);
/// `switch` is not supported yet.
pub const NO_SWITCHES: Code = Code::error(143);
/// `measure` is not supported yet.
pub const NO_MEASURES: Code = Code::error(144);
/// `invariant` is not supported yet.
pub const NO_INVARIANTS: Code = Code::error(145);
/// `was` is not supported yet.
pub const NO_RENAMES: Code = Code::error(146);
/// A `use` that nothing needs.
pub const UNUSED_USE: Code = Code::warning(10);
/// A `use` twice, or of the package itself.
pub const NEEDLESS_USE: Code = Code::warning(11);
