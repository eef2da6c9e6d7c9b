import { signal } from "@preact/signals";
import { onLeave } from "../../session/session";

/** The law by which a clerk looks into the store when no procedure is at hand. */
export const WHY = { purpose: "Tìm giấy tờ đã có", legal_basis: "TT 01/2023/TT-VPCP Điều 24" };

/** What the last search was for: opening one of its papers is for the same. */
export const asked = signal(WHY);
onLeave(() => {
  asked.value = WHY;
});
