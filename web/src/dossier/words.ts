// What fields, papers and values are called, for people.
import type { Json } from "../api/types";
import { day, tOf } from "../i18n";

/** `mother_full_name` has no word of its own: it is the word of `full_name` with that of `mother`. */
export function fieldName(key: string): string {
  const own = tOf("field", key, "");
  if (own) return own;
  const cut = key.indexOf("_");
  const [role, rest] = [tOf("role", key.slice(0, cut), ""), tOf("field", key.slice(cut + 1), "")];
  return role && rest ? `${rest} (${role})` : key;
}

export function paperName(type: string, title?: string | null): string {
  return tOf("paper", type, title ?? type);
}

/** A value as it is typed and read: days as 05/03/2021, lists one item a line. */
export function shown(value: Json): string {
  if (value === null) return "";
  if (Array.isArray(value)) return value.map(shown).join("\n");
  if (typeof value === "object") return Object.values(value).map(shown).filter(Boolean).join(" · ");
  if (typeof value === "boolean") return value ? "Có" : "Không";
  return day(String(value));
}
