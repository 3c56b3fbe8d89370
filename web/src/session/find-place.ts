import { api } from "../data/client.ts";
import type { SignInPlace } from "./oidc.ts";

/** Asks the service where one signs in. */
export function findPlace(): Promise<SignInPlace> {
  return api.identity.findSignIn();
}
