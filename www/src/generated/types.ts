// Written by `cargo xtask types` from the Rust types; not by hand.

/**
 * By which rule the next point is chosen.
 *
 * With a target, "improvement" is a smaller distance to it (METHOD B7).
 */
export type Acquisition = { "rule": "expected-improvement", 
/**
 * In the units of the values.
 */
xi: number, } | { "rule": "log-expected-improvement", 
/**
 * In the units of the values.
 */
xi: number, } | { "rule": "upper-bound", 
/**
 * Standard deviations.
 */
kappa: number, } | { "rule": "probability-of-improvement", 
/**
 * In the units of the values.
 */
xi: number, } | { "rule": "thompson" } | { "rule": "within", 
/**
 * In the units of the values.
 */
within: number, };

/**
 * A current in amperes.
 */
export type Amperes = number;

/**
 * One method's numbers and the curve they were read off.
 */
export type Analysis = { 
/**
 * Which method.
 */
method: Method, 
/**
 * Its numbers.
 */
result: MethodResult, 
/**
 * Its curve.
 */
curve: Curve, };

/**
 * What is asked for.
 */
export type Ask = { 
/**
 * How many recipes.
 */
batch?: number, 
/**
 * How many, each for a usability of its own, from 0.93 to 0.12.
 */
series?: number, };

/**
 * One value of a forbidden combination.
 */
export type Assignment = { 
/**
 * The variable.
 */
variable: string, 
/**
 * Its value.
 */
value: Value, };

/**
 * One axis of a panel.
 */
export type Axis = { 
/**
 * What is drawn along it, such as `Current`.
 */
label: string, 
/**
 * The unit of values, such as `A`; empty for plain numbers.
 */
unit: string, 
/**
 * The unit that the tick labels are in, such as `µA`.
 */
shown_unit: string, 
/**
 * A value in `shown_unit` is the value in `unit` divided by ten to this.
 */
exponent: number, 
/**
 * Linear, logarithmic or rows.
 */
scale: AxisScale, 
/**
 * Value at the left or lower end (the upper end for rows).
 */
low: number, 
/**
 * Value at the right or upper end.
 */
high: number, 
/**
 * Labelled values; of rows, those there is room for.
 */
ticks: Array<Tick>, 
/**
 * For rows, the name of each, labelled or not.
 */
names: Array<string>, 
/**
 * What else values are read as, where there is something.
 */
second: Second | null, };

/**
 * What distances along an axis mean.
 */
export type AxisScale = "linear" | "log" | "rows";

/**
 * Which lower-tail quantile the paper's upper bound on sigma divides by (decision U13).
 */
export type Bound = "two-sided" | "one-sided";

/**
 * A figure of a campaign.
 */
export type CampaignFigure = { "chart": "progress" } | { "chart": "slice", 
/**
 * Its place in the space.
 */
variable: number, } | { "chart": "map", 
/**
 * Place of the variable along x.
 */
across: number, 
/**
 * Place of the variable along y.
 */
down: number, 
/**
 * What is shown.
 */
quantity: Quantity, } | { "chart": "importance" } | { "chart": "prediction" };

/**
 * What a campaign file says that it is.
 */
export type CampaignMark = "campaign";

/**
 * How candidates were made.
 */
export type CandidateReport = { 
/**
 * Where they came from.
 */
source: CandidateSource, 
/**
 * How many obey the constraints.
 */
count: number, 
/**
 * How many were drawn over the space.
 */
drawn: number, 
/**
 * How many are neighbours of good points.
 */
local: number, };

/**
 * Where the candidates came from.
 */
export type CandidateSource = "enumerated" | "listed" | "drawn";

/**
 * Limits on what is read, against hostile and mistaken files.
 */
export type Caps = { 
/**
 * Bytes of a file.
 */
file_bytes: number, 
/**
 * Bytes of what a compressed file unpacks to.
 */
unpacked_bytes: number, 
/**
 * Rows.
 */
rows: number, 
/**
 * Columns.
 */
columns: number, 
/**
 * Bytes of a line.
 */
line_bytes: number, 
/**
 * Bytes of a cell.
 */
cell_bytes: number, 
/**
 * Sheets of a workbook.
 */
sheets: number, };

/**
 * One value of a table.
 */
export type Cell = number | string | null;

/**
 * The charts by name.
 */
export type Chart = "current" | "current-log" | "conductance" | "spread" | "endurance" | "ranking" | "methods" | "histogram" | "overlay";

/**
 * The head of a column.
 */
export type Column = { 
/**
 * What the column holds.
 */
name: string, 
/**
 * The unit of its numbers; empty for names and plain numbers.
 */
unit: string, };

/**
 * A column that was used, and as what.
 */
export type ColumnUse = { 
/**
 * Its heading; `column 3` where it has none.
 */
name: string, 
/**
 * `voltage`, `current`, `resistance`, `conductance`, `time`, `status`, `cycle`.
 */
role: string, 
/**
 * Its unit as read.
 */
unit: string, 
/**
 * Where the unit came from.
 */
source: UnitSource, };

/**
 * What is compared; a chart looks at its own part only.
 */
export type Comparison = { 
/**
 * For `ranking`.
 */
scores?: Array<Score>, 
/**
 * For `methods`.
 */
methods?: Array<MethodScores>, 
/**
 * For `histogram`.
 */
usability?: Array<number>, 
/**
 * For `overlay`.
 */
curves?: Array<OverlayCurve>, };

