// A paper of the store: its image beside its fields, what happened to it, where it was used again.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../../api/client";
import type { PaperAnswer, PaperEvent } from "../../api/store";
import type { FieldValue, Mark } from "../../api/types";
import { fieldName, paperName, shown } from "../../dossier/words";
import { moment, t, tOf } from "../../i18n";
import { address } from "../../router";
import { Notice, Problem } from "../../ui/notice";
import { PageView } from "../../viewer/page-view";
import { forgetPictures } from "../../viewer/pictures";
import { asked } from "./why";

export default function Paper({ id }: { id?: string }) {
  const found = useSignal<PaperAnswer | null>(null);
  const failed = useSignal<unknown>(null);
  const at = useSignal<{ page: number; field?: FieldValue } | null>(null);

  const load = () => {
    failed.value = null;
    const why = new URLSearchParams({ ...asked.value });
    call<PaperAnswer>("GET", `/v1/papers/${id}?${why}`).then(
      (answer) => {
        found.value = answer;
        at.value = { page: answer.paper.source.pages[0]! };
      },
      (error) => {
        failed.value = error;
      },
    );
  };
  useEffect(() => {
    load();
    return () => forgetPictures();
  }, [id]);

  const answer = found.value;
  if (!answer)
    return failed.value ? <Problem error={failed.value} again={load} /> : <p aria-busy="true">{t("do.loading")}</p>;
  const { summary, paper, history } = answer;
  const { dossier, pages } = paper.source;
  return (
    <>
      <div class="row">
        <h2>{paperName(paper.type, paper.title)}</h2>
        <span>{summary.number}</span>
        <strong>{tOf("validity", summary.validity)}</strong>
        <span class="quiet">{tOf("assurance", summary.assurance)}</span>
        <a href={address("check", dossier)}>{t("stored.dossier")}</a>
      </div>
      {summary.reason && <Notice kind={summary.reusable ? "info" : "warn"}>{summary.reason}</Notice>}
      <div class="two paper-page">
        <div class="beside">
          {pages.length > 1 && (
            <div class="tabs" role="group" aria-label={t("stored.pages")}>
              {pages.map((page) => (
                <button
                  key={page}
                  type="button"
                  aria-pressed={at.value?.page === page}
                  onClick={() => {
                    at.value = { page };
                  }}
                >
                  {t("page.alt", { page })}
                </button>
              ))}
            </div>
          )}
          {at.value && <PageView dossier={dossier} page={at.value.page} box={at.value.field?.box ?? null} />}
        </div>
        <div class="side">
          <Fields
            fields={paper.fields}
            marks={paper.marks ?? {}}
            look={(field) => {
              at.value = { page: field.page ?? pages[0]!, field };
            }}
          />
          <History title={t("stored.reuses")} events={history.filter((event) => event.kind === "reused")} />
          <History title={t("stored.history")} events={history.filter((event) => event.kind !== "reused")} />
        </div>
      </div>
    </>
  );
}

interface FieldsProps {
  fields: Record<string, FieldValue>;
  marks: Record<string, Mark>;
  look: (field: FieldValue) => void;
}

function Fields({ fields, marks, look }: FieldsProps) {
  return (
    <section class="card">
      <h2>{t("stored.fields")}</h2>
      <table>
        <tbody>
          {Object.entries(fields).map(([key, field]) => {
            const mark = marks[key];
            return (
              <tr key={key}>
                <th scope="row">{fieldName(key)}</th>
                <td>
                  {field.box ? (
                    <button type="button" class="value" onClick={() => look(field)}>
                      {shown(field.value) || t("stored.blank")}
                    </button>
                  ) : (
                    shown(field.value) || <span class="quiet">{t("stored.blank")}</span>
                  )}
                  {field.status === "review" && <p class="hint">{t("stored.doubt")}</p>}
                  {mark && (
                    <p class="hint">
                      {t(mark.kind === "confirmed" ? "stored.confirmed" : "stored.corrected", { at: moment(mark.at) })}
                    </p>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function History({ title, events }: { title: string; events: PaperEvent[] }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {!events.length && <p class="quiet">{t("stored.none")}</p>}
      <ol class="plain history">
        {events.map((event, i) => (
          <li key={i}>
            <strong>{tOf("event", event.kind)}</strong> · {moment(event.at)}
            {event.office && ` · ${event.office}`}
            {event.procedure && ` · ${event.procedure}`}
            {event.purpose && <p class="hint">{event.purpose}</p>}
            {event.note && <p class="hint">{event.note}</p>}
            {event.changes?.map((change) => (
              <p key={change.key} class="hint">
                {fieldName(change.key)}: <del>{shown(change.before) || "–"}</del> →{" "}
                <ins>{shown(change.after) || "–"}</ins>
              </p>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
