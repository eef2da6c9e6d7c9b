// Hand over: the e-form beside its sources, what is missing, the receipt with what need not be brought next time.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../../api/client";
import type { Dossier, Prefill, Procedure } from "../../api/types";
import { AskChecklist } from "../../dossier/ask-checklist";
import { purposeOf } from "../../dossier/purpose";
import { t, tOf } from "../../i18n";
import { useShortcuts } from "../../keys";
import { address } from "../../router";
import { Light } from "../../ui/light";
import { Notice, Problem } from "../../ui/notice";
import { PageView } from "../../viewer/page-view";
import { forgetPictures } from "../../viewer/pictures";
import { Form, type Source } from "./form";
import { print, showPdf } from "./print";
import { ReceiptCard } from "./receipt";

export default function HandOver({ id }: { id?: string }) {
  const dossier = useSignal<Dossier | null>(null);
  const procedure = useSignal<Procedure | null>(null);
  const filled = useSignal<Prefill | null>(null);
  const failed = useSignal<unknown>(null);
  const source = useSignal<Source | null>(null);

  async function load() {
    failed.value = null;
    const found = await call<Dossier>("GET", `/v1/dossiers/${id}`);
    dossier.value = found;
    if (!found.dossier.procedure) return;
    const { procedures } = await call<{ procedures: Procedure[] }>("GET", "/v1/procedures");
    procedure.value = procedures.find((one) => one.code === found.dossier.procedure) ?? null;
    if (!procedure.value?.eform) return;
    filled.value = await call<Prefill>("POST", "/v1/prefill", asked(procedure.value));
  }
  const asked = (one: Procedure) => ({ eform: one.eform, dossier: id, ...purposeOf(one) });
  const start = () =>
    void load().catch((error) => {
      failed.value = error;
    });
  useEffect(() => {
    start();
    return () => forgetPictures(id);
  }, [id]);

  useShortcuts([{ keys: "Alt+p", does: "handOver.print", run: () => print("form") }]);

  const now = dossier.value;
  if (!now)
    return failed.value ? <Problem error={failed.value} again={start} /> : <p aria-busy="true">{t("do.loading")}</p>;
  const at = source.value;
  return (
    <div class="hand-over">
      <div class="row">
        <strong>{tOf("state", now.dossier.state)}</strong>
        <Light colour={now.light} />
        {procedure.value && <span>{procedure.value.name}</span>}
      </div>
      {now.dossier.state === "review" && (
        <Notice kind="warn">
          <p>{t("handOver.notFiled", { n: now.doubts.length })}</p>
          <a class="button" href={address("check", id)}>
            {t("check.title")}
          </a>
        </Notice>
      )}
      {failed.value ? <Problem error={failed.value} again={start} /> : null}
      <div class="two">
        <div>
          {filled.value ? (
            <Form
              filled={filled.value}
              title={procedure.value?.name ?? ""}
              show={(one) => {
                source.value = one;
              }}
              pdf={() =>
                void showPdf("/v1/prefill?shape=pdf", asked(procedure.value!)).catch((error) => {
                  failed.value = error;
                })
              }
            />
          ) : (
            !failed.value && (
              <p class="quiet">
                {t(
                  !procedure.value
                    ? "handOver.noProcedure"
                    : procedure.value.eform
                      ? "handOver.filling"
                      : "handOver.noForm",
                )}
              </p>
            )
          )}
        </div>
        <div class="beside">
          {at && (
            <>
              <p class="quiet">{at.title}</p>
              <PageView dossier={at.dossier} page={at.page} box={at.box} />
            </>
          )}
          {procedure.value && (
            <div class="card">
              <h2>{t("takeIn.needed")}</h2>
              <AskChecklist procedure={procedure.value} dossier={id!} owner="" />
            </div>
          )}
          <ReceiptCard dossier={now} procedure={procedure.value} />
        </div>
      </div>
    </div>
  );
}
