// A dossier on its way: asked for again until it has ended.
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call } from "../api/client";
import type { Dossier, DossierState } from "../api/types";

const POLL_MS = 800;
const ENDED: readonly DossierState[] = ["filed", "review", "rejected", "duplicate", "failed"];

export const hasEnded = (state: DossierState): boolean => ENDED.includes(state);
/** Whether there is something to look at. */
export const isRead = (state: DossierState): boolean => ["filed", "review", "duplicate"].includes(state);

interface Followed {
  dossier: ReadonlySignal<Dossier | null>;
  failed: ReadonlySignal<unknown>;
}

/** Follows `id` (nothing while it is null) until it has ended; a failed call is told and tried again. */
export function useFollowed(id: string | null, ended?: (dossier: Dossier) => void): Followed {
  const dossier = useSignal<Dossier | null>(null);
  const failed = useSignal<unknown>(null);
  useEffect(() => {
    if (!id) return;
    let here = true;
    async function follow() {
      while (here) {
        try {
          const found = await call<Dossier>("GET", `/v1/dossiers/${id}`);
          if (!here) return;
          dossier.value = found;
          failed.value = null;
          if (hasEnded(found.dossier.state)) return ended?.(found);
        } catch (error) {
          failed.value = error;
        }
        await new Promise((done) => setTimeout(done, POLL_MS));
      }
    }
    void follow();
    return () => {
      here = false;
    };
  }, [id]);
  return { dossier, failed };
}
