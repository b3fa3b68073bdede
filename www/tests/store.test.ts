import { describe, expect, it } from "vitest";
import { type FileEntry, initialState, type State, Store } from "../src/state/store";

const file = (path: string): FileEntry => ({ id: path, path, bytes: 1, origin: "dropped", content: path, settings: {} });
const add = (path: string) => (s: State): State => ({ ...s, files: [...s.files, file(path)] });
const paths = (store: Store) => store.state.files.map((f) => f.path).join(" ");

describe("the store", () => {
  it("undoes and redoes each change by name", () => {
    const store = new Store();
    store.change("add a", add("a"));
    store.change("add b", add("b"));
    expect(store.undoLabel).toBe("add b");
    expect(store.undo()).toBe("add b");
    expect(paths(store)).toBe("a");
    expect(store.redoLabel).toBe("add b");
    expect(store.undo()).toBe("add a");
    expect(store.undo()).toBeNull();
    store.redo();
    expect(paths(store)).toBe("a");
    store.change("add c", add("c"));
    expect(store.redo()).toBeNull();
    expect(paths(store)).toBe("a c");
  });

  it("takes one gesture back at once", () => {
    let now = 0;
    const store = new Store(initialState(), () => now);
    for (const value of [36, 40, 50]) {
      now += 50;
      store.set("requiredLength", value);
    }
    now += 5000;
    store.set("requiredLength", 60);
    store.undo();
    expect(store.state.properties.requiredLength).toBe(50);
    store.undo();
    expect(store.state.properties.requiredLength).toBe(35);
  });

  it("leaves what is looked at alone when it undoes", () => {
    const store = new Store();
    store.change("add a", add("a"));
    store.set("chart", "ranking");
    store.undo();
    expect(store.state.properties.chart).toBe("ranking");
    expect(paths(store)).toBe("");
  });

  it("tells its listeners, and only of changes", () => {
    const store = new Store();
    let told = 0;
    const stop = store.subscribe(() => (told += 1));
    store.set("seed", 1);
    expect(told).toBe(0);
    store.set("seed", 2);
    expect(told).toBe(1);
    stop();
    store.set("seed", 3);
    expect(told).toBe(1);
  });

  it("remembers two hundred changes and no more", () => {
    const store = new Store();
    for (let n = 0; n < 250; n += 1) store.change(`add ${n}`, add(String(n)));
    let undone = 0;
    while (store.undo() !== null) undone += 1;
    expect(undone).toBe(200);
    expect(store.state.files).toHaveLength(50);
  });
});