/**
 * How current compliance is found; it acts on [`Method::Corrected`] only.
 */
export type Compliance = "auto" | "none" | { "given": Amperes };

/**
 * A rule that candidates must obey; observations need not.
 */
export type Constraint = { "rule": "linear", 
/**
 * The terms of the sum.
 */
terms: Array<Term>, 
/**
 * The bound.
 */
at_most: number, } | { "rule": "forbidden", 
/**
 * The combination.
 */
together: Array<Assignment>, };

/**
 * Conductance along the kept points of one method, for a figure.
 */
export type Curve = { 
/**
 * Volts at each kept point (pulse numbers from 1 for pulses).
 */
voltage: Array<number>, 
/**
 * Data row of each kept point, from 0.
 */
rows: Array<number>, 
/**
 * Mean conductance over the cycles present, in siemens; `None` where none is.
 */
mean: Array<number | null>, 
/**
 * Smoothed mean, in siemens; the mean itself where the method does not smooth.
 */
smoothed: Array<number | null>, 
/**
 * Lower quartile over cycles, in siemens.
 */
low: Array<number | null>, 
/**
 * Upper quartile over cycles, in siemens.
 */
high: Array<number | null>, 
/**
 * Standard deviation over cycles of the log conductance at each point, with one
 * degree of freedom fewer than cycles; `None` below two.
 */
spread: Array<number | null>, 
/**
 * Cycles present at each point.
 */
present: Array<number>, 
/**
 * Voltages of the whole branch, kept or not, for drawing the compliance mask.
 */
branch_voltage: Array<number>, 
/**
 * Cycles missing for compliance at each of them.
 */
masked: Array<number>, };

/**
 * One cycle's switching.
 */
export type CycleSwitching = { 
/**
 * Volts; absent if the current never grows threefold within five points.
 */
v_set: number | null, 
/**
 * Volts; absent if it never falls so.
 */
v_reset: number | null, 
/**
 * Ratio of currents at the read voltage.
 */
on_off_ratio: number | null, 
/**
 * Amperes at compliance, where the cycle has a plateau.
 */
compliance: number | null, };

/**
 * One device by every method asked for.
 */
export type DeviceAnalysis = { 
/**
 * Cycles with at least one current.
 */
cycles: number, 
/**
 * Points of the whole sweep (or pulses of the train).
 */
points: number, 
/**
 * Largest |V| on the SET polarity, in volts; absent for pulses.
 */
v_max: number | null, 
/**
 * Median distance of neighbouring voltages on the forward branch, in volts.
 */
v_step: number | null, 
/**
 * The polarity on which the device is SET.
 */
polarity: Polarity | null, 
/**
 * SET and RESET voltages, on/off ratio, cycle by cycle.
 */
switching: Switching, 
/**
 * Current compliance in amperes, where there is one.
 */
compliance_a: number | null, 
/**
 * Fraction of the forward branch's entries at compliance.
 */
clipped_fraction: number | null, 
/**
 * Points of the forward branch at which at least half of the cycles are below
 * compliance.
 */
points_before_compliance: number | null, 
/**
 * What a reader of the numbers should know, one sentence each.
 */
warnings: Array<string>, 
/**
 * The methods, in the order asked for.
 */
methods: Array<Analysis>, };

/**
 * One device, by the path of its file and its place in it.
 */
export type DeviceKey = { 
/**
 * Path of the file; of the first, where two are joined.
 */
file: string, 
/**
 * Sheet, block or device within it; empty if the file holds one device.
 */
block: string, };

/**
 * A bipolar switching device and how it is swept: `0 -> V -> 0 -> -V -> 0`.
 *
 * On the way out `ln G = ln g0 + growth V + set_jump s((V - v_set) / 0.05 V) - dips`,
 * `s` the logistic function; or, where a curve was drawn, ln G goes in straight lines
 * from one point of it to the next. On the way back G keeps the value it had at the top. On the other
 * polarity it stays there until `v_reset`, where it falls back to `g0`, or to the first value of
 * the curve, by the same logistic step. Each entry is multiplied by `exp(cycle_noise z_k + point_noise z_kj)`
 * and the current of the SET polarity is cut at the compliance.
 */
export type DeviceModel = { 
/**
 * Sweeps, 1 to 10000.
 */
cycles: number, 
/**
 * Largest voltage.
 */
v_max: Volts, 
/**
 * Voltage step; `v_max / v_step` is rounded to whole points.
 */
v_step: Volts, 
/**
 * Conductance extrapolated to 0 V, in siemens.
 */
g0: number, 
/**
 * Growth of ln G per volt.
 */
growth: number, 
/**
 * SET voltage of a sudden jump, if there is one.
 */
v_set: Volts | null, 
/**
 * How far ln G jumps there.
 */
set_jump: number, 
/**
 * RESET voltage, as a magnitude.
 */
v_reset: Volts, 
/**
 * Compliance of the SET polarity.
 */
compliance: Amperes | null, 
/**
 * Standard deviation of ln G from point to point.
 */
point_noise: number, 
/**
 * Standard deviation of ln G from cycle to cycle, common to its points.
 */
cycle_noise: number, 
/**
 * Stretches of falling conductance.
 */
dips: Array<Dip>, 
/**
 * Conductance along the way out as drawn by hand, in siemens: `n` values at the
 * voltages `v_max / n, 2 v_max / n, .. v_max`, at most 10000. Unless it is empty,
 * it stands in place of `g0`, `growth`, `set_jump` and `dips`.
 */
curve: Array<number>, };

