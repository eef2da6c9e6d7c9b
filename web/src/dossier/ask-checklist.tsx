import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { Checklist as Answer, Procedure } from "../api/types";
import { t } from "../i18n";
import { Field } from "../ui/field";
import { Problem } from "../ui/notice";
import { Checklist } from "./checklist";
import { purposeOf } from "./purpose";

interface Props {
  procedure: Procedure;
  /** Once scanned: what its papers satisfy. */
  dossier?: string;
  /** Number of the citizen, as far as it is known; held in memory only. */
  owner: string;
  know?: (owner: string) => void;
}

/** Asks for the citizen's number and the facts of the case; shows the list at once and after each answer. */
export function AskChecklist({ procedure, dossier, owner, know }: Props) {
  const answer = useSignal<Answer | null>(null);
  const failed = useSignal<unknown>(null);
  const facts = useSignal<Record<string, boolean | string>>({});
  const valid = /^\d{9,12}$/.test(owner);

  async function ask() {
    const subject = valid ? { subject: { owner_id: owner } } : {};
    const why = valid || dossier ? purposeOf(procedure) : {};
    const body = { ...subject, ...why, facts: facts.value, ...(dossier ? { dossier } : {}) };
    try {
      failed.value = null;
      answer.value = await call<Answer>("POST", `/v1/procedures/${procedure.code}/checklist`, body);
    } catch (error) {
      failed.value = error;
    }
  }
  const told = JSON.stringify(facts.value);
  useEffect(() => void ask(), [procedure.code, dossier, valid ? owner : "", told]);

  const asked = Object.entries(procedure.facts).filter(([name]) => name !== "channel");
  const assumed = (name: string) =>
    facts.value[name] ?? answer.value?.questions.find((question) => question.fact === name)?.assumed;
  return (
    <div class="ask">
      {know && (
        <Field label={t("takeIn.owner")} hint={t("takeIn.ownerHint")}>
          <input
            inputMode="numeric"
            autocomplete="off"
            maxLength={12}
            value={owner}
            onInput={(event) => know(event.currentTarget.value.replace(/\D/g, ""))}
          />
        </Field>
      )}
      {asked.length > 0 && (
        <details>
          <summary>{t("checklist.facts")}</summary>
          {asked.map(([name, question]) => (
            <label key={name} class="row">
              <input
                type="checkbox"
                checked={assumed(name) === true}
                onChange={(event) => {
                  facts.value = { ...facts.value, [name]: event.currentTarget.checked };
                }}
              />
              {question}
            </label>
          ))}
        </details>
      )}
      {failed.value ? <Problem error={failed.value} again={() => void ask()} /> : null}
      {answer.value && <Checklist answer={answer.value} />}
    </div>
  );
}
