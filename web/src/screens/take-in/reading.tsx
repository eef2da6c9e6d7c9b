import { useSignal } from "@preact/signals";
import type { Issue } from "../../api/types";
import { hasEnded, isRead, useFollowed } from "../../dossier/follow";
import { DossierLinks } from "../../dossier/links";
import { t, tOf } from "../../i18n";
import { Light } from "../../ui/light";
import { say } from "../../ui/live";
import { Notice, Problem } from "../../ui/notice";
import type { Picture } from "../../viewer/pictures";
import { Thumb } from "../../viewer/thumb";

/** A dossier while it is read: a tile a page, with word of what is wrong with it as soon as it was read. */
export function Reading({ id }: { id: string }) {
  const { dossier, failed } = useFollowed(id, (ended) => say(tOf("state", ended.dossier.state)));
  const notes = useSignal<Record<number, { status: Picture["status"]; warnings: Issue[] }>>({});

  const now = dossier.value;
  if (!now) return failed.value ? <Problem error={failed.value} /> : <p aria-busy="true">{t("do.loading")}</p>;
  const { state, pages_total: total, problem } = now.dossier;
  const ended = hasEnded(state);
  const doubles = new Set(
    now.result?.papers.filter((p) => p.issues.some((i) => i.code === "W_DUPLICATE_PAPER")).flatMap((p) => p.pages),
  );
  return (
    <div class="reading">
      <div class="row" role="status">
        <strong>{tOf("state", state)}</strong>
        <Light colour={now.light} />
        {!ended && total > 0 && <span>{t("takeIn.read", { done: now.pages_read.length, total })}</span>}
      </div>
      {!ended && <progress aria-label={t("state.reading")} max={total || 1} value={now.pages_read.length} />}
      {problem && <Notice kind="bad">{problem}</Notice>}
      {now.files
        .filter((file) => file.problem)
        .map((file) => (
          <Notice key={file.name} kind="bad">
            {file.name}: {file.problem}
          </Notice>
        ))}
      {isRead(state) && <DossierLinks id={id} check />}
      <ol class="tiles plain">
        {Array.from({ length: total }, (_, i) => i + 1).map((page) => {
          const note = notes.value[page];
          return (
            <li key={page} class={note && note.status !== "read" ? "tile bad" : "tile"}>
              {now.pages_read.includes(page) && state !== "rejected" ? (
                <Thumb
                  dossier={now.duplicate_of ?? id}
                  page={page}
                  loaded={({ status, warnings }) => {
                    notes.value = { ...notes.value, [page]: { status, warnings } };
                  }}
                />
              ) : (
                <span class="thumb" />
              )}
              <span>{t("page.alt", { page })}</span>
              {note?.status === "blank" && <span class="flag">{t("page.blank")}</span>}
              {note?.warnings.map((warning) => (
                <span key={warning.code} class="flag">
                  {warning.message}
                </span>
              ))}
              {doubles.has(page) && <span class="flag">{t("page.double")}</span>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
