//! Tables to cycles, and cycles to the sweeps of a device.

use super::cycles::{Cycle, onto_grid, periods, same_grid};
use super::error::Problem;
use super::header::{Role, owner};
use super::number::finite;
use super::options::{MOST_CELLS, ReadOptions};
use super::report::ReadingReport;
use super::table::{Table, counts, looks_swept, smooth};
use crate::Sweep;
use memrilab_core::quantity::Amperes;
use ndarray::Array2;

/// The columns of a table that make a sweep.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// Each current column with the voltage column it belongs to.
    pub(super) pairs: Vec<(usize, usize)>,
    /// What the second of a pair holds.
    pub(super) kind: Option<Role>,
    /// A column that numbers the cycles.
    pub(super) cycle: Option<usize>,
    /// A column that says compliance, and the bit of its numbers that does.
    pub(super) status: Option<(usize, u64)>,
}

/// Finds voltage and current columns: those asked for, by heading, else by content.
pub(super) fn find(table: &Table, options: &ReadOptions) -> Result<Columns, Problem> {
    let asked = |name: &str| -> Result<usize, Problem> {
        let by_number = name.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        table
            .titled(name)
            .or(by_number)
            .filter(|&c| c < table.columns())
            .ok_or_else(|| {
                let names: Vec<String> = (0..table.columns().min(20))
                    .map(|c| table.name(c))
                    .collect();
                Problem::UnknownColumn {
                    name: name.to_owned(),
                    columns: names.join(", "),
                }
            })
    };
    let mut voltages = match &options.voltage_column {
        Some(name) => vec![asked(name)?],
        None => table.with_role(Role::Voltage),
    };
    let mut kind = Role::Current;
    let mut currents = Vec::new();
    for name in &options.current_columns {
        currents.push(asked(name)?);
    }
    if voltages.is_empty() {
        // Without a heading, the first column that is swept and does not count rows; one
        // that turns rather than one that only rises from zero, which may be the time.
        let swept = |&c: &usize| {
            table.title(c).is_none() && looks_swept(&table.raw(c)) && !counts(&table.raw(c))
        };
        // Of two columns the first drives the second; a sine has no step of its own, but
        // a smooth course.
        let driven = table.header.is_none() && table.columns() == 2 && smooth(&table.raw(0));
        let only_rises = |&c: &usize| {
            let raw = table.raw(c);
            raw.windows(2).all(|w| w[1] > w[0]) && raw.first().is_some_and(|&v| v >= 0.0)
        };
        let first = if driven {
            Some(0)
        } else {
            let found: Vec<usize> = (0..table.columns().min(8)).filter(swept).collect();
            let turns = found.iter().copied().find(|c| !only_rises(c));
            turns.or(found.first().copied())
        };
        voltages = first.into_iter().collect();
    }
    let Some(&v) = voltages.first() else {
        return Err(Problem::NoColumn { wanted: "voltage" });
    };
    if currents.is_empty() {
        for role in [Role::Current, Role::Resistance, Role::Conductance] {
            currents = table.with_role(role);
            kind = role;
            if !currents.is_empty() {
                break;
            }
        }
        if kind == Role::Current && voltages.len() == 1 {
            currents = cycle_columns(table, v, currents);
        }
    }
    if currents.is_empty() {
        kind = Role::Current;
        currents = unnamed(table, v);
    }
    currents.retain(|c| !voltages.contains(c));
    if currents.is_empty() {
        return Err(Problem::NoColumn { wanted: "current" });
    }
    let pairs = currents
        .iter()
        .map(|&c| (voltage_of(table, &voltages, c).unwrap_or(v), c))
        .collect();
    let cycle = table
        .with_role(Role::Cycle)
        .first()
        .copied()
        .filter(|c| !currents.contains(c));
    Ok(Columns {
        pairs,
        kind: Some(kind),
        cycle,
        status: compliance(table),
    })
}

/// A column called compliance that holds 0 and 1, or yes and no.
fn compliance(table: &Table) -> Option<(usize, u64)> {
    let says = |r: usize, c: usize| match table.grid.label(r, c) {
        Some(text) => YES.iter().chain(&NO).any(|w| text.eq_ignore_ascii_case(w)),
        None => [0.0, 1.0].contains(&table.grid.value(r, c)),
    };
    (0..table.columns())
        .find(|&c| {
            let named = |t: &str| t.to_lowercase().contains("compliance");
            table.title(c).is_some_and(named) && table.data.clone().all(|r| says(r, c))
        })
        .map(|c| (c, 1))
}

