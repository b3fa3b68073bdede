//! Workbooks built by hand: what they hold comes out, and what is hostile does not.

use memrilab_device::read::{Caps, Grid, ReadOptions, read_grids};
use memrilab_workbook::{WorkbookError, grids, is_workbook};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook with these sheets, each its name and what stands in `<worksheet>`.
fn book(sheets: &[(&str, &str)]) -> Vec<u8> {
    with_strings(sheets, None)
}

/// The same with a table of shared strings.
fn with_strings(sheets: &[(&str, &str)], strings: Option<&str>) -> Vec<u8> {
    let (mut entries, mut relations, mut files) = (String::new(), String::new(), vec![]);
    for (i, (name, body)) in sheets.iter().enumerate() {
        let id = i + 1;
        entries += &format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>");
        relations += &format!(
            "<Relationship Id=\"rId{id}\" Type=\"{DOCUMENT}/worksheet\" Target=\"worksheets/sheet{id}.xml\"/>"
        );
        let sheet = format!("<worksheet xmlns=\"{MAIN}\">{body}</worksheet>");
        files.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\"><sheets>{entries}</sheets></workbook>"
    );
    let relations = format!("<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>");
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" \
         Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    if let Some(strings) = strings {
        files.push(("xl/sharedStrings.xml".into(), strings.to_owned()));
    }
    files.push(("xl/workbook.xml".into(), workbook));
    files.push(("xl/_rels/workbook.xml.rels".into(), relations));
    files.push(("_rels/.rels".into(), root));
    archive(&files)
}

fn archive(files: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Result<Vec<Grid>, WorkbookError> {
    grids(bytes, &Caps::default())
}

fn cell(address: &str, value: &str) -> String {
    format!("<c r=\"{address}\"><v>{value}</v></c>")
}

fn text(address: &str, value: &str) -> String {
    format!("<c r=\"{address}\" t=\"inlineStr\"><is><t>{value}</t></is></c>")
}

#[test]
fn cells_come_out_where_they_stand() {
    let first = format!(
        "<dimension ref=\"B2:D4\"/><sheetData><row r=\"2\">{}{}</row><row r=\"4\">{}{}{}</row></sheetData>",
        text("B2", "voltage"),
        text("C2", "current"),
        cell("B4", "0.5"),
        text("C4", "1e-6"),
        "<c r=\"D4\" t=\"e\"><v>#REF!</v></c>",
    );
    let bytes = book(&[("Run2", &first), ("Run1", "<sheetData/>")]);
    assert!(is_workbook(&bytes));
    let grids = read(&bytes).unwrap();
    assert_eq!(
        grids.iter().map(|g| g.name.as_str()).collect::<Vec<_>>(),
        ["Run2", "Run1"]
    );
    let grid = &grids[0];
    // Column A is empty and keeps its place; the row numbers are those of the sheet.
    assert!(grid.is_blank(0, 0));
    assert_eq!(
        (grid.label(0, 1), grid.label(0, 2)),
        (Some("voltage"), Some("current"))
    );
    assert!(grid.is_blank_row(1));
    assert_eq!((grid.value(2, 1), grid.value(2, 2)), (0.5, 1e-6));
    assert_eq!(grid.label(2, 3), Some("#REF!"));
    assert_eq!((grid.line(0), grid.line(2)), (2, 4));
}

#[test]
fn a_dimension_may_lie() {
    let body = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}</row></sheetData>",
        cell("A1", "1")
    );
    let grids = read(&book(&[("s", &body)])).unwrap();
    assert_eq!((grids[0].rows(), grids[0].value(0, 0)), (1, 1.0));
}

#[test]
fn a_far_cell_costs_no_more_than_a_near_one() {
    let body = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"1048576\">{}</row></sheetData>",
        cell("A1", "1"),
        cell("XFD1048576", "2")
    );
    let grids = read(&book(&[("s", &body)])).unwrap();
    // The empty rows between them are one.
    assert_eq!(grids[0].rows(), 3);
    assert_eq!(
        (grids[0].value(0, 0), grids[0].value(2, 16_383)),
        (1.0, 2.0)
    );
    assert_eq!((grids[0].line(0), grids[0].line(2)), (1, 1_048_576));
    let beyond = body.replace("XFD", "XFE");
    let error = read(&book(&[("s", &beyond)])).map(|_| ()).unwrap_err();
    assert!(matches!(error.code(), "too-large" | "damaged"), "{error}");
}

/// Addresses may be left out, and then cells and rows follow each other.
#[test]
fn cells_without_an_address_follow_each_other() {
    let body = "<sheetData><row r=\"3\"><c><v>1</v></c><c><v>2</v></c></row>\
                <row><c\n r = \"C4\"><v>3</v></c><c><v>4</v></c></row></sheetData>";
    let grids = read(&book(&[("s", body)])).unwrap();
    let grid = &grids[0];
    assert_eq!((grid.value(0, 0), grid.value(0, 1)), (1.0, 2.0));
    assert_eq!((grid.value(1, 2), grid.value(1, 3)), (3.0, 4.0));
    assert_eq!((grid.line(0), grid.line(1)), (3, 4));
}

#[test]
fn cells_in_any_order_and_twice() {
    let body = format!(
        "<sheetData><row r=\"2\">{}{}</row><row r=\"1\">{}{}</row></sheetData>",
        cell("B2", "4"),
        cell("A2", "3"),
        cell("A1", "1"),
        cell("A1", "7"),
    );
    let grids = read(&book(&[("s", &body)])).unwrap();
    assert_eq!(
        (grids[0].row(0), grids[0].row(1)),
        (&[7.0][..], &[3.0, 4.0][..])
    );
}

