// Pictures of pages: fetched once, kept in memory as object URLs, let go when the dossier or the person leaves.
import { call } from "../api/client";
import type { Issue, Page, PageLink, PageWords } from "../api/types";
import { onLeave } from "../session/session";

export interface Picture {
  url: string;
  width: number;
  height: number;
  status: Page["status"];
  warnings: Issue[];
}

/** Pictures kept at most: 30 MB of JPEG at 200 dpi; the least used goes first. */
const MOST = 120;
/** Fetched at once: more would keep the page that is looked at waiting behind thumbnails. */
const AT_ONCE = 4;

const pictures = new Map<string, Promise<Picture>>();
const words = new Map<string, Promise<PageWords>>();
const waiting: (() => void)[] = [];
let running = 0;

async function turn<T>(work: () => Promise<T>, first: boolean): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => (first ? waiting.unshift(go) : waiting.push(go)));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function fetchPicture(dossier: string, page: number): Promise<Picture> {
  const link = await call<PageLink>("GET", `/v1/dossiers/${dossier}/pages/${page}`);
  const answer = await fetch(link.url, { cache: "no-store" });
  if (!answer.ok) throw new Error(`page ${page}: ${answer.status}`);
  const blob = await answer.blob();
  const { width, height } = await createImageBitmap(blob);
  return { url: URL.createObjectURL(blob), width, height, status: link.status, warnings: link.warnings };
}

/** `first`: somebody looks at it now; thumbnails wait. A failure is forgotten, so that it can be asked for again. */
export function picture(dossier: string, page: number, first = false): Promise<Picture> {
  const key = `${dossier}/${page}`;
  const found = pictures.get(key) ?? turn(() => fetchPicture(dossier, page), first);
  pictures.delete(key);
  pictures.set(key, found);
  found.catch(() => pictures.delete(key));
  if (pictures.size > MOST) drop(pictures.keys().next().value!);
  return found;
}

export function wordsOf(dossier: string, page: number): Promise<PageWords> {
  const key = `${dossier}/${page}`;
  const found = words.get(key) ?? call<PageWords>("GET", `/v1/dossiers/${dossier}/pages/${page}/words`);
  words.set(key, found);
  found.catch(() => words.delete(key));
  return found;
}

function drop(key: string): void {
  void pictures.get(key)?.then(
    ({ url }) => URL.revokeObjectURL(url),
    () => undefined,
  );
  pictures.delete(key);
}

/** Of one dossier (or of all): its pages were turned, or it was left. */
export function forgetPictures(dossier = ""): void {
  for (const key of [...pictures.keys()]) if (key.startsWith(dossier)) drop(key);
  for (const key of [...words.keys()]) if (key.startsWith(dossier)) words.delete(key);
}

onLeave(forgetPictures);