const YES: [&str; 3] = ["true", "yes", "t"];
const NO: [&str; 3] = ["false", "no", "f"];

fn flags(table: &Table, (column, bit): (usize, u64)) -> Vec<bool> {
    let flag = |r: usize| match table.grid.label(r, column) {
        Some(text) => YES.iter().any(|w| text.eq_ignore_ascii_case(w)),
        None => table.grid.value(r, column) as u64 & bit != 0,
    };
    table.data.clone().map(flag).collect()
}

/// The voltage that a current belongs to: that of the same terminal (`Drain Voltage` and
/// `Drain Current`), else the next one on its left.
fn voltage_of(table: &Table, voltages: &[usize], current: usize) -> Option<usize> {
    let whose = |c: usize| table.title(c).and_then(owner);
    let own =
        whose(current).and_then(|of| voltages.iter().find(|&&v| whose(v).as_ref() == Some(&of)));
    let left = || voltages.iter().filter(|&&v| v < current).max();
    own.or_else(left).copied()
}

/// Current columns of one stem (`I1`, `I2`, ..) are cycles, and so are columns without
/// a heading among or behind them; of different stems (`drain`, `gate`) the first counts.
fn cycle_columns(table: &Table, v: usize, currents: Vec<usize>) -> Vec<usize> {
    let stem = |c: usize| -> String {
        table
            .name(c)
            .chars()
            .filter(|x| x.is_alphabetic())
            .map(|x| x.to_ascii_lowercase())
            .collect()
    };
    let Some(&first) = currents.first() else {
        return currents;
    };
    let same: Vec<usize> = currents
        .iter()
        .copied()
        .filter(|&c| stem(c) == stem(first))
        .collect();
    if same.len() < 2 && currents.len() > 1 {
        return vec![first];
    }
    if same.len() < 2 {
        return same;
    }
    let blank = |&c: &usize| {
        c > v && table.title(c).is_none() && table.raw(c).iter().any(|x| x.is_finite())
    };
    let mut all: Vec<usize> = same
        .iter()
        .copied()
        .chain((0..table.columns()).filter(blank))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Columns without headings: all behind the voltage that do not count, rise steadily
/// like a time, or hold one value like a status.
fn unnamed(table: &Table, v: usize) -> Vec<usize> {
    if table.headings.iter().any(Option::is_some) {
        return Vec::new();
    }
    let candidates: Vec<usize> = (v + 1..table.columns())
        .filter(|&c| {
            let raw: Vec<f64> = table.raw(c).into_iter().filter(|x| x.is_finite()).collect();
            let varied = raw.windows(2).any(|w| w[0] != w[1]);
            let time = raw.windows(2).all(|w| w[1] >= w[0])
                && raw.iter().all(|&x| x >= 0.0)
                && raw.len() > 8
                && looks_swept(&raw);
            raw.len() >= 3 && varied && !counts(&raw) && !time
        })
        .collect();
    let wide = candidates.len() > 3;
    if wide {
        candidates
    } else {
        candidates.into_iter().take(1).collect()
    }
}

/// Reads the pairs of columns as cycles, splitting a single long list where it repeats.
pub(super) fn read(
    table: &Table,
    columns: &Columns,
    implied: (Option<&str>, Option<&str>),
    options: &ReadOptions,
    report: &mut ReadingReport,
) -> Vec<Cycle> {
    let lines = table.lines();
    let kind = columns.kind.unwrap_or(Role::Current);
    report.header_line = report
        .header_line
        .or_else(|| table.header.map(|r| table.grid.line(r)));
    let status = columns.status.map(|s| flags(table, s));
    let mut cycles = Vec::new();
    let mut rows = Vec::new();
    let mut known: Option<(usize, Vec<f64>)> = None;
    for &(v, c) in &columns.pairs {
        let voltage = match known.take() {
            Some((column, values)) if column == v => values,
            _ => table.values(v, Role::Voltage, implied.0, options, report),
        };
        let measured = table.values(c, kind, implied.1, options, report);
        let current: Vec<f64> = match kind {
            Role::Resistance => voltage
                .iter()
                .zip(&measured)
                .map(|(v, r)| if open(*r) { f64::NAN } else { v / r })
                .collect(),
            Role::Conductance => voltage.iter().zip(&measured).map(|(v, g)| v * g).collect(),
            _ => measured,
        };
        let at: Vec<usize> = (0..voltage.len())
            .filter(|&i| voltage[i].is_finite())
            .collect();
        if at.iter().all(|&i| !current[i].is_finite()) {
            report.leave_out(format!("column `{}`", table.name(c)), "holds no current");
        } else {
            cycles.push(Cycle {
                name: table.name(c),
                voltage: at.iter().map(|&i| voltage[i]).collect(),
                current: at.iter().map(|&i| finite(current[i])).collect(),
                flags: status
                    .as_ref()
                    .map_or_else(Vec::new, |s| at.iter().map(|&i| s[i]).collect()),
                lines: at.iter().map(|&i| lines[i]).collect(),
                continues: false,
            });
            rows = at;
        }
        known = Some((v, voltage));
    }
    tell_unused(table, columns, report);
    let skipped = lines.len() - cycles.first().map_or(lines.len(), |c| c.voltage.len());
    if skipped > 0 {
        report.leave_out(format!("{skipped} rows"), "hold no voltage");
    }
    match cycles.as_slice() {
        [one] => split(table, columns, one, &rows, report),
        many => {
            report.found_cycles(format!("{} columns of current.", many.len()));
            cycles
        }
    }
}

/// Tells which columns of numbers were not used, and where text stood in those that were.
fn tell_unused(table: &Table, columns: &Columns, report: &mut ReadingReport) {
    let mut used = vec![false; table.columns()];
    let pairs = columns.pairs.iter().flat_map(|&(v, c)| [v, c]);
    pairs.for_each(|c| used[c] = true);
    for (r, c, text) in table.grid.texts_of(table.data.clone()) {
        if used.get(*c as usize) == Some(&true) {
            report.missing(text, table.grid.line(*r as usize));
        }
    }
    let others = [columns.cycle, columns.status.map(|s| s.0)];
    let index = table.with_role(Role::Index);
    for c in others.into_iter().flatten().chain(index) {
        used[c] = true;
    }
    let names: Vec<String> = (0..table.columns())
        .filter(|&c| !used[c])
        .filter(|&c| {
            table
                .data
                .clone()
                .any(|r| table.grid.value(r, c).is_finite())
        })
        .map(|c| format!("`{}`", table.name(c)))
        .collect();
    if names.is_empty() {
        return;
    }
    let more = match names.len().saturating_sub(12) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    let shown = names[..names.len().min(12)].join(", ");
    report.leave_out(
        format!("columns {shown}{more}"),
        "are not taken for part of the sweep; name their columns if they are",
    );
}

fn open(resistance: f64) -> bool {
    resistance == 0.0 || resistance.abs() >= 1e10
}

/// Splits one long list; `rows` are those of the table's data that it was read from.
fn split(
    table: &Table,
    columns: &Columns,
    one: &Cycle,
    rows: &[usize],
    report: &mut ReadingReport,
) -> Vec<Cycle> {
    let numbers = |c: usize| -> Vec<f64> {
        let row = |&r: &usize| table.grid.value(table.data.start + r, c);
        rows.iter().map(row).collect()
    };
    let mut ways: Vec<(&str, Vec<usize>)> = Vec::new();
    if let Some(c) = columns.cycle {
        let n = numbers(c);
        ways.push((
            "a column numbers them",
            (1..n.len())
                .filter(|&i| n[i].is_finite() && n[i] != n[i - 1])
                .collect(),
        ));
    }
    if let Some(&c) = table.with_role(Role::Index).first() {
        let n = numbers(c);
        ways.push((
            "the index begins again",
            (1..n.len()).filter(|&i| n[i] < n[i - 1]).collect(),
        ));
    }
    let blank = (1..rows.len())
        .filter(|&i| {
            (rows[i - 1] + 1..rows[i]).any(|r| table.grid.is_blank_row(table.data.start + r))
        })
        .collect();
    ways.push(("blank lines part them", blank));
    ways.push(("the voltage begins its course again", periods(&one.voltage)));
    for (how, starts) in ways {
        let parts = one.split(&starts);
        if !starts.is_empty() && parts.iter().all(|p| p.voltage.len() >= 3) {
            report.found_cycles(format!("{}, because {how}.", parts.len()));
            return parts;
        }
    }
    report.found_cycles("one.");
    vec![one.clone()]
}

/// Devices in one file.
const MOST_DEVICES: usize = 4096;

/// Groups cycles by their voltages: those of one grid, or of one range and course, are
/// one device's; the others another's.
pub(super) fn devices(
    cycles: Vec<Cycle>,
    report: &mut ReadingReport,
) -> Result<Vec<Vec<Cycle>>, Problem> {
    let mut groups: Vec<Vec<Cycle>> = Vec::new();
    let mut last = 0;
    for cycle in cycles {
        let same = |g: &Vec<Cycle>| g.first().is_some_and(|f| alike(&f.voltage, &cycle.voltage));
        let home = if cycle.continues {
            Some(last)
        } else {
            groups.iter().position(same)
        };
        last = home.filter(|&at| at < groups.len()).unwrap_or(groups.len());
        if last == MOST_DEVICES {
            return Err(Problem::TooLarge {
                what: "different lists of voltages: more than",
                found: MOST_DEVICES,
                limit: MOST_DEVICES,
            });
        }
        match groups.get_mut(last) {
            Some(group) => group.push(cycle),
            None => groups.push(vec![cycle]),
        }
    }
    if groups.len() > 1 {
        report.note(format!(
            "The sweeps run over {} different lists of voltages; each list is taken as a device of its own.",
            groups.len()
        ));
    }
    Ok(groups)
}

/// Whether two sweeps are of one device: the same grid, or the same range and nearly as
/// many points.
fn alike(a: &[f64], b: &[f64]) -> bool {
    let range = |v: &[f64]| {
        v.iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &x| {
                (l.min(x), h.max(x))
            })
    };
    let ((al, ah), (bl, bh)) = (range(a), range(b));
    let near = |x: f64, y: f64| (x - y).abs() <= 0.1 * (ah - al).max(bh - bl);
    let lengths = 10 * a.len().min(b.len()) >= 9 * a.len().max(b.len());
    same_grid(a, b) || lengths && near(al, bl) && near(ah, bh)
}

