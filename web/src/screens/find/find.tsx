// Find: papers of the store by name, number, identity or period; each look says what for and leaves a trace.
import { useSignal } from "@preact/signals";
import { call } from "../../api/client";
import type { PaperSummary } from "../../api/store";
import { paperName } from "../../dossier/words";
import { day, t, tOf, typeKeys } from "../../i18n";
import { address } from "../../router";
import { office, session } from "../../session/session";
import { Field } from "../../ui/field";
import { say } from "../../ui/live";
import { Problem } from "../../ui/notice";
import { asked, WHY } from "../paper/why";

interface Answer {
  papers: PaperSummary[];
  next: string | null;
}

/** Months that one search goes through at most (the API's own bound). */
const MONTHS = 12;

function month(back: number): string {
  const now = new Date();
  const then = new Date(now.getFullYear(), now.getMonth() - back, 15);
  return `${String(then.getMonth() + 1).padStart(2, "0")}/${then.getFullYear()}`;
}

/** As the API writes it; Firefox has no input of its own for months. */
const iso = (text: string) =>
  text.trim().replace(/^(\d{1,2})\/(\d{4})$/, (_, m: string, y: string) => `${y}-${m.padStart(2, "0")}`);

const MONTH = {
  required: true,
  pattern: "(0?[1-9]|1[0-2])/\\d{4}",
  placeholder: "MM/YYYY",
  inputMode: "text",
} as const;

export default function Find() {
  const where = useSignal(office.value);
  const offices = session.value?.offices.filter((code) => code !== "*") ?? [];
  const name = useSignal("");
  const number = useSignal("");
  const type = useSignal("");
  const first = useSignal(month(MONTHS - 1));
  const last = useSignal(month(0));
  const purpose = useSignal(t("find.purposeUsual"));
  const found = useSignal<PaperSummary[] | null>(null);
  const next = useSignal<string | null>(null);
  const failed = useSignal<unknown>(null);
  const busy = useSignal(false);

  /** An identity number looks into its owner's store; a type with a number finds that paper; else the office's months. */
  function wish(): Record<string, unknown> {
    const digits = number.value.replace(/\s/g, "");
    if (/^\d{9}(\d{3})?$/.test(digits) && !type.value) return { owner_id: digits };
    if (number.value.trim() && type.value) return { number: number.value.trim(), types: [type.value] };
    const months = { office: where.value, month: iso(first.value), until: iso(last.value) };
    const words = name.value.trim();
    return { ...months, ...(words ? { name: words } : {}), ...(type.value ? { types: [type.value] } : {}) };
  }

  async function search(cursor?: string) {
    busy.value = true;
    failed.value = null;
    asked.value = { ...WHY, purpose: purpose.value };
    try {
      const body = { ...wish(), ...asked.value, ...(cursor ? { cursor } : {}) };
      const answer = await call<Answer>("POST", "/v1/papers/search", body);
      found.value = cursor ? [...(found.value ?? []), ...answer.papers] : answer.papers;
      next.value = answer.next;
      say(t("find.found", { n: found.value.length }));
    } catch (error) {
      failed.value = error;
    }
    busy.value = false;
  }

  const text = (signal: typeof name) => ({
    value: signal.value,
    autocomplete: "off",
    onInput: (event: Event) => {
      signal.value = (event.currentTarget as HTMLInputElement).value;
    },
  });
  return (
    <>
      <form
        class="card find"
        onSubmit={(event) => {
          event.preventDefault();
          void search();
        }}
      >
        <Field label={t("find.name")} hint={t("find.nameHint")}>
          <input {...text(name)} />
        </Field>
        <Field label={t("find.number")} hint={t("find.numberHint")}>
          <input {...text(number)} />
        </Field>
        <Field label={t("find.type")}>
          <select
            value={type.value}
            onChange={(event) => {
              type.value = event.currentTarget.value;
            }}
          >
            <option value="">{t("find.anyType")}</option>
            {typeKeys().map((key) => (
              <option key={key} value={key}>
                {paperName(key)}
              </option>
            ))}
          </select>
        </Field>
        {offices.length > 1 && (
          <Field label={t("find.office")}>
            <select
              value={where.value}
              onChange={(event) => {
                where.value = event.currentTarget.value;
              }}
            >
              {offices.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          </Field>
        )}
        <Field label={t("find.first")}>
          <input {...text(first)} {...MONTH} />
        </Field>
        <Field label={t("find.last")}>
          <input {...text(last)} {...MONTH} />
        </Field>
        <Field label={t("find.purpose")} hint={t("find.purposeHint")}>
          <input {...text(purpose)} required minLength={3} maxLength={300} />
        </Field>
        <button type="submit" class="primary" disabled={busy.value}>
          {t("find.do")}
        </button>
      </form>
      {failed.value ? <Problem error={failed.value} again={() => void search()} /> : null}
      {found.value?.length === 0 && <p class="quiet">{t("find.nothing")}</p>}
      {found.value && found.value.length > 0 && <Papers papers={found.value} />}
      {next.value && (
        <button type="button" disabled={busy.value} onClick={() => void search(next.value!)}>
          {t("do.more")}
        </button>
      )}
    </>
  );
}

function Papers({ papers }: { papers: PaperSummary[] }) {
  return (
    <section class="scroll-x" aria-label={t("find.papers")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("find.type")}</th>
            <th scope="col">{t("find.number")}</th>
            <th scope="col">{t("find.issued")}</th>
            <th scope="col">{t("find.validity")}</th>
            <th scope="col">{t("find.trust")}</th>
            <th scope="col">{t("find.reused")}</th>
          </tr>
        </thead>
        <tbody>
          {papers.map((paper) => (
            <tr key={paper.id}>
              <td>
                <a href={address("paper", paper.id)}>{paperName(paper.type, paper.title)}</a>
              </td>
              <td>{paper.number}</td>
              <td>
                {day(paper.issue_date)} {paper.issuer}
              </td>
              <td>
                {tOf("validity", paper.validity)}
                {paper.valid_until && <p class="hint">{t("find.until", { day: day(paper.valid_until) })}</p>}
              </td>
              <td>{tOf("assurance", paper.assurance)}</td>
              <td>{paper.reused}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
