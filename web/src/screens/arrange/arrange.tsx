// Arrange: pages as a strip, papers as groups. Every step is recorded by the API, can be undone, and leaves originals as they are.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError, call } from "../../api/client";
import type { Action, Dossier } from "../../api/types";
import { paperName } from "../../dossier/words";
import { t, typeKeys } from "../../i18n";
import { useShortcuts } from "../../keys";
import { address } from "../../router";
import { say } from "../../ui/live";
import { Problem } from "../../ui/notice";
import { PageView } from "../../viewer/page-view";
import { forgetPictures } from "../../viewer/pictures";
import { Thumb } from "../../viewer/thumb";

const POLL_MS = 700;

export default function Arrange({ id }: { id?: string }) {
  const dossier = useSignal<Dossier | null>(null);
  const failed = useSignal<unknown>(null);
  const busy = useSignal(false);
  const chosen = useSignal<ReadonlySet<number>>(new Set());
  const looking = useSignal(1);
  const strip = useRef<HTMLDivElement>(null);

  async function load(): Promise<void> {
    for (;;) {
      const found = await call<Dossier>("GET", `/v1/dossiers/${id}`);
      dossier.value = found;
      if (!["reading", "understanding", "received"].includes(found.dossier.state)) return;
      await new Promise((done) => setTimeout(done, POLL_MS));
    }
  }
  useEffect(() => {
    load().catch((error) => {
      failed.value = error;
    });
    return () => forgetPictures(id);
  }, [id]);

  async function act(actions: Action[], told: string) {
    if (busy.value || !dossier.value) return;
    busy.value = true;
    failed.value = null;
    try {
      const body = { version: dossier.value.version, actions };
      dossier.value = await call<Dossier>("POST", `/v1/dossiers/${id}/arrange`, body);
      if (dossier.value.dossier.state === "reading") await load();
      if (actions.some((action) => action.kind === "rotate" || action.kind === "undo")) forgetPictures(id);
      chosen.value = new Set();
      say(told);
    } catch (error) {
      failed.value = error;
      if (error instanceof ApiError && error.code === "E_STALE") await load().catch(() => undefined);
    } finally {
      busy.value = false;
    }
  }

  const now = dossier.value;
  const groups = now?.result?.papers ?? [];
  const deleted = now?.deleted ?? [];
  const placed = new Set([...groups.flatMap((paper) => paper.pages), ...deleted]);
  const loose = (now?.result?.pages ?? []).map((page) => page.page).filter((page) => !placed.has(page));
  const picked = () => [...(chosen.value.size ? chosen.value : [looking.value])].sort((a, b) => a - b);
  const groupOf = (page: number) => groups.findIndex((paper) => paper.pages.includes(page));
  const order = [...groups.flatMap((paper) => paper.pages), ...loose, ...deleted];

  const split = () => void act([{ kind: "split", page: looking.value }], t("arrange.splitDone"));
  const rotate = (turn: 90 | 270) =>
    void act(
      picked().map((page) => ({ kind: "rotate", page, turn })),
      t("arrange.rotateDone"),
    );
  const remove = () => void act([{ kind: "delete", pages: picked() }], t("arrange.deleteDone"));
  const merge = (index: number) => void act([{ kind: "merge", papers: [index - 1, index] }], t("arrange.mergeDone"));
  const move = (to: number | "new") => void act([{ kind: "move", pages: picked(), to }], t("arrange.moveDone"));
  const undo = () => void act([{ kind: "undo" }], t("arrange.undoDone"));

  function step(by: number) {
    const next = order[Math.max(0, Math.min(order.length - 1, order.indexOf(looking.value) + by))];
    if (next === undefined) return;
    looking.value = next;
    const tile = strip.current?.querySelector<HTMLElement>(`[data-page="${next}"]`);
    tile?.focus();
    tile?.scrollIntoView({ block: "nearest" });
  }
  function toggle(page: number) {
    const next = new Set(chosen.value);
    if (!next.delete(page)) next.add(page);
    chosen.value = next;
  }

  useShortcuts([
    { keys: "ArrowRight", does: "arrange.keyRight", run: () => step(1) },
    { keys: "ArrowLeft", does: "arrange.keyLeft", run: () => step(-1) },
    { keys: "x", does: "arrange.keyChoose", run: () => toggle(looking.value) },
    { keys: "s", does: "arrange.split", run: split },
    { keys: "m", does: "arrange.merge", run: () => merge(groupOf(looking.value)) },
    { keys: "r", does: "arrange.right", run: () => rotate(90) },
    { keys: "l", does: "arrange.left", run: () => rotate(270) },
    { keys: "Delete", does: "arrange.delete", run: remove },
    { keys: "z", does: "arrange.undo", run: undo },
  ]);

  if (!now) return failed.value ? <Problem error={failed.value} /> : <p aria-busy="true">{t("do.loading")}</p>;
  const at = groupOf(looking.value);
  const tile = (page: number) => (
    <button
      key={page}
      type="button"
      class="tile"
      data-page={page}
      aria-pressed={chosen.value.has(page)}
      aria-current={page === looking.value}
      onFocus={() => {
        looking.value = page;
      }}
      onClick={() => toggle(page)}
    >
      <Thumb key={`${now.version}`} dossier={now.duplicate_of ?? id!} page={page} />
      <span>{t("page.alt", { page })}</span>
    </button>
  );
  return (
    <div class="arrange">
      <div class="row bar" role="toolbar" aria-label={t("arrange.title")}>
        <button type="button" onClick={split} disabled={busy.value || at < 0}>
          {t("arrange.split")} <kbd>S</kbd>
        </button>
        <button type="button" onClick={() => merge(at)} disabled={busy.value || at < 1}>
          {t("arrange.merge")} <kbd>M</kbd>
        </button>
        <button type="button" onClick={() => rotate(270)} disabled={busy.value}>
          ↺ {t("arrange.left")} <kbd>L</kbd>
        </button>
        <button type="button" onClick={() => rotate(90)} disabled={busy.value}>
          ↻ {t("arrange.right")} <kbd>R</kbd>
        </button>
        <button type="button" onClick={remove} disabled={busy.value}>
          {t("arrange.delete")} <kbd>Delete</kbd>
        </button>
        <label class="row">
          {t("arrange.moveTo")}
          <select
            value=""
            disabled={busy.value}
            onChange={(event) => {
              const { value } = event.currentTarget;
              event.currentTarget.value = "";
              if (value) move(value === "new" ? "new" : Number(value));
            }}
          >
            <option value="">…</option>
            {groups.map((paper, index) => (
              <option key={index} value={index}>
                {index + 1}. {paperName(paper.type, paper.title)}
              </option>
            ))}
            <option value="new">{t("arrange.newPaper")}</option>
          </select>
        </label>
        <button type="button" onClick={undo} disabled={busy.value || !now.arranged.some((one) => !one.undone)}>
          {t("arrange.undo")} <kbd>Z</kbd>
        </button>
        <a class="button primary" href={address("check", id)}>
          {t("check.title")}
        </a>
        <span role="status" class="quiet">
          {busy.value ? t("arrange.busy") : chosen.value.size ? t("arrange.chosen", { n: chosen.value.size }) : ""}
        </span>
      </div>
      {failed.value ? <Problem error={failed.value} /> : null}
      <div class="strip" ref={strip}>
        {groups.map((paper, index) => (
          <section key={`${index}-${paper.pages[0]}`} class="group" aria-label={paperName(paper.type, paper.title)}>
            <label class="seen-by-ear" for={`type${index}`}>
              {t("arrange.type", { n: index + 1 })}
            </label>
            <select
              id={`type${index}`}
              value={paper.type}
              disabled={busy.value}
              onChange={(event) =>
                void act([{ kind: "retype", paper: index, type: event.currentTarget.value }], t("arrange.typeDone"))
              }
            >
              {typeKeys().map((type) => (
                <option key={type} value={type}>
                  {paperName(type)}
                </option>
              ))}
            </select>
            <div class="tiles">{paper.pages.map(tile)}</div>
          </section>
        ))}
        {loose.length > 0 && (
          <section class="group" aria-label={t("arrange.loose")}>
            <h2>{t("arrange.loose")}</h2>
            <div class="tiles">{loose.map(tile)}</div>
          </section>
        )}
        {deleted.length > 0 && (
          <section class="group gone" aria-label={t("arrange.deleted")}>
            <div class="row">
              <h2>{t("arrange.deleted")}</h2>
              <button
                type="button"
                onClick={() => void act([{ kind: "restore", pages: deleted }], t("arrange.restoreDone"))}
              >
                {t("arrange.restore")}
              </button>
            </div>
            <div class="tiles">{deleted.map(tile)}</div>
          </section>
        )}
      </div>
      <PageView key={`${now.version}/${looking.value}`} dossier={now.duplicate_of ?? id!} page={looking.value} />
    </div>
  );
}
