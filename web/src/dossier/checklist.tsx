import type { Checklist as Answer, ItemState } from "../api/types";
import { t, tOf } from "../i18n";

const GOOD: readonly ItemState[] = ["satisfied_by_scan", "satisfied_by_reuse", "replaced_by_data"];

/** The one complete list: what is there (and from where), what is still to bring. What this case needs not stands last. */
export function Checklist({ answer }: { answer: Answer }) {
  const wanted = answer.items.filter((item) => item.state !== "not_needed");
  const spared = answer.items.filter((item) => item.state === "not_needed");
  return (
    <div class="checklist">
      <p class={answer.complete ? "notice good" : "notice warn"} role="status">
        {answer.complete ? t("checklist.complete") : t("checklist.bring", { n: answer.bring.length })}
      </p>
      {answer.warnings.map((warning) => (
        <p key={warning.code} class="notice warn">
          {warning.message}
        </p>
      ))}
      <ul class="plain">
        {wanted.map((item) => {
          const good = GOOD.includes(item.state);
          return (
            <li key={item.id} class={good ? "item good" : "item bad"}>
              <span aria-hidden="true">{item.state === "satisfied_by_reuse" ? "♻" : good ? "✓" : "✗"}</span>
              <div>
                <strong>{item.name}</strong> <span class="state">{tOf("item", item.state)}</span>
                <p>{item.clerk}</p>
                {item.to_confirm && <p class="hint">{t("checklist.confirm")}</p>}
              </div>
            </li>
          );
        })}
      </ul>
      {spared.length > 0 && (
        <details>
          <summary>{t("checklist.spared", { n: spared.length })}</summary>
          <ul>
            {spared.map((item) => (
              <li key={item.id}>
                {item.name}: {item.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
