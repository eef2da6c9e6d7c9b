// What the API answers: the shapes of layers/core/motlan (usecases, rules, model), as far as the app reads them.

export type Box = [number, number, number, number];
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Light = "green" | "yellow" | "red";

export interface Issue {
  code: string;
  message: string;
  fields: string[];
}

export interface FieldValue {
  value: Json;
  raw: string | null;
  confidence: number;
  status: "accepted" | "review" | "blank" | "missing";
  source: "ocr" | "qr" | "mrz" | "text_layer" | "derived";
  page: number | null;
  box: Box | null;
  issues: Issue[];
  items?: FieldValue[] | Record<string, FieldValue>[];
}

export interface Paper {
  type: string;
  variant: string | null;
  title: string | null;
  pages: number[];
  confidence: number;
  fields: Record<string, FieldValue>;
  issues: Issue[];
}

export interface Page {
  page: number;
  source: number;
  source_page: number;
  width_px: number;
  height_px: number;
  rotation: 0 | 90 | 180 | 270;
  status: "read" | "blank" | "unreadable";
  warnings: Issue[];
}

export interface Result {
  pages: Page[];
  papers: Paper[];
  warnings: Issue[];
  outcome: "accepted" | "review" | "rejected";
}

export type DossierState =
  | "opened"
  | "received"
  | "reading"
  | "understanding"
  | "filed"
  | "review"
  | "rejected"
  | "duplicate"
  | "failed";

export interface QueueEntry {
  id: string;
  office: string;
  procedure: string | null;
  channel: string;
  state: DossierState;
  outcome: string | null;
  opened_at: string;
  updated_at: string;
  pages_total: number;
  pages_done: number;
  problem: string | null;
  light: Light | null;
}

export interface Queue {
  dossiers: QueueEntry[];
  next: string | null;
}

export interface DossierFile {
  name: string;
  bytes: number | null;
  pages: number | null;
  arrived: boolean;
  problem_code: string | null;
  problem: string | null;
}

export interface FiledPaper {
  id: string;
  type: string;
  pages: number[];
  /** Place in `result.papers`. */
  index: number;
  assurance: string;
  confirmed: Record<string, Mark>;
}

export interface Dossier {
  dossier: QueueEntry;
  files: DossierFile[];
  pages_read: number[];
  duplicate_of: string | null;
  problem_code: string | null;
  version: number;
  light: Light | null;
  claimed_by: string | null;
  lease_until: string | null;
  second_look: boolean;
  /** Who filed it, or passed it on; why in spite of a warning, by the warning's code. */
  looks: { by: string; at: string; notes: Record<string, string> }[];
  arranged: Arranged[];
  deleted: number[];
  doubts: Doubt[];
  papers: FiledPaper[];
  result: Result | null;
  result_url: string | null;
}

/** One file: a POST of `fields`, or `parts` to be PUT one by one. */
export interface Upload {
  name: string;
  sha256: string;
  url: string;
  fields: Record<string, string>;
  parts: Part[];
}

export interface Part {
  number: number;
  offset: number;
  bytes: number;
  url: string;
}

export interface Handoff {
  dossier: string;
  link: string;
  until: string;
}

export interface OpenedDossier {
  id: string;
  state: DossierState;
  uploads: Upload[];
  expires_in: number;
}

export interface PageLink {
  page: number;
  url: string;
  expires_in: number;
  status: Page["status"];
  warnings: Issue[];
}

export interface Procedure {
  code: string;
  name: string;
  level: string;
  result: string | null;
  time: string;
  fee: string | null;
  eform: string | null;
  facts: Record<string, string>;
}

export type ItemState =
  | "satisfied_by_scan"
  | "satisfied_by_reuse"
  | "replaced_by_data"
  | "not_needed"
  | "missing"
  | "expired"
  | "unreadable"
  | "wrong_purpose";

export interface ChecklistItem {
  id: string;
  name: string;
  kind: "submit" | "show";
  state: ItemState;
  paper: string | null;
  type: string | null;
  pages: number[];
  valid_until: string | null;
  reason: string;
  clerk: string;
  citizen: string;
  to_confirm: boolean;
  legal_basis: string;
}

export interface Checklist {
  procedure: string;
  name: string;
  as_of: string;
  time: string;
  fee: string | null;
  legal_basis: string;
  complete: boolean;
  items: ChecklistItem[];
  bring: string[];
  not_asked_again: string[];
  questions: { fact: string; ask: string; assumed: boolean | string }[];
  warnings: { code: string; message: string }[];
}

export interface Prefill {
  eform: string;
  version: number;
  values: Record<string, PrefillValue>;
  to_confirm: Record<string, PrefillValue>;
  missing: { key: string; label: string; required: boolean; reason: string }[];
  conflicts: { key: string; label: string; message: string; candidates: PrefillValue[] }[];
  not_used: { paper: string | null; type: string; reason: string }[];
  warnings: Issue[];
}

export interface PrefillValue {
  value: Json;
  label: string;
  source: {
    paper: string | null;
    type: string;
    title: string | null;
    field: string;
    dossier: string | null;
    reused: boolean;
  } | null;
  page: number | null;
  box: Box | null;
  confidence: number;
  assurance: string;
  confirmed_by: string | null;
  as_of: string | null;
  reason: string | null;
  others: PrefillValue[];
}

export interface Mark {
  kind: "confirmed" | "corrected";
  by: string;
  /** What the person signs in as; empty in marks of before it was kept. */
  name: string;
  at: string;
}

/** How a field came to its value. */
export interface FieldHistory {
  read: {
    value: Json;
    raw: string | null;
    source: FieldValue["source"];
    page: number | null;
    doubts: string[];
  } | null;
  changes: (Mark & { key: string; before: Json; after: Json; note: string | null })[];
}

/** One thing that a person has to look at: a field, an issue of a paper, a warning of the whole dossier. */
export interface Doubt {
  paper: number | null;
  type: string | null;
  key: string | null;
  code: string | null;
  message: string;
}

export type Action =
  | { kind: "split"; page: number }
  | { kind: "merge"; papers: number[] }
  | { kind: "move"; pages: number[]; to: number | "new" }
  | { kind: "rotate"; page: number; turn: 90 | 180 | 270 }
  | { kind: "delete" | "restore"; pages: number[] }
  | { kind: "retype"; paper: number; type: string }
  | { kind: "undo" };

export interface Arranged {
  action: Action;
  by: string;
  at: string;
  undone: boolean;
}

export interface Review {
  dossier: Dossier;
  lease_until: string;
}

export interface PaperSaved {
  paper: { id: string; fields: Record<string, FieldValue>; marks: Record<string, Mark> };
  dossier: string;
  version: number;
  state: DossierState;
  light: Light | null;
  doubts: Doubt[];
}

export interface PageWord {
  text: string;
  box: Box;
}

export interface PageWords {
  page: number;
  width_px: number;
  height_px: number;
  words: PageWord[];
}

/** A value as a person gives it. */
export interface Said {
  value: Json;
  page?: number;
  box?: Box;
  as_printed?: boolean;
}

export interface Receipt {
  code: string;
  secret: string;
  dossier: string;
  procedure: string | null;
  received_at: string;
  /** What the QR code opens. */
  link: string;
  not_again: { type: string; title: string; valid_until: string | null }[];
}
