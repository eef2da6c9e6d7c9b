// The state of checking one dossier: what is in doubt, where the cursor is, what has been said and is being saved.
import { computed, signal } from "@preact/signals";
import { ApiError, call } from "../../api/client";
import type { Box, Dossier, Doubt, FieldValue, PaperSaved, Review, Said } from "../../api/types";
import { shown } from "../../dossier/words";

/** Renewed well before the ten minutes of a lease are over. */
const RENEW_MS = 3 * 60_000;

/** One thing that asks for a person: a field, or an issue of a paper or of the dossier. */
export interface Point {
  id: string;
  paper: number | null;
  key: string | null;
  code: string | null;
  reasons: string[];
}

export function pointId(doubt: { paper: number | null; key: string | null; code: string | null }): string {
  return `${doubt.paper ?? "-"}/${doubt.key ?? ""}/${doubt.key ? "" : doubt.code}`;
}

/** Doubts of one field are one point with several reasons. */
export function points(doubts: readonly Doubt[]): Point[] {
  const found = new Map<string, Point>();
  for (const doubt of doubts) {
    const id = pointId(doubt);
    const point = found.get(id) ?? { id, paper: doubt.paper, key: doubt.key, code: doubt.code, reasons: [] };
    if (!point.reasons.includes(doubt.message)) point.reasons.push(doubt.message);
    found.set(id, point);
  }
  return [...found.values()];
}

export interface Draft {
  text: string;
  page?: number;
  box?: Box;
  asPrinted?: boolean;
  /** Why it is changed, for whoever reads the history. */
  note?: string;
  /** Of a list: what was typed, by path. */
  parts?: Record<string, string>;
}

/** What was changed in a list, by path; null where nothing was. */
function parts(draft: Draft | undefined): Record<string, Said> | null {
  const said = Object.entries(draft?.parts ?? {}).map(([path, text]) => [path, { value: text.trim() || null }]);
  return said.length ? Object.fromEntries(said) : null;
}

/** The value as it now stands in its input; null where it is the one that was read. */
function whole(key: string, field: FieldValue | null, draft: Draft | undefined): Record<string, Said> | null {
  const now = (draft?.text ?? shown(field?.value ?? field?.raw ?? null)).trim();
  if (now === shown(field?.value ?? null) && !draft?.asPrinted) return null;
  const said: Said = { value: now || null };
  if (draft?.box) Object.assign(said, { page: draft.page, box: draft.box });
  if (draft?.asPrinted) said.as_printed = true;
  return { [key]: said };
}

export class Work {
  readonly dossier = signal<Dossier | null>(null);
  readonly failed = signal<unknown>(null);
  /** Said by somebody else's claim or a lost lease: nothing can be saved until it is taken again. */
  readonly held = signal<ApiError | null>(null);
  readonly cursor = signal<string | null>(null);
  readonly drafts = signal<Record<string, Draft>>({});
  readonly errors = signal<Record<string, ApiError>>({});
  /** Points that were settled here and whose saving is under way. */
  readonly settled = signal<ReadonlySet<string>>(new Set());
  /** Warnings of the whole dossier that it is filed in spite of: why, by code. */
  readonly accepted = signal<Readonly<Record<string, string>>>({});
  readonly saving = signal(0);
  readonly points = computed(() => points(this.dossier.value?.doubts ?? []));
  readonly open = computed(() =>
    this.points.value.filter(
      ({ id, paper, code }) => !this.settled.value.has(id) && !(paper === null && code && code in this.accepted.value),
    ),
  );
  /** Where the cursor is: a point, or a field that nobody asked about and that the clerk has opened. */
  readonly current = computed<Point | null>(() => {
    const id = this.cursor.value;
    const [, paper, key] = /^(\d+)\/(.+)\/$/.exec(id ?? "") ?? [];
    const opened = () => (paper && key ? { id: id!, paper: Number(paper), key, code: null, reasons: [] } : null);
    return this.points.value.find((point) => point.id === id) ?? opened();
  });
  private line: Promise<void> = Promise.resolve();
  private timer = 0;

  constructor(readonly id: string) {}

