import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, call } from "../../api/client";
import type { Handoff } from "../../api/types";
import { t } from "../../i18n";
import { office } from "../../session/session";
import { Problem } from "../../ui/notice";
import { Qr } from "../../ui/qr";
import { Reading } from "./reading";

const POLL_MS = 1_500;

/** A QR code by which a phone sends this dossier's photos without signing in; what it sent is followed here. */
export function Phone({ procedure }: { procedure: string | null }) {
  const handed = useSignal<Handoff | null>(null);
  const arrived = useSignal(false);
  const failed = useSignal<unknown>(null);
  const now = handed.value;

  async function hand() {
    failed.value = null;
    try {
      handed.value = await call<Handoff>("POST", "/v1/handoffs", { office: office.value, procedure });
    } catch (error) {
      failed.value = error;
    }
  }
  useEffect(() => {
    if (!now || arrived.value) return;
    const timer = setInterval(() => {
      call("GET", `/v1/dossiers/${now.dossier}`).then(
        () => {
          arrived.value = true;
        },
        (error) => {
          if (!(error instanceof ApiError && error.status === 404)) failed.value = error; // not sent yet
        },
      );
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [now, arrived.value]);

  if (now && arrived.value) return <Reading id={now.dossier} />;
  return (
    <>
      {failed.value ? <Problem error={failed.value} again={() => void hand()} /> : null}
      {now ? (
        <div class="row">
          <Qr text={now.link} label={t("takeIn.phone")} />
          <p role="status">{t("takeIn.phoneHow", { at: now.until.slice(11, 16) })}</p>
        </div>
      ) : (
        <button type="button" onClick={() => void hand()}>
          {t("takeIn.phone")}
        </button>
      )}
    </>
  );
}
