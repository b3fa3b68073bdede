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
 * What is to be done to a device; rows and columns count from 0.
 */
export type Action = { "kind": "read", 
/**
 * The word line.
 */
row: number, 
/**
 * The bit line.
 */
column: number, } | { "kind": "pulse", 
/**
 * The word line.
 */
row: number, 
/**
 * The bit line.
 */
column: number, 
/**
 * Its voltage.
 */
volts: number, 
/**
 * Its length.
 */
seconds: number, };

/**
 * What follows a layer's sums.
 */
export type Activation = "none" | "relu" | "tanh";

/**
 * Adam: `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g^2`,
 * `w -= rate (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)` (Kingma and Ba 2015).
 */
export type Adam = { 
/**
 * Decay of the mean of the gradient.
 */
beta1: number, 
/**
 * Decay of the mean of its square.
 */
beta2: number, 
/**
 * Keeps the quotient finite.
 */
epsilon: number, };

/**
 * Currents to numbers.
 */
export type Adc = { 
/**
 * Bits, from 2 to 24.
 */
bits: number, 
/**
 * Which current.
 */
at: ConvertedAt, 
/**
 * Full scale, in units of the largest such current of the layer that the calibration
 * samples give on ideal devices.
 */
range: number, };

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
 * A network: the shape of a sample and the layers, first to last.
 *
 * The last layer gives the logits: one for each class, or a single one for two classes,
 * where above 0 is class 1. Dense layers after convolutions take channels, rows and columns
 * in that order.
 *
 * ```
 * use memrilab_train::model::Architecture;
 * let net = Architecture::lenet5();
 * assert_eq!(net.parameters(), 61_706);
 * assert_eq!(Architecture::named("mlp:784-256-128-10")?.parameters(), 235_146);
 * # Ok::<(), memrilab_train::model::ModelError>(())
 * ```
 */
export type Architecture = { name: string, input: Shape, layers: Array<Layer>, };

/**
 * What a virtual array is made of.
 */
export type ArrayConfig = { 
/**
 * Word lines.
 */
rows: number, 
/**
 * Bit lines.
 */
columns: number, 
/**
 * What a pulse does.
 */
model: PulseModel, 
/**
 * Wire resistances, which act on reads and products.
 */
wires: Wires, 
/**
 * Standard deviation of a measured current, as a share of it; drawn at every read and,
 * for each bit line, at every product.
 */
read_noise: number, 
/**
 * Shares of devices with faults, and those that are known, of array 0.
 */
faults: FaultyDevices, };

/**
 * An array beside the network in floating point, on the first samples of a test.
 */
export type ArrayOutcome = { 
/**
 * Samples that went through the array.
 */
points: number, 
/**
 * Accuracy on the array.
 */
array: MeasuredAccuracy, 
/**
 * The same samples in floating point.
 */
software: MeasuredAccuracy, 
/**
 * Share of samples that both put in the same class.
 */
agreement: number, 
/**
 * Root mean square of the differences of outputs.
 */
rms_error: number, 
/**
 * Root mean square of the outputs in floating point.
 */
rms_software: number, };

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
 * What is asked of a board; places count from 0.
 */
export type Asked = { "kind": "arm" } | { "kind": "disarm" } | { "kind": "read", 
/**
 * Its word line.
 */
row: number, 
/**
 * Its bit line.
 */
column: number, 
/**
 * At which voltage.
 */
volts: number, } | { "kind": "pulse", 
/**
 * Its word line.
 */
row: number, 
/**
 * Its bit line.
 */
column: number, 
/**
 * How high.
 */
volts: number, 
/**
 * How long, in seconds.
 */
seconds: number, 
/**
 * The voltage of the reading after it.
 */
read: number, } | { "kind": "product", 
/**
 * One voltage a word line.
 */
volts: Array<number>, };

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
 * Something that multiplies too, and how much of it per second and watt.
 */
export type Baseline = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Billions of operations per second and watt, a multiply-accumulate being two.
 */
gops_per_watt: number, 
/**
 * Where the number comes from.
 */
source: string, };

/**
 * Where biases are kept.
 */
export type Bias = "row" | "digital";

/**
 * Which lower-tail quantile the paper's upper bound on sigma divides by (decision U13).
 */
export type Bound = "two-sided" | "one-sided";

/**
 * Input of the chart of a boundary.
 */
export type Boundary = { 
/**
 * Task and method, such as `moons, BayesMulti`.
 */
name: string, 
/**
 * From where to where the first input goes.
 */
x: [number, number], 
/**
 * From where to where the second input goes.
 */
y: [number, number], 
/**
 * How many places there are across, 1 to 120.
 */
columns: number, 
/**
 * How many there are up, 1 to 120.
 */
rows: number, 
/**
 * The share of draws that say class 1 in the middle of each place, from 0 to 1: the
 * lowest row from left to right, then the row above it, and so on. Empty while none is
 * known.
 */
share: Array<number>, 
/**
 * How many draws of the drift there are, at least 1.
 */
draws: number, 
/**
 * The usability whose drift was drawn, above 0 and at most 1.
 */
usability: number, 
/**
 * What was programmed, such as `the array`: the draws are then programmings of it, and the
 * boundary without drift is that in floating point.
 */
on: string | null, 
/**
 * The boundary without drift as pieces `[x0, y0, x1, y1]`, in any order.
 */
clean: Array<[number, number, number, number]> | null, 
/**
 * Samples to show over it.
 */
points: Array<BoundaryPoint>, };

/**
 * A sample of the task.
 */
export type BoundaryPoint = { 
/**
 * Its first input.
 */
x: number, 
/**
 * Its second input.
 */
y: number, 
/**
 * The class it belongs to, 0 or 1.
 */
class: number, 
/**
 * Whether the network tells it right.
 */
right: boolean, };

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
 * What holds with confidence `1 - alpha`.
 */
export type Certificate = { 
/**
 * Lower bound `p` of the vote's probability.
 */
"p-lower": number, 
/**
 * `p <= 1/2`: no class can be certified, and `radius` is 0.
 */
abstain: boolean, 
/**
 * `R = s Phi^-1(p)`: every change of the weights by factors with
 * `||ln factor||_2 < R` keeps the smoothed decision.
 */
radius: number, 
/**
 * A gain common to all weights may be off by less than this share,
 * `exp(R/sqrt d) - 1`.
 */
"gain-max": number, 
/**
 * Lower bound of the vote's probability after the shift, `Phi(Phi^-1(p) - shift/s)`.
 */
"p-shift": number | null, 
/**
 * Probability that the drift stays inside the radius, `F((R/sigma)^2)`, `F` the
 * chi-square distribution function with `d` degrees of freedom.
 */
"p-ball": number | null, 
/**
 * Lower bound of the vote's mean probability over the drift,
 * `F(F^-1(p) s^2/(s^2 + sigma^2))`.
 */
"p-conv": number | null, 
/**
 * Lower bound of the probability that the drift keeps the smoothed decision,
 * `max(p_ball, 2 p_conv - 1, 0)`.
 */
"p-keep": number | null, 
/**
 * Lower bound of the probability that the device itself is right, one draw of drift
 * and no vote: `F(F^-1(p) (s/sigma)^2)` for `sigma >= s`, else
 * `1 - F(F^-1(1 - p) (s/sigma)^2)`; at `sigma = s` it is `p`.
 */
"p-sigma": number | null, };

