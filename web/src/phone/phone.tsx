// A phone's page: sends the pictures of one dossier by the token in its address, and can do nothing else.
import { useSignal } from "@preact/signals";
import { render } from "preact";
import { useMemo } from "preact/hooks";
import { call } from "../api/client";
import { t } from "../i18n";
import { Choose } from "../screens/take-in/choose-files";
import { Sending } from "../screens/take-in/sending";
import { SentFiles } from "../screens/take-in/sent-files";
import "../styles/app.css";
import { Notice, Problem } from "../ui/notice";

/** Behind `#`: no server and no log sees it; out of the address at once, so that it does not stay in the history. */
const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

function Phone() {
  const files = useSignal<File[]>([]);
  const sending = useMemo(
    () =>
      new Sending(token, (told) =>
        call("POST", "/v1/public/uploads", { token, files: told, in_parts: true }, { open: true }),
      ),
    [],
  );
  const sent = sending.files.value;
  const start = () =>
    void sending.start(files.value).catch((error) => {
      sending.failed.value = error;
    });
  return (
    <main>
      <h1>{t("phone.title")}</h1>
      {!token ? (
        <Notice kind="bad">{t("phone.none")}</Notice>
      ) : !sent.length ? (
        <>
          <p>{t("phone.how")}</p>
          <Choose
            files={files.value}
            change={(next) => {
              files.value = next;
            }}
            send={start}
          />
        </>
      ) : (
        <SentFiles sent={sent} />
      )}
      {sending.failed.value ? <Problem error={sending.failed.value} again={start} /> : null}
      {sent.length > 0 && sent.every((one) => one.state === "there") && <Notice kind="good">{t("phone.sent")}</Notice>}
    </main>
  );
}

render(<Phone />, document.getElementById("app")!);
