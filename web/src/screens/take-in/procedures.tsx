import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { call } from "../../api/client";
import type { Procedure } from "../../api/types";
import { t } from "../../i18n";
import { Problem } from "../../ui/notice";

/** Lower case without marks: "dang ky ket hon" finds "Đăng ký kết hôn". */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}

interface Props {
  /** Chosen already, if it is in the catalogue. */
  code?: string | undefined;
  choose: (procedure: Procedure | null) => void;
}

/** The catalogue, searched as one types; a list box that arrow keys go through. */
export function Procedures({ code, choose }: Props) {
  const all = useSignal<Procedure[]>([]);
  const text = useSignal("");
  const at = useSignal(0);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const failed = useSignal<unknown>(null);
  function load() {
    failed.value = null;
    void call<{ procedures: Procedure[] }>("GET", "/v1/procedures").then(
      (answer) => {
        all.value = answer.procedures;
        const named = code && answer.procedures.find((one) => one.code === code);
        if (named) choose(named);
      },
      (error) => {
        failed.value = error;
      },
    );
  }
  useEffect(() => {
    input.current?.focus();
    load();
  }, []);
  const words = plain(text.value).split(/\s+/).filter(Boolean);
  const found = all.value.filter((one) => words.every((word) => plain(`${one.code} ${one.name}`).includes(word)));
  const active = found[Math.min(at.value, found.length - 1)];
  return (
    <div class="field">
      <label for={id}>{t("takeIn.procedure")}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}l`}
        aria-activedescendant={active ? `${id}${active.code}` : undefined}
        autocomplete="off"
        ref={input}
        placeholder={t("takeIn.search")}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by) at.value = Math.max(0, Math.min(found.length - 1, at.value + by));
          else if (event.key === "Enter" && active) choose(active);
          else return;
          event.preventDefault();
        }}
      />
      <div class="options" role="listbox" id={`${id}l`} aria-label={t("takeIn.procedure")}>
        {found.map((one) => (
          <div
            key={one.code}
            id={`${id}${one.code}`}
            role="option"
            tabIndex={-1}
            aria-selected={one === active}
            onClick={() => choose(one)}
            onKeyDown={(event) => event.key === "Enter" && choose(one)}
          >
            {one.name} <span class="quiet">{one.code}</span>
          </div>
        ))}
      </div>
      {failed.value ? <Problem error={failed.value} again={load} /> : null}
      {!found.length && all.value.length > 0 && <p class="quiet">{t("takeIn.noProcedure")}</p>}
      <button type="button" onClick={() => choose(null)}>
        {t("takeIn.without")}
      </button>
    </div>
  );
}
