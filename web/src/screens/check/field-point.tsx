import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { fieldName, paperName } from "../../dossier/words";
import { t } from "../../i18n";
import { pressed } from "../../keys";
import { Crop } from "../../viewer/crop";
import { History } from "./history";
import { ListInput } from "./list-input";
import { Back, Skip } from "./steps";
import type { Point, Work } from "./work";

/** The field in doubt: its words on the paper, why it is asked, and its value to take or to correct. */
export function FieldPoint({ work, point }: { work: Work; point: Point }) {
  const [paper, key] = [point.paper!, point.key!];
  const field = work.field(paper, key);
  const draft = work.drafts.value[point.id];
  const error = work.errors.value[point.id];
  const result = work.dossier.value!.result!.papers[paper]!;
  const input = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const printed = useSignal(draft?.asPrinted ?? false);
  const value = work.text(paper, key);
  const [page, box] = draft?.box ? [draft.page!, draft.box] : [field?.page, field?.box];
  const held = Boolean(work.held.value);

  useEffect(() => input.current?.select(), []);
  // a value picked on the page arrives from outside: it is looked at, so the cursor goes to its end
  useEffect(() => input.current?.focus(), [draft?.box?.join()]);

  function accept() {
    work.accept(paper, key);
  }
  function keep(text: string) {
    work.write(point.id, { ...draft, text, asPrinted: printed.value });
  }
  return (
    <form
      class="card point"
      data-current
      onSubmit={(event) => {
        event.preventDefault();
        accept();
      }}
    >
      <p class="quiet">{paperName(result.type, result.title)}</p>
      {page && box ? <Crop dossier={work.dossier.value!.duplicate_of ?? work.id} page={page} box={box} /> : null}
      {field?.items ? (
        <ListInput
          name={fieldName(key)}
          field={key}
          items={field.items}
          typed={draft?.parts ?? {}}
          type={(path, text) => work.write(point.id, { text: "", parts: { ...draft?.parts, [path]: text } })}
          accept={accept}
          readOnly={held}
        />
      ) : (
        <>
          <label for={id}>{fieldName(key)}</label>
          <textarea
            id={id}
            ref={input}
            rows={Math.min(4, Math.max(1, Math.ceil(value.length / 46)))}
            value={value}
            readOnly={held}
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`${id}w`}
            aria-invalid={Boolean(error)}
            onInput={(event) => keep(event.currentTarget.value)}
            onKeyDown={(event) => {
              const keys = pressed(event);
              if (keys === "Enter") {
                event.preventDefault();
                accept();
              }
            }}
          />
        </>
      )}
      <ul class="reasons" id={`${id}w`}>
        {point.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        {field?.status === "missing" && <li>{t("check.missing")}</li>}
      </ul>
      {error && (
        <div class="notice bad" role="alert">
          <p>
            {error.message} {error.remedy}
          </p>
          {error.code === "E_FIELD_VALUE" && (
            <label class="row">
              <input
                type="checkbox"
                checked={printed.value}
                onChange={(event) => {
                  printed.value = event.currentTarget.checked;
                  keep(value);
                }}
              />
              {t("check.asPrinted")}
            </label>
          )}
        </div>
      )}
      <div class="row">
        <button type="submit" class="primary" disabled={held}>
          {t("check.accept")} <kbd>Enter</kbd>
        </button>
        <Back work={work} />
        <Skip work={work} />
      </div>
      <History work={work} point={point} />
    </form>
  );
}
