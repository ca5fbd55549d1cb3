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

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Columns {
    /// Bytes.
    Utf8,
    /// Code units of UTF-16, as most editors count.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Columns {
    /// How many a text takes.
    fn of(self, text: &str) -> u32 {
        let count = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        };
        count as u32
    }
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

    /// The line and column of a byte offset, both from 0, as an editor counts; an offset past the end is the end's, one
    /// within a character the character's.
    pub fn place(&self, text: &str, offset: u32, columns: Columns) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0) as usize;
        let end = text.floor_char_boundary((offset as usize).min(text.len()));
        (line as u32, columns.of(text.get(start..end).unwrap_or_default()))
    }

    /// The byte offset of a line and column, both from 0, as an editor counts. A column past the end of its line is the
    /// line's end, a line past the end the text's.
    pub fn offset(&self, text: &str, line: u32, column: u32, columns: Columns) -> u32 {
        let Some(start) = self.starts.get(line as usize).copied() else { return text.len() as u32 };
        let end = self.starts.get(line as usize + 1).map_or(text.len(), |next| *next as usize);
        let within = text.get(start as usize..end).unwrap_or_default();
        let within = within.strip_suffix('\n').unwrap_or(within);
        let within = within.strip_suffix('\r').unwrap_or(within);
        let mut counted = 0;
        for (at, letter) in within.char_indices() {
            counted += columns.of(letter.encode_utf8(&mut [0; 4]));
            if counted > column {
                return start + at as u32;
            }
        }
        start + within.len() as u32
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
    fn an_editor_counts_in_its_own_units() {
        let text = "a\u{1F600}b\r\nc";
        let index = LineIndex::new(text);
        for (columns, b) in [(Columns::Utf8, 5), (Columns::Utf16, 3), (Columns::Utf32, 2)] {
            assert_eq!(index.place(text, 5, columns), (0, b));
            assert_eq!(index.offset(text, 0, b, columns), 5);
            // Past the end of a line is its end, before the line end.
            assert_eq!(index.offset(text, 0, 99, columns), 6);
            assert_eq!(index.offset(text, 1, 0, columns), 8);
            assert_eq!(index.offset(text, 9, 0, columns), 9);
        }
        // Within a character is the character.
        assert_eq!(index.place(text, 3, Columns::Utf16), (0, 1));
        assert_eq!(index.offset(text, 0, 2, Columns::Utf16), 1);
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
