// How a field came to its value: what was read and by what, then what people said of it. Folded until somebody wants it.
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { call } from "../../api/client";
import type { FieldHistory } from "../../api/types";
import { shown } from "../../dossier/words";
import { moment, t, tOf } from "../../i18n";
import { useShortcuts } from "../../keys";
import { Field } from "../../ui/field";
import { Problem } from "../../ui/notice";
import type { Point, Work } from "./work";

export function History({ work, point }: { work: Work; point: Point }) {
  const told = useSignal<FieldHistory | null>(null);
  const failed = useSignal<unknown>(null);
  const details = useRef<HTMLDetailsElement>(null);
  const draft = work.drafts.value[point.id];

  function load() {
    failed.value = null;
    const asked = new URLSearchParams({ paper: String(point.paper), key: point.key! });
    call<FieldHistory>("GET", `/v1/dossiers/${work.id}/history?${asked}`).then(
      (answer) => {
        told.value = answer;
      },
      (error) => {
        failed.value = error;
      },
    );
  }
  useShortcuts([
    {
      keys: "Alt+h",
      does: "check.keyHistory",
      run: () => {
        details.current!.open = !details.current!.open;
      },
    },
  ]);
  return (
    <details ref={details} class="field-history" onToggle={(event) => event.currentTarget.open && load()}>
      <summary>
        {t("check.history")} <kbd>Alt+H</kbd>
      </summary>
      {failed.value ? <Problem error={failed.value} again={load} /> : null}
      {told.value && <Steps history={told.value} />}
      <Field label={t("check.note")}>
        <input
          autocomplete="off"
          maxLength={500}
          readOnly={Boolean(work.held.value)}
          value={draft?.note ?? ""}
          onInput={(event) => {
            const text = draft?.text ?? work.text(point.paper!, point.key!);
            work.write(point.id, { ...draft, text, note: event.currentTarget.value });
          }}
        />
      </Field>
    </details>
  );
}

function Steps({ history: { read, changes } }: { history: FieldHistory }) {
  return (
    <ol class="plain history" aria-live="polite">
      {read && (
        <li>
          <strong>{tOf("source", read.source)}</strong>
          {read.page && <span class="quiet"> · {t("page.alt", { page: read.page })}</span>}
          <p>
            {read.raw ?? t("stored.blank")}
            {shown(read.value) !== (read.raw ?? "") && (
              <>
                {" "}
                → <b>{shown(read.value) || t("stored.blank")}</b>
              </>
            )}
          </p>
          {read.doubts.map((doubt) => (
            <p key={doubt} class="hint">
              {doubt}
            </p>
          ))}
        </li>
      )}
      {changes.map((change, i) => (
        <li key={i}>
          <strong>{change.key === "*" ? t("check.wholePaper") : tOf("mark", change.kind)}</strong>
          <span class="quiet">
            {" "}
            · {change.name || change.by} · {moment(change.at)}
          </span>
          {change.kind === "corrected" && (
            <p>
              <del>{shown(change.before) || t("stored.blank")}</del> →{" "}
              <ins>{shown(change.after) || t("stored.blank")}</ins>
            </p>
          )}
          {change.note && <p class="hint">{change.note}</p>}
        </li>
      ))}
    </ol>
  );
}
