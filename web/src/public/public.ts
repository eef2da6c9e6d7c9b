// The citizen's page: how far a dossier is (code and secret of the receipt), which papers a procedure needs.
// Made for a small phone on a bad line: no framework, a few kilobytes, one call an answer.
import en from "./en.json";
import "./public.css";
import vi from "./vi.json";

type Words = typeof vi;

interface Status {
  message: string;
  procedure_name: string | null;
  received_at: string;
  updated_at: string;
  pages: number;
  not_again: { title: string; valid_until: string | null }[];
}

interface Procedure {
  code: string;
  name: string;
  time: string;
  fee: string | null;
  facts: Record<string, { ask: string; default: boolean | string; values: string[] }>;
}

interface Checklist {
  items: { name: string; state: string; citizen: string }[];
}

const PAUSES_MS = [500, 2_000, 5_000];
let words: Words = vi;
let procedures: Procedure[] | null = null;

/** An element with text and children; text is never taken for markup. */
function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

const day = (iso: string) => /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)?.slice(1).reverse().join("/") ?? iso;
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

async function request(path: string, body?: unknown): Promise<Response> {
  for (let tried = 0; ; tried++) {
    const more = tried < PAUSES_MS.length;
    let answer: Response | undefined;
    try {
      answer = await fetch(path, {
        method: body === undefined ? "GET" : "POST",
        headers: { "content-type": "application/json" },
        cache: "no-store",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      if (!more) throw new Error(words.offline);
    }
    if (answer?.ok) return answer;
    if (answer && (answer.status < 500 || !more)) {
      const said = (await answer.json().catch(() => ({}))) as { message?: string; remedy?: string };
      throw new Error([said.message ?? words.failed, said.remedy].filter(Boolean).join(" "));
    }
    await new Promise((done) => setTimeout(done, PAUSES_MS[tried]));
  }
}

async function call<T>(path: string, body?: unknown): Promise<T> {
  return (await (await request(path, body)).json()) as T;
}

/** A button that shows a list as PDF, in a tab that opens at once (later the browser would block it). */
function pdfButton(path: string, body: unknown): HTMLElement {
  const button = make("button", { type: "button" }, words.pdf);
  const failed = make("div", { "aria-live": "polite" });
  button.addEventListener("click", () => {
    const tab = window.open("", "_blank");
    void into(failed, async () => {
      try {
        const pdf = new Blob([await (await request(`${path}?shape=pdf`, body)).blob()], { type: "application/pdf" });
        if (tab) tab.location.href = URL.createObjectURL(pdf);
      } catch (error) {
        tab?.close();
        throw error;
      }
      return [];
    });
  });
  return make("div", {}, button, failed);
}

function field(label: string, name: string, value = ""): HTMLElement {
  const input = make("input", {
    id: name,
    name,
    value,
    required: "",
    autocomplete: "off",
    autocapitalize: "characters",
  });
  return make("p", {}, make("label", { for: name }, label), input);
}

function list(items: string[], otherwise: string): HTMLElement {
  return items.length ? make("ul", {}, ...items.map((item) => make("li", {}, item))) : make("p", {}, otherwise);
}

/** Shows what `work` gives in `place`; an error is said in words. */
async function into(place: HTMLElement, work: () => Promise<Node[]>): Promise<void> {
  place.replaceChildren(make("p", { "aria-busy": "true" }, words.loading));
  try {
    place.replaceChildren(...(await work()));
  } catch (error) {
    place.replaceChildren(make("p", { class: "bad", role: "alert" }, (error as Error).message));
  }
}

function status(code: string, secret: string): HTMLElement {
  const answer = make("div", { "aria-live": "polite" });
  const form = make(
    "form",
    {},
    make("h2", {}, words.status),
    field(words.code, "code", code),
    field(words.secret, "secret", secret),
    make("button", {}, words.look),
    answer,
  );
  const look = () =>
    void into(answer, async () => {
      const said = new FormData(form);
      const found = await call<Status>("/v1/public/status", { code: said.get("code"), secret: said.get("secret") });
      const rows: [string, string][] = [
        [words.procedure, found.procedure_name ?? "–"],
        [words.received, day(found.received_at)],
        [words.updated, day(found.updated_at)],
        [words.pages, String(found.pages)],
      ];
      return [
        make("p", { class: "state" }, found.message),
        make("dl", {}, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
        make("h3", {}, words.notAgain),
        list(
          found.not_again.map((p) => (p.valid_until ? `${p.title} – ${words.until} ${day(p.valid_until)}` : p.title)),
          words.noneYet,
        ),
      ];
    });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look();
  });
  if (code && secret) look();
  return make("section", {}, form);
}

function papers(): HTMLElement {
  const answer = make("div", { "aria-live": "polite" });
  const search = make("input", { id: "search", autocomplete: "off", type: "search" });
  const choices = make("div", { class: "choices" });
  const show = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    const found = (procedures ?? []).filter((p) => wanted.every((word) => plain(`${p.code} ${p.name}`).includes(word)));
    choices.replaceChildren(
      ...found.map((procedure) => {
        const button = make("button", { type: "button" }, procedure.name);
        button.addEventListener("click", () => ask(procedure, answer));
        return button;
      }),
    );
  };
  search.addEventListener("input", show);
  void into(choices, async () => {
    procedures ??= (await call<{ procedures: Procedure[] }>("/v1/public/procedures")).procedures;
    show();
    return [...choices.childNodes];
  });
  return make(
    "section",
    {},
    make("h2", {}, words.papers),
    make("p", {}, make("label", { for: "search" }, words.search), search),
    choices,
    answer,
  );
}