/**
 * One analysed device. Voltages in volts, currents in amperes; a quantity that does
 * not exist for the device is absent (`null`).
 */
export type DeviceRecord = { 
/**
 * Path of the file.
 */
file: string, 
/**
 * The file joined to it: RESET to SET, backward to forward branch.
 */
partner: string | null, 
/**
 * Sheet, block or device within the file; empty if the file holds one device.
 */
block: string, 
/**
 * How the file was written.
 */
dialect: Dialect, 
/**
 * `sweep` or `conductance-after-pulses`.
 */
kind: string, 
/**
 * Cycles with at least one current.
 */
cycles: number, 
/**
 * Points of the whole sweep.
 */
points: number, 
/**
 * Largest voltage on the SET polarity, as a magnitude.
 */
v_max: number | null, 
/**
 * Median step on the outward leg.
 */
v_step: number | null, 
/**
 * The polarity that SETs.
 */
polarity: Polarity | null, 
/**
 * Median SET voltage.
 */
v_set: number | null, 
/**
 * Median RESET voltage.
 */
v_reset: number | null, 
/**
 * Median on/off ratio at the read voltage.
 */
on_off_ratio: number | null, 
/**
 * Where the on/off ratio was read.
 */
read_voltage: number | null, 
/**
 * Compliance current.
 */
compliance_a: number | null, 
/**
 * Fraction of the outward leg at compliance.
 */
clipped_fraction: number | null, 
/**
 * Points with half of the cycles below compliance.
 */
points_before_compliance: number | null, 
/**
 * Quartiles of SET voltage, RESET voltage and on/off ratio over cycles.
 */
switching: SwitchingSummary, 
/**
 * Each cycle's own.
 */
endurance: Array<CycleSwitching>, 
/**
 * How the device was made, as far as the file says.
 */
recipe: Recipe, 
/**
 * What a reader of the numbers should know.
 */
warnings: Array<string>, 
/**
 * The numbers by method.
 */
methods: { [key in Method]?: MethodResult }, 
/**
 * What was set for its file only, where anything was.
 */
settings?: FileSettings | null, 
/**
 * How the file was read, where asked for.
 */
reading?: ReadingReport | null, };

/**
 * How a file was written. The names are those of `docs/FORMATS.md`.
 */
export type Dialect = "cycle-columns" | "keithley4200" | "keithley2400" | "side-by-side" | "easy-expert" | "analog-discovery" | "arc-one" | "arc-two" | "lab-view" | "scpi-readings" | "generic" | "pulse-programming" | "pulse-list" | "simulated";

/**
 * A stretch of the outward leg on which the conductance falls instead of rising.
 */
export type Dip = { 
/**
 * Where it begins, in volts.
 */
from: Volts, 
/**
 * Where it ends, in volts.
 */
to: Volts, 
/**
 * How far ln G has fallen at its end.
 */
depth: number, };

/**
 * Everything one run gave, and the settings it was run with.
 */
export type Document = { 
/**
 * Version of this form.
 */
schema: number, 
/**
 * The program's version.
 */
version: string, 
/**
 * The settings.
 */
options: Options, 
/**
 * The devices, in the order read.
 */
devices: Array<DeviceRecord>, 
/**
 * Files, or parts of files, that gave no device.
 */
skipped: Array<Skipped>, };

/**
 * Conductance curve, run and sigma of one device, and where they came from.
 */
export type DriftModel = { 
/**
 * Version of this form.
 */
schema: number, 
/**
 * The method that measured it; absent if only a usability was given.
 */
method: Method | null, 
/**
 * Which sigma it holds.
 */
sigma_choice: SigmaChoice, 
/**
 * Smoothed conductance along the outward leg, in siemens.
 */
conductance: Array<number>, 
/**
 * First point of the run.
 */
run_start: number, 
/**
 * One past its last point.
 */
run_end: number, 
/**
 * Standard deviation of the log conductance from cycle to cycle.
 */
sigma: number, 
/**
 * The run's share of the required length.
 */
length_factor: number, };

/**
 * One thing that is done to a campaign.
 */
export type Edit = { "edit": "plan", 
/**
 * What may be made.
 */
space?: Space, 
/**
 * What is wanted, and how the model works.
 */
settings?: Settings, 
/**
 * What it is called.
 */
name?: string, 
/**
 * Seed of suggestions.
 */
seed?: number, } | { "edit": "add", 
/**
 * Name and value.
 */
words: Array<[string, string]>, } | { "edit": "take-up", 
/**
 * Those of a suggestion.
 */
proposals: Array<Proposal>, } | { "edit": "tell", 
/**
 * Its number.
 */
id: number, 
/**
 * The value.
 */
measured: Measured, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Whether no device was made.
 */
simulated: boolean, } | { "edit": "measure", 
/**
 * The number of the experiment.
 */
id: number, 
/**
 * The usability.
 */
usability: number, 
/**
 * Lower end of its 95 % interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * The device.
 */
source: string, 
/**
 * Whether no device was made.
 */
simulated: boolean, } | { "edit": "fail", 
/**
 * Its number.
 */
id: number, } | { "edit": "take-back", 
/**
 * Its number.
 */
id: number, } | { "edit": "remove", 
/**
 * Their numbers.
 */
ids: Array<number>, } | { "edit": "note", 
/**
 * Its number.
 */
id: number, 
/**
 * The remark.
 */
note: string, } | { "edit": "table", 
/**
 * The table, with its heading.
 */
text: string, } | { "edit": "laboratory", 
/**
 * How it works.
 */
laboratory: Laboratory, 
/**
 * This experiment only.
 */
id?: number, };

