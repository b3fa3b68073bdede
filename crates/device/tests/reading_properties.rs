//! What is printed in any of the ways a file may be written reads back the same, and no
//! bytes make the reader panic.

use memrilab_device::Trace;
use memrilab_device::read::{ReadOptions, read};
use proptest::prelude::*;

/// How a table is written.
#[derive(Debug, Clone)]
struct Layout {
    delimiter: char,
    comma: bool,
    header: bool,
    encoding: u8,
    crlf: bool,
    engineering: bool,
}

fn layout() -> impl Strategy<Value = Layout> {
    let delimiter = prop_oneof![Just(','), Just(';'), Just('\t'), Just(' ')];
    (
        delimiter,
        any::<bool>(),
        any::<bool>(),
        0u8..5,
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(
            |(delimiter, comma, header, encoding, crlf, engineering)| Layout {
                comma: comma && delimiter != ',',
                delimiter,
                header,
                encoding,
                crlf,
                engineering,
            },
        )
}

impl Layout {
    fn number(&self, value: f64) -> String {
        let text = if self.engineering {
            // A mantissa of three digits before its point, whatever the exponent.
            format!("{}E-12", value * 1e12)
        } else {
            format!("{value:e}")
        };
        if self.comma {
            text.replace('.', ",")
        } else {
            text
        }
    }

    fn print(&self, voltage: &[f64], cycles: &[Vec<f64>]) -> Vec<u8> {
        let separator = self.delimiter.to_string();
        let end = if self.crlf { "\r\n" } else { "\n" };
        let mut text = String::new();
        if self.header {
            let mut names = vec!["Voltage[V]".to_owned()];
            names.extend((1..=cycles.len()).map(|k| format!("I{k}[A]")));
            text += &(names.join(&separator) + end);
        }
        for (j, v) in voltage.iter().enumerate() {
            let mut cells = vec![self.number(*v)];
            cells.extend(cycles.iter().map(|c| self.number(c[j])));
            text += &(cells.join(&separator) + end);
        }
        let wide =
            |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        match self.encoding {
            0 => text.into_bytes(),
            1 => [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat(),
            2 => [vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(),
            3 => [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
            _ => wide(u16::to_le_bytes),
        }
    }
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(
        layout in layout(),
        points in 8usize..30,
        cycles in prop::collection::vec(prop::collection::vec(1e-12..1e-2f64, 30), 1..5),
    ) {
        // Up and down in steps of an eighth, which every way of writing keeps exactly.
        let voltage: Vec<f64> =
            (0..points).map(|i| i.min(points - 1 - i) as f64 * 0.125).collect();
        let cycles: Vec<Vec<f64>> = cycles.iter().map(|c| c[..points].to_vec()).collect();
        let bytes = layout.print(&voltage, &cycles);
        // Without a header two columns might be volts and microamperes: it is said which.
        let options = ReadOptions::with_units("V=V,I=A").unwrap();
        let reading = read("a.txt", &bytes, &options).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(reading.measurements.len(), 1, "{:?}", reading.report);
        let Trace::Sweep(sweep) = &reading.measurements[0].trace else {
            return Err(TestCaseError::fail("no sweep"));
        };
        prop_assert_eq!(&sweep.voltage, &voltage);
        if layout.header || cycles.len() != 2 && cycles.len() != 3 {
            prop_assert_eq!(sweep.current.nrows(), cycles.len(), "{:?}", reading.report);
        }
        for (row, wanted) in sweep.current.rows().into_iter().zip(&cycles) {
            for (got, wanted) in row.iter().zip(wanted) {
                let tolerance = if layout.engineering { 1e-15 } else { 0.0 };
                prop_assert!((got / wanted - 1.0).abs() <= tolerance, "{} {}", got, wanted);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read("a.csv", &bytes, &ReadOptions::default());
    }

    #[test]
    fn no_text_makes_it_panic(text in "[-0-9eE+.,;\t\n #\"VIA()uµ/a-c]{0,400}") {
        if let Ok(reading) = read("x set.csv", text.as_bytes(), &ReadOptions::default()) {
            for measurement in &reading.measurements {
                if let Trace::Sweep(sweep) = &measurement.trace {
                    prop_assert!(sweep.voltage.iter().all(|v| v.is_finite()));
                    prop_assert!(sweep.current.iter().all(|i| !i.is_infinite()));
                    prop_assert_eq!(sweep.voltage.len(), sweep.current.ncols());
                    prop_assert_eq!(sweep.lines.len(), sweep.voltage.len());
                }
            }
        }
    }
}