/**
 * Certificates as JSON.
 */
export type Certified = { 
/**
 * Version of this form.
 */
schema: number, 
/**
 * The class the network says without noise; absent for theory alone.
 */
prediction: number | null, 
/**
 * Theorem 1 as it is printed, and whether it may be believed.
 */
published: Claim & { vote?: Vote }, 
/**
 * The exact worst case over the theorem's set.
 */
exact: { c: number, theta: number, certified: number | null, bound: number, closed_form: number, note: string, vote?: Vote }, 
/**
 * Weights that may be changed arbitrarily.
 */
l0: { c: number, p1: number, radius: number | null, note: string, vote?: Vote }, 
/**
 * The certificate that applies to log-normal drift; null for theory alone.
 */
lognormal: { vote: Vote, sampled: Sampled, certificate: Certificate } | null, };

/**
 * What is certified.
 */
export type CertifyConfig = { 
/**
 * Multinomial noise of the theorem's vote.
 */
law: Law, 
/**
 * Log-normal noise of the other vote.
 */
sigma: number, 
/**
 * Drift of the device that is asked about.
 */
device: number, 
/**
 * How many draws, and how sure.
 */
votes: VoteOptions, 
/**
 * Seed of the draws.
 */
seed: number, };

/**
 * The charts by name.
 */
export type Chart = "current" | "current-log" | "conductance" | "spread" | "endurance" | "ranking" | "methods" | "histogram" | "overlay";

/**
 * Log-normal drift, drawn once for each programming: `G exp(sigma z + shift)`.
 */
export type ChipDrift = { 
/**
 * Standard deviation of the log conductance, from 0 to 10.
 */
sigma: number, 
/**
 * What it leaves unchanged.
 */
preserve: Preserve, 
/**
 * What one draw multiplies.
 */
per: DriftPer, };

/**
 * How a network is put on arrays.
 */
export type ChipOptions = { 
/**
 * Word lines of an array.
 */
rows: number, 
/**
 * Bit lines of an array.
 */
columns: number, 
/**
 * How the sign of a weight is kept.
 */
coding: Coding, 
/**
 * The conductances that devices are set to.
 */
window: ConductanceWindow, 
/**
 * Where biases are kept.
 */
bias: Bias, 
/**
 * The voltage of the largest input, in volts.
 */
v_read: number, };

/**
 * Everything Theorem 1 claims for one setting, and whether it may be believed.
 */
export type Claim = { 
/**
 * Probability of the vote.
 */
c: number, 
/**
 * The noise.
 */
law: Law, 
/**
 * How many weights there are.
 */
theta: number, 
/**
 * Eq 24 at `r = 0`.
 */
bound: number, 
/**
 * Eq 2.
 */
radius: number | null, 
/**
 * The largest whole `r` with eq 24 above 1/2; none if there is none.
 */
certified: number | null, 
/**
 * Not even a perfect vote would certify `r = 0`: `(1 - p2)^theta <= 1/2`.
 */
vacuous: boolean, 
/**
 * `p3 > p2`, which includes `p2 = 0`: eq 24 overstates the worst case for some `c`,
 * so that what it certifies need not hold.
 */
"unsafe-here": boolean, };

/**
 * Which two devices a weight is the difference of.
 */
export type Coding = "one-sided" | "centred" | "reference";

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
 * The conductances that devices are set to, in siemens.
 */
export type ConductanceWindow = { 
/**
 * The smallest.
 */
g_min: number, 
/**
 * The largest.
 */
g_max: number, };

/**
 * Conductances of the devices, in siemens.
 */
export type Conductances = { "mean": number } | { "each": Array<number> };

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
 * A way to train for drift.
 */
export type Contender = "erm" | "dropout" | "gaussian" | "laplace" | "lognormal" | "multinomial" | "bayesmulti";

/**
 * Input of the convergence chart.
 */
export type Convergence = { 
/**
 * What was programmed, such as `32 x 32 devices`.
 */
name: string, 
/**
 * How many devices there are.
 */
devices: number, 
/**
 * The relative error that is near enough, above 0.
 */
tolerance: number, 
/**
 * By the number of pulses, from the smallest up, as read right after them; none while
 * nothing is read yet.
 */
steps: Array<ConvergenceStep>, 
/**
 * The share of devices within tolerance when all is done, from 0 to 1: less than at the
 * last step where later pulses have disturbed what was written.
 */
yield_share: number | null, };

/**
 * Errors `|G/target - 1|` over the devices that count, after so many pulses each.
 */
export type ConvergencePoint = { 
/**
 * Pulses of a device.
 */
pulses: number, 
/**
 * The error that a tenth of the devices stay below.
 */
low: number, 
/**
 * The median error.
 */
median: number, 
/**
 * The error that nine tenths stay below.
 */
high: number, 
/**
 * The share of devices within tolerance.
 */
within: number, };

/**
 * Relative errors over devices after so many pulses each.
 */
export type ConvergenceStep = { 
/**
 * Pulses of each device that still needed them.
 */
pulses: number, 
/**
 * The error that a tenth of the devices stay below, at least 0.
 */
low: number, 
/**
 * The median error.
 */
median: number, 
/**
 * The error that nine tenths stay below.
 */
high: number, 
/**
 * The share of devices within tolerance, from 0 to 1.
 */
within: number, };

/**
 * Which current is converted.
 */
export type ConvertedAt = "column" | "difference";

/**
 * A classifier, a change of its weights that the theorem admits, and what becomes of it.
 */
export type CounterExample = { 
/**
 * What it is, in words.
 */
name: string, 
/**
 * When the classifier says 1, `w` being the weights over the stored ones.
 */
rule: string, 
/**
 * The noise.
 */
law: Law, 
/**
 * What each weight is multiplied by; all 1/2, which is in `B_0`.
 */
delta: Array<number>, 
/**
 * Probability of the vote at the stored weights, by enumeration.
 */
c: number, 
/**
 * Its probability at weights times `delta`, by enumeration.
 */
actual: number, 
/**
 * What eq 24 claims at `r = 0`.
 */
"published-bound": number, 
/**
 * What eq 2 claims.
 */
"published-radius": number | null, 
/**
 * The exact worst case, which `actual` cannot undercut.
 */
exact: number, };

/**
 * A figure of the crossbar with its data.
 */
export type CrossbarFigure = { "chart": "boundary" } & Boundary | { "chart": "waterfall" } & Waterfall | { "chart": "convergence" } & Convergence | { "chart": "energy" } & Energy;

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
 * Inputs to voltages: the full scale is the read voltage.
 */
