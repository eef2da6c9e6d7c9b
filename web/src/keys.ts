// Keyboard: screens say which keys they take; the list on `?` is made of the same entries.
// Vietnamese input methods (Telex, VNI) send letters and digits while they compose: no shortcut may take those.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { MessageKey } from "./i18n";

export interface Shortcut {
  /** As in KeyboardEvent.key, with modifiers before it: `Enter`, `Shift+Enter`, `Alt+z`, `?`. */
  keys: string;
  does: MessageKey;
  /** Left out where the control itself takes the key; it stands in the list all the same. */
  run?: (event: KeyboardEvent) => void;
}

export const shortcuts = signal<readonly Shortcut[]>([]);

/** Whether one character alone is a shortcut; who speaks to the machine or shakes turns it off (WCAG 2.2, 2.1.4). */
export const single = signal(true);

/** The shortcuts of a screen, while it is shown. `run` may change from call to call; keys and words may not. */
export function useShortcuts(own: readonly Shortcut[]): void {
  useEffect(() => {
    shortcuts.value = [...shortcuts.value, ...own];
    return () => {
      shortcuts.value = shortcuts.value.filter((shortcut) => !own.includes(shortcut));
    };
  });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && !["checkbox", "radio", "button", "file"].includes(target.type)))
  );
}

/** The event as a shortcut is written, or null where it belongs to what is being typed. */
export function pressed(event: KeyboardEvent): string | null {
  if (event.isComposing || event.keyCode === 229 || event.key === "Process" || event.key === "Dead") return null;
  const modified = event.ctrlKey || event.altKey || event.metaKey;
  if (!modified && event.key.length === 1 && isTyping(event.target)) return null;
  const shift = event.shiftKey && event.key.length > 1;
  const key = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
  return [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Meta", shift && "Shift", key]
    .filter(Boolean)
    .join("+");
}

addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  const keys = pressed(event);
  const off = document.querySelector("dialog[open]") || (keys?.length === 1 && !single.value);
  const found =
    keys && !off ? shortcuts.value.findLast((shortcut) => shortcut.keys === keys && shortcut.run) : undefined;
  if (!found?.run) return;
  event.preventDefault();
  found.run(event);
});