/**
 * How categories become numbers.
 */
export type Encoding = "ordinal" | "onehot" | "descriptors";

/**
 * A recipe, where it came from, and what came of it.
 */
export type Experiment = { 
/**
 * Its number in the campaign, from 1; it never changes.
 */
id: number, 
/**
 * A value for each variable of the space; it may lie off the grid.
 */
recipe: Point, 
/**
 * How far it is.
 */
status: Status, 
/**
 * Its value, once there is one.
 */
measured: Measured | null, 
/**
 * Mean and standard deviation that the model expected when it was suggested.
 */
expected: [number, number] | null, 
/**
 * Files of its sweeps, or what else the value came from.
 */
source: string, 
/**
 * Whether no device was made: the virtual laboratory gave the value.
 */
simulated: boolean, 
/**
 * Anything worth remembering.
 */
note: string, 
/**
 * Columns of a table that are no variables: name and cell, kept as they were.
 */
extra: Array<[string, string]>, };

/**
 * Experiments, and what they are for.
 */
export type FabricationCampaign = { 
/**
 * Says that it is one.
 */
memrilab: CampaignMark, 
/**
 * Version of this form.
 */
schema: number, 
/**
 * The version of the program that wrote it.
 */
version: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What is measured of a device.
 */
objective: string, 
/**
 * The method by which usability is measured, where it is that.
 */
method: Method, 
/**
 * What may be made.
 */
space: Space, 
/**
 * What is wanted, and how the model works.
 */
settings: Settings, 
/**
 * Seed of suggestions and of the virtual laboratory.
 */
seed: number, 
/**
 * What was made, is being made, or waits.
 */
experiments: Array<Experiment>, };

/**
 * A figure asked for by the page; what is absent has a default.
 */
export type FigureRequest = { 
/**
 * Which chart.
 */
chart?: Chart, 
/**
 * Which device of a survey, from 0.
 */
device?: number, 
/**
 * By which method.
 */
method?: Method, 
/**
 * CSS pixels across.
 */
width?: number, 
/**
 * CSS pixels down; as the chart needs if absent.
 */
height?: number, 
/**
 * Pixels of the document to the CSS pixel, for SVG.
 */
scale?: number, 
/**
 * Dark instead of light.
 */
dark?: boolean, };

/**
 * What a file holds.
 */
export type FileKind = "sweep" | "conductance-after-pulses" | "resistance-cycles" | "set-voltages" | "retention" | "endurance-summary" | "fabrication-conditions" | "table" | "notes" | "idx-data";

/**
 * What was set for one file only; everything else is the run's.
 */
export type FileSettings = { 
/**
 * How it is read: units, columns, limits.
 */
read: Partial<ReadOptions>, 
/**
 * Which polarity SETs its devices, if not the run's choice.
 */
polarity: PolarityChoice | null, 
/**
 * How its compliance is found, if not the run's way.
 */
compliance: Compliance | null, };

/**
 * One format.
 */
export type FormatInfo = { 
/**
 * The dialect it is read as.
 */
dialect: Dialect, 
/**
 * What people call it.
 */
name: string, 
/**
 * Usual file name extensions.
 */
extensions: string, 
/**
 * How it is recognised.
 */
recognised_by: string, 
/**
 * What comes out.
 */
gives: string, };

/**
 * What is wanted of the values.
 */
export type Goal = { "aim": "maximise" } | { "aim": "minimise" } | { "aim": "target", 
/**
 * The value.
 */
value: number, };

/**
 * What a pointer points at, in words.
 */
export type Hover = { 
/**
 * The pixel of the data point.
 */
pixel: [number, number], 
/**
 * Its series, such as `cycle 3`; of a cell, its value.
 */
series: string, 
/**
 * Its x with name and unit, such as `Voltage 2.10 V`.
 */
x: string, 
/**
 * Its y, such as `Current 34.1 µA`; empty for what has none.
 */
y: string, };

/**
 * The value that is to be improved on.
 */
export type Incumbent = "best-mean" | "best-value";

/**
 * A stationary correlation of the scaled distance
 * `r^2 = sum over coordinates of (x - x')^2 / l^2`.
 */
export type Kernel = "squared-exponential" | "matern52";

/**
 * What a variable may be.
 */
