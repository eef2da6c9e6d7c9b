// What goes onto paper: a PDF of the service, or a part of the screen.
import { request } from "../../api/client";

/** Shows a PDF in a tab of its own, from memory: nothing is saved on this computer. The tab opens at once, or the browser blocks it. */
export async function showPdf(path: string, body: object): Promise<void> {
  const tab = window.open("", "_blank");
  try {
    const pdf = await (await request("POST", path, { body })).blob();
    if (tab) tab.location.href = URL.createObjectURL(new Blob([pdf], { type: "application/pdf" }));
  } catch (error) {
    tab?.close();
    throw error;
  }
}

/** Prints one part of the screen: the style sheet for paper shows only what carries the chosen name. */
export function print(part: "form" | "receipt"): void {
  document.documentElement.dataset.print = part;
  addEventListener("afterprint", () => delete document.documentElement.dataset.print, { once: true });
  window.print();
}
