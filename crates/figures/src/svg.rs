//! SVG through plotters-svg, with a name and a description for those who do not see it.

use crate::{Figure, FigureError, Medium, Style};
use plotters_svg::SVGBackend;
use std::fmt::Write;

/// Units of the document to the logical pixel: coordinates are whole numbers of these.
const FINE: f64 = 10.0;

/// The figure as an SVG document of [`Style::width`] x [`Style::height`] times
/// [`Style::scale`] CSS pixels.
///
/// # Errors
/// [`FigureError::Backend`] if the picture cannot be drawn.
pub fn svg(figure: &Figure<'_>, style: &Style) -> Result<String, FigureError> {
    let picture = figure.picture(style);
    let fine = (style.width() * FINE as u32, style.height() * FINE as u32);
    let mut body = String::new();
    let failed = |error: &dyn std::fmt::Display| FigureError::Backend(error.to_string());
    {
        let mut backend = SVGBackend::with_string(&mut body, fine);
        picture
            .draw_on(&mut backend, Medium::Svg, FINE)
            .map_err(|e| failed(&e))?;
    }
    // The opening tag of the back end knows neither name nor logical size.
    let Some((_, shapes)) = body.split_once('>') else {
        return Err(FigureError::Backend("the document is empty".to_owned()));
    };
    let (width, height) = style.device_size();
    let title = escaped(&picture.layout.title);
    let description = escaped(&picture.layout.description);
    let mut out = String::with_capacity(shapes.len() + 1024);
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{title}. {description}\" \
         stroke-linejoin=\"round\">\n<title>{title}</title>\n<desc>{description}</desc>",
        fine.0, fine.1
    )
    .map_err(|e| failed(&e))?;
    out.push_str(shapes);
    Ok(out)
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut out, c| {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c => out.push(c),
        }
        out
    })
}