/// A wide row in each of many far rows would fill a rectangle that nobody wrote.
#[test]
fn more_cells_than_a_sweep_has_are_refused() {
    let rows: String = (1..=2000)
        .map(|r| format!("<row r=\"{r}\">{}</row>", cell(&format!("XFD{r}"), "1")))
        .collect();
    let error = read(&book(&[("s", &format!("<sheetData>{rows}</sheetData>"))]))
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.code(), "too-large", "{error}");
}

/// A sheet without addresses spans what its cells span: one long row over many short ones.
#[test]
fn cells_without_addresses_are_counted() {
    let one = "<c><v>1</v></c>";
    let few = format!(
        "<sheetData><row>{}</row><row>{one}</row></sheetData>",
        one.repeat(3)
    );
    let grid = &read(&book(&[("s", &few)])).unwrap()[0];
    assert_eq!((grid.row(0), grid.row(1)), (&[1.0; 3][..], &[1.0][..]));
    // Ten thousand columns over ten thousand rows are little to hold and much to go through.
    let long = one.repeat(10_000);
    let many = format!("<row>{one}</row>").repeat(10_000);
    let body = format!("<sheetData><row>{long}</row>{many}</sheetData>");
    let grids = read(&book(&[("s", &body)])).unwrap_or_else(|e| panic!("{e}"));
    let error = read_grids("a.xlsx", grids, &ReadOptions::default()).map(|_| ());
    assert_eq!(error.unwrap_err().code(), "too-large");
}

/// Room for strings is not made because a file says so, under whatever name.
#[test]
fn claims_of_strings_are_checked() {
    let sheet = format!(
        "<sheetData><row r=\"1\">{}</row></sheetData>",
        cell("A1", "1")
    );
    let claiming = |claim: &str| {
        let body = " ".repeat(100);
        let strings = format!("<sst xmlns=\"{MAIN}\" uniqueCount  =\n'{claim}'>{body}</sst>");
        read(&with_strings(&[("s", &sheet)], Some(&strings)))
    };
    assert!(claiming("3").is_ok());
    for claim in [
        "99",
        "99999999999",
        "18446744073709551615",
        "184467440737095516150",
    ] {
        let error = claiming(claim).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("shorter than it says"), "{error}");
    }
}

/// One long string named by many cells is copied for none of them beyond the limit.
#[test]
fn a_long_string_named_often_is_counted() {
    let strings = format!(
        "<sst xmlns=\"{MAIN}\" uniqueCount=\"1\"><si><t>{}</t></si></sst>",
        "a".repeat(4000)
    );
    // 400 MB of text from 2 MB of cells.
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let rows = format!("<row>{cells}</row>").repeat(1000);
    let body = format!("<sheetData>{rows}</sheetData>");
    let bytes = with_strings(&[("s", &body)], Some(&strings));
    assert!(
        read(&bytes)
            .map(|_| ())
            .unwrap_err()
            .to_string()
            .contains("characters of text")
    );
}

#[test]
fn a_list_of_texts_may_not_boast() {
    let whole = book(&[("s", "<sheetData/>")]);
    let mut archive = zip::ZipWriter::new_append(Cursor::new(whole)).unwrap();
    archive
        .start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .unwrap();
    let texts = format!("<sst xmlns=\"{MAIN}\" uniqueCount = \"999999999999999\"></sst>");
    archive.write_all(texts.as_bytes()).unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    let error = read(&bytes).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("list of texts"), "{error}");
}

#[test]
fn a_bomb_is_refused() {
    // Three hundred megabytes of blanks pack to three hundred kilobytes.
    let body = format!("<sheetData>{}</sheetData>", " ".repeat(300 << 20));
    let error = read(&book(&[("s", &body)])).map(|_| ()).unwrap_err();
    assert!(error.to_string().contains("unpacked bytes"), "{error}");
}

#[test]
fn damage_is_told_in_one_sentence() {
    let sheet = format!(
        "<sheetData><row r=\"1\">{}</row></sheetData>",
        cell("A1", "1")
    );
    let whole = book(&[("s", &sheet)]);
    for bytes in [&whole[..whole.len() / 2], &whole[..30], b"PK\x03\x04"] {
        let error = read(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), "damaged");
        assert!(error.to_string().contains("save it again"), "{error}");
    }
    let no_workbook = archive(&[("readme.txt".into(), "hello".into())]);
    assert!(
        read(&no_workbook)
            .map(|_| ())
            .unwrap_err()
            .to_string()
            .contains("not an Excel workbook")
    );
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    assert_eq!(read(ole).map(|_| ()).unwrap_err().code(), "damaged");
    let mut empty = ole.to_vec();
    empty.resize(4096, 0);
    (empty[30], empty[32]) = (9, 6);
    assert_eq!(read(&empty).map(|_| ()).unwrap_err().code(), "damaged");
}

#[test]
fn too_many_sheets_are_refused() {
    let caps = Caps {
        sheets: 2,
        ..Caps::default()
    };
    let sheets = [
        ("a", "<sheetData/>"),
        ("b", "<sheetData/>"),
        ("c", "<sheetData/>"),
    ];
    let error = grids(&book(&sheets), &caps).map(|_| ()).unwrap_err();
    assert_eq!(
        error,
        WorkbookError::TooLarge {
            what: "sheets",
            limit: 2
        }
    );
}
