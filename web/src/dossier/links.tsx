import { t } from "../i18n";
import { address } from "../router";

/** To the other screens of the same dossier. */
export function DossierLinks({ id, check }: { id: string; check?: boolean }) {
  return (
    <div class="row">
      {check && (
        <a class="button primary" href={address("check", id)} ref={(link) => link?.focus()}>
          {t("check.title")}
        </a>
      )}
      <a class="button" href={address("arrange", id)}>
        {t("arrange.title")}
      </a>
      <a class="button" href={address("hand-over", id)}>
        {t("handOver.title")}
      </a>
    </div>
  );
}
