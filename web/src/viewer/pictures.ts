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
/** Width of a page on a strip, in pixels: twice what is shown, for sharp screens. */
const SMALL = 240;
/** Fetched at once: more would keep the page that is looked at waiting behind thumbnails. */
const AT_ONCE = 4;

const pictures = new Map<string, Promise<Picture>>();
/** Small ones weigh some 10 KB each and stay until their dossier is left: a strip scrolled back is there at once. */
const small = new Map<string, Promise<Picture>>();
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

async function fetchPicture(dossier: string, page: number, width?: number): Promise<Picture> {
  const link = await call<PageLink>("GET", `/v1/dossiers/${dossier}/pages/${page}`);
  const answer = await fetch(link.url, { cache: "no-store" });
  if (!answer.ok) throw new Error(`page ${page}: ${answer.status}`);
  const whole = await answer.blob();
  const bitmap = await createImageBitmap(whole, width ? { resizeWidth: width, resizeQuality: "medium" } : {});
  const blob = width ? await drawn(bitmap) : whole;
  const size = { width: bitmap.width, height: bitmap.height };
  bitmap.close();
  return { url: URL.createObjectURL(blob), ...size, status: link.status, warnings: link.warnings };
}

/** Decoding whole pages while somebody scrolls is what would make the strip stutter. */
function drawn(bitmap: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
}

/** `first`: somebody looks at it now; thumbnails wait. A failure is forgotten, so that it can be asked for again. */
export function picture(dossier: string, page: number, first = false): Promise<Picture> {
  const key = `${dossier}/${page}`;
  const found = pictures.get(key) ?? turn(() => fetchPicture(dossier, page), first);
  pictures.delete(key);
  pictures.set(key, found);
  found.catch(() => pictures.delete(key));
  if (pictures.size > MOST) drop(pictures, pictures.keys().next().value!);
  return found;
}

/** The page as it stands on a strip. */
export function thumbnail(dossier: string, page: number): Promise<Picture> {
  const key = `${dossier}/${page}`;
  const found = small.get(key) ?? turn(() => fetchPicture(dossier, page, SMALL), false);
  small.set(key, found);
  found.catch(() => small.delete(key));
  return found;
}

export function wordsOf(dossier: string, page: number): Promise<PageWords> {
  const key = `${dossier}/${page}`;
  const found = words.get(key) ?? call<PageWords>("GET", `/v1/dossiers/${dossier}/pages/${page}/words`);
  words.set(key, found);
  found.catch(() => words.delete(key));
  return found;
}

function drop(from: Map<string, Promise<Picture>>, key: string): void {
  void from.get(key)?.then(
    ({ url }) => URL.revokeObjectURL(url),
    () => undefined,
  );
  from.delete(key);
}

/** Of one dossier (or of all): its pages were turned, or it was left. */
export function forgetPictures(dossier = ""): void {
  for (const from of [pictures, small])
    for (const key of [...from.keys()]) if (key.startsWith(dossier)) drop(from, key);
  for (const key of [...words.keys()]) if (key.startsWith(dossier)) words.delete(key);
}

onLeave(forgetPictures);
