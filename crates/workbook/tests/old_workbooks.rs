//! Old .xls files built by hand, sound and hostile.

use memrilab_device::read::{Caps, Grid};
use memrilab_workbook::{WorkbookError, grids};

const FREE: u32 = 0xffff_ffff;
const TABLE: u32 = 0xffff_fffd;
const END: u32 = 0xffff_fffe;

fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let length = content.len() as u16;
    [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
}

fn begin(kind: u16) -> Vec<u8> {
    let words = [0x600, kind, 0, 0, 0, 0, 6, 0];
    record(0x809, &words.map(u16::to_le_bytes).concat())
}

fn number(row: u16, column: u16, value: f64) -> Vec<u8> {
    let at = [row, column, 0].map(u16::to_le_bytes).concat();
    record(0x203, &[&at[..], &value.to_le_bytes()].concat())
}

fn dimensions(rows: (u32, u32), columns: (u16, u16)) -> Vec<u8> {
    let rows = [rows.0, rows.1].map(u32::to_le_bytes).concat();
    let columns = [columns.0, columns.1, 0].map(u16::to_le_bytes).concat();
    record(0x200, &[rows, columns].concat())
}

/// The stream of a workbook with one sheet of these records.
fn stream(sheet: &[Vec<u8>]) -> Vec<u8> {
    let name = |at: u32| record(0x85, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
    let (first, last) = (begin(5), record(0xa, &[]));
    let at = (first.len() + name(0).len() + last.len()) as u32;
    [
        first,
        name(at),
        last.clone(),
        begin(16),
        sheet.concat(),
        last,
    ]
    .concat()
}

/// A container with one stream of this name: header, table of sectors, directory, stream.
fn container(name: &str, content: &[u8]) -> Vec<u8> {
    let sectors = content.len().max(4096).div_ceil(512);
    let mut bytes = vec![0u8; 512 * (3 + sectors)];
    let mut put = |at: usize, part: &[u8]| bytes[at..at + part.len()].copy_from_slice(part);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    for (at, word) in [(24, 0x3eu16), (26, 3), (28, 0xfffe), (30, 9), (32, 6)] {
        put(at, &word.to_le_bytes());
    }
    for (at, long) in [
        (44, 1u32),
        (48, 1),
        (56, 4096),
        (60, END),
        (68, END),
        (76, 0),
    ] {
        put(at, &long.to_le_bytes());
    }
    (1..109).for_each(|k| put(76 + 4 * k, &FREE.to_le_bytes()));
    let mut table = vec![FREE; 128];
    (table[0], table[1]) = (TABLE, END);
    for (k, entry) in table.iter_mut().enumerate().skip(2).take(sectors) {
        *entry = if k == 1 + sectors { END } else { k as u32 + 1 };
    }
    put(
        512,
        &table
            .iter()
            .flat_map(|e| e.to_le_bytes())
            .collect::<Vec<_>>(),
    );
    let mut entry = |k: usize, name: &str, kind: u8, start: u32, length: usize| {
        let at = 1024 + 128 * k;
        let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(at, &letters);
        put(at + 64, &(letters.len() as u16 + 2).to_le_bytes());
        put(at + 66, &[kind]);
        put(at + 116, &start.to_le_bytes());
        put(at + 120, &(length as u32).to_le_bytes());
    };
    entry(0, "Root Entry", 5, END, 0);
    entry(1, name, 2, 2, 512 * sectors);
    put(1536, content);
    bytes
}

fn read(bytes: &[u8]) -> Result<Vec<Grid>, WorkbookError> {
    grids(bytes, &Caps::default())
}

fn loops() -> Vec<Vec<u8>> {
    let mut sheet = vec![dimensions((0, 5), (0, 3))];
    for (r, v) in (0..5).zip([0.0, 0.5, 1.0, 0.5, 0.0]) {
        sheet.push(number(r, 1, v));
        sheet.push(number(r, 2, v * 1e-6));
    }
    sheet
}

#[track_caller]
fn refused(bytes: &[u8], says: &str) {
    let Err(error) = read(bytes) else {
        panic!("it was read")
    };
    assert!(error.to_string().contains(says), "{error}");
}

#[test]
fn a_sound_one_gives_its_cells() {
    let grids = read(&container("Workbook", &stream(&loops()))).unwrap();
    let [grid] = grids.as_slice() else { panic!() };
    assert_eq!((grid.name.as_str(), grid.rows()), ("S", 5));
    assert!(grid.is_blank(2, 0));
    assert_eq!((grid.value(2, 1), grid.value(2, 2)), (1.0, 1e-6));
}

#[test]
fn what_is_no_workbook_is_named() {
    let any = stream(&loops());
    refused(&container("WordDocument", &any), "a Word document");
    refused(&container("Contents", &any), "without a workbook");
}

/// One entry of the table that points at itself: the chain would grow until the memory
/// is full.
#[test]
fn a_chain_without_an_end_is_refused() {
    let whole = container("Workbook", &stream(&loops()));
    for sector in [1usize, 5] {
        let mut bytes = whole.clone();
        let at = 512 + 4 * sector;
        bytes[at..at + 4].copy_from_slice(&(sector as u32).to_le_bytes());
        refused(&bytes, "damaged");
    }
}

/// What a sheet says that it spans is not believed, and no reason to refuse its cells.
#[test]
fn a_sheet_may_boast() {
    for (rows, columns) in [
        ((0, u32::MAX), (0, 255)),
        ((9, 2), (0, 3)),
        ((0, 65_536), (0, 65_535)),
    ] {
        let mut sheet = loops();
        sheet[0] = dimensions(rows, columns);
        let grids = read(&container("Workbook", &stream(&sheet))).unwrap();
        assert_eq!((grids[0].rows(), grids[0].value(2, 1)), (5, 1.0));
    }
}

#[test]
fn two_far_cells_are_refused() {
    let mut sheet = loops();
    sheet.push(number(65_535, 65_535, 1.0));
    refused(&container("Workbook", &stream(&sheet)), "cells exceed");
}

/// A chart within a sheet has records of its own, begun and ended; the sheet goes on
/// behind it.
#[test]
fn cells_behind_a_chart_are_counted() {
    let chart = || [begin(32), number(9, 9, 1.0), record(0xa, &[])].concat();
    let mut sheet = loops();
    sheet.insert(3, chart());
    let grid = &read(&container("Workbook", &stream(&sheet))).unwrap()[0];
    assert_eq!((grid.rows(), grid.value(2, 1)), (5, 1.0));
    sheet.push(number(65_535, 65_535, 1.0));
    refused(&container("Workbook", &stream(&sheet)), "cells exceed");
}

/// What a formula is made of does not matter, only its value.
#[test]
fn a_formula_gives_its_value_whatever_its_tokens() {
    let at = [5u16, 1, 0].map(u16::to_le_bytes).concat();
    let rest = [&[0; 6][..], &[200, 0], &[0x24; 60]].concat();
    let formula = record(6, &[&at[..], &2.5f64.to_le_bytes(), &rest].concat());
    let mut sheet = loops();
    sheet.push(formula);
    let grid = &read(&container("Workbook", &stream(&sheet))).unwrap()[0];
    assert_eq!(grid.value(5, 1), 2.5);
}

#[test]
fn a_sheet_beyond_the_stream_is_refused() {
    let mut content = stream(&loops());
    // The place of the sheet, behind the heads of two records and the first's content.
    content[24..28].copy_from_slice(&u32::MAX.to_le_bytes());
    refused(&container("Workbook", &content), "list of sheets");
}

/// Cut or changed anywhere, it is read or refused, and nothing else.
#[test]
fn damage_anywhere_is_survived() {
    let whole = container("Workbook", &stream(&loops()));
    for end in (0..whole.len()).step_by(97) {
        let _ = read(&whole[..end.max(8)]);
    }
    let used = 1536 + stream(&loops()).len();
    for at in (8..used).step_by(3) {
        for value in [0, 1, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            if let Err(error) = read(&bytes) {
                assert!(!error.to_string().contains('\n'), "{error}");
            }
        }
    }
}