export type Kind = { "kind": "levels", 
/**
 * The numbers, at least two and all different; their order is that of the grid.
 */
values: Array<number>, 
/**
 * Whether their ratios matter rather than their differences.
 */
log: boolean, } | { "kind": "range", 
/**
 * The lower end.
 */
low: number, 
/**
 * The upper end.
 */
high: number, 
/**
 * Whether ratios matter rather than differences.
 */
log: boolean, } | { "kind": "categories", 
/**
 * The names, at least two and all different.
 */
names: Array<string>, 
/**
 * Numbers that describe each category, the same count for every one; may be empty.
 */
descriptors: Array<Array<number>>, } | { "kind": "simplex", 
/**
 * The names of what is mixed, at least two and all different.
 */
parts: Array<string>, 
/**
 * The grid: every share is a multiple of `1 / steps`.
 */
steps: number, };

/**
 * How the virtual laboratory works.
 */
export type Laboratory = { 
/**
 * Standard deviation of a value that is given without sweeps ([`Self::value`]).
 */
noise: number, 
/**
 * Cycles of each device.
 */
cycles: number, 
/**
 * Current compliance of the sweeps, in amperes.
 */
compliance: number, 
/**
 * Seed of its noise.
 */
seed: number, };

/**
 * A whole picture's arrangement.
 */
export type Layout = { 
/**
 * Logical pixels across.
 */
width: number, 
/**
 * Logical pixels down.
 */
height: number, 
/**
 * The title, whole even where the picture shortens it.
 */
title: string, 
/**
 * What the picture shows, in a sentence or two, for a reader who does not see it.
 */
description: string, 
/**
 * Sentences on what was left out or is worth knowing, whole even where the picture
 * has no room for them.
 */
notes: Array<string>, 
/**
 * From top to bottom.
 */
panels: Array<Panel>, };

/**
 * A part of the file that was not used.
 */
export type LeftOut = { 
/**
 * Where it stands.
 */
place: string, 
/**
 * Why it was left out.
 */
reason: string, };

/**
 * A fitted length scale, in units of the variable's whole range.
 */
export type LengthScale = { 
/**
 * The variable, or "all variables".
 */
name: string, 
/**
 * The scale.
 */
value: number, };

/**
 * A normal distribution of a logarithm, cut off at two bounds of the value itself.
 */
export type LogNormal = { 
/**
 * The median of the value: the logarithm's mean is `ln median`.
 */
median: number, 
/**
 * Standard deviation of the logarithm.
 */
sd: number, 
/**
 * Least value.
 */
low: number, 
/**
 * Largest value.
 */
high: number, };

/**
 * How a series is drawn.
 */
export type MarkKind = "line" | "dots" | "band" | "whiskers" | "bars" | "level" | "post" | "shade" | "span" | "errorbars" | "rowbars" | "foot" | "cells";

/**
 * The value of a measured device.
 */
export type Measured = { 
/**
 * The value of the objective, such as usability.
 */
value: number, 
/**
 * Its standard deviation, where it is known; the optimiser adds its own noise.
 */
sd: number | null, 
/**
 * Lower end of its 95 % interval.
 */
low: number | null, 
/**
 * Upper end.
 */
high: number | null, 
/**
 * By which method it was measured; empty where it was typed in.
 */
method: string, };

/**
 * Which of the three definitions of usability a number follows.
 */
export type Method = "corrected" | "paper" | "table";

/**
 * The numbers of one method. A quantity that the method does not define, or that
 * needs more cycles than there are, is absent.
 */
export type MethodResult = { 
/**
 * Cycles that hold a value.
 */
cycles: number, 
/**
 * Points kept by the method.
 */
points: number, 
/**
 * First point of the run, an index from 0 into the kept points.
 */
run_start: number, 
/**
 * Its end: one past the last point (`corrected`, `paper`) or the last (`table`).
 */
run_end: number, 
/**
 * `run_start` as a data row of the block, from 0, header excluded.
 */
run_start_row: number, 
/**
 * `run_end` as a data row, by the same convention as `run_end`.
 */
run_end_row: number, 
/**
 * Points of the run (`corrected`, `paper`) or its steps (`table`).
 */
run_length: number, 
/**
 * The run's share of the required length, at most 1.
 */
length_factor: number, 
/**
 * First and one past the last point that sigma was computed from.
 */
window: [number, number], 
/**
 * Entries that sigma was computed from.
 */
entries: number, 
/**
 * Entries of the window that had no logarithm or no second cycle.
 */
excluded: number, 
/**
 * Standard deviation of the log ratio to the reference.
 */
sigma: number | null, 
/**
 * Upper 95 % bound on it.
 */
sigma95: number | null, 
/**
 * `sqrt(SS / chi2_0.05)` with `sum (K_j - 1)` degrees of freedom: exact if all
 * entries are independent (`corrected` only).
 */
sigma95_pooled: number | null, 
/**
 * Length factor times `exp(-sigma)`, or `exp(-sigma95)` for `paper`.
 */
usability: number | null, 
/**
 * Lower end of its 95 % bootstrap interval.
 */
usability_low: number | null, 
/**
 * Upper end of its 95 % bootstrap interval.
 */
usability_high: number | null, 
/**
 * Length factor times `exp(-sigma95)` (`corrected` only).
 */
usability_conservative: number | null, 
/**
 * Length factor times `exp(-sigma)` (`paper` only).
 */
usability_mle: number | null, 
/**
 * Longest strictly increasing subsequence, not contiguous: never used, reported.
 */
subsequence_length: number | null, 
/**
 * The curve does not rise anywhere.
 */
degenerate: boolean, };

/**
 * One device by the three methods.
 */
