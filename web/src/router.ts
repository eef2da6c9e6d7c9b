// Where the clerk is, in the address's fragment: it never reaches a server or its log, and holds ids only.
import { signal } from "@preact/signals";

export interface Route {
  screen: string;
  /** Id of the dossier (or paper) that the screen shows. */
  id?: string;
}

function parse(hash: string): Route {
  const [screen, id] = hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { screen: screen || "home", ...(id ? { id } : {}) };
}

export const route = signal<Route>(parse(location.hash));
addEventListener("hashchange", () => {
  route.value = parse(location.hash);
});

export function address(screen: string, id?: string): string {
  return `#/${screen}${id ? `/${encodeURIComponent(id)}` : ""}`;
}

export function go(screen: string, id?: string): void {
  location.hash = address(screen, id);
}
