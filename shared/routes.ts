import { agencyRoutes } from "./agencies/routes.ts";
import { cycleRoutes } from "./cycles/routes.ts";
import { identityRoutes } from "./identity/routes.ts";

/** Every route of the service, by area: the roof on which API, gateway, documentation, client and tests stand. */
export const routes = {
  agencies: agencyRoutes,
  identity: identityRoutes,
  cycles: cycleRoutes,
} as const;