export type MethodScores = { 
/**
 * What the device is called.
 */
name: string, 
/**
 * Usability by `corrected`, where there is one.
 */
corrected: number | null, 
/**
 * Usability by `paper`.
 */
paper: number | null, 
/**
 * Usability by `table`.
 */
table: number | null, };

/**
 * Cells that stood for "no value".
 */
export type Missing = { 
/**
 * What stood there: `9.91E37`, `#REF`, `NaN`.
 */
written: string, 
/**
 * How often.
 */
count: number, 
/**
 * The first lines, at most twenty.
 */
lines: Array<number>, };

/**
 * The model behind a suggestion.
 */
export type ModelReport = { 
/**
 * The kernel.
 */
kernel: Kernel, 
/**
 * The rule.
 */
acquisition: Acquisition, 
/**
 * Fitted length scales.
 */
length_scales: Array<LengthScale>, 
/**
 * Standard deviation of the function, in the units of the values.
 */
signal_sd: number, 
/**
 * Standard deviation of one measurement's noise, in the units of the values.
 */
noise_sd: number, 
/**
 * The mean of the process, in the units of the values.
 */
mean: number, 
/**
 * What was added to the covariance's diagonal, in the model's units; 0 as a rule.
 */
jitter: number, 
/**
 * Log marginal likelihood, of values in the model's units.
 */
log_likelihood: number, 
/**
 * What the fit maximised: log likelihood plus log prior but for a constant.
 */
objective: number, 
/**
 * The objective each start of the fit reached; absent where one led nowhere.
 */
starts: Array<number | null>, 
/**
 * Distinct measured points.
 */
points: number, 
/**
 * The measured point that is to be improved on.
 */
incumbent: Point, 
/**
 * Its value: the posterior mean there, or the measured value, as the settings say.
 */
incumbent_value: number, };

/**
 * Where the variance of the noise comes from.
 */
export type Noise = { "noise": "fitted" } | { "noise": "given", 
/**
 * It.
 */
sd: number, };

/**
 * Everything an analysis depends on besides the measurement.
 */
export type Options = { 
/**
 * Methods to run.
 */
methods: Array<Method>, 
/**
 * Points of rising conductance for a length factor of 1 (decision U9).
 */
required_length: number, 
/**
 * How compliance is found.
 */
compliance: Compliance, 
/**
 * Which polarity SETs.
 */
polarity: PolarityChoice, 
/**
 * Where the on/off ratio is read; a tenth of the largest voltage if absent.
 */
read_voltage: Volts | null, 
/**
 * Bootstrap draws over cycles; 0 for no interval.
 */
bootstrap: number, 
/**
 * Seed of the bootstrap.
 */
seed: number, 
/**
 * Smoothing of the mean curve.
 */
smoothing: Smoothing, 
/**
 * Points that sigma is computed from.
 */
window: Window, 
/**
 * Tail of the paper's bound.
 */
bound: Bound, };

/**
 * One device of an overlay: its conductance along the way out by one method.
 */
export type OverlayCurve = { 
/**
 * What the device is called.
 */
name: string, 
/**
 * Volts at each kept point.
 */
voltage: Array<number>, 
/**
 * Smoothed conductance there, in siemens.
 */
conductance: Array<number | null>, 
/**
 * First point of the run.
 */
run_start: number, 
/**
 * One past its last point.
 */
run_end: number, };

/**
 * A plotted rectangle with its two axes.
 */
export type Panel = { 
/**
 * The rectangle that data is drawn in.
 */
rect: Rect, 
/**
 * The horizontal axis.
 */
x: Axis, 
/**
 * The vertical axis.
 */
y: Axis, 
/**
 * What the colours of cells and dots mean, where there are some with a value.
 */
color: Axis | null, 
/**
 * What is drawn, in the order of drawing.
 */
series: Array<Series>, 
/**
 * The sentence that stands in the panel instead of data.
 */
empty: string | null, };

/**
 * A value per variable, in the order of the space's variables.
 *
 * ```
 * use memrilab_bayesopt::Point;
 * let point = Point(vec!["MAPbI3".into(), 1.5.into()]);
 * assert_eq!(point.0.len(), 2);
 * ```
 */
export type Point = Array<Value>;

/**
 * The sign of the voltage on which the conductance is raised.
 */
export type Polarity = "positive" | "negative";

/**
 * Which sign of voltage SETs the device.
 */
export type PolarityChoice = "auto" | "positive" | "negative";

/**
 * The priors of a model's hyper-parameters.
 */
export type Priors = { 
/**
 * Of every length scale.
 */
length_scale: LogNormal, 
/**
 * Of the signal variance `sf2`.
 */
signal: LogNormal, 
/**
 * Of the noise variance `sn2`.
 */
noise: LogNormal, };

/**
 * How far a job is.
 */
export type Progress = { 
/**
 * Units of work done.
 */
done: number, 
/**
 * Units of work in all; it may grow while the job runs.
 */
total: number, };

/**
 * Files, settings and what was done by hand.
 */