export type Dac = { 
/**
 * Bits, from 2 to 24.
 */
bits: number, };

/**
 * A device weights are stored on.
 */
export type Device = { "device": "usability", 
/**
 * The usability.
 */
usability: number, } | { "device": "measured", 
/**
 * Where it came from.
 */
name: string, 
/**
 * Its curve, run and sigma.
 */
model: DriftModel, 
/**
 * How weights are mapped onto the curve.
 */
options: DriftOptions, };

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
 * Input of the chart of draws.
 */
export type Draws = { 
/**
 * What is told apart, such as `MNIST`.
 */
task: string, 
/**
 * The network, such as `LeNet-5`.
 */
model: string, 
/**
 * The usability whose drift was drawn, above 0 and at most 1.
 */
usability: number, 
/**
 * The drift that goes with it, at least 0.
 */
sigma: number, 
/**
 * The methods, from the top down.
 */
methods: Array<DrawsMethod>, 
/**
 * How many classes there are, which sets what chance reaches.
 */
classes: number, };

/**
 * A method, and what each draw left.
 */
export type DrawsMethod = { 
/**
 * What it is called.
 */
name: string, 
/**
 * The accuracy of each draw, from 0 to 1, in the order they were drawn; none while
 * nothing is evaluated yet.
 */
accuracies: Array<number>, 
/**
 * Lower end of the 95 % interval of the mean, from two draws on.
 */
low: number | null, 
/**
 * Its upper end.
 */
high: number | null, };

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
 * How weights are stored and drift.
 */
export type DriftOptions = { 
/**
 * Which mapping weights go through.
 */
mapping: MappingChoice, 
/**
 * What drift leaves unchanged.
 */
preserve: Preserve, 
/**
 * How many points of the curve weights need.
 */
"required-len": number, };

/**
 * What one draw of drift multiplies.
 */
export type DriftPer = "weight" | "device";

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
 * One effect.
 */
export type Effect = "levels" | "programming" | "drift" | "faults" | "law" | "wires" | "read-noise" | "dac" | "adc";

/**
 * The strength of every effect, in the order in which a signal meets them.
 */
export type Effects = { 
/**
 * Conductances that a device can be set to, evenly over the window; at least 2.
 */
levels: number | null, 
/**
 * Relative error that write-verify leaves: uniform within `+- programming`, from 0 to
 * below 1. Where an array was programmed, its real conductances are taken instead.
 */
programming: number | null, 
/**
 * Drift.
 */
drift: ChipDrift | null, 
/**
 * Devices that cannot be set.
 */
faults: FaultyDevices | null, 
/**
 * How current grows with voltage.
 */
law: ReadLaw | null, 
/**
 * Wires.
 */
wires: Wires | null, 
/**
 * Standard deviation of each device's current at each product, relative to it; devices
 * are independent, so a bit line's is `read_noise sqrt(sum over word lines of its parts^2)`.
 */
read_noise: number | null, 
/**
 * Inputs to voltages.
 */
dac: Dac | null, 
/**
 * Currents to numbers.
 */
adc: Adc | null, };

/**
 * What a product costs, by one way of counting.
 */
export type Efficiency = { 
/**
 * Energy of one product, in joules.
 */
joules_per_product: number, 
/**
 * Energy of all products, in joules.
 */
joules_in_all: number, 
/**
 * Energy of one operation, in joules.
 */
joules_per_operation: number, 
/**
 * Energy of one multiply-accumulate, in joules: two operations.
 */
joules_per_mac: number, 
/**
 * Billions of operations per second and watt, which is per nanojoule.
 */
gops_per_watt: number, 
/**
 * How many times that of the baseline, where one was named.
 */
times_baseline: number | null, 
/**
 * Power while products follow each other without a pause, in watts.
 */
watts: number, };

/**
 * How categories become numbers.
 */
export type Encoding = "ordinal" | "onehot" | "descriptors";

/**
 * Input of the energy chart.
 */
export type Energy = { 
/**
 * What is counted, such as `10 x 10 devices`.
 */
name: string, 
/**
 * What it rests on, such as `0.1 V · 1 µs · 7.26 µS`.
 */
assumed: string, 
/**
 * GOP/s/W of the array alone, above 0.
 */
array_only: number, 
/**
 * With converters, from the fewest bits up.
 */
bits: Array<EnergyBits>, 
/**
 * What is compared with, if anything.
 */
baseline: EnergyBaseline | null, };

/**
 * What is compared with.
 */
export type EnergyBaseline = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Its GOP/s/W, above 0.
 */
gops_per_watt: number, };

/**
 * Products with converters of so many bits.
 */
export type EnergyBits = { 
/**
 * Bits of each converter.
 */
bits: number, 
/**
 * GOP/s/W of array and converters, above 0.
 */
gops_per_watt: number, };

/**
 * All that the energy of one product depends on; nothing here has a default.
 */
export type EnergyInputs = { 
/**
 * Word lines.
 */
rows: number, 
/**
 * Bit lines.
 */
columns: number, 
/**
 * Voltage of every word line, in volts; of inputs that differ, their root mean square.
 */
v_read: number, 
/**
 * Length of a pulse, in seconds.
 */
seconds: number, 
/**
 * Pulses of a product: 1; the bits that are set of bit-serial inputs; their mean number
 * where an input is a number of pulses.
 */
pulses: number, 
/**
 * Devices that make one weight: 1, or 2 for a differential pair.
 */
devices_per_weight: number, 
/**
 * Conductances.
 */
conductances: Conductances, 
/**
 * Energy that driving a row takes, in joules per product.
 */
dac: number, 
/**
 * Energy that converting a column takes, in joules per product; where each pulse is
 * converted, that of all.
 */
adc: number, 
/**
 * Products in all.
 */
samples: number, };

/**
 * Both ways of counting, side by side.
 */
export type EnergyOutcome = { 
/**
 * What goes through the devices, and nothing else.
 */
array_only: Efficiency, 
/**
 * That and the converters.
 */
with_converters: Efficiency, 
/**
 * Operations of one product.
 */
operations: number, 
/**
 * Seconds of one product: its pulses; conversion is taken to go on meanwhile.
 */
seconds_per_product: number, 
/**
 * Billions of operations per second at that rate.
 */
gops: number, 
/**
 * What is compared with, where one was named.
 */
baseline: Baseline | null, };

/**
 * One pass over the training data.
 */
export type Epoch = { 
/**
 * Counted from 1.
 */
epoch: number, 
/**
 * Mean loss of the batches, noise included.
 */
loss: number, 
/**
 * Share of samples that were right when they were learned from, noise included.
 */
accuracy: number, 
/**
 * Share of validation samples that are right afterwards, without noise.
 */
validation: number | null, };

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
 * Why a device was given up.
 */
export type Failure = "pulse-limit" | "stuck" | "lost";

/**
 * Accuracy under some effects.
 */
