//! Tables for people.

use comfy_table::{CellAlignment, Table, presets};

/// How tables look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With lines between: on a terminal.
    Framed,
    /// Columns alone: everywhere else.
    Plain,
}

impl Style {
    /// The style of a stream.
    pub fn of(stream: &impl std::io::IsTerminal) -> Self {
        if stream.is_terminal() { Self::Framed } else { Self::Plain }
    }
}

/// An empty table.
pub fn table(style: Style) -> Table {
    let mut table = Table::new();
    table.load_style(match style {
        Style::Framed => presets::UTF8_FULL_CONDENSED,
        Style::Plain => presets::NOTHING,
    });
    table
}

/// Aligns columns of figures: so many, behind the first ones.
pub fn figures(mut table: Table, behind: usize, count: usize) -> Table {
    for column in table.column_iter_mut().skip(behind).take(count) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// Tables below each other; empty ones are left out.
pub fn shown(tables: impl IntoIterator<Item = Table>, style: Style) -> String {
    let shown = tables.into_iter().filter(|table| !table.is_empty()).map(|mut table| {
        if style == Style::Plain {
            // Without lines between there is nothing to keep away from on the left.
            table.column_iter_mut().for_each(|column| {
                column.set_padding((0, 2));
            });
        }
        format!("{}\n", table.trim_fmt())
    });
    shown.collect::<Vec<_>>().join("\n")
}
