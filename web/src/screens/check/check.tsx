// Check: image left, fields right. Only what is in doubt is asked; Enter takes it and goes to the next.
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { call } from "../../api/client";
import type { Review } from "../../api/types";
import { DossierLinks } from "../../dossier/links";
import { moment, t } from "../../i18n";
import { useShortcuts } from "../../keys";
import { go } from "../../router";
import { office } from "../../session/session";
import { Light } from "../../ui/light";
import { say } from "../../ui/live";
import { Notice, Problem } from "../../ui/notice";
import { PageView } from "../../viewer/page-view";
import { forgetPictures, picture } from "../../viewer/pictures";
import { DossierPoint } from "./dossier-point";
import { FieldPoint } from "./field-point";
import { IssuePoint } from "./issue-point";
import { Papers } from "./papers";
import { Work } from "./work";

export default function Check({ id }: { id?: string }) {
  return id ? <One id={id} /> : <Next />;
}

/** Nothing chosen: the next of the queue. */
function Next() {
  const failed = useSignal<unknown>(null);
  const fetchNext = () => {
    failed.value = null;
    takeNext().then(undefined, (error) => {
      failed.value = error;
    });
  };
  useEffect(fetchNext, []);
  return failed.value ? <Problem error={failed.value} again={fetchNext} /> : <p aria-busy="true">{t("do.loading")}</p>;
}

async function takeNext(skip: string[] = []): Promise<void> {
  for (const look of ["first", "second"] as const) {
    try {
      const { dossier } = await call<Review>("POST", "/v1/reviews/next", { office: office.value, skip, look });
      return go("check", dossier.dossier.id);
    } catch (error) {
      if (look === "second" || (error as { code?: string }).code !== "E_NO_WORK") throw error;
    }
  }
}

function One({ id }: { id: string }) {
  const work = useMemo(() => new Work(id), [id]);
  const side = useRef<HTMLDivElement>(null);
  const filing = useSignal<unknown>(null);
  const looking = useSignal<number | null>(null);

  const start = () =>
    void work.start().catch((error) => {
      work.failed.value = error;
    });
  useEffect(() => {
    start();
    return () => {
      work.stop();
      forgetPictures(id);
    };
  }, [id]);

  const at = work.current.value;
  const field = at ? work.field(at.paper, at.key) : null;
  const dossier = work.dossier.value;
  const page =
    looking.value ?? field?.page ?? (at?.paper != null ? dossier?.result?.papers[at.paper]?.pages[0] : 1) ?? 1;

  useEffect(() => {
    looking.value = null;
    const here = (what: string) => side.current?.querySelector<HTMLElement>(`[data-current] ${what}`);
    (here(":is(input, textarea)") ?? here("button"))?.focus();
    const next = work.open.value.find((point) => point !== at);
    const after = next && work.field(next.paper, next.key)?.page;
    if (after) void picture(id, after).catch(() => undefined); // the next page is there before it is wanted
  }, [work.cursor.value, Boolean(dossier)]);

  async function file() {
    filing.value = null;
    await work.saved();
    try {
      const version = work.dossier.value!.version;
      const notes = work.accepted.value;
      const body = { version, accept: Object.keys(notes), notes };
      const told = await call<{ second_look: boolean }>("POST", `/v1/dossiers/${id}/file`, body);
      say(t(told.second_look ? "check.second" : "check.filed"));
      if (told.second_look) await takeNext([id]);
      else go("hand-over", id);
    } catch (error) {
      filing.value = error;
    }
  }

  useShortcuts([
    { keys: "Enter", does: "check.keyAccept" },
    { keys: "Shift+Enter", does: "check.keyBack", run: () => work.move(-1) },
    {
      keys: "Alt+n",
      does: "check.keyNext",
      run: () => void takeNext([id]).catch((error) => say(String(error.message))),
    },
    { keys: "Alt+f", does: "check.keyFile", run: () => void file() },
    { keys: "Alt+a", does: "check.keyArrange", run: () => go("arrange", id) },
  ]);

  if (work.failed.value) return <Problem error={work.failed.value} again={start} />;
  if (!dossier) return <p aria-busy="true">{t("do.loading")}</p>;
  const own = at && at.paper !== null && at.key ? at : null;
  return (
    <div class="check">
      <PageView
        dossier={dossier.duplicate_of ?? id}
        page={page}
        box={looking.value ? null : (field?.box ?? null)}
        pointed={work.drafts.value[at?.id ?? ""]?.box}
        {...(own && !work.held.value
          ? { pick: (picked) => work.write(own.id, { text: picked.text, page: picked.page, box: picked.box }) }
          : {})}
      />
      <div class="side" ref={side}>
        <div class="row">
          <Light colour={dossier.light} />
          <span role="status">
            {work.open.value.length ? t("check.left", { n: work.open.value.length }) : t("check.none")}
          </span>
          <span class="quiet">{work.saving.value ? t("check.saving") : ""}</span>
        </div>
        {work.held.value && (
          <Notice kind="warn">
            <p>
              {work.held.value.message} {work.held.value.remedy}
            </p>
            <div class="row">
              <button type="button" onClick={start}>
                {t("check.takeAgain")}
              </button>
              <button type="button" onClick={() => void takeNext([id]).catch((error) => say(String(error.message)))}>
                {t("check.next")}
              </button>
            </div>
          </Notice>
        )}
        {own ? (
          <FieldPoint key={own.id} work={work} point={own} />
        ) : at ? (
          at.paper === null ? (
            <DossierPoint key={at.id} work={work} point={at} show={(n) => (looking.value = n)} />
          ) : (
            <IssuePoint key={at.id} work={work} point={at} show={(n) => (looking.value = n)} />
          )
        ) : (
          <div class="card" data-current>
            <h2>{t("check.done")}</h2>
            <p>{t("check.doneWhy")}</p>
            <button type="button" class="primary" disabled={Boolean(work.held.value)} onClick={() => void file()}>
              {t("check.file")}
            </button>
          </div>
        )}
        {dossier.looks.map((looked) =>
          Object.entries(looked.notes).map(([code, note]) => (
            <p key={`${looked.at}${code}`} class="hint">
              {t("check.acceptedBefore", { when: moment(looked.at), note })}
            </p>
          )),
        )}
        {filing.value ? <Problem error={filing.value} /> : null}
        <DossierLinks id={id} />
        <Papers work={work} look={(n) => (looking.value = n)} />
      </div>
    </div>
  );
}
