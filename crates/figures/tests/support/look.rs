//! What stands where in a picture, and what its table says.

use memrilab_figures::{Figure, FigureError, Layout, Panel, Series, Style, Theme, svg};
use roxmltree::Document;

pub fn style(width: u32, height: u32) -> Style {
    Style::new(width, height, 1.0, Theme::Light).unwrap()
}

pub fn layout(figure: &Figure<'_>) -> Layout {
    figure.picture(&style(720, 460)).layout
}

pub fn names(panel: &Panel) -> Vec<&str> {
    panel.series.iter().map(|s| s.name.as_str()).collect()
}

pub fn all<'l>(panel: &'l Panel, name: &str) -> Vec<&'l Series> {
    panel.series.iter().filter(|s| s.name == name).collect()
}

pub fn series<'l>(panel: &'l Panel, name: &str) -> &'l Series {
    let found = all(panel, name);
    assert_eq!(found.len(), 1, "{name} among {:?}", names(panel));
    found[0]
}

/// A column of a table as text.
pub fn column(figure: &Figure<'_>, name: &str) -> Vec<String> {
    let table = figure.table();
    let at = table.columns.iter().position(|column| column.name == name);
    let at = at.unwrap_or_else(|| panic!("{name} among {:?}", table.columns));
    table.rows.iter().map(|row| row[at].text()).collect()
}

/// What is wrong, in words.
pub fn refused<T: std::fmt::Debug>(result: Result<T, FigureError>) -> String {
    result.unwrap_err().to_string()
}

pub fn texts(figure: &Figure<'_>, width: u32, height: u32) -> Vec<String> {
    let text = svg(figure, &style(width, height)).unwrap();
    let document = Document::parse(&text).unwrap();
    let nodes = document.descendants();
    nodes
        .filter(|node| node.tag_name().name() == "text")
        .map(|node| node.text().unwrap_or_default().trim().to_owned())
        .collect()
}
