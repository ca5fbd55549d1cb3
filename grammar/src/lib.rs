//! From the text of a `.journey` file to its syntax tree.
//!
//! Architecture invariants: any text has a tree; one mistake has one error; time is bounded on any input. Nothing outside
//! knows that the parser is made with pest. The grammar is `grammar/journey.pest`, and says what §18 of the language says.

pub mod format;
mod line_index;
mod parse;
pub mod tree;

pub use line_index::{Columns, LineIndex, Position};
pub use parse::{Certainty, DECLARATIONS, Mend, Parse, RESERVED, SyntaxError, mend, parse};
