//! How wide text is, as nearly as can be said without the reader's font, and where it is broken into lines.

/// The size of names and lines, and of what is beside the point; in pixels.
pub(super) const TEXT: f64 = 13.0;
pub(super) const SMALL: f64 = 11.0;
/// The height of a line of text.
pub(super) const LINE: f64 = 17.0;
/// Fonts of systems differ; text must fit with the wider ones.
const WIDER: f64 = 1.16;
/// How much wider bold letters are.
pub(super) const BOLD: f64 = 1.12;

/// Widths of letters in thousandths of the font's size, as in Helvetica, which system fonts are near to.
const WIDTHS: [(u32, &str); 10] = [
    (222, "ijl'"),
    (278, " !,./:;I[\\]ft|"),
    (333, "()-`r{}\""),
    (389, "*"),
    (500, "ckJsvxyz^"),
    (556, "#$0123456789?_abdeghnopquL"),
    (611, "FTZ+<=>~"),
    (667, "&ABEKPSVXY"),
    (722, "CDHNRUw"),
    (833, "GOQmM"),
];

/// How wide a text is.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(of_letter).sum::<u32>() as f64 / 1000.0 * size * WIDER
}

fn of_letter(letter: char) -> u32 {
    let known = WIDTHS.iter().find(|(_, letters)| letters.contains(letter)).map(|(width, _)| *width);
    known.unwrap_or(match letter {
        // From here on come scripts whose letters fill a square, and pictures.
        '\u{1100}'.. => 1000,
        'W' | '@' | '%' => 950,
        _ => 600,
    })
}

/// A text in lines of at most this width; a word that is too long by itself is broken where it has joints, else anywhere.
pub(super) fn wrapped(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut gap = " ";
        for piece in pieces(word, size, most) {
            let Some(line) = lines.last_mut() else { break };
            let joint = if line.is_empty() { "" } else { gap };
            if !line.is_empty() && width(&format!("{line}{joint}{piece}"), size) > most {
                lines.push(piece);
            } else {
                line.push_str(joint);
                line.push_str(&piece);
            }
            gap = "";
        }
    }
    lines
}

/// A word in pieces that fit.
fn pieces(word: &str, size: f64, most: f64) -> Vec<String> {
    if width(word, size) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    for part in word.split_inclusive(['_', '.', ',', '(', '/']) {
        let mut piece = String::new();
        for letter in part.chars() {
            piece.push(letter);
            if width(&piece, size) > most * 0.9 {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        pieces.push(piece);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_in_long_ones() {
        assert_eq!(wrapped("one two three", TEXT, 65.0), ["one two", "three"]);
        assert_eq!(wrapped("", TEXT, 60.0), [""]);
        let long = wrapped("sales.renewal_offer_of_the_second_kind", TEXT, 90.0);
        assert!(long.iter().all(|line| width(line, TEXT) <= 90.0), "{long:?}");
        assert_eq!(long.concat(), "sales.renewal_offer_of_the_second_kind");
    }

    #[test]
    fn all_letters_have_a_width() {
        let known: String = WIDTHS.iter().map(|(_, letters)| *letters).collect();
        let unknown: String = (' '..='~').filter(|letter| !known.contains(*letter)).collect();
        assert_eq!(unknown, "%@W");
    }
}
