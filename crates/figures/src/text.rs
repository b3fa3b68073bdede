//! Text of a picture: made harmless, measured, shortened and wrapped.
//!
//! Widths come from a table rather than from a back end, so a figure has the same
//! layout on a canvas, in SVG and in PNG. The table is that of DejaVu Sans, which is
//! wider than the usual system fonts: text set in those is shorter than its place.

/// Advance widths of U+0020 to U+007E in DejaVu Sans, thousandths of the font size.
#[rustfmt::skip]
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// Characters that any one text keeps; the rest is never visible in a figure.
const LONGEST: usize = 240;

fn advance(c: char) -> f64 {
    let code = c as u32;
    let thousandths = match code {
        0x20..=0x7e => ASCII[code as usize - 0x20],
        0xb7 | 0xb0 => 500,
        0xb9 | 0xb2 | 0xb3 | 0x2070..=0x2079 | 0x2080..=0x2089 => 401,
        0x207a..=0x207e | 0x208a..=0x208e => 528,
        0x2013 | 0x2018..=0x201d => 518,
        0xbc..=0xbe | 0xa9 | 0xae | 0xc6 | 0xe6 => 1000,
        0xd7 | 0xf7 | 0xb1 | 0xac | 0x391..=0x3a9 => 870,
        0x80..=0x10ff => 850,
        0x2000..=0x2bff => 1000,
        _ => 1100,
    };
    f64::from(thousandths) / 1000.0
}

/// Width of `text` at a font size, in the unit of the size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// Text without control characters, direction overrides and characters that XML
/// forbids, white space run together, of bounded length.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().take(20 * LONGEST) {
        let blank = c.is_control()
            || c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(
                c,
                '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            );
        if !blank {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    let out = out.trim_end();
    if out.chars().count() > LONGEST {
        middle_of(out, LONGEST - 1)
    } else {
        out.to_owned()
    }
}

/// The first and last of `keep` characters around an ellipsis.
fn middle_of(text: &str, keep: usize) -> String {
    let head: String = text.chars().take(keep.div_ceil(2)).collect();
    let tail = text.chars().count() - keep / 2;
    let tail: String = text.chars().skip(tail).collect();
    format!("{}…{}", head.trim_end(), tail.trim_start())
}

/// `text`, shortened in the middle until it is no wider than `room`; file names differ
/// at both ends.
pub(crate) fn shorten(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    (0..text.chars().count())
        .rev()
        .map(|keep| middle_of(text, keep))
        .find(|short| width(short, size) <= room)
        .unwrap_or_default()
}

/// Lines no wider than `room`; a word that is wider than that is shortened.
pub(crate) fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(shorten(word, size, room)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_becomes_one_harmless_line() {
        assert_eq!(clean("a\u{0}\u{1b}[31m\n\t b"), "a [31m b");
        assert_eq!(clean("\u{202e}gnp.exe\u{fffe}"), "gnp.exe");
        assert_eq!(clean("<script>&\"'"), "<script>&\"'");
        assert_eq!(clean(&"x".repeat(10_000)).chars().count(), LONGEST);
    }

    #[test]
    fn a_name_is_shortened_in_the_middle() {
        let name = "device-A-2024-10-31-run-07.xlsx";
        let short = shorten(name, 10.0, 100.0);
        assert!(width(&short, 10.0) <= 100.0, "{short}");
        assert!(
            short.starts_with("devi") && short.ends_with(".xlsx"),
            "{short}"
        );
        assert_eq!(shorten(name, 10.0, 1e3), name);
        assert_eq!(shorten(name, 10.0, 0.0), "");
    }

    #[test]
    fn wrapping_keeps_every_word_and_no_line_is_too_wide() {
        let text = "the quick brown fox jumps over the lazy dog";
        let lines = wrap(text, 10.0, 90.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| width(line, 10.0) <= 90.0));
        assert_eq!(lines.join(" "), text);
    }
}
