// Sends the files of one dossier. A cut line costs time, not files: each is tried again until it is there.
import { signal } from "@preact/signals";
import { ApiError, call } from "../../api/client";
import type { OpenedDossier, Upload } from "../../api/types";

/** Pauses before a file is tried again; the last one repeats. While the browser is offline nothing is tried. */
const PAUSES_MS = [500, 1_500, 4_000, 8_000];
const AT_ONCE = 3;

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
  return [`${office}\n${procedure}`, (files, key) => call("POST", "/v1/dossiers", { ...told, files }, { key })];
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
    const links = new Map(opened.uploads.map((upload) => [upload.name, upload]));
    const waiting = this.files.value.filter(({ file }) => links.has(file.name));
    for (const one of this.files.value) if (!links.has(one.file.name)) this.set(one, { done: 1, state: "there" });
    const line = waiting.values();
    const worker = async () => {
      for (const one of line) await this.one(one, links.get(one.file.name)!);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  private set(one: Sent, change: Partial<Sent>): void {
    this.files.value = this.files.value.map((other) => (other.sha256 === one.sha256 ? { ...other, ...change } : other));
  }

  private async one(one: Sent, link: Upload): Promise<void> {
    for (let tried = 0; ; tried++) {
      await online();
      this.set(one, { state: "sending", done: 0 });
      const status = await post(link, one.file, (done) => this.set(one, { done }));
      if (status >= 200 && status < 300) return this.set(one, { done: 1, state: "there" });
      this.set(one, { state: "again", done: 0 });
      if (status === 403) {
        const fresh = (await this.open()).uploads.find((upload) => upload.name === one.file.name);
        if (!fresh) return this.set(one, { done: 1, state: "there" });
        link = fresh;
      } else if (status >= 400 && status < 500) {
        this.set(one, { state: "refused" });
        throw new ApiError(status, "E_UPLOAD", one.file.name);
      }
      await new Promise((done) => setTimeout(done, PAUSES_MS[Math.min(tried, PAUSES_MS.length - 1)]));
    }
  }
}

function online(): Promise<void> {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((back) => addEventListener("online", () => back(), { once: true }));
}

/** The store's answer, 0 where the line was cut. XMLHttpRequest: fetch tells no progress of what is sent. */
function post(link: Upload, file: File, progress: (done: number) => void): Promise<number> {
  const form = new FormData();
  for (const [name, value] of Object.entries(link.fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((told) => {
    const request = new XMLHttpRequest();
    request.open("POST", link.url);
    request.upload.onprogress = (event) => progress(event.total ? (event.loaded / event.total) * 0.99 : 0);
    request.onload = () => told(request.status);
    request.onerror = () => told(0);
    request.ontimeout = () => told(0);
    request.timeout = 600_000;
    request.send(form);
  });
}
