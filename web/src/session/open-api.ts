import { createClient } from "#shared/platform/client.ts";
import { routeStrings } from "#shared/route-strings.ts";
import type { routes } from "#shared/routes.ts";
import { language } from "../i18n/language.ts";
import { reach } from "../offline/connection.ts";

/** The calls that need no session, or are its beginning, renewal and end: nothing is renewed for them. */
export const {
  identity: openApi,
  appraisals: linkApi,
  evidence: linkFiles,
  plans: linkPlans,
} = createClient<typeof routes>(routeStrings, {
  fetch: reach,
  token: () => undefined,
  language: () => language.get(),
});
