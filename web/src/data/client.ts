import { type Client, createClient } from "#shared/platform/client.ts";
import { routeStrings } from "#shared/route-strings.ts";
import type { routes } from "#shared/routes.ts";
import { language } from "../i18n/language.ts";
import { reach } from "../offline/connection.ts";
import { session } from "../session/session.ts";

export type Routes = typeof routes;
export type Api = Client<Routes>;

/** The API as the signed-in person sees it. Calls wait until it is known who that is, and renew the session where it ran out. */
export const api: Api = createClient<Routes>(routeStrings, {
  fetch: reach,
  ready: () => session.started(),
  token: () => session.token(),
  renew: () => session.renew(),
  language: () => language.get(),
});
