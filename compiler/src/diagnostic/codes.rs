//! The codes of all diagnostics, one file for each part of the compiler.
//!
//! Ranges: the parser, files and the manifest E0001–E0049; names and declarations E0050–E0149 and W0001–W0099; types
//! and expressions E0150–E0299, bodies E0300–E0449 and W0100–W0299; the workspace as a whole E0450–E0499.

pub mod bodies;
pub mod causes;
pub mod files;
pub mod names;
