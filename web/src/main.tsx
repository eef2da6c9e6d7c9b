import { render } from "preact";
import { App } from "./app";
import { config, loadConfig } from "./config";
import { t } from "./i18n";
import "./keys";
import { returned } from "./session/oidc";
import { enter } from "./session/session";
import { refused } from "./session/sign-in";
import "./styles/app.css";
import { Notice } from "./ui/notice";

const place = document.getElementById("app")!;

async function start(): Promise<void> {
  await loadConfig();
  const back = config().issuer
    ? await returned().catch(() => {
        refused.value = "signIn.refused";
        return null;
      })
    : null;
  if (back === "beside") {
    window.close();
    return render(<Notice kind="good">{t("signIn.beside")}</Notice>, place);
  }
  if (back) enter(back);
  render(<App />, place);
}

start().catch(() => render(<Notice kind="bad">{t("error.network")}</Notice>, place));
