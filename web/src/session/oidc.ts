import { reach } from "../offline/connection.ts";
import type { SignInBody } from "./session.ts";

/** Where the browser signs in, as the service says. */
export interface SignInPlace {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
}

/** What somebody wants with their sign-in. */
export interface Wish {
  /** The page to go to afterwards. */
  readonly returnTo: string;
  readonly invitation?: string;
  readonly agencyId?: NonNullable<SignInBody["agencyId"]>;
  /** Signs in for another tab, which waits, and closes itself. */
  readonly isForOtherTab?: boolean;
  /** Even whoever is still signed in at the provider is asked who they are: the phone may be another's. */
  readonly isAskedAnew: boolean;
}

/** A sign-in under way, kept in this tab until the provider sends the browser back. */
interface Attempt {
  readonly place: SignInPlace;
  readonly wish: Wish;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The provider refused, the person turned back, or the answer belongs to no sign-in that this tab began. */
export class SignInFailed extends Error {
  readonly why: "cancelled" | "stale" | "provider";

  constructor(why: SignInFailed["why"]) {
    super(why);
    this.why = why;
  }
}

const kept = "kinerja.sign-in";

/** Sends the browser to the provider: authorization code with PKCE (RFC 7636), state and nonce. */
export async function beginSignIn(place: SignInPlace, returnPath: string, wish: Wish): Promise<void> {
  const attempt: Attempt = { place, wish, state: secret(), nonce: secret(), verifier: secret() };
  sessionStorage.setItem(kept, JSON.stringify(attempt));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: place.clientId,
    redirect_uri: location.origin + returnPath,
    scope: "openid email profile",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await challengeOf(attempt.verifier),
    code_challenge_method: "S256",
    ...(wish.isAskedAnew ? { prompt: "login" } : {}),
  });
  location.assign(`${place.authorizationEndpoint}?${query}`);
}

/** Whether this address is the provider's answer. */
export function isReturn(search: URLSearchParams): boolean {
  return search.has("state") && (search.has("code") || search.has("error"));
}

/** Changes the code that the provider sent for its proof of sign-in. Throws `SignInFailed`, or `Unreachable`. */
export async function finishSignIn(
  search: URLSearchParams,
  returnPath: string,
): Promise<{ readonly body: SignInBody; readonly wish: Wish }> {
  const attempt = takeAttempt();
  if (attempt === undefined || attempt.state !== search.get("state")) throw new SignInFailed("stale");
  const code = search.get("code");
  if (code === null) throw new SignInFailed("cancelled");
  const { place, wish, nonce, verifier } = attempt;
  const response = await reach(place.tokenEndpoint, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      client_id: place.clientId,
      redirect_uri: location.origin + returnPath,
      code_verifier: verifier,
    }),
  });
  if (!response.ok) throw new SignInFailed("provider");
  const { id_token: idToken } = (await response.json()) as { id_token: string };
  const { invitation, agencyId } = wish;
  const body = {
    idToken,
    nonce,
    ...(invitation === undefined ? {} : { invitation }),
    ...(agencyId === undefined ? {} : { agencyId }),
  };
  return { body, wish };
}

/** Each attempt is good for one answer. */
function takeAttempt(): Attempt | undefined {
  const text = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  return text === null ? undefined : (JSON.parse(text) as Attempt);
}

/** 256 random bits. */
function secret(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
