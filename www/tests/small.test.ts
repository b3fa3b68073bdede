import { describe, expect, it } from "vitest";
import { decodeDrawn, drawnOf, encodeDrawn, modelOf, preset, PRESETS } from "../src/state/drawn";
import { uniquePath } from "../src/state/intake";
import { plain, quantity, typed } from "../src/ui/format";
import { fileStem } from "../src/ui/save-as";

describe("numbers as people read them", () => {
  it("take the prefix that fits", () => {
    expect(quantity(3.41e-5, "A")).toBe("34.1 µA");
    expect(quantity(9.999e-4, "A")).toBe("1.00 mA");
    expect(quantity(-1.5, "V")).toBe("\u22121.50 V");
    expect(quantity(0, "V")).toBe("0 V");
    expect(quantity(null, "V")).toBe("–");
    expect(quantity(1234, "S")).toBe("1.23 kS");
  });
  it("have no more digits than they mean", () => {
    expect([0.92134, 12.345, 123456, 1.2e-7, null, 0].map((v) => plain(v))).toEqual(["0.921", "12.3", "1.23e+5", "1.20e\u22127", "–", "0"]);
  });
  it("are understood as they are typed", () => {
    const amperes = (text: string) => typed(text, "A");
    expect(["50 \u03bcA", "50\u00b5", "35 points", "3K", "2 V"].map(amperes)).toEqual([5e-5, 5e-5, Number.NaN, Number.NaN, Number.NaN]);
    expect([typed("35 points", "points"), typed("35", "points"), typed("35 p", "points"), typed("2e3")]).toEqual([35, 35, Number.NaN, 2000]);
    expect(["50u", "1,5", "2e-3", "3 mA", "\u22122", "1e3k", "x", ""].map(amperes)).toEqual([50e-6, 1.5, 2e-3, 3e-3, -2, 1e6, Number.NaN, Number.NaN]);
  });
});

describe("a drawn curve", () => {
  it("goes into a link and back", () => {
    for (const shape of Object.keys(PRESETS) as (keyof typeof PRESETS)[]) {
      const drawn = preset(shape);
      expect(decodeDrawn(encodeDrawn(drawn))).toEqual(drawn);
      expect(encodeDrawn(drawn).length).toBeLessThan(400);
      expect(drawnOf(modelOf(drawn))).toEqual(drawn);
    }
  });
  it("is refused when it is damaged", () => {
    for (const text of ["", "6~12", "6~12~0~0~", "6~12~0~0~zz.zzz", "1e9~12~0~0~5k.5o", "6~1.5~0~0~5k.5o", "6~12~0~0~5k.-1", "a~b~c~d~e"]) {
      expect(decodeDrawn(text)).toBeNull();
    }
  });
});

describe("names", () => {
  it("of files are unique", () => {
    const taken = new Set(["a.csv", "a (2).csv", "x/b", "dir.v/c"]);
    expect(["a.csv", "x/b", "dir.v/c", "new.csv"].map((p) => uniquePath(p, taken))).toEqual(["a (3).csv", "x/b (2)", "dir.v/c (2)", "new.csv"]);
  });
  it("of saved files hold nothing that a file system refuses", () => {
    expect(fileStem('../<script>"a b|c.csv')).toBe("script_a_b_c.csv");
    expect(fileStem("///")).toBe("memrilab");
  });
});