export type Fall = { 
/**
 * The effect that was added; none for the network on ideal devices.
 */
effect: Effect | null, 
/**
 * What the draws came to.
 */
tried: Tried, };

/**
 * What is wrong with a device; pulses do nothing to it.
 */
export type Fault = "stuck-on" | "stuck-off" | "dead";

/**
 * A device with its fault.
 */
export type FaultAt = { 
/**
 * Which array, from 0.
 */
array: number, 
/**
 * Its word line, from 0.
 */
row: number, 
/**
 * Its bit line, from 0.
 */
column: number, 
/**
 * What is wrong.
 */
fault: Fault, };

/**
 * The share of devices with each fault; which ones is drawn.
 */
export type Faults = { 
/**
 * Stuck at the largest conductance, from 0 to 1.
 */
stuck_on: number, 
/**
 * Stuck at the smallest.
 */
stuck_off: number, 
/**
 * Not conducting.
 */
dead: number, };

/**
 * How often devices are faulty, and which ones certainly are.
 */
export type FaultyDevices = { 
/**
 * How many of each kind; which ones is drawn.
 */
shares: Faults, 
/**
 * Those that are known.
 */
known: Array<FaultAt>, };

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
 * What samples look like to a network.
 */
export type Form = { 
/**
 * The shape of one.
 */
shape: Shape, 
/**
 * How many classes there are.
 */
classes: number, };

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
 * A moment of the chip.
 */
export type Frame = { 
/**
 * Accuracy of this programming on the test samples.
 */
accuracy: number, 
/**
 * The same in floating point.
 */
software: number, 
/**
 * Root mean square of outputs of the chip less those in floating point.
 */
error: number, 
/**
 * Conversions, and those that were clipped.
 */
tally: Tally, 
/**
 * Power of the products of a sample, added up, in watts.
 */
watts: number, 
/**
 * The array that is looked at.
 */
touched: Touched, 
/**
 * The plane as the chip sees it.
 */
boundary: Boundary | null, };

/**
 * What is wanted of the values.
 */
export type Goal = { "aim": "maximise" } | { "aim": "minimise" } | { "aim": "target", 
/**
 * The value.
 */
value: number, };

/**
 * What happened on a link.
 */
export type Happened = { "kind": "connected", 
/**
 * What it says of itself.
 */
board: { name: string; limits: Record<string, number>; "dead-man-ms": number | null }, 
/**
 * The limits from now on.
 */
limits: Record<string, number>, } | { "kind": "answered", 
/**
 * Which.
 */
ticket: number, 
/**
 * The currents: one of a reading, those of the bit lines of a product.
 */
amperes: Array<number>, 
/**
 * Whether one reached the compliance, or would have.
 */
compliance: boolean, 
/**
 * Whether a pulse was applied; false where it was held back.
 */
applied: boolean, } | { "kind": "stopped", 
/**
 * Why, in a sentence.
 */
why: string, 
/**
 * Requests that were not answered.
 */
unanswered: number, };

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
 * The law of a multiplicative factor `eta`.
 */
export type InjectedNoise = "none" | { "multinomial": { 
/**
 * Probability of 0.
 */
p1: number, 
/**
 * Probability of 1/2.
 */
p2: number, } } | { "dropout": { 
/**
 * Probability of 0, below 1.
 */
rate: number, } } | { "gaussian": { 
/**
 * Standard deviation of `eta`.
 */
sigma: number, } } | { "laplace": { 
/**
 * Mean distance of `eta` from 1.
 */
scale: number, } } | { "log-normal": { 
/**
 * Standard deviation of `ln eta`.
 */
sigma: number, } };

/**
 * One sample, and what is said of it.
 */
export type Judged = { 
/**
 * Its place in the dataset.
 */
sample: number, 
/**
 * Its class.
 */
label: number, 
/**
 * The class that the network says without drift.
 */
exact: number, 
/**
 * The class that most draws say; of equals the first.
 */
says: number, 
/**
 * Share of the draws that say so.
 */
share: number, 
/**
 * Share of the draws for each class.
 */
votes: Array<number>, };

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
 * Noise of 0 with probability `p1`, 1/2 with `p2`, else 1.
 */
export type Law = { 
/**
 * Probability of 0.
 */
p1: number, 
/**
 * Probability of 1/2.
 */
p2: number, };

/**
 * One layer. Its matrix stands on a crossbar if it is `analog`; biases are digital.
 */
export type Layer = { "layer": "conv", 
/**
 * Channels of the result.
 */
outputs: number, 
/**
 * Side of the kernel.
 */
kernel: number, 
/**
 * Zeros around the image.
 */
padding: number, 
/**
 * Side and stride of the pooling window; 1 for none.
 */
pool: number, 
/**
 * What follows the sums.
 */
activation: Activation, 
/**
 * Whether its weights stand on a crossbar.
 */
analog: boolean, } | { "layer": "dense", 
/**
 * Features of the result.
 */
outputs: number, 
/**
 * What follows the sums.
 */
activation: Activation, 
/**
 * Whether its weights stand on a crossbar.
 */
analog: boolean, };

/**
 * What drift of one layer alone costs.
 */
export type LayerSensitivity = { 
/**
 * The layer.
 */
layer: string, 
/**
 * How many draws of the drift there are, at least 1.
 */
draws: number, 
/**
 * Mean accuracy lost, from -1 to 1; negative where drift happened to help.
 */
lost: number, 
/**
 * Lower end of the 95 % interval of the mean, from two draws on.
 */
low: number | null, 
/**
 * Its upper end.
 */
high: number | null, };

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
 * Accuracies at one level, a draw each.
 */
export type LevelResult = { 
/**
 * Usability of the device.
 */
usability: number, 
/**
 * Its sigma.
 */
sigma: number, 
/**
 * Accuracy of each draw of drift, from 0 to 1.
 */
draws: Array<number>, };

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
 * What is wanted of a moment.
 */
export type Look = { 
/**
 * Which array is looked at, from 0.
 */
array: number, 
/**
 * Which layer it works on.
 */
layer: number, 
/**
 * The sample it works on: its number in the test part.
 */
sample: number, 
/**
 * Cells of the boundary along x and y; none for no boundary.
 */
cells: [number, number] | null, 
/**
 * Seed of everything random.
 */
seed: number, 
/**
 * Which programming, from 0.
 */
draw: number, };

/**
 * Which mapping a device's weights go through.
 */
export type MappingChoice = "corrected" | "listing" | "ideal";

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
 * An accuracy, and what it may be of all samples there are.
 */
export type MeasuredAccuracy = { 
/**
 * Share of samples told right.
 */
share: number, 
/**
 * Its 95 % interval, Clopper and Pearson's.
 */
interval: [number, number], };

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
 * A figure of networks with its data.
 */
export type NetworkFigure = { "chart": "training" } & Training | { "chart": "boundary" } & Boundary | { "chart": "simplex" } & Simplex | { "chart": "robustness" } & Robustness | { "chart": "draws" } & Draws | { "chart": "sensitivity" } & Sensitivity | { "chart": "theory" } & Theory;

