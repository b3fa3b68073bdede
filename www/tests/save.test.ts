import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { checksum, Saver, stateFrom } from "../src/state/save";
import { type FileEntry, initialState, type State } from "../src/state/store";

const file = (path: string, bytes: string): FileEntry => ({ id: path, path, bytes: bytes.length, origin: "dropped", content: `key ${path}`, settings: {} });
const state = (...files: FileEntry[]): State => ({ ...initialState(), files });
const content = new Map([["key a.csv", new Blob(["aaa"])], ["key b.csv", new Blob(["bb"])]]);
const [a, b] = [file("a.csv", "aaa"), file("b.csv", "bb")];
let name = 0;
let open: () => Promise<Saver>;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  name += 1;
  open = () => Saver.open(`memrilab ${name}`);
});

/** Reaches into the database as a crash or a disk would. */
async function tamper(change: (slots: IDBObjectStore, content: IDBObjectStore) => void): Promise<void> {
  const request = indexedDB.open(`memrilab ${name}`, 1);
  const db = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const transaction = db.transaction(["slots", "content"], "readwrite");
  change(transaction.objectStore("slots"), transaction.objectStore("content"));
  await new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
  db.close();
}

describe("autosave", () => {
  it("finds nothing at the first visit", async () => {
    expect(await (await open()).load()).toBeNull();
  });

  it("finds state and bytes again", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a, b), content);
    const saved = await (await open()).load();
    expect(saved?.state.files).toEqual([a, b]);
    expect(await saved?.content.get("key b.csv")?.text()).toBe("bb");
    expect(saved?.problems).toEqual([]);
  });

  it("takes the save before when the last one is torn", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a), content);
    await saver.save(() => state(a, b), content);
    await tamper((slots) => {
      const get = slots.get(0);
      get.onsuccess = () => slots.put({ ...get.result, text: get.result.text.slice(0, -9) }, 0);
    });
    const saved = await (await open()).load();
    expect(saved?.state.files.map((f) => f.path)).toEqual(["a.csv"]);
    expect(saved?.problems[0]).toContain("damaged");
  });

  it("keeps the bytes of both slots and drops those of neither", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a, b), content);
    await saver.save(() => state(b), content);
    let keys: IDBValidKey[] = [];
    const look = () => tamper((_, c) => { const all = c.getAllKeys(); all.onsuccess = () => (keys = all.result); });
    await look();
    expect(keys).toEqual(["key a.csv", "key b.csv"]);
    await saver.save(() => state(b), content);
    await look();
    expect(keys).toEqual(["key b.csv"]);
  });

  it("says which file is gone and keeps the rest", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a, b), content);
    await tamper((_, c) => c.delete("key a.csv"));
    const saved = await (await open()).load();
    expect(saved?.state.files.map((f) => f.path)).toEqual(["b.csv"]);
    expect(saved?.problems[0]).toContain("a.csv");
  });

  it("leaves alone what a newer version saved", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a), content);
    await tamper((slots) => {
      const get = slots.get(1);
      get.onsuccess = () => slots.put({ ...get.result, schema: 99 }, 1);
    });
    const saved = await (await open()).load();
    expect(saved?.problems[0]).toContain("newer");
    // Whoever loads it must not save.
    expect(saved?.newer).toBe(true);
  });

  it("saves over the damaged slot, not over the good one", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a), content);
    await saver.save(() => state(b), content);
    await tamper((slots) => {
      const get = slots.get(0);
      get.onsuccess = () => slots.put({ ...get.result, text: "{" }, 0);
    });
    const again = await open();
    const saved = await again.load();
    expect(saved?.state.files.map((f) => f.path)).toEqual(["a.csv"]);
    await again.save(() => state(a, b), content);
    const all: { serial: number; text: string }[] = [];
    await tamper((slots) => { const get = slots.getAll(); get.onsuccess = () => all.push(...get.result); });
    // Slot 0 was the damaged one and holds both files now; slot 1 is as it was.
    expect(all.map((slot) => slot.serial)).toEqual([2, 1]);
    expect(all.map((slot) => slot.text.includes("b.csv"))).toEqual([true, false]);
    expect((await (await open()).load())?.state.files.map((f) => f.path)).toEqual(["a.csv", "b.csv"]);
  });

  it("keeps the stored bytes, whatever becomes of the file on the disk", async () => {
    const saver = await open();
    await saver.load();
    const file = new Blob(["12345"]);
    const held = new Map([[a.content as string, file]]);
    await saver.save(() => state({ ...a, bytes: 5 }), held);
    const now = held.get(a.content as string);
    expect(now).not.toBe(file);
    expect(await now?.text()).toBe("12345");
  });

  it("keeps the bytes that the state named, whatever is replaced while it is saved", async () => {
    const saver = await open();
    await saver.load();
    const there = new Map(content);
    const saving = saver.save(() => state(a), there);
    // One turn later the save is under way: its bytes are replaced by others.
    await Promise.resolve();
    there.clear();
    await saving;
    expect((await (await open()).load())?.content.has(a.content ?? "")).toBe(true);
    expect(there.size).toBe(0);
  });

  it("begins to write in the turn that it is asked in, and closes the transaction: a page that goes has no other", async () => {
    const saver = await open();
    await saver.load();
    const transaction = vi.spyOn(IDBDatabase.prototype, "transaction");
    const commit = vi.spyOn(IDBTransaction.prototype, "commit");
    let turned = false;
    setTimeout(() => { turned = true; });
    const saving = saver.save(() => state(a), new Map(content));
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    expect([turned, transaction.mock.calls.length, commit.mock.calls.length]).toEqual([false, 1, 1]);
    await saving;
    vi.restoreAllMocks();
    expect((await (await open()).load())?.state.files.map((f) => f.path)).toEqual(["a.csv"]);
  });

  it("opens what was saved with the sum of before, and tells where that is damaged", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a), content);
    const digest = async (text: string) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))].map((n) => n.toString(16).padStart(2, "0")).join("");
    const text = JSON.stringify(state(a));
    const sum = await digest(text);
    const put = (changed: string) => tamper((slots) => {
      const get = slots.get(1);
      get.onsuccess = () => slots.put({ ...get.result, text: changed, checksum: sum }, 1);
    });
    await put(text);
    expect((await (await open()).load())).toMatchObject({ problems: [], state: { files: [a] } });
    await put(text.replace("a.csv", "b.csv"));
    expect((await (await open()).load())?.problems[0]).toContain("damaged");
  });

  it("has a sum that tells every change of one letter, and the order of letters", () => {
    const text = JSON.stringify(state(a, b));
    const sums = new Set([checksum(text)]);
    for (let at = 0; at < text.length; at += 1) sums.add(checksum(`${text.slice(0, at)}\u0001${text.slice(at + 1)}`));
    expect(sums.size).toBe(text.length + 1);
    expect(checksum("ab")).not.toBe(checksum("ba"));
    expect([checksum(""), checksum("a")].every((sum) => /^[0-9a-f]{16}$/.test(sum))).toBe(true);
  });

  it("does not keep what only a link says", async () => {
    const saver = await open();
    await saver.load();
    const said = state(a);
    await saver.save(() => ({ ...said, properties: { ...said.properties, hide: ["export"], tutorial: "x", method: "paper" } }), content);
    const { hide, tutorial, method } = (await (await open()).load())?.state.properties ?? initialState().properties;
    expect([hide, tutorial, method]).toEqual([[], "", "paper"]);
  });

  it("leaves the last save whole when one fails", async () => {
    const saver = await open();
    await saver.load();
    await saver.save(() => state(a), content);
    saver.close();
    await expect(saver.save(() => state(a, b), content)).rejects.toThrow();
    const saved = await (await open()).load();
    expect(saved?.state.files.map((f) => f.path)).toEqual(["a.csv"]);
  });
});

describe("a saved state", () => {
  it("is checked, whatever it is", () => {
    for (const said of [null, 3, "x", [], { files: 3 }, { files: [null, {}, { id: 1 }] }, { properties: { seed: "x", chart: 7 } }]) {
      expect(stateFrom(said)).toEqual(initialState());
    }
  });
});
