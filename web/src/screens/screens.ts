// Every screen of the app: who may open it, its place in the menu, and the code that is fetched when it is opened.
import type { ComponentType } from "preact";
import type { MessageKey } from "../i18n";

export interface Screen {
  title: MessageKey;
  /** Roles that may open it; none: everybody, signed in or not. */
  roles: readonly string[];
  /** Stands in the menu. */
  menu?: boolean;
  load: () => Promise<{ default: ComponentType<{ id?: string }> }>;
}

const WORKERS = ["clerk", "archivist"] as const;

export const SCREENS: Record<string, Screen> = {
  home: {
    title: "home.title",
    roles: ["clerk", "archivist", "operator"],
    menu: true,
    load: () => import("./home/home"),
  },
  "take-in": { title: "takeIn.title", roles: WORKERS, menu: true, load: () => import("./take-in/take-in") },
  check: { title: "check.title", roles: WORKERS, menu: true, load: () => import("./check/check") },
  arrange: { title: "arrange.title", roles: WORKERS, load: () => import("./arrange/arrange") },
  find: { title: "find.title", roles: WORKERS, menu: true, load: () => import("./find/find") },
  group: { title: "group.title", roles: WORKERS, menu: true, load: () => import("./group/group") },
  oversee: { title: "oversee.title", roles: ["operator"], menu: true, load: () => import("./oversee/oversee") },
  kiosk: { title: "kiosk.title", roles: ["kiosk"], load: () => import("./kiosk/kiosk") },
  paper: { title: "stored.title", roles: WORKERS, load: () => import("./paper/paper") },
  "hand-over": { title: "handOver.title", roles: ["clerk"], load: () => import("./hand-over/hand-over") },
};
