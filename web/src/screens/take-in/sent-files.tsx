import { tOf } from "../../i18n";
import type { Sent } from "./sending";

/** How far each file is. */
export function SentFiles({ sent }: { sent: readonly Sent[] }) {
  return (
    <ul class="plain files">
      {sent.map((one) => (
        <li key={one.sha256}>
          <span>{one.file.name}</span>
          <progress aria-label={one.file.name} max={1} value={one.done} />
          <span class="quiet">{tOf("sent", one.state)}</span>
        </li>
      ))}
    </ul>
  );
}
