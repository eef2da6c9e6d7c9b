import type { FieldValue } from "../../api/types";
import { fieldName, shown } from "../../dossier/words";
import { t } from "../../i18n";
import { pressed } from "../../keys";

interface Props {
  name: string;
  field: string;
  items: FieldValue[] | Record<string, FieldValue>[];
  /** What was typed, by path: `members[0].id_no`. */
  typed: Record<string, string>;
  type: (path: string, text: string) => void;
  accept: () => void;
  readOnly: boolean;
}

/** A list: one row an item, one input a part; Enter in any of them takes the whole list. */
export function ListInput({ name, field, items, typed, type, accept, readOnly }: Props) {
  const input = (path: string, label: string, value: FieldValue) => (
    <label key={path} class={value.status === "accepted" ? "part" : "part asks"}>
      <span>{label}</span>
      <input
        autocomplete="off"
        spellcheck={false}
        readOnly={readOnly}
        value={typed[path] ?? shown(value.value ?? value.raw)}
        onInput={(event) => type(path, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (pressed(event) !== "Enter") return;
          event.preventDefault();
          accept();
        }}
      />
    </label>
  );
  return (
    <fieldset class="list">
      <legend>{name}</legend>
      {items.map((item, i) => {
        const at = `${field}[${i}]`;
        return (
          <div key={at} class="parts">
            {isField(item)
              ? input(at, t("check.item", { n: i + 1 }), item)
              : Object.entries(item).map(([part, value]) => input(`${at}.${part}`, fieldName(part), value))}
          </div>
        );
      })}
    </fieldset>
  );
}

function isField(item: FieldValue | Record<string, FieldValue>): item is FieldValue {
  return typeof item.status === "string";
}
