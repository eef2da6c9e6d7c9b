// Amazon Cognito's own API for sign-in: four calls, as JSON over TLS, without an SDK.
import { config } from "../config";

export interface Tokens {
  id: string;
  refresh: string;
}

/** What Cognito wants next before it gives tokens. */
export interface Challenge {
  name: "NEW_PASSWORD_REQUIRED" | "SOFTWARE_TOKEN_MFA" | "SMS_MFA";
  user: string;
  session: string;
}

export class SignInError extends Error {
  /** Cognito's name of the error, or `network`. */
  constructor(readonly code: string) {
    super(code);
  }
}

interface Answer {
  AuthenticationResult?: { IdToken: string; RefreshToken?: string };
  ChallengeName?: Challenge["name"];
  ChallengeParameters?: { USER_ID_FOR_SRP?: string };
  Session?: string;
}

async function ask(action: string, body: object): Promise<Answer> {
  const answer = await fetch(config().cognito!, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
    cache: "no-store",
  }).catch(() => {
    throw new SignInError("network");
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new SignInError(String(said.__type ?? answer.status).replace(/^.*#/, ""));
  return said as Answer;
}

function outcome(answer: Answer, user: string): Tokens | Challenge {
  const { AuthenticationResult: result, ChallengeName: name } = answer;
  if (result) return { id: result.IdToken, refresh: result.RefreshToken ?? "" };
  if (!name) throw new SignInError("unknown");
  return { name, user: answer.ChallengeParameters?.USER_ID_FOR_SRP ?? user, session: answer.Session ?? "" };
}

export async function signIn(user: string, password: string): Promise<Tokens | Challenge> {
  const parameters = { USERNAME: user, PASSWORD: password };
  const body = { AuthFlow: "USER_PASSWORD_AUTH", ClientId: config().client, AuthParameters: parameters };
  return outcome(await ask("InitiateAuth", body), user);
}

/** `response`: the new password, or the code of the authenticator. */
export async function answerChallenge(challenge: Challenge, response: string): Promise<Tokens | Challenge> {
  const field = challenge.name === "NEW_PASSWORD_REQUIRED" ? "NEW_PASSWORD" : `${challenge.name}_CODE`;
  const body = {
    ClientId: config().client,
    ChallengeName: challenge.name,
    Session: challenge.session,
    ChallengeResponses: { USERNAME: challenge.user, [field]: response },
  };
  return outcome(await ask("RespondToAuthChallenge", body), challenge.user);
}

export async function refresh(token: string): Promise<Tokens> {
  const body = { AuthFlow: "REFRESH_TOKEN_AUTH", ClientId: config().client, AuthParameters: { REFRESH_TOKEN: token } };
  const found = outcome(await ask("InitiateAuth", body), "");
  if ("name" in found) throw new SignInError(found.name);
  return { id: found.id, refresh: found.refresh || token };
}

export async function revoke(token: string): Promise<void> {
  await ask("RevokeToken", { ClientId: config().client, Token: token }).catch(() => undefined);
}
