// The worker's part for the crossbar: its module, and the networks on arrays that it keeps.
import crossbarAddress from "../../../pkg/memrilab_crossbar_bg.wasm?url";
import type { Bench, Writing as Writer } from "../../../pkg/memrilab_crossbar.js";
import type { Boundary, Frame, Targets, WaterfallResult, WorkbenchAbout, WritingNow } from "../generated/types";
import type { CallName, ChipFrame, ChipSource, ChipWish, Input, Output, Plane, Writing } from "./messages";
import { Kept, type Tell, type Tools } from "./train-worker";

type ChipCalls = Extract<CallName, "chipFrame" | "chipBoundary" | "chipFalls" | "chipTargets" | "pulseModel" | "chipWrite" | "energy" | "baselines" | "chipPicture" | "chipSvg" | "chipTable" | "chipTableCsv">;
type Handlers = { [N in ChipCalls]: (input: Input<N>, id: number, tell: Tell) => Promise<Output<N>> };

/** What a frame is in JSON: its plane without a name, its points as lists. */
type Told = Omit<Frame, "boundary"> & { boundary: Plane | null };

interface Kit {
  bench: Bench;
  about: WorkbenchAbout;
  free(): void;
}

export function chipHandlers({ later, wrong, turn, cancelled }: Tools): Handlers {
  const load = later(() => import("../../../pkg/memrilab_crossbar.js"), crossbarAddress);
  const crossbar = () =>
    load().catch(() => {
      throw wrong("crossbar-module", "the program of the crossbar could not be loaded; check the connection and try again.");
    });

  const kits = new Kept<Kit>(4);
  let working = 0;
  /** A chip as long as something works with it. */
  const withChip = async <T>(source: ChipSource, work: (kit: Kit) => T | Promise<T>): Promise<T> => {
    working += 1;
    try {
      return await work(await kits.get(source.key, () => made(source)));
    } finally {
      working -= 1;
      if (working === 0) kits.tidy();
    }
  };

  const made = async ({ weights, noise, seed, options, set, written }: ChipSource): Promise<Kit> => {
    const { Bench } = await crossbar();
    const bench = new Bench(new Uint8Array(await weights.arrayBuffer()), noise, seed, JSON.stringify(options));
    try {
      const about = JSON.parse(bench.about()) as WorkbenchAbout;
      const [rows, columns] = about.size;
      const here = set.filter(([array, row, column]) => array < about.arrays && row < rows && column < columns);
      if (here.length > 0) bench.set(JSON.stringify(here));
      for (const [name, siemens] of Object.entries(written)) {
        const array = Number(name);
        if (array >= about.arrays || siemens.length !== rows * columns) continue;
        const all = Float64Array.from(siemens);
        for (const [at, row, column, g] of here) if (at === array) all[row * columns + column] = g;
        bench.setProgrammed(array, all);
      }
      return { bench, about, free: () => bench.free() };
    } catch (error) {
      bench.free();
      throw error;
    }
  };

  const blockOf = ({ about }: Kit, { block }: ChipWish) => Math.min(block, about.blocks.length - 1);
  const told = (kit: Kit, wish: ChipWish) => {
    const { bench, about } = kit;
    const [layer, array] = about.blocks[blockOf(kit, wish)] ?? [0, 0];
    const look = { ...wish.look, sample: Math.min(wish.look.sample, about.samples - 1), layer, array };
    return JSON.parse(bench.frame(JSON.stringify(wish.effects), JSON.stringify(look))) as Told;
  };
  const planeOf = (name: string, { points, ...plane }: Plane): Boundary => ({
    name, ...plane, draws: 1, usability: 1, on: "the array", points: points.map(([x, y, label, right]) => ({ x, y, class: label, right })),
  });

  // One array is programmed at a time.
  let writing: { key: string; done: number; writer: Writer } | null = null;
  /** Takes the writer that is there, if it is at that place, or begins anew. */
  const writerOf = async ({ key, config, done }: Writing): Promise<Writer> => {
    const { Writing } = await crossbar();
    const there = writing;
    writing = null;
    if (there?.key === key && there.done === done) return there.writer;
    there?.writer.free();
    const writer = new Writing(JSON.stringify(config));
    // The same pulses and reads as before lead to where it was.
    if (done > 0) writer.step(done);
    return writer;
  };
  const written = (now: WritingNow) => now.reads + now.devices.reduce((sum, d) => sum + d.pulses, 0);
  const stepped = (writer: Writer, actions: number) => JSON.parse(writer.step(actions)) as WritingNow;

  return {
    chipFrame: ({ wish, request }) =>
      withChip(wish.chip, async (kit): Promise<ChipFrame> => {
        const { touched, boundary, ...frame } = told(kit, wish);
        const figure = boundary === null || request === null ? null : { chart: "boundary", ...planeOf(wish.name, boundary) };
        return {
          about: kit.about,
          block: blockOf(kit, wish),
          frame,
          touched: { ...touched, target: Float64Array.from(touched.target), conductance: Float64Array.from(touched.conductance), volts: Float64Array.from(touched.volts), current: Float64Array.from(touched.current) },
          points: Float64Array.from((boundary?.points ?? []).flatMap(([x, y, label, right]) => [x, y, label, Number(right)])),
          picture: figure === null ? null : (await crossbar()).crossbarPicture(JSON.stringify(figure), JSON.stringify(request)),
        };
      }),
    chipBoundary: (wish) =>
      withChip(wish.chip, (kit) => {
        const { boundary } = told(kit, wish);
        if (boundary === null) throw wrong("crossbar", "this network has no boundary in a plane.");
        return planeOf(wish.name, boundary);
      }),
    chipFalls: ({ chip, effects, draws, seed }, id, tell) =>
      withChip(chip, async ({ bench }) => {
        const { Falling } = await crossbar();
        const falling = new Falling(bench, JSON.stringify(effects), draws, seed);
        try {
          for (;;) {
            const said = JSON.parse(falling.step()) as { progress: { done: number; total: number } } | { result: WaterfallResult };
            if ("result" in said) return said.result;
            tell("what each effect costs", said.progress);
            await turn();
            if (cancelled(id)) throw wrong("cancelled", "stopped");
          }
        } finally {
          falling.free();
        }
      }),
    chipTargets: ({ chip, array }) => withChip(chip, ({ bench }) => JSON.parse(bench.targets(array)) as Targets),
    pulseModel: async ({ drift }) => JSON.parse((await crossbar()).pulseModel(JSON.stringify(drift))) as Output<"pulseModel">,
    async chipWrite(input) {
      const writer = await writerOf(input);
      const { more } = input;
      let now: WritingNow;
      if (more === "piece") now = stepped(writer, 0);
      else if ("actions" in more) now = stepped(writer, more.actions);
      else {
        const last: WritingNow["last"] = [];
        let pulses = 0;
        do {
          now = stepped(writer, 1);
          last.push(...now.last);
          pulses += now.last.filter((a) => a.kind === "pulse").length;
        } while (now.result === null && (pulses < more.pulses || now.last[0]?.kind === "pulse"));
        now = { ...now, last };
      }
      const done = written(now);
      writing = { key: input.key, done, writer };
      return { ...now, done };
    },
    energy: async ({ inputs, baseline }) => JSON.parse((await crossbar()).energy(JSON.stringify(inputs), baseline)) as Output<"energy">,
    baselines: async () => JSON.parse((await crossbar()).baselines()) as Output<"baselines">,
    chipPicture: async ({ figure, request }) => (await crossbar()).crossbarPicture(JSON.stringify(figure), JSON.stringify(request)),
    chipSvg: async ({ figure, request }) => (await crossbar()).crossbarSvg(JSON.stringify(figure), JSON.stringify(request)),
    chipTable: async ({ figure, request }) => JSON.parse((await crossbar()).crossbarTable(JSON.stringify(figure), JSON.stringify(request))) as Output<"chipTable">,
    chipTableCsv: async ({ figure, request }) => (await crossbar()).crossbarTableCsv(JSON.stringify(figure), JSON.stringify(request)),
  };
}
