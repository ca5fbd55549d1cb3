//! Where a stretch of a file is, in lines and columns.

use baton_grammar::{LineIndex, tree::Span};
use rustc_hash::FxHashMap;

/// The lines of the files that diagnostics speak of, found once each.
pub(super) struct Places<'t, 'f> {
    texts: &'f dyn Fn(&str) -> Option<&'t str>,
    indices: FxHashMap<String, (&'t str, LineIndex)>,
}

/// A stretch in lines and columns, which count from 1; columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

impl<'t, 'f> Places<'t, 'f> {
    /// Of these texts.
    pub fn new(texts: &'f dyn Fn(&str) -> Option<&'t str>) -> Self {
        Self { texts, indices: FxHashMap::default() }
    }

    /// A stretch of a file; what lies behind its end is at its end.
    pub fn region(&mut self, file: &str, span: Span) -> Region {
        let texts = self.texts;
        let (text, index) = self.indices.entry(file.to_owned()).or_insert_with(|| {
            let text = texts(file).unwrap_or_default();
            (text, LineIndex::new(text))
        });
        let (start, end) = (index.position(text, span.start), index.position(text, span.end));
        Region { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }
}
