import { useSignal } from "@preact/signals";
import type { Box, Prefill, PrefillValue } from "../../api/types";
import { paperName, shown } from "../../dossier/words";
import { t } from "../../i18n";
import { Field } from "../../ui/field";
import { print } from "./print";

/** That the form's law is still to be checked: a matter of the office. */
const UNVERIFIED = "W_UNVERIFIED";

export interface Source {
  dossier: string;
  page: number;
  box: Box | null;
  title: string;
}

interface Props {
  filled: Prefill;
  title: string;
  /** Shows where a value stands; without it (at a kiosk) nobody is told what only a clerk needs. */
  show?: ((source: Source) => void) | undefined;
  /** Shows the form as the law wants it printed; only what is sure stands in it. */
  pdf?: () => void;
}

/** What needs the clerk first: contradictions to choose from, doubts, gaps; then all that is filled in already. */
export function Form({ filled, title, show, pdf }: Props) {
  const typed = useSignal<Record<string, string>>({});
  const write = (key: string, value: string) => {
    typed.value = { ...typed.value, [key]: value };
  };
  const input = (key: string, label: string, value: PrefillValue | null, hint?: string) => (
    <Line
      key={key}
      label={label}
      value={typed.value[key] ?? shown(value?.value ?? null)}
      hint={hint}
      source={value}
      write={(text) => write(key, text)}
      show={show}
    />
  );
  return (
    <form class="eform" data-part="form" onSubmit={(event) => event.preventDefault()}>
      <div class="row screen-only">
        <h2>{title}</h2>
        <button type="button" class="primary" onClick={() => print("form")}>
          {t("handOver.print")} {show && <kbd>Alt+P</kbd>}
        </button>
        {pdf && (
          <button type="button" onClick={pdf}>
            {t("handOver.pdf")}
          </button>
        )}
      </div>
      <h2 class="paper-only">{title}</h2>
      {filled.warnings
        .filter((warning) => show || warning.code !== UNVERIFIED)
        .map((warning) => (
          <p key={warning.code} class="notice warn screen-only">
            {warning.message}
          </p>
        ))}
      {filled.conflicts.map((conflict) => (
        <fieldset key={conflict.key} class="conflict">
          <legend>{conflict.label}</legend>
          <p class="notice bad screen-only">{conflict.message}</p>
          {conflict.candidates.map((candidate, i) => {
            const value = shown(candidate.value);
            return (
              <div key={i} class="row screen-only">
                <label class="row">
                  <input
                    type="radio"
                    name={conflict.key}
                    checked={typed.value[conflict.key] === value}
                    onChange={() => write(conflict.key, value)}
                  />
                  <b>{value}</b> <span class="quiet">{origin(candidate)}</span>
                </label>
                {show && <Look value={candidate} show={show} />}
              </div>
            );
          })}
          {conflict.candidates.length > 0 && <p class="paper-only">{typed.value[conflict.key] ?? "…………"}</p>}
        </fieldset>
      ))}
      {Object.entries(filled.to_confirm).map(([key, value]) =>
        input(key, value.label, value, value.reason ?? t("handOver.confirm")),
      )}
      {filled.missing.map((gap) => input(gap.key, gap.required ? `${gap.label} *` : gap.label, null, gap.reason))}
      {Object.entries(filled.values).map(([key, value]) => input(key, value.label, value))}
    </form>
  );
}

interface LineProps {
  label: string;
  value: string;
  hint?: string | undefined;
  source: PrefillValue | null;
  write: (value: string) => void;
  show: ((source: Source) => void) | undefined;
}

function Line({ label, value, hint, source, write, show }: LineProps) {
  return (
    <div class={hint ? "line asks" : "line"}>
      <Field label={label} hint={hint}>
        <input
          autocomplete="off"
          value={value}
          onInput={(event) => write(event.currentTarget.value)}
          onFocus={() => source && show && look(source, show)}
        />
      </Field>
      {source && <p class="hint screen-only">{origin(source)}</p>}
    </div>
  );
}

function Look({ value, show }: { value: PrefillValue; show: (source: Source) => void }) {
  return value.page && value.source?.dossier ? (
    <button type="button" onClick={() => look(value, show)}>
      {t("check.look")}
    </button>
  ) : null;
}

function look(value: PrefillValue, show: (source: Source) => void): void {
  const { source, page, box } = value;
  if (source?.dossier && page) show({ dossier: source.dossier, page, box, title: origin(value) });
}

function origin(value: PrefillValue): string {
  if (!value.source) return t("handOver.derived");
  const title = paperName(value.source.type, value.source.title);
  const page = value.page ? t("page.alt", { page: value.page }) : "";
  return [title, page, value.source.reused && t("handOver.fromStore")].filter(Boolean).join(" · ");
}
