// What the Crossbar station works with, one for a session; made when the station is first opened.
import type { Session } from "../session";
import { Falls } from "./falls";
import { Frames } from "./frames";
import { Hardware } from "./hardware";
import { Writer } from "./writer";

export interface Crossbar {
  readonly frames: Frames;
  readonly falls: Falls;
  readonly writer: Writer;
  readonly hardware: Hardware;
}

const made = new WeakMap<Session, Crossbar>();

export function crossbarOf(session: Session): Crossbar {
  const there = made.get(session);
  if (there !== undefined) return there;
  const frames = new Frames(session);
  const crossbar = { frames, falls: new Falls(session, frames), writer: new Writer(session, frames), hardware: new Hardware(session, frames) };
  made.set(session, crossbar);
  return crossbar;
}