/**
 * Where the variance of the noise comes from.
 */
export type Noise = { "noise": "fitted" } | { "noise": "given", 
/**
 * It.
 */
sd: number, };

/**
 * The noise injected in training.
 */
export type NoisePlan = { 
/**
 * One law for every analog layer, or one for each layer of the network, or none.
 */
layers: Array<InjectedNoise>, 
/**
 * What the factors multiply.
 */
site: Site, 
/**
 * Whether factors are divided by their mean.
 */
"mean-preserving": boolean, };

/**
 * The score of a training.
 */
export type Objective = { "objective": "drift", 
/**
 * How many draws.
 */
draws: number, } | { "objective": "clean-training" };

/**
 * How the weights follow the gradient.
 */
export type Optimiser = { "adam": Adam } | { "sgd": Sgd };

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
 * How a trial ended: what the search is told, and what is kept.
 */
export type Outcome = { 
/**
 * The trial.
 */
trial: Trial, 
/**
 * Its score; none if the training diverged.
 */
score: number | null, 
/**
 * Accuracy on the validation samples without drift.
 */
clean: number, 
/**
 * Every epoch.
 */
history: Array<Epoch>, 
/**
 * Why the training ended.
 */
stopped: Stop, 
/**
 * What computed it.
 */
engine: string, };

/**
 * How far outputs of the chip are from those in floating point.
 */
export type OutputErrors = { 
/**
 * Mean of the differences, chip less floating point.
 */
mean: number, 
/**
 * Root of their mean square.
 */
rms: number, 
/**
 * 5 %, 25 %, 50 %, 75 % and 95 % of them.
 */
quantiles: [number, number, number, number, number], 
/**
 * Root mean square of the outputs in floating point, to compare with.
 */
scale: number, };

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
 * A paired comparison of `a` with `b`.
 */
export type Paired = { 
/**
 * The draws of `a`.
 */
a: Spread, 
/**
 * The draws of `b`.
 */
b: Spread, 
/**
 * The differences `a - b`, with the 95 % interval of their mean.
 */
difference: Spread, 
/**
 * `mean / (sd / sqrt n)` of the differences; none if they are all the same.
 */
t: number | null, 
/**
 * Two-sided, by Student's t with `n - 1` degrees of freedom.
 */
p: number, 
/**
 * All differences are the same, to rounding: `p` is then 1 if they are 0, else 0,
 * and the interval is a point. Differences that never vary come from too few
 * distinct draws or from networks that drift does not reach; do not trust them.
 */
degenerate: boolean, };

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
 * How far a [`Pen`] is.
 */
export type PenNow = { 
/**
 * Each device, word line by word line.
 */
devices: Array<Written>, 
/**
 * Errors after 0, 1, 2, .. pulses.
 */
convergence: Array<ConvergencePoint>, 
/**
 * How far it is.
 */
progress: Progress, 
/**
 * Reads so far.
 */
reads: number, 
/**
 * Pulses so far, of all devices.
 */
pulses: number, 
/**
 * Share of the devices that count whose last read is within tolerance.
 */
yield_share: number, };

/**
 * How far a run is, and what it wants next.
 */
export type Plan = { 
/**
 * Trainings that may run now, at the same time; none if the run is over.
 */
trials: Array<Trial>, 
/**
 * Trainings in all.
 */
total: number, 
/**
 * The number of the best so far.
 */
best: number | null, 
/**
 * Names of the layers that have a noise of their own.
 */
layers: Array<string>, };

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
 * How a port is opened for a dialect, and what stops its board.
 */
export type PortSettings = { 
/**
 * Speed in baud.
 */
baud: number, 
/**
 * Whether parity is even rather than none.
 */
even_parity: boolean, 
/**
 * What to write at once when the page goes away.
 */
stop: Array<number>, };

/**
 * What drift leaves unchanged.
 */
export type Preserve = "median" | "mean";

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
 * What is programmed, on what, and how; the targets give the size.
 */
export type ProgramConfig = { 
/**
 * The devices.
 */
array: ArrayConfig, 
/**
 * Conductances to reach.
 */
targets: Targets, 
/**
 * How they are written.
 */
options: WriterOptions, 
/**
 * Seed of faults, pulses and reads.
 */
seed: number, };

/**
 * A programmed array.
 */
export type Programmed = { 
/**
 * Word lines.
 */
rows: number, 
/**
 * Bit lines.
 */
columns: number, 
/**
 * How many devices yields, pulses and errors are of: those that carry weights, where it is
 * said which, else all.
 */
counted: number, 
/**
 * Share of these within tolerance by their last read.
 */
yield_share: number, 
/**
 * Share of these within tolerance by the conductances they have, which only a
 * simulation knows.
 */
yield_true: number, 
/**
 * Each device, word line by word line.
 */
devices: Array<Written>, 
/**
 * Conductance that each device has, in siemens.
 */
conductance: Array<number>, 
/**
 * Fault of each device.
 */
faults: Array<Fault | null>, 
/**
 * Pulses of the devices that are counted.
 */
pulses: PulseCount, 
/**
 * Reads.
 */
reads: number, 
/**
 * Energy, in joules, of writing every device.
 */
energy: WriteEnergy, 
/**
 * Time, in seconds, of one pulse or read after the other.
 */
seconds: number, 
/**
 * Errors after 0, 1, 2, .. pulses.
 */
convergence: Array<ConvergencePoint>, };

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
campaign?: FabricationCampaign | null, 
/**
 * The networks that the page trained, as JSON that nothing else looks into.
 */
networks?: string, };

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
 * How many pulses the devices that count took.
 */
export type PulseCount = { 
/**
 * Of all of them together.
 */
total: number, 
/**
 * Of the median device.
 */
median: number, 
/**
 * Of the device that took most.
 */
max: number, 
/**
 * How many devices took 0, 1, 2, .. pulses.
 */
histogram: Array<number>, };

/**
 * A device under pulses: `G = response(p) exp(sigma e)`.
 *
 * A SET pulse moves the position `p` up by `step`, a RESET pulse down, never past the ends of
 * the response. Of a voltage `v` below that of a full pulse the move is the share
 * `(v/V)^k`, `k = log2(1/half_select)`, so that half of the voltage, which half-selected
 * devices see, moves by `half_select` of a step; above, it is one step. A full pulse also
 * redraws the deviation, `e <- memory e + sqrt(1 - memory^2) z`, `z` standard normal: the
 * spread of the drift model, which was measured from cycle to cycle, is thus drawn at each
 * programming, and stays until the next. A weaker pulse leaves `e` alone. The length of a
 * pulse does not matter, because the curve was measured at one rate.
 *
 * `memory`, `half_select` and that the way down is the way up are assumptions: a sweep tells
 * nothing of them.
 */
