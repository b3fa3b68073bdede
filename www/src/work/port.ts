// A serial port of the browser: bytes go out in their order, bytes come in as they come, and
// whatever ends it, the bytes that stop the board are the last that are written.
import type { PortSettings } from "../generated/types";

/** The part of Web Serial that is used. */
export interface SerialPortLike {
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  open(options: { baudRate: number; dataBits: 8; stopBits: 1; parity: "none" | "even"; flowControl: "none" }): Promise<void>;
  close(): Promise<void>;
  addEventListener(type: "disconnect", listener: () => void): void;
}
export interface SerialLike {
  requestPort(): Promise<SerialPortLike>;
}

/** Web Serial, where the browser has it. */
export const serialOf = (of: object): SerialLike | null => (of as { serial?: SerialLike }).serial ?? null;

/** How long each part of the end may take: the stop, what the board says to it, the closing. */
const PATIENCE_MS = 1000;
const soon = (work: Promise<unknown>) => Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);

interface Heard {
  bytes(bytes: Uint8Array): void;
  /** The port is gone; told once, and not after the end. */
  lost(why: string): void;
}

export class Port {
  readonly #port: SerialPortLike;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #stop: Uint8Array;
  readonly #heard: Heard;
  #over = false;
  #reading: Promise<void>;

  private constructor(port: SerialPortLike, { readable, writable }: { readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> }, stop: Uint8Array, heard: Heard) {
    this.#port = port;
    this.#reader = readable.getReader();
    this.#writer = writable.getWriter();
    this.#writer.closed.catch(() => {});
    this.#stop = stop;
    this.#heard = heard;
    port.addEventListener("disconnect", () => this.#lost("it was unplugged"));
    this.#reading = this.#read();
  }

  static async open(port: SerialPortLike, { baud, even_parity, stop }: PortSettings, heard: Heard): Promise<Port> {
    await port.open({ baudRate: baud, dataBits: 8, stopBits: 1, parity: even_parity ? "even" : "none", flowControl: "none" });
    const { readable, writable } = port;
    if (readable === null || writable === null) throw new Error("it can be opened, but not read and written");
    return new Port(port, { readable, writable }, Uint8Array.from(stop), heard);
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { value, done } = await this.#reader.read();
        if (done) break;
        this.#heard.bytes(value);
      }
      this.#lost("it ended");
    } catch (error) {
      this.#lost(error instanceof Error ? error.message.replace(/\.$/, "") : String(error));
    }
  }

  #lost(why: string): void {
    if (this.#over) return;
    this.#heard.lost(why);
  }

  write(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#writer.write(bytes).catch((error: unknown) => this.#lost(error instanceof Error ? error.message : String(error)));
  }

  /** Stops the board, hears what it says to that until `heard`, and closes the port. The bytes
   *  are on their way when this returns. */
  end(heard: Promise<unknown>): Promise<void> {
    if (this.#over) return Promise.resolve();
    this.#over = true;
    const written = this.#writer.write(this.#stop);
    return this.#close(written, heard);
  }

  async #close(written: Promise<void>, heard: Promise<unknown>): Promise<void> {
    await soon(written);
    await soon(heard);
    await soon(this.#reader.cancel());
    await soon(this.#reading);
    for (const lock of [this.#reader, this.#writer]) {
      try {
        lock.releaseLock();
      } catch {
        // Of a port that is gone.
      }
    }
    await soon(this.#port.close());
  }
}
