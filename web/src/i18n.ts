// Words that people read. Vietnamese comes with the app; English is fetched when it is chosen.
import { signal } from "@preact/signals";
import vi from "./messages/vi.json";

export type MessageKey = keyof typeof vi;
type Messages = Record<MessageKey, string>;

export const language = signal<"vi" | "en">("vi");
const messages = signal<Messages>(vi);

/** The message in the chosen language; `{name}` in it stands for `values.name`. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return messages.value[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The message of a family such as `state.filed`, or `otherwise` where the family has no such member. */
export function tOf(family: string, member: string, otherwise = member): string {
  return (messages.value as Record<string, string>)[`${family}.${member}`] ?? otherwise;
}

/** Types of papers that have a name, by their names. */
export function typeKeys(): string[] {
  const keys = Object.keys(messages.value).filter((key) => key.startsWith("paper."));
  return keys
    .map((key) => key.slice("paper.".length))
    .sort((a, b) => tOf("paper", a).localeCompare(tOf("paper", b), language.value));
}

export async function speak(chosen: "vi" | "en"): Promise<void> {
  messages.value = chosen === "vi" ? vi : (await import("./messages/en.json")).default;
  language.value = chosen;
  document.documentElement.lang = chosen;
}

/** A day as people write it: 05/03/2021; a year or a month stays what it is. */
export function day(iso: string | null | undefined): string {
  const whole = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return whole ? `${whole[3]}/${whole[2]}/${whole[1]}` : (iso ?? "");
}

/** A moment in Viet Nam's time, as the receipt's own words have it, wherever the browser stands. */
export function moment(iso: string): string {
  return new Intl.DateTimeFormat(language.value === "vi" ? "vi-VN" : "en-GB", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: "Asia/Ho_Chi_Minh",
  }).format(new Date(iso));
}