  /** Claims the dossier. Filed ones are shown too: a person may still correct them. */
  async start(): Promise<void> {
    this.failed.value = null;
    try {
      const { dossier } = await call<Review>("POST", `/v1/reviews/${this.id}/claim`);
      this.held.value = null;
      this.show(dossier);
      clearInterval(this.timer);
      this.timer = setInterval(() => void this.renew(), RENEW_MS);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "E_CLAIMED") throw error;
      this.held.value = error;
      this.show(await call<Dossier>("GET", `/v1/dossiers/${this.id}`));
    }
  }

  private show(dossier: Dossier): void {
    this.dossier.value = dossier;
    this.settled.value = new Set();
    if (!this.current.value) this.cursor.value = this.points.value[0]?.id ?? null;
  }

  private async renew(): Promise<void> {
    try {
      await call("POST", `/v1/reviews/${this.id}/renew`);
    } catch (error) {
      if (error instanceof ApiError && error.code === "E_CLAIMED") this.held.value = error;
    }
  }

  /** The dossier goes back to the queue, if it is held; at the latest when the lease ends. */
  stop(): void {
    clearInterval(this.timer);
    if (this.dossier.value && !this.held.value)
      void call("POST", `/v1/reviews/${this.id}/release`).catch(() => undefined);
  }

  field(paper: number | null, key: string | null): FieldValue | null {
    return (paper !== null && key && this.dossier.value?.result?.papers[paper]?.fields[key]) || null;
  }

  text(paper: number, key: string): string {
    const field = this.field(paper, key);
    return this.drafts.value[`${paper}/${key}/`]?.text ?? shown(field?.value ?? field?.raw ?? null);
  }

  write(id: string, draft: Draft): void {
    this.drafts.value = { ...this.drafts.value, [id]: draft };
  }

  move(by: 1 | -1): void {
    const all = this.points.value;
    const open = this.open.value;
    if (by === -1) {
      const at = all.findIndex((point) => point.id === this.cursor.value);
      this.cursor.value = all[Math.max(0, (at < 0 ? all.length : at) - 1)]?.id ?? null;
      return;
    }
    const at = all.findIndex((point) => point.id === this.cursor.value);
    const next = open.find((point) => all.indexOf(point) > at) ?? open.find((point) => point.id !== this.cursor.value);
    this.cursor.value = next?.id ?? null;
  }

  /** Takes a field as it stands in its input and goes on; saving follows in the order in which it was said. */
  accept(paper: number, key: string): void {
    const id = `${paper}/${key}/`;
    const field = this.field(paper, key);
    const draft = this.drafts.value[id];
    const fields = field?.items ? parts(draft) : whole(key, field, draft);
    const why = draft?.note?.trim() ? { note: draft.note.trim() } : {};
    this.save(id, paper, fields ? { fields, ...why } : { keys: [key], ...why });
    this.move(1);
  }

  /** Stands behind the fields that an issue names, or behind the whole paper. */
  acknowledge(point: Point): void {
    const issue = this.dossier.value?.result?.papers[point.paper!]?.issues.find((one) => one.code === point.code);
    const keys = issue?.fields.map((key) => key.replace(/\[.*/, "")) ?? [];
    this.save(point.id, point.paper!, keys.length ? { keys: [...new Set(keys)] } : {});
    this.move(1);
  }

  /** A warning of the whole dossier is taken as it is, for a reason; both go with the filing. */
  pass(point: Point, note: string): void {
    this.accepted.value = { ...this.accepted.value, [point.code!]: note };
    this.move(1);
  }

  private save(id: string, paper: number, body: { fields: Record<string, Said> } | { keys?: string[] }): void {
    this.settled.value = new Set([...this.settled.value, id]);
    const { [id]: _, ...rest } = this.errors.value;
    this.errors.value = rest;
    this.saving.value++;
    this.line = this.line
      .then(() => this.send(id, paper, body))
      .finally(() => {
        this.saving.value--;
      });
  }

  private async send(id: string, index: number, body: object): Promise<void> {
    const now = this.dossier.value!;
    const paper = now.papers.find((one) => one.index === index);
    try {
      if (!paper) throw new ApiError(409, "E_NO_PAPER", "", "");
      const route = "fields" in body ? (["PUT", "fields"] as const) : (["POST", "confirm"] as const);
      const told = { version: now.version, dossier: now.duplicate_of ?? now.dossier.id, ...body };
      const saved = await call<PaperSaved>(route[0], `/v1/papers/${paper.id}/${route[1]}`, told);
      if ("fields" in body) this.forget(id);
      this.settled.value = new Set([...this.settled.value].filter((one) => one !== id)); // open again if still in doubt
      this.merge(index, saved);
    } catch (error) {
      await this.refused(id, error);
    }
  }

  private forget(id: string): void {
    const { [id]: _, ...rest } = this.drafts.value;
    this.drafts.value = rest;
  }

  private merge(index: number, saved: PaperSaved): void {
    const now = this.dossier.value!;
    const result = now.result!;
    const papers = result.papers.map((paper, i) => (i === index ? { ...paper, fields: saved.paper.fields } : paper));
    const filed = now.papers.map((one) => (one.index === index ? { ...one, confirmed: saved.paper.marks } : one));
    this.dossier.value = {
      ...now,
      version: saved.version,
      light: saved.light,
      doubts: saved.doubts,
      papers: filed,
      dossier: { ...now.dossier, state: saved.state },
      result: { ...result, papers },
    };
    if (!this.open.value.some((point) => point.id === this.cursor.value) && !this.cursor.value) this.move(1);
  }

  /** The point is open again, with the reason; after somebody else's change the dossier is read anew, drafts stay. */
  private async refused(id: string, error: unknown): Promise<void> {
    const said = error instanceof ApiError ? error : new ApiError(0, "E_UNKNOWN", String(error));
    this.settled.value = new Set([...this.settled.value].filter((one) => one !== id));
    if (said.code === "E_CLAIMED") this.held.value = said;
    else if (said.code === "E_STALE" || said.code === "E_NO_PAPER") await this.start().catch(() => undefined);
    this.errors.value = { ...this.errors.value, [id]: said };
    this.cursor.value = id;
  }

  /** Once all that was said is saved. */
  async saved(): Promise<void> {
    await this.line;
  }
}
