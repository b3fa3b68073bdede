// Keys that no other thing has: for files, bytes and runs.

export const newKey = () => [...crypto.getRandomValues(new Uint32Array(3))].map((n) => n.toString(36)).join("-");
