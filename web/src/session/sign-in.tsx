import { useSignal } from "@preact/signals";
import { type MessageKey, t } from "../i18n";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { answerChallenge, type Challenge, SignInError, signIn, type Tokens } from "./cognito";
import { enter } from "./session";

const REASONS: Record<string, MessageKey> = {
  NotAuthorizedException: "signIn.wrong",
  UserNotFoundException: "signIn.wrong",
  CodeMismatchException: "signIn.wrongCode",
  InvalidPasswordException: "signIn.weak",
  TooManyRequestsException: "signIn.slow",
  LimitExceededException: "signIn.slow",
  network: "error.network",
};

/** The form of the first page, and of the dialog over interrupted work (`user` is then given). */
export function SignIn({ user }: { user?: string }) {
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
