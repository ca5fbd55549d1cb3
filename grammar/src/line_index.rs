//! From byte offsets to lines and columns, once for a file.

/// A place as people count it: lines and columns from 1, columns in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    /// Byte offsets of the first byte of each line; the first is 0.
    starts: Vec<u32>,
}

impl LineIndex {
    /// The index of a text of less than 4 GiB.
    pub fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at as u32 + 1)).collect();
        Self { starts }
    }

    /// The place of a byte offset in the text that the index was made of; an offset past the end is the end's.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let end = (offset as usize).min(text.len());
        let before = text.as_bytes().get(start..end).unwrap_or_default();
        // Continuation bytes are no characters of their own.
        let column = before.iter().filter(|byte| (**byte as i8) >= -0x40).count() + 1;
        Position { line: line as u32, column: column as u32 }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn places(text: &str) -> Vec<(u32, u32)> {
        let index = LineIndex::new(text);
        let offsets = text.char_indices().map(|(at, _)| at).chain([text.len(), text.len() + 9]);
        offsets.map(|at| index.position(text, at as u32)).map(|place| (place.line, place.column)).collect()
    }

    #[test]
    fn an_empty_text_has_one_place() {
        assert_eq!(places(""), [(1, 1), (1, 1)]);
    }

    #[test]
    fn a_line_end_belongs_to_its_line() {
        assert_eq!(places("a\r\nb\n"), [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 1)]);
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(places("🙂é\n🙂x"), [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (2, 3)]);
    }

    #[test]
    fn a_byte_inside_a_character_is_in_its_line() {
        let text = "a\n🙂";
        let place = LineIndex::new(text).position(text, 3);
        assert_eq!((place.line, place.column), (2, 2));
    }
}
