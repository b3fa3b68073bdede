// How soon the Crossbar station follows a drag: from the input event of a slider to the array
// and the boundary on their canvases, and to the frame of the screen that shows them.
import { open } from "./browser.mjs";

const DRAGS = 30;
/** Drags before: browsers compile what is used often once more, and better. */
const WARM = 20;
const LINK = "#station=crossbar&task=moons&train=erm&effects=wires,dac,adc&falls=0";
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Milliseconds of each drag of the wire resistance. */
async function drags(size) {
  const browser = await open();
  const page = await browser.visit(`${LINK}&array=${size}`, { drawn: false });
  const ready = () => document.querySelector("#bench")?.getAttribute("aria-busy") === "false" && document.querySelector(".array canvas")?.dataset.drawn !== undefined && document.querySelector(".figure canvas")?.dataset.drawn !== undefined;
  await page.waitForFunction(ready, null, { timeout: 60_000 });
  await page.waitForTimeout(1500);
  const times = await page.evaluate(async ([warm, count]) => {
    const slider = document.querySelector('[data-effect=wires] input[type="range"]');
    const [array, boundary] = [document.querySelector(".array canvas"), document.querySelector(".figure canvas")];
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const times = [];
    // What a person does takes place at the beginning of a frame.
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let drag = 0; drag < warm + count; drag += 1) {
      await new Promise((resolve) => setTimeout(resolve, 120));
      await frame();
      const before = array.dataset.drawn;
      set.call(slider, String(-1 + 0.05 * (drag + 1)));
      const start = performance.now();
      const painted = new Promise((resolve) => {
        const both = new MutationObserver(() => {
          if (array.dataset.drawn === before || array.dataset.drawn !== boundary.dataset.drawn) return;
          both.disconnect();
          resolve(performance.now() - start);
        });
        for (const canvas of [array, boundary]) both.observe(canvas, { attributes: true, attributeFilter: ["data-drawn"] });
      });
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const drawn = await painted;
      await frame();
      if (drag >= warm) times.push([drawn, performance.now() - start]);
    }
    return times;
  }, [WARM, DRAGS]);
  await browser.close();
  return { drawn: median(times.map(([drawn]) => drawn)), shown: median(times.map(([, shown]) => shown)) };
}

/** Everything, as the keys of the benchmark of the page. */
export async function crossbar() {
  const [small, large] = [await drags(10), await drags(64)];
  return { frame10_ms: small.drawn, frame10_shown_ms: small.shown, frame64_ms: large.drawn, frame64_shown_ms: large.shown };
}

if (process.argv[1]?.endsWith("crossbar.bench.mjs")) process.stdout.write(`${JSON.stringify(await crossbar())}\n`);
