import { t } from "../../i18n";
import type { Work } from "./work";

/** To the point before. */
export function Back({ work }: { work: Work }) {
  return (
    <button type="button" onClick={() => work.move(-1)}>
      {t("check.back")} <kbd>Shift+Enter</kbd>
    </button>
  );
}

/** To the next point, leaving this one open. */
export function Skip({ work }: { work: Work }) {
  return (
    <button type="button" onClick={() => work.move(1)}>
      {t("check.skip")}
    </button>
  );
}
