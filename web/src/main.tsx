import { render } from "preact";
import { App } from "./app";
import { loadConfig } from "./config";
import { t } from "./i18n";
import "./keys";
import "./styles/app.css";
import { Notice } from "./ui/notice";

const place = document.getElementById("app")!;
loadConfig().then(
  () => render(<App />, place),
  () => render(<Notice kind="bad">{t("error.network")}</Notice>, place),
);
