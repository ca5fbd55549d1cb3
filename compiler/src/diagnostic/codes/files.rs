//! Codes of what is wrong with text, files and the manifest: E0001–E0049 and W0001–W0009.

use crate::diagnostic::Code;

/// The text can't be understood.
pub const SYNTAX: Code = Code::error(1);
/// There is no `journey.toml`.
pub const NO_MANIFEST: Code = Code::error(10);
/// `journey.toml` isn't TOML.
pub const MANIFEST_SYNTAX: Code = Code::error(11);
/// A key or section of `journey.toml` means nothing.
pub const UNKNOWN_KEY: Code = Code::error(12);
/// A key of `journey.toml` is missing.
pub const MISSING_KEY: Code = Code::error(13);
/// A value of `journey.toml` is of the wrong kind.
pub const WRONG_VALUE: Code = Code::error(14);
/// The time zone of `journey.toml` isn't in the time zone database.
pub const UNKNOWN_ZONE: Code = Code::error(15);
/// A folder's name can't be a package's.
pub const FOLDER_NAME: Code = Code::error(20);
/// A package of `journey.toml` has no folder.
pub const NO_FOLDER: Code = Code::warning(1);
