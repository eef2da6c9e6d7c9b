import { useSignal } from "@preact/signals";
import { t } from "../../i18n";
import { pressed } from "../../keys";
import { address } from "../../router";
import { Field } from "../../ui/field";
import { Back, Skip } from "./steps";
import type { Point, Work } from "./work";

/** Without a paper there is nothing to file: no reason helps. */
const NEVER = "W_NO_PAPER";

/** A warning of the whole dossier (a page or file that could not be read): filed in spite of it only for a reason. */
export function DossierPoint({ work, point, show }: { work: Work; point: Point; show: (page: number) => void }) {
  const note = useSignal(work.accepted.value[point.code!] ?? "");
  const { result, files, deleted } = work.dossier.value!;
  const unread = (result?.pages ?? []).filter((page) => page.status === "unreadable" && !deleted.includes(page.page));
  const may = point.code !== NEVER && !work.held.value;
  const accept = () => may && note.value.trim().length >= 3 && work.pass(point, note.value.trim());
  return (
    <form
      class="card point"
      data-current
      onSubmit={(event) => {
        event.preventDefault();
        accept();
      }}
    >
      <p class="quiet">{t("check.wholeDossier")}</p>
      {point.reasons.map((reason) => (
        <strong key={reason}>{reason}</strong>
      ))}
      {point.code === "W_UNREADABLE_PAGE" && (
        <div class="row">
          {unread.map(({ page }) => (
            <button key={page} type="button" onClick={() => show(page)}>
              {t("page.alt", { page })}
            </button>
          ))}
        </div>
      )}
      <ul>
        {files
          .filter((file) => file.problem && !point.reasons.some((reason) => reason.includes(file.name)))
          .map((file) => (
            <li key={file.name}>
              {file.name}: {file.problem}
            </li>
          ))}
      </ul>
      {point.code !== NEVER && (
        <Field label={t("check.why")} hint={t("check.whyHint")}>
          <textarea
            rows={2}
            required
            minLength={3}
            maxLength={300}
            value={note.value}
            onInput={(event) => {
              note.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => {
              if (pressed(event) !== "Enter") return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
        </Field>
      )}
      <div class="row">
        {point.code !== NEVER && (
          <button type="submit" class="primary" disabled={!may}>
            {t("check.acceptWarning")} <kbd>Enter</kbd>
          </button>
        )}
        <a class="button" href={address("arrange", work.id)}>
          {t("arrange.title")}
        </a>
        <Back work={work} />
        <Skip work={work} />
      </div>
    </form>
  );
}
