import type { Light as Colour } from "../api/types";
import { tOf } from "../i18n";

const SIGNS: Record<Colour, string> = { green: "✓", yellow: "?", red: "!" };

/** One light a dossier: said in words and by a sign, not by colour alone. */
export function Light({ colour }: { colour: Colour | null }) {
  if (!colour) return null;
  return (
    <span class={`light ${colour}`}>
      <span aria-hidden="true">{SIGNS[colour]}</span>
      {tOf("light", colour)}
    </span>
  );
}
