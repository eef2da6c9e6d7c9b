// Prints one part of the screen: the style sheet for paper shows only what carries the chosen name.

export function print(part: "form" | "receipt"): void {
  document.documentElement.dataset.print = part;
  addEventListener("afterprint", () => delete document.documentElement.dataset.print, { once: true });
  window.print();
}