export type PulseModel = { 
/**
 * The median conductance at each position.
 */
response: Response, 
/**
 * Standard deviation of the log conductance.
 */
sigma: number, 
/**
 * Correlation of the deviations before and after a full pulse, from 0 to 1.
 */
memory: number, 
/**
 * Positions that a full pulse moves by, above 0.
 */
step: number, 
/**
 * The share of a step that half of the voltage of a full pulse moves by, from 0 to 0.5.
 */
half_select: number, 
/**
 * Voltage of a full SET pulse; its sign is the polarity that SETs.
 */
v_set: number, 
/**
 * Voltage of a full RESET pulse, of the other sign.
 */
v_reset: number, };

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
 * The current of a device whose conductance, as it is read at `at` volts, is `G`.
 *
 * Every law is odd, rises with the voltage, and gives `I(at) = G at`, so that a law changes
 * what a device does away from the voltage it was read at and nothing else.
 */
export type ReadLaw = { "law": "linear" } | { "law": "polynomial", 
/**
 * `c`, the cubic part at the read voltage in units of the linear; at least 0.
 */
cubic: number, 
/**
 * The voltage that conductances are read at, above 0.
 */
at: number, } | { "law": "poole-frenkel", 
/**
 * `b` in 1/sqrt(V), at least 0.
 */
lowering: number, 
/**
 * The voltage that conductances are read at, above 0.
 */
at: number, };

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
 * The median conductance at each position, from 0 to [`Response::last`]; it rises all the way.
 *
 * A RESET pulse goes back the way a SET pulse came: of a sweep only the way up was kept.
 */
export type Response = { "measured": { 
/**
 * Conductance at each point, in siemens.
 */
conductance: Array<number>, } } | { "exponential": { 
/**
 * Conductance at position 0, in siemens.
 */
g_min: number, 
/**
 * Conductance at the last position, in siemens.
 */
g_max: number, 
/**
 * The last position: how many pulses there are from `Gmin` to `Gmax`.
 */
pulses: number, 
/**
 * `A`, in pulses: the smaller, the sooner the conductance saturates.
 */
curvature: number, } };

/**
 * Input of the robustness chart.
 */
export type Robustness = { 
/**
 * What is told apart, such as `MNIST`.
 */
task: string, 
/**
 * The network, such as `LeNet-5`.
 */
model: string, 
/**
 * How many classes there are, which sets what chance reaches.
 */
classes: number, 
/**
 * The methods, in the order of the legend.
 */
methods: Array<RobustnessMethod>, 
/**
 * Levels at which a test found something.
 */
marks: Array<RobustnessMark>, };

/**
 * One usability, and what the drift of it leaves, draw by draw.
 */
export type RobustnessLevel = { 
/**
 * The usability, above 0 and at most 1.
 */
usability: number, 
/**
 * How many draws of the drift there are yet, at least 1.
 */
draws: number, 
/**
 * Mean accuracy over the draws, from 0 to 1.
 */
mean: number, 
/**
 * Standard deviation over the draws, from two on.
 */
sd: number | null, 
/**
 * The smallest accuracy.
 */
min: number, 
/**
 * The largest.
 */
max: number, 
/**
 * Lower end of the 95 % interval of the mean, from two draws on.
 */
low: number | null, 
/**
 * Its upper end.
 */
high: number | null, };

/**
 * A level at which a test found something.
 */
export type RobustnessMark = { 
/**
 * The usability.
 */
usability: number, 
/**
 * What was found, such as `multinomial better than ERM, p < .01`.
 */
text: string, };

/**
 * A method, and how its network fares.
 */
export type RobustnessMethod = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Its levels, in any order; none while nothing is evaluated yet.
 */
levels: Array<RobustnessLevel>, };

/**
 * What a run is asked to do.
 */
export type RunConfig = { 
/**
 * The network, as [`Form::network`] takes it; the task's own if absent.
 */
model: string | null, 
/**
 * How it is trained for drift.
 */
method: Contender, 
/**
 * 1 for one training as it is; else so many, of which the best is chosen.
 */
trainings: number, 
/**
 * Trainings of a wave.
 */
wave: number, 
/**
 * The noise of one training as it is.
 */
noise: Strength, 
/**
 * Passes over the samples.
 */
epochs: number, 
/**
 * Samples of a step.
 */
batch: number, 
/**
 * Learning rate at the beginning.
 */
rate: number, 
/**
 * The device that is trained for.
 */
device: Device, 
/**
 * What trainings are chosen by.
 */
objective: Objective, 
/**
 * Seed of weights, order, noise and drift.
 */
seed: number, };

/**
 * A vote, and what it is to be certified against.
 */
export type Sampled = { 
/**
 * Draws that gave the voted class.
 */
agreed: number, 
/**
 * All draws.
 */
draws: number, 
/**
 * One minus the confidence.
 */
alpha: number, 
/**
 * Standard deviation of `z` in the draws.
 */
s: number, 
/**
 * How many weights are not 0.
 */
d: number, 
/**
 * Standard deviation of the device's drift, if that is asked about.
 */
"sigma-device": number | null, 
/**
 * Norm of a fixed shift of the logarithms, if that is asked about.
 */
shift: number | null, };

/**
 * In which units the model sees the values.
 */
export type Scaling = { "scaling": "standardised" } | { "scaling": "as-is", 
/**
 * The mean while there is one value only.
 */
lone_mean: number, };

/**
 * How the learning rate changes over the run.
 */
export type Schedule = "constant" | "cosine" | { "steps": { 
/**
 * Epochs between two falls.
 */
every: number, 
/**
 * What is left after one.
 */
factor: number, } };

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
 * Input of the sensitivity chart.
 */
export type Sensitivity = { 
/**
 * Task, network and method, such as `MNIST, LeNet-5, ERM`.
 */
name: string, 
/**
 * The usability whose drift was drawn, above 0 and at most 1.
 */
usability: number, 
/**
 * Accuracy without drift, where it is known.
 */
clean: number | null, 
/**
 * The layers, from the first to the last.
 */
layers: Array<LayerSensitivity>, };

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
 * Stochastic gradient descent with momentum: `m = momentum m + g`, `w -= rate m`.
 */
export type Sgd = { 
/**
 * Share of the last step that is kept.
 */
momentum: number, };

/**
 * Channels, height and width of a sample; a vector of `n` numbers is `n` channels of one pixel.
 *
 * ```
 * use memrilab_train::data::Shape;
 * assert_eq!(Shape::image(28, 28).features(), 784);
 * assert_eq!(Shape::vector(13).to_string(), "13 numbers");
 * assert_eq!("3x32x32".parse(), Ok(Shape { channels: 3, height: 32, width: 32 }));
 * ```
 */
export type Shape = { 
/**
 * Channels, or the length of a vector.
 */
channels: number, 
/**
 * Rows of pixels.
 */
height: number, 
/**
 * Columns of pixels.
 */
width: number, };

/**
 * Which sigma drives the drift.
 */
export type SigmaChoice = "estimate" | "upper95" | "from-usability";

/**
 * Input of the chart of trials.
 */
