import { signal } from "@preact/signals";

const said = signal("");

/** Says it to people who don't see the screen, and shows it for a moment to those who do. */
export function say(words: string): void {
  said.value = "";
  setTimeout(() => {
    said.value = words;
  }, 50);
  setTimeout(() => {
    if (said.value === words) said.value = "";
  }, 6_000);
}

export function Live() {
  return (
    <div class={said.value ? "live shown" : "live"} role="status" aria-live="polite">
      {said}
    </div>
  );
}
