import type { ComponentChildren } from "preact";
import { ApiError } from "../api/client";
import { t } from "../i18n";

/** Something that the person should know; bad news is read out at once. */
export function Notice({ kind, children }: { kind: "good" | "warn" | "bad" | "info"; children: ComponentChildren }) {
  return (
    <div class={`notice ${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** An error in the API's own words: what happened, and what to do. */
export function Problem({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  const said = error instanceof ApiError ? error : null;
  return (
    <Notice kind="bad">
      <p>
        {said?.message ?? t("error.unknown")} {said?.remedy}
      </p>
      {said && <p class="code">{said.code}</p>}
      {again && (
        <button type="button" onClick={again}>
          {t("do.again")}
        </button>
      )}
    </Notice>
  );
}
