// Calls of the API (design.md 5): one origin with the app, JSON, a token, an idempotency key for what changes something.
import { t } from "../i18n";
import { token } from "../session/session";

/** The API said no, or could not be reached (`status` 0): a stable code, words for the person, a remedy. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly remedy = "",
    /** The whole problem: some carry more, as what is still in doubt. */
    readonly problem: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

const PAUSES_MS = [300, 1_000, 2_500];
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

interface Options {
  body?: unknown;
  /** Kept over repeats of one and the same wish, such as opening a dossier; else each call has its own. */
  key?: string;
  /** Without a token: the public pages. */
  open?: boolean;
  signal?: AbortSignal;
}

async function once(method: string, path: string, options: Options, key: string): Promise<Response> {
  let used: string | undefined;
  for (let again = true; ; again = false) {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (!options.open) {
      used = await token(used);
      headers.authorization = `Bearer ${used}`;
    }
    if (method !== "GET") headers["idempotency-key"] = key;
    const answer = await fetch(path, {
      method,
      headers,
      cache: "no-store",
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    if (answer.status !== 401 || options.open || !again) return answer;
  }
}

/** The answer of a call. A lost line or a busy service is tried again: every call here may be repeated. */
export async function request(method: string, path: string, options: Options = {}): Promise<Response> {
  const key = options.key ?? crypto.randomUUID();
  for (let tried = 0; ; tried++) {
    const more = tried < PAUSES_MS.length;
    let answer: Response | null = null;
    try {
      answer = await once(method, path, options, key);
    } catch (error) {
      if (options.signal?.aborted) throw error;
      if (!more) throw new ApiError(0, "E_NETWORK", t("error.network"), t("error.networkRemedy"));
    }
    if (answer?.ok) return answer;
    if (answer && (answer.status < 500 || !more)) throw await problem(answer);
    await pause(PAUSES_MS[tried]!);
  }
}

async function problem(answer: Response): Promise<ApiError> {
  const said = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const message = typeof said.message === "string" ? said.message : t("error.unknown");
  return new ApiError(
    answer.status,
    String(said.code ?? `E_${answer.status}`),
    message,
    String(said.remedy ?? ""),
    said,
  );
}

export async function call<T>(
  method: "GET" | "POST" | "PUT",
  path: string,
  body?: unknown,
  more: Options = {},
): Promise<T> {
  return (await (await request(method, path, { ...more, body })).json()) as T;
}
