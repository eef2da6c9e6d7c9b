import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "./i18n";
import { address, go, type Route, route } from "./router";
import { SCREENS } from "./screens/screens";
import { atKiosk, interrupted, leave, may, session } from "./session/session";
import { SignIn } from "./session/sign-in";
import { Dialog } from "./ui/dialog";
import { Notice, Problem } from "./ui/notice";
import { Shell } from "./ui/shell";

/** Whatever the address says, a kiosk shows this. */
const KIOSK: Route = { screen: "kiosk" };

/** The screen that the address names; its code is fetched the first time. */
function Current() {
  const { screen, id } = atKiosk.value ? KIOSK : route.value;
  const chosen = SCREENS[screen];
  const loaded = useSignal<{ name: string; Screen: ComponentType<{ id?: string }> } | null>(null);
  const failed = useSignal<unknown>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const title = t(chosen?.title ?? "error.noScreen");

  // The code of a screen that was left meanwhile may come after that of the one asked for: it is not taken.
  const wanted = useRef(screen);
  wanted.current = screen;
  const load = () => {
    failed.value = null;
    chosen?.load().then(
      (module) => {
        if (wanted.current === screen) loaded.value = { name: screen, Screen: module.default };
      },
      (error) => {
        if (wanted.current === screen) failed.value = error;
      },
    );
  };
  useEffect(load, [screen]);
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
    if (document.activeElement === document.body) heading.current?.focus();
  }, [screen, id, title]);

  const Screen = loaded.value?.name === screen ? loaded.value.Screen : null;
  return (
    <>
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {!chosen ? (
        <a href={address("home")}>{t("home.title")}</a>
      ) : chosen.roles.length && !may(...chosen.roles) ? (
        <Notice kind="warn">{t("error.role")}</Notice>
      ) : failed.value ? (
        <Problem error={failed.value} again={load} />
      ) : Screen ? (
        <Screen key={id} {...(id ? { id } : {})} />
      ) : (
        <p aria-busy="true">{t("do.loading")}</p>
      )}
    </>
  );
}

function Welcome() {
  return (
    <div class="welcome">
      <h1>{t("app.name")}</h1>
      <p>{t("app.tagline")}</p>
      <SignIn />
    </div>
  );
}

export function App() {
  const open = SCREENS[route.value.screen]?.roles.length === 0;
  useEffect(() => {
    if (!session.value && !open && route.value.screen !== "home") go("home");
  }, []);
  return (
    <Shell>
      {session.value || open ? <Current /> : <Welcome />}
      {interrupted.value !== null && (
        <Dialog title={t("signIn.again")}>
          <p>{t("signIn.againWhy")}</p>
          <SignIn user={interrupted.value} />
          <button type="button" onClick={() => leave()}>
            {t("signIn.other")}
          </button>
        </Dialog>
      )}
    </Shell>
  );
}
