//! What the streams are: terminals or not, how wide, with colours or without.

use anstream::{AutoStream, ColorChoice, stream::RawStream};
use baton_compiler::{Colour, Renderer};

/// The width of what is shown where there is no terminal, and the most where there is.
const WIDTH: usize = 120;

/// Whether a stream takes colours: a terminal, unless `NO_COLOR` or the terminal says otherwise.
pub fn colour(stream: &impl RawStream) -> Colour {
    match AutoStream::choice(stream) {
        ColorChoice::Never => Colour::Never,
        _ => Colour::Always,
    }
}

/// How diagnostics are shown to people on this stream.
pub fn renderer(stream: &impl RawStream) -> Renderer {
    Renderer::Human { colour: colour(stream), width: width(stream) }
}

/// How many columns text for people has on this stream.
pub fn width(stream: &impl RawStream) -> usize {
    let terminal = stream.is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDTH))
}