export type Project = { 
/**
 * Says that it is one.
 */
memrilab: ProjectMark, 
/**
 * Version of this form.
 */
schema: number, 
/**
 * The version of the program that wrote it.
 */
version: string, 
/**
 * The settings of the run.
 */
options: Partial<Options>, 
/**
 * The files, in their order.
 */
files: Array<ProjectFile>, 
/**
 * Devices that were taken off the table.
 */
removed: Array<DeviceKey>, 
/**
 * The page's own state, which nothing else looks into.
 */
page: string, 
/**
 * The campaign of fabrication, where there is one.
 */
campaign?: FabricationCampaign | null, };

/**
 * One file of a project, with its content as `text` or as `base64`.
 */
export type ProjectFile = { 
/**
 * Its path, by which it is told from the others.
 */
path: string, 
/**
 * What was set for it only.
 */
settings: Partial<FileSettings>, 
/**
 * Its content, where that is UTF-8.
 */
text?: string | null, 
/**
 * Its bytes in base64 with padding, where they are not.
 */
base64?: string | null, };

/**
 * What a project file says that it is.
 */
export type ProjectMark = "project";

/**
 * A recipe to make next, and why.
 */
export type Proposal = { 
/**
 * The recipe.
 */
recipe: Point, 
/**
 * The usability that it is meant to have, where one is.
 */
target: number | null, 
/**
 * Its index in the space's order, where the space has one.
 */
index: number | null, 
/**
 * The expected value; absent before there is a model.
 */
mean: number | null, 
/**
 * Its standard deviation, without noise.
 */
sd: number | null, 
/**
 * The score it was chosen by.
 */
acquisition: number | null, 
/**
 * The probability that a device works, where some have failed.
 */
works: number | null, };

/**
 * What to make next, and what the choice rests on.
 */
export type Proposals = { 
/**
 * The recipes.
 */
suggestions: Array<Proposal>, 
/**
 * The model; absent while recipes are spread over the space.
 */
model: ModelReport | null, 
/**
 * How candidates were made.
 */
candidates: CandidateReport, 
/**
 * What a reader should know.
 */
warnings: Array<string>, };

/**
 * What a map shows.
 */
export type Quantity = "mean" | "sd" | "acquisition";

/**
 * Median and quartiles of a sample.
 */
export type Quartiles = { 
/**
 * The lower quartile.
 */
low: number, 
/**
 * The median.
 */
median: number, 
/**
 * The upper quartile.
 */
high: number, 
/**
 * How many values there were.
 */
count: number, };

/**
 * What to believe instead of what the file says, and the limits.
 */
export type ReadOptions = { 
/**
 * Unit of voltage, such as `mV`.
 */
voltage_unit: string | null, 
/**
 * Unit of current, such as `uA`.
 */
current_unit: string | null, 
/**
 * Unit of resistance, such as `kohm`.
 */
resistance_unit: string | null, 
/**
 * Unit of conductance, such as `uS`.
 */
conductance_unit: string | null, 
/**
 * The voltage column, by its name or its number from 1.
 */
voltage_column: string | null, 
/**
 * The current columns, by name or number from 1; all that look like it if empty.
 */
current_columns: Array<string>, 
/**
 * Limits; absent in JSON where they are the usual ones.
 */
caps?: Caps, };

/**
 * How a file was read.
 */
export type ReadingReport = { 
/**
 * The dialect.
 */
dialect: Dialect | null, 
/**
 * How the text was encoded; absent for workbooks.
 */
encoding: string | null, 
/**
 * What separates cells; absent for workbooks.
 */
delimiter: string | null, 
/**
 * `point` or `comma`.
 */
decimal_mark: string | null, 
/**
 * The line of the header, counted from 1.
 */
header_line: number | null, 
/**
 * The columns used.
 */
columns: Array<ColumnUse>, 
/**
 * How cycles were found.
 */
cycles: Array<string>, 
/**
 * Cells that stood for "no value".
 */
missing: Array<Missing>, 
/**
 * What was not used.
 */
left_out: Array<LeftOut>, 
/**
 * What had to be assumed.
 */
assumptions: Array<string>, 
/**
 * What else a reader should know.
 */
notes: Array<string>, };

/**
 * How a device was made: what a file name, a sheet or a table of conditions says.
 */
export type Recipe = Array<RecipeItem>;

/**
 * One step or property of a recipe.
 */
export type RecipeItem = { 
/**
 * What it is, such as `nanowire length`.
 */
name: string, 
/**
 * Its value as written, such as `1.8`, `MAPbI3`, `180+210`.
 */
value: string, 
/**
 * Its unit, such as `um`; empty where it has none.
 */
unit: string, };

/**
 * A rectangle of logical pixels.
 */
export type Rect = { 
/**
 * Left edge.
 */
left: number, 
/**
 * Upper edge.
 */
top: number, 
/**
 * Right edge.
 */
right: number, 
/**
 * Lower edge.
 */
bottom: number, };

/**
 * In which units the model sees the values.
 */
export type Scaling = { "scaling": "standardised" } | { "scaling": "as-is", 
/**
 * The mean while there is one value only.
 */
lone_mean: number, };

/**
 * One device of a ranking.
 */
export type Score = { 
/**
 * What the device is called.
 */
name: string, 
/**
 * Its usability, from 0 to 1, where it has one.
 */
usability: number | null, 
/**
 * Lower end of the interval.
 */
low: number | null, 
/**
 * Upper end of the interval.
 */
high: number | null, 
/**
 * Share of the required run length, from 0 to 1.
 */
length_factor: number | null, };

