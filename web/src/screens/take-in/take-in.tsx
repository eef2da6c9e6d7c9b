// Take in: procedure → what is needed and what the store has → files → word of every page as it is read.
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Procedure } from "../../api/types";
import { AskChecklist } from "../../dossier/ask-checklist";
import { t } from "../../i18n";
import { office } from "../../session/session";
import { Problem } from "../../ui/notice";
import { Choose } from "./choose-files";
import { Phone } from "./phone";
import { Procedures } from "./procedures";
import { Reading } from "./reading";
import { Sending, signedIn } from "./sending";
import { SentFiles } from "./sent-files";

/** `id`: of a dossier that is followed, or the code of a procedure that was chosen elsewhere (on the desk, for the phone). */
export default function TakeIn({ id }: { id?: string }) {
  const code = id && /^\d\.\d{6}$/.test(id) ? id : undefined;
  return id && !code ? <Reading id={id} /> : <Start code={code} />;
}

function Start({ code }: { code?: string | undefined }) {
  const chosen = useSignal<Procedure | null | undefined>(undefined);
  const owner = useSignal("");
  const files = useSignal<File[]>([]);
  const procedure = chosen.value;
  const sending = useMemo(
    () => new Sending(...signedIn(office.value, procedure?.code ?? null, "counter")),
    [procedure],
  );

  if (procedure === undefined)
    return (
      <Procedures
        code={code}
        choose={(one) => {
          chosen.value = one;
        }}
      />
    );
  const sent = sending.files.value;
  const dossier = sending.dossier.value;
  const begun = sent.length > 0;
  return (
    <>
      <div class="row">
        <h2>{procedure ? procedure.name : t("takeIn.without")}</h2>
        {!begun && (
          <button
            type="button"
            onClick={() => {
              chosen.value = undefined;
            }}
          >
            {t("takeIn.other")}
          </button>
        )}
      </div>
      <div class="two">
        <div class="card">
          <h3>{t("takeIn.files")}</h3>
          {!begun ? (
            <Choose
              files={files.value}
              change={(next) => {
                files.value = next;
              }}
              send={() =>
                void sending.start(files.value).catch((error) => {
                  sending.failed.value = error;
                })
              }
            />
          ) : (
            <SentFiles sent={sent} />
          )}
          {sending.failed.value ? (
            <Problem error={sending.failed.value} again={() => void sending.start(files.value)} />
          ) : null}
          {!begun && <Phone procedure={procedure?.code ?? null} />}
          {dossier && sent.every((one) => one.state === "there") && <Reading id={dossier} />}
        </div>
        {procedure && (
          <div class="card">
            <h3>{t("takeIn.needed")}</h3>
            <AskChecklist
              procedure={procedure}
              owner={owner.value}
              know={(number) => {
                owner.value = number;
              }}
            />
          </div>
        )}
      </div>
    </>
  );
}
