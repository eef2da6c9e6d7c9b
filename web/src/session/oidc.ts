// Sign-in on an OpenID provider's own page: authorization code with PKCE (RFC 7636). Tokens stay in this page's memory:
// a reload asks the provider again, which mostly remembers the person.
import { config } from "../config";
import { SignInError, type Tokens } from "./cognito";
import { payload } from "./token";

/** What must outlast the way to the provider and back, and is taken out on return. */
const PLACE = "motlan-signing-in";
/** Where a window that was opened for signing in again says what it brought. */
const CHANNEL = "motlan-signed-in";
const SECONDS = 600_000;

interface Provider {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  revocation_endpoint?: string;
  end_session_endpoint?: string;
}

interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
}

interface Brought {
  state: string;
  code: string;
}

let asked: Promise<Provider> | null = null;

function provider(): Promise<Provider> {
  asked ??= read(`${config().issuer!.replace(/\/$/, "")}/.well-known/openid-configuration`).then((told) => {
    if (told.issuer !== config().issuer) throw new SignInError("issuer");
    return told as unknown as Provider;
  });
  asked.catch(() => {
    asked = null;
  });
  return asked;
}

async function read(url: string, form?: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    cache: "no-store",
    ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
  }).catch(() => {
    throw new SignInError("network");
  });
  const told = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (!answer.ok) throw new SignInError(String(told.error ?? answer.status));
  return told;
}

const text = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const random = () => text(crypto.getRandomValues(new Uint8Array(32)));
const home = () => `${location.origin}/`;

async function address(attempt: Attempt): Promise<string> {
  const hashed = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(attempt.verifier));
  const wish = new URLSearchParams({
    response_type: "code",
    client_id: config().client,
    redirect_uri: home(),
    scope: "openid",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: text(new Uint8Array(hashed)),
    code_challenge_method: "S256",
  });
  return `${(await provider()).authorization_endpoint}?${wish}`;
}

/** Leaves for the provider's page; the app starts anew on return. */
export async function goAndSignIn(): Promise<void> {
  const attempt = { state: random(), nonce: random(), verifier: random() };
  const there = await address(attempt);
  sessionStorage.setItem(PLACE, JSON.stringify(attempt));
  location.assign(there);
}

/** Signs in again in a window of its own, so that what is being typed here stays. */
export async function signInBeside(): Promise<Tokens> {
  const beside = window.open("", "_blank", "popup,width=480,height=640"); // at once, or the browser blocks it
  const attempt = { state: `beside.${random()}`, nonce: random(), verifier: random() };
  const channel = new BroadcastChannel(CHANNEL);
  try {
    const there = await address(attempt);
    const brought = new Promise<Brought>((done, failed) => {
      setTimeout(() => failed(new SignInError("slow")), SECONDS);
      channel.onmessage = ({ data }: MessageEvent<Brought>) => data.state === attempt.state && done(data);
    });
    if (!beside) throw new SignInError("popup");
    beside.location.href = there;
    return await redeem(attempt, (await brought).code);
  } finally {
    channel.close();
  }
}

/** The tokens, back from the provider; `beside` in a window that was opened for this only. */
export async function returned(): Promise<Tokens | "beside" | null> {
  const said = new URLSearchParams(location.search);
  const [code, state] = [said.get("code"), said.get("state") ?? ""];
  if (!code && !said.get("error")) return null;
  history.replaceState(null, "", location.pathname);
  if (state.startsWith("beside.")) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ state, code });
    channel.close();
    return "beside";
  }
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  const attempt = kept ? (JSON.parse(kept) as Attempt) : null;
  if (!code || attempt?.state !== state) throw new SignInError(said.get("error") ?? "state");
  return redeem(attempt, code);
}

/** Signature: the token comes from the provider itself over TLS (OpenID Connect Core 3.1.3.7, 6); the API checks it too. */
async function redeem(attempt: Attempt, code: string): Promise<Tokens> {
  const told = await exchange({
    grant_type: "authorization_code",
    code,
    redirect_uri: home(),
    code_verifier: attempt.verifier,
  });
  const claims = payload(told.id);
  const right = claims.nonce === attempt.nonce && [claims.aud].flat().includes(config().client);
  if (!right || claims.iss !== config().issuer) throw new SignInError("token");
  return told;
}

async function exchange(form: Record<string, string>): Promise<Tokens> {
  const told = await read((await provider()).token_endpoint, { client_id: config().client, ...form });
  if (typeof told.id_token !== "string") throw new SignInError("token");
  return { id: told.id_token, refresh: String(told.refresh_token ?? form.refresh_token ?? "") };
}

export function refresh(token: string): Promise<Tokens> {
  if (!token) return Promise.reject(new SignInError("ended"));
  return exchange({ grant_type: "refresh_token", refresh_token: token });
}

/** Ends the refresh token. */
export async function revoke(token: string): Promise<void> {
  const { revocation_endpoint: place } = await provider();
  if (place && token) await read(place, { token, client_id: config().client }).catch(() => undefined);
}

/** Where the provider forgets the person too, and comes back from; OpenID's and Cognito's names for one thing. */
export async function farewell(): Promise<string | null> {
  const { end_session_endpoint: place } = await provider();
  const told = { client_id: config().client, post_logout_redirect_uri: home(), logout_uri: home() };
  return place ? `${place}?${new URLSearchParams(told)}` : null;
}