export type Simplex = { 
/**
 * Task and network, such as `MNIST, LeNet-5`.
 */
name: string, 
/**
 * What the search makes as large as can be, such as `Mean accuracy under drift`.
 */
objective: string, 
/**
 * The layers, from the first to the last.
 */
layers: Array<string>, 
/**
 * The trials, in order; none while the first is under way.
 */
trials: Array<SimplexTrial>, };

/**
 * One trial of a search.
 */
export type SimplexTrial = { 
/**
 * Its number, from 1.
 */
number: number, 
/**
 * What came out, the larger the better; absent where nothing did.
 */
objective: number | null, 
/**
 * `[p1, p2]` of each layer: at least 0 each, at most 1 together.
 */
p: Array<[number, number]>, };

/**
 * What the factors multiply.
 */
export type Site = "weight" | "activation";

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
 * What a list of draws looks like.
 */
export type Spread = { 
/**
 * How many.
 */
count: number, 
/**
 * Arithmetic mean.
 */
mean: number, 
/**
 * Standard deviation over `count - 1`.
 */
sd: number, 
/**
 * The least.
 */
min: number, 
/**
 * The largest.
 */
max: number, 
/**
 * Lower end of the 95 % interval of the mean, by Student's t.
 */
low: number, 
/**
 * Its upper end.
 */
high: number, };

/**
 * How far an experiment is.
 */
export type Status = "pending" | "measured" | "failed";

/**
 * Why a training ended.
 */
export type Stop = { "reason": "finished" } | { "reason": "no-better" } | { "reason": "diverged", 
/**
 * The epoch, counted from 1.
 */
epoch: number, 
/**
 * The batch in it, counted from 1.
 */
batch: number, };

/**
 * The parameters of a noise that is injected as it is.
 */
export type Strength = { 
/**
 * Probability of 0 of multinomial noise.
 */
p1: number, 
/**
 * Probability of 1/2 of multinomial noise.
 */
p2: number, 
/**
 * Sigma of Gaussian and log-normal noise, rate of dropout, scale of Laplace noise; the
 * device's own sigma for log-normal noise, else 0.3, if absent.
 */
strength: number | null, };

/**
 * Draws of a sweep.
 */
export type SweepConfig = { 
/**
 * Number of the first draw.
 */
first: number, 
/**
 * How many.
 */
draws: number, 
/**
 * Seed of the draws.
 */
seed: number, 
/**
 * What drifts.
 */
which: Which, };

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
 * How many conversions there were, and how many were clipped.
 */
export type Tally = { 
/**
 * Voltages that were set.
 */
dac: number, 
/**
 * Of them, those beyond the full scale.
 */
dac_clipped: number, 
/**
 * Currents that were converted.
 */
adc: number, 
/**
 * Of them, those beyond the full scale.
 */
adc_clipped: number, };

/**
 * Conductances to reach.
 */
export type Targets = { 
/**
 * Word lines.
 */
rows: number, 
/**
 * Bit lines.
 */
columns: number, 
/**
 * In siemens, word line by word line; above 0.
 */
conductance: Array<number>, 
/**
 * Which devices carry a weight, or the reference of one, word line by word line; none where
 * every device is wanted for its own sake. All are written, and these are counted.
 */
used?: Array<boolean>, };

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
 * Input of the chart of Theorem 1.
 */
export type Theory = { 
/**
 * The lower bound of the vote's probability without change, from 0 to 1.
 */
c: number, 
/**
 * The probability that noise takes a weight away, from 0 to 1.
 */
p1: number, 
/**
 * The probability that noise halves a weight; at most 1 together with `p1`.
 */
p2: number, 
/**
 * How many weights there are, at least 1.
 */
parameters: number, 
/**
 * The bounds at this `c`, by the number of weights changed arbitrarily; in any order.
 */
along_r: Array<TheoryBound>, 
/**
 * The bounds by `c`, no weight being changed arbitrarily; in any order.
 */
along_c: Array<TheoryBound>, };

/**
 * Both bounds at one place.
 */
export type TheoryBound = { 
/**
 * Where: the number of weights that may be changed arbitrarily, or `c`.
 */
at: number, 
/**
 * The lower bound as published, at most 1; it may be negative.
 */
published: number, 
/**
 * The exact worst case, at most 1.
 */
exact: number, };

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
 * The devices of one array while it works on one sample.
 */
export type Touched = { 
/**
 * Conductance that each device is to have, row by row, in siemens.
 */
target: Array<number>, 
/**
 * The one it has.
 */
conductance: Array<number>, 
/**
 * Voltage across each device, in volts.
 */
volts: Array<number>, 
/**
 * Current through each device, in amperes.
 */
current: Array<number>, 
/**
 * Which devices carry a weight or the reference of one.
 */
used: Array<boolean>, 
/**
 * Those that are faulty.
 */
faults: Array<FaultAt>, 
/**
 * Voltages of the drivers.
 */
inputs: Array<number>, 
/**
 * Currents of the bit lines.
 */
outputs: Array<number>, 
/**
 * The largest voltage that a device of a driven word line misses for the wires, as a share of
 * the largest voltage of a driver.
 */
lost: number, };

/**
 * Everything a training depends on, besides the data.
 */
export type TrainConfig = { 
/**
 * The network.
 */
model: Architecture, 
/**
 * Passes over the training data.
 */
epochs: number, 
/**
 * Samples of a step.
 */
batch: number, 
/**
 * The learning rate at the beginning.
 */
rate: number, 
/**
 * How it changes.
 */
schedule: Schedule, 
/**
 * How the weights follow the gradient.
 */
method: Optimiser, 
/**
 * Share of a weight that is added to its gradient.
 */
decay: number, 
/**
 * Noise injected in training.
 */
noise: NoisePlan, 
/**
 * Epochs without a better validation accuracy after which training stops and gives the
 * best weights; without it, it gives the last ones.
 */
patience: number | null, 
/**
 * Seed of initial weights, order of samples and noise.
 */
seed: number, };

/**
 * Input of the training chart.
 */
export type Training = { 
/**
 * What is trained, such as `MNIST, LeNet-5`.
 */
name: string, 
/**
 * The runs, in the order of the legend.
 */
runs: Array<TrainingRun>, };

/**
 * What was known after an epoch.
 */
export type TrainingEpoch = { 
/**
 * Its number; 0 is before the first.
 */
epoch: number, 
/**
 * Loss on the training data.
 */
loss: number | null, 
/**
 * Accuracy on the training data, from 0 to 1.
 */
accuracy: number | null, 
/**
 * Loss on the validation data.
 */
validation_loss: number | null, 
/**
 * Accuracy on the validation data.
 */
validation_accuracy: number | null, };

/**
 * One training.
 */
export type TrainingRun = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Its epochs, in order; none while the first is under way.
 */
epochs: Array<TrainingEpoch>, 
/**
 * The epoch whose network was kept.
 */
best: number | null, };

/**
 * A training that a search asks for.
 */
