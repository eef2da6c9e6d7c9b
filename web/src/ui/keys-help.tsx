import { t } from "../i18n";
import { shortcuts, single } from "../keys";
import { Dialog } from "./dialog";

/** Every key that works on this screen. */
export function Keys({ close }: { close: () => void }) {
  return (
    <Dialog title={t("keys.title")} close={close}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("keys.key")}</th>
            <th scope="col">{t("keys.does")}</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.value.map(({ keys, does }) => (
            <tr key={keys}>
              <td>
                <kbd>{keys.replace(/\+[a-z]$/, (key) => key.toUpperCase())}</kbd>
              </td>
              <td>{t(does)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">{t("keys.typing")}</p>
      <label class="row">
        <input
          type="checkbox"
          checked={single.value}
          onChange={(event) => {
            single.value = event.currentTarget.checked;
          }}
        />
        {t("keys.single")}
      </label>
    </Dialog>
  );
}
