// Oversee: what waits and for how long, today's counts, indicators with plots, dead letters with replay.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../../api/client";
import type { DeadLetter, Indicators, Summary } from "../../api/store";
import { moment, t, tOf } from "../../i18n";
import { address } from "../../router";
import { say } from "../../ui/live";
import { Notice, Problem } from "../../ui/notice";
import { Plot } from "./plot";

const EVERY_MS = 10_000;

export default function Oversee() {
  const summary = useSignal<Summary | null>(null);
  const indicators = useSignal<Indicators | null>(null);
  const letters = useSignal<DeadLetter[] | null>(null);
  const failed = useSignal<unknown>(null);

  async function load(all: boolean) {
    try {
      summary.value = await call<Summary>("GET", "/v1/operations/summary");
      if (all) {
        letters.value = (await call<{ letters: DeadLetter[] }>("GET", "/v1/operations/dead-letters")).letters;
        const offices = summary.value.offices.map((one) => one.office).join(",");
        if (offices) indicators.value = await call<Indicators>("GET", `/v1/indicators?office=${offices}`);
      }
      failed.value = null;
    } catch (error) {
      failed.value = error;
    }
  }
  useEffect(() => {
    void load(true);
    const timer = setInterval(() => {
      if (!document.hidden) void load(false);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  async function replay(ids: string[] | null) {
    try {
      const done = await call<{ replayed: string[] }>("POST", "/v1/operations/dead-letters/replay", ids ? { ids } : {});
      say(t("oversee.replayed", { n: done.replayed.length }));
      await load(true);
    } catch (error) {
      failed.value = error;
    }
  }

  const now = summary.value;
  if (!now)
    return failed.value ? (
      <Problem error={failed.value} again={() => void load(true)} />
    ) : (
      <p aria-busy="true">{t("do.loading")}</p>
    );
  return (
    <>
      {failed.value ? <Problem error={failed.value} again={() => void load(true)} /> : null}
      <p class="quiet">{t("oversee.asOf", { at: moment(now.as_of) })}</p>
      <ul class="plain numbers">
        {(["waiting", "in_work", "dead"] as const).map((name) => (
          <li key={name} class={name === "dead" && now.messages.dead ? "card wrong" : "card"}>
            <strong>{now.messages[name]}</strong>
            <span>{tOf("messages", name)}</span>
          </li>
        ))}
      </ul>
      {now.offices.map((office) => (
        <section key={office.office} class="card">
          <h2>{office.office}</h2>
          <div class="two">
            <table>
              <caption>{t("oversee.queues")}</caption>
              <thead>
                <tr>
                  <th scope="col">{t("oversee.state")}</th>
                  <th scope="col">{t("oversee.count")}</th>
                  <th scope="col">{t("oversee.oldest")}</th>
                </tr>
              </thead>
              <tbody>
                {office.queues.map((queue) => (
                  <tr key={queue.state}>
                    <th scope="row">{tOf("state", queue.state)}</th>
                    <td>{queue.waiting}</td>
                    <td>{queue.oldest ? `${age(queue.oldest)} · ${moment(queue.oldest)}` : "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Plot
              title={t("oversee.today")}
              bars={Object.entries(office.today).map(([state, n]) => ({ name: tOf("state", state), value: n ?? 0 }))}
            />
          </div>
        </section>
      ))}
      {indicators.value && (
        <section class="card">
          <h2>{t("oversee.indicators")}</h2>
          <Plot
            title={indicators.value.legal_basis}
            most={100}
            unit="%"
            bars={indicators.value.total.indicators.map((one) => ({
              name: `${one.code} ${one.name}`,
              value: one.value,
              target: one.target,
              hint: `${one.part}/${one.whole}`,
            }))}
          />
        </section>
      )}
      <section class="card">
        <h2>{t("oversee.letters")}</h2>
        {letters.value?.length === 0 && <Notice kind="good">{t("oversee.noLetters")}</Notice>}
        {letters.value && letters.value.length > 0 && (
          <>
            <Letters letters={letters.value} replay={(id) => void replay([id])} />
            <button type="button" class="primary" onClick={() => void replay(null)}>
              {t("oversee.replayAll")}
            </button>
          </>
        )}
      </section>
    </>
  );
}

function age(since: string): string {
  const minutes = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 60_000));
  if (minutes < 60) return t("oversee.minutes", { n: minutes });
  if (minutes < 48 * 60) return t("oversee.hours", { n: Math.round(minutes / 60) });
  return t("oversee.days", { n: Math.round(minutes / 1440) });
}

function Letters({ letters, replay }: { letters: DeadLetter[]; replay: (id: string) => void }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t("oversee.sent")}</th>
          <th scope="col">{t("oversee.place")}</th>
          <th scope="col">{t("oversee.tried")}</th>
          <th scope="col">{t("oversee.action")}</th>
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => (
          <tr key={letter.id}>
            <td>{moment(letter.sent_at)}</td>
            <td>
              {tOf("place", letter.place)} {letter.office}{" "}
              {letter.dossier && <a href={address("take-in", letter.dossier)}>{letter.dossier}</a>}
            </td>
            <td>{letter.received}</td>
            <td>
              <button type="button" onClick={() => replay(letter.id)}>
                {t("oversee.replay")}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