export type Trial = { 
/**
 * Whose it is.
 */
method: Contender, 
/**
 * Its number among the method's, from 0.
 */
number: number, 
/**
 * The settings chosen.
 */
point: Point, 
/**
 * The training.
 */
config: TrainConfig, };

/**
 * What all draws came to.
 */
export type Tried = { 
/**
 * Accuracy of each draw; one where nothing is random.
 */
accuracy: Array<number>, 
/**
 * Their mean.
 */
mean: number, 
/**
 * 2.5 % and 97.5 % of the draws.
 */
interval: [number, number], 
/**
 * Conversions of all draws.
 */
tally: Tally, 
/**
 * Mean power of the products of a sample, added up, in watts.
 */
watts: number, 
/**
 * How far the outputs were off.
 */
errors: OutputErrors, };

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
 * The outcome.
 */
export type Vote = { 
/**
 * The class the first sample chose; of equals the lowest.
 */
class: number, 
/**
 * Draws of the second sample that gave it.
 */
agreed: number, 
/**
 * The options it was made with.
 */
options: VoteOptions, 
/**
 * Lower bound of the class's probability, confidence `1 - alpha`.
 */
"p-lower": number, 
/**
 * `p_lower <= 1/2`: no class is certified.
 */
abstain: boolean, };

/**
 * How many draws, and how sure.
 */
export type VoteOptions = { 
/**
 * Draws that choose the class.
 */
selection: number, 
/**
 * Draws that count it.
 */
draws: number, 
/**
 * One minus the confidence.
 */
alpha: number, };

/**
 * Input of the waterfall.
 */
export type Waterfall = { 
/**
 * Task, network and method, such as `moons, ERM`.
 */
name: string, 
/**
 * Accuracy in floating point, from 0 to 1.
 */
software: number, 
/**
 * Samples of the test, at least 1.
 */
samples: number, 
/**
 * Draws of what is random, at least 1.
 */
draws: number, 
/**
 * From ideal devices down.
 */
steps: Array<WaterfallStep>, };

/**
 * The whole waterfall.
 */
export type WaterfallResult = { 
/**
 * Version of this form.
 */
schema: number, 
/**
 * Accuracy of the network in floating point.
 */
software: number, 
/**
 * On ideal devices, then with one more effect each.
 */
added: Array<Fall>, 
/**
 * Each effect alone.
 */
alone: Array<Fall>, 
/**
 * Samples.
 */
samples: number, 
/**
 * Draws of what is random.
 */
draws: number, };

/**
 * Accuracy with one more effect.
 */
export type WaterfallStep = { 
/**
 * The effect; for the first, what stands before any.
 */
label: string, 
/**
 * Mean accuracy over the draws with this effect and all before it, from 0 to 1.
 */
mean: number, 
/**
 * 2.5 % of the draws.
 */
low: number, 
/**
 * 97.5 % of them.
 */
high: number, 
/**
 * Mean accuracy with this effect alone.
 */
alone: number | null, };

/**
 * What drifts.
 */
export type Which = "matrices" | "with-biases" | { "layer": number };

/**
 * Which points sigma is computed from (decision U11).
 */
export type Window = "operative" | "all";

/**
 * Resistance of one segment of each kind, in ohms; 0 for an ideal one.
 */
export type Wires = { 
/**
 * From a driver to the first device of its word line.
 */
input: number, 
/**
 * Between two devices of a word line.
 */
word: number, 
/**
 * Between two devices of a bit line.
 */
bit: number, 
/**
 * From the last device of a bit line to where its current is measured.
 */
output: number, };

/**
 * What is fixed while one looks.
 */
export type WorkbenchAbout = { 
/**
 * Inputs and outputs of each layer.
 */
layers: Array<[number, number]>, 
/**
 * Word lines and bit lines of an array.
 */
size: [number, number], 
/**
 * How many arrays there are.
 */
arrays: number, 
/**
 * Devices that carry a weight or the reference of one, in all arrays.
 */
used: number, 
/**
 * For each layer and array that share devices: layer, array, first word line, one past the
 * last, bit lines.
 */
blocks: Array<[number, number, number, number, number]>, 
/**
 * Accuracy in floating point on the test samples.
 */
software: number, 
/**
 * Samples of the test.
 */
samples: number, 
/**
 * Whether the samples are points of a plane, with a boundary.
 */
plane: boolean, };

/**
 * Where the energy of writing went, in joules: `V^2 G t` of each device in its state before
 * each pulse or read. What wires take is left out.
 */
export type WriteEnergy = { 
/**
 * In the devices that pulses were for.
 */
selected: number, 
/**
 * In the rest of their rows and columns, at half of the voltage.
 */
half_selected: number, 
/**
 * In all devices of the word lines that were read.
 */
reads: number, 
/**
 * All.
 */
total: number, };

/**
 * How devices are written and verified.
 */
export type WriterOptions = { 
/**
 * A device is done where `|G/target - 1|` is at most this.
 */
tolerance: number, 
/**
 * Most pulses of a device, over all passes.
 */
pulse_limit: number, 
/**
 * Voltage of a pulse where the conductance is below its target, in volts.
 */
v_set: number, 
/**
 * Voltage of a pulse where it is above, of the other sign.
 */
v_reset: number, 
/**
 * Length of a pulse, in seconds.
 */
pulse_seconds: number, 
/**
 * Voltage of a read, in volts.
 */
v_read: number, 
/**
 * Length of a read, in seconds.
 */
read_seconds: number, 
/**
 * What each pulse and each read take besides, in seconds: selecting, settling, talking.
 */
overhead_seconds: number, 
/**
 * How often the whole array is gone through: from the second time on, devices that
 * half-selection has moved out of tolerance are written again.
 */
passes: number, 
/**
 * A device is stuck where so many pulses in a row have moved it too little.
 */
stuck_after: number, 
/**
 * Too little: at most this share of its conductance. With read noise above it, a stuck
 * device is given up at the pulse limit instead.
 */
stuck_change: number, };

/**
 * How far programming is.
 */
export type WritingNow = { 
/**
 * What was just done, where single actions were asked for.
 */
last: Array<Action>, 
/**
 * Each device, word line by word line.
 */
devices: Array<Written>, 
/**
 * The conductance that each has, in siemens.
 */
conductance: Array<number>, 
/**
 * Errors after 0, 1, 2, .. pulses.
 */
convergence: Array<ConvergencePoint>, 
/**
 * How far it is.
 */
progress: Progress, 
/**
 * Reads so far.
 */
reads: number, 
/**
 * Time so far, in seconds of the array's own.
 */
seconds: number, 
/**
 * At the end, what came of it.
 */
result: Programmed | null, };

/**
 * One device, as far as it is written.
 */
export type Written = { 
/**
 * Pulses so far.
 */
pulses: number, 
/**
 * What was read last, in siemens.
 */
conductance: number | null, 
/**
 * How far it is.
 */
state: WrittenState, };

/**
 * How far a device is.
 */
export type WrittenState = "waiting" | "done" | { "failed": Failure };