/// Lays the cycles of one device on one list of voltages.
pub(super) fn assemble(cycles: &[Cycle], report: &mut ReadingReport) -> Result<Sweep, Problem> {
    let longest = cycles.iter().map(|c| c.voltage.len()).max().unwrap_or(0);
    let Some(base) = cycles
        .iter()
        .find(|c| c.voltage.len() == longest && longest >= 3)
    else {
        return Err(Problem::TooFewPoints { points: longest });
    };
    // A long cycle among many short ones would be a table of mostly nothing.
    let entries = cycles.len().saturating_mul(longest);
    if entries > MOST_CELLS {
        return Err(Problem::TooLarge {
            what: "its cycles, times the points of the longest, are",
            found: entries,
            limit: MOST_CELLS,
        });
    }
    let (voltage, lines) = (base.voltage.clone(), base.lines.clone());
    let first = voltage[0];
    if voltage.iter().all(|&v| v == first) {
        return Err(Problem::ConstantVoltage {
            value: first.to_string(),
        });
    }
    let mut current = Array2::from_elem((cycles.len(), longest), f64::NAN);
    let mut flags = Array2::from_elem((cycles.len(), longest), false);
    let flagged = cycles.iter().any(|c| !c.flags.is_empty());
    let mut moved = 0;
    for (k, cycle) in cycles.iter().enumerate() {
        if same_grid(&voltage, &cycle.voltage) {
            for (j, &i) in cycle.current.iter().enumerate() {
                current[[k, j]] = finite(i);
                flags[[k, j]] = cycle.flags.get(j).copied().unwrap_or(false);
            }
        } else {
            moved += 1;
            for (j, (i, flag)) in onto_grid(&voltage, cycle).into_iter().enumerate() {
                current[[k, j]] = i;
                flags[[k, j]] = flag;
            }
        }
    }
    if moved > 0 {
        report.note(format!(
            "{moved} of {} cycles had voltages of their own and were interpolated onto those of the longest cycle, course by course.",
            cycles.len()
        ));
    }
    let below = (0..longest).filter(|&j| voltage[j] < -1e-9).count();
    let any_negative = current.iter().any(|&i| i < 0.0);
    Ok(Sweep {
        magnitude_only: below >= 3 && !any_negative,
        cycle_names: cycles.iter().map(|c| c.name.clone()).collect(),
        voltage,
        current,
        lines,
        compliance_flags: flagged.then_some(flags),
        stated_compliance: None::<Amperes>,
        set_polarity: None,
    })
}
