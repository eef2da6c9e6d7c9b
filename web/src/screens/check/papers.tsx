import type { FieldValue, Mark } from "../../api/types";
import { fieldName, paperName, shown } from "../../dossier/words";
import { moment, t, tOf } from "../../i18n";
import type { Work } from "./work";

/** All that was read, paper by paper: to look up, and to open a field that nobody asked about. */
export function Papers({ work, look }: { work: Work; look: (page: number) => void }) {
  const dossier = work.dossier.value!;
  return (
    <div class="papers">
      {dossier.result?.papers.map((paper, index) => {
        const stored = dossier.papers.find((one) => one.index === index);
        return (
          <details key={`${paper.type}${paper.pages[0]}`}>
            <summary>
              {paperName(paper.type, paper.title)}{" "}
              <span class="quiet">{t("page.some", { pages: paper.pages.join(", ") })}</span>
            </summary>
            <table>
              <tbody>
                {Object.entries(paper.fields).map(([key, field]) => (
                  <Row
                    key={key}
                    name={fieldName(key)}
                    field={field}
                    mark={stored?.confirmed[key]}
                    look={look}
                    edit={() => {
                      work.cursor.value = `${index}/${key}/`;
                    }}
                  />
                ))}
              </tbody>
            </table>
          </details>
        );
      })}
    </div>
  );
}

interface RowProps {
  name: string;
  field: FieldValue;
  mark?: Mark | undefined;
  look: (page: number) => void;
  edit: () => void;
}

function Row({ name, field, mark, look, edit }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {shown(field.value) || "–"}
        <p class="hint">
          {mark
            ? t("check.by", { what: tOf("mark", mark.kind), who: mark.name || mark.by, when: moment(mark.at) })
            : tOf("status", field.status)}
        </p>
      </td>
      <td class="acts">
        {field.page && (
          <button type="button" onClick={() => look(field.page!)} aria-label={t("check.lookAt", { name })}>
            {t("check.look")}
          </button>
        )}
        <button type="button" onClick={edit} aria-label={t("check.editOf", { name })}>
          {t("check.edit")}
        </button>
      </td>
    </tr>
  );
}
