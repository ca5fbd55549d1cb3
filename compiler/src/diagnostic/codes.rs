//! The codes of all diagnostics, one file for each part of the compiler.
//!
//! Ranges: the parser, files and the manifest E0001–E0049; names and declarations E0050–E0149 and W0001–W0099; types
//! and expressions E0150–E0299, bodies E0300–E0449 and W0100–W0299; the workspace as a whole E0450–E0499; what is
//! right by itself and surely isn't meant E0500–E0549 and W0300–W0399; from one version to the next E0550–E0569.

use super::Code;

/// Codes with their names in the compiler. Each has a page in `docs/errors`.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $name:ident,)*) => {
        $($(#[$doc])* pub const $name: $crate::diagnostic::Code = $crate::diagnostic::Code::written(stringify!($code));)*

        /// The codes of this part.
        pub(super) const ALL: &[$crate::diagnostic::Code] = &[$($name),*];
    };
}

pub mod bodies;
pub mod causes;
pub mod files;
pub mod lints;
pub mod names;
pub mod versions;

/// All codes, in order.
pub fn all() -> impl Iterator<Item = Code> {
    let mut all = [files::ALL, names::ALL, bodies::ALL, causes::ALL, lints::ALL, versions::ALL].concat();
    all.sort();
    all.into_iter()
}

/// The pages of `docs/errors`, in the order of their codes.
const PAGES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of a code; a test sees to it that each has one.
pub(super) fn page(code: Code) -> &'static str {
    let code = code.to_string();
    PAGES.iter().find(|(of, _)| *of == code).map_or("", |(_, page)| page)
}