/**
 * What the values of an axis are read as beside themselves.
 */
export type Second = "sigma";

/**
 * One series of a panel.
 */
export type Series = { 
/**
 * Its name, such as `cycle 3`.
 */
name: string, 
/**
 * How it is drawn.
 */
mark: MarkKind, 
/**
 * Its colour, `#rrggbb`.
 */
color: string, 
/**
 * Its points that are drawn, `[x, y]` in the units of the axes. A level has one
 * `y`, a post and a marker at the foot one `x`, a span both ends: what is missing is 0.
 */
points: Array<[number, number]>, 
/**
 * For cells, and for dots that are coloured by a value, the value of each on the axis
 * of the colours; absent where it is blank.
 */
values: Array<number | null>, };

/**
 * Everything a suggestion depends on besides space and observations.
 */
export type Settings = { 
/**
 * What is wanted.
 */
goal: Goal, 
/**
 * How categories become numbers.
 */
encoding: Encoding, 
/**
 * The kernel.
 */
kernel: Kernel, 
/**
 * A length scale per variable rather than one for all.
 */
ard: boolean, 
/**
 * The units the model works in; the priors are of these.
 */
scaling: Scaling, 
/**
 * Priors of the hyper-parameters.
 */
priors: Priors, 
/**
 * Noise of a measurement.
 */
noise: Noise, 
/**
 * Starting points of the fit.
 */
starts: number, 
/**
 * How the next point is chosen.
 */
acquisition: Acquisition, 
/**
 * What is to be improved on.
 */
incumbent: Incumbent, 
/**
 * Whether a measured point may be suggested again.
 */
replicates: boolean, 
/**
 * Values that are measured at points spread over the space before the model chooses;
 * at least 1.
 */
initial: number, 
/**
 * Candidates drawn in a round where they cannot be listed.
 */
drawn: number, 
/**
 * Seed of the fit's starting points.
 */
seed: number, };

/**
 * Which sigma drives the drift.
 */
export type SigmaChoice = "estimate" | "upper95" | "from-usability";

/**
 * A file that gave no device.
 */
export type Skipped = { 
/**
 * Its path.
 */
file: string, 
/**
 * What it is.
 */
kind: string, 
/**
 * Why it was skipped, and what to try.
 */
reason: string, };

/**
 * Variances of the local level model that smooths the mean curve; only `q / r` and
 * `p0 / r` matter, so the unit of conductance does not.
 */
export type Smoothing = { 
/**
 * Of the step from one point to the next.
 */
q: number, 
/**
 * Of a measurement; 0 turns smoothing off.
 */
r: number, 
/**
 * Of the first state.
 */
p0: number, };

/**
 * Variables, constraints and, optionally, the only points that can be had.
 */
export type Space = { variables: Array<Variable>, constraints: Array<Constraint>, 
/**
 * If not empty, the only candidates: a library, a table that was measured.
 */
only: Array<Point>, };

/**
 * How far an experiment is.
 */
export type Status = "pending" | "measured" | "failed";

/**
 * SET, RESET and on/off of every cycle, and their quartiles.
 */
export type Switching = { 
/**
 * Where the on/off ratio was read, in volts.
 */
read_voltage: number | null, 
/**
 * Every cycle, in measured order.
 */
cycles: Array<CycleSwitching>, 
/**
 * SET voltage, in volts.
 */
v_set: Quartiles | null, 
/**
 * RESET voltage, in volts.
 */
v_reset: Quartiles | null, 
/**
 * |I| on the way back over |I| on the way out, at the read voltage.
 */
on_off_ratio: Quartiles | null, };

/**
 * Quartiles over cycles.
 */
export type SwitchingSummary = { 
/**
 * SET voltage.
 */
v_set: Quartiles | null, 
/**
 * RESET voltage.
 */
v_reset: Quartiles | null, 
/**
 * On/off ratio.
 */
on_off_ratio: Quartiles | null, };

/**
 * Named columns with units, and rows of as many cells.
 */
export type Table = { 
/**
 * What each column holds.
 */
columns: Array<Column>, 
/**
 * The cells, row by row.
 */
rows: Array<Array<Cell>>, };

/**
 * One term of a linear constraint: `weight` times a number or a share.
 */
export type Term = { 
/**
 * A variable that is a number, or a mixture.
 */
variable: string, 
/**
 * The part of the mixture; absent for a number.
 */
part: string | null, 
/**
 * What its value is multiplied by.
 */
weight: number, };

/**
 * A labelled value of an axis.
 */
export type Tick = { 
/**
 * Its value, in the unit of the axis.
 */
value: number, 
/**
 * What is written there.
 */
text: string, };

/**
 * Where a unit came from.
 */
export type UnitSource = "stated" | "dialect" | "assumed" | "given";

/**
 * The value of one variable. In JSON a number, a name or a list of shares.
 */
export type Value = number | string | Array<number>;

/**
 * A named variable of a search space.
 */
export type Variable = { 
/**
 * Its name, unique in its space.
 */
name: string, 
/**
 * The unit of its numbers; may be empty.
 */
unit: string, 
/**
 * What it may be.
 */
kind: Kind, };

/**
 * A voltage in volts.
 */
export type Volts = number;

/**
 * Which points sigma is computed from (decision U11).
 */
export type Window = "operative" | "all";
