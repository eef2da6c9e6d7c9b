import { t } from "../../i18n";

export interface Bar {
  name: string;
  /** None where there is nothing to divide by. */
  value: number | null;
  target?: number | null;
  hint?: string;
}

/** Bars with their numbers beside them: a table to those who hear it, a plot to those who see it. */
export function Plot({ title, bars, most, unit = "" }: { title: string; bars: Bar[]; most?: number; unit?: string }) {
  const top = most ?? Math.max(1, ...bars.map((bar) => bar.value ?? 0));
  const width = (value: number) => Math.min(100, (100 * value) / top);
  return (
    <table class="plot">
      <caption>{title}</caption>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.name}>
            <th scope="row">{bar.name}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" width="100" height="10" />
                <rect class="bar" width={width(bar.value ?? 0)} height="10" />
                {bar.target ? <rect class="target" x={width(bar.target) - 0.5} width="1" height="10" /> : null}
              </svg>
            </td>
            <td class="number">
              {bar.value === null ? t("oversee.noValue") : `${bar.value}${unit}`}
              {bar.hint && <span class="hint"> {bar.hint}</span>}
              {bar.target ? <span class="hint"> {t("oversee.target", { n: bar.target })}</span> : null}
            </td>
          </tr>
        ))}
        {!bars.length && (
          <tr>
            <td class="quiet">{t("oversee.nothing")}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
