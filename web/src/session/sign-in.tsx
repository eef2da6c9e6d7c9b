import { signal, useSignal } from "@preact/signals";
import { config } from "../config";
import { type MessageKey, t } from "../i18n";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { answerChallenge, type Challenge, SignInError, signIn, type Tokens } from "./cognito";
import { goAndSignIn, signInBeside } from "./oidc";
import { enter } from "./session";

/** Why the provider sent the person back without a token. */
export const refused = signal<MessageKey | null>(null);

const REASONS: Record<string, MessageKey> = {
  NotAuthorizedException: "signIn.wrong",
  UserNotFoundException: "signIn.wrong",
  CodeMismatchException: "signIn.wrongCode",
  InvalidPasswordException: "signIn.weak",
  TooManyRequestsException: "signIn.slow",
  LimitExceededException: "signIn.slow",
  network: "error.network",
};

/** On the first page, and in the dialog over interrupted work (`user` is then given). */
export function SignIn({ user }: { user?: string }) {
  return config().issuer ? <Hosted again={user !== undefined} /> : <Password {...(user ? { user } : {})} />;
}

/** The provider's own page: here for the first time, beside the work that must stay when it is again. */
function Hosted({ again }: { again: boolean }) {
  const problem = useSignal<MessageKey | null>(refused.value);
  const open = () => {
    problem.value = null;
    (again ? signInBeside().then(enter) : goAndSignIn()).catch((error) => {
      problem.value = REASONS[error instanceof SignInError ? error.code : ""] ?? "signIn.refused";
    });
  };
  return (
    <div class="sign-in">
      {problem.value && <Notice kind="bad">{t(problem.value)}</Notice>}
      <button class="primary" type="button" ref={(button) => button?.focus()} onClick={open}>
        {t("signIn.do")}
      </button>
    </div>
  );
}

function Password({ user }: { user?: string }) {
  const name = useSignal(user ?? "");
  const secret = useSignal("");
  const challenge = useSignal<Challenge | null>(null);
  const busy = useSignal(false);
  const problem = useSignal<MessageKey | null>(null);
  const asked = challenge.value?.name;

  const typed = {
    value: secret.value,
    onInput: (event: { currentTarget: HTMLInputElement }) => {
      secret.value = event.currentTarget.value;
    },
  };

  async function submit(event: Event) {
    event.preventDefault();
    busy.value = true;
    problem.value = null;
    try {
      const answered: Tokens | Challenge = challenge.value
        ? await answerChallenge(challenge.value, secret.value)
        : await signIn(name.value.trim(), secret.value);
      secret.value = "";
      if ("name" in answered) challenge.value = answered;
      else enter(answered);
    } catch (error) {
      problem.value = REASONS[error instanceof SignInError ? error.code : ""] ?? "error.unknown";
    } finally {
      busy.value = false;
    }
  }

  return (
    <form class="sign-in" onSubmit={submit}>
      <Field label={t("signIn.user")}>
        <input
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          autofocus={!user}
          readOnly={Boolean(user) || Boolean(asked)}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
      </Field>
      <Field
        label={t(!asked ? "signIn.password" : asked === "NEW_PASSWORD_REQUIRED" ? "signIn.newPassword" : "signIn.code")}
        hint={asked === "NEW_PASSWORD_REQUIRED" ? t("signIn.rule") : undefined}
      >
        {asked?.endsWith("MFA") ? (
          <input inputMode="numeric" autocomplete="one-time-code" required autofocus {...typed} />
        ) : (
          <input
            key={asked}
            type="password"
            autocomplete={asked ? "new-password" : "current-password"}
            required
            autofocus={Boolean(user) || Boolean(asked)}
            {...typed}
          />
        )}
      </Field>
      {problem.value && <Notice kind="bad">{t(problem.value)}</Notice>}
      <button class="primary" type="submit" disabled={busy.value}>
        {busy.value ? t("signIn.busy") : t("signIn.do")}
      </button>
    </form>
  );
}
