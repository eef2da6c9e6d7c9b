// Who works here. Tokens live in this tab only: in memory (OpenID), or in sessionStorage, which survives a reload, not the tab.
import { computed, effect, signal } from "@preact/signals";
import { claims, config } from "../config";
import type { Tokens } from "./cognito";
import * as cognito from "./cognito";
import * as oidc from "./oidc";
import { payload } from "./token";

const PLACE = "motlan";
/** Without a key or a touch for so long, the person has gone: sign out and forget (shared counters). */
export const IDLE_MINUTES = 15;
/** A token with less left than this is renewed before it is used. */
const MARGIN_SECONDS = 60;

export interface Session {
  user: string;
  roles: string[];
  offices: string[];
  /** Milliseconds since 1970. */
  expires: number;
  tokens: Tokens;
}

function list(claim: unknown): string[] {
  return Array.isArray(claim)
    ? claim.map(String)
    : String(claim ?? "")
        .split(/[\s,[\]"]+/)
        .filter(Boolean);
}

function read(tokens: Tokens): Session {
  const said = payload(tokens.id);
  const named = claims();
  return {
    user: String(said["cognito:username"] ?? said.preferred_username ?? said.sub),
    roles: list(said[named.roles]),
    offices: list(said[named.offices]),
    expires: Number(said.exp) * 1000,
    tokens,
  };
}

/** Tokens of an OpenID provider stay in memory; it knows the person again after a reload. */
function keep(tokens: Tokens): void {
  if (!config().issuer) sessionStorage.setItem(PLACE, JSON.stringify(tokens));
}

const service = () => (config().issuer ? oidc : cognito);

function stored(): Session | null {
  try {
    return read(JSON.parse(sessionStorage.getItem(PLACE) ?? "") as Tokens);
  } catch {
    return null;
  }
}

export const session = signal<Session | null>(stored());
/** Set while a session has ended in the middle of work: the work stays, the person signs in again over it. */
export const interrupted = signal<string | null>(null);
export const office = computed(() => session.value?.offices.find((code) => code !== "*") ?? "");

export function may(...roles: string[]): boolean {
  return roles.some((role) => session.value?.roles.includes(role));
}

/** A machine in a public place, and nothing more: no menu, and whoever stands before it never signs in or out. */
export const atKiosk = computed(() => session.value?.roles.join() === "kiosk");

/** What must be forgotten when the person leaves: caches of pages, drafts. */
const forgotten: (() => void)[] = [];
export function onLeave(forget: () => void): void {
  forgotten.push(forget);
}

let resume: (() => void) | null = null;

export function enter(tokens: Tokens): void {
  const fresh = read(tokens);
  const other = interrupted.value !== null && interrupted.value !== fresh.user;
  keep(tokens);
  session.value = fresh;
  interrupted.value = null;
  if (other) leave(false);
  else resume?.();
  resume = null;
}

/** Signs out and forgets everything; the page starts anew, so that nothing stays in memory either. */
export function leave(tell = true): void {
  const last = session.value;
  if (tell) sessionStorage.removeItem(PLACE);
  for (const forget of forgotten) forget();
  const gone = tell && last ? service().revoke(last.tokens.refresh) : Promise.resolve();
  void Promise.race([gone, new Promise((done) => setTimeout(done, 500))])
    .then(() => (tell && config().issuer ? oidc.farewell() : null))
    .catch(() => null)
    .then((place) => {
      location.hash = "";
      if (place) location.assign(place);
      else location.reload();
    });
}

let renewing: Promise<void> | null = null;

async function renew(): Promise<void> {
  const current = session.value;
  try {
    if (!current) throw new Error("nobody");
    const tokens = await service().refresh(current.tokens.refresh);
    keep(tokens);
    session.value = read(tokens);
  } catch (error) {
    if ((error as { code?: string }).code === "network") throw error;
    interrupted.value = current?.user ?? "";
    await new Promise<void>((signedIn) => {
      resume = signedIn;
    });
  }
}

/** A token that is good for a while; waits while a person signs in again. `stale`: the API has refused this one. */
export async function token(stale?: string): Promise<string> {
  const current = session.value;
  const old = !current || current.expires - Date.now() < MARGIN_SECONDS * 1000 || current.tokens.id === stale;
  if (old) {
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    await renewing;
  }
  return session.value!.tokens.id;
}

let seen = Date.now();
for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) {
  addEventListener(
    kind,
    () => {
      seen = Date.now();
    },
    { passive: true, capture: true },
  );
}

effect(() => {
  if (!session.value) return;
  const timer = setInterval(() => {
    if (!atKiosk.value && Date.now() - seen > IDLE_MINUTES * 60_000) leave();
  }, 5_000);
  return () => clearInterval(timer);
});
