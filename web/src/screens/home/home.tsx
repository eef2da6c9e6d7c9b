// The office's queues: what waits for a person, what is being read, what is done.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../../api/client";
import type { DossierState, Procedure, Queue, QueueEntry } from "../../api/types";
import { moment, t, tOf } from "../../i18n";
import { address } from "../../router";
import { office } from "../../session/session";
import { Light } from "../../ui/light";
import { Problem } from "../../ui/notice";

const STATES: readonly DossierState[] = ["review", "reading", "opened", "filed", "duplicate", "rejected", "failed"];
/** Where a dossier of this state is worked on; the others are followed in Take in. */
const SCREEN_OF: Partial<Record<DossierState, string>> = { review: "check", filed: "hand-over" };
const EVERY_MS = 5_000;

export default function Home() {
  const state = useSignal<DossierState>("review");
  const rows = useSignal<QueueEntry[] | null>(null);
  const next = useSignal<string | null>(null);
  const failed = useSignal<unknown>(null);

  async function load(cursor?: string) {
    try {
      const asked = new URLSearchParams({ state: state.value, office: office.value, limit: "50" });
      if (cursor) asked.set("cursor", cursor);
      const page = await call<Queue>("GET", `/v1/dossiers?${asked}`);
      rows.value = cursor ? [...(rows.value ?? []), ...page.dossiers] : page.dossiers;
      next.value = page.next;
      failed.value = null;
    } catch (error) {
      failed.value = error;
    }
  }

  const names = useSignal<Record<string, string>>({});
  useEffect(() => {
    void call<{ procedures: Procedure[] }>("GET", "/v1/procedures").then(
      ({ procedures }) => {
        names.value = Object.fromEntries(procedures.map((one) => [one.code, one.name]));
      },
      () => undefined,
    );
  }, []);
  const chosen = state.value;
  useEffect(() => {
    rows.value = null;
    void load();
    const timer = setInterval(() => {
      if ((rows.value?.length ?? 0) <= 50 && !document.hidden) void load();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [chosen]);

  return (
    <>
      <div class="tabs" role="group" aria-label={t("home.queues")}>
        {STATES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === chosen}
            onClick={() => {
              state.value = name;
            }}
          >
            {tOf("state", name)}
          </button>
        ))}
      </div>
      {failed.value ? <Problem error={failed.value} again={() => void load()} /> : null}
      {!rows.value && !failed.value && <p aria-busy="true">{t("do.loading")}</p>}
      {rows.value && !rows.value.length && <p class="quiet">{t("home.empty")}</p>}
      {rows.value && rows.value.length > 0 && (
        <div class="scroll-x">
          <table class="queue">
            <thead>
              <tr>
                <th scope="col">{t("home.opened")}</th>
                <th scope="col">{t("home.procedure")}</th>
                <th scope="col">{t("home.pages")}</th>
                <th scope="col">{t("home.dossier")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.value.map((row) => (
                <tr key={row.id}>
                  <td>{moment(row.opened_at)}</td>
                  <td>
                    {row.procedure ? (names.value[row.procedure] ?? row.procedure) : t("home.noProcedure")}
                    {row.problem && <p class="hint">{row.problem}</p>}
                  </td>
                  <td>
                    {row.pages_done}/{row.pages_total}
                  </td>
                  <td>
                    <a href={address(SCREEN_OF[row.state] ?? "take-in", row.id)}>{row.id}</a>{" "}
                    <Light colour={row.light} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next.value && (
        <button type="button" onClick={() => void load(next.value!)}>
          {t("do.more")}
        </button>
      )}
    </>
  );
}
