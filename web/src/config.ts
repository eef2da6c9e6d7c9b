// Where people sign in: written by the deployment, fetched before anything else.

export interface Config {
  client: string;
  /** An OpenID provider, where people sign in on its own page. */
  issuer?: string;
  /** Else: address of Amazon Cognito's API (the stack on one machine), with a slash at its end. */
  cognito?: string;
  /** Claims of the token that list roles and offices. */
  roles?: string;
  offices?: string;
}

let known: Config | undefined;

export async function loadConfig(): Promise<Config> {
  const answer = await fetch("/config.json", { cache: "no-store" });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  known = (await answer.json()) as Config;
  return known;
}

export function config(): Config {
  if (!known) throw new Error("loadConfig first");
  return known;
}

export function claims(): { roles: string; offices: string } {
  return { roles: known?.roles ?? "cognito:groups", offices: known?.offices ?? "custom:offices" };
}
