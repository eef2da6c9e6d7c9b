import { fieldName, paperName } from "../../dossier/words";
import { t } from "../../i18n";
import { address } from "../../router";
import { Back } from "./steps";
import type { Point, Work } from "./work";

/** Something about a whole paper that a person must have seen. */
export function IssuePoint({ work, point, show }: { work: Work; point: Point; show: (page: number) => void }) {
  const paper = work.dossier.value!.result!.papers[point.paper!]!;
  const issue = paper.issues.find((one) => one.code === point.code);
  return (
    <div class="card point" data-current>
      <p class="quiet">{paperName(paper.type, paper.title)}</p>
      {point.reasons.map((reason) => (
        <p key={reason}>
          <strong>{reason}</strong>
        </p>
      ))}
      {issue?.fields.length ? (
        <ul>
          {issue.fields.map((key) => (
            <li key={key}>
              {fieldName(key)}: <b>{work.text(point.paper!, key)}</b>
            </li>
          ))}
        </ul>
      ) : null}
      {work.errors.value[point.id] && (
        <p class="notice bad" role="alert">
          {work.errors.value[point.id]!.message}
        </p>
      )}
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={Boolean(work.held.value)}
          onClick={() => work.acknowledge(point)}
        >
          {t(point.code === "W_UNKNOWN_PAPER" ? "check.keepUnknown" : "check.seen")} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => show(paper.pages[0]!)}>
          {t("check.look")}
        </button>
        <a class="button" href={address("arrange", work.id)}>
          {t("arrange.title")}
        </a>
        <Back work={work} />
      </div>
    </div>
  );
}
