//! Codes of what is wrong with text, files and the manifest: E0001–E0049 and W0001–W0009.

codes! {
    /// The text can't be understood.
    E0001 SYNTAX,
    /// There is no `journey.toml`.
    E0010 NO_MANIFEST,
    /// `journey.toml` isn't TOML.
    E0011 MANIFEST_SYNTAX,
    /// A key or section of `journey.toml` means nothing.
    E0012 UNKNOWN_KEY,
    /// A key of `journey.toml` is missing.
    E0013 MISSING_KEY,
    /// A value of `journey.toml` is of the wrong kind.
    E0014 WRONG_VALUE,
    /// The time zone of `journey.toml` isn't in the time zone database.
    E0015 UNKNOWN_ZONE,
    /// A folder's name can't be a package's.
    E0020 FOLDER_NAME,

    /// A package of `journey.toml` has no folder.
    W0001 NO_FOLDER,
}
