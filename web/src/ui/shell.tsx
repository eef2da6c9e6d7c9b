import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { language, speak, t } from "../i18n";
import { useShortcuts } from "../keys";
import { address, route } from "../router";
import { SCREENS } from "../screens/screens";
import { atKiosk, leave, may, office, session } from "../session/session";
import { Keys } from "./keys-help";
import { Live } from "./live";

/** What stands around every screen: menu, who works here, language, help, and the place where news are said. */
export function Shell({ children }: { children: ComponentChildren }) {
  const help = useSignal(false);
  const bare = atKiosk.value;
  useShortcuts([
    {
      keys: "?",
      does: "keys.help",
      run: () => {
        help.value = !bare;
      },
    },
  ]);
  const other = language.value === "vi" ? "en" : "vi";
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {t("app.skip")}
      </button>
      <header>
        <a class="brand" href={address("home")}>
          {t("app.name")}
        </a>
        {session.value && !bare && (
          <nav aria-label={t("app.menu")}>
            <ul>
              {Object.entries(SCREENS)
                .filter(([, screen]) => screen.menu && may(...screen.roles))
                .map(([name, screen]) => (
                  <li key={name}>
                    <a href={address(name)} aria-current={route.value.screen === name ? "page" : undefined}>
                      {t(screen.title)}
                    </a>
                  </li>
                ))}
            </ul>
          </nav>
        )}
        <div class="who">
          {!bare && (
            <button
              type="button"
              class="wide-only"
              onClick={() => {
                help.value = true;
              }}
            >
              {t("keys.title")} <kbd>?</kbd>
            </button>
          )}
          <button type="button" lang={other} onClick={() => void speak(other)}>
            {other === "en" ? "English" : "Tiếng Việt"}
          </button>
          {session.value && !bare && (
            <>
              <span class="name">
                {session.value.user}
                {office.value && ` · ${office.value}`}
              </span>
              <button type="button" onClick={() => leave()}>
                {t("signIn.out")}
              </button>
            </>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Live />
      {help.value && (
        <Keys
          close={() => {
            help.value = false;
          }}
        />
      )}
    </>
  );
}
