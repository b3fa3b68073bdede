// The wasm packages as a worker uses them, under Node: the same results as the command
// line, figures, errors with codes, workbooks through both modules.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, program] = process.argv.slice(2);
const { execFileSync } = await import("node:child_process");

const load = async (name) => {
  const module = await import(pathToFileURL(join(root, "pkg", `${name}.js`)));
  module.initSync({ module: readFileSync(join(root, "pkg", `${name}_bg.wasm`)) });
  return module;
};
const memrilab = await load("memrilab");
const workbook = await load("memrilab_workbook");
const projects = await load("memrilab_project");
const fabrication = await load("memrilab_fabrication");
fabrication.start();
memrilab.start();

const commandLine = (file) =>
  JSON.parse(execFileSync(program, ["device", "analyze", file, "--json"], { maxBuffer: 1 << 28 }));

const finish = (survey, options) => {
  survey.start(options);
  let steps = 0;
  for (let told = survey.step(); told !== undefined; told = survey.step()) {
    assert.ok(told.done <= told.total);
    steps += 1;
  }
  assert.ok(steps > 1, "the work is done in steps");
  return survey.document();
};

const fails = (work, code) =>
  assert.throws(work, (error) => error.code === code && error.message.length > 10);

const sample = join(root, "www/samples/noisy.csv");
const tests = {
  "a sample gives what the command line gives"() {
    const survey = new memrilab.Survey();
    const [kind, devices, report] = survey.addText(sample, readFileSync(sample), undefined);
    assert.deepEqual([kind, devices, report.delimiter], ["sweep", 1, "commas"]);
    const there = commandLine(sample);
    const here = finish(survey, there.options);
    assert.deepEqual(here.devices[0].methods, there.devices[0].methods);
    assert.equal(here.devices[0].reading.dialect, "simulated");
    assert.ok(survey.csv().startsWith("file,block,dialect"));
    assert.equal(survey.csv().split("\n").length, 1 + 3 + 1, "a row for each method");
    assert.equal(survey.csv(new Uint32Array([0])), survey.csv());
    fails(() => survey.csv(new Uint32Array([1])), "no-device");
  },
  "figures are drawn and have their table"() {
    const survey = new memrilab.Survey();
    survey.addText(sample, readFileSync(sample), null);
    finish(survey, { bootstrap: 10 });
    const whole = (svg, chart) => assert.ok(svg.startsWith("<svg") && svg.trimEnd().endsWith("</svg>"), chart);
    for (const chart of ["current", "current-log", "conductance", "spread", "endurance"]) {
      whole(survey.svg({ chart, dark: true }), chart);
      assert.ok(survey.table({ chart }).rows.length > 0, chart);
    }
    fails(() => survey.svg({ chart: "ranking" }), "no-figure");
    const score = { name: "a", usability: 0.5, low: 0.4, high: null, length_factor: 1 };
    const compared = {
      ranking: { scores: [score] },
      methods: { methods: [{ name: "a", corrected: 0.5, paper: null, table: 0.2 }] },
      histogram: { usability: [0.5, 0.7] },
      overlay: { curves: [survey.curve(0, "table"), { ...survey.curve(0, "paper"), name: "b" }] },
    };
    for (const [chart, of] of Object.entries(compared)) {
      whole(memrilab.compareSvg(of, { chart }), chart);
      assert.ok(memrilab.compareTable(of, { chart }).rows.length > 0, chart);
      assert.ok(memrilab.compareTableCsv(of, { chart }).includes("\n"), chart);
    }
    const overlaid = memrilab.compareTable(compared.overlay, { chart: "overlay" }).rows;
    const { run_start, run_end } = survey.document().devices[0].methods.table;
    const inRun = overlaid.filter(([name, , , inside]) => name.includes("noisy") && inside === "yes").length;
    assert.equal(inRun, run_end - run_start + 1, "the table's run holds both its ends");
    fails(() => memrilab.compareSvg({}, { chart: "spread" }), "no-figure");
    fails(() => memrilab.compareSvg({ scores: 3 }, { chart: "ranking" }), "options");
    fails(() => survey.svg({ device: 7 }), "no-device");
    fails(() => survey.svg({ width: 5 }), "figure");
  },
  "errors have a code and a sentence"() {
    const survey = new memrilab.Survey();
    fails(() => survey.step(), "not-started");
    fails(() => survey.document(), "not-finished");
    fails(() => survey.addText("a.png", Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), null), "binary");
    fails(() => survey.addText("a.csv", new Uint8Array(), null), "empty");
    fails(() => survey.addText("a.xlsx", Buffer.from("PK\x03\x04"), null), "workbook-needed");
    fails(() => survey.start({ required_length: 0 }), "options");
    fails(() => workbook.grids(Buffer.from("PK\x03\x04")), "damaged");
    fails(() => memrilab.sampleCsv("best"), "unknown-sample");
  },
  "files that might be joined have the same number"() {
    const numbers = memrilab.groups(["a set.csv", "b.csv", "a RESET.csv", "b.csv"]);
    assert.ok(numbers instanceof Uint32Array);
    assert.deepEqual([...numbers], [0, 1, 0, 2]);
    assert.deepEqual([...memrilab.groups([])], []);
  },
  "a device is simulated from a part of its model"() {
    const model = { cycles: 3, v_step: 1.5, curve: [1e-6, 2e-6, 4e-6, 8e-6], point_noise: 0 };
    const csv = memrilab.simulateCsv(model, 7);
    assert.deepEqual(csv.split("\n").slice(0, 2), [
      "# simulated by memrilab",
      "Voltage (V),Current cycle 1 (A),Current cycle 2 (A),Current cycle 3 (A)",
    ]);
    assert.equal(csv, memrilab.simulateCsv({ ...model, curve: Float64Array.from(model.curve) }, 7));
    assert.notEqual(csv, memrilab.simulateCsv(model, 8));
    assert.equal(memrilab.simulateCsv(undefined, 1).split("\n").length, 1 + 1 + 241 + 1);
    const survey = new memrilab.Survey();
    survey.addText("drawn.csv", Buffer.from(csv), null);
    const { devices } = finish(survey, { bootstrap: 0 });
    assert.deepEqual([devices[0].dialect, devices[0].methods.corrected.run_length], ["simulated", 4]);
    fails(() => memrilab.simulateCsv({ curve: [0] }, 1), "model");
    fails(() => memrilab.simulateCsv({}, 1.5), "model");
    fails(() => memrilab.simulateCsv({ cycles: "many" }, 1), "options");
  },
  "a file is read and analysed with its own settings"() {
    const text = "V (V),I (A)\n0,0\n1,1\n2,3\n3,7\n4,9\n0,0\n-1,-1\n-2,-3\n-3,-7\n-4,-9\n0,0\n";
    const survey = new memrilab.Survey();
    const read = { current_unit: "mA" };
    const settings = { read, polarity: "negative", compliance: { given: 0.5 } };
    survey.addText("a.csv", Buffer.from(text), settings);
    survey.addText("b.csv", Buffer.from(text), {});
    const [a, b] = finish(survey, { bootstrap: 0 }).devices;
    assert.equal(a.settings.read.current_unit, "mA");
    assert.ok(!("caps" in a.settings.read) && !("settings" in b));
    assert.deepEqual([a.polarity, b.polarity], ["negative", "positive"]);
    assert.deepEqual([a.compliance_a, a.settings.compliance], [0.5, { given: 0.5 }]);
    fails(() => survey.addText("c.csv", Buffer.from(text), { polarity: "up" }), "options");
  },
  "a project opens as it was saved"() {
    const settings = { read: { voltage_unit: "mV" }, compliance: "none" };
    const project = {
      memrilab: "project",
      schema: 1,
      version: memrilab.version(),
      options: { bootstrap: 7, seed: 3 },
      files: [
        { path: "a.csv", settings, text: readFileSync(sample, "utf8") },
        { path: "b.xlsx", settings: {}, base64: Buffer.from("PK\x03\x04\xff", "latin1").toString("base64") },
      ],
      removed: [{ file: "a.csv", block: "" }],
      page: JSON.stringify({ tab: "\u00b5" }),
    };
    const bytes = Buffer.from(JSON.stringify(project));
    assert.ok(memrilab.isProject(bytes) && !memrilab.isProject(readFileSync(sample)));
    const opened = projects.openProject(bytes);
    assert.deepEqual([opened.options.bootstrap, opened.options.seed], [7, 3]);
    assert.equal(opened.options.required_length, 35);
    assert.deepEqual([opened.removed, opened.page], [project.removed, project.page]);
    const [a, b] = opened.files;
    assert.deepEqual([a.path, a.settings.read.voltage_unit, a.settings.compliance], ["a.csv", "mV", "none"]);
    assert.ok(a.bytes instanceof Uint8Array && b.bytes instanceof Uint8Array);
    assert.deepEqual([...a.bytes], [...readFileSync(sample)]);
    assert.deepEqual([...b.bytes], [80, 75, 3, 4, 255]);
    assert.equal(opened.campaign, null);
    const campaign = JSON.parse(fabrication.newCampaign("mine"));
    const both = projects.openProject(Buffer.from(JSON.stringify({ ...project, campaign })));
    assert.deepEqual(both.campaign, campaign);
    const other = { ...campaign, experiments: [{ id: 1, recipe: ["MAPbX"] }] };
    fails(() => projects.openProject(Buffer.from(JSON.stringify({ ...project, campaign: other }))), "damaged-project");
    // What came out goes into a survey as it is.
    const survey = new memrilab.Survey();
    survey.addText(a.path, a.bytes, a.settings);
    assert.equal(finish(survey, opened.options).devices[0].v_max, 0.006);
    const broken = (change) => Buffer.from(JSON.stringify({ ...project, ...change }));
    fails(() => projects.openProject(bytes.subarray(0, 90)), "not-json");
    fails(() => projects.openProject(Buffer.from("{}")), "not-a-project");
    fails(() => projects.openProject(broken({ schema: 2 })), "newer-project");
    fails(() => projects.openProject(broken({ files: [{ path: "a" }] })), "damaged-project");
    fails(() => projects.openProject(broken({ files: [{ path: "a", base64: "?" }] })), "damaged-project");
    fails(() => projects.openProject(broken({ options: { required_length: 0 } })), "options");
  },
  "a campaign is edited, asked and drawn, as text in and text out"() {
    let campaign = fabrication.newCampaign("test");
    const edit = (edit) => (campaign = fabrication.edit(campaign, JSON.stringify(edit)));
    const laboratory = { noise: 0.02, cycles: 12, compliance: 1.5e-5, seed: 1 };
    for (let n = 0; n < 4; n += 1) edit({ edit: "laboratory", laboratory });
    const { experiments } = JSON.parse(campaign);
    assert.deepEqual(experiments.map((e) => [e.id, e.status, e.simulated]), [1, 2, 3, 4].map((id) => [id, "measured", true]));
    const proposals = JSON.parse(fabrication.suggest(campaign, '{"batch":2}'));
    assert.equal(proposals.suggestions.length, 2);
    edit({ edit: "take-up", proposals: proposals.suggestions });
    edit({ edit: "tell", id: 5, measured: { value: 0.5, sd: 0.01 }, source: "me", simulated: false });
    edit({ edit: "fail", id: 6 });
    // What sweeps say has the standard deviation of its interval; one end is no interval.
    const measured = (low, high) => {
      const edits = [{ edit: "take-back", id: 5 }, { edit: "measure", id: 5, usability: 0.5, low, high, source: "a.csv", simulated: false }];
      const text = edits.reduce((text, edit) => fabrication.edit(text, JSON.stringify(edit)), campaign);
      return JSON.parse(text).experiments[4];
    };
    assert.ok(Math.abs(measured(0.304, 0.696).measured.sd - 0.1) < 1e-5);
    assert.deepEqual([measured(null, 0.7).measured.sd, measured(0.3, null).measured.sd], [null, null]);
    assert.deepEqual([measured(0.4, 0.6).measured.method, measured(0.4, 0.6).source], ["corrected", "a.csv"]);
    // The same file and seed give the same on the command line.
    const folder = mkdtempSync(join(tmpdir(), "memrilab-package-"));
    const path = join(folder, "a.campaign.json");
    writeFileSync(path, fabrication.campaignFile(campaign));
    const there = JSON.parse(execFileSync(program, ["fab", "suggest", path, "--batch", "3", "--seed", "1", "--json"]));
    const here = JSON.parse(fabrication.suggest(campaign, '{"batch":3}'));
    assert.deepEqual(here.suggestions.map((s) => [s.index, s.mean, s.sd, s.acquisition]), there.suggestions.map((s) => [s.index, s.mean, s.sd, s.acquisition]));
    rmSync(folder, { recursive: true });
    const series = JSON.parse(fabrication.suggest(campaign, '{"series":3}')).suggestions;
    assert.deepEqual(series.map((s) => s.target), [0.93, 0.525, 0.12]);
    assert.equal(fabrication.campaignCsv(campaign).split("\n").length, 1 + 6 + 1);
    assert.ok(fabrication.virtualSweeps(campaign, JSON.stringify(laboratory), 1).startsWith("# simulated by memrilab"));
    for (const figure of [{ chart: "progress" }, { chart: "slice", variable: 0 }, { chart: "map", across: 1, down: 2, quantity: "sd" }, { chart: "importance" }, { chart: "prediction" }]) {
      const asked = [campaign, JSON.stringify(figure), '{"chart":"conductance","width":500,"dark":true}'];
      assert.ok(fabrication.campaignSvg(...asked).startsWith("<svg"), figure.chart);
      assert.ok(JSON.parse(fabrication.campaignTable(...asked)).rows.length > 0, figure.chart);
      // The light module paints what this one composed.
      assert.equal(new memrilab.Picture(fabrication.campaignPicture(...asked)).width, 500);
    }
    const before = campaign;
    fails(() => edit({ edit: "tell", id: 5, measured: { value: 1 }, source: "", simulated: false }), "done");
    fails(() => edit({ edit: "tell", id: 77, measured: { value: 1 }, source: "", simulated: false }), "no-experiment");
    fails(() => edit({ edit: "table", text: "a,b\n1,2\n" }), "table");
    fails(() => edit({ edit: "dance" }), "form");
    fails(() => fabrication.edit(campaign.slice(0, 300), '{"edit":"fail","id":1}'), "damaged-campaign");
    fails(() => fabrication.campaignSvg(campaign, '{"chart":"slice","variable":9}', "{}"), "recipe");
    fails(() => fabrication.campaignSvg(fabrication.newCampaign(""), '{"chart":"importance"}', "{}"), "optimiser");
    assert.equal(campaign, before, "an edit that fails changes nothing");
  },
  "samples and formats are there"() {
    assert.equal(memrilab.sampleCsv("noisy"), readFileSync(sample, "utf8"));
    assert.ok(memrilab.formats().length >= 12);
    assert.match(memrilab.version(), /^\d+\.\d+\.\d+$/);
  },
};

const data = process.env.MEMRILAB_DATA ?? join(root, "../shared/data");
const sweeps = join(data, "perovskite_nanowire_iv/sweeps");
let skipped = 0;
if (existsSync(sweeps)) {
  tests["a measured workbook gives what the command line gives"] = () => {
    const file = join(sweeps, readdirSync(sweeps).sort()[0]);
    const survey = new memrilab.Survey();
    const sheets = workbook.grids(readFileSync(file));
    assert.ok(sheets[0].cells instanceof Float64Array);
    survey.addSheets(file, structuredClone(sheets), undefined);
    const there = commandLine(file);
    assert.deepEqual(finish(survey, there.options).devices[0].methods, there.devices[0].methods);
  };
} else {
  skipped = 1;
}

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    test();
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error.stack ?? error}`);
  }
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
