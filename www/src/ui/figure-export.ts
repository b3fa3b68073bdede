// Figures as files, at the widths that journals ask for.
import { Picture } from "../../../pkg/memrilab.js";
import type { FigureSource } from "./figure";
import { saveAs } from "./save-as";

/** CSS pixels, 96 to the inch; 600 dots to the inch are 6.25 to the pixel. */
export const PRESETS = {
  screen: { label: "screen", width: 760, scale: 2 },
  column: { label: "one column, 89 mm, 600 dpi", width: 336, scale: 6.25 },
  page: { label: "two columns, 183 mm, 600 dpi", width: 692, scale: 6.25 },
} as const;
export type PresetName = keyof typeof PRESETS;

export async function saveFigure(source: FigureSource, preset: PresetName): Promise<void> {
  const { width, scale } = PRESETS[preset];
  const picture = new Picture(await source.picture({ ...source.request, width, dark: false }));
  const canvas = document.createElement("canvas");
  try {
    picture.draw(canvas, scale);
  } finally {
    picture.free();
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("the browser made no image; try a smaller size");
  saveAs(blob, `${source.name}.png`);
}

export async function saveSvg(source: FigureSource, preset: PresetName): Promise<void> {
  const { width } = PRESETS[preset];
  saveAs(await source.svg({ ...source.request, width, dark: false, scale: 1 }), `${source.name}.svg`, "image/svg+xml");
}
