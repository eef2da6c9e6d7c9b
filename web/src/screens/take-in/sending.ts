// Sends the files of one dossier. A cut line costs time, not files: each is tried again until it is there, a big one part by part.
import { signal } from "@preact/signals";
import { ApiError, call } from "../../api/client";
import type { OpenedDossier, Part, Upload } from "../../api/types";

/** Pauses before a file is tried again; the last one repeats. While the browser is offline nothing is tried. */
const PAUSES_MS = [500, 1_500, 4_000, 8_000];
const AT_ONCE = 3;
/** Of the progress, until the store has answered. */
const MOST = 0.99;

export interface Sent {
  file: File;
  sha256: string;
  /** 0…1 of its bytes; 1 once the store has it. */
  done: number;
  state: "waiting" | "sending" | "again" | "there" | "refused";
}

export const hex = (bytes: ArrayBuffer) =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export async function digest(data: BufferSource): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", data));
}

export interface Told {
  name: string;
  bytes: number;
  sha256: string;
}

/** How a dossier is opened; the same `key` opens no second one. */
type Open = (files: Told[], key: string) => Promise<OpenedDossier>;

/** Opened by whoever is signed in. `where` tells apart what may be sent with the same files on the same day. */
export function signedIn(office: string, procedure: string | null, channel: "counter" | "kiosk"): [string, Open] {
  const told = { office, procedure, channel };
  const open: Open = (files, key) => call("POST", "/v1/dossiers", { ...told, files, in_parts: true }, { key });
  return [`${office}\n${procedure}`, open];
}

export class Sending {
  readonly files = signal<Sent[]>([]);
  readonly dossier = signal<string | null>(null);
  readonly failed = signal<unknown>(null);
  private key = "";

  constructor(
    private readonly where: string,
    private readonly opener: Open,
  ) {}

  /** Opens the dossier and sends all; the same files on the same day go on where they were cut off, after a reload too. */
  async start(files: readonly File[]): Promise<void> {
    this.failed.value = null;
    const sent: Sent[] = [];
    for (const file of files) {
      const sha256 = await digest(await file.arrayBuffer());
      if (!sent.some((other) => other.sha256 === sha256)) sent.push({ file, sha256, done: 0, state: "waiting" });
    }
    this.files.value = sent;
    const day = new Date().toISOString().slice(0, 10);
    const what = [this.where, day, ...sent.map((one) => one.sha256)].join("\n");
    this.key = await digest(new TextEncoder().encode(what));
    await this.send(await this.open());
  }

  /** An upload whose link has run out gets a new one: opening is repeated under the same key. */
  private async open(): Promise<OpenedDossier> {
    const told = this.files.value.map(({ file, sha256 }) => ({ name: file.name, bytes: file.size, sha256 }));
    for (let round = 0, last = ""; ; round++) {
      const key = `${this.key}${round || ""}`;
      const opened = await this.opener(told, key);
      // a phone's link stands for one dossier, whatever became of it
      if (!["failed", "rejected"].includes(opened.state) || opened.id === last) {
        this.key = key;
        this.dossier.value = opened.id;
        return opened;
      }
      last = opened.id;
    }
  }

  private async send(opened: OpenedDossier): Promise<void> {
    const links = new Map(opened.uploads.map((upload) => [upload.sha256, upload]));
    const waiting = this.files.value.filter(({ sha256 }) => links.has(sha256));
    for (const one of this.files.value) if (!links.has(one.sha256)) this.set(one, { done: 1, state: "there" });
    const line = waiting.values();
    const worker = async () => {
      for (const one of line) await this.one(one, links.get(one.sha256)!);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  private set(one: Sent, change: Partial<Sent>): void {
    this.files.value = this.files.value.map((other) => (other.sha256 === one.sha256 ? { ...other, ...change } : other));
  }

  private async one(one: Sent, link: Upload): Promise<void> {
    for (let tried = 0; ; tried++) {
      await online();
      const [status, left] = await this.transfer(one, link);
      const sent = status >= 200 && status < 300;
      if (sent && !link.parts.length) return this.set(one, { done: 1, state: "there" });
      if (sent || status === 403 || (status === 404 && link.parts.length)) {
        // links have run out, or all parts are there: the service says what is missing, and joins what is whole
        const fresh = (await this.open()).uploads.find((upload) => upload.sha256 === one.sha256);
        if (!fresh) return this.set(one, { done: 1, state: "there" });
        link = fresh;
      } else if (status >= 400 && status < 500) {
        this.set(one, { state: "refused" });
        throw new ApiError(status, "E_UPLOAD", one.file.name);
      } else link = { ...link, parts: left };
      this.set(one, { state: "again", ...(left.length ? {} : { done: 0 }) });
      await new Promise((done) => setTimeout(done, PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)]));
    }
  }

  /** The store's answer, and the parts that it has not got. */
  private async transfer(one: Sent, { url, fields, parts }: Upload): Promise<[number, Part[]]> {
    const { file } = one;
    this.set(one, { state: "sending" });
    if (!parts.length) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", file);
      return [await push("POST", url, form, (done) => this.set(one, { done: done * MOST })), parts];
    }
    for (let left = parts; ; left = left.slice(1)) {
      const [next] = left;
      if (!next) return [200, left];
      const there = file.size - left.reduce((bytes, part) => bytes + part.bytes, 0);
      const body = file.slice(next.offset, next.offset + next.bytes);
      const progress = (done: number) => this.set(one, { done: ((there + done * next.bytes) / file.size) * MOST });
      const status = await push("PUT", next.url, body, progress);
      if (status !== 200) return [status, left];
    }
  }
}

function online(): Promise<void> {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((back) => addEventListener("online", () => back(), { once: true }));
}

/** The store's answer, 0 where the line was cut. XMLHttpRequest: fetch tells no progress of what is sent. */
function push(method: string, url: string, body: FormData | Blob, progress: (done: number) => void): Promise<number> {
  return new Promise((told) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
    request.onload = () => told(request.status);
    request.onerror = () => told(0);
    request.ontimeout = () => told(0);
    request.timeout = 600_000;
    request.send(body);
  });
}