/** The questions of the procedure, and below them what to bring by their answers. */
function ask(procedure: Procedure, place: HTMLElement): void {
  const facts: Record<string, boolean | string> = {};
  const items = make("div", { "aria-live": "polite" });
  const path = `/v1/public/procedures/${procedure.code}/checklist`;
  const load = () =>
    void into(items, async () => {
      const found = await call<Checklist>(path, { facts });
      const bring = found.items.filter((item) => item.state === "missing").map((item) => item.citizen || item.name);
      const not = found.items.filter((item) => item.state !== "missing").map((item) => item.citizen || item.name);
      return [
        ...[make("h4", {}, words.bring), list(bring, words.nothing), make("h4", {}, words.notNeeded), list(not, "–")],
        pdfButton(path, { facts }),
      ];
    });
  const questions = Object.entries(procedure.facts).map(([name, fact]) => {
    const select = make("select", { id: `fact-${name}` });
    const said = fact.values.length
      ? fact.values.map((v): [string, string] => [v, v])
      : [
          ["1", words.yes],
          ["", words.no],
        ];
    for (const [value, text] of said) select.append(make("option", { value: value! }, text!));
    select.value = typeof fact.default === "boolean" ? (fact.default ? "1" : "") : fact.default;
    select.addEventListener("change", () => {
      facts[name] = fact.values.length ? select.value : Boolean(select.value);
      load();
    });
    return make("p", {}, make("label", { for: `fact-${name}` }, fact.ask), select);
  });
  place.replaceChildren(
    make("h3", { tabindex: "-1" }, procedure.name),
    make("p", {}, `${words.time}: ${procedure.time}${procedure.fee ? ` · ${words.fee}: ${procedure.fee}` : ""}`),
    items,
    ...(questions.length ? [make("details", {}, make("summary", {}, words.questions), ...questions)] : []),
  );
  place.querySelector("h3")?.focus();
  load();
}

function draw(): void {
  const [code = "", secret = ""] = location.hash.slice(1).split(".").map(decodeURIComponent);
  document.title = `${words.title} · Một Lần`;
  document.documentElement.lang = words === vi ? "vi" : "en";
  const other = make(
    "button",
    { type: "button", lang: words === vi ? "en" : "vi" },
    words === vi ? "English" : "Tiếng Việt",
  );
  other.addEventListener("click", () => {
    words = words === vi ? en : vi;
    draw();
  });
  document
    .getElementById("app")!
    .replaceChildren(
      make("header", {}, make("strong", {}, "Một Lần"), other),
      make("main", {}, make("h1", {}, words.title), status(code, secret), papers()),
    );
}

addEventListener("hashchange", draw);
draw();
