// Papers of the store, group checks, operations: the shapes of layers/core/motlan as far as these screens read them.
import type { Box, DossierState, FieldValue, Issue, Json, Mark } from "./types";

export interface PaperSummary {
  id: string;
  type: string;
  title: string | null;
  number: string | null;
  issuer: string | null;
  issue_date: string | null;
  validity: string;
  valid_until: string | null;
  reason: string;
  reusable: boolean;
  assurance: string;
  standing: string;
  scans: number;
  reused: number;
}

export interface PaperEvent {
  kind: string;
  at: string;
  by: string;
  office: string | null;
  dossier: string | null;
  procedure: string | null;
  purpose: string | null;
  note: string | null;
  changes?: { key: string; before: Json; after: Json }[];
}

export interface PaperAnswer {
  summary: PaperSummary;
  paper: {
    id: string;
    type: string;
    title: string | null;
    fields: Record<string, FieldValue>;
    marks: Record<string, Mark>;
    issues: Issue[];
    source: { dossier: string; pages: number[] };
  };
  history: PaperEvent[];
}

export const GROUPS = ["id_no", "date", "name", "address", "number", "text"] as const;
export type Group = (typeof GROUPS)[number];

export interface GroupItem {
  dossier: string;
  paper: string;
  type: string;
  page: number | null;
  box: Box | null;
  key: string;
  value: Json;
  raw: string | null;
  reasons: string[];
  version: number;
}

export interface Summary {
  as_of: string;
  messages: Record<"waiting" | "in_work" | "dead", number>;
  offices: {
    office: string;
    queues: { state: DossierState; waiting: number; oldest: string | null }[];
    today: Partial<Record<DossierState, number>>;
  }[];
}

export interface DeadLetter {
  id: string;
  sent_at: string;
  received: number;
  office: string | null;
  dossier: string | null;
  place: string;
}

export interface Indicator {
  code: string;
  name: string;
  part: number;
  whole: number;
  value: number | null;
  target: number | null;
}

export interface Indicators {
  period: { first: string; last: string; as_of: string };
  legal_basis: string;
  total: { indicators: Indicator[] };
}
