#![no_main]

use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// A workbook around a sheet of any bytes, so that the fuzzer gets past the archive.
fn around(sheet: &[u8]) -> Vec<u8> {
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file(name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

libfuzzer_sys::fuzz_target!(
    // A panic inside calamine is caught by the crate under test; the fuzzer's own hook
    // would end the run before it is. One that is not caught still ends the run.
    init: std::panic::set_hook(Box::new(|_| {})),
    |data: &[u8]| {
    match data.split_first() {
        Some((0, rest)) => memrilab_fuzz::workbook(rest),
        Some((1, rest)) => memrilab_fuzz::workbook(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rest].concat()),
        _ => memrilab_fuzz::workbook(&around(data)),
    }
});
