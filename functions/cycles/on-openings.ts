import { consume } from "#shared/platform/consume.ts";
import { functionConnection } from "#shared/platform/table/client.ts";
import { AgencyTable } from "#shared/platform/table/table.ts";
import { OpeningMessage, walkRoster } from "./opening.ts";

/** Carries a cycle's opening on: the walk over the roster, in as many messages as it takes. */
export const handler = consume("openings", OpeningMessage, async ({ agency, cycle }, context) => {
  await walkRoster(new AgencyTable(functionConnection(), agency), cycle, context);
});
