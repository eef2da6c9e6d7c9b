import { useSignal } from "@preact/signals";
import { call } from "../../api/client";
import type { Checklist, Dossier, Procedure, Receipt } from "../../api/types";
import { purposeOf } from "../../dossier/purpose";
import { paperName } from "../../dossier/words";
import { day, moment, t } from "../../i18n";
import { may } from "../../session/session";
import { Problem } from "../../ui/notice";
import { Qr } from "../../ui/qr";
import { print } from "./print";

/** Made when the dossier is handed over: what was used from the store is counted, what need not be brought is said. */
export function ReceiptCard({ dossier, procedure }: { dossier: Dossier; procedure: Procedure | null }) {
  const made = useSignal<Receipt | null>(null);
  const failed = useSignal<unknown>(null);
  const id = dossier.dossier.id;

  async function make() {
    failed.value = null;
    try {
      if (procedure && dossier.dossier.state === "filed" && may("clerk")) await countReuses(procedure, id);
      made.value = await call<Receipt>("POST", `/v1/dossiers/${id}/receipt`, {});
    } catch (error) {
      failed.value = error;
    }
  }
  const receipt = made.value;
  return (
    <section class="card receipt" data-part="receipt" aria-label={t("receipt.title")}>
      <h2>{t("receipt.title")}</h2>
      {failed.value ? <Problem error={failed.value} again={() => void make()} /> : null}
      {!receipt ? (
        <button type="button" onClick={() => void make()}>
          {t("receipt.make")}
        </button>
      ) : (
        <>
          <div class="row">
            <Qr text={receipt.link} label={t("receipt.qr")} />
            <dl>
              <dt>{t("receipt.code")}</dt>
              <dd>{receipt.code}</dd>
              <dt>{t("receipt.secret")}</dt>
              <dd>{receipt.secret}</dd>
              <dt>{t("home.opened")}</dt>
              <dd>{moment(receipt.received_at)}</dd>
              {procedure && (
                <>
                  <dt>{t("home.procedure")}</dt>
                  <dd>{procedure.name}</dd>
                </>
              )}
            </dl>
          </div>
          <h3>{t("receipt.notAgain")}</h3>
          {receipt.not_again.length ? (
            <ul>
              {receipt.not_again.map((paper, i) => (
                <li key={i}>
                  {paperName(paper.type, paper.title)}
                  {paper.valid_until && ` – ${t("receipt.until", { day: day(paper.valid_until) })}`}
                </li>
              ))}
            </ul>
          ) : (
            <p class="quiet">{t("receipt.nothing")}</p>
          )}
          <button type="button" class="primary screen-only" onClick={() => print("receipt")}>
            {t("receipt.print")}
          </button>
        </>
      )}
    </section>
  );
}

/** Every paper that the store gave instead of the citizen is counted once for this dossier (a repeat counts as the same). */
async function countReuses(procedure: Procedure, dossier: string): Promise<void> {
  const why = purposeOf(procedure);
  const list = await call<Checklist>("POST", `/v1/procedures/${procedure.code}/checklist`, { dossier, ...why });
  for (const item of list.items)
    if (item.state === "satisfied_by_reuse" && item.paper) {
      const body = { procedure: procedure.code, component: item.id, dossier, ...why };
      await call("POST", `/v1/papers/${item.paper}/reuse`, body, { key: `${dossier}-${item.id}` });
    }
}
