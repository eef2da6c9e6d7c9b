// Where people sign in: written by the deployment, fetched before anything else.

export interface Config {
  /** Address of the sign-in service (Amazon Cognito), with a slash at its end. */
  cognito: string;
  client: string;
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
