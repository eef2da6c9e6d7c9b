// Kiosk: large targets, one step a screen; everything of a person is forgotten after use or a minute without a touch.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { call } from "../../api/client";
import type { Dossier, Prefill, Procedure } from "../../api/types";
import { hasEnded, isRead, useFollowed } from "../../dossier/follow";
import { purposeOf } from "../../dossier/purpose";
import { day, t, tOf } from "../../i18n";
import { office } from "../../session/session";
import { Notice, Problem } from "../../ui/notice";
import { forgetPictures } from "../../viewer/pictures";
import { Form } from "../hand-over/form";
import { ReceiptCard } from "../hand-over/receipt";
import { Choose } from "../take-in/choose-files";
import { plain } from "../take-in/procedures";
import { Sending, signedIn } from "../take-in/sending";

/** Seconds without a touch until all is wiped, and how long before that it is said. */
const IDLE = 60;
const WARNING = 15;

/** Each visitor has a screen of their own: nothing of it is left when the next one comes. */
export default function Kiosk() {
  const visit = useSignal(0);
  const left = useSignal(IDLE);
  const seen = useRef(Date.now());
  const begun = useRef(false);

  function wipe() {
    forgetPictures();
    begun.current = false;
    visit.value++;
  }
  useEffect(() => {
    const touched = () => {
      seen.current = Date.now();
      left.value = IDLE;
    };
    const kinds = ["keydown", "pointerdown", "wheel", "touchstart"];
    for (const kind of kinds) addEventListener(kind, touched, { passive: true, capture: true });
    const timer = setInterval(() => {
      left.value = Math.max(0, IDLE - Math.floor((Date.now() - seen.current) / 1000));
      if (left.value === 0 && begun.current) wipe();
    }, 1_000);
    return () => {
      clearInterval(timer);
      for (const kind of kinds) removeEventListener(kind, touched, { capture: true });
      forgetPictures();
    };
  }, []);
  return (
    <div class="kiosk">
      {left.value <= WARNING && begun.current && (
        <div class="notice warn" role="alert">
          <p>{t("kiosk.leaving", { n: left.value })}</p>
          <button type="button" class="primary">
            {t("kiosk.stay")}
          </button>
        </div>
      )}
      <Visit
        key={visit.value}
        begin={() => {
          begun.current = true;
        }}
        end={wipe}
      />
    </div>
  );
}

function Visit({ begin, end }: { begin: () => void; end: () => void }) {
  const procedure = useSignal<Procedure | null>(null);
  const files = useSignal<File[]>([]);
  const sending = useSignal<Sending | null>(null);
  const id = sending.value?.dossier.value ?? null;
  const there = Boolean(
    sending.value?.files.value.length && sending.value.files.value.every((f) => f.state === "there"),
  );

  const { dossier, failed } = useFollowed(there ? id : null);

  function send() {
    const own = new Sending(...signedIn(office.value, procedure.value?.code ?? null, "kiosk"));
    sending.value = own;
    void own.start(files.value).catch((error) => {
      own.failed.value = error;
    });
  }

  const now = dossier.value?.dossier;
  const sent = sending.value?.files.value ?? [];
  const problem = failed.value ?? sending.value?.failed.value;
  return (
    <>
      {procedure.value && (
        <div class="row">
          <h2>{procedure.value.name}</h2>
          <button type="button" onClick={end}>
            {t("kiosk.end")}
          </button>
        </div>
      )}
      {problem ? <Problem error={problem} /> : null}
      {!procedure.value ? (
        <Pick
          choose={(one) => {
            begin();
            procedure.value = one;
          }}
        />
      ) : !sending.value ? (
        <div class="card">
          <h3>{t("kiosk.scan")}</h3>
          <p>{t("kiosk.bothSides")}</p>
          <Choose
            files={files.value}
            change={(next) => {
              files.value = next;
            }}
            send={send}
          />
        </div>
      ) : !dossier.value || !now || !hasEnded(now.state) ? (
        <div class="card" role="status">
          <h3>{tOf("state", now?.state ?? "opened")}</h3>
          <progress
            aria-label={t("state.reading")}
            max={now?.pages_total || sent.length || 1}
            value={dossier.value ? dossier.value.pages_read.length : sent.reduce((all, one) => all + one.done, 0)}
          />
        </div>
      ) : (
        <Done dossier={dossier.value} procedure={procedure.value} end={end} />
      )}
    </>
  );
}

function Pick({ choose }: { choose: (procedure: Procedure) => void }) {
  const all = useSignal<Procedure[]>([]);
  const text = useSignal("");
  const failed = useSignal<unknown>(null);
  useEffect(() => {
    call<{ procedures: Procedure[] }>("GET", "/v1/procedures").then(
      (answer) => {
        all.value = answer.procedures;
      },
      (error) => {
        failed.value = error;
      },
    );
  }, []);
  const words = plain(text.value).split(/\s+/).filter(Boolean);
  const found = all.value.filter((one) => words.every((word) => plain(`${one.code} ${one.name}`).includes(word)));
  return (
    <>
      <h2>{t("kiosk.which")}</h2>
      {failed.value ? <Problem error={failed.value} /> : null}
      <input
        aria-label={t("takeIn.search")}
        placeholder={t("takeIn.search")}
        autocomplete="off"
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <ul class="plain choices">
        {found.map((one) => (
          <li key={one.code}>
            <button type="button" onClick={() => choose(one)}>
              {one.name}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The prefilled form to check and print, and the receipt; then the next person's turn. */
function Done({ dossier, procedure, end }: { dossier: Dossier; procedure: Procedure; end: () => void }) {
  const filled = useSignal<Prefill | null>(null);
  const id = dossier.dossier.id;
  const readable = isRead(dossier.dossier.state);
  useEffect(() => {
    if (!readable || !procedure.eform) return;
    const body = { eform: procedure.eform, dossier: id, ...purposeOf(procedure) };
    void call<Prefill>("POST", "/v1/prefill", body).then(
      (answer) => {
        filled.value = answer;
      },
      () => undefined,
    );
  }, [id]);
  return (
    <>
      {readable ? (
        <Notice kind="good">{t("kiosk.sent", { day: day(dossier.dossier.opened_at) })}</Notice>
      ) : (
        <Notice kind="bad">{dossier.dossier.problem ?? tOf("state", dossier.dossier.state)}</Notice>
      )}
      <ReceiptCard dossier={dossier} procedure={procedure} />
      {filled.value && (
        <div class="card">
          <Form filled={filled.value} title={procedure.name} />
        </div>
      )}
      <button type="button" class="primary" onClick={end}>
        {t("kiosk.finish")}
      </button>
    </>
  );
}
