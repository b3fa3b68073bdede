//! The one table of formats: the command line prints it, the documentation shows it.

use crate::Dialect;
use serde::Serialize;

/// One format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct FormatInfo {
    /// The dialect it is read as.
    pub dialect: Dialect,
    /// What people call it.
    pub name: &'static str,
    /// Usual file name extensions.
    pub extensions: &'static str,
    /// How it is recognised.
    pub recognised_by: &'static str,
    /// What comes out.
    pub gives: &'static str,
}

const fn format(
    dialect: Dialect,
    name: &'static str,
    extensions: &'static str,
    recognised_by: &'static str,
    gives: &'static str,
) -> FormatInfo {
    FormatInfo {
        dialect,
        name,
        extensions,
        recognised_by,
        gives,
    }
}

const FORMATS: [FormatInfo; 14] = [
    format(
        Dialect::CycleColumns,
        "Cycles as columns",
        ".csv .txt .xlsx .xls",
        "one voltage column and several current columns, with headings or without",
        "a sweep with one cycle a column; columns without a heading count",
    ),
    format(
        Dialect::Keithley4200,
        "Keithley 4200 / Clarius",
        ".xlsx .txt .csv",
        "columns AV and AI; workbooks with one sheet a run",
        "a sweep with one cycle a sheet, oldest first; SET and RESET files are joined by their names",
    ),
    format(
        Dialect::Keithley2400,
        "Keithley 2400 buffer",
        ".txt",
        "five columns without heading: voltage, current, resistance, time, status",
        "a sweep with the instrument's compliance flags; forward and backward files are joined by their names",
    ),
    format(
        Dialect::SideBySide,
        "Sweeps side by side",
        ".xls .xlsx .csv",
        "blocks of columns parted by empty ones, or voltage, index, current, resistance repeated",
        "a sweep with one cycle a block; blocks with other voltages are devices of their own",
    ),
    format(
        Dialect::EasyExpert,
        "Keysight EasyEXPERT (B1500A)",
        ".csv .xls",
        "records that begin with DataName and DataValue",
        "a sweep with one cycle a DataName block, and the compliance that was set",
    ),
    format(
        Dialect::AnalogDiscovery,
        "Analog Discovery, Knowm",
        ".csv .dat .txt",
        "two columns without heading whose numbers cannot be amperes",
        "a sweep in volts and microamperes, split into the periods of its drive",
    ),
    format(
        Dialect::ArcOne,
        "ArC ONE session",
        ".csv .csv.gz",
        "the heading Wordline,Bitline,Resistance,Amplitude (V),...",
        "for each device its curve-tracer sweeps, or its conductance after pulses",
    ),
    format(
        Dialect::ArcTwo,
        "ArC TWO curve tracer",
        ".csv .tsv",
        "comment lines from # ATTRS_START to # ATTRS_END",
        "a sweep, split where its voltage begins again",
    ),
    format(
        Dialect::LabView,
        "LabVIEW measurement",
        ".lvm",
        "the first line, LabVIEW Measurement",
        "a sweep; channels are told by their names or by Y_Unit_Label",
    ),
    format(
        Dialect::ScpiReadings,
        "Readings with units (Keithley 6487, KXCI)",
        ".txt .csv",
        "numbers with a unit behind them, or a status letter before them",
        "a sweep of reading against source voltage; the letter C marks compliance",
    ),
    format(
        Dialect::Generic,
        "Any table with a voltage and a current",
        ".csv .tsv .txt .dat .xlsx .xls",
        "headings in several languages, with units in brackets; else a regularly swept column",
        "a sweep; cycles by a column that numbers them, an index that begins again, blank lines or periods",
    ),
    format(
        Dialect::PulseProgramming,
        "Programming by pulse trains",
        ".csv",
        "the heading pulse_v, .., meas_v, i_0, i_1, ..",
        "conductance after each train, the mean read current over the read voltage",
    ),
    format(
        Dialect::PulseList,
        "List of conductances",
        ".txt .csv",
        "one number a line, or a name that says conductance, potentiation or depression",
        "conductance after each pulse, in a unit the file does not name",
    ),
    format(
        Dialect::Simulated,
        "Simulated device",
        ".csv .xlsx .xls",
        "the line # simulated by memrilab, which memrilab device simulate writes first",
        "a sweep with one cycle a column, told from what was measured by its dialect",
    ),
];

/// Every format that is read.
#[must_use]
pub fn formats() -> &'static [FormatInfo] {
    &FORMATS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dialect_has_its_row_and_its_name() {
        for dialect in Dialect::ALL {
            assert_eq!(
                FORMATS.iter().filter(|f| f.dialect == dialect).count(),
                1,
                "{dialect:?}"
            );
            let written = serde_json::to_value(dialect).unwrap();
            assert_eq!(written, dialect.name());
        }
        let shown = include_str!("../../../../docs/FORMATS.md");
        for format in formats() {
            assert!(
                shown.contains(format.name),
                "{} in docs/FORMATS.md",
                format.name
            );
        }
    }
}
