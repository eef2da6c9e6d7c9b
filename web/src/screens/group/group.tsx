// Group check: one doubtful kind of value across many dossiers, one under the other. Enter takes a value, the next is there.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError, call } from "../../api/client";
import { GROUPS, type Group, type GroupItem } from "../../api/store";
import type { PaperSaved } from "../../api/types";
import { fieldName, paperName, shown } from "../../dossier/words";
import { t, tOf } from "../../i18n";
import { pressed, useShortcuts } from "../../keys";
import { address } from "../../router";
import { office } from "../../session/session";
import { say } from "../../ui/live";
import { Problem } from "../../ui/notice";
import { Crop } from "../../viewer/crop";
import { forgetPictures } from "../../viewer/pictures";

interface Answer {
  items: GroupItem[];
  next: string | null;
}

const nameOf = (item: GroupItem) => `${item.paper}/${item.key}`;

export default function GroupCheck() {
  const kind = useSignal<Group>("id_no");
  const items = useSignal<GroupItem[] | null>(null);
  const next = useSignal<string | null>(null);
  const failed = useSignal<unknown>(null);
  const list = useRef<HTMLOListElement>(null);

  async function load(cursor?: string) {
    failed.value = null;
    const body = { office: office.value, kind: kind.value, limit: 40, ...(cursor ? { cursor } : {}) };
    try {
      const answer = await call<Answer>("POST", "/v1/reviews/group", body);
      items.value = cursor ? [...(items.value ?? []), ...answer.items] : answer.items;
      next.value = answer.next;
      if (!cursor) setTimeout(() => list.current?.querySelector("textarea")?.focus(), 0);
    } catch (error) {
      failed.value = error;
    }
  }
  const chosen = kind.value;
  useEffect(() => {
    items.value = null;
    void load();
    return () => forgetPictures();
  }, [chosen]);

  useShortcuts([
    { keys: "Enter", does: "group.take" },
    { keys: "Shift+Enter", does: "check.back" },
  ]);

  /** Out of the list; the others of its dossier go on with its new version. */
  function done(item: GroupItem, saved: PaperSaved) {
    items.value = (items.value ?? [])
      .filter((one) => nameOf(one) !== nameOf(item))
      .map((one) => (one.dossier === item.dossier ? { ...one, version: saved.version } : one));
    say(t("group.left", { n: items.value.length }));
    if (!items.value.length && next.value) void load(next.value);
  }

  return (
    <>
      <div class="tabs" role="group" aria-label={t("group.kinds")}>
        {GROUPS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === chosen}
            onClick={() => {
              kind.value = name;
            }}
          >
            {tOf("groupOf", name)}
          </button>
        ))}
      </div>
      {failed.value ? <Problem error={failed.value} again={() => void load()} /> : null}
      {!items.value && !failed.value && <p aria-busy="true">{t("do.loading")}</p>}
      {items.value?.length === 0 && !next.value && <p class="quiet">{t("group.empty")}</p>}
      <ol class="plain group-check" ref={list}>
        {items.value?.map((item) => (
          <Value key={nameOf(item)} item={item} done={done} />
        ))}
      </ol>
      {next.value && (
        <button type="button" onClick={() => void load(next.value!)}>
          {t("do.more")}
        </button>
      )}
    </>
  );
}

function Value({ item, done }: { item: GroupItem; done: (item: GroupItem, saved: PaperSaved) => void }) {
  const text = useSignal(shown(item.value) || (item.raw ?? ""));
  const printed = useSignal(false);
  const failed = useSignal<ApiError | null>(null);
  const busy = useSignal(false);
  const row = useRef<HTMLLIElement>(null);

  function neighbour(by: 1 | -1) {
    const all = [...(row.current?.parentElement?.querySelectorAll<HTMLTextAreaElement>("textarea") ?? [])];
    return all[all.findIndex((input) => row.current?.contains(input)) + by];
  }

  async function take() {
    if (busy.value) return;
    busy.value = true;
    failed.value = null;
    const after = neighbour(1) ?? neighbour(-1);
    const known = { version: item.version, dossier: item.dossier };
    const same = text.value === shown(item.value) && item.value !== null;
    try {
      const saved = same
        ? await call<PaperSaved>("POST", `/v1/papers/${item.paper}/confirm`, {
            ...known,
            keys: [item.key.replace(/\[.*/, "")],
          })
        : await call<PaperSaved>("PUT", `/v1/papers/${item.paper}/fields`, {
            ...known,
            fields: { [item.key]: { value: text.value, as_printed: printed.value } },
          });
      done(item, saved);
      after?.focus();
    } catch (error) {
      failed.value = error instanceof ApiError ? error : new ApiError(0, "E_UNKNOWN", t("error.unknown"));
    }
    busy.value = false;
  }

  const label = `${fieldName(item.key.replace(/.*\./, ""))} · ${paperName(item.type)}`;
  return (
    <li class="card" ref={row}>
      <div class="row">
        <span>{label}</span>
        <a href={address("check", item.dossier)}>{t("group.open")}</a>
      </div>
      {item.page && item.box && <Crop dossier={item.dossier} page={item.page} box={item.box} />}
      <div class="row">
        <textarea
          rows={Math.min(6, Math.max(1, Math.ceil(text.value.length / 22)))}
          aria-label={label}
          autocomplete="off"
          spellcheck={false}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            const keys = pressed(event);
            if (keys === "Enter") void take();
            else if (keys === "Shift+Enter") neighbour(-1)?.focus();
            else return;
            event.preventDefault();
          }}
        />
        <button type="button" class="primary" disabled={busy.value} onClick={() => void take()}>
          {t("check.accept")}
        </button>
      </div>
      <p class="reasons">{item.reasons.join("; ")}</p>
      {failed.value && (
        <div class="notice bad" role="alert">
          <p>
            {failed.value.message} {failed.value.remedy}
          </p>
          {failed.value.code === "E_FIELD_VALUE" && (
            <label class="row">
              <input
                type="checkbox"
                checked={printed.value}
                onChange={(event) => {
                  printed.value = event.currentTarget.checked;
                }}
              />
              {t("check.asPrinted")}
            </label>
          )}
        </div>
      )}
    </li>
  );
}
